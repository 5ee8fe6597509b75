import { UnknownArgument } from "../model";
import { RouteEntry } from "../routes/route-entry";
import { openAtHubs } from "./open-hubs";
import { TraceEnd, TraceState, TraceStep } from "./question";
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
  const reason = openAtHubs(steps.context, steps.question, state.subnet, chosen);
  return reason === undefined ? [] : [steps.undecided(steps.at(state), reason)];
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
