import { REPAIR_STEPS } from "../../messages/repairs";
import { RouteTable } from "../../model";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { forwardersNear, resourceOf } from "../writing/forwarders";
import { attributeOf } from "../writing/references";
import { boundTable } from "../writing/routes";

/** The subnet that forgot its table: one that already leads there from something else. */
export function* unboundTables(trial: Trial): Iterable<Candidate> {
  const { context } = trial;
  for (const way of trial.ways) {
    const [first] = way.decisions;
    if (first === undefined || first.subnet.routeTable !== undefined || way.prefix === undefined) {
      continue;
    }
    const near: ReadonlySet<string | undefined> = new Set(
      forwardersNear(trial, first.subnet).map(({ resource }) => resource),
    );
    for (const table of likelyTables(trial)) {
      const leads = table.routes.some((route) =>
        route.nextHops.some((hop) =>
          context.nextHops.candidates(hop).some((owner) => near.has(resourceOf(owner))),
        ),
      );
      const edits = leads
        ? boundTable(trial, first.subnet, attributeOf(trial, table.address, "id"))
        : undefined;
      if (edits !== undefined) {
        const what = REPAIR_STEPS.TABLE_BOUND({ at: first.subnet.id, table: table.name ?? table.address });
        yield { edits, what };
      }
    }
  }
}

/** More tables of other subnets say nothing new. */
const FEW_TABLES = 2;

/** Tables that nothing is bound to were written for something; of the others, those that most subnets have. */
function likelyTables({ context }: Trial): readonly RouteTable[] {
  const uses = new Map<string, number>();
  for (const { routeTable } of context.network.subnets) {
    if (routeTable !== undefined) {
      uses.set(routeTable.address, (uses.get(routeTable.address) ?? 0) + 1);
    }
  }
  const { routeTables } = context.network.model;
  const bound = routeTables.filter(({ address }) => uses.has(address));
  const usual = [...bound].sort((a, b) => uses.get(b.address)! - uses.get(a.address)!);
  return [
    ...routeTables.filter(({ address }) => !uses.has(address)).slice(0, FEW_TABLES),
    ...usual.slice(0, FEW_TABLES),
  ];
}
