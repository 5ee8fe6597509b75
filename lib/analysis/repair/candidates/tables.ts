import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { RouteTable } from "../../model";
import { SubnetNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { ownRoutes } from "../own-traffic";
import { Trial } from "../trial";
import { forwardersNear, resourceOf } from "../writing/forwarders";
import { attributeOf } from "../writing/references";
import { boundTable, reboundTable } from "../writing/routes";

/** The subnet that forgot its table, where packets start or get lost: one that already leads there from something else. */
export function* unboundTables(trial: Trial): Iterable<Candidate> {
  for (const way of trial.ways) {
    const sender = way.decisions.at(0)?.subnet;
    const places = way.delivered ? [sender] : [sender, way.at];
    for (const subnet of new Set(places)) {
      if (subnet === undefined || subnet.routeTable !== undefined || way.prefix === undefined) {
        continue;
      }
      const { idle, usual } = tablesOf(trial, subnet);
      // Who passes packets on has other routes than those that send them there.
      const others = subnet === sender ? usual.filter((table) => isForAlike(trial, table, subnet)) : [];
      for (const table of [...idle.slice(0, FEW_TABLES), ...others.slice(0, FEW_TABLES)]) {
        const edits = leadsNear(trial, subnet, table)
          ? boundTable(trial, subnet, attributeOf(trial, table.address, "id"))
          : undefined;
        if (edits !== undefined) {
          const what = REPAIR_STEPS.TABLE_BOUND({ at: subnet.id, table: table.name ?? table.address });
          yield { edits, what, intended: idle.includes(table) };
        }
      }
    }
  }
}

/** Not where it leads a subnet's own machines away from each other, unless it does so with whom it is bound to. */
function isForAlike({ context }: Trial, table: RouteTable, subnet: SubnetNode): boolean {
  const { routes } = table;
  return (
    ownRoutes({ ...subnet, routes }).length === 0 ||
    context.network.subnets.some((one) => one.routeTable === table && ownRoutes(one).length > 0)
  );
}

/** A subnet that has the table of another network's, beside one that nothing is bound to. */
export function* mistakenTables(trial: Trial): Iterable<Candidate> {
  const subnets = trial.ways.flatMap(({ decisions }) => decisions.map(({ subnet }) => subnet));
  for (const subnet of new Set(subnets)) {
    const bound = subnet.routeTable;
    const isOthers =
      bound !== undefined &&
      trial.context.network.subnets.some(
        (other) => other.routeTable === bound && other.virtualNetwork !== subnet.virtualNetwork,
      );
    for (const table of isOthers ? tablesOf(trial, subnet).idle.slice(0, FEW_TABLES) : []) {
      const edits = reboundTable(trial, subnet, attributeOf(trial, table.address, "id"));
      if (edits !== undefined) {
        const what = REPAIR_STEPS.TABLE_BOUND({ at: subnet.id, table: table.name ?? table.address });
        const caution = REPAIR_CAUTIONS.TABLE_REPLACED({
          at: subnet.id,
          table: bound!.name ?? bound!.address,
        });
        yield { edits, what, caution, intended: true };
      }
    }
  }
}

/** Whether a route of a table leads to something that forwards near a subnet. */
function leadsNear(trial: Trial, subnet: SubnetNode, { routes }: RouteTable): boolean {
  const near = new Set(forwardersNear(trial, subnet).map(({ resource }) => resource));
  return routes.some(({ nextHops }) =>
    nextHops.some((hop) =>
      trial.context.nextHops.candidates(hop).some((owner) => near.has(resourceOf(owner) ?? "")),
    ),
  );
}

/** More tables of other subnets say nothing new. */
const FEW_TABLES = 2;

/** Tables that nothing is bound to were written for something, and say as a rule for what; of the others, those that most subnets have. */
function tablesOf(
  { context }: Trial,
  subnet: SubnetNode,
): { readonly idle: readonly RouteTable[]; readonly usual: readonly RouteTable[] } {
  const uses = new Map<string, number>();
  for (const { routeTable } of context.network.subnets) {
    if (routeTable !== undefined) {
      uses.set(routeTable.address, (uses.get(routeTable.address) ?? 0) + 1);
    }
  }
  const { routeTables } = context.network.model;
  const words = wordsOf(subnet.address, subnet.id);
  const idle = routeTables
    .filter(({ address }) => !uses.has(address))
    .map((table) => ({
      table,
      likeness: [...wordsOf(table.address, table.name ?? "")].filter((word) => words.has(word)).length,
    }));
  const bound = routeTables.filter(({ address }) => uses.has(address));
  return {
    idle: idle.sort((a, b) => b.likeness - a.likeness).map(({ table }) => table),
    usual: [...bound].sort((a, b) => uses.get(b.address)! - uses.get(a.address)!),
  };
}

/** What names are made of: `azurerm_subnet.hub_GatewaySubnet` of hub and gateway. */
function wordsOf(...names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => name.toLowerCase().match(/[a-z]+\d*|\d+/g) ?? []).map(singular));
}

function singular(word: string): string {
  return word.replace(/subnet$/, "");
}
