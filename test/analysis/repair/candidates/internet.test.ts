import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";

const ENDS = { from: "vnet-spoke1/default", to: "internet" };
const base = { location: "eastasia", resource_group_name: "rg" };

type Block = { readonly [argument: string]: unknown };

const subnet = (network: TerraformNetwork, name: string, prefix: string): TerraformNetwork =>
  network.add("azurerm_subnet", `spoke1_${name}`, {
    name,
    resource_group_name: "rg",
    virtual_network_name: "${azurerm_virtual_network.spoke1.name}",
    address_prefixes: [prefix],
    default_outbound_access_enabled: false,
  });

const closed = (): TerraformNetwork => subnet(new TerraformNetwork(), "default", "10.10.0.0/24");

const firewall = (network: TerraformNetwork, policy: Block = {}): TerraformNetwork =>
  network
    .add("azurerm_public_ip", "afw", { ...base, name: "pip-afw", sku: "Standard" })
    .add("azurerm_firewall_policy", "hub", { ...base, name: "afwp", ...policy })
    .add("azurerm_firewall_policy_rule_collection_group", "hub", {
      name: "rules",
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      priority: 100,
      network_rule_collection: [
        {
          name: "net",
          priority: 100,
          action: "Allow",
          rule: [
            {
              name: "any",
              protocols: ["Any"],
              source_addresses: ["10.0.0.0/8"],
              destination_addresses: ["*"],
              destination_ports: ["*"],
            },
          ],
        },
      ],
    })
    .add("azurerm_firewall", "hub", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      ip_configuration: [
        {
          name: "ipconfig",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.afw.id}",
        },
      ],
    })
    .routes("spoke1_default", {
      "0.0.0.0/0": "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}",
    });

const repairs = (network: TerraformNetwork) =>
  repairsOf({ document: network.configuration, ...ENDS }).repairs;

/** The baseline without its appliance, which would be the nearer way. */
const withoutAppliance = (network: TerraformNetwork): TerraformNetwork =>
  network.add("azurerm_network_interface", "nva", {
    ...base,
    name: "nic-nva",
    ip_configuration: [{ name: "ipconfig1", subnet_id: "${azurerm_subnet.hub_snet-nva.id}" }],
  });

it("gives a private subnet a NAT gateway with an address, and says that it costs", () => {
  const all = repairs(withoutAppliance(closed()));
  const nat = all.find(({ edits }) =>
    edits.some((edit) => "type" in edit && edit.type === "azurerm_nat_gateway"),
  );
  expect(nat).toMatchObject({ makes: { verdict: "REACHABLE" }, provenBy: "configuration" });
  expect(nat!.cautions.map(({ en }) => en).join(" ")).toContain("cost money");
});

it("binds the NAT gateway that the network has already", () => {
  const network = subnet(withoutAppliance(closed()), "other", "10.10.1.0/24")
    .add("azurerm_public_ip", "nat", { ...base, name: "pip-nat", sku: "Standard" })
    .add("azurerm_nat_gateway", "nat", { ...base, name: "ng" })
    .add("azurerm_nat_gateway_public_ip_association", "nat", {
      nat_gateway_id: "${azurerm_nat_gateway.nat.id}",
      public_ip_address_id: "${azurerm_public_ip.nat.id}",
    })
    .add("azurerm_subnet_nat_gateway_association", "other", {
      subnet_id: "${azurerm_subnet.spoke1_other.id}",
      nat_gateway_id: "${azurerm_nat_gateway.nat.id}",
    });
  expect(repairs(network)[0]).toMatchObject({
    edits: [
      {
        op: "create",
        type: "azurerm_subnet_nat_gateway_association",
        arguments: {
          subnet_id: "${azurerm_subnet.spoke1_default.id}",
          nat_gateway_id: "${azurerm_nat_gateway.nat.id}",
        },
      },
    ],
    makes: { verdict: "REACHABLE", through: ["ng"] },
  });
});

it("binds the NAT gateway that no subnet has yet, unless it is in another region", () => {
  const unbound = (location: string): TerraformNetwork =>
    withoutAppliance(closed())
      .add("azurerm_public_ip", "nat", { ...base, location, name: "pip-nat", sku: "Standard" })
      .add("azurerm_nat_gateway", "nat", { ...base, location, name: "ng" })
      .add("azurerm_nat_gateway_public_ip_association", "nat", {
        nat_gateway_id: "${azurerm_nat_gateway.nat.id}",
        public_ip_address_id: "${azurerm_public_ip.nat.id}",
      });
  const firstOf = (network: TerraformNetwork) =>
    repairs(network)[0].edits.map((edit) => "type" in edit && edit.type);

  expect(firstOf(unbound("eastasia"))).toEqual(["azurerm_subnet_nat_gateway_association"]);
  expect(firstOf(unbound("westeurope"))).not.toEqual(["azurerm_subnet_nat_gateway_association"]);
});

it("lets a firewall translate what it sends to the Internet", () => {
  expect(repairs(firewall(closed(), { private_ip_ranges: ["0.0.0.0/0"] }))[0]).toMatchObject({
    edits: [
      {
        op: "set",
        address: "azurerm_firewall_policy.hub",
        argument: "private_ip_ranges",
        value: ["IANAPrivateRanges"],
      },
    ],
    makes: { verdict: "REACHABLE", through: ["afw"] },
  });
});

it("opens a firewall to the Internet and to nothing between networks", () => {
  const network = firewall(closed()).add("azurerm_firewall_policy_rule_collection_group", "hub", {
    name: "rules",
    firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
    priority: 100,
    network_rule_collection: [{ name: "net", priority: 100, action: "Allow", rule: [] }],
  });
  const address = "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}";
  network
    .routes("spoke1_default", { "0.0.0.0/0": address })
    .routes("spoke2_default", { "0.0.0.0/0": address });
  const [repair] = repairs(network);
  const opened = JSON.stringify(repair.edits)
    .match(/"destination_addresses":\[(.*?)\]/)![1]
    .match(/[^",]+/g)!;
  expect(opened).toContain("11.0.0.0-100.63.255.255");
  expect(opened.filter((range) => /^(10|192\.168|0)\./.test(range))).toEqual([]);
  expect(repair).toMatchObject({ makes: { verdict: "REACHABLE", through: ["afw"] }, alsoChanges: [] });
});

it("allows the Internet by its tag, so that a group doesn't open to its own network", () => {
  const network = new TerraformNetwork()
    .add("azurerm_network_security_group", "s", {
      ...base,
      name: "nsg",
      security_rule: [
        {
          name: "no-internet",
          priority: 4000,
          direction: "Outbound",
          access: "Deny",
          protocol: "*",
          source_address_prefix: "*",
          source_port_range: "*",
          destination_address_prefix: "Internet",
          destination_port_range: "*",
        },
      ],
    })
    .add("azurerm_subnet_network_security_group_association", "s", {
      subnet_id: "${azurerm_subnet.spoke1_default.id}",
      network_security_group_id: "${azurerm_network_security_group.s.id}",
    });
  const [{ edits }] = repairs(network);
  expect(JSON.stringify(edits)).toContain('"destination_address_prefix":"Internet"');
});

it("takes out the rule of the first priority that opens a machine to the Internet, and says that somebody wrote it", () => {
  const rule = {
    name: "open",
    priority: 100,
    direction: "Inbound",
    access: "Allow",
    protocol: "*",
    source_address_prefix: "Internet",
    source_port_range: "*",
    destination_address_prefix: "*",
    destination_port_range: "*",
  };
  const network = new TerraformNetwork()
    .add("azurerm_public_ip", "vm", { ...base, name: "pip", sku: "Standard" })
    .add("azurerm_network_interface", "vm", {
      ...base,
      name: "nic-vm",
      ip_configuration: [
        {
          name: "ipconfig",
          subnet_id: "${azurerm_subnet.spoke1_default.id}",
          public_ip_address_id: "${azurerm_public_ip.vm.id}",
        },
      ],
    })
    .add("azurerm_network_security_group", "s", { ...base, name: "nsg", security_rule: [rule] })
    .add("azurerm_subnet_network_security_group_association", "s", {
      subnet_id: "${azurerm_subnet.spoke1_default.id}",
      network_security_group_id: "${azurerm_network_security_group.s.id}",
    });
  const [repair] = repairsOf({
    document: network.configuration,
    from: "internet",
    to: "vnet-spoke1/default",
    wish: { kind: "blocked" },
  }).repairs;
  expect(repair).toMatchObject({
    edits: [{ op: "remove", address: "azurerm_network_security_group.s", block: "security_rule[0]" }],
    makes: { verdict: "BLOCKED" },
  });
  expect(repair.cautions.map(({ en }) => en).join(" ")).toContain("Somebody wrote the rule open of nsg");
});

it("gives a NAT gateway that has no address one", () => {
  const network = withoutAppliance(closed())
    .add("azurerm_nat_gateway", "nat", { ...base, name: "ng" })
    .add("azurerm_subnet_nat_gateway_association", "nat", {
      subnet_id: "${azurerm_subnet.spoke1_default.id}",
      nat_gateway_id: "${azurerm_nat_gateway.nat.id}",
    });
  expect(repairs(network)[0]).toMatchObject({
    edits: [
      { type: "azurerm_public_ip", arguments: { sku: "Standard", allocation_method: "Static" } },
      {
        type: "azurerm_nat_gateway_public_ip_association",
        arguments: { nat_gateway_id: "${azurerm_nat_gateway.nat.id}" },
      },
    ],
    makes: { verdict: "REACHABLE" },
  });
});

it("opens a Standard public address by a group with one rule, for the port that is asked about", () => {
  const network = new TerraformNetwork()
    .add("azurerm_public_ip", "vm", { ...base, name: "pip-vm", sku: "Standard", ip_address: "20.5.5.5" })
    .add("azurerm_network_interface", "vm", {
      ...base,
      name: "nic-vm",
      ip_configuration: [
        {
          name: "ipconfig",
          subnet_id: "${azurerm_subnet.spoke1_default.id}",
          private_ip_address: "10.10.0.4",
          private_ip_address_allocation: "Static",
          public_ip_address_id: "${azurerm_public_ip.vm.id}",
        },
      ],
    });
  const [first] = repairsOf({
    document: network.configuration,
    from: "internet",
    to: "vnet-spoke1/default",
    options: { port: 443 },
  }).repairs;
  expect(first).toMatchObject({
    edits: [
      {
        type: "azurerm_network_security_group",
        arguments: {
          security_rule: [
            {
              access: "Allow",
              direction: "Inbound",
              source_address_prefix: "Internet",
              destination_port_range: "443",
            },
          ],
        },
      },
      { type: "azurerm_subnet_network_security_group_association" },
    ],
  });
});

it("a public service of one's choice gets a rule in the firewall that refuses it; a route past that is another way, and told", () => {
  const network = new TerraformNetwork()
    .add("azurerm_public_ip", "afw", { ...base, name: "pip-afw", sku: "Standard" })
    .add("azurerm_firewall", "hub", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      ip_configuration: [
        {
          name: "ipconfig",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.afw.id}",
        },
      ],
    })
    .routes("spoke1_default", {
      "0.0.0.0/0": "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}",
    });
  const asked = { document: network.configuration, from: ENDS.from, to: "203.0.113.9" };
  const [rule, ...others] = repairsOf({ ...asked, options: { port: 443 } }).repairs;
  expect(rule.edits).toMatchObject([
    { op: "create", arguments: { rule: [{ destination_addresses: ["203.0.113.9"] }] } },
  ]);
  const route = others.find(({ why }) => why[0].en.endsWith("to Internet."))!;
  expect(route.edits).toMatchObject([{ op: "append", block: "route", value: { next_hop_type: "Internet" } }]);
  expect(route.cautions[0].en).toContain("This goes past the firewall afw");
});
