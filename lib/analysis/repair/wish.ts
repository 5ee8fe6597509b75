import { Hop, PairResult } from "../result";

/** What a pair should be like. */
export type Wish =
  | { readonly kind: "reachable" }
  | { readonly kind: "blocked" }
  /** Reachable, and both ways pass this resource (Terraform address). */
  | { readonly kind: "through"; readonly resource: string };

/** Whether a pair is as it should be. */
export function isFulfilled(wish: Wish, result: PairResult): boolean {
  switch (wish.kind) {
    case "blocked":
      return result.verdict === "BLOCKED";
    case "reachable":
      return result.verdict === "REACHABLE";
    case "through":
      return (
        result.verdict === "REACHABLE" &&
        passes(result.forward, wish.resource) &&
        passes(result.return, wish.resource)
      );
  }
}

/** Whether a way leads through something. */
export function passes(hops: readonly Hop[], resource: string): boolean {
  return hops.some(
    ({ via }) =>
      via !== undefined && (via.resource === resource || via.instances?.includes(resource) === true),
  );
}

/** What is seen in labs, but promised nowhere: whoever knows better may take it for settled. */
const UNDOCUMENTED: ReadonlySet<string> = new Set([
  "SPOKES_OVER_STATIC_TUNNEL",
  "LB_ICMP_UNCONFIRMED",
  "FORWARDED_TRAFFIC_REPLY",
]);

/** A rule compares the name that is asked for: nobody opens a firewall for all names because of one. */
const BY_NAME: ReadonlySet<string> = new Set(["FILTER_BY_NAME"]);

/** Whether nothing but what is documented nowhere, a name, or what a site does, keeps a pair that was worse from being as it should. */
export function isNearlyFulfilled(
  before: PairResult,
  wish: Wish,
  result: PairResult,
  steps: readonly HandsOver[],
): boolean {
  const { verdict, reasons, forward, return: back } = result;
  const isOpenBy = (open: ReadonlySet<string>): boolean =>
    before.verdict !== "CONDITIONAL" &&
    verdict === "CONDITIONAL" &&
    reasons.some(({ code }) => open.has(code)) &&
    reasons.every(({ code }) => open.has(code) || QUALIFYING.has(code));
  if (wish.kind === "reachable" && steps.some(({ handsOver }) => handsOver === true)) {
    return isOpenBy(HANDED_OVER);
  }
  const arrives = result.forwardOutcome === "DELIVERED" && result.returnOutcome === "DELIVERED";
  return (
    wish.kind !== "blocked" &&
    arrives &&
    (isOpenBy(UNDOCUMENTED) || isOpenBy(BY_NAME)) &&
    (wish.kind !== "through" || (passes(forward, wish.resource) && passes(back, wish.resource)))
  );
}

/** A step that may give packets to a site, which nobody can follow further. */
interface HandsOver {
  readonly handsOver?: boolean;
}

/** What happens at a site, no input tells. */
const HANDED_OVER: ReadonlySet<string> = new Set(["EXITS_TO_ONPREM"]);

/** What is said of ways that work. */
const QUALIFYING: ReadonlySet<string> = new Set([
  "ASSUMED",
  "VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED",
  "UDR_SHADOWED",
  "GLOBAL_REACH",
  "EGRESS_FIREWALL",
]);
