import { analyze, readConfiguration } from "../../../lib/analysis";

const group = { resource_group_name: "rg", location: "westeurope" };
const HOP = "${azurerm_firewall.f.ip_configuration[0].private_ip_address}";

type Block = { readonly [argument: string]: unknown };
type Resources = { readonly [type: string]: { readonly [name: string]: Block } };

const network = (name: string, index: number): Block => ({
  name,
  address_space: [`10.${index}.0.0/16`],
  ...group,
});
const subnet = (around: string, name: string, index: number, third: number): Block => ({
  name,
  resource_group_name: "rg",
  virtual_network_name: around,
  address_prefixes: [`10.${index}.${third}.0/24`],
});
const half = (from: string, to: string): Block => ({
  name: `${from}-${to}`,
  resource_group_name: "rg",
  virtual_network_name: from,
  remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
  allow_forwarded_traffic: true,
  ...(from === "hub" ? { allow_gateway_transit: true } : { use_remote_gateways: true }),
});
const route = (table: string, prefix: string): Block => ({
  name: table,
  resource_group_name: "rg",
  route_table_name: table,
  address_prefix: prefix,
  next_hop_type: "VirtualAppliance",
  next_hop_in_ip_address: HOP,
});
const rule = {
  name: "x",
  protocols: ["Any"],
  source_addresses: ["*"],
  destination_addresses: ["*"],
  destination_ports: ["*"],
};

/** Spokes a and b whose packets to each other pass a firewall, a site behind the hub's gateway, and a/t behind a group. */
const NETWORK: Resources = {
  azurerm_virtual_network: { hub: network("hub", 0), a: network("a", 1), b: network("b", 2) },
  azurerm_subnet: {
    hub: subnet("hub", "s", 0, 0),
    gateway: subnet("hub", "GatewaySubnet", 0, 1),
    firewall: subnet("hub", "AzureFirewallSubnet", 0, 2),
    a: subnet("a", "s", 1, 0),
    t: subnet("a", "t", 1, 1),
    b: subnet("b", "s", 2, 0),
  },
  azurerm_virtual_network_peering: {
    ha: half("hub", "a"),
    ah: half("a", "hub"),
    hb: half("hub", "b"),
    bh: half("b", "hub"),
  },
  azurerm_virtual_network_gateway: {
    g: {
      name: "gw",
      ...group,
      type: "Vpn",
      sku: "VpnGw1AZ",
      ip_configuration: { subnet_id: "${azurerm_subnet.gateway.id}" },
    },
  },
  azurerm_local_network_gateway: {
    l: { name: "dc", ...group, gateway_address: "198.51.100.1", address_space: ["192.168.0.0/16"] },
  },
  azurerm_virtual_network_gateway_connection: {
    c: {
      name: "c",
      ...group,
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.g.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.l.id}",
    },
  },
  azurerm_firewall: {
    f: {
      name: "fw",
      ...group,
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: "${azurerm_firewall_policy.p.id}",
      ip_configuration: { name: "c", subnet_id: "${azurerm_subnet.firewall.id}" },
    },
  },
  azurerm_firewall_policy: { p: { name: "p", ...group } },
  azurerm_firewall_policy_rule_collection_group: {
    r: {
      name: "r",
      firewall_policy_id: "${azurerm_firewall_policy.p.id}",
      priority: 100,
      network_rule_collection: { name: "n", priority: 100, action: "Allow", rule },
    },
  },
  azurerm_route_table: { a: { name: "a", ...group }, b: { name: "b", ...group } },
  azurerm_route: { a: route("a", "10.2.0.0/16"), b: route("b", "10.1.0.0/16") },
  azurerm_subnet_route_table_association: {
    a: { subnet_id: "${azurerm_subnet.a.id}", route_table_id: "${azurerm_route_table.a.id}" },
    b: { subnet_id: "${azurerm_subnet.b.id}", route_table_id: "${azurerm_route_table.b.id}" },
  },
  azurerm_network_security_group: { n: { name: "n", ...group } },
  azurerm_network_security_rule: {
    d: {
      name: "d",
      resource_group_name: "rg",
      network_security_group_name: "n",
      priority: 100,
      direction: "Inbound",
      access: "Deny",
      protocol: "*",
      source_port_range: "*",
      destination_port_range: "*",
      source_address_prefix: "*",
      destination_address_prefix: "*",
    },
  },
  azurerm_subnet_network_security_group_association: {
    x: {
      subnet_id: "${azurerm_subnet.t.id}",
      network_security_group_id: "${azurerm_network_security_group.n.id}",
    },
  },
};

const PAIRS = ["a/s b/s", "hub/s a/s", "hub/s a/t", "a/s on-premises/dc", "on-premises/dc a/s"];

/** The first letters of the verdicts on the pairs, of a network in which one block has a `count` that only apply tells. */
function verdicts(open: string, count = "${var.flag ? 1 : 0}"): string {
  const [type, name] = open.split(".");
  const resource: { [type: string]: { [name: string]: Block } } = JSON.parse(
    open === "" ? JSON.stringify(NETWORK) : JSON.stringify(NETWORK).replaceAll(`${open}.`, `${open}[0].`),
  ) as never;
  if (open !== "") {
    resource[type][name] = { ...resource[type][name], count };
  }
  const analysis = analyze(readConfiguration({ variable: { flag: {} }, resource }));
  return PAIRS.map((pair) => {
    const [from, to] = pair.split(" ");
    const { verdict, reasons } = analysis.explain(from, to);
    if (verdict === "CONDITIONAL") {
      expect(reasons.map(({ resource: named }) => named)).toContain(open);
    }
    return verdict[0];
  }).join("");
}

describe("what may be there or not, since only apply tells its count", () => {
  test("is there for sure with a count that is known", () => {
    expect(verdicts("")).toBe("RRBRR");
    expect(verdicts("azurerm_firewall.f", "${1 + 0}")).toBe("RRBRR");
  });

  test.each([
    ["azurerm_virtual_network_peering.ah", "CCBCC"],
    ["azurerm_virtual_network_peering.hb", "CRBRR"],
    ["azurerm_virtual_network_gateway.g", "RRBCC"],
    ["azurerm_virtual_network_gateway_connection.c", "RRBCC"],
    ["azurerm_firewall.f", "CRBRR"],
    ["azurerm_firewall_policy_rule_collection_group.r", "CRBRR"],
    ["azurerm_route.a", "CRBRR"],
    ["azurerm_subnet_route_table_association.b", "CRBRR"],
    ["azurerm_network_security_rule.d", "RRCRR"],
    ["azurerm_subnet_network_security_group_association.x", "RRCRR"],
  ])("makes CONDITIONAL what rests on it: %s", (open, expected) => {
    expect(verdicts(open)).toBe(expected);
  });

  // What is said of a subnet is said for the case that there is one, and a table that is bound is there.
  test.each(["azurerm_virtual_network.a", "azurerm_subnet.a", "azurerm_route_table.a"])(
    "leaves the answer about itself as it is: %s",
    (open) => {
      expect(verdicts(open)).toBe("RRBRR");
    },
  );

  test("decides about a subnet and its association together", () => {
    const resource = {
      ...NETWORK,
      azurerm_subnet: {
        ...NETWORK.azurerm_subnet,
        a: { ...NETWORK.azurerm_subnet.a, for_each: "${var.flag}" },
      },
      azurerm_subnet_route_table_association: {
        ...NETWORK.azurerm_subnet_route_table_association,
        a: {
          for_each: "${var.flag}",
          subnet_id: "${azurerm_subnet.a[each.key].id}",
          route_table_id: "${azurerm_route_table.a.id}",
        },
      },
    };
    const analysis = analyze(readConfiguration({ variable: { flag: {} }, resource }));
    expect(analysis.explain("a/s", "b/s").verdict).toBe("REACHABLE");
  });

  test("so does the condition of a template", () => {
    const api = "2024-05-01";
    const resourceId = (name: string): string =>
      `[resourceId('Microsoft.Network/virtualNetworks', '${name}')]`;
    const peering = (from: string, to: string, more: object = {}): object => ({
      type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
      apiVersion: api,
      name: `${from}/${to}`,
      properties: { remoteVirtualNetwork: { id: resourceId(to) }, allowVirtualNetworkAccess: true },
      ...more,
    });
    const vnet = (name: string, index: number): object => ({
      type: "Microsoft.Network/virtualNetworks",
      apiVersion: api,
      name,
      location: "westeurope",
      properties: {
        addressSpace: { addressPrefixes: [`10.${index}.0.0/16`] },
        subnets: [{ name: "s", properties: { addressPrefix: `10.${index}.0.0/24` } }],
      },
    });
    const template = (condition: unknown): object => ({
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      parameters: { flag: { type: "bool" } },
      resources: [vnet("a", 0), vnet("b", 1), peering("a", "b"), peering("b", "a", { condition })],
    });
    const verdict = (condition: unknown): string =>
      analyze(readConfiguration(template(condition))).explain("a/s", "b/s").verdict;
    expect(verdict(true)).toBe("REACHABLE");
    expect(verdict(false)).toBe("BLOCKED");
    expect(verdict("[parameters('flag')]")).toBe("CONDITIONAL");
  });
});
