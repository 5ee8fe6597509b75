import { FIREWALL_PRIORITIES } from "../../../azure/priorities";
import { Edit, EditArguments, FirewallRule, FirewallRuleCollection } from "../../model";
import { Draft } from "./draft";
import { toAppend, toSet } from "./edits";
import { indexOfBlock } from "./inline-blocks";
import { argumentOf, editable, typeOf } from "./references";

/** A rule of a firewall with the collection that it is in. */
export interface PlacedRule {
  readonly collection: FirewallRuleCollection;
  readonly rule: Pick<FirewallRule, "name">;
}

const BLOCKS = { network: "network_rule_collection", nat: "nat_rule_collection", application: "" };

/** The edits after which a rule comes before one that is looked at earlier today; none where no priority is free. */
export function ruleBefore(
  draft: Draft,
  later: PlacedRule,
  earlier: PlacedRule,
  all: readonly FirewallRuleCollection[],
): readonly Edit[] | undefined {
  return later.collection === earlier.collection
    ? writtenLast(draft, earlier)
    : collectionFirst(draft, later.collection, earlier.collection, all);
}

/** Within a collection the order of its blocks counts. */
function writtenLast(draft: Draft, { collection, rule }: PlacedRule): readonly Edit[] | undefined {
  const address = editable(draft, collection.origin);
  const path = collectionPath(draft, collection);
  const blocks = path === undefined ? [] : rulesAt(draft, collection, path);
  const index = indexOfBlock(blocks, rule.name);
  const block = path === undefined || path === "" ? "rule" : `${path}.rule`;
  return address === undefined || index < 0
    ? undefined
    : [{ op: "remove", address, block: `${block}[${index}]` }, toAppend(address, block, blocks[index])];
}

function rulesAt(
  draft: Draft,
  { origin, kind, name }: FirewallRuleCollection,
  path: string,
): readonly EditArguments[] {
  const collections = [argumentOf(draft, origin, BLOCKS[kind]) ?? []].flat();
  const owner =
    path === ""
      ? { rule: argumentOf(draft, origin, "rule") }
      : (collections[indexOfBlock(collections, name)] as { readonly rule?: unknown });
  return [owner.rule ?? []].flat() as EditArguments[];
}

/** How an edit names a collection inside its group; empty where it is a resource of its own (classic rules). */
function collectionPath(draft: Draft, { origin, kind, name }: FirewallRuleCollection): string | undefined {
  if (/^azurerm_firewall_(nat|network)_rule_collection$/.test(typeOf(draft, origin) ?? "")) {
    return "";
  }
  const index = indexOfBlock(argumentOf(draft, origin, BLOCKS[kind]), name);
  return index < 0 ? undefined : `${BLOCKS[kind]}[${index}]`;
}

/** The later collection gets a priority before the other; where they are in two groups, its group does. */
function collectionFirst(
  draft: Draft,
  later: FirewallRuleCollection,
  earlier: FirewallRuleCollection,
  all: readonly FirewallRuleCollection[],
): readonly Edit[] | undefined {
  const address = editable(draft, later.origin);
  const path = collectionPath(draft, later);
  const byGroup = later.groupPriority !== earlier.groupPriority;
  const priorities = all
    .filter(({ groupPriority }) => byGroup || groupPriority === later.groupPriority)
    .map(({ groupPriority, priority }) => (byGroup ? groupPriority : priority));
  const taken = new Set(priorities);
  let value = (byGroup ? earlier.groupPriority : earlier.priority) - 1;
  while (taken.has(value)) {
    value--;
  }
  if (address === undefined || path === undefined || value < FIREWALL_PRIORITIES.first) {
    return undefined;
  }
  const argument = byGroup || path === "" ? "priority" : `${path}.priority`;
  return [toSet(address, argument, value)];
}
