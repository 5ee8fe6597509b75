import { REPAIR_CAUTIONS, REPAIR_STEPS } from "../../messages/repairs";
import { Candidate } from "../candidate";
import { Decision, Trial, Way } from "../trial";
import { localName } from "../writing/names";
import { addedRoute, narrowedRoute, routeOf } from "../writing/routes";

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
  const [first, ...others] = covered.flatMap(({ prefixes }) => prefixes.map(String));
  const edits = first === undefined || !isWider ? undefined : narrowedRoute(trial, table, route, first);
  if (edits === undefined) {
    return;
  }
  const [hop] = route.nextHops;
  const more = others.map((prefix, index) =>
    addedRoute(
      trial,
      table,
      {
        name: `${route.name}-${index + 2}`,
        address_prefix: prefix,
        next_hop_type: route.nextHopType,
        ...(hop !== undefined && { next_hop_in_ip_address: hop.text }),
      },
      `to_${localName(network.address)}_${index + 2}`,
    ),
  );
  if (more.every((one) => one !== undefined)) {
    yield {
      edits: [...edits, ...more.flat()],
      what: REPAIR_STEPS.ROUTE_NARROWED({
        at: decision.subnet.id,
        route: route.name,
        prefixes: [first, ...others].join(", "),
        kept: target.id,
      }),
      caution: REPAIR_CAUTIONS.ROUTE_WRITTEN({ route: route.name, table: table.name ?? table.address }),
    };
  }
}
