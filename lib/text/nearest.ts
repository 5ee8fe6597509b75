/** The names that somebody probably meant, the nearest first: at most three, and only such as are near. */
export function nearestNames(given: string, names: Iterable<string>): string[] {
  const wanted = given.toLowerCase();
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  return [...new Set(names)]
    .map((name) => ({ name, distance: distanceTo(wanted, name.toLowerCase(), limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** `, did you mean "vpngw01"?`, or nothing. */
export function didYouMean(given: string, names: Iterable<string>): string {
  const near = nearestNames(given, names).map((name) => `"${name}"`);
  return near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`;
}

/** So long a name may have two letters wrong and is still surely meant; of a shorter one, such as `Sql`, one is much. */
const LONG = 8;

/** The name of which this is surely a slip of the pen; nothing where it is one of them, or no more like one than a new one. */
export function slipOf(given: string, names: readonly string[]): string | undefined {
  const wanted = given.toLowerCase();
  const most = wanted.length < LONG ? 1 : 2;
  return names.some((name) => name.toLowerCase() === wanted)
    ? undefined
    : names.find((name) => editsBetween(wanted, name.toLowerCase(), most) <= most);
}

/** Edits between two texts, where a part of a longer name counts as near. */
function distanceTo(given: string, name: string, limit: number): number {
  return given.length > 2 && name.includes(given) ? 1 : editsBetween(given, name, limit);
}

/** Edits between two texts (Levenshtein), where there are no more than so many. */
function editsBetween(given: string, name: string, limit: number): number {
  if (Math.abs(given.length - name.length) > limit) {
    return limit + 1;
  }
  let previous = Array.from({ length: name.length + 1 }, (_, index) => index);
  for (let row = 1; row <= given.length; row++) {
    const current = [row];
    for (let column = 1; column <= name.length; column++) {
      const substitution = previous[column - 1] + (given[row - 1] === name[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, previous[column] + 1, current[column - 1] + 1));
    }
    previous = current;
  }
  return previous[name.length];
}
