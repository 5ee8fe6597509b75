import { findingsOf, NetworkModel } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";

type Resources = { readonly [type: string]: { readonly [name: string]: object } };

const place = { resource_group_name: "rg", location: "eastasia" };

const network: Resources = {
  azurerm_virtual_network: { v: { name: "v", address_space: ["10.0.0.0/16"], ...place } },
  azurerm_route_table: { t: { name: "t", ...place } },
  azurerm_network_security_group: { g: { name: "g", ...place } },
};

/** The network with a resource in it. */
function withOne(type: string, given: object): Resources {
  return { ...network, [type]: { ...network[type], one: { name: "one", ...given } } };
}

function subnet(given: object): Resources {
  return withOne("azurerm_subnet", {
    resource_group_name: "rg",
    virtual_network_name: "v",
    address_prefixes: ["10.0.1.0/24"],
    ...given,
  });
}

const bound = (subnets: NetworkModel["subnets"]) =>
  subnets.map(({ routeTable, networkSecurityGroup }) => [routeTable, networkSecurityGroup]);

const association = (table: object, group: object): Resources => ({
  ...subnet({}),
  azurerm_subnet_route_table_association: { a: { subnet_id: "${azurerm_subnet.one.id}", ...table } },
  azurerm_subnet_network_security_group_association: {
    a: { subnet_id: "${azurerm_subnet.one.id}", ...group },
  },
});

const table = { route_table_id: "${azurerm_route_table.t.id}" };
const group = { network_security_group_id: "${azurerm_network_security_group.g.id}" };

const SCALE_SETS = ["linux_virtual", "windows_virtual", "orchestrated_virtual"].map(
  (kind) => `azurerm_${kind}_machine_scale_set`,
);

/** One network in the spellings of several versions, and what all of them say. */
const TABLE: readonly [
  what: string,
  told: (model: NetworkModel) => unknown,
  right: unknown,
  ...Resources[],
][] = [
  [
    "service endpoints",
    ({ subnets }) => subnets[0].serviceEndpoints,
    ["Microsoft.Storage"],
    subnet({ service_endpoints: ["Microsoft.Storage"] }),
    subnet({ service_endpoint: { service: "Microsoft.Storage" } }),
    subnet({ service_endpoint: [{ service: "Microsoft.Storage", network_identifier: "x" }] }),
  ],
  [
    "bindings of a subnet",
    ({ subnets }) => bound(subnets),
    [["azurerm_route_table.t", "azurerm_network_security_group.g"]],
    association(table, group),
    subnet({
      route_table_id_wo: table.route_table_id,
      route_table_id_wo_version: 1,
      network_security_group_id_wo: group.network_security_group_id,
      network_security_group_id_wo_version: 1,
    }),
  ],
  [
    "policies of private endpoints",
    ({ subnets }) => subnets[0].privateEndpointNetworkPolicies,
    "Enabled",
    subnet({ enforce_private_link_endpoint_network_policies: false }),
    subnet({ private_endpoint_network_policies_enabled: true }),
    subnet({ private_endpoint_network_policies: "Enabled" }),
  ],
  [
    "BGP of gateways",
    ({ virtualNetworkGateways: [gateway] }) => gateway.bgpEnabled,
    true,
    withOne("azurerm_virtual_network_gateway", { type: "Vpn", enable_bgp: true }),
    withOne("azurerm_virtual_network_gateway", { type: "Vpn", bgp_enabled: true }),
  ],
  [
    "BGP of connections",
    ({ gatewayConnections: [connection] }) => connection.bgpEnabled,
    true,
    withOne("azurerm_virtual_network_gateway_connection", { type: "IPsec", enable_bgp: true }),
    withOne("azurerm_virtual_network_gateway_connection", { type: "IPsec", bgp_enabled: true }),
  ],
  [
    "propagation of routes",
    ({ routeTables }) => routeTables.map(({ bgpRoutePropagation }) => bgpRoutePropagation),
    [true, false],
    withOne("azurerm_route_table", { disable_bgp_route_propagation: true }),
    withOne("azurerm_route_table", { bgp_route_propagation_enabled: false }),
  ],
  [
    "floating addresses",
    ({ loadBalancers: [{ rules }] }) => rules.map(({ floatingIp }) => floatingIp),
    [true],
    ...["enable_floating_ip", "floating_ip_enabled"].map((spelling) => ({
      ...withOne("azurerm_lb", { frontend_ip_configuration: { name: "f" } }),
      azurerm_lb_rule: {
        r: { name: "r", loadbalancer_id: "${azurerm_lb.one.id}", protocol: "All", [spelling]: true },
      },
    })),
  ],
  [
    "IP forwarding of interfaces and scale sets",
    ({ networkInterfaces }) => networkInterfaces.map(({ ipForwarding }) => ipForwarding),
    [true],
    ...["enable_ip_forwarding", "ip_forwarding_enabled"].flatMap((spelling) => [
      withOne("azurerm_network_interface", { [spelling]: true }),
      ...SCALE_SETS.map((type) => withOne(type, { network_interface: { name: "n", [spelling]: true } })),
    ]),
  ],
  [
    "links of private zones",
    (model) =>
      findingsOf(model).flatMap(({ code, resource }) =>
        code === "PRIVATE_ENDPOINT_NAME_PUBLIC" ? [resource] : [],
      ),
    [],
    ...[
      { private_dns_zone_name: "privatelink.blob.core.windows.net" },
      { private_dns_zone_name: "${azurerm_private_dns_zone.z.name}" },
      { private_dns_zone_id: "${azurerm_private_dns_zone.z.id}" },
      { private_dns_zone_id: zoneId("privatelink.blob.core.windows.net") },
    ].map(linked),
  ],
];

function zoneId(name: string): string {
  return `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/${name}`;
}

/** A private endpoint whose zone is linked to its network in one way. */
function linked(zone: object): Resources {
  return {
    ...subnet({}),
    azurerm_private_dns_zone: { z: { name: "privatelink.blob.core.windows.net", resource_group_name: "rg" } },
    azurerm_private_dns_zone_virtual_network_link: {
      l: { name: "l", virtual_network_id: "${azurerm_virtual_network.v.id}", ...zone },
    },
    azurerm_private_endpoint: {
      e: {
        name: "e",
        ...place,
        subnet_id: "${azurerm_subnet.one.id}",
        private_dns_zone_group: { name: "g", private_dns_zone_ids: ["${azurerm_private_dns_zone.z.id}"] },
        private_service_connection: {
          name: "c",
          is_manual_connection: false,
          subresource_names: ["blob"],
          private_connection_resource_id: "${azurerm_storage_account.s.id}",
        },
      },
    },
  };
}

test.each(TABLE)("%s are the same in every version of the provider", (_, told, right, ...spellings) => {
  for (const resource of spellings) {
    expect(told(readConfiguration({ resource }))).toEqual(right);
  }
});

test("a link that names another zone by its id links no other", () => {
  const codes = (zone: object) =>
    findingsOf(readConfiguration({ resource: linked(zone) })).map(({ code }) => code);
  const missing = codes({ private_dns_zone_name: "privatelink.file.core.windows.net" });
  expect(missing).toContain("PRIVATE_ENDPOINT_NAME_PUBLIC");
  expect(codes({ private_dns_zone_id: zoneId("privatelink.file.core.windows.net") })).toEqual(missing);
});

describe("what azurerm 5 exports of subnets", () => {
  const id = (kind: string, name: string) =>
    `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/${kind}/${name}`;
  const shown = (type: string, name: string, values: object) => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    values: { name, ...place, ...values },
  });
  const resources = (own: object) => [
    shown("azurerm_virtual_network", "v", { address_space: ["10.0.0.0/16"] }),
    shown("azurerm_route_table", "t", { id: id("routeTables", "t") }),
    shown("azurerm_network_security_group", "g", { id: id("networkSecurityGroups", "g") }),
    shown("azurerm_subnet", "s", { virtual_network_name: "v", address_prefixes: ["10.0.1.0/24"], ...own }),
  ];

  test("binds them in a state, where the associations are left to others", () => {
    const root_module = {
      resources: resources({
        route_table_id: id("routeTables", "t"),
        network_security_group_id: id("networkSecurityGroups", "g").toLowerCase(),
      }),
    };
    const { subnets } = readConfiguration({ format_version: "1.0", values: { root_module } });
    expect(bound(subnets)).toEqual([["azurerm_route_table.t", "azurerm_network_security_group.g"]]);
  });

  test("says nothing in a plan that makes the subnet", () => {
    const change = {
      actions: ["create"],
      after_unknown: { id: true, route_table_id: true, network_security_group_id: true },
    };
    const model = readConfiguration({
      format_version: "1.2",
      planned_values: { root_module: { resources: resources({}) } },
      resource_changes: [{ address: "azurerm_subnet.s", mode: "managed", type: "azurerm_subnet", change }],
      configuration: { root_module: {} },
    });
    expect(model.problems).toEqual([]);
    expect(bound(model.subnets)).toEqual([[undefined, undefined]]);
    expect(model.subnets[0].uncertainRouteTables ?? []).toEqual([]);
  });
});
