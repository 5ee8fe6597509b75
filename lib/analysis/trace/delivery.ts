import { securityRulesCount } from "../../azure/private-endpoint-policies";
import { formatIpv4 } from "../../cidr";
import { SecurityResult } from "../filters/security-groups";
import { PeeringLink, SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { RouteEntry } from "../routes/route-entry";
import { ANY_PACKET } from "../sets/packet-set";
import { enterFrontend } from "./at-front-end";
import { orOutboundOnly } from "./outbound-only";
import { isEnd, TraceEnd, TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

/** A row leads into another network than the one that is asked about: both have the address. */
export function lostInOtherNetwork(
  steps: TraceSteps,
  state: TraceState,
  entry: RouteEntry,
  network: VirtualNetworkNode,
): TraceEnd {
  const { to, address } = steps.question;
  const { target } = entry;
  if (
    target.kind === "virtual-hub" &&
    target.way.kind === "network" &&
    !network.prefixes.some((prefix) => prefix.containsAddress(address))
  ) {
    const { model, hub } = target.way.connection;
    const params = {
      address: formatIpv4(address),
      connection: model.name ?? model.address,
      hub: hub.name,
      network: network.name,
    };
    // Of a network that the hub knows itself, nobody documents which of the two counts.
    const isOpen =
      to.subnet?.virtualNetwork.virtualHubs.includes(hub.address) === true ||
      network.model.addressSpaceUnknown !== undefined ||
      network.model.external === true ||
      model.routing.open.length > 0;
    return steps.lost(
      steps.at(state, entry),
      steps.reason("HUB_ROUTE_ENDS", params, entry.origin),
      isOpen ? "UNKNOWN" : undefined,
    );
  }
  const networks = [network.name, to.subnet?.virtualNetwork.name ?? to.id].join(", ");
  return steps.lost(
    steps.at(state, entry),
    steps.reason("ADDRESS_OVERLAP", { address: formatIpv4(address), networks }),
    "UNKNOWN",
  );
}

/** Delivers in the destination's network, across the peering of the row, or one where there is one. */
export function deliverAcross(
  steps: TraceSteps,
  state: TraceState,
  target: SubnetNode,
  link?: PeeringLink,
): TraceEnd {
  if (target !== steps.question.to.subnet) {
    return steps.lost(
      state,
      steps.reason("UNDELIVERABLE", { at: state.subnet.id, network: target.virtualNetwork.name }),
    );
  }
  const crossed = steps.cross(state, target, link);
  return isEnd(crossed) ? crossed : deliver(steps, crossed);
}

export function deliver(steps: TraceSteps, state: TraceState): TraceEnd {
  const { to, replyTo } = steps.question;
  const arrived = steps.withHop(state, { at: to.id, resource: to.address });
  if (replyTo !== undefined) {
    return { outcome: "DELIVERED", state: arrived };
  }
  const listening = orOutboundOnly(steps, arrived);
  if (isEnd(listening)) {
    return listening;
  }
  const { filters } = steps.context;
  steps.question.onFilter?.(() => filters.matchesAt(to.subnet!, undefined, "Inbound"));
  const filtered =
    to.frontend === undefined
      ? filterArrival(steps, besideFrontends(steps, listening, to.subnet!), to.subnet!)
      : enterFrontend(steps, listening, to.frontend);
  return isEnd(filtered) ? filtered : { outcome: "DELIVERED", state: filtered };
}

/** No machine has a front end's address: a rule that lets in what goes there lets nobody in. */
function besideFrontends(steps: TraceSteps, arrived: TraceState, subnet: SubnetNode): TraceState {
  const addresses = steps.context.nextHops.frontendsIn(subnet);
  if (addresses.ranges.length === 0) {
    return arrived;
  }
  const { rest } = arrived.packets.split({ ...ANY_PACKET, destinations: addresses });
  return rest.isEmpty ? arrived : { ...arrived, packets: rest };
}

/** R65; rules count for a private endpoint only where its subnet's policies say so. */
function filterArrival(steps: TraceSteps, arrived: TraceState, subnet: SubnetNode): TraceStep {
  const { context, question } = steps;
  if (!context.tables.isPrivateEndpoint(subnet, question.address)) {
    return filterEndpoint(steps, arrived, subnet, "Inbound");
  }
  const result = context.filters.atPrivateEndpoint(subnet, arrived.packets);
  const at = question.to.networkInterfaces === undefined ? subnet.id : question.to.id;
  const filtered = filteredBy(steps, arrived, result, "Inbound", at);
  const { privateEndpointNetworkPolicies: policies, uncertainPolicies: unknown } = subnet.model;
  if (unknown !== undefined) {
    const passes = !isEnd(filtered) && filtered.reasons.length === arrived.reasons.length;
    return passes ? filtered : steps.uncertainly(arrived, steps.argumentUnknown(subnet.id, unknown));
  }
  return securityRulesCount(policies) ? filtered : arrived;
}

export function filterEndpoint(
  steps: TraceSteps,
  state: TraceState,
  subnet: SubnetNode,
  direction: "Inbound" | "Outbound",
): TraceStep {
  const { from, to } = steps.question;
  const end = direction === "Inbound" ? to : from;
  const meant = end.subnet === subnet ? end.networkInterfaces : undefined;
  const result = steps.context.filters.atEndpoint(subnet, direction, state.packets, meant);
  return filteredBy(steps, state, result, direction, meant === undefined ? subnet.id : end.id);
}

function filteredBy(
  steps: TraceSteps,
  state: TraceState,
  result: SecurityResult,
  direction: "Inbound" | "Outbound",
  at: string,
): TraceStep {
  return steps.filtered(state, result, {
    code: direction === "Inbound" ? "DENIED_IN" : "DENIED_OUT",
    params: { at, group: result.group ?? "", rule: result.rule ?? "" },
    resource: result.origin,
  });
}
