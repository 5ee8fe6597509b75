import { Evaluated } from "./expression/evaluated";
import { evaluateExpressionText } from "./expression/evaluator";
import { Union } from "./expression/union";
import { isRecord, itemsOf, knownScalar, referencesIn } from "./expression/values";
import { PlanNames } from "./plan-names";

/**
 * What the `references` of an expression in a plan stand for.
 *
 * A plan lists what an expression names, not the expression: `["azurerm_subnet.x[\"a\"].id", "azurerm_subnet.x[\"a\"]",
 * "azurerm_subnet.x"]` for one traversal, and only `["azurerm_subnet.x", "each.key"]` where the index is computed.
 */
export function evaluateReferences(references: unknown, scope: PlanNames): Evaluated | undefined {
  const { texts, values } = valuesOf(references, scope);
  if (values.length <= 1) {
    return values.at(0);
  }
  const named = texts.find((text) => !isKey(text)) ?? texts[0];
  return new Union(values, named);
}

/** What a `for_each` goes through: the collections that its expression names, whole. */
export function evaluateCollections(references: unknown, scope: PlanNames): readonly Evaluated[] {
  return longest(references).map((text) => evaluateExpressionText(text, scope));
}

/** Every instance that an expression may mean, whatever it chooses by. */
export function evaluateInstances(references: unknown, scope: PlanNames): readonly Evaluated[] {
  return longest(references)
    .filter((text) => !isKey(text))
    .flatMap((text) => membersOf(evaluateExpressionText(text, scope)));
}

/**
 * The same for an argument that is a list: one value for each member where that is plain to see. Without a length it is
 * so only where nothing in the expression is left open that could choose among instances.
 */
export function evaluateMembers(
  references: unknown,
  length: number | undefined,
  scope: PlanNames,
): readonly Evaluated[] | undefined {
  const texts = longest(references);
  const { texts: kept, values } = valuesOf(references, scope);
  const whole = kept.flatMap((text, index) => {
    const value = values[index];
    return isKey(text) ? [] : isCollection(value) ? chosen(value, texts.filter(isKey), scope) : [value];
  });
  const passed = values.filter((value, index) => isKey(kept[index]) && referencesIn([value]).length > 0);
  const members = whole.includes(undefined)
    ? undefined
    : whole.length > 0
      ? whole
      : passed.flatMap(membersOf);
  if (members === undefined || members.length === 0) {
    const all = kept.flatMap((text, index) => (isKey(text) ? [] : membersOf(values[index])));
    return all.length > 0 && all.length === length ? all : undefined;
  }
  return length === undefined || members.length === length ? (members as Evaluated[]) : undefined;
}

/** The members of a collection that keys choose; `undefined` where one isn't known. */
function chosen(
  collection: Evaluated,
  keys: readonly string[],
  scope: PlanNames,
): readonly (Evaluated | undefined)[] {
  if (keys.length === 0) {
    return membersOf(collection);
  }
  const names = keys.flatMap((text) => {
    const value = evaluateExpressionText(text, scope);
    const scalars = isRecord(value) ? Object.keys(value) : itemsOf(value)?.map(knownScalar);
    return scalars ?? [undefined];
  });
  const members = collection as { [key: string]: Evaluated };
  const isKnown = names.every((name) => name !== undefined && Object.hasOwn(members, String(name)));
  return isKnown ? names.map((name) => members[String(name)]) : [undefined];
}

function membersOf(value: Evaluated): readonly Evaluated[] {
  return itemsOf(value) ?? (isRecord(value) ? Object.values(value) : [value]);
}

export function isCollection(
  value: Evaluated | undefined,
): value is Evaluated[] | { [key: string]: Evaluated } {
  return isRecord(value) || Array.isArray(value);
}

/** Texts that name something, without the prefixes that Terraform lists after each traversal. */
export function longest(references: unknown): string[] {
  return [...new Set(inOrder(references))];
}

/** The same as they are written, with what is named twice. */
function inOrder(references: unknown): string[] {
  const kept: string[] = [];
  for (const text of Array.isArray(references) ? (references as unknown[]) : []) {
    const last = kept.at(-1);
    const isPrefix = last === text || last?.startsWith(`${text}.`) || last?.startsWith(`${text}[`);
    if (typeof text === "string" && !isPrefix) {
      kept.push(text);
    }
  }
  return kept;
}

/** Whether a text may stand for what an index is computed from. */
export function isKey(text: string): boolean {
  return /^(each|count|var|local)\./.test(text);
}

function valuesOf(
  references: unknown,
  scope: PlanNames,
): { readonly texts: readonly string[]; readonly values: readonly Evaluated[] } {
  const order = inOrder(references);
  const found = [...new Set(order)].map((text) => ({ text, value: evaluateExpressionText(text, scope) }));
  const keys = found.filter(({ text }) => isKey(text));
  const isChosen = found.some(({ text, value }) => !isKey(text) && isCollection(value));
  const used = new Set<string>();
  const values = found.map(({ text, value }) => {
    if (isKey(text) || !isCollection(value)) {
      return { text, value };
    }
    const index = indexOf(order, text);
    const own = keys.filter((key) => index.has(key.text));
    const key = keyAmong(own, value, text, scope);
    if (key !== undefined) {
      own.forEach((one) => used.add(one.text));
      return { text, value: (value as { [key: string]: Evaluated })[key] };
    }
    const members = membersOf(value);
    return { text, value: members.length === 1 ? members[0] : value };
  });
  // A key says which member is meant, and is no value itself.
  const kept = values.filter(
    ({ text, value }) => !(isKey(text) && (used.has(text) || (isChosen && knownScalar(value) !== undefined))),
  );
  return { texts: kept.map(({ text }) => text), values: kept.map(({ value }) => value) };
}

/**
 * What the index into a collection may be made of: what is written behind it, up to what else is named. What stands
 * before it is a condition: `each.value.routed ? azurerm_route_table.t[each.key].id : null`.
 */
function indexOf(order: readonly string[], collection: string): ReadonlySet<string> {
  const index = new Set<string>();
  order.forEach((text, at) => {
    if (text === collection) {
      const behind = order.slice(at + 1);
      const end = behind.findIndex((one) => !isKey(one));
      // `merge(a, b)[each.key]`: the index stands behind both.
      const own = end === 0 ? behind.filter(isKey) : behind.slice(0, end === -1 ? undefined : end);
      own.forEach((one) => index.add(one));
    }
  });
  return index;
}

/**
 * The key of the instance that a computed index means. None where several might be it, or where other arguments show that
 * what is known is only part of the index (`1 - count.index`).
 */
function keyAmong(
  index: readonly { readonly text: string; readonly value: Evaluated }[],
  collection: Evaluated[] | { [key: string]: Evaluated },
  name: string,
  scope: PlanNames,
): string | undefined {
  const isLearned = index.length === 1 && knownScalar(index[0].value) === undefined;
  const fitting = index.flatMap(({ text, value }) => {
    const key =
      text === "each.value" && isRecord(value)
        ? onlyKeyIn(value, collection)
        : isLearned
          ? scope.learnedKey(text, name)
          : knownScalar(value);
    const isMember =
      Object.hasOwn(collection, String(key ?? "")) &&
      !(Array.isArray(collection) && !/^\d+$/.test(String(key)));
    return isMember ? [{ text, key: String(key) }] : [];
  });
  const isOpen = !isLearned && index.some(({ value }) => knownScalar(value) === undefined);
  const [only] = fitting;
  return fitting.length === 1 && !isOpen && !scope.isOtherKey(only.text, name) ? only.key : undefined;
}

/**
 * `toset(var.subnets[*].name)` is made of `var.subnets` for a plan: what chooses by such a value is the one part of the
 * member that is a key there.
 */
function onlyKeyIn(member: { readonly [part: string]: Evaluated }, collection: object): string | undefined {
  const keys = Object.values(member).flatMap((part) => {
    const known = knownScalar(part);
    return known !== undefined && Object.hasOwn(collection, String(known)) ? [String(known)] : [];
  });
  const [only, ...more] = new Set(keys);
  return more.length === 0 ? only : undefined;
}
