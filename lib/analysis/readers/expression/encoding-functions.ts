import { Leaf, newObject, plainValue } from "../terraform/value";
import { Evaluated } from "./evaluated";
import { jsonText } from "./json-text";
import { Place } from "./place";
import { Missing } from "./union";
import { isRecord, itemsOf, knownScalar, referencesIn } from "./values";

/** Functions between texts and values; `undefined` where only apply can tell. */
export const ENCODING_FUNCTIONS: Record<string, (args: readonly Evaluated[]) => Evaluated | undefined> = {
  jsondecode: ([text]) => decoded(text, (known) => JSON.parse(known) as unknown),
  yamldecode: ([text]) => decoded(text, (known) => yaml().parse(known, YAML_OF_TERRAFORM) as unknown),
  base64decode: ([text]) => decoded(text, (known) => Buffer.from(known, "base64").toString("utf8")),
  base64encode: ([text]) => decoded(text, (known) => Buffer.from(known, "utf8").toString("base64")),
  csvdecode: ([text]) => decoded(text, csvRows),
  jsonencode: ([value]) => jsonOf(value),
};

function decoded(text: Evaluated, decode: (known: string) => unknown): Evaluated | undefined {
  const known = knownScalar(text);
  if (typeof known !== "string") {
    return undefined;
  }
  try {
    return ownObjects(decode(known));
  } catch (error) {
    // Too deep, or too many aliases: Terraform may well read it.
    return error instanceof RangeError || error instanceof ReferenceError ? undefined : new Missing(known);
  }
}

/** Decoded objects have a prototype, which ours must not. */
function ownObjects(value: unknown): Evaluated {
  if (Array.isArray(value)) {
    return value.map(ownObjects);
  }
  if (typeof value === "object" && value !== null) {
    const object = newObject() as { [key: string]: Evaluated };
    for (const [key, member] of Object.entries(value)) {
      object[key] = ownObjects(member);
    }
    return object;
  }
  return (value ?? null) as Evaluated;
}

/** `yes` and `no` are truths, but `22:30` is a text. */
const YAML_OF_TERRAFORM = {
  version: "1.1",
  customTags: (tags: readonly (string | { readonly format?: string })[]) =>
    tags.filter((tag) => typeof tag === "string" || tag.format !== "TIME"),
};

/** Only who has YAML loads what reads it. */
function yaml(): { parse(text: string, options: object): unknown } {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  return require("yaml") as { parse(text: string, options: object): unknown };
}

/** Rows by the names in the first one. Quoted fields may hold commas, quotes (twice) and line breaks. */
function csvRows(text: string): { [column: string]: string }[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text
    .replaceAll("\r\n", "\n")
    .matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\n") {
      rows.push([]);
    }
  }
  const [names, ...lines] = rows.map((row) => row);
  return lines
    .filter((line) => line.some((field) => field !== ""))
    .map((line) => Object.fromEntries(names.map((name, index) => [name, line[index] ?? ""])));
}

/** JSON of a value; what only apply tells stands in it as `${…}`. */
function jsonOf(value: Evaluated): Evaluated {
  const plain = (one: Evaluated): unknown => {
    if (one instanceof Place) {
      return plainValue(one.settle());
    }
    if (Array.isArray(one)) {
      return one.map(plain);
    }
    return isRecord(one)
      ? Object.fromEntries(Object.entries(one).map(([key, member]) => [key, plain(member)]))
      : plainValue(one);
  };
  const text = jsonText(plain(value));
  return new Leaf(hasUnknown(value) ? undefined : text, referencesIn([value]), text);
}

function hasUnknown(value: Evaluated): boolean {
  if (isRecord(value) || Array.isArray(value)) {
    return Object.values(value).some(hasUnknown);
  }
  return knownScalar(value) === undefined && (itemsOf(value)?.some(hasUnknown) ?? true);
}
