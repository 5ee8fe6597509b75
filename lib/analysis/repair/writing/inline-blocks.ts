import { Draft } from "./draft";
import { argumentOf, editable } from "./references";

/** A block inside a resource, and how an edit names it: `subnet[0]`. */
export interface InlineBlock {
  readonly address: string;
  readonly argument: string;
  /** What it says. */
  readonly block: { readonly [argument: string]: unknown };
}

/** Where something is written that the model knows by its resource's address, a block's name and its own: `….subnet["app"]`. */
export function inlineBlock(
  draft: Draft,
  address: string,
  ...names: readonly string[]
): InlineBlock | undefined {
  const [, owner, , key] = /^(.*)\.(\w+)\[("[^"]*"|\d+)\]$/.exec(address) ?? [];
  const written = owner === undefined ? undefined : editable(draft, owner);
  const name = names.find((one) => Array.isArray(owner && argumentOf(draft, owner, one)));
  if (written === undefined || name === undefined) {
    return undefined;
  }
  const blocks = argumentOf(draft, owner, name) as readonly InlineBlock["block"][];
  const wanted: unknown = JSON.parse(key);
  const index = typeof wanted === "number" ? wanted : blocks.findIndex((block) => block.name === wanted);
  const block = blocks.at(index);
  return index < 0 || block === undefined
    ? undefined
    : { address: written, argument: `${name}[${index}]`, block };
}

/** A rule inside a collection, `nat_rule_collection[0].rule[1]`. */
export interface InlineRule extends InlineBlock {
  /** How an edit names its collection. */
  readonly collection: string;
  /** Whether the collection has no other. */
  readonly isOnly: boolean;
}

/** Where a rule of a kind of collections is written. */
export function inlineRule(
  draft: Draft,
  origin: string,
  kind: string,
  named: { readonly collection: string; readonly name: string },
): InlineRule | undefined {
  const address = editable(draft, origin);
  const collections = [argumentOf(draft, origin, kind) ?? []].flat() as { readonly rule?: unknown }[];
  const index = indexOfBlock(collections, named.collection);
  const rules = [collections[index]?.rule ?? []].flat() as InlineBlock["block"][];
  const at = indexOfBlock(rules, named.name);
  const collection = `${kind}[${index}]`;
  return address === undefined || at < 0
    ? undefined
    : {
        address,
        collection,
        argument: `${collection}.rule[${at}]`,
        block: rules[at],
        isOnly: rules.length === 1,
      };
}

/** Which of the blocks of an argument alone has a name; -1 where none has, and where several seem to, as masked names do. */
export function indexOfBlock(blocks: unknown, name: string): number {
  const names = [blocks].flat().map((block) => (block as { readonly name?: unknown } | null)?.name);
  const index = names.indexOf(name);
  return index === names.lastIndexOf(name) ? index : -1;
}
