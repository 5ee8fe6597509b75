import { knownPrefix } from "../network/addressing";

/** A prefix that a route leads to, and what it belongs to. */
export interface RouteDestination {
  /** What the route is named after: a spoke, `on-premises`, or nothing for a prefix that was only listed. */
  readonly owner: string | undefined;
  /** CIDR notation. */
  readonly prefix: string;
}

/** Azure's default destination. */
export const EVERYTHING: RouteDestination = { owner: undefined, prefix: "0.0.0.0/0" };

/** Name of a route: `to-spoke02_10.20.0.0-16`, or `default` for everything. */
export function routeName({ owner, prefix }: RouteDestination): string {
  if (prefix === EVERYTHING.prefix) {
    return "default";
  }
  return ["to-", owner === undefined ? "" : `${owner}_`, prefix.replace("/", "-")].join("");
}

/** The destinations without those that repeat an earlier prefix: Azure takes each prefix once in a table. */
export function distinctDestinations(destinations: readonly RouteDestination[]): RouteDestination[] {
  const seen = new Set<string>();
  return destinations.filter(({ prefix }) => {
    const key = canonical(prefix);
    return !seen.has(key) && seen.add(key);
  });
}

/** The destinations that are none of a spoke's own prefixes, which would send its inner traffic away. */
export function destinationsOutside(
  destinations: readonly RouteDestination[],
  ownPrefixes: readonly string[],
): RouteDestination[] {
  const own = new Set(ownPrefixes.map(canonical));
  return destinations.filter(({ prefix }) => !own.has(canonical(prefix)));
}

function canonical(prefix: string): string {
  return String(knownPrefix(prefix) ?? prefix);
}
