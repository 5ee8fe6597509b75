import { refuseLongList } from "./budget";
import { ofOneType } from "./collection-functions";
import { Evaluated } from "./evaluated";
import { Place } from "./place";
import { asSet, isRecord, itemsOf, knownScalar } from "./values";

/** Functions that treat lists as sets; `undefined` where only apply can tell. */
export const SET_FUNCTIONS: Record<string, (args: readonly Evaluated[]) => Evaluated | undefined> = {
  toset: ([list]) => setOf(ofOneType(itemsOf(list))),
  distinct: ([list]) => unique(itemsOf(list)),
  setunion: (sets) => setOf(allItems(sets)?.flat()),
  setintersection: (sets) => {
    const lists = allItems(sets);
    const others = lists?.slice(1).map(keysOf);
    return lists && others && !others.includes(undefined) && keysOf(lists[0])
      ? setOf(lists[0].filter((item) => others.every((keys) => keys!.has(keyOf(item)!))))
      : undefined;
  },
  setsubtract: (sets) => {
    const lists = allItems(sets);
    const without = lists && keysOf(lists[1]);
    return lists && without && keysOf(lists[0])
      ? setOf(lists[0].filter((item) => !without.has(keyOf(item)!)))
      : undefined;
  },
  setproduct: (sets) => {
    const lists = allItems(sets);
    if (!lists) {
      return undefined;
    }
    refuseLongList(lists.reduce((count, list) => count * list.length, lists.length));
    return lists.reduce<Evaluated[][]>(
      (rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])),
      [[]],
    );
  },
};

function allItems(sets: readonly Evaluated[]): Evaluated[][] | undefined {
  const lists = sets.map(itemsOf);
  return lists.includes(undefined) ? undefined : (lists as Evaluated[][]);
}

function setOf(items: Evaluated[] | undefined): Evaluated[] | undefined {
  const members = unique(items);
  // Terraform goes through a set of texts in their order.
  const texts = members?.map(knownScalar);
  const isSortable = texts?.every((text) => typeof text === "string");
  return (
    members &&
    asSet(isSortable ? members.sort((a, b) => (knownScalar(a)! < knownScalar(b)! ? -1 : 1)) : members)
  );
}

/** Each value once; what only apply can tell may always be another one. */
export function unique(items: Evaluated[] | undefined): Evaluated[] | undefined {
  const seen = new Set<string>();
  return items?.filter((item) => {
    const key = keyOf(item);
    const isNew = key === undefined || !seen.has(key);
    if (key !== undefined) {
      seen.add(key);
    }
    return isNew;
  });
}

function keysOf(items: readonly Evaluated[]): Set<string> | undefined {
  const keys = items.map(keyOf);
  return keys.includes(undefined) ? undefined : new Set(keys as string[]);
}

/** A text that equal values share; `undefined` for what only apply can tell. */
function keyOf(value: Evaluated): string | undefined {
  const scalar = knownScalar(value);
  if (scalar !== undefined) {
    return JSON.stringify(scalar);
  }
  const items = value instanceof Place ? undefined : itemsOf(value);
  if (items) {
    const keys = items.map(keyOf);
    return keys.includes(undefined) ? undefined : `[${keys.join(",")}]`;
  }
  if (!isRecord(value)) {
    return undefined;
  }
  const members = Object.keys(value)
    .sort()
    .map((name) => [name, keyOf(value[name])]);
  return members.some(([, key]) => key === undefined) ? undefined : JSON.stringify(members);
}
