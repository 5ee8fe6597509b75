import { routesCount } from "../../azure/private-endpoint-policies";
import { GatewayNode } from "../network/gateway-node";
import { VirtualNetworkNode } from "../network/virtual-network-node";
import { defaultTableOf, HubNextHop, HubNode } from "../network/virtual-wan";
import { Forwarder } from "../result";
import { hubOfWay } from "../routes/hub-routes";
import { HubWay, RouteEntry } from "../routes/route-entry";
import { parsePrefixes } from "../sets/address-set";
import { TraceEnd, TraceState, TraceStep } from "./question";
import { passForwarder, passOwner } from "./through-forwarder";
import { gatewayForwarder, intoTunnel } from "./through-gateway";
import { TraceSteps } from "./trace-steps";

/** Hands a packet over in the network of a connection. */
export type Arrive = (state: TraceState, network: VirtualNetworkNode) => TraceEnd;

/** W78: a hub's router takes a packet, by a row of its own or of a network that is connected. */
export function passHub(
  steps: TraceSteps,
  state: TraceState,
  entry: RouteEntry,
  { hub, way }: { readonly hub: HubNode; readonly way: HubWay },
  arrive: Arrive,
): TraceStep[] {
  switch (way.kind) {
    case "hub":
      return [toHub(steps, steps.at(state, entry), hub)];
    case "open":
      return [
        steps.lost(
          steps.at(state, entry, hubForwarder(hub)),
          steps.reason(
            "HUB_PREFIX_NOT_PRIVATE",
            { prefix: entry.prefix.toString(), hub: hub.name, intent: way.intent },
            way.intent,
          ),
          "UNKNOWN",
        ),
      ];
    case "firewall":
      return toFirewall(steps, besideEndpoints(steps, state, hub), entry, hub, way.nextHop);
    default:
      return onwards(steps, state, entry, hub, way, arrive);
  }
}

/** Only its firewall is somebody there: replies of flows that it translated. */
function toHub(steps: TraceSteps, state: TraceState, hub: HubNode): TraceEnd {
  const { to } = steps.question;
  return to.subnet === hub.firewallSubnet
    ? { outcome: "DELIVERED", state: steps.withHop(state, { at: to.id, resource: to.address }) }
    : steps.lost(state, steps.reason("UNDELIVERABLE", { at: state.subnet.id, network: hub.name }));
}

function toFirewall(
  steps: TraceSteps,
  state: TraceState,
  entry: RouteEntry,
  hub: HubNode,
  { firewall, text }: HubNextHop,
): TraceStep[] {
  return firewall === undefined
    ? [
        steps.lost(
          steps.at(state, entry, hubForwarder(hub)),
          steps.reason("HUB_NEXT_HOP_UNKNOWN", { hub: hub.name, text }, entry.origin),
          "UNKNOWN",
        ),
      ]
    : passOwner(
        steps,
        state,
        entry,
        { kind: "firewall", firewall, subnet: hub.firewallSubnet, guessed: false },
        firewall.address,
      );
}

/** W168: what branches send to private endpoints passes by an intent's firewall, unless routes count for these. */
function besideEndpoints(steps: TraceSteps, state: TraceState, hub: HubNode): TraceState {
  const { question, context } = steps;
  const { subnet } = question.to;
  const isBypassed =
    hub.intent?.privateTraffic !== undefined &&
    question.from.site !== undefined &&
    subnet !== undefined &&
    context.tables.isPrivateEndpoint(subnet, question.address) &&
    !routesCount(subnet.model.privateEndpointNetworkPolicies);
  return isBypassed
    ? steps.uncertainly(
        state,
        steps.reason("HUB_ENDPOINT_BYPASS", { at: subnet.id, hub: hub.name }, subnet.address),
      )
    : state;
}

/** Through the hub, and through another one where that has the destination (W79). */
function onwards(
  steps: TraceSteps,
  state: TraceState,
  entry: RouteEntry,
  hub: HubNode,
  way: Extract<HubWay, { kind: "network" | "appliance" | "gateway" }>,
  arrive: Arrive,
): TraceStep[] {
  const there = hubOfWay(way)!;
  const isInside = state.subnet.virtualNetwork === hub.network;
  const entered = isInside
    ? steps.at(state, entry, there === hub ? undefined : hubForwarder(there))
    : steps.at(state, entry, hubForwarder(hub));
  if (there === hub) {
    return handOver(steps, entered, entry, way, arrive);
  }
  const crossed = isInside ? entered : betweenHubs(steps, entered, entry, hub, there);
  const arrived = { ...betweenFirewalls(steps, crossed, hub, there), subnet: there.gatewaySubnet };
  return there.intent?.privateTraffic === undefined
    ? handOver(steps, arrived, entry, way, arrive)
    : toFirewall(steps, arrived, entry, there, there.intent.privateTraffic);
}

function betweenHubs(
  steps: TraceSteps,
  state: TraceState,
  { prefix, origin }: RouteEntry,
  hub: HubNode,
  there: HubNode,
): TraceState {
  return steps.withHop(state, {
    at: hub.name,
    resource: hub.address,
    route: {
      addressPrefix: prefix.toString(),
      nextHopType: "VirtualNetworkGateway",
      source: "VirtualNetworkGateway",
      nextHopIp: there.name,
      ...(origin !== undefined && { origin }),
    },
    via: hubForwarder(there),
  });
}

/** Between hubs firewalls inspect by routing intent only; what static routes to them do there, nobody documents. */
function betweenFirewalls(steps: TraceSteps, state: TraceState, hub: HubNode, there: HubNode): TraceState {
  const { tables } = steps.context.tables.virtualWans;
  const fromFirewall = state.subnet === hub.firewallSubnet && hub.intent?.privateTraffic === undefined;
  const routes = there.intent === undefined ? (tables.get(defaultTableOf(there))?.routes ?? []) : [];
  const redirected = routes.find(
    ({ nextHop, prefixes }) =>
      steps.context.network.firewalls.has(nextHop) &&
      parsePrefixes(prefixes).some(
        (prefix) => prefix.length > 0 && prefix.containsAddress(steps.question.address),
      ),
  );
  return fromFirewall || redirected !== undefined
    ? steps.uncertainly(
        state,
        steps.reason(
          "HUB_FIREWALL_BETWEEN_HUBS",
          { hub: hub.name, other: there.name },
          redirected?.origin ?? hub.address,
        ),
      )
    : state;
}

function handOver(
  steps: TraceSteps,
  state: TraceState,
  entry: RouteEntry,
  way: Extract<HubWay, { kind: "network" | "appliance" | "gateway" }>,
  arrive: Arrive,
): TraceStep[] {
  switch (way.kind) {
    case "network":
      return [arrive({ ...state, subnet: way.connection.arrival }, way.connection.network)];
    case "appliance":
      return passForwarder(steps, { ...state, subnet: way.connection.arrival }, entry, way.nextHop);
    case "gateway":
      return leaveByGateway(steps, state, way.hub, way.gateway);
  }
}

function leaveByGateway(
  steps: TraceSteps,
  state: TraceState,
  hub: HubNode,
  gateway: GatewayNode,
): TraceStep[] {
  const hop = steps.withHop(state, {
    at: hub.name,
    resource: hub.address,
    via: gatewayForwarder(gateway),
  });
  return intoTunnel(steps, { ...hop, subnet: gateway.subnet, fromGateway: true }, gateway, undefined);
}

function hubForwarder(hub: HubNode): Forwarder {
  return { kind: "virtual-hub", resource: hub.address, name: hub.name, at: hub.name };
}
