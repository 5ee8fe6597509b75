import { findingsOf } from "../../../lib/analysis/findings";
import { readConfiguration } from "../../../lib/analysis/readers";
import {
  bind,
  document,
  half,
  HUB,
  network,
  nic,
  publicIp,
  resource,
  Resources,
  routeTable,
  subnet,
} from "./cases/terraform";

function codes(...parts: readonly Resources[]): string[] {
  return findingsOf(readConfiguration(document(parts))).map(({ code }) => code);
}

const association = (name: string, subnetId: string): Resources => ({
  azurerm_subnet_route_table_association: {
    [name]: { subnet_id: subnetId, route_table_id: "${azurerm_route_table.t.id}" },
  },
});

/** As many networks as a variable says: one stands for all of them. */
const MANY: readonly Resources[] = [
  {
    azurerm_virtual_network: {
      many: {
        for_each: "${var.networks}",
        name: "${each.key}",
        location: "eastasia",
        resource_group_name: "rg",
        address_space: ["10.1.0.0/16"],
      },
    },
  },
];

const inMany = (name: string, key: string, prefix: string): Resources => ({
  azurerm_subnet: {
    [name]: {
      name,
      resource_group_name: "rg",
      virtual_network_name: `\${azurerm_virtual_network.many["${key}"].name}`,
      address_prefixes: [prefix],
    },
  },
});

describe("what the input doesn't tell is no finding", () => {
  test("two equal texts of which nobody knows what they name", () => {
    const open = (name: string): Resources => association(name, '${module.net.subnets[each.key]["id"]}');
    expect(codes(routeTable("t"), open("a"), open("b"))).not.toContain("SUBNET_BOUND_TWICE");
    const literal = (name: string, id: string): Resources => association(name, `/subscriptions/x/${id}`);
    expect(codes(routeTable("t"), literal("a", "s1"), literal("b", "S1"))).toContain("SUBNET_BOUND_TWICE");
    expect(codes(routeTable("t"), literal("a", "s1"), literal("b", "s2"))).not.toContain(
      "SUBNET_BOUND_TWICE",
    );
  });

  test("names in places that are unresolved or stand for several", () => {
    const record = (name: string, zone: string): Resources => ({
      azurerm_private_dns_a_record: { [name]: { name: "@", zone_name: zone, resource_group_name: "rg" } },
    });
    expect(codes(record("a", "a.example"), record("b", "b.example"))).not.toContain("NAME_DUPLICATE");
    expect(codes(record("a", "a.example"), record("b", "${module.z.name}"))).not.toContain("NAME_DUPLICATE");
    expect(codes(record("a", "${module.z.name}"), record("b", "${module.z.name}"))).not.toContain(
      "NAME_DUPLICATE",
    );
    expect(codes(record("a", "a.example"), record("b", "A.example"))).toContain("NAME_DUPLICATE");
  });

  test("subnets, peerings and gateways of instances that one stand-in holds", () => {
    const found = codes(
      ...MANY,
      inMany("one", "x", "10.1.0.0/24"),
      inMany("two", "y", "10.1.0.0/24"),
      ...HUB,
      {
        azurerm_virtual_network_peering: {
          a: {
            name: "x-to-y",
            resource_group_name: "rg",
            virtual_network_name: '${azurerm_virtual_network.many["x"].name}',
            remote_virtual_network_id: '${azurerm_virtual_network.many["y"].id}',
          },
        },
      },
    );
    for (const code of ["SUBNET_OVERLAP", "PEERING_SELF", "PEERING_DUPLICATE"]) {
      expect(found).not.toContain(code);
    }
  });

  test("addresses of which one stands for several", () => {
    const addresses: Resources = {
      azurerm_public_ip: { p: { ...publicIp("p").azurerm_public_ip.p, for_each: "${var.addresses}" } },
    };
    const user = (name: string, key: string): Resources =>
      nic(name, "hub", {
        ip_configuration: {
          name: "ip",
          subnet_id: "${azurerm_subnet.hub_default.id}",
          private_ip_address_allocation: "Dynamic",
          public_ip_address_id: `\${azurerm_public_ip.p["${key}"].id}`,
        },
      });
    expect(codes(...HUB, addresses, user("a", "x"), user("b", "y"))).not.toContain("PUBLIC_IP_SHARED");
  });

  test("what a module of the input may hold", () => {
    const parts = [
      ...HUB,
      half("hub", "hub2"),
      network("hub2", "10.2.0.0/16"),
      half("hub2", "hub", { use_remote_gateways: true }),
    ];
    const withModule = { ...document(parts), module: { gateway: { source: "./gateway" } } };
    const found = findingsOf(readConfiguration(withModule)).map(({ code }) => code);
    expect(found).not.toContain("PEERING_REMOTE_HAS_NO_GATEWAY");
    expect(codes(...parts)).toContain("PEERING_REMOTE_HAS_NO_GATEWAY");
  });

  test("a next hop that a plan writes as an empty text", () => {
    const parts = [
      ...HUB,
      subnet("hub", "apps", "10.0.1.0/24"),
      routeTable("t", {
        address_prefix: "0.0.0.0/0",
        next_hop_type: "Internet",
        next_hop_in_ip_address: '${true ? "" : ""}',
      }),
      bind("hub", "apps", "t"),
    ];
    expect(codes(...parts)).toEqual([]);
  });

  test("a password beside an SSH key, which goes unused", () => {
    const machine = (body: object): Resources =>
      resource("linux_virtual_machine", "vm", { admin_username: "ops", admin_password: "${var.p}", ...body });
    const key = { username: "ops", public_key: "${var.key}" };
    expect(codes(machine({ admin_ssh_key: key }))).not.toContain("LINUX_PASSWORD_DISABLED");
    const alone = codes(machine({}));
    expect(alone).toContain("LINUX_PASSWORD_DISABLED");
    expect(alone).not.toContain("LINUX_WITHOUT_CREDENTIALS");
  });

  test("arguments that may be null or anything", () => {
    const rule = { name: "r", location: "eastasia" };
    const classic = resource("firewall_network_rule_collection", "c", {
      azure_firewall_name: "${azurerm_firewall.f.name}",
      rule,
    });
    const firewall = (body: object): Resources => resource("firewall", "f", { ...body });
    const policy = { sku_name: "AZFW_VNet", firewall_policy_id: "${var.policy}" };
    expect(codes(firewall(policy), classic)).not.toContain("FIREWALL_RULES_BESIDE_POLICY");
    const inHub = { sku_name: "${var.sku}", virtual_hub: { virtual_hub_id: "x" } };
    expect(codes(firewall(inHub))).not.toContain("FIREWALL_IP_CONFIGURATION");
    const mapping = (prefix: string): object => ({ address_space: prefix });
    const translation = resource("virtual_network_gateway_nat_rule", "n", {
      type: "${var.type}",
      internal_mapping: mapping("10.0.0.0/24"),
      external_mapping: mapping("10.1.0.0/26"),
    });
    expect(codes(translation)).not.toContain("GATEWAY_NAT_SIZES");
  });
});

describe("what only the provider refuses is no finding of what it doesn't manage", () => {
  const template = (...resources: readonly object[]): string[] =>
    findingsOf(
      readConfiguration({
        $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        resources: resources.map((one) => ({ apiVersion: "2024-05-01", location: "eastasia", ...one })),
      }),
    ).map(({ code }) => code);
  const idOf = (type: string, ...names: readonly string[]): string =>
    `[resourceId('Microsoft.Network/${type}', ${names.map((name) => `'${name}'`).join(", ")})]`;
  const hub = (...subnets: readonly object[]): object => ({
    type: "Microsoft.Network/virtualNetworks",
    name: "hub",
    properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] }, subnets },
  });

  test("an ExpressRoute gateway's public address in a template", () => {
    const found = template(
      hub({ name: "GatewaySubnet", properties: { addressPrefix: "10.0.0.0/27" } }),
      { type: "Microsoft.Network/publicIPAddresses", name: "pip", sku: { name: "Standard" }, properties: {} },
      {
        type: "Microsoft.Network/virtualNetworkGateways",
        name: "er",
        properties: {
          gatewayType: "ExpressRoute",
          sku: { name: "ErGw1AZ" },
          ipConfigurations: [
            {
              name: "c",
              properties: {
                subnet: { id: idOf("virtualNetworks/subnets", "hub", "GatewaySubnet") },
                publicIPAddress: { id: idOf("publicIPAddresses", "pip") },
              },
            },
          ],
        },
      },
    );
    expect(found).not.toContain("EXPRESSROUTE_PUBLIC_ADDRESS");
  });

  test("a resolver's subnet that Azure delegates itself, but not one that is delegated to something else", () => {
    const resolver = (...delegations: readonly object[]): string[] =>
      template(
        hub({ name: "in", properties: { addressPrefix: "10.0.0.0/28", delegations } }),
        {
          type: "Microsoft.Network/dnsResolvers",
          name: "resolver",
          properties: { virtualNetwork: { id: idOf("virtualNetworks", "hub") } },
        },
        {
          type: "Microsoft.Network/dnsResolvers/inboundEndpoints",
          name: "resolver/in",
          properties: {
            ipConfigurations: [{ subnet: { id: idOf("virtualNetworks/subnets", "hub", "in") } }],
          },
        },
      );
    expect(resolver()).not.toContain("DNS_RESOLVER_SUBNET");
    expect(resolver({ name: "d", properties: { serviceName: "Microsoft.Web/serverFarms" } })).toContain(
      "DNS_RESOLVER_SUBNET",
    );
  });
});

test("a site with Azure's own number may be a gateway in a hub of Virtual WAN", () => {
  const site = resource("local_network_gateway", "site", {
    gateway_address: "20.0.0.1",
    bgp_settings: { asn: 65515, bgp_peering_address: "10.9.0.12" },
  });
  const wan = [
    resource("virtual_wan", "wan", {}),
    resource("virtual_hub", "hub", {
      virtual_wan_id: "${azurerm_virtual_wan.wan.id}",
      address_prefix: "10.9.0.0/24",
    }),
    resource("vpn_gateway", "gw", { virtual_hub_id: "${azurerm_virtual_hub.hub.id}" }),
  ];
  expect(codes(site)).toContain("ASN_RESERVED");
  expect(codes(site, ...wan)).not.toContain("ASN_RESERVED");
});
