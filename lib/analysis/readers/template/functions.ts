import { formatIpv4, Ipv4Prefix } from "../../../cidr";
import { asText } from "../json";
import { fromJson, isObject, Leaf, plainValue, scalarOf, TerraformValue } from "../terraform/value";
import { GivenText, areEqual, isOpen, joinedText, memberOf, objectOf, unionOf } from "./values";

/** A function over values; `undefined` where it can't tell. */
type TemplateFunction = (args: readonly TerraformValue[]) => TerraformValue | undefined;

/** The most that a loop or `range` makes: Azure refuses more than 800 copies, and 10,000 numbers. */
export const MOST_COPIES = 800;
const MOST_NUMBERS = 10_000;

/** Functions that make something of values of which parts may be unknown. */
const ON_PARTS: Record<string, TemplateFunction> = {
  concat: (args) =>
    args.every(Array.isArray) ? args.flat() : args.some(isComplex) ? undefined : joinedText(args),
  format: ([template, ...args]) => formatted(template, args),
  createarray: (args) => [...args],
  createobject: (args) =>
    objectOf(pairs(args).map(([key, value]) => [asText(scalarOf(key) ?? ""), value] as const)),
  union: unionOf,
  array: ([value]) => (Array.isArray(value) ? value : [value]),
  first: ([list]) => (Array.isArray(list) ? (list[0] ?? null) : firstOf(textOf(list))),
  last: ([list]) => (Array.isArray(list) ? (list.at(-1) ?? null) : lastOf(textOf(list))),
  take: ([list, count]) =>
    Array.isArray(list) ? list.slice(0, most(count)) : textOf(list)?.slice(0, most(count)),
  skip: ([list, count]) => (Array.isArray(list) ? list.slice(most(count)) : textOf(list)?.slice(most(count))),
  length: ([value]) =>
    Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : textOf(value)?.length,
  empty: ([value]) =>
    value === null
      ? true
      : value instanceof GivenText
        ? false
        : Array.isArray(value)
          ? value.length === 0
          : isObject(value)
            ? Object.keys(value).length === 0
            : typeof scalarOf(value) === "string"
              ? scalarOf(value) === ""
              : undefined,
  flatten: ([list]) =>
    Array.isArray(list) && list.every((one) => !isOpen(one) || Array.isArray(one)) ? list.flat() : undefined,
  items: ([object]) =>
    isObject(object)
      ? Object.keys(object)
          .sort()
          .map((key) =>
            objectOf([
              ["key", key],
              ["value", object[key]],
            ] as const),
          )
      : undefined,
  objectkeys: ([object]) => (isObject(object) ? Object.keys(object).sort() : undefined),
  tryindexfromend: ([list, at]) =>
    Array.isArray(list) ? (list.at(-Number(scalarOf(at))) ?? null) : undefined,
  indexfromend: ([list, at]) => (Array.isArray(list) ? list.at(-Number(scalarOf(at))) : undefined),
  shallowmerge: ([list]) =>
    Array.isArray(list) && list.every(isObject)
      ? objectOf(list.flatMap((one) => Object.entries(one)))
      : undefined,
  contains: ([holder, wanted]) => contains(holder, wanted),
  equals: ([a, b]) => areEqual(a, b),
  not: ([value]) => (typeof scalarOf(value) === "boolean" ? scalarOf(value) === false : undefined),
  join: ([list, separator]) =>
    Array.isArray(list) && !list.some(isComplex)
      ? joinedText(list.flatMap((item, index) => (index === 0 ? [item] : [separator, item])))
      : undefined,
  json: ([text]) => (typeof scalarOf(text) === "string" ? parsed(asText(scalarOf(text))) : undefined),
  null: () => null,
  true: () => true,
  false: () => false,
};

/** Functions of scalars and lists that are known in full. */
const ON_KNOWN: Record<string, (args: readonly Plain[]) => Plain | undefined> = {
  string: ([value]) => asText(value),
  int: ([value]) => (Number.isInteger(Number(value)) ? Number(value) : undefined),
  bool: ([value]) => ["true", "1"].includes(asText(value).toLowerCase()),
  add: ([a, b]) => Number(a) + Number(b),
  sub: ([a, b]) => Number(a) - Number(b),
  mul: ([a, b]) => Number(a) * Number(b),
  div: ([a, b]) => (Number(b) === 0 ? undefined : Math.trunc(Number(a) / Number(b))),
  mod: ([a, b]) => (Number(b) === 0 ? undefined : Number(a) % Number(b)),
  min: (args) => Math.min(...args.flat().map(Number)),
  max: (args) => Math.max(...args.flat().map(Number)),
  less: ([a, b]) => compare(a, b, (order) => order < 0),
  lessorequals: ([a, b]) => compare(a, b, (order) => order <= 0),
  greater: ([a, b]) => compare(a, b, (order) => order > 0),
  greaterorequals: ([a, b]) => compare(a, b, (order) => order >= 0),
  range: ([start, count]) =>
    Number(count) >= 0 && Number(count) <= MOST_NUMBERS
      ? Array.from({ length: Number(count) }, (_, index) => Number(start) + index)
      : undefined,
  split: ([text, separators]) => split(asText(text), [separators].flat().map(asText)),
  replace: ([text, old, by]) => asText(text).replaceAll(asText(old), () => asText(by)),
  tolower: ([text]) => asText(text).toLowerCase(),
  toupper: ([text]) => asText(text).toUpperCase(),
  trim: ([text]) => asText(text).trim(),
  substring: ([text, start, length]) =>
    asText(text).slice(Number(start), length === undefined ? undefined : Number(start) + Number(length)),
  startswith: ([text, start]) => asText(text).toLowerCase().startsWith(asText(start).toLowerCase()),
  endswith: ([text, end]) => asText(text).toLowerCase().endsWith(asText(end).toLowerCase()),
  indexof: ([holder, wanted]) =>
    Array.isArray(holder)
      ? holder.findIndex((one) => JSON.stringify(one) === JSON.stringify(wanted))
      : asText(holder).toLowerCase().indexOf(asText(wanted).toLowerCase()),
  lastindexof: ([holder, wanted]) => asText(holder).toLowerCase().lastIndexOf(asText(wanted).toLowerCase()),
  padleft: ([text, width, filling = " "]) =>
    asText(text).padStart(Math.min(Number(width), 1000), asText(filling)),
  intersection: (lists) =>
    lists.every(Array.isArray)
      ? (lists[0] as Plain[]).filter((one) =>
          lists.every((list) =>
            (list as Plain[]).some((other) => JSON.stringify(one) === JSON.stringify(other)),
          ),
        )
      : undefined,
  base64: ([text]) => Buffer.from(asText(text)).toString("base64"),
  base64tostring: ([text]) => Buffer.from(asText(text), "base64").toString("utf8"),
  uri: ([base, relative]) => (asText(base).endsWith("/") ? `${asText(base)}${asText(relative)}` : undefined),
  parsecidr: ([text]) => parseCidr(asText(text)),
  cidrsubnet: ([text, length, index]) => cidrSubnet(asText(text), Number(length), Number(index)),
  cidrhost: ([text, index]) => cidrHost(asText(text), Number(index)),
};

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** Calls a function by its name in lower case; `undefined` for one that isn't known, or can't tell. */
export function callFunction(name: string, args: readonly TerraformValue[]): TerraformValue | undefined {
  if (Object.hasOwn(ON_PARTS, name)) {
    return ON_PARTS[name](args);
  }
  if (!Object.hasOwn(ON_KNOWN, name) || args.some(isUnknownInside)) {
    return undefined;
  }
  const result = ON_KNOWN[name](args.map((arg) => plainValue(arg) as Plain));
  return typeof result === "number" && !Number.isFinite(result) ? undefined : result;
}

/** Ids hold names that are not known, and are texts all the same. */
function isUnknownInside(value: TerraformValue): boolean {
  return typeof value !== "string" && isOpen(value);
}

function isComplex(value: TerraformValue): boolean {
  return typeof value === "object" && value !== null && !(value instanceof Leaf);
}

function textOf(value: TerraformValue): string | undefined {
  const known = scalarOf(value);
  return typeof known === "string" ? known : undefined;
}

function firstOf(text: string | undefined): string | undefined {
  return text?.slice(0, 1);
}

function lastOf(text: string | undefined): string | undefined {
  return text?.slice(-1);
}

function most(count: TerraformValue): number {
  return Math.max(0, Number(scalarOf(count) ?? 0));
}

function pairs(args: readonly TerraformValue[]): [TerraformValue, TerraformValue][] {
  return args.flatMap((key, index) => (index % 2 === 0 ? [[key, args[index + 1] ?? null]] : []));
}

/** `{0}` and, for numbers, `{0:D2}`. */
function formatted(template: TerraformValue, args: readonly TerraformValue[]): TerraformValue | undefined {
  const text = textOf(template);
  if (text === undefined || args.some(isComplex)) {
    return undefined;
  }
  const pieces = text.split(/(\{\{|\}\}|\{\d+(?::[^}]*)?\})/);
  return joinedText(
    pieces.map((piece) => {
      if (piece === "{{" || piece === "}}") {
        return piece[0];
      }
      const [, index, form] = /^\{(\d+)(?::([^}]*))?\}$/.exec(piece) ?? [];
      const value = index === undefined ? piece : (args[Number(index)] ?? "");
      const width = /^[DX0](\d*)$/i.exec(form ?? "")?.[1];
      const known = scalarOf(value);
      return width !== undefined && typeof known === "number"
        ? asText(known).padStart(Math.min(Number(width), 100), "0")
        : typeof known === "boolean"
          ? known
            ? "True"
            : "False"
          : value;
    }),
  );
}

function contains(holder: TerraformValue, wanted: TerraformValue): boolean | undefined {
  const key = scalarOf(wanted);
  if (Array.isArray(holder)) {
    const answers = holder.map((one) => areEqual(one, wanted));
    return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
  }
  if (isObject(holder)) {
    return key === undefined ? undefined : memberOf(holder, key) !== undefined;
  }
  const text = textOf(holder);
  return text === undefined || key === undefined || text.includes("${")
    ? undefined
    : text.includes(asText(key));
}

function parsed(text: string): TerraformValue | undefined {
  try {
    return fromJson(JSON.parse(text), (part) => part);
  } catch {
    return undefined;
  }
}

function compare(a: Plain, b: Plain, test: (order: number) => boolean): boolean {
  const order =
    typeof a === "number" && typeof b === "number"
      ? a - b
      : asText(a) < asText(b)
        ? -1
        : Number(asText(a) > asText(b));
  return test(order);
}

function split(text: string, separators: readonly string[]): string[] {
  return separators.reduce((parts, separator) => parts.flatMap((part) => part.split(separator)), [text]);
}

function parseCidr(text: string): Plain | undefined {
  const prefix = cidr(text);
  return (
    prefix && {
      network: formatIpv4(prefix.first),
      netmask: formatIpv4(2 ** 32 - prefix.size),
      broadcast: formatIpv4(prefix.last),
      firstUsable: formatIpv4(prefix.length > 30 ? prefix.first : prefix.first + 1),
      lastUsable: formatIpv4(prefix.length > 30 ? prefix.last : prefix.last - 1),
      cidr: prefix.length,
    }
  );
}

function cidrSubnet(text: string, length: number, index: number): string | undefined {
  const prefix = cidr(text);
  const first = (prefix?.first ?? 0) + index * 2 ** (32 - length);
  return prefix && length >= prefix.length && length <= 32 && index >= 0 && first <= prefix.last
    ? `${formatIpv4(first)}/${length}`
    : undefined;
}

/** Host 0 is the first after the network's own address. */
function cidrHost(text: string, index: number): string | undefined {
  const prefix = cidr(text);
  const address = (prefix?.first ?? 0) + index + (prefix !== undefined && prefix.length > 30 ? 0 : 1);
  return prefix && index >= 0 && address <= prefix.last ? formatIpv4(address) : undefined;
}

/** These functions take a prefix whose host bits are set. */
function cidr(text: string): Ipv4Prefix | undefined {
  const [address, length] = text.split("/");
  const single = Ipv4Prefix.tryParse(`${address}/32`);
  return single !== undefined && /^\d+$/.test(length ?? "") && Number(length) <= 32
    ? Ipv4Prefix.containing(single.first, Number(length))
    : undefined;
}
