import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";

const base = { location: "eastasia", resource_group_name: "rg" };
const BLOCKED = { from: "internet", to: "vnet-spoke1/default", wish: { kind: "blocked" } } as const;

const natRule = (name: string, ip: string): object => ({
  name,
  protocols: ["TCP"],
  source_addresses: ["*"],
  destination_address: "203.0.113.10",
  destination_ports: ["443"],
  translated_address: ip,
  translated_port: "443",
});

const firewall = (rules: readonly object[], more: object = {}): TerraformNetwork =>
  new TerraformNetwork()
    .add("azurerm_public_ip", "fw", { ...base, name: "pip-afw", sku: "Standard" })
    .add("azurerm_firewall_policy", "fw", { ...base, name: "afwp" })
    .add("azurerm_firewall_policy_rule_collection_group", "fw", {
      name: "rules",
      firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
      priority: 100,
      nat_rule_collection: [{ name: "in", priority: 100, action: "Dnat", rule: rules }],
      ...more,
    })
    .add("azurerm_firewall", "fw", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.fw.id}",
        },
      ],
    });

const repairOf = (network: TerraformNetwork) =>
  repairsOf({ document: network.configuration, ...BLOCKED }).repairs[0];

const GROUP = "azurerm_firewall_policy_rule_collection_group.fw";

it("takes out the DNAT rule that publishes a machine, and says that somebody wrote it", () => {
  const repair = repairOf(firewall([natRule("web", "10.10.0.4"), natRule("other", "10.20.0.4")]));
  expect(repair).toMatchObject({
    edits: [{ op: "remove", address: GROUP, block: "nat_rule_collection[0].rule[0]" }],
    makes: { verdict: "BLOCKED" },
  });
  expect(repair.cautions.map(({ en }) => en)).toEqual([
    "Somebody wrote the rule in/web of afw so that the Internet reaches this. Ask them first.",
  ]);
});

it("takes out whatever the rule would leave empty", () => {
  const network = { name: "net", priority: 200, action: "Allow", rule: [] };
  const rules = [natRule("web", "10.10.0.4")];
  expect(repairOf(firewall(rules)).edits).toEqual([{ op: "remove", address: GROUP }]);
  expect(repairOf(firewall(rules, { network_rule_collection: [network] })).edits).toEqual([
    {
      op: "remove",
      address: GROUP,
      block: "nat_rule_collection[0]",
      within: ['nat_rule_collection "in"'],
    },
  ]);
});

it("takes out each of several rules that publish a machine", () => {
  const rules = [natRule("web", "10.10.0.4"), natRule("api", "10.10.0.5"), natRule("other", "10.20.0.4")];
  expect(repairOf(firewall(rules)).edits).toHaveLength(2);
});

it("takes out the rule of a firewall without policy", () => {
  const { configuration } = new TerraformNetwork()
    .add("azurerm_public_ip", "fw", { ...base, name: "pip-afw", sku: "Standard" })
    .add("azurerm_firewall", "fw", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.fw.id}",
        },
      ],
    })
    .add("azurerm_firewall_nat_rule_collection", "in", {
      name: "in",
      azure_firewall_name: "${azurerm_firewall.fw.name}",
      resource_group_name: "rg",
      priority: 100,
      action: "Dnat",
      rule: [
        {
          name: "web",
          protocols: ["TCP"],
          source_addresses: ["*"],
          destination_addresses: ["203.0.113.10"],
          destination_ports: ["443"],
          translated_address: "10.10.0.4",
          translated_port: "443",
        },
      ],
    });
  expect(repairsOf({ document: configuration, ...BLOCKED }).repairs[0].edits).toEqual([
    { op: "remove", address: "azurerm_firewall_nat_rule_collection.in" },
  ]);
});

describe("a rule of a load balancer that publishes a machine", () => {
  const network = (rule: object): TerraformNetwork =>
    new TerraformNetwork()
      .add("azurerm_network_interface", "vm", {
        ...base,
        name: "nic-vm",
        ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.spoke1_default.id}" }],
      })
      .add("azurerm_network_security_group", "s", {
        ...base,
        name: "nsg",
        security_rule: [
          {
            name: "web",
            priority: 200,
            direction: "Inbound",
            access: "Allow",
            protocol: "Tcp",
            source_address_prefix: "*",
            source_port_range: "*",
            destination_address_prefix: "*",
            destination_port_range: "443",
          },
        ],
      })
      .add("azurerm_subnet_network_security_group_association", "s", {
        subnet_id: "${azurerm_subnet.spoke1_default.id}",
        network_security_group_id: "${azurerm_network_security_group.s.id}",
      })
      .add("azurerm_public_ip", "lb", { ...base, name: "pip-lb", sku: "Standard" })
      .add("azurerm_lb", "web", {
        ...base,
        name: "lb-web",
        sku: "Standard",
        frontend_ip_configuration: [{ name: "f", public_ip_address_id: "${azurerm_public_ip.lb.id}" }],
      })
      .add("azurerm_lb_backend_address_pool", "web", {
        name: "pool",
        loadbalancer_id: "${azurerm_lb.web.id}",
      })
      .add("azurerm_network_interface_backend_address_pool_association", "web", {
        network_interface_id: "${azurerm_network_interface.vm.id}",
        ip_configuration_name: "c",
        backend_address_pool_id: "${azurerm_lb_backend_address_pool.web.id}",
      })
      .add("azurerm_lb_rule", "web", {
        name: "https",
        loadbalancer_id: "${azurerm_lb.web.id}",
        frontend_ip_configuration_name: "f",
        backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.web.id}"],
        protocol: "Tcp",
        frontend_port: 443,
        backend_port: 443,
        ...rule,
      });

  it("is taken out, and somebody wrote it", () => {
    expect(repairOf(network({ disable_outbound_snat: true }))).toMatchObject({
      edits: [{ op: "remove", address: "azurerm_lb_rule.web" }],
      cautions: [{ en: expect.stringContaining("Somebody wrote the rule https of lb-web") }],
    });
  });

  it("stays where it is the machine's way out too: a security rule comes first", () => {
    const [first, second] = repairsOf({ document: network({}).configuration, ...BLOCKED }).repairs;
    expect(first.edits).toMatchObject([{ op: "append", block: "security_rule" }]);
    expect(second.edits).toEqual([{ op: "remove", address: "azurerm_lb_rule.web" }]);
    expect(second.alsoOnInternet).toMatchObject([{ direction: "outbound", from: "vnet-spoke1/default" }]);
  });
});

const twice = (): TerraformNetwork =>
  firewall([natRule("web", "10.10.0.4"), natRule("other", "10.20.0.4")])
    .add("azurerm_public_ip", "fw", { ...base, name: "pip-afw", sku: "Standard", ip_address: "203.0.113.10" })
    .add("azurerm_public_ip", "more", { ...base, name: "pip-2", sku: "Standard", ip_address: "203.0.113.11" })
    .add("azurerm_firewall", "fw", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.fw.id}",
        },
        { name: "d", public_ip_address_id: "${azurerm_public_ip.more.id}" },
      ],
    });

it("gives a DNAT rule whose packets earlier ones take another of the firewall's addresses", () => {
  const { verdict, repairs } = repairsOf({
    document: twice().configuration,
    from: "internet",
    to: "vnet-spoke2/default",
    options: { port: 443 },
  });
  expect(verdict).toBe("BLOCKED");
  expect(repairs[0].edits).toEqual([
    {
      op: "set",
      address: GROUP,
      argument: "nat_rule_collection[0].rule[1].destination_address",
      value: "${azurerm_public_ip.more.ip_address}",
      within: ['nat_rule_collection "in"', 'rule "other"'],
    },
  ]);
});

it("turns off the explicit proxy by which a subnet may leave, and says who loses it", () => {
  const document = firewall([], {
    application_rule_collection: [
      {
        name: "web",
        priority: 100,
        action: "Allow",
        rule: [
          {
            name: "all",
            source_addresses: ["10.0.0.0/8"],
            destination_fqdns: ["*"],
            protocols: [{ type: "Https", port: 443 }],
          },
        ],
      },
    ],
    nat_rule_collection: [],
  })
    .add("azurerm_firewall_policy", "fw", {
      ...base,
      name: "afwp",
      explicit_proxy: [{ enabled: true, http_port: 8081, https_port: 8443 }],
    })
    .routes("spoke1_default", { "0.0.0.0/0": "None" });
  const { verdict, repairs } = repairsOf({
    document: document.configuration,
    from: "vnet-spoke1/default",
    to: "internet",
    wish: { kind: "blocked" },
  });
  expect(verdict).toBe("CONDITIONAL");
  expect(repairs[0]).toMatchObject({
    edits: [{ op: "set", argument: "explicit_proxy[0].enabled", value: false }],
    cautions: [{ en: expect.stringContaining("loses it") }],
  });
});
