/** Items by a key; those without one are left out. */
export function groupBy<T>(
  items: Iterable<T>,
  keyOf: (item: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  return groupPairs(Array.from(items, (item) => [keyOf(item), item] as const));
}

/** Things by the key that each comes with, such as the address of what it belongs to. */
export function groupPairs<T>(pairs: Iterable<readonly [string | undefined, T]>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [key, item] of pairs) {
    if (key !== undefined) {
      const group = groups.get(key);
      if (group) {
        group.push(item);
      } else {
        groups.set(key, [item]);
      }
    }
  }
  return groups;
}
