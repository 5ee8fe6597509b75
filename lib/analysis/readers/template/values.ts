import { asText } from "../json";
import {
  isObject,
  Leaf,
  newObject,
  plainValue,
  printValue,
  TerraformObject,
  TerraformValue,
} from "../terraform/value";

/** What only the deployment tells, by the name that the template gives it. */
export function unknownValue(text: string): Leaf {
  return new Leaf(undefined, [], text.replace(/[{}]/g, ""));
}

/** A text that only the deployment tells, and that isn't empty: an address that Azure gives. */
export class GivenText extends Leaf {}

/** Whether a value, or something in it, is known by name only. */
export function isOpen(value: TerraformValue | undefined): boolean {
  if (value instanceof Leaf) {
    return value.value === undefined;
  }
  if (typeof value === "string") {
    return value.includes("${");
  }
  return typeof value === "object" && value !== null && Object.values(value).some(isOpen);
}

/** A value as an argument is printed in the name of what is unknown. */
export function argumentText(value: TerraformValue | undefined): string {
  if (value instanceof Leaf && value.value === undefined) {
    return value.text.includes("${") ? `'${withoutSigns(value.text)}'` : value.text;
  }
  const plain = value instanceof Leaf ? value.value : value;
  if (typeof plain === "string") {
    return OWN_IDS.get(plain) ?? `'${withoutSigns(plain)}'`;
  }
  const text = JSON.stringify(plainValue(plain)) ?? "";
  return text.length > 60 ? "…" : withoutSigns(text);
}

/** Where a template is deployed nobody knows, and most name things after it: so the names stay short. */
const OWN_IDS: ReadonlyMap<string, string> = new Map([
  ["/subscriptions/${subscription().subscriptionId}", "subscription().id"],
  [
    "/subscriptions/${subscription().subscriptionId}/resourceGroups/${resourceGroup().name}",
    "resourceGroup().id",
  ],
]);

function withoutSigns(text: string): string {
  return text.replace(/\$\{([^}]*)\}/g, "$1");
}

/** Pieces of text as one: what is unknown of it stands in it by name. An id stays a text, so that it can be found. */
export function joinedText(pieces: readonly TerraformValue[]): TerraformValue {
  const text = pieces.map(printValue).join("");
  const open = pieces.filter((piece) => piece instanceof Leaf && piece.value === undefined);
  // What a reference leads to is known later, in the very same list.
  const [references] = open.flatMap((piece) => (piece instanceof Leaf ? [piece.references] : []));
  return open.length === 0 || isId(text)
    ? text
    : new Leaf(undefined, open.length === 1 ? references : [], text);
}

export function isId(text: string): boolean {
  return /^\/subscriptions\//i.test(text);
}

/** A member by name, whatever its case, or by number; `undefined` where there is none. */
export function memberOf(value: TerraformValue, key: TerraformValue): TerraformValue | undefined {
  if (Array.isArray(value)) {
    return typeof key === "number" ? value[key] : undefined;
  }
  if (!isObject(value)) {
    return undefined;
  }
  const wanted = asText(key);
  const name = Object.hasOwn(value, wanted)
    ? wanted
    : Object.keys(value).find((one) => one.toLowerCase() === wanted.toLowerCase());
  return name === undefined ? undefined : value[name];
}

/** What lies at a path in a value. */
export function partOf(
  value: TerraformValue | undefined,
  path: readonly (string | number)[],
): TerraformValue | undefined {
  return path.reduce<TerraformValue | undefined>(
    (inner, key) => (inner === undefined ? undefined : memberOf(inner, key)),
    value,
  );
}

/** Objects laid over each other, deeply; lists are what all of them hold. */
export function unionOf(values: readonly TerraformValue[]): TerraformValue | undefined {
  if (values.every(Array.isArray)) {
    const seen = new Map(values.flat().map((item) => [JSON.stringify(plainValue(item)), item]));
    return [...seen.values()];
  }
  if (!values.every(isObject)) {
    return undefined;
  }
  const merged = newObject();
  for (const object of values) {
    for (const [key, member] of Object.entries(object)) {
      const before = Object.hasOwn(merged, key) ? merged[key] : undefined;
      merged[key] = isObject(before) && isObject(member) ? unionOf([before, member])! : member;
    }
  }
  return merged;
}

/** An object of these members. */
export function objectOf(entries: Iterable<readonly [string, TerraformValue]>): TerraformObject {
  const object = newObject();
  for (const [key, member] of entries) {
    object[key] = member;
  }
  return object;
}

/** Whether two values are the same; `undefined` where nobody knows. */
export function areEqual(a: TerraformValue, b: TerraformValue): boolean | undefined {
  const [one, other] = [a, b].map((value) => JSON.stringify(plainValue(value)));
  const same = one === other;
  const isSettled = same ? !isRandom(a) : (!isOpen(a) && !isOpen(b)) || cannotMeet(a, b) || cannotMeet(b, a);
  return isSettled ? same : undefined;
}

/** Whether what is known of a text keeps it from being another one that is known in full: an id is never empty. */
function cannotMeet(a: TerraformValue, b: TerraformValue): boolean {
  if (a instanceof GivenText && b === "") {
    return true;
  }
  const [open, other] = [a instanceof Leaf ? a.text : a, b instanceof Leaf ? b.value : b];
  if (typeof open !== "string" || typeof other !== "string" || other.includes("${") || !open.includes("${")) {
    return false;
  }
  const known = open.split(/\$\{[^}]*\}/);
  const [first, last] = [known[0], known[known.length - 1]];
  return !other.startsWith(first) || !other.endsWith(last) || other.length < known.join("").length;
}

/** `newGuid()` is another one each time. */
function isRandom(value: TerraformValue): boolean {
  return value instanceof Leaf && /\b(newGuid|utcNow)\(/.test(value.text);
}
