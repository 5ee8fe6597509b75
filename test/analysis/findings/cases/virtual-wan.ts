import { hubFirewall, hubs, idOf, intent, routeTable, spoke } from "../../support/virtual-wan";
import { Case, resource, subnet } from "./terraform";

const base = [hubs(2), spoke("a", "10.1.0.0/16", "h1"), hubFirewall("h1"), hubFirewall("h2")];
const secured = [...base, intent("h1", "PrivateTraffic")];
const bastion = [
  subnet("a", "AzureBastionSubnet", "10.1.9.0/26"),
  resource("bastion_host", "b", {
    ip_configuration: { name: "ip", subnet_id: idOf("azurerm_subnet.a_AzureBastionSubnet") },
  }),
];
const gateway = resource("express_route_gateway", "e", { virtual_hub_id: idOf("azurerm_virtual_hub.h1") });

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
];
