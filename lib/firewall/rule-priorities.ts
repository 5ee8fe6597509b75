import { FIREWALL_PRIORITIES, isPriority } from "../azure/priorities";
/** Where priorities lie that aren't given. */
interface Band {
  readonly first: number;
  readonly count: number;
}

/** Before the rules of the transit itself, which let spokes talk (1000). */
export const GROUP_BAND: Band = { first: 200, count: 800 };

/** What is denied comes before what is allowed. */
export const DENY_BAND: Band = { first: 1000, count: 10000 };
export const ALLOW_BAND: Band = { first: 20000, count: 10000 };

const { first: FIRST, last: LAST } = FIREWALL_PRIORITIES;

/**
 * A priority made of a name, so that what others are called, and when they are added, changes none. FNV-1a: small, and spreads names
 * that differ in one letter.
 */
export function priorityOf(name: string, { first, count }: Band): number {
  let hash = 0x811c9dc5;
  for (const character of name.toLowerCase()) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  }
  return first + (hash % count);
}

/** Something with a priority among others of its kind. */
export interface Prioritized {
  /** Its name */
  readonly name: string;
  /** The lowest comes first */
  readonly priority: number;
  /** Whether the program gave the priority. */
  readonly isGiven: boolean;
}

/** What is wrong with priorities and names among each other. */
export function priorityProblems(what: string, all: readonly Prioritized[]): string[] {
  return all.flatMap((one, index) => {
    const earlier = all.slice(0, index);
    const clash = earlier.find(({ priority }) => priority === one.priority);
    const twin = earlier.find(({ name }) => name.toLowerCase() === one.name.toLowerCase());
    return [
      isPriority(one.priority, FIREWALL_PRIORITIES)
        ? undefined
        : `${what} "${one.name}" has the priority ${one.priority}; Azure takes ${FIRST} to ${LAST}`,
      clash && clash !== twin
        ? `${what}s "${clash.name}" and "${one.name}" both have the priority ${one.priority}` +
          `${one.isGiven && clash.isGiven ? "" : ", which follows from a name where none is given"}: give one ` +
          `${freePriority(one.priority, all)}, which is free`
        : undefined,
      twin ? `two ${what}s are named "${one.name}"; rename one` : undefined,
    ].filter((problem) => problem !== undefined);
  });
}

function freePriority(taken: number, all: readonly Prioritized[]): number {
  const used = new Set(all.map(({ priority }) => priority));
  let free = taken;
  while (used.has(free)) {
    free = free < LAST ? free + 1 : FIRST;
  }
  return free;
}
