import { ConfiguredResource } from "../model";
import { GatewayNode, OnPremisesSite, SiteLink } from "../network/gateway-node";
import { Hop, UsedAssumption } from "../result";
import { throughBasic } from "./basic-gateways";
import { besideGlobalReach } from "./circuit-links";
import { isAnnouncedBy, openBranches, openTowards } from "./gateway-announcements";
import { overGlobalReach } from "./global-reach";
import { openAtHubs } from "./open-hubs";
import { isEnd, TraceState, TraceStep } from "./question";
import { destinationOf } from "./reason";
import { sharedWith } from "./shared-prefixes";
import { arriveByTunnel, gatewayForwarder, translation, withOpenRoutes } from "./through-gateway";
import { TraceSteps } from "./trace-steps";
import { passSelectors } from "./tunnels-joined";
import { clientsAtEndpoint, clientsUntold, withProfile } from "./vpn-clients";

/** A gateway of a site, and what joins the two. */
type Link = readonly [GatewayNode, SiteLink];

/** D9: a packet from on-premises comes in through the gateways that lead to the destination. */
export function fromOnPremises(steps: TraceSteps): TraceStep[] {
  const { from } = steps.question;
  const site = from.site!;
  const links = [...site.gateways];
  const atFirst = steps.initialState(links[0][0].subnet, undefined);
  const shared = site.isClients ? undefined : sharedWith(steps, site);
  if (shared !== undefined) {
    return [steps.undecided(steps.withHop(atFirst, { at: from.id }), shared)];
  }
  const reached = overGlobalReach(steps, atFirst, site);
  if (reached !== undefined) {
    return [reached];
  }
  // R42: over BGP a site knows what its gateways announce; else its own device has the routes, which Terraform doesn't hold (D15).
  const announced = links.filter(([gateway]) => isAnnouncedBy(steps, gateway));
  const leading = announced.length > 0 ? announced : links.filter(([, { bgp }]) => !bgp);
  if (leading.length === 0) {
    return [withoutAnnouncement(steps, links)];
  }
  const [open] = links
    .filter((link) => !announced.includes(link) && !site.isClients)
    .flatMap(([gateway]) => openBranches(steps, gateway) ?? []);
  const ways = leading.flatMap((link) => byLink(steps, site, link));
  return open === undefined
    ? ways
    : [...ways, steps.undecided(atFirst, steps.argumentUnknown(from.id, open))];
}

/** No gateway tells the site of the destination, as far as the input tells. */
function withoutAnnouncement(steps: TraceSteps, links: readonly Link[]): TraceStep {
  const { question, context } = steps;
  const { id } = question.from;
  const [[gateway, { origin }]] = links;
  const state = steps.withHop(steps.initialState(gateway.subnet, undefined), { at: id });
  const [unknown] = links.flatMap(([one]) => openTowards(steps, one));
  const [nat] = links.flatMap(([one]) => translation(steps, one) ?? []);
  const [hub] = links.flatMap(([{ subnet }]) => openAtHubs(context, question, subnet, undefined) ?? []);
  const there = question.to.subnet?.virtualNetwork;
  const reach = there && besideGlobalReach(context, question, there, question.from.site);
  const open = unknown === undefined ? (nat ?? hub ?? reach) : steps.argumentUnknown(id, unknown);
  if (open !== undefined) {
    return steps.lost(state, open, "UNKNOWN");
  }
  return (
    clientsAtEndpoint(steps, state, gateway) ??
    steps.lost(state, clientsUntold(steps, gateway) ?? steps.reason("NO_ROUTE", { at: id }, origin))
  );
}

function byLink(steps: TraceSteps, site: OnPremisesSite, [gateway, link]: Link): TraceStep[] {
  const { question, context } = steps;
  const first: Hop = { at: question.from.id, via: gatewayForwarder(gateway) };
  const initial = steps.withHop(steps.initialState(gateway.subnet, undefined), first);
  const start = withOpenRoutes(steps, initial, gateway);
  const isTold =
    site.isClients && gateway.hub === undefined
      ? context.tables.gateways.tellsClients(gateway, question.address) === "surely"
      : link.bgp;
  const sent = isTold ? withProfile(steps, start, site, gateway) : assumingRoute(steps, start, site);
  const shared = throughBasic(steps, sent, gateway, question.to.subnet?.virtualNetwork);
  const direct = pastGateway(steps, shared, gateway);
  const carried = passSelectors(steps, direct, gateway, link, "in");
  return isEnd(carried) ? [carried] : arriveByTunnel(steps, carried, gateway);
}

/** W142: FastPath to the gateway's own network follows routes of GatewaySubnet on ExpressRoute Direct alone. */
function pastGateway(steps: TraceSteps, state: TraceState, gateway: GatewayNode): TraceState {
  const { network, tables } = steps.context;
  const { address, to } = steps.question;
  const connection = network.model.gatewayConnections.find(
    ({ gateway: own, fastPath, expressRouteCircuit }) =>
      own === gateway.address &&
      fastPath &&
      !isDirect(network.model.resources.find((one) => one.address === expressRouteCircuit)),
  );
  const isHere = to.subnet?.virtualNetwork === gateway.virtualNetwork;
  const route = tables
    .tableOf(gateway.subnet)
    .select(address)
    ?.entries.find(({ source }) => source === "User");
  return connection === undefined || !isHere || route === undefined
    ? state
    : steps.uncertainly(
        state,
        steps.reason(
          "FAST_PATH",
          {
            connection: connection.name ?? connection.address,
            gateway: gateway.subnet.id,
            route: route.name ?? route.prefix.toString(),
          },
          connection.address,
        ),
      );
}

function isDirect(circuit: ConfiguredResource | undefined): boolean {
  return circuit?.arguments.isSet("express_route_port_id") === true;
}

/** D15. */
function assumingRoute(steps: TraceSteps, state: TraceState, site: OnPremisesSite): TraceState {
  const assumption: UsedAssumption = {
    kind: "siteRoutes",
    resource: site.isClients ? site.id : site.address,
    prefix: destinationOf(steps.question),
  };
  return { ...state, assumptions: [...state.assumptions, assumption] };
}
