import { readConfiguration } from "../../../lib/analysis";

type Block = { [argument: string]: unknown };
type Resources = { [type: string]: { [name: string]: Block } };

const HUB = "${azurerm_virtual_hub.h.id}";
const DEFAULT = "azurerm_virtual_hub.h.defaultRouteTable";
const base = { name: "x", location: "westeurope", resource_group_name: "rg" };

const read = (more: Resources): ReturnType<typeof readConfiguration>["virtualWan"] =>
  readConfiguration({
    resource: {
      azurerm_virtual_wan: { w: { ...base, name: "wan" } },
      azurerm_virtual_hub: {
        h: {
          ...base,
          name: "hub",
          virtual_wan_id: "${azurerm_virtual_wan.w.id}",
          address_prefix: "10.9.0.0/23",
        },
      },
      azurerm_virtual_network: { a: { ...base, name: "a", address_space: ["10.1.0.0/16"] } },
      ...more,
    },
  }).virtualWan;

const connection = (routing?: Block): Block => ({
  name: "a",
  virtual_hub_id: HUB,
  remote_virtual_network_id: "${azurerm_virtual_network.a.id}",
  ...(routing && { routing }),
});

test("a connection without routing is in the default table, and default tables learn of it", () => {
  const { hubs, connections, routeTables } = read({ azurerm_virtual_hub_connection: { a: connection() } });
  expect(hubs).toMatchObject([
    {
      address: "azurerm_virtual_hub.h",
      wan: "azurerm_virtual_wan.w",
      basic: false,
      branchToBranchTraffic: true,
    },
  ]);
  expect(routeTables.map(({ address, labels }) => [address, labels])).toEqual([
    [DEFAULT, ["default"]],
    ["azurerm_virtual_hub.h.noneRouteTable", ["none"]],
  ]);
  expect(connections).toMatchObject([
    {
      hub: "azurerm_virtual_hub.h",
      virtualNetwork: "azurerm_virtual_network.a",
      internetSecurity: false,
      propagatesStaticRoutes: true,
      bypassesNextHop: false,
      routing: { associated: DEFAULT, propagated: { tables: [DEFAULT], labels: ["default"] }, open: [] },
    },
  ]);
});

test.each<[string, string, string]>([
  ["a table's own id", "${azurerm_virtual_hub_route_table.t.id}", "azurerm_virtual_hub_route_table.t"],
  ["the hub's attribute", "${azurerm_virtual_hub.h.default_route_table_id}", DEFAULT],
  [
    "a name behind the hub's id",
    `${HUB}/hubRouteTables/noneRouteTable`,
    "azurerm_virtual_hub.h.noneRouteTable",
  ],
  [
    "an id that is written out",
    "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualHubs/hub/hubRouteTables/defaultRouteTable",
    DEFAULT,
  ],
])("a table by %s", (_, written, table) => {
  const { connections } = read({
    azurerm_virtual_hub_route_table: { t: { name: "t", virtual_hub_id: HUB, labels: ["Shared"] } },
    azurerm_virtual_hub_connection: {
      a: connection({
        associated_route_table_id: written,
        propagated_route_table: { labels: ["Shared"], route_table_ids: [written] },
      }),
    },
  });
  expect(connections[0].routing).toEqual({
    associated: table,
    propagated: { tables: [table], labels: ["shared"] },
    open: [],
  });
});

test("what only apply tells, and route maps, leave a connection open", () => {
  const { connections } = read({
    azurerm_virtual_hub_connection: {
      unknown: connection({ associated_route_table_id: "${var.table}" }),
      mapped: connection({ inbound_route_map_id: "${azurerm_route_map.m.id}" }),
    },
    azurerm_route_map: { m: { name: "m", virtual_hub_id: HUB } },
  });
  expect(connections.map(({ routing }) => routing.open.map(({ argument }) => argument))).toEqual([
    ["associated_route_table_id"],
    ["inbound_route_map_id"],
  ]);
});

test("static routes of tables: inline, separate, to a firewall, to a network; others leave the table open", () => {
  const { routeTables } = read({
    azurerm_virtual_hub_connection: { a: connection() },
    azurerm_firewall: {
      f: {
        ...base,
        name: "f",
        sku_name: "AZFW_Hub",
        sku_tier: "Standard",
        virtual_hub: { virtual_hub_id: HUB },
      },
    },
    azurerm_virtual_hub_route_table: {
      t: {
        name: "t",
        virtual_hub_id: HUB,
        route: [
          {
            name: "private",
            destinations_type: "CIDR",
            destinations: ["10.0.0.0/8"],
            next_hop: "${azurerm_firewall.f.id}",
          },
          { name: "odd", destinations_type: "CIDR", destinations: ["10.5.0.0/16"], next_hop: "${var.hop}" },
        ],
      },
    },
    azurerm_virtual_hub_route_table_route: {
      r: {
        name: "nva",
        route_table_id: "${azurerm_virtual_hub.h.default_route_table_id}",
        destinations_type: "CIDR",
        destinations: ["10.6.0.0/16"],
        next_hop: "${azurerm_virtual_hub_connection.a.id}",
      },
    },
  });
  expect(routeTables.find(({ address }) => address === "azurerm_virtual_hub_route_table.t")).toMatchObject({
    routes: [{ name: "private", prefixes: ["10.0.0.0/8"], nextHop: "azurerm_firewall.f" }],
    open: [{ argument: "next_hop" }],
  });
  expect(routeTables.find(({ address }) => address === DEFAULT)).toMatchObject({
    routes: [
      {
        origin: "azurerm_virtual_hub_route_table_route.r",
        prefixes: ["10.6.0.0/16"],
        nextHop: "azurerm_virtual_hub_connection.a",
      },
    ],
  });
});

test("gateways, sites and circuits of a hub", () => {
  const { gateways, sites, branches } = read({
    azurerm_vpn_gateway: { g: { ...base, name: "g", virtual_hub_id: HUB } },
    azurerm_vpn_site: {
      s: {
        ...base,
        name: "dc",
        address_cidrs: ["192.168.0.0/16"],
        virtual_wan_id: "${azurerm_virtual_wan.w.id}",
      },
    },
    azurerm_vpn_gateway_connection: {
      c: {
        name: "c",
        vpn_gateway_id: "${azurerm_vpn_gateway.g.id}",
        remote_vpn_site_id: "${azurerm_vpn_site.s.id}",
        vpn_link: [{ name: "l", bgp_enabled: true }],
      },
    },
    azurerm_express_route_gateway: { e: { ...base, name: "e", virtual_hub_id: HUB } },
    azurerm_express_route_connection: {
      x: { name: "x", express_route_gateway_id: "${azurerm_express_route_gateway.e.id}" },
    },
    azurerm_point_to_site_vpn_gateway: {
      p: {
        ...base,
        name: "p",
        virtual_hub_id: HUB,
        connection_configuration: {
          name: "c",
          vpn_client_address_pool: { address_prefixes: ["172.30.0.0/24"] },
        },
      },
    },
  });
  expect(gateways).toMatchObject([
    { address: "azurerm_vpn_gateway.g", type: "Vpn", hub: "azurerm_virtual_hub.h" },
    { address: "azurerm_express_route_gateway.e", type: "ExpressRoute" },
    { address: "azurerm_point_to_site_vpn_gateway.p", vpnClientAddressSpace: ["172.30.0.0/24"] },
  ]);
  expect(sites).toMatchObject([{ name: "dc", addressSpace: ["192.168.0.0/16"] }]);
  expect(branches).toMatchObject([
    {
      gateway: "azurerm_vpn_gateway.g",
      site: "azurerm_vpn_site.s",
      bgpEnabled: true,
      routing: { associated: DEFAULT },
    },
    { gateway: "azurerm_express_route_gateway.e", bgpEnabled: true },
  ]);
});
