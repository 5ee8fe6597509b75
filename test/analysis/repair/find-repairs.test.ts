import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformNetwork } from "../support/terraform-network";
import { repairsOf } from "./support/ask";

const SPOKES = { from: "vnet-spoke1/default", to: "vnet-spoke2/default" };
const FORWARDS = { version: 1, forwards: ["nic-nva"] };
const ROUTES = { "10.0.0.0/8": "10.0.1.4" };

function first(network: TerraformNetwork, ends = SPOKES): object {
  const { repairs } = repairsOf({ document: network.configuration, assume: FORWARDS, ...ends });
  return repairs[0];
}

it("writes the route that is missing into the table that is there, by reference to what forwards", () => {
  const network = new TerraformNetwork()
    .routes("spoke1_default", { "10.99.0.0/16": "10.0.1.4" })
    .routes("spoke2_default", ROUTES);
  expect(first(network)).toMatchObject({
    edits: [
      {
        op: "append",
        address: "azurerm_route_table.spoke1_default",
        block: "route",
        value: {
          address_prefix: "10.20.0.0/16",
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: "${azurerm_network_interface.nva.private_ip_address}",
        },
      },
    ],
    makes: { verdict: "REACHABLE", through: ["nic-nva"] },
    provenBy: "configuration",
  });
});

it("says of a way past a firewall that its rules deny this", () => {
  const policy = "${azurerm_firewall_policy.fw.id}";
  const routes = { "0.0.0.0/0": "10.0.3.4" };
  const network = new TerraformNetwork()
    .add("azurerm_firewall_policy", "fw", { name: "afwp", location: "eastasia", resource_group_name: "rg" })
    .add("azurerm_firewall", "fw", {
      name: "afw-hub",
      location: "eastasia",
      resource_group_name: "rg",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: policy,
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          private_ip_address: "10.0.3.4",
        },
      ],
    })
    .routes("spoke1_default", routes)
    .routes("spoke2_default", routes);
  const { repairs } = repairsOf({ document: network.configuration, ...SPOKES, all: true });
  const past = repairs.filter(({ makes }) => !makes.through.includes("afw-hub"));
  expect([repairs.length > past.length, past.length > 0]).toEqual([true, true]);
  expect(past.map(({ cautions }) => cautions.at(-1)?.en)).toEqual(
    past.map((): unknown =>
      expect.stringContaining("goes past the firewall afw-hub, which has no rule that allows it"),
    ),
  );
  expect(repairs[0]).toMatchObject({ makes: { through: ["afw-hub"] }, cautions: [] });
});

it("gives a subnet without a table the one that others have", () => {
  const network = new TerraformNetwork().routes("spoke2_default", ROUTES);
  expect(first(network)).toMatchObject({
    edits: [
      {
        op: "create",
        type: "azurerm_subnet_route_table_association",
        name: "spoke1_default",
        arguments: {
          subnet_id: "${azurerm_subnet.spoke1_default.id}",
          route_table_id: "${azurerm_route_table.spoke2_default.id}",
        },
      },
    ],
  });
});

it("gives both halves between instances of one block names of their own", () => {
  const at = "${count.index}";
  const group = { resource_group_name: "rg", location: "japaneast" };
  const document = {
    resource: {
      azurerm_virtual_network: {
        v: { count: 2, name: `vnet-spoke${at}`, address_space: [`10.${at}.0.0/16`], ...group },
      },
      azurerm_subnet: {
        s: {
          count: 2,
          name: "default",
          resource_group_name: "rg",
          virtual_network_name: "${azurerm_virtual_network.v[count.index].name}",
          address_prefixes: [`10.${at}.1.0/24`],
        },
      },
    },
  };
  const { repairs } = repairsOf({ document, from: "vnet-spoke0/default", to: "vnet-spoke1/default" });
  expect(repairs[0]?.edits).toMatchObject([
    { op: "create", name: "v_to_v", arguments: { name: "vnet-spoke0-to-vnet-spoke1" } },
    { op: "create", name: "v_to_v_2", arguments: { name: "vnet-spoke1-to-vnet-spoke0" } },
  ]);
  expect(repairs[0]?.edits).toHaveLength(2);
});

it("creates the half of a peering that is missing", () => {
  const { configuration } = new TerraformNetwork();
  const { resource } = configuration as {
    resource: { azurerm_virtual_network_peering: { [name: string]: object } };
  };
  const { hub_to_spoke1: left, ...peerings } = resource.azurerm_virtual_network_peering;
  expect(left).toBeDefined();
  const document = { resource: { ...resource, azurerm_virtual_network_peering: peerings } };
  const { repairs } = repairsOf({ document, from: "vnet-hub/snet-nva", to: "vnet-spoke1/default" });
  expect(repairs[0].edits).toEqual([
    {
      op: "create",
      type: "azurerm_virtual_network_peering",
      name: "hub_to_spoke1",
      arguments: {
        name: "vnet-hub-to-vnet-spoke1",
        resource_group_name: "${azurerm_virtual_network.hub.resource_group_name}",
        virtual_network_name: "${azurerm_virtual_network.hub.name}",
        remote_virtual_network_id: "${azurerm_virtual_network.spoke1.id}",
        allow_forwarded_traffic: true,
      },
    },
  ]);
});

it("sets the flag of the half that refuses forwarded packets", () => {
  const network = new TerraformNetwork()
    .peer("hub", "spoke2", {}, { allow_forwarded_traffic: false })
    .routes("spoke1_default", ROUTES)
    .routes("spoke2_default", ROUTES);
  expect(first(network)).toMatchObject({
    edits: [
      {
        op: "set",
        address: "azurerm_virtual_network_peering.spoke2_to_hub",
        argument: "allow_forwarded_traffic",
        value: true,
      },
    ],
  });
});

it("allows no more than what is asked, before the rule that denied, and says that somebody wrote that", () => {
  const network = new TerraformNetwork()
    .routes("spoke1_default", ROUTES)
    .routes("spoke2_default", ROUTES)
    .add("azurerm_network_security_group", "data", {
      name: "nsg-data",
      location: "eastasia",
      resource_group_name: "rg",
      security_rule: [
        {
          name: "no-strangers",
          priority: 200,
          direction: "Inbound",
          access: "Deny",
          protocol: "*",
          source_port_range: "*",
          destination_port_range: "*",
          source_address_prefix: "10.0.0.0/8",
          destination_address_prefix: "*",
        },
      ],
    })
    .add("azurerm_subnet_network_security_group_association", "data", {
      subnet_id: "${azurerm_subnet.spoke2_default.id}",
      network_security_group_id: "${azurerm_network_security_group.data.id}",
    });
  const { repairs } = repairsOf({
    document: network.configuration,
    assume: FORWARDS,
    ...SPOKES,
    options: { protocol: "tcp", port: 1433 },
  });
  expect(repairs[0].edits).toEqual([
    {
      op: "append",
      address: "azurerm_network_security_group.data",
      block: "security_rule",
      value: {
        name: "allow-vnet-spoke1-default-to-vnet-spoke2-default",
        priority: 199,
        direction: "Inbound",
        access: "Allow",
        protocol: "Tcp",
        source_port_range: "*",
        destination_port_range: "1433",
        source_address_prefix: "10.10.0.0/24",
        destination_address_prefix: "10.20.0.0/24",
      },
    },
  ]);
  expect(repairs[0].cautions[0].en).toContain("no-strangers");
});

it("takes the place of the rule that denied, where nothing fits before it", () => {
  const rule = {
    name: "no-strangers",
    priority: 100,
    direction: "Inbound",
    access: "Deny",
    protocol: "*",
    source_port_range: "*",
    destination_port_range: "*",
    source_address_prefix: "10.0.0.0/8",
    destination_address_prefix: "*",
  };
  const network = (separate: boolean) =>
    new TerraformNetwork()
      .routes("spoke1_default", ROUTES)
      .routes("spoke2_default", ROUTES)
      .add("azurerm_network_security_group", "data", {
        name: "nsg-data",
        location: "eastasia",
        resource_group_name: "rg",
        ...(!separate && { security_rule: [rule] }),
      })
      .add("azurerm_network_security_rule", separate ? "no" : "other", {
        ...rule,
        resource_group_name: "rg",
        network_security_group_name: separate ? "${azurerm_network_security_group.data.name}" : "another",
      })
      .add("azurerm_subnet_network_security_group_association", "data", {
        subnet_id: "${azurerm_subnet.spoke2_default.id}",
        network_security_group_id: "${azurerm_network_security_group.data.id}",
      });
  const data = "azurerm_network_security_group.data";
  expect(first(network(false))).toMatchObject({
    edits: [
      { op: "set", address: data, argument: "security_rule[0].priority", value: 101 },
      { op: "append", address: data, block: "security_rule", value: { access: "Allow", priority: 100 } },
    ],
    cautions: [{ en: expect.stringContaining("no-strangers") }],
  });
  expect(first(network(true))).toMatchObject({
    edits: [
      { op: "set", address: "azurerm_network_security_rule.no", argument: "priority", value: 101 },
      { op: "create", type: "azurerm_network_security_rule", arguments: { access: "Allow", priority: 100 } },
    ],
  });
});

it("leads by the gateway where other routes do", () => {
  const network = new TerraformNetwork()
    .add("azurerm_virtual_network_gateway", "gw", {
      name: "gw",
      location: "eastasia",
      resource_group_name: "rg",
      type: "Vpn",
      sku: "VpnGw1AZ",
      ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}" }],
    })
    .peer("hub", "spoke1", { allow_gateway_transit: true }, { use_remote_gateways: true })
    .peer("hub", "spoke2", { allow_gateway_transit: true }, { use_remote_gateways: true })
    .routes("spoke1_default", { "10.0.0.0/8": "VirtualNetworkGateway" })
    .routes("spoke2_default", { "10.99.0.0/16": "VirtualNetworkGateway" });
  const { repairs } = repairsOf({ document: network.configuration, ...SPOKES });
  expect(repairs.map(({ edits }) => edits)).toContainEqual([
    {
      op: "append",
      address: "azurerm_route_table.spoke2_default",
      block: "route",
      value: { name: "to-spoke1", address_prefix: "10.10.0.0/16", next_hop_type: "VirtualNetworkGateway" },
    },
  ]);
});

it("counts a pair as blocked only where every address of it is", () => {
  const network = new TerraformNetwork()
    .routes("spoke1_default", { ...ROUTES, "10.20.0.0/25": "None" })
    .routes("spoke2_default", ROUTES);
  const asked = { document: network.configuration, assume: FORWARDS, ...SPOKES };
  expect(repairsOf(asked).verdict).toBe("BLOCKED");
  const { fulfilled, repairs } = repairsOf({ ...asked, wish: { kind: "blocked" } });
  expect([fulfilled, repairs.length > 0]).toEqual([false, true]);
});

it("leaves alone what is as wanted", () => {
  const network = new TerraformNetwork().routes("spoke1_default", ROUTES).routes("spoke2_default", ROUTES);
  const answer = repairsOf({ document: network.configuration, assume: FORWARDS, ...SPOKES });
  expect(answer).toMatchObject({ fulfilled: true, repairs: [], tried: 0 });
});

it("mends what forwards before it peers spokes past it, even where a subnet loses Azure's own way out with it", () => {
  const folder = join(__dirname, "../../cases/answers/34-basic-lb-global-peering");
  const [document, assume] = ["main.tf.json", "assume.json"].map(
    (name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as object,
  );
  const ends = { from: "vnet-web/app", to: "vnet-db/app" };
  const [standard, direct] = repairsOf({ document, assume, ...ends }).repairs;
  expect(standard.edits).toContainEqual({
    op: "set",
    address: "azurerm_lb.edge",
    argument: "sku",
    value: "Standard",
  });
  expect(standard.alsoOnInternet.map(({ from }) => from)).toEqual(["vnet-core/edge"]);
  expect(direct.makes.through).toEqual([]);
});

it("gives the first table of a firewall's subnet the default route without which Azure refuses it", () => {
  const path = join(__dirname, "../../cases/routing/advice-two-hubs/main.tf.json");
  const document = JSON.parse(readFileSync(path, "utf8")) as object;
  const [{ edits }] = repairsOf({ document, from: "ws-sdc-1/main", to: "ws-sds-1/main" }).repairs;
  const tables = edits.flatMap((edit) => (edit.op === "create" && edit.arguments.route ? [edit] : []));
  expect(tables).toHaveLength(1);
  expect(tables[0].arguments.route).toContainEqual({
    name: "to-internet",
    address_prefix: "0.0.0.0/0",
    next_hop_type: "Internet",
  });
});

it("does in more than four edits what none of four does", () => {
  const { repairs } = repairsOf({
    document: closedSpokes().configuration,
    assume: FORWARDS,
    ...SPOKES,
  });
  expect(repairs[0].edits.length).toBeGreaterThan(4);
  expect(repairs[0].makes).toEqual({ verdict: "REACHABLE", through: ["nic-nva"] });
});

/** Neither spoke takes forwarded packets, knows the way, or lets the request pass. */
function closedSpokes(): TerraformNetwork {
  const network = new TerraformNetwork();
  for (const [spoke, direction, other] of [
    ["spoke1", "Outbound", "10.20.0.0/16"],
    ["spoke2", "Inbound", "10.10.0.0/16"],
  ]) {
    network
      .peer("hub", spoke, {}, { allow_forwarded_traffic: false })
      .routes(`${spoke}_default`, { [other]: "10.0.1.99" })
      .add("azurerm_network_security_group", spoke, {
        name: `nsg-${spoke}`,
        location: "eastasia",
        resource_group_name: "rg",
        security_rule: [
          {
            name: "nobody",
            priority: 200,
            direction,
            access: "Deny",
            protocol: "*",
            source_port_range: "*",
            destination_port_range: "*",
            source_address_prefix: "*",
            destination_address_prefix: "*",
          },
        ],
      })
      .add("azurerm_subnet_network_security_group_association", spoke, {
        subnet_id: `\${azurerm_subnet.${spoke}_default.id}`,
        network_security_group_id: `\${azurerm_network_security_group.${spoke}.id}`,
      });
  }
  return network;
}

it("moves no rule of a block with several, which would all get one priority", () => {
  const rules = (priorities: { readonly [key: string]: number }): TerraformNetwork =>
    new TerraformNetwork()
      .routes("spoke1_default", ROUTES)
      .routes("spoke2_default", ROUTES)
      .add("azurerm_network_security_group", "nsg", { name: "nsg", resource_group_name: "rg" })
      .add("azurerm_subnet_network_security_group_association", "nsg", {
        subnet_id: "${azurerm_subnet.spoke2_default.id}",
        network_security_group_id: "${azurerm_network_security_group.nsg.id}",
      })
      .add("azurerm_network_security_rule", "deny", {
        for_each: priorities,
        name: "deny-${each.key}",
        resource_group_name: "rg",
        network_security_group_name: "${azurerm_network_security_group.nsg.name}",
        priority: "${each.value}",
        direction: "Inbound",
        access: "Deny",
        protocol: "*",
        source_port_range: "*",
        destination_port_range: "*",
        source_address_prefix: "*",
        destination_address_prefix: "*",
      });
  const editsOf = (priorities: { readonly [key: string]: number }): string[] =>
    repairsOf({ document: rules(priorities).configuration, assume: FORWARDS, ...SPOKES }).repairs.flatMap(
      ({ edits }) => edits.map(({ op }) => op),
    );
  expect(editsOf({ first: 100 })).toContain("set");
  expect(editsOf({ first: 100, last: 4000 })).not.toContain("set");
});

it("peers a spoke with its hub though its table leads to a machine that doesn't forward, which only shows then", () => {
  const network = new TerraformNetwork()
    .network("spoke3", "10.30.0.0/16", { default: "10.30.0.0/24" })
    .add("azurerm_network_interface", "idle", {
      name: "nic-idle",
      location: "eastasia",
      resource_group_name: "rg",
      ip_forwarding_enabled: false,
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${azurerm_subnet.hub_snet-nva.id}",
          private_ip_address_allocation: "Static",
          private_ip_address: "10.0.1.5",
        },
      ],
    })
    .routes("spoke3_default", { "10.99.0.0/16": "10.0.1.5" });
  const ends = { from: "vnet-hub/snet-nva", to: "vnet-spoke3/default" };
  expect(first(network, ends)).toMatchObject({
    edits: [1, 2].map(() => ({ op: "create", type: "azurerm_virtual_network_peering" })),
    makes: { verdict: "REACHABLE" },
  });
});
