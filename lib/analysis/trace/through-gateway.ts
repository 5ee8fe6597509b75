import { formatIpv4 } from "../../cidr";
import { GatewayNode, LearnedRoute, OnPremisesSite } from "../network/gateway-node";
import { Forwarder, HopRoute, Reason } from "../result";
import { networkOf, RouteEntry } from "../routes/route-entry";
import { throughBasic } from "./basic-gateways";
import { exchangesBranches, openBranches } from "./gateway-announcements";
import { besideTunnel } from "./gateway-subnet-routes";
import { isEnd, TraceEnd, TraceState, TraceStep } from "./question";
import { shadowedRoutes } from "./shadowed-routes";
import { atDevice, holds, sentByItself } from "./shared-prefixes";
import { TraceSteps } from "./trace-steps";
import { betweenStaticSites, byPolicy, passSelectors } from "./tunnels-joined";

/** R27. */
export function toOwnGateway(steps: TraceSteps, state: TraceState, entry: RouteEntry): TraceStep[] {
  const gateway = steps.context.tables.gateways.nextHopOf(state.subnet.virtualNetwork);
  const [open] = steps.context.tables.gateways.possibleHostsOf(state.subnet.virtualNetwork);
  if (gateway === "none" && open !== undefined) {
    const reason = steps.argumentUnknown(state.subnet.id, open.unknown);
    return [steps.lost(steps.at(state, entry), reason, "UNKNOWN")];
  }
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
  const type = steps.context.tables.gateways.openTypeFor(state.subnet.virtualNetwork);
  if (type !== undefined) {
    return [steps.lost(steps.at(state, entry), steps.argumentUnknown(state.subnet.id, type), "UNKNOWN")];
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
    // The gateway's own row: the tunnel decides. Between two gateways only Route Server mediates (R57), or a hub.
    const from = state.insideGateway;
    if (gateway.hub !== undefined) {
      return intoTunnel(steps, state, gateway, entry);
    }
    const open = from !== undefined && from !== gateway ? openBranches(steps, gateway) : undefined;
    if (open !== undefined) {
      return [steps.undecided(steps.at(state, entry), steps.argumentUnknown(gateway.name, open))];
    }
    if (from === undefined || from === gateway || exchangesBranches(steps, gateway)) {
      return intoTunnel(steps, state, gateway, entry);
    }
    const own = sentByItself(steps, from, gateway);
    return own === undefined
      ? [steps.lost(steps.at(state, entry), gatewaysApart(steps, from, gateway))]
      : intoTunnel(steps, steps.uncertainly(state, own), from, entry);
  }
  const shared = throughBasic(steps, state, gateway, state.subnet.virtualNetwork);
  const hop = steps.at(shared, entry, gatewayForwarder(gateway));
  const visit = `gateway ${gateway.address}`;
  if (state.visited.includes(visit)) {
    return [
      steps.lost(hop, steps.reason("LOOP", { at: state.subnet.id, through: gateway.name }, entry.origin)),
    ];
  }
  const running = runningAt(steps, hop, gateway);
  const crossed = isEnd(running) ? running : steps.cross(running, gateway.subnet);
  if (isEnd(crossed)) {
    return [crossed];
  }
  const inside: TraceState = {
    ...withOpenRoutes(steps, crossed, gateway),
    subnet: gateway.subnet,
    fromGateway: true,
    holder: { kind: "other", name: gateway.name, isKnown: true },
    visited: [...crossed.visited, visit],
  };
  return decide(steps, inside, gateway, entry);
}

/** R57: a network's two gateways tell each other nothing by themselves. */
function gatewaysApart(steps: TraceSteps, from: GatewayNode, to: GatewayNode): Reason {
  const params = { gateway: from.name, other: to.name, network: to.virtualNetwork.name };
  return steps.reason("GATEWAYS_APART", params, from.address);
}

/** R46: a gateway doesn't work where its subnet's table keeps routes of gateways out. */
function runningAt(steps: TraceSteps, state: TraceState, { name, subnet }: GatewayNode): TraceStep {
  const unknown = steps.context.alternatives.openPropagation(subnet);
  if (unknown !== undefined) {
    return steps.uncertainly(state, steps.argumentUnknown(name, unknown));
  }
  const { propagation, propagationSetBy: table = "", routeTable } = subnet;
  const params = { gateway: name, at: subnet.id, table: routeTable?.name ?? table };
  return propagation ? state : steps.lost(state, steps.reason("GATEWAY_STOPPED", params, table));
}

/** Which routes a gateway has is open where it is whether one of its connections exchanges any. */
export function withOpenRoutes(steps: TraceSteps, state: TraceState, gateway: GatewayNode): TraceState {
  const [unknown] = steps.context.tables.gateways.openRoutesAt(gateway);
  return unknown === undefined
    ? state
    : steps.uncertainly(state, steps.argumentUnknown(gateway.name, unknown));
}

/** What passes the tunnels of a gateway that translates may have another address there. */
function translated(steps: TraceSteps, state: TraceState, gateway: GatewayNode): TraceState {
  const nat = translation(steps, gateway);
  return nat === undefined ? state : steps.uncertainly(state, nat);
}

export function translation(steps: TraceSteps, gateway: GatewayNode): Reason | undefined {
  const [rule] = gateway.model.natRules ?? [];
  return rule === undefined
    ? undefined
    : steps.reason("GATEWAY_TRANSLATES", { gateway: gateway.name, rule }, rule);
}

/** D5: the gateway's own longest match decides, whichever row brought the packet (R10, R47). */
function decide(steps: TraceSteps, state: TraceState, gateway: GatewayNode, entry: RouteEntry): TraceStep[] {
  const { address } = steps.question;
  const rows = steps.context.tables.tableOf(gateway.subnet).select(address)?.entries ?? [];
  const learned = gateway.learned.longestMatch(address);
  const beside = besideTunnel(steps, gateway, rows);
  if (beside !== undefined) {
    const open = steps.uncertainly(state, beside);
    return [...intoTunnel(steps, open, gateway, undefined), open];
  }
  if (rows.some(({ target }) => target.kind === "gateway") || isLost(rows, learned.length > 0)) {
    return intoTunnel(steps, state, gateway, undefined);
  }
  // R63: from one network through the gateway into another.
  const through =
    steps.question.to.kind === "internet" || gateway.model.type === "ExpressRoute"
      ? state
      : steps.withReason(
          state,
          steps.reason("VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED", { gateway: gateway.name }, gateway.address),
        );
  // A summary that BGP brought leads here without a user-defined route; nothing documents which row counts then.
  const isDoubtful =
    entry.source !== "User" && learned.some((route) => !route.static && route.tunnel.kind === "on-premises");
  return isDoubtful ? intoTunnel(steps, besideNetwork(steps, through, rows), gateway, undefined) : [through];
}

/** D5, R12: a site's address that a network has as well: the tunnel is one of two ways. */
function besideNetwork(steps: TraceSteps, state: TraceState, rows: readonly RouteEntry[]): TraceState {
  const { address, to } = steps.question;
  const networks = rows.flatMap(({ target }) => networkOf(target)?.name ?? []);
  return to.site === undefined || networks.length === 0
    ? state
    : steps.uncertainly(
        state,
        steps.reason("ADDRESS_OVERLAP", {
          address: formatIpv4(address),
          networks: [...networks, to.id].join(", "),
        }),
      );
}

/** Without a row of its own the gateway has only what it learned. */
function isLost(rows: readonly RouteEntry[], hasLearned: boolean): boolean {
  return hasLearned && rows.every(({ target }) => target.kind === "drop" || target.kind === "internet");
}

/** The gateway sends by its longest learned prefix: on-premises, or to a gateway of another network. */
export function intoTunnel(
  steps: TraceSteps,
  state: TraceState,
  gateway: GatewayNode,
  entry: RouteEntry | undefined,
): TraceStep[] {
  const routes = gateway.learned.longestMatch(steps.question.address);
  if (routes.length === 0) {
    const hop = steps.at(state, entry);
    const nat = translation(steps, gateway);
    return [
      nat === undefined
        ? steps.lost(hop, steps.reason("NO_ROUTE", { at: gateway.name }, gateway.address))
        : steps.lost(hop, nat, "UNKNOWN"),
    ];
  }
  const passing = translated(steps, state, gateway);
  return routes.flatMap((route): TraceStep[] => {
    const assumed: TraceState =
      route.assumption === undefined
        ? passing
        : { ...passing, assumptions: [...passing.assumptions, route.assumption] };
    const used = intoUnconfirmed(steps, assumed, gateway, route);
    const branches = betweenBranches(steps, used, gateway);
    if (branches !== undefined) {
      return [steps.lost(steps.at(used, entry), branches)];
    }
    const joined = betweenStaticSites(steps, steps.at(used, entry), gateway, route);
    if (joined !== undefined) {
      return [joined];
    }
    const policy = byPolicy(steps, used, gateway, route);
    if (policy !== undefined) {
      return [steps.lost(steps.at(used, entry), policy)];
    }
    if (route.tunnel.kind !== "on-premises") {
      return toPeerGateway(steps, used, gateway, route, route.tunnel.peer);
    }
    const { site } = route.tunnel;
    const carried = passSelectors(steps, used, gateway, site.gateways.get(gateway), "out");
    return [isEnd(carried) ? carried : exit(steps, carried, gateway, route, site)];
  });
}

/** D18, R44: what is known through a tunnel between gateways though no BGP brings it. */
function intoUnconfirmed(
  steps: TraceSteps,
  state: TraceState,
  gateway: GatewayNode,
  { origin, prefix, tunnel, unconfirmed }: LearnedRoute,
): TraceState {
  if (tunnel.kind !== "gateway" || unconfirmed === undefined) {
    return state;
  }
  const ends = { gateway: gateway.name, peer: tunnel.peer.name };
  return unconfirmed === "session"
    ? steps.uncertainly(state, steps.reason("TUNNEL_BGP_DIFFERS", ends, origin))
    : steps.conditionally(
        state,
        steps.reason("SPOKES_OVER_STATIC_TUNNEL", { ...ends, prefix: prefix.toString() }, origin),
      );
}

/** A Virtual WAN may keep branches apart. */
function betweenBranches(steps: TraceSteps, state: TraceState, { hub }: GatewayNode): Reason | undefined {
  return hub === undefined || state.insideGateway === undefined || hub.model.branchToBranchTraffic
    ? undefined
    : steps.reason("BRANCHES_APART", { hub: hub.name, wan: hub.model.wan }, hub.model.wan);
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
export function arriveByTunnel(steps: TraceSteps, state: TraceState, gateway: GatewayNode): TraceStep[] {
  const visit = `gateway ${gateway.address}`;
  if (state.visited.includes(visit)) {
    return [
      steps.lost(
        state,
        steps.reason("LOOP", { at: gateway.subnet.id, through: gateway.name }, gateway.address),
      ),
    ];
  }
  const running = runningAt(steps, state, gateway);
  if (isEnd(running)) {
    return [running];
  }
  // R47: a summary that peering rows beat steers nothing; whoever wrote it believes otherwise.
  const { context, question } = steps;
  const shadowed = question.inWords ? shadowedRoutes(context, question, gateway.subnet) : [];
  const passing = translated(steps, running, gateway);
  return [
    {
      ...passing,
      subnet: gateway.subnet,
      fromGateway: true,
      holder: { kind: "other", name: gateway.name, isKnown: true },
      insideGateway: gateway,
      visited: [...state.visited, visit],
      reasons: [...passing.reasons, ...shadowed],
    },
  ];
}

function exit(
  steps: TraceSteps,
  state: TraceState,
  gateway: GatewayNode,
  route: LearnedRoute,
  site: OnPremisesSite,
): TraceEnd {
  const hop = steps.withHop(state, {
    at: gateway.subnet.id,
    resource: gateway.subnet.address,
    route: tunnelRoute(route, site.id),
  });
  const { to } = steps.question;
  if (to.site !== undefined && (to.site.id === site.id || holds(to.site, route))) {
    const there = to.site.id === site.id ? hop : atDevice(steps, hop, gateway, route, site);
    return { outcome: "DELIVERED", state: steps.withHop(there, { at: to.id }) };
  }
  // D5: what happens there is unknown.
  return steps.lost(
    { ...hop, conditional: true },
    steps.reason(
      "EXITS_TO_ONPREM",
      { site: site.id, prefix: route.prefix.toString(), gateway: gateway.name },
      route.origin,
    ),
    "EXITS_TO_ONPREM",
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

export function gatewayForwarder(gateway: GatewayNode): Forwarder {
  return {
    kind: gateway.model.type === "ExpressRoute" ? "expressroute-gateway" : "vpn-gateway",
    resource: gateway.address,
    name: gateway.name,
    at: gateway.subnet.id,
  };
}
