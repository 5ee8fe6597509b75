import { Ipv4Prefix } from "./ipv4-prefix";

/** Of a default route. */
export const DEFAULT_PREFIX = Ipv4Prefix.parse("0.0.0.0/0");

/** Of two routes that are a default route between them, where 0.0.0.0/0 itself is refused or beaten. */
export const HALF_DEFAULT_PREFIXES: readonly Ipv4Prefix[] = ["0.0.0.0/1", "128.0.0.0/1"].map((text) =>
  Ipv4Prefix.parse(text),
);

/** A prefix and what it belongs to. */
export interface Owned<T> {
  readonly prefix: Ipv4Prefix;
  readonly owner: T;
}

/**
 * Pairs of prefixes that share addresses, in O(n log n) for n prefixes that do not overlap.
 *
 * Prefixes either nest or are disjoint, so in order of first address an overlap is always with the widest
 * prefix that is still open.
 */
export function overlappingPrefixes<T>(prefixes: readonly Owned<T>[]): (readonly [Owned<T>, Owned<T>])[] {
  const sorted = [...prefixes].sort(
    (a, b) => a.prefix.first - b.prefix.first || a.prefix.length - b.prefix.length,
  );
  const pairs: (readonly [Owned<T>, Owned<T>])[] = [];
  let open: Owned<T> | undefined;
  for (const owned of sorted) {
    if (open && owned.prefix.first <= open.prefix.last) {
      pairs.push([open, owned]);
    } else {
      open = owned;
    }
  }
  return pairs;
}

/** The lowest prefix of a length in the given spaces that nothing has taken; `undefined` when there is no room. */
export function firstFreePrefix(
  spaces: readonly Ipv4Prefix[],
  taken: readonly Ipv4Prefix[],
  length: number,
): Ipv4Prefix | undefined {
  const used = [...taken].sort((a, b) => a.first - b.first);
  const size = 2 ** (32 - length);
  for (const space of spaces) {
    if (space.length > length) {
      continue;
    }
    let candidate = space.first;
    for (const prefix of used) {
      if (prefix.last >= candidate && prefix.first < candidate + size) {
        candidate = Math.ceil((prefix.last + 1) / size) * size;
      }
    }
    if (candidate + size - 1 <= space.last) {
      return Ipv4Prefix.containing(candidate, length);
    }
  }
  return undefined;
}

/** Where a prefix of another length finds room: around the one it replaces if that is free, else the lowest that is. */
export function roomFor(
  own: Ipv4Prefix | undefined,
  spaces: readonly Ipv4Prefix[],
  taken: readonly Ipv4Prefix[],
  length: number,
): Ipv4Prefix | undefined {
  const around = own && Ipv4Prefix.containing(own.first, length);
  return around !== undefined &&
    spaces.some((space) => space.contains(around)) &&
    !taken.some((prefix) => prefix.overlaps(around))
    ? around
    : firstFreePrefix(spaces, taken, length);
}
