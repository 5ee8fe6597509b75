import { Evaluated } from "./expression/evaluated";
import { evaluateExpressionText } from "./expression/evaluator";
import { Union } from "./expression/union";
import { isRecord, itemsOf, knownScalar, referencesIn } from "./expression/values";
import { PlanNames } from "./plan-names";
import { Scalar } from "./terraform/value";

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

function isCollection(value: Evaluated): boolean {
  return isRecord(value) || Array.isArray(value);
}

/** Texts that name something, without the prefixes that Terraform lists after each traversal. */
export function longest(references: unknown): string[] {
  const kept = new Set<string>();
  let last: string | undefined;
  for (const text of Array.isArray(references) ? (references as unknown[]) : []) {
    const isPrefix = last === text || last?.startsWith(`${text}.`) || last?.startsWith(`${text}[`);
    if (typeof text === "string" && !isPrefix && !kept.has(text)) {
      kept.add(text);
      last = text;
    }
  }
  return [...kept];
}

/** Whether a text may stand for what an index is computed from. */
export function isKey(text: string): boolean {
  return /^(each|count|var|local)\./.test(text);
}

function valuesOf(
  references: unknown,
  scope: PlanNames,
): { readonly texts: readonly string[]; readonly values: readonly Evaluated[] } {
  const texts = longest(references);
  const found = texts.map((text) => ({ text, value: evaluateExpressionText(text, scope) }));
  const keys = found.filter(({ text }) => isKey(text));
  const known = keys
    .map(({ value }) => knownScalar(value))
    .filter((key) => key !== undefined && key !== null);
  const isChosen = found.some(({ text, value }) => !isKey(text) && (isRecord(value) || Array.isArray(value)));
  const values = found
    // A known key says which member is meant, and is no value itself.
    .filter(({ text, value }) => !(isChosen && isKey(text) && knownScalar(value) !== undefined))
    .map(({ text, value }) => ({
      text,
      value: isKey(text) ? value : pick(value, text, known, unknownKey(keys), scope),
    }));
  return { texts: values.map(({ text }) => text), values: values.map(({ value }) => value) };
}

/** The only part of an index, where that isn't known. */
function unknownKey(
  keys: readonly { readonly text: string; readonly value: Evaluated }[],
): string | undefined {
  return keys.length === 1 && knownScalar(keys[0].value) === undefined ? keys[0].text : undefined;
}

/** The member of a resource's instances that a computed index means: the one that a key names, or the only one. */
function pick(
  value: Evaluated,
  text: string,
  keys: readonly Exclude<Scalar, null>[],
  unknown: string | undefined,
  scope: PlanNames,
): Evaluated {
  if (!isRecord(value) && !Array.isArray(value)) {
    return value;
  }
  const learned = unknown === undefined ? undefined : scope.learnedKey(unknown, text);
  const key = [...keys, ...(learned === undefined ? [] : [learned])].find(
    (one) => Object.hasOwn(value, String(one)) && (isRecord(value) || /^\d+$/.test(String(one))),
  );
  if (key !== undefined) {
    return (value as { [key: string]: Evaluated })[String(key)];
  }
  const members = Object.values(value);
  return members.length === 1 ? members[0] : value;
}
