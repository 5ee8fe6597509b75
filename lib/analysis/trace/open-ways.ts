import { UnknownArgument } from "../model";
import { VirtualNetworkNode } from "../network/network";
import { isProtected, RouteEntry } from "../routes/route-entry";
import { parsePrefixes } from "../sets/address-set";
import { TraceEnd, TraceQuestion, TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

/** What Virtual Network Manager makes is open where its groups, configurations or deployments are (R70). */
export function openManager(steps: TraceSteps, state: TraceState): TraceEnd[] {
  const { subnet } = state;
  const { networkManager } = steps.context.network;
  const ends = [subnet, steps.question.to.subnet].map((end) => end?.virtualNetwork.address ?? "");
  const unknown = networkManager.openBetween(ends[0], ends[1]);
  return unknown === undefined ? [] : [undecidedBy(steps, state, unknown)];
}

/** Where the input leaves open what a hub of Virtual WAN does, a row of its may be longer than the chosen one. */
export function openHubs(steps: TraceSteps, state: TraceState, [chosen]: readonly RouteEntry[]): TraceStep[] {
  const { to, address } = steps.question;
  const { subnet } = state;
  const target = to.subnet?.virtualNetwork;
  if (!subnet.propagation || (chosen !== undefined && beatsHubs(chosen, target, address))) {
    return [];
  }
  const { virtualWans } = steps.context.tables;
  const open = [subnet.virtualNetwork, target]
    .flatMap((network) => (network === undefined ? [] : virtualWans.openAt(network)))
    .find((unknown) => mayDecide(unknown, steps.question));
  const isAtHub = [subnet.virtualNetwork, target].every(
    (network) => network === undefined || virtualWans.isAtHub(network),
  );
  const [hub] = subnet.virtualNetwork.virtualHubs.filter((one) => virtualWans.hub(one) === undefined);
  const [other] = target?.virtualHubs.filter((one) => virtualWans.hub(one) === undefined) ?? [];
  if (!isAtHub || target === subnet.virtualNetwork) {
    return [];
  }
  if (hub !== undefined || other !== undefined) {
    const network = hub === undefined ? target!.name : subnet.virtualNetwork.name;
    const params = { at: subnet.id, network, hub: hub ?? other! };
    const reason = steps.reason("VIRTUAL_WAN_UNKNOWN", params, hub ?? other);
    return [steps.undecided(steps.at(state), reason)];
  }
  if (open !== undefined) {
    return [undecidedBy(steps, state, open)];
  }
  const unlabelled = target && virtualWans.unlabelled(subnet.virtualNetwork, target)?.model;
  if (unlabelled === undefined) {
    return [];
  }
  const params = { at: subnet.id, connection: unlabelled.name ?? unlabelled.address };
  return [steps.undecided(steps.at(state), steps.reason("HUB_LABELS_UNWRITTEN", params, unlabelled.address))];
}

/** Whether an unknown is about packets to what is asked for: an old route of a hub is for its own prefixes only. */
function mayDecide({ destinations }: UnknownArgument, { to }: TraceQuestion): boolean {
  const asked = to.subnet?.prefixes;
  return (
    destinations === undefined ||
    asked === undefined ||
    parsePrefixes(destinations).some((one) => asked.some((prefix) => prefix.overlaps(one)))
  );
}

/** A hub announces the prefixes of its networks; a user-defined route as long as that wins (R11). */
function beatsHubs(chosen: RouteEntry, target: VirtualNetworkNode | undefined, address: number): boolean {
  const own = target?.prefixes.filter((prefix) => prefix.containsAddress(address)) ?? [];
  const announced = Math.max(0, ...own.map(({ length }) => length));
  return (
    (isProtected(chosen) && chosen.target.kind !== "virtual-hub") ||
    (target !== undefined && chosen.source === "User" && chosen.prefix.length >= announced)
  );
}

/** R80: a table that exists already, and of which the input doesn't hold the routes. */
export function unreadTable(steps: TraceSteps, state: TraceState): TraceStep[] {
  const { subnet } = state;
  const table = subnet.routeTable;
  if (table?.routesUnknown !== true) {
    return [];
  }
  const settle = steps.settlement(table.address);
  const params = { at: subnet.id, table: table.name ?? table.address, settle };
  const reason = steps.reason("ROUTES_UNKNOWN", params, table.address);
  return [steps.undecided(steps.at(state), reason)];
}

/** Which way packets go from here only what is open can tell. */
export function undecidedBy(steps: TraceSteps, state: TraceState, unknown: UnknownArgument): TraceEnd {
  const reason = steps.argumentUnknown(state.subnet.id, unknown);
  return steps.undecided(steps.at(state), reason);
}
