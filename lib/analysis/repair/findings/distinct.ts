import { FIREWALL_PRIORITIES } from "../../../azure/priorities";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit } from "../../model";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { freeAzureName } from "../writing/names";
import { argumentOf, editable } from "../writing/references";
import { FindingDraft } from "./finding-cure";

const CONFIGURATIONS = ["ip_configuration", "management_ip_configuration"];

/** IP configurations that share a name: the later ones get another. */
export function* distinctConfigurations(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const address = editable(draft, resource);
  const names: string[] = [];
  const edits: Edit[] = [];
  for (const block of address === undefined ? [] : CONFIGURATIONS) {
    for (const [index, one] of [argumentOf(draft, resource, block) ?? []].flat().entries()) {
      const name = (one as { readonly name?: unknown } | null)?.name;
      const value = typeof name === "string" ? freeAzureName(name, names) : undefined;
      if (value !== undefined && value !== name) {
        edits.push(toSet(address!, `${block}[${index}].name`, value));
      }
      names.push(...(value === undefined ? [] : [value]));
    }
  }
  if (edits.length > 0) {
    yield { edits, what: REPAIR_STEPS.DISTINCT_NAMES({ resource: address! }) };
  }
}

/** Rule collection groups of a policy, or collections of a group, with one priority: the later one gets the next that is free. */
export function* distinctPriorities(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const address = editable(draft, resource);
  const all = draft.context.network.model.firewallPolicies.flatMap(({ ruleCollections }) => ruleCollections);
  const own = all.filter(({ origin }) => origin === resource);
  if (address === undefined) {
    return;
  }
  const policy = draft.context.network.model.firewallPolicies.find(({ ruleCollections }) =>
    ruleCollections.some(({ origin }) => origin === resource),
  );
  const groups = policy?.ruleCollections.map(({ groupPriority }) => groupPriority) ?? [];
  yield* prioritised(address, "priority", own[0]?.groupPriority, groups);
  for (const kind of ["network_rule_collection", "application_rule_collection", "nat_rule_collection"]) {
    for (const [index, one] of [argumentOf(draft, resource, kind) ?? []].flat().entries()) {
      const priority = (one as { readonly priority?: unknown } | null)?.priority;
      const taken = own.map((collection) => collection.priority);
      yield* prioritised(address, `${kind}[${index}].priority`, Number(priority), taken);
    }
  }
}

function* prioritised(
  address: string,
  argument: string,
  before: number | undefined,
  taken: readonly number[],
): Iterable<Candidate> {
  let value = (before ?? NaN) + 1;
  while (taken.includes(value)) {
    value++;
  }
  if (value <= FIREWALL_PRIORITIES.last) {
    const written = `${argument} = ${value}`;
    yield {
      edits: [toSet(address, argument, value)],
      what: REPAIR_STEPS.SETTING({ resource: address, written }),
    };
  }
}
