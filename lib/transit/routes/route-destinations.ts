import { NextHop } from "./next-hop";

/** A prefix that a route leads to, and what it belongs to. */
export interface RouteDestination {
  /** What the route is named after: a spoke, `on-premises`, or nothing for a prefix that was only listed. */
  readonly owner: string | undefined;
  /** CIDR notation. */
  readonly prefix: string;
  /** Where the route points, if not where the others of its table do. */
  readonly nextHop?: NextHop;
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

/**
 * The destinations without those that repeat an earlier prefix: Azure takes each prefix once in a table.
 * Prefixes that pass the checks have one spelling, so text is enough to compare them.
 */
export function distinctDestinations(destinations: readonly RouteDestination[]): RouteDestination[] {
  const seen = new Set<string>();
  return destinations.filter(({ prefix }) => !seen.has(prefix) && seen.add(prefix));
}
