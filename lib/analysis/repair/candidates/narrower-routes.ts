import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { Decision, Trial, Way } from "../trial";
import { localName } from "../writing/names";
import { dividedRoute, routeOf } from "../writing/routes";

/** A route that covers more than it should: the other subnets of the target's network by name instead. */
export function* narrowerRoutes(trial: Trial): Iterable<Candidate> {
  if (trial.reasons("ASYMMETRIC_STATEFUL").length > 0) {
    for (const way of trial.ways) {
      for (const decision of way.decisions) {
        yield* narrowed(trial, way, decision);
      }
    }
  }
}

function* narrowed(trial: Trial, { target }: Way, decision: Decision): Iterable<Candidate> {
  const written = routeOf(decision);
  const network = target.subnet?.virtualNetwork;
  if (written === undefined || network === undefined) {
    return;
  }
  const { table, route } = written;
  const covered = network.subnets.filter(
    (subnet) => subnet !== target.subnet && !subnet.reserved && subnet.prefixes.length > 0,
  );
  const isWider = !target.subnet!.prefixes.some((prefix) => prefix.toString() === route.addressPrefix);
  const prefixes = covered.flatMap((subnet) => subnet.prefixes.map(String));
  const edits = isWider
    ? dividedRoute(trial, table, route, prefixes, `to_${localName(network.address)}`)
    : undefined;
  if (edits !== undefined) {
    yield {
      edits,
      what: REPAIR_STEPS.ROUTE_NARROWED({
        at: decision.subnet.id,
        route: route.name,
        prefixes: prefixes.join(", "),
        kept: target.id,
      }),
      caution: REPAIR_CAUTIONS.ROUTE_WRITTEN({ route: route.name, table: table.name ?? table.address }),
    };
  }
}
