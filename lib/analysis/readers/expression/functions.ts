import { Ipv4Prefix, formatIpv4 } from "../../../cidr";
import { Leaf, plainValue, Scalar } from "../terraform/value";
import { Place } from "./place";
import { Evaluated } from "./scope";
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
  return Object.hasOwn(SCALAR_FUNCTIONS, base) ? callScalar(SCALAR_FUNCTIONS[base], args) : undefined;
}

/** Functions of scalars: known when all arguments are; the result refers to whatever they refer to. */
function callScalar(
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
  return result === undefined ? undefined : Array.isArray(result) ? result.map(box) : box(result);
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
  toset: ([list]) => unique(itemsOf(list)),
  distinct: ([list]) => unique(itemsOf(list)),
  tomap: ([map]) => map,
  nonsensitive: ([value]) => value,
  sensitive: ([value]) => value,
  try: (values) => values.find((value) => !(value instanceof Missing)),
  can: ([value]) => !(value instanceof Missing) && (isUnknown(value) ? undefined : true),
  jsonencode: ([value]) => jsonOf(value),
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
    return maps.every(isRecord) ? (Object.assign(Object.create(null), ...maps) as Evaluated) : undefined;
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
    return Object.hasOwn(map, String(name)) ? map[String(name)] : otherwise;
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
  replace: ([text, search, replacement]) => {
    // Between slashes it is a regular expression of Go's, which isn't quite JavaScript's.
    const pattern = String(search);
    return /^\/.*\/$/s.test(pattern) ? undefined : String(text).split(pattern).join(String(replacement));
  },
  join: ([separator, ...lists]) => lists.flat().join(String(separator)),
  split: ([separator, text]) => String(text).split(String(separator)),
  format: ([template, ...args]) => format(String(template), args),
  substr: ([text, offset, length]) => {
    const start = Number(offset);
    return Number(length) < 0
      ? String(text).slice(start)
      : String(text).slice(start).slice(0, Number(length));
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
  const text = JSON.stringify(plain(value));
  return new Leaf(hasUnknown(value) ? undefined : text, referencesIn([value]), text);
}

function hasUnknown(value: Evaluated): boolean {
  if (isRecord(value) || Array.isArray(value)) {
    return Object.values(value).some(hasUnknown);
  }
  return knownScalar(value) === undefined && (itemsOf(value)?.some(hasUnknown) ?? true);
}

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

function unique(items: Evaluated[] | undefined): Evaluated[] | undefined {
  const seen = new Set<Scalar>();
  return items?.filter((item) => {
    const value = knownScalar(item);
    const isNew = value === undefined || !seen.has(value);
    if (value !== undefined) {
      seen.add(value);
    }
    return isNew;
  });
}

function flatten(value: Evaluated): Evaluated[] | undefined {
  const items = itemsOf(value);
  const flat = items?.map((item) => (itemsOf(item) ? flatten(item) : [item]));
  return flat?.includes(undefined) ? undefined : (flat as Evaluated[][] | undefined)?.flat();
}
