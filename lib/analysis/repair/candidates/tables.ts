import { REPAIR_STEPS } from "../../messages/repairs";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { forwardersNear } from "../writing/forwarders";
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
    const near = new Set(forwardersNear(trial, first.subnet).map(({ resource }) => resource));
    for (const table of context.network.model.routeTables) {
      const leads = table.routes.some((route) =>
        route.nextHops.some((hop) =>
          context.nextHops.candidates(hop).some((owner) => {
            const resource =
              owner.kind === "firewall"
                ? owner.firewall.address
                : owner.kind === "load-balancer"
                  ? owner.loadBalancer.address
                  : owner.kind === "nic"
                    ? owner.nic.address
                    : "";
            return near.has(resource);
          }),
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
