import { GatewayNode, LearnedRoute } from "../network/gateway-node";
import { Forwarder, Hop, HopRoute } from "../result";
import { RouteEntry } from "../routes/route-entry";
import { isEnd, TraceEnd, TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

/** R27. */
export function toOwnGateway(steps: TraceSteps, state: TraceState, entry: RouteEntry): TraceStep[] {
  const gateway = steps.context.tables.gateways.nextHopOf(state.subnet.virtualNetwork);
  if (typeof gateway === "string") {
    return [
      steps.lost(
        steps.at(state, entry),
        steps.reason(
          "GATEWAY_MISSING",
          { network: state.subnet.virtualNetwork.name, route: entry.name ?? "", why: gateway },
          entry.origin,
        ),
      ),
    ];
  }
  return enterGateway(steps, state, gateway, entry);
}

/** A packet reaches a gateway from a virtual network. */
export function enterGateway(
  steps: TraceSteps,
  state: TraceState,
  gateway: GatewayNode,
  entry: RouteEntry,
): TraceStep[] {
  if (state.subnet === gateway.subnet) {
    // The gateway's own row: the tunnel decides. Between two gateways only Route Server mediates (R57).
    const from = state.insideGateway;
    return from === undefined || from === gateway || exchangesBranches(steps, gateway)
      ? intoTunnel(steps, state, gateway, entry)
      : [steps.lost(steps.at(state, entry), steps.reason("NO_ROUTE", { at: from.name }, from.address))];
  }
  const hop = steps.at(state, entry, gatewayForwarder(gateway));
  const visit = `gateway ${gateway.address}`;
  if (state.visited.includes(visit)) {
    return [
      steps.lost(hop, steps.reason("LOOP", { at: state.subnet.id, through: gateway.name }, entry.origin)),
    ];
  }
  const crossed = steps.cross(hop, gateway.subnet);
  if (isEnd(crossed)) {
    return [crossed];
  }
  const inside: TraceState = {
    ...crossed,
    subnet: gateway.subnet,
    fromGateway: true,
    visited: [...crossed.visited, visit],
  };
  const { address, to } = steps.question;
  const near = [gateway.virtualNetwork, ...gateway.virtualNetwork.links.keys()];
  // A propagated row was learned through a tunnel and leads there (D5); a UDR may also mean a network near by.
  const isNear =
    entry.source === "User" && to.subnet !== undefined && near.includes(to.subnet.virtualNetwork);
  if (!isNear && gateway.learned.longestMatch(address).length > 0) {
    return intoTunnel(steps, inside, gateway, undefined);
  }
  // R63: from one network through the gateway into another.
  return [
    steps.withReason(
      inside,
      steps.reason("VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED", { gateway: gateway.name }, gateway.address),
    ),
  ];
}

/** The gateway sends by its longest learned prefix: on-premises, or to a gateway of another network. */
function intoTunnel(
  steps: TraceSteps,
  state: TraceState,
  gateway: GatewayNode,
  entry: RouteEntry | undefined,
): TraceStep[] {
  const routes = gateway.learned.longestMatch(steps.question.address);
  if (routes.length === 0) {
    return [
      steps.lost(steps.at(state, entry), steps.reason("NO_ROUTE", { at: gateway.name }, gateway.address)),
    ];
  }
  return routes.flatMap((route): TraceStep[] => {
    const used: TraceState =
      route.assumption === undefined
        ? state
        : { ...state, assumptions: [...state.assumptions, route.assumption] };
    return route.tunnel.kind === "on-premises"
      ? [exit(steps, used, gateway, route, route.tunnel.site.id)]
      : toPeerGateway(steps, used, gateway, route, route.tunnel.peer);
  });
}

function toPeerGateway(
  steps: TraceSteps,
  state: TraceState,
  gateway: GatewayNode,
  route: LearnedRoute,
  peer: GatewayNode,
): TraceStep[] {
  const hop = steps.withHop(state, {
    at: gateway.subnet.id,
    resource: gateway.subnet.address,
    route: tunnelRoute(route, peer.name),
    via: gatewayForwarder(peer),
  });
  return arriveByTunnel(steps, hop, peer);
}

/** A packet reaches a gateway out of a tunnel: the GatewaySubnet's own routes apply (R47). */
function arriveByTunnel(steps: TraceSteps, state: TraceState, gateway: GatewayNode): TraceStep[] {
  const visit = `gateway ${gateway.address}`;
  if (state.visited.includes(visit)) {
    return [
      steps.lost(
        state,
        steps.reason("LOOP", { at: gateway.subnet.id, through: gateway.name }, gateway.address),
      ),
    ];
  }
  return [
    {
      ...state,
      subnet: gateway.subnet,
      fromGateway: true,
      insideGateway: gateway,
      visited: [...state.visited, visit],
    },
  ];
}

function exit(
  steps: TraceSteps,
  state: TraceState,
  gateway: GatewayNode,
  route: LearnedRoute,
  site: string,
): TraceEnd {
  const hop = steps.withHop(state, {
    at: gateway.subnet.id,
    resource: gateway.subnet.address,
    route: tunnelRoute(route, site),
  });
  const { to } = steps.question;
  if (to.site?.id === site) {
    return { outcome: "DELIVERED", state: steps.withHop(hop, { at: to.id }) };
  }
  // D5: what happens there is unknown.
  return steps.lost(
    { ...hop, conditional: true },
    steps.reason(
      "EXITS_TO_ONPREM",
      { site, prefix: route.prefix.toString(), gateway: gateway.name },
      route.origin,
    ),
    "EXITS_TO_ONPREM",
  );
}

/** D9: a packet from on-premises comes in through the gateways that lead to the destination. */
export function fromOnPremises(steps: TraceSteps): TraceStep[] {
  const { from, to } = steps.question;
  const gateways = [...from.site!.gateways];
  // R42: a site knows what a gateway announces; without BGP its static routes are taken to be the same.
  const leading = gateways.filter(([gateway]) => isAnnouncedBy(steps, gateway));
  if (leading.length === 0) {
    const state = steps.withHop(steps.initialState(gateways[0][0].subnet, undefined), { at: from.id });
    return [steps.lost(state, steps.reason("NO_ROUTE", { at: from.id, to: to.id }, gateways[0][1].origin))];
  }
  return leading.flatMap(([gateway]) => {
    const first: Hop = { at: from.id, via: gatewayForwarder(gateway) };
    return arriveByTunnel(
      steps,
      steps.withHop(steps.initialState(gateway.subnet, undefined), first),
      gateway,
    );
  });
}

/** R42, and R57: with branch-to-branch also what appliances and the network's other gateways know. */
function isAnnouncedBy(steps: TraceSteps, gateway: GatewayNode): boolean {
  const { gateways, routeServers } = steps.context.tables;
  const { address } = steps.question;
  if (gateways.announces(gateway, address)) {
    return true;
  }
  const server = routeServers.get(gateway.virtualNetwork);
  return (
    exchangesBranches(steps, gateway) &&
    (server!.routes.some(({ prefix }) => prefix.length > 0 && prefix.containsAddress(address)) ||
      gateways
        .at(gateway.virtualNetwork)
        .some((other) => other.learned.longestMatch(address).some(({ prefix }) => prefix.length > 0)))
  );
}

/** R57: a VPN gateway takes part only when active-active. */
function exchangesBranches(steps: TraceSteps, gateway: GatewayNode): boolean {
  const server = steps.context.tables.routeServers.get(gateway.virtualNetwork);
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
