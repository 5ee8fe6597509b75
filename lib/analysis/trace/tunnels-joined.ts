import { applySelectors, selectorMatches, TunnelDirection } from "../filters/traffic-selectors";
import { GatewayNode, LearnedRoute, OnPremisesSite, SiteLink } from "../network/gateway-node";
import { BGP } from "../network/gateways";
import { Reason } from "../result";
import { parsePrefixes } from "../sets/address-set";
import { TraceEnd, TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

const SELECTORS = "traffic_selector_policy";

/** A tunnel with selectors of its own carries what they hold, whatever is routed into it. */
export function passSelectors(
  steps: TraceSteps,
  state: TraceState,
  gateway: GatewayNode,
  { connection }: Partial<SiteLink> = {},
  direction: TunnelDirection,
): TraceStep {
  const tunnel = `tunnel ${connection?.address}`;
  const open = steps.context.network.unknown(connection?.address ?? "", SELECTORS);
  if (open !== undefined) {
    return steps.uncertainly(state, steps.argumentUnknown(gateway.name, open));
  }
  // What was let out is let back in: the same pair of prefixes holds both.
  if (connection?.trafficSelectors === undefined || steps.question.replyTo?.seen.has(tunnel) === true) {
    return state;
  }
  steps.question.onFilter?.(() => selectorMatches(connection, direction));
  const { passed, denied, perhaps } = applySelectors(connection, state.packets, direction);
  const met = { ...state, seen: [...state.seen, tunnel] };
  if (denied.isEmpty) {
    return met;
  }
  const name = connection.name ?? connection.address;
  const params = { at: gateway.name, group: name, rule: SELECTORS };
  return perhaps
    ? steps.uncertainly(met, steps.reason("TRAFFIC_SELECTORS", params, connection.address))
    : steps.filtered(
        met,
        { passed, denied },
        { code: "TRAFFIC_SELECTORS", params, resource: connection.address },
      );
}

/** R44: out of one site's tunnel and into another's, though neither exchanges routes. */
export function betweenStaticSites(
  steps: TraceSteps,
  state: TraceState,
  gateway: GatewayNode,
  route: LearnedRoute,
): TraceEnd | undefined {
  const { from, to } = steps.question;
  // W39: clients are handed to a site only where routes are exchanged, like another site.
  const needsBgp = (site: OnPremisesSite | undefined): site is OnPremisesSite =>
    site?.gateways.get(gateway)?.bgp === false || (site?.isClients === true && site.gateways.has(gateway));
  const isJoined =
    gateway.hub === undefined &&
    state.insideGateway === gateway &&
    route.tunnel.kind === "on-premises" &&
    needsBgp(from.site) &&
    needsBgp(to.site);
  if (!isJoined) {
    return undefined;
  }
  const [open] = [from.site, to.site].flatMap(
    (site) =>
      steps.context.network.unknown(site?.gateways.get(gateway)?.connection?.address ?? "", BGP) ?? [],
  );
  if (open !== undefined) {
    return steps.undecided(state, steps.argumentUnknown(gateway.name, open));
  }
  const params = { gateway: gateway.name, site: from.id, other: to.id };
  const [clients, site] = from.site?.isClients === true ? [from, to] : [to, from];
  return clients.site?.isClients === true && isPushed(gateway, site.prefixes)
    ? steps.undecided(state, steps.reason("CLIENTS_BESIDE_BGP", params, gateway.address))
    : steps.lost(state, steps.reason("SITES_NEED_BGP", params, gateway.address));
}

/** Whether a gateway gives its clients a route to some of these prefixes by hand (`custom_route`). */
function isPushed({ model }: GatewayNode, prefixes: readonly string[]): boolean {
  const pushed = parsePrefixes(model.vpnClientRoutes ?? []);
  return parsePrefixes(prefixes).some((prefix) =>
    pushed.some((route) => route.contains(prefix) || prefix.contains(route)),
  );
}

/** W136: a tunnel with policy-based selectors takes nothing from other tunnels. Those that are written count by themselves. */
export function byPolicy(
  steps: TraceSteps,
  state: TraceState,
  gateway: GatewayNode,
  { tunnel }: LearnedRoute,
): Reason | undefined {
  const { from } = steps.question;
  const ends = [from.site, tunnel.kind === "on-premises" ? tunnel.site : undefined];
  const site = ends.find((one) => {
    const connection = one?.gateways.get(gateway)?.connection;
    return connection?.policyBased === true && connection.trafficSelectors === undefined;
  });
  const connection = site?.gateways.get(gateway)?.connection;
  return site === undefined || connection === undefined || state.insideGateway !== gateway
    ? undefined
    : steps.reason(
        "SITES_BY_POLICY",
        { connection: connection.name ?? connection.address, gateway: gateway.name, site: site.id },
        connection.address,
      );
}
