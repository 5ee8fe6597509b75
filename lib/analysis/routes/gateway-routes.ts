import { NetworkModel } from "../model";
import { GatewayNode, LearnedRoute } from "../network/gateway-node";
import { RouteServerNode, RouteServerRoute } from "../network/route-servers";
import { RouteEntry, RouteLayer, layerOf } from "./route-entry";

/** R40, R52: what the gateways and the Route Server of one network put into it and into the networks that use them. */
export function gatewayRoutes(
  model: NetworkModel,
  gateways: readonly GatewayNode[],
  routeServer: RouteServerNode | undefined,
): RouteLayer {
  const offers = new Map<string, Offer[]>();
  const add = (kind: OfferKind, entry: RouteEntry): void => {
    const key = entry.prefix.toString();
    offers.set(key, [...(offers.get(key) ?? []), { kind, entry }]);
  };
  for (const gateway of gateways) {
    const kind = gateway.model.type === "ExpressRoute" ? "ExpressRoute" : "VpnGateway";
    for (const { values } of gateway.learned.entries) {
      rowsOfGateway(model, gateway, values).forEach((entry) => add(kind, entry));
    }
  }
  for (const route of routeServer?.routes ?? []) {
    add("appliance", rowOfAppliance(route));
  }
  const preference = routeServer?.model.hubRoutingPreference ?? "ExpressRoute";
  return layerOf([...offers.values()].flatMap((rows) => preferred(rows, preference)));
}

type OfferKind = "ExpressRoute" | "VpnGateway" | "appliance";

interface Offer {
  readonly kind: OfferKind;
  readonly entry: RouteEntry;
}

/**
 * R56: who wins when several offer the same prefix. Between appliances equals stay together as ECMP (R14); between an
 * appliance and a gateway the AS path decides, which no input holds.
 */
function preferred(offers: readonly Offer[], preference: string): RouteEntry[] {
  const others = offers.filter((offer) => offer.kind !== "ExpressRoute");
  const expressRoute = offers.filter((offer) => offer.kind === "ExpressRoute");
  let chosen: readonly Offer[] = offers;
  if (expressRoute.length > 0 && others.length > 0 && !/^aspath$/i.test(preference)) {
    chosen = /^vpngateway$/i.test(preference) ? others : expressRoute;
  }
  const isOpen = new Set(chosen.map(({ kind }) => kind)).size > 1;
  return chosen.map(({ entry }) => (isOpen ? { ...entry, isByPathLength: true } : entry));
}

/** R40a, D8: one row per instance of an active-active gateway, one with the gateway's name otherwise. */
function rowsOfGateway(
  model: NetworkModel,
  gateway: GatewayNode,
  routes: readonly LearnedRoute[],
): RouteEntry[] {
  const [route] = routes;
  return nextHopTexts(model, gateway).map((text) => ({
    prefix: route.prefix,
    source: "VirtualNetworkGateway",
    nextHopType: "VirtualNetworkGateway",
    target: { kind: "gateway", gateway },
    origin: route.origin,
    nextHopTexts: [text],
    nextHopResource: gateway.address,
    assumption: route.assumption,
  }));
}

function nextHopTexts(model: NetworkModel, gateway: GatewayNode): string[] {
  const configurations = gateway.model.ipConfigurations;
  if (!gateway.model.activeActive || gateway.model.type === "ExpressRoute") {
    const publicIp = model.publicIps.find(({ address }) => address === configurations[0]?.publicIp)?.ip;
    return [publicIp ?? gateway.name];
  }
  // A third configuration has the address that VPN clients connect to; the instances are two.
  return [0, 1].map((i) => configurations[i]?.privateIp ?? `${gateway.name}[${i}]`);
}

/** R53: next hop type as of a gateway, next hop address of the appliance. */
function rowOfAppliance(route: RouteServerRoute): RouteEntry {
  return {
    prefix: route.prefix,
    source: "VirtualNetworkGateway",
    nextHopType: "VirtualNetworkGateway",
    target: { kind: "address", addresses: [route.nextHop] },
    origin: route.origin,
    nextHopTexts: [route.nextHop.ip ?? route.nextHop.text],
    nextHopResource: route.nextHop.resource,
    assumption: route.assumption,
  };
}
