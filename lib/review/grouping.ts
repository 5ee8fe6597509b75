import { groupBy } from "../collections/group-by";
import { ReviewDocument, ReviewEndpoint } from "./document";

/**
 * Groups endpoints that behave alike, so that 200 like spokes are one line of a matrix instead of 200.
 *
 * Two endpoints are alike when their own kind is (`kindOf`) and every other endpoint meets the same verdict
 * with both, in both directions. Then the matrix is constant over every pair of groups, and saying
 * "any spoke to any other spoke: BLOCKED" is exact, not a summary.
 */
export function groupAlike(
  count: number,
  verdictOf: (from: number, to: number) => string,
  kindOf: (endpoint: number) => string,
): number[][] {
  const groups: number[][] = [];
  const byKind = new Map<string, number[][]>();
  for (let endpoint = 0; endpoint < count; endpoint++) {
    const kind = kindOf(endpoint);
    const candidates = byKind.get(kind) ?? [];
    byKind.set(kind, candidates);
    const home = candidates.find((group) => joins(endpoint, group, count, verdictOf));
    if (home) {
      home.push(endpoint);
    } else {
      const group = [endpoint];
      candidates.push(group);
      groups.push(group);
    }
  }
  return groups;
}

function joins(
  endpoint: number,
  group: readonly number[],
  count: number,
  verdictOf: (from: number, to: number) => string,
): boolean {
  const first = group[0];
  const inside = verdictOf(first, endpoint);
  if (verdictOf(endpoint, first) !== inside) {
    return false;
  }
  if (group.length > 1 && verdictOf(first, group[1]) !== inside) {
    return false;
  }
  for (let other = 0; other < count; other++) {
    if (other === first || other === endpoint) {
      continue;
    }
    if (verdictOf(first, other) !== verdictOf(endpoint, other)) {
      return false;
    }
    if (verdictOf(other, first) !== verdictOf(other, endpoint)) {
      return false;
    }
  }
  return true;
}

/**
 * The engine's classes as groups, for networks too large to compare every endpoint with every other.
 *
 * A class is constant towards other networks only, so no group holds two subnets of one network: the first of
 * each make a group, the second of each another. What a block of the matrix then says of two networks is exact;
 * within one network it may be otherwise (see `blockOf`).
 */
export function groupsOfClasses(
  classes: readonly (readonly number[])[],
  endpoints: readonly ReviewEndpoint[],
): number[][] {
  const groups = classes.flatMap((members) => {
    const columns: number[][] = [];
    for (const ofOneNetwork of byNetwork(members, endpoints).values()) {
      ofOneNetwork.forEach((endpoint, place) => (columns[place] ??= []).push(endpoint));
    }
    return columns;
  });
  return groups.sort((a, b) => a[0] - b[0]);
}

/** A block of the matrix: two groups, or single endpoints. */
export interface Block {
  /** A pair across two networks; one within a network where there is no other. */
  readonly example: readonly [number, number];
  /** A pair within one network whose verdict differs from all those across two. */
  readonly exception?: readonly [number, number];
}

/** What stands for a block of the matrix; `undefined` on the diagonal. */
export function blockOf(
  document: Pick<ReviewDocument, "endpoints" | "verdicts">,
  from: readonly number[],
  to: readonly number[],
): Block | undefined {
  if (from.length === 1 && to.length === 1) {
    return from[0] === to[0] ? undefined : { example: [from[0], to[0]] };
  }
  const { endpoints, verdicts } = document;
  const across = pairAcross(from, to, endpoints);
  const within = pairsWithin(byNetwork(from, endpoints), byNetwork(to, endpoints), from === to).example;
  const example = across ?? within;
  const letter = ([source, target]: readonly [number, number]) =>
    verdicts[source * endpoints.length + target];
  const differs = across && within && letter(across) !== letter(within);
  return example && { example, ...(differs && { exception: within }) };
}

/** Pairs of two groups that go the same way: all within one network, or all across two. */
export interface PairsOfGroups {
  /** One of them. */
  readonly example: readonly [number, number];
  /** How many ordered pairs there are. */
  readonly count: number;
}

/** All pairs of unlike endpoints, by groups and by whether they share a network; made as they are asked for. */
export function* pairsOfGroups(
  groups: readonly (readonly number[])[],
  endpoints: readonly ReviewEndpoint[],
): Generator<PairsOfGroups> {
  const networks = groups.map((group) => byNetwork(group, endpoints));
  for (const [i, from] of groups.entries()) {
    for (const [j, to] of groups.entries()) {
      const within = pairsWithin(networks[i], networks[j], from === to);
      const all = from.length * (from === to ? to.length - 1 : to.length);
      const across = pairAcross(from, to, endpoints);
      if (across) {
        yield { example: across, count: all - within.count };
      }
      if (within.example) {
        yield { example: within.example, count: within.count };
      }
    }
  }
}

const networksOfGroups = new WeakMap<readonly number[], ReadonlyMap<string, readonly number[]>>();

/** A group's members by their network, told once for each group: a matrix has many cells for it. */
function byNetwork(
  group: readonly number[],
  endpoints: readonly ReviewEndpoint[],
): ReadonlyMap<string, readonly number[]> {
  let networks = networksOfGroups.get(group);
  if (networks === undefined) {
    networks = groupBy(group, (endpoint) => endpoints[endpoint].network);
    networksOfGroups.set(group, networks);
  }
  return networks;
}

function pairsWithin(
  from: ReadonlyMap<string, readonly number[]>,
  to: ReadonlyMap<string, readonly number[]>,
  isSameGroup: boolean,
): { readonly example?: readonly [number, number]; readonly count: number } {
  let count = 0;
  let example: readonly [number, number] | undefined;
  for (const [network, sources] of from) {
    const targets = to.get(network) ?? [];
    const pairs = sources.length * (isSameGroup ? targets.length - 1 : targets.length);
    if (pairs > 0) {
      example ??= [sources[0], isSameGroup ? targets[1] : targets[0]];
    }
    count += pairs;
  }
  return { example, count };
}

function pairAcross(
  from: readonly number[],
  to: readonly number[],
  endpoints: readonly ReviewEndpoint[],
): readonly [number, number] | undefined {
  for (const source of from) {
    const target = to.find((each) => endpoints[each].network !== endpoints[source].network);
    if (target !== undefined) {
      return [source, target];
    }
  }
  return undefined;
}
