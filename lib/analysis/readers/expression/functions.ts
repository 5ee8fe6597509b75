import { Ipv4Prefix, formatIpv4 } from "../../../cidr";
import { Leaf, Scalar } from "../terraform/value";
import { ENCODING_FUNCTIONS } from "./encoding-functions";
import { PATTERN_FUNCTIONS } from "./pattern-functions";
import { Evaluated } from "./scope";
import { SET_FUNCTIONS } from "./set-functions";
import { Missing } from "./union";
import { entriesOf, isRecord, isUnknown, itemsOf, knownScalar, referencesIn } from "./values";

/** A function over values of which some may be known only after apply; `undefined` = can't tell. */
type TerraformFunction = (args: readonly Evaluated[]) => Evaluated | undefined;

/**
 * Calls one of Terraform's functions, as far as the arguments are known.
 *
 * `undefined` stands for a result that only apply can tell, and for functions that no address or name is made with.
 */
export function callFunction(name: string, args: readonly Evaluated[]): Evaluated | undefined {
  const base = name.replace(/^core::/, "");
  if (Object.hasOwn(COLLECTION_FUNCTIONS, base)) {
    return COLLECTION_FUNCTIONS[base](args);
  }
  return Object.hasOwn(SCALAR_FUNCTIONS, base) ? callScalar(base, SCALAR_FUNCTIONS[base], args) : undefined;
}

/** Functions that refuse what they can't read, which `try` and `can` are for. */
const REFUSING = new Set([
  "tonumber",
  "tobool",
  "parseint",
  "cidrhost",
  "cidrsubnet",
  "cidrsubnets",
  "cidrnetmask",
]);

/** Functions of scalars: known when all arguments are; the result refers to whatever they refer to. */
function callScalar(
  name: string,
  compute: (args: readonly (Scalar | Scalar[])[]) => Scalar | Scalar[] | undefined,
  args: readonly Evaluated[],
): Evaluated | undefined {
  const known = args.map((argument) => {
    const items = itemsOf(argument)?.map(knownScalar);
    return items ? (items.includes(undefined) ? undefined : (items as Scalar[])) : knownScalar(argument);
  });
  if (known.includes(undefined)) {
    return undefined;
  }
  const result = compute(known as (Scalar | Scalar[])[]);
  const references = referencesIn(args);
  const box = (value: Scalar): Evaluated =>
    references.length === 0 ? value : new Leaf(value, references, String(value));
  if (result === undefined) {
    return REFUSING.has(name) ? new Missing(name) : undefined;
  }
  return Array.isArray(result) ? result.map(box) : box(result);
}

const COLLECTION_FUNCTIONS: Record<string, TerraformFunction> = {
  element: ([list, index]) => {
    const items = itemsOf(list);
    const at = Number(knownScalar(index));
    return items?.length && Number.isInteger(at)
      ? items[((at % items.length) + items.length) % items.length]
      : undefined;
  },
  one: ([list]) => {
    const items = itemsOf(list);
    return items && items.length <= 1 ? (items[0] ?? null) : undefined;
  },
  // A set without order serves as well as a list: sorting would only matter to an index into it.
  tolist: ([list]) => list,
  ...SET_FUNCTIONS,
  ...ENCODING_FUNCTIONS,
  ...PATTERN_FUNCTIONS,
  index: ([list, wanted]) => {
    const items = itemsOf(list)?.map(knownScalar);
    const value = knownScalar(wanted);
    if (!items || value === undefined || items.includes(undefined)) {
      return undefined;
    }
    const at = items.indexOf(value);
    return at < 0 ? new Missing("index") : at;
  },
  coalescelist: (lists) => {
    const first = lists.find((list) => isUnknown(list) || itemsOf(list)?.length !== 0);
    return first;
  },
  alltrue: ([list]) => every(list),
  anytrue: ([list]) => {
    const answers = itemsOf(list)?.map(knownScalar);
    return answers?.some(isTrue) ? true : answers?.includes(undefined) ? undefined : answers && false;
  },
  sum: ([list]) => {
    const numbers = itemsOf(list)?.map(knownScalar);
    return numbers && !numbers.includes(undefined)
      ? numbers.reduce<number>((sum, number) => sum + Number(number), 0)
      : undefined;
  },
  sort: ([list]) => {
    const items = itemsOf(list);
    const isSortable = items?.every((item) => typeof knownScalar(item) === "string");
    return isSortable
      ? items?.slice().sort((a, b) => (knownScalar(a)! < knownScalar(b)! ? -1 : 1))
      : undefined;
  },
  chunklist: ([list, size]) => {
    const items = itemsOf(list);
    const length = Number(knownScalar(size));
    return items && length >= 1
      ? Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
          items.slice(index * length, (index + 1) * length),
        )
      : undefined;
  },
  transpose: ([map]) => transpose(map),
  matchkeys: ([values, keys, wanted]) => {
    const [items, names] = [itemsOf(values), itemsOf(keys)?.map(knownScalar)];
    const search = itemsOf(wanted)?.map(knownScalar);
    return items && names && search && !names.includes(undefined) && !search.includes(undefined)
      ? items.filter((_, index) => search.includes(names[index]))
      : undefined;
  },
  tomap: ([map]) => map,
  nonsensitive: ([value]) => value,
  sensitive: ([value]) => value,
  try: (values) => values.find((value) => !(value instanceof Missing)),
  can: ([value]) => !(value instanceof Missing) && (isUnknown(value) ? undefined : true),
  concat: (lists) => {
    const items = lists.map(itemsOf);
    return items.includes(undefined) ? undefined : (items as Evaluated[][]).flat();
  },
  flatten: ([list]) => flatten(list),
  compact: ([list]) =>
    itemsOf(list)?.filter((item) => !["", null].includes(knownScalar(item) as string | null)),
  reverse: ([list]) => itemsOf(list)?.slice().reverse(),
  slice: ([list, from, to]) => itemsOf(list)?.slice(Number(knownScalar(from)), Number(knownScalar(to))),
  keys: ([map]) => (isRecord(map) ? Object.keys(map).sort() : undefined),
  values: ([map]) => {
    return isRecord(map)
      ? Object.keys(map)
          .sort()
          .map((key) => map[key])
      : undefined;
  },
  merge: (maps) => {
    const given = maps.filter((map) => map !== null);
    return given.every(isRecord) ? (Object.assign(Object.create(null), ...given) as Evaluated) : undefined;
  },
  zipmap: ([keys, values]) => {
    const names = itemsOf(keys)?.map(knownScalar);
    const members = itemsOf(values);
    if (!names || !members || names.includes(undefined)) {
      return undefined;
    }
    const entries = names.map((key, index): [string, Evaluated] => [String(key), members[index] ?? null]);
    return Object.assign(Object.create(null), Object.fromEntries(entries)) as Evaluated;
  },
  lookup: ([map, key, otherwise]) => {
    const name = knownScalar(key);
    if (!isRecord(map) || name === undefined) {
      return undefined;
    }
    return Object.hasOwn(map, String(name))
      ? map[String(name)]
      : otherwise === undefined
        ? new Missing(String(name))
        : otherwise;
  },
  length: ([value]) => {
    const entries = entriesOf(value);
    const text = knownScalar(value);
    return entries ? entries.length : typeof text === "string" ? [...text].length : undefined;
  },
  contains: ([list, wanted]) => {
    const items = itemsOf(list)?.map(knownScalar);
    const value = knownScalar(wanted);
    if (!items || value === undefined) {
      return undefined;
    }
    return items.includes(value) || (items.includes(undefined) ? undefined : false);
  },
  coalesce: (values) => {
    const first = values.find(
      (value) => isUnknown(value) || !["", null].includes(knownScalar(value) as string | null),
    );
    return first;
  },
};

const SCALAR_FUNCTIONS: Record<
  string,
  (args: readonly (Scalar | Scalar[])[]) => Scalar | Scalar[] | undefined
> = {
  tostring: ([value]) => (value === null ? null : String(value)),
  tonumber: ([value]) => (Number.isNaN(Number(value)) ? undefined : Number(value)),
  tobool: ([value]) => (["true", "false"].includes(String(value)) ? String(value) === "true" : undefined),
  lower: ([text]) => String(text).toLowerCase(),
  upper: ([text]) => String(text).toUpperCase(),
  trimspace: ([text]) => String(text).trim(),
  trimprefix: ([text, prefix]) => {
    return String(text).startsWith(String(prefix)) ? String(text).slice(String(prefix).length) : String(text);
  },
  trimsuffix: ([text, suffix]) => {
    const end = String(text).length - String(suffix).length;
    return String(text).endsWith(String(suffix)) ? String(text).slice(0, end) : String(text);
  },
  startswith: ([text, start]) => String(text).startsWith(String(start)),
  endswith: ([text, end]) => String(text).endsWith(String(end)),
  strcontains: ([text, part]) => String(text).includes(String(part)),
  title: ([text]) =>
    String(text).replace(
      /(^|[^\p{L}\p{N}_'])(\p{Ll})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    ),
  trim: ([text, edge]) => trimmed(String(text), String(edge)),
  chomp: ([text]) => String(text).replace(/[\r\n]+$/, ""),
  indent: ([spaces, text]) => String(text).replaceAll("\n", `\n${" ".repeat(Math.min(Number(spaces), 100))}`),
  strrev: ([text]) => [...String(text)].reverse().join(""),
  join: ([separator, ...lists]) => lists.flat().join(String(separator)),
  split: ([separator, text]) => String(text).split(String(separator)),
  format: ([template, ...args]) => format(String(template), args),
  substr: ([text, offset, length]) => {
    const start = Number(offset);
    return Number(length) < 0
      ? String(text).slice(start)
      : String(text).slice(start).slice(0, Number(length));
  },
  abs: ([number]) => Math.abs(Number(number)),
  ceil: ([number]) => Math.ceil(Number(number)),
  floor: ([number]) => Math.floor(Number(number)),
  log: ([number, base]) => Math.log(Number(number)) / Math.log(Number(base)),
  pow: ([number, power]) => Number(number) ** Number(power),
  signum: ([number]) => Math.sign(Number(number)),
  parseint: ([text, base]) => {
    const number = parseInt(String(text), Number(base));
    return Number.isNaN(number) ? undefined : number;
  },
  formatlist: ([template, ...args]) => formatList(String(template), args),
  cidrnetmask: ([prefix]) => {
    const parsed = Ipv4Prefix.tryParse(String(prefix));
    return parsed && formatIpv4(2 ** 32 - parsed.size);
  },
  max: (numbers) => Math.max(...numbers.flat().map(Number)),
  min: (numbers) => Math.min(...numbers.flat().map(Number)),
  range: ([start, end, step]) => range(start, end, step),
  cidrhost: ([prefix, host]) => {
    const parsed = Ipv4Prefix.tryParse(String(prefix));
    const number = Number(host);
    const offset = parsed && number < 0 ? parsed.size + number : number;
    return parsed && offset >= 0 && offset < parsed.size ? formatIpv4(parsed.first + offset) : undefined;
  },
  cidrsubnets: ([prefix, ...newBits]) => cidrSubnets(String(prefix), newBits.map(Number)),
  cidrsubnet: ([prefix, newBits, number]) => cidrSubnet(String(prefix), Number(newBits), Number(number)),
};

function cidrSubnet(prefix: string, newBits: number, number: number): string | undefined {
  const parsed = Ipv4Prefix.tryParse(prefix);
  const length = (parsed?.length ?? 33) + newBits;
  const fits = parsed && newBits >= 0 && length <= 32 && number >= 0 && number < 2 ** newBits;
  return fits ? `${formatIpv4(parsed.first + number * 2 ** (32 - length))}/${length}` : undefined;
}

/** Subnets one after another, each where it may begin. */
function cidrSubnets(prefix: string, newBits: readonly number[]): string[] | undefined {
  const parsed = Ipv4Prefix.tryParse(prefix);
  let next = parsed?.first ?? 0;
  const subnets = newBits.map((bits) => {
    const length = (parsed?.length ?? 33) + bits;
    const size = 2 ** (32 - length);
    const first = Math.ceil(next / size) * size;
    next = first + size;
    return length <= 32 && bits > 0 ? `${formatIpv4(first)}/${length}` : undefined;
  });
  return parsed === undefined || subnets.includes(undefined) || next > parsed.last + 1
    ? undefined
    : (subnets as string[]);
}

/** `format` with the verbs that names are made with. */
function format(template: string, args: readonly (Scalar | Scalar[])[]): string | undefined {
  let next = 0;
  let understood = true;
  const text = template.replace(
    /%(?:%|(0?)(\d*)([sdvq])|.?)/g,
    (verb, zero: string, width: string, kind?: string) => {
      if (verb === "%%") {
        return "%";
      }
      const value = args[next++];
      understood &&= kind !== undefined && value !== undefined && !Array.isArray(value);
      const printed = kind === "q" ? JSON.stringify(value) : String(value);
      return printed.padStart(Number(width || 0), zero === "0" ? "0" : " ");
    },
  );
  return understood ? text : undefined;
}

function range(...bounds: (Scalar | Scalar[])[]): number[] | undefined {
  const [first, second, third] = bounds.map((bound) => (bound === undefined ? undefined : Number(bound)));
  const [start, end] = second === undefined ? [0, first ?? 0] : [first ?? 0, second];
  const step = third ?? (end >= start ? 1 : -1);
  const count = Math.max(0, Math.ceil((end - start) / step));
  // Terraform itself refuses more than 1024.
  return count <= 1024 ? Array.from({ length: count }, (_, index) => start + index * step) : undefined;
}

function formatList(template: string, args: readonly (Scalar | Scalar[])[]): string[] | undefined {
  const length = Math.max(0, ...args.map((arg) => (Array.isArray(arg) ? arg.length : 0)));
  const texts = Array.from({ length }, (_, index) =>
    format(
      template,
      args.map((arg) => (Array.isArray(arg) ? arg[index] : arg)),
    ),
  );
  return texts.includes(undefined) ? undefined : (texts as string[]);
}

function trimmed(text: string, edge: string): string {
  const characters = [...text];
  const inside = characters.map((character) => !edge.includes(character));
  return inside.includes(true)
    ? characters.slice(inside.indexOf(true), inside.lastIndexOf(true) + 1).join("")
    : "";
}

function isTrue(value: Scalar | undefined): boolean {
  return value === true || value === "true";
}

function every(list: Evaluated): boolean | undefined {
  const answers = itemsOf(list)?.map(knownScalar);
  if (!answers) {
    return undefined;
  }
  const isDenied = answers.some((answer) => answer !== undefined && !isTrue(answer));
  return isDenied ? false : answers.includes(undefined) ? undefined : true;
}

/** A map of lists of texts, turned around. */
function transpose(map: Evaluated): Evaluated | undefined {
  if (!isRecord(map)) {
    return undefined;
  }
  const result = Object.create(null) as { [key: string]: Evaluated[] };
  for (const [key, list] of entriesOf(map) ?? []) {
    const names = itemsOf(list)?.map(knownScalar);
    if (!names || names.includes(undefined)) {
      return undefined;
    }
    for (const name of names) {
      (result[String(name)] ??= []).push(key);
    }
  }
  return result;
}

function flatten(value: Evaluated): Evaluated[] | undefined {
  const items = itemsOf(value);
  const flat = items?.map((item) => (itemsOf(item) ? flatten(item) : [item]));
  return flat?.includes(undefined) ? undefined : (flat as Evaluated[][] | undefined)?.flat();
}
