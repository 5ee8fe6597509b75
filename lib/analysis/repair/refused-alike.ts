import { Reason } from "../result";
import { ExaminedNetwork } from "./examined-network";
import { PairEnds, RuleEnds } from "./question";

/** Where no rule allows, or one denies: what one more rule may cure. */
const REFUSALS: readonly string[] = [
  "FIREWALL_DENY",
  "DENIED_IN",
  "DENIED_OUT",
  "FILTERED_PARTLY",
  "FILTER_BY_NAME",
];
/** Each is traced, and nobody reads a rule of more prefixes. */
const MOST_ENDS = 50;

/** Pairs that aren't as wanted. */
export interface UnreachablePairs {
  has(pair: PairEnds): boolean;
  with(end: "from" | "to", id: string): readonly PairEnds[];
}

/**
 * Of which other pairs the rule that one pair lacks can speak too: those of the same source, or of the same destination,
 * that the same place refuses for the same reason, and of further sources those that reach none of these destinations.
 */
export function refusedAlike(
  network: ExaminedNetwork,
  { from, to }: PairEnds,
  open: UnreachablePairs,
): RuleEnds | undefined {
  const said = refusalOf(network, { from, to });
  if (said === undefined) {
    return undefined;
  }
  const isAlike = (pair: PairEnds): boolean => open.has(pair) && refusalOf(network, pair) === said;
  const alike = (pairs: readonly PairEnds[]): readonly PairEnds[] =>
    pairs
      .filter((pair) => pair.from !== from || pair.to !== to)
      .slice(0, MOST_ENDS)
      .filter(isAlike);
  const targets = alike(open.with("from", from)).map((pair) => pair.to);
  const sources = alike(open.with("to", to)).map((pair) => pair.from);
  if (targets.length === 0 && sources.length === 0) {
    return undefined;
  }
  // Each end of this pair may be the other one of further pairs.
  const senders = targets.length > 0 && isAlike({ from: to, to: targets[0] }) ? [...sources, to] : sources;
  const further = senders.filter((one) =>
    targets.every((target) => target === one || open.has({ from: one, to: target })),
  );
  const isTarget = further.length > 0 && further.every((one) => isAlike({ from: one, to: from }));
  const nodes = (ids: readonly string[]) => ids.map((id) => network.endpoint(id)!);
  return (targets.length + 1) * (further.length + 1) > sources.length
    ? { from: nodes(further), to: nodes(isTarget ? [...targets, from] : targets) }
    : { from: nodes(sources), to: [] };
}

function refusalOf(network: ExaminedNetwork, { from, to }: PairEnds): string | undefined {
  const reason = network.explain(from, to).reasons.find(({ code }) => REFUSALS.includes(code));
  return reason && keyOf(reason);
}

function keyOf({ code, resource, direction, params }: Reason): string {
  return [code, resource, direction, params.rule].join("\n");
}
