import { Leaf, Scalar } from "../terraform/value";
import { areEqual } from "./equality";
import { Evaluated } from "./evaluated";
import { isTrue } from "./operators";
import { numberOf, Refused, rounded, textOf } from "./scalars";
import { characters } from "./text-functions";
import { oneOf, Several, Union } from "./union";
import { entriesOf, isRecord, isSet, isUnknown, itemsOf, knownScalar, listOf, objectOf } from "./values";

/** Functions of lists and maps of which some members may be unknown; `undefined` where only apply can tell. */
export const COLLECTION_FUNCTIONS: Record<string, (args: readonly Evaluated[]) => Evaluated | undefined> = {
  element: ([list, index]) => {
    const items = itemsOf(list);
    const at = wholeOf(index);
    if (!items || at === undefined) {
      return undefined;
    }
    return items.length > 0 && at >= 0 ? items[at % items.length] : refuse();
  },
  one: ([list]) => {
    const items = itemsOf(list);
    return items && (items.length <= 1 ? (items[0] ?? null) : refuse());
  },
  tolist: ([list]) => (isSet(list) ? listOf(itemsOf(list)) : ofOneType(itemsOf(list))),
  tomap: ([map]) => {
    if (!isRecord(map)) {
      return undefined;
    }
    const members = ofOneType(Object.values(map))!;
    const entries = Object.keys(map).map((key, index): [string, Evaluated] => [key, members[index]]);
    return objectOf(entries);
  },
  index: ([list, wanted]) => {
    const answers = itemsOf(list)?.map((item) => areEqual(item, wanted));
    const at = answers?.findIndex((answer) => answer !== false);
    return at === -1 ? refuse() : at === undefined || answers![at] === undefined ? undefined : at;
  },
  contains: ([list, wanted]) => {
    const answers = itemsOf(list)?.map((item) => areEqual(item, wanted));
    return answers?.includes(true) ? true : answers?.includes(undefined) ? undefined : answers && false;
  },
  coalesce: (values) => firstThat(values, isFilled),
  coalescelist: (lists) =>
    firstThat(lists, (list) => (isUnknown(list) ? undefined : itemsOf(list)?.length !== 0)),
  alltrue: ([list]) => {
    const answers = scalarsOf(list);
    const isDenied = answers?.some((answer) => answer !== undefined && !isTrue(answer));
    return isDenied ? false : answers?.includes(undefined) ? undefined : answers && true;
  },
  anytrue: ([list]) => {
    const answers = scalarsOf(list);
    return answers?.some(isTrue) ? true : answers?.includes(undefined) ? undefined : answers && false;
  },
  sum: ([list]) => {
    const numbers = scalarsOf(list);
    if (!numbers || numbers.includes(undefined)) {
      return undefined;
    }
    return numbers.length === 0
      ? refuse()
      : rounded((numbers as Scalar[]).reduce<number>((sum, number) => sum + numberOf(number), 0));
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
    const given = wholeOf(size);
    if (!items || given === undefined) {
      return undefined;
    }
    const length = given === 0 ? Math.max(1, items.length) : given < 0 ? refuse() : given;
    return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
      items.slice(index * length, (index + 1) * length),
    );
  },
  transpose: ([map]) => transpose(map),
  matchkeys: ([values, keys, wanted]) => {
    const [items, names, search] = [itemsOf(values), scalarsOf(keys), scalarsOf(wanted)];
    if (!items || !names || !search || names.includes(undefined) || search.includes(undefined)) {
      return undefined;
    }
    return items.length === names.length
      ? items.filter((_, index) => search.includes(names[index]))
      : refuse();
  },
  concat: (lists) => {
    const items = lists.map(itemsOf);
    return items.includes(undefined) ? undefined : (items as Evaluated[][]).flat();
  },
  flatten: ([list]) => flatten(list),
  compact: ([list]) => {
    const items = itemsOf(list);
    return items?.every((item) => isFilled(item) !== undefined) ? items.filter(isFilled) : undefined;
  },
  reverse: ([list]) => itemsOf(list)?.slice().reverse(),
  slice: ([list, from, to]) => {
    const [items, start, end] = [itemsOf(list), wholeOf(from), wholeOf(to)];
    if (!items || start === undefined || end === undefined) {
      return undefined;
    }
    return start >= 0 && start <= end && end <= items.length ? items.slice(start, end) : refuse();
  },
  keys: ([map]) => (isRecord(map) ? Object.keys(map).sort() : undefined),
  values: ([map]) =>
    isRecord(map)
      ? Object.keys(map)
          .sort()
          .map((key) => map[key])
      : undefined,
  merge: (maps) => {
    const given = maps.filter((map) => map !== null);
    return given.every(isRecord) ? (Object.assign(Object.create(null), ...given) as Evaluated) : undefined;
  },
  zipmap: ([keys, values]) => {
    const [names, members] = [scalarsOf(keys), itemsOf(values)];
    if (!names || !members || names.includes(undefined)) {
      return undefined;
    }
    if (names.length !== members.length) {
      return refuse();
    }
    const entries = names.map((key, index): [string, Evaluated] => [String(key), members[index]]);
    return objectOf(entries);
  },
  lookup: ([map, key, otherwise]) => {
    const name = knownScalar(key);
    if (!isRecord(map) || name === undefined) {
      return undefined;
    }
    if (Object.hasOwn(map, String(name))) {
      return map[String(name)];
    }
    return otherwise === undefined ? refuse() : otherwise;
  },
  length: ([value]) => {
    const text = knownScalar(value);
    if (typeof text === "string") {
      return characters(text).length;
    }
    return itemsOf(value)?.length ?? (isRecord(value) ? Object.keys(value).length : undefined);
  },
  nonsensitive: ([value]) => value,
  sensitive: ([value]) => value,
  ephemeralasnull: ([value]) => value,
};

/** Members of a list are of one type: simple values of several types are texts. */
export function ofOneType(items: Evaluated[] | undefined): Evaluated[] | undefined {
  const known = items?.map(knownScalar).filter((value) => value !== null);
  const types = new Set(known?.map((value) => typeof value));
  return types.size < 2 || types.has("undefined")
    ? items
    : items?.map((item) => (typeof item === "number" || typeof item === "boolean" ? textOf(item) : item));
}

/** The first value that holds; where only apply tells whether one does, it or what comes after it. */
function firstThat(
  values: readonly Evaluated[],
  holds: (value: Evaluated) => boolean | undefined,
): Evaluated {
  const possible: Evaluated[] = [];
  for (const value of values) {
    const answer = holds(value);
    if (answer !== false) {
      possible.push(value);
    }
    if (answer === true) {
      break;
    }
  }
  return possible.length === 0 ? refuse() : oneOf(possible, "coalesce");
}

/** Whether a value is neither null nor empty. What a resource has after apply is taken to be there. */
function isFilled(value: Evaluated): boolean | undefined {
  if (value instanceof Union && value.members.some((member) => isFilled(member) !== true)) {
    return undefined;
  }
  if (value instanceof Leaf && value.value === undefined && value.references.length === 0) {
    return undefined;
  }
  return !["", null].includes(knownScalar(value) as string | null);
}

function refuse(): never {
  throw new Refused();
}

function scalarsOf(list: Evaluated): (Scalar | undefined)[] | undefined {
  return itemsOf(list)?.map(knownScalar);
}

function wholeOf(value: Evaluated): number | undefined {
  const known = knownScalar(value);
  if (known === undefined) {
    return undefined;
  }
  const number = numberOf(known);
  return Number.isInteger(number) ? number : refuse();
}

/** A map of lists of texts, turned around. */
function transpose(map: Evaluated): Evaluated | undefined {
  if (!isRecord(map)) {
    return undefined;
  }
  const result = Object.create(null) as { [key: string]: Evaluated[] };
  for (const [key, list] of entriesOf(map) ?? []) {
    const names = scalarsOf(list);
    if (!names || names.includes(undefined)) {
      return undefined;
    }
    for (const name of names) {
      (result[String(name)] ??= []).push(key);
    }
  }
  return result;
}

/** What is unknown may be a list, so that nobody knows how many members there are. */
function flatten(value: Evaluated): Evaluated[] | undefined {
  const flat = itemsOf(value)?.map((item) =>
    item instanceof Several || (isUnknown(item) && item.references.length === 0)
      ? undefined
      : itemsOf(item) && !isSet(item)
        ? flatten(item)
        : (itemsOf(item) ?? [item]),
  );
  return flat?.includes(undefined) ? undefined : (flat as Evaluated[][] | undefined)?.flat();
}
