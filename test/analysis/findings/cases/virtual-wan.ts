import { hubFirewall, hubs, idOf, intent, routeTable, spoke } from "../../support/virtual-wan";
import { Case, resource, Resources, subnet } from "./terraform";

const base = [hubs(2), spoke("a", "10.1.0.0/16", "h1"), hubFirewall("h1"), hubFirewall("h2")];
const secured = [...base, intent("h1", "PrivateTraffic")];
const bastion = [
  subnet("a", "AzureBastionSubnet", "10.1.9.0/26"),
  resource("bastion_host", "b", {
    ip_configuration: { name: "ip", subnet_id: idOf("azurerm_subnet.a_AzureBastionSubnet") },
  }),
];
const gateway = resource("express_route_gateway", "e", { virtual_hub_id: idOf("azurerm_virtual_hub.h1") });
const circuit = (name: string, dependsOn: readonly string[] = []): Resources =>
  resource("express_route_connection", name, {
    express_route_gateway_id: idOf("azurerm_express_route_gateway.e"),
    express_route_circuit_peering_id: `/circuits/${name}/peerings/AzurePrivatePeering`,
    ...(dependsOn.length > 0 && { depends_on: dependsOn }),
  });

const A = idOf("azurerm_virtual_hub_connection.a");
const AT_STATIC_ROUTE = "azurerm_virtual_hub_route_table_route.r";
const routeOfTable = resource("virtual_hub_route_table_route", "r", {
  route_table_id: idOf("azurerm_virtual_hub_route_table.t"),
  destinations: ["10.6.0.0/16"],
  next_hop: A,
});
const ownGateway = resource("virtual_network_gateway", "gw", {
  type: "Vpn",
  ip_configuration: { subnet_id: idOf("azurerm_subnet.a_GatewaySubnet") },
});

/** Hubs of Virtual WAN. */
export const VIRTUAL_WAN_CASES: readonly Case[] = [
  {
    code: "VIRTUAL_HUB_INTENT_WITH_ROUTES",
    bad: [...secured, routeTable("t", "h1")],
    good: [...secured, routeTable("t", "h2")],
    at: "azurerm_virtual_hub_route_table.t",
    says: ['"hub1"', '"intent"'],
  },
  {
    code: "VIRTUAL_HUB_INTENT_WITH_ROUTES",
    bad: [
      ...secured,
      {
        azurerm_virtual_hub_route_table_route: {
          r: {
            name: "r",
            route_table_id: "${azurerm_virtual_hub.h1.default_route_table_id}",
            destinations_type: "CIDR",
            destinations: ["10.5.0.0/16"],
            next_hop: idOf("azurerm_virtual_hub_connection.a"),
          },
        },
      },
    ],
    good: secured,
    at: "azurerm_virtual_hub_route_table_route.r",
  },
  {
    code: "VIRTUAL_HUB_INTENT_TWICE",
    bad: [
      ...secured,
      {
        azurerm_virtual_hub_routing_intent: {
          second: { name: "second", virtual_hub_id: idOf("azurerm_virtual_hub.h1") },
        },
      },
    ],
    good: [...secured, intent("h2", "PrivateTraffic")],
    at: "azurerm_virtual_hub_routing_intent.second",
    says: ['"intent" and "second"'],
  },
  {
    code: "VIRTUAL_HUB_INTENT_NEXT_HOP",
    bad: [
      ...base,
      {
        azurerm_virtual_hub_routing_intent: {
          h1: {
            name: "intent",
            virtual_hub_id: idOf("azurerm_virtual_hub.h1"),
            routing_policy: {
              name: "p",
              destinations: ["PrivateTraffic"],
              next_hop: idOf("azurerm_firewall.h2"),
            },
          },
        },
      },
    ],
    good: secured,
    at: "azurerm_virtual_hub_routing_intent.h1",
    says: ['"fw-h2"', '"hub1"'],
  },
  {
    code: "VIRTUAL_HUB_DEFAULT_ROUTE_TO_SERVICE",
    bad: [hubs(1), spoke("a", "10.1.0.0/16", "h1", { internet_security_enabled: true }), ...bastion],
    good: [hubs(1), spoke("a", "10.1.0.0/16", "h1"), ...bastion],
    at: "azurerm_virtual_hub_connection.a",
    says: ["internet_security_enabled = false"],
  },
  {
    code: "VIRTUAL_HUB_DEFAULT_ROUTE_NOT_TAKEN",
    bad: [...base, intent("h1", "Internet")],
    good: [
      hubs(2),
      spoke("a", "10.1.0.0/16", "h1", { internet_security_enabled: false }),
      hubFirewall("h1"),
      intent("h1", "Internet"),
    ],
    at: "azurerm_virtual_hub_connection.a",
    says: ["internet_security_enabled", "past it"],
  },
  {
    code: "VIRTUAL_HUB_DEFAULT_ROUTE_NOT_TAKEN",
    bad: [...base, intent("h1", "Internet")],
    good: [...base, intent("h1", "Internet"), ...bastion],
    at: "azurerm_virtual_hub_connection.a",
  },
  {
    code: "CIRCUITS_CONNECTED_AT_ONCE",
    bad: [hubs(1), gateway, circuit("a"), circuit("b")],
    good: [hubs(1), gateway, circuit("a"), circuit("b", ["azurerm_express_route_connection.a"])],
    at: "azurerm_express_route_connection.b",
    says: ["azurerm_express_route_connection.a"],
  },
  {
    code: "VIRTUAL_HUB_PREFIX_NOT_PRIVATE",
    bad: [...secured, spoke("b", "100.64.0.0/16", "h1")],
    good: [...secured, spoke("b", "172.20.0.0/16", "h1")],
    at: "azurerm_virtual_hub_connection.b",
    says: ["100.64.0.0/16"],
  },
  {
    code: "VIRTUAL_HUB_OVERLAP",
    bad: [...base, spoke("b", "10.1.128.0/17", "h2")],
    good: [...base, spoke("b", "10.2.0.0/16", "h2")],
    at: "azurerm_virtual_hub_connection.b",
    says: ["10.1.0.0/16", "10.1.128.0/17"],
  },
  {
    code: "VIRTUAL_HUB_OVERLAP",
    bad: [hubs(1), spoke("b", "10.101.0.0/16", "h1")],
    good: [hubs(1), spoke("b", "10.102.0.0/16", "h1")],
    at: "azurerm_virtual_hub_connection.b",
    says: ["10.101.0.0/23"],
  },
  {
    code: "VIRTUAL_WAN_BASIC",
    bad: [hubs(1, { type: "Basic" }), gateway],
    good: [hubs(1), gateway],
    at: "azurerm_express_route_gateway.e",
    says: ['"hub1"', "Standard"],
  },
  {
    code: "VIRTUAL_HUB_NETWORK_TWICE",
    bad: [...base, second("h2")],
    good: base,
    at: "azurerm_virtual_hub_connection.second",
    says: ['"vnet-a"', '"a" and "second"'],
  },
  {
    code: "VIRTUAL_HUB_NETWORK_WITH_GATEWAY",
    bad: [...base, subnet("a", "GatewaySubnet", "10.1.9.0/27"), ownGateway],
    good: base,
    at: "azurerm_virtual_hub_connection.a",
    says: ['"gw"'],
  },
  {
    code: "VIRTUAL_HUB_SMALL",
    bad: [hubs(1), resource("virtual_hub", "h1", { address_prefix: "10.101.0.0/25" })],
    good: [hubs(1), resource("virtual_hub", "h1", { address_prefix: "10.101.0.0/24" })],
    at: "azurerm_virtual_hub.h1",
  },
  {
    code: "VIRTUAL_HUB_ROUTE_ENDS_IN_NETWORK",
    bad: [...base, staticRoute("10.5.0.0/16")],
    good: [...base, staticRoute("10.1.2.0/24")],
    at: AT_STATIC_ROUTE,
    says: ["10.5.0.0/16", "static_vnet_route"],
  },
  {
    code: "VIRTUAL_HUB_ROUTE_ENDS_IN_NETWORK",
    bad: [...base, staticRoute("10.0.0.0/8")],
    // A summary in the hub, and what it is for at the connection.
    good: [
      hubs(1),
      spoke("a", "10.1.0.0/16", "h1", {
        routing: {
          static_vnet_route: {
            name: "r",
            address_prefixes: ["10.5.0.0/16"],
            next_hop_ip_address: "10.1.0.4",
          },
        },
      }),
      staticRoute("10.0.0.0/8"),
    ],
    at: AT_STATIC_ROUTE,
  },
  {
    code: "HUB_ROUTES_INLINE_AND_SEPARATE",
    bad: [...base, tableWith([{ name: "x", destinations: ["10.5.0.0/16"], next_hop: A }]), routeOfTable],
    good: [...base, tableWith([]), routeOfTable],
    at: "azurerm_virtual_hub_route_table.t",
  },
];

function second(hub: string): Resources {
  return resource("virtual_hub_connection", "second", {
    virtual_hub_id: idOf(`azurerm_virtual_hub.${hub}`),
    remote_virtual_network_id: idOf("azurerm_virtual_network.a"),
  });
}

function staticRoute(destination: string): Resources {
  return resource("virtual_hub_route_table_route", "r", {
    route_table_id: "${azurerm_virtual_hub.h1.default_route_table_id}",
    destinations_type: "CIDR",
    destinations: [destination],
    next_hop: idOf("azurerm_virtual_hub_connection.a"),
  });
}

function tableWith(route: readonly object[]): Resources {
  return resource("virtual_hub_route_table", "t", {
    virtual_hub_id: idOf("azurerm_virtual_hub.h1"),
    route: [...route],
  });
}
