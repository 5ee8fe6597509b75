import { GatewayNode, LearnedRoute } from "../network/gateways";
import { Forwarder, Hop, HopRoute } from "../result";
import { RouteEntry } from "../routes/route-entry";
import type { TraceEnd, Tracer, TraceState } from "./tracer";

/** R27. */
export function toOwnGateway(tracer: Tracer, state: TraceState, entry: RouteEntry): TraceEnd[] {
  const gateway = tracer.context.tables.gateways.nextHopOf(state.subnet.virtualNetwork);
  if (typeof gateway === "string") {
    return [
      tracer.lost(
        tracer.at(state, entry),
        tracer.reason(
          "GATEWAY_MISSING",
          { network: state.subnet.virtualNetwork.name, route: entry.name ?? "", why: gateway },
          entry.origin,
        ),
      ),
    ];
  }
  return enterGateway(tracer, state, gateway, entry);
}

/** A packet reaches a gateway from a virtual network. */
export function enterGateway(
  tracer: Tracer,
  state: TraceState,
  gateway: GatewayNode,
  entry: RouteEntry,
): TraceEnd[] {
  if (state.subnet === gateway.subnet) {
    // The gateway's own row: the tunnel decides. Between two gateways only Route Server mediates (R57).
    const from = state.insideGateway;
    return from === undefined || from === gateway || exchangesBranches(tracer, gateway)
      ? intoTunnel(tracer, state, gateway, entry)
      : [tracer.lost(tracer.at(state, entry), tracer.reason("NO_ROUTE", { at: from.name }, from.address))];
  }
  const hop = tracer.at(state, entry, gatewayForwarder(gateway));
  const visit = `gateway ${gateway.address}`;
  if (state.visited.includes(visit)) {
    return [
      tracer.lost(hop, tracer.reason("LOOP", { at: state.subnet.id, through: gateway.name }, entry.origin)),
    ];
  }
  const crossed = tracer.cross(hop, gateway.subnet);
  if ("outcome" in crossed) {
    return [crossed];
  }
  const inside: TraceState = {
    ...crossed,
    subnet: gateway.subnet,
    fromGateway: true,
    visited: [...crossed.visited, visit],
  };
  const { address, to } = tracer.question;
  const near = [gateway.virtualNetwork, ...gateway.virtualNetwork.links.keys()];
  // A propagated row was learned through a tunnel and leads there (D5); a UDR may also mean a network near by.
  const isNear =
    entry.source === "User" && to.subnet !== undefined && near.includes(to.subnet.virtualNetwork);
  if (!isNear && gateway.learned.longestMatch(address).length > 0) {
    return intoTunnel(tracer, inside, gateway, undefined);
  }
  // R63: from one network through the gateway into another.
  return tracer.route(
    tracer.withReason(
      inside,
      tracer.reason("VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED", { gateway: gateway.name }, gateway.address),
    ),
  );
}

/** The gateway sends by its longest learned prefix: on-premises, or to a gateway of another network. */
function intoTunnel(
  tracer: Tracer,
  state: TraceState,
  gateway: GatewayNode,
  entry: RouteEntry | undefined,
): TraceEnd[] {
  const routes = gateway.learned.longestMatch(tracer.question.address);
  if (routes.length === 0) {
    return [
      tracer.lost(tracer.at(state, entry), tracer.reason("NO_ROUTE", { at: gateway.name }, gateway.address)),
    ];
  }
  return routes.flatMap((route): TraceEnd[] => {
    const used: TraceState =
      route.assumption === undefined
        ? state
        : { ...state, assumptions: [...state.assumptions, route.assumption] };
    return route.tunnel.kind === "on-premises"
      ? [exit(tracer, used, gateway, route, route.tunnel.site.id)]
      : toPeerGateway(tracer, used, gateway, route, route.tunnel.peer);
  });
}

function toPeerGateway(
  tracer: Tracer,
  state: TraceState,
  gateway: GatewayNode,
  route: LearnedRoute,
  peer: GatewayNode,
): TraceEnd[] {
  const hop = tracer.withHop(state, {
    at: gateway.subnet.id,
    resource: gateway.subnet.address,
    route: tunnelRoute(route, peer.name),
    via: gatewayForwarder(peer),
  });
  return arriveByTunnel(tracer, hop, peer);
}

/** A packet reaches a gateway out of a tunnel: the GatewaySubnet's own routes apply (R47). */
function arriveByTunnel(tracer: Tracer, state: TraceState, gateway: GatewayNode): TraceEnd[] {
  const visit = `gateway ${gateway.address}`;
  if (state.visited.includes(visit)) {
    return [
      tracer.lost(
        state,
        tracer.reason("LOOP", { at: gateway.subnet.id, through: gateway.name }, gateway.address),
      ),
    ];
  }
  return tracer.route({
    ...state,
    subnet: gateway.subnet,
    fromGateway: true,
    insideGateway: gateway,
    visited: [...state.visited, visit],
  });
}

function exit(
  tracer: Tracer,
  state: TraceState,
  gateway: GatewayNode,
  route: LearnedRoute,
  site: string,
): TraceEnd {
  const hop = tracer.withHop(state, {
    at: gateway.subnet.id,
    resource: gateway.subnet.address,
    route: tunnelRoute(route, site),
  });
  const { to } = tracer.question;
  if (to.site?.id === site) {
    return { outcome: "DELIVERED", state: tracer.withHop(hop, { at: to.id }) };
  }
  // D5: what happens there is unknown.
  return tracer.lost(
    { ...hop, conditional: true },
    tracer.reason(
      "EXITS_TO_ONPREM",
      { site, prefix: route.prefix.toString(), gateway: gateway.name },
      route.origin,
    ),
    "EXITS_TO_ONPREM",
  );
}

/** D9: a packet from on-premises comes in through the gateways that lead to the destination. */
export function fromOnPremises(tracer: Tracer): TraceEnd[] {
  const { from, to } = tracer.question;
  const gateways = [...from.site!.gateways];
  // R42: a site knows what a gateway announces; without BGP its static routes are taken to be the same.
  const leading = gateways.filter(([gateway]) => isAnnouncedBy(tracer, gateway));
  if (leading.length === 0) {
    const state = tracer.withHop(tracer.initialState(gateways[0][0].subnet, undefined), { at: from.id });
    return [tracer.lost(state, tracer.reason("NO_ROUTE", { at: from.id, to: to.id }, gateways[0][1].origin))];
  }
  return leading.flatMap(([gateway]) => {
    const first: Hop = { at: from.id, via: gatewayForwarder(gateway) };
    return arriveByTunnel(
      tracer,
      tracer.withHop(tracer.initialState(gateway.subnet, undefined), first),
      gateway,
    );
  });
}

/** R42, and R57: with branch-to-branch also what appliances and the network's other gateways know. */
function isAnnouncedBy(tracer: Tracer, gateway: GatewayNode): boolean {
  const { gateways, routeServers } = tracer.context.tables;
  const { address } = tracer.question;
  if (gateways.announces(gateway, address)) {
    return true;
  }
  const server = routeServers.get(gateway.virtualNetwork);
  return (
    exchangesBranches(tracer, gateway) &&
    (server!.routes.some(({ prefix }) => prefix.length > 0 && prefix.containsAddress(address)) ||
      gateways
        .at(gateway.virtualNetwork)
        .some((other) => other.learned.longestMatch(address).some(({ prefix }) => prefix.length > 0)))
  );
}

/** R57: a VPN gateway takes part only when active-active. */
function exchangesBranches(tracer: Tracer, gateway: GatewayNode): boolean {
  const server = tracer.context.tables.routeServers.get(gateway.virtualNetwork);
  return (
    server?.model.branchToBranchTraffic === true &&
    (gateway.model.type === "ExpressRoute" || gateway.model.activeActive)
  );
}

function tunnelRoute(route: LearnedRoute, nextHop: string): HopRoute {
  return {
    addressPrefix: route.prefix.toString(),
    nextHopType: "VirtualNetworkGateway",
    source: "VirtualNetworkGateway",
    nextHopIp: nextHop,
    origin: route.origin,
  };
}

function gatewayForwarder(gateway: GatewayNode): Forwarder {
  return {
    kind: gateway.model.type === "ExpressRoute" ? "expressroute-gateway" : "vpn-gateway",
    resource: gateway.address,
    name: gateway.name,
    at: gateway.subnet.id,
  };
}
