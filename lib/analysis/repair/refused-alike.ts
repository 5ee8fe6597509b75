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

/**
 * Of which other pairs the rule that one pair lacks can speak too: those of the same source, or of the same destination,
 * that the same place refuses for the same reason, and of further sources those that reach none of these destinations.
 */
export function refusedAlike(
  network: ExaminedNetwork,
  { from, to }: PairEnds,
  isOpen: (pair: PairEnds) => boolean,
): RuleEnds | undefined {
  const said = refusalOf(network, { from, to });
  if (said === undefined) {
    return undefined;
  }
  const others = network.endpoints.map(({ id }) => id).filter((id) => id !== from && id !== to);
  const isAlike = (pair: PairEnds): boolean => isOpen(pair) && refusalOf(network, pair) === said;
  const alike = (pairWith: (id: string) => PairEnds): readonly string[] =>
    others
      .filter((id) => isOpen(pairWith(id)))
      .slice(0, MOST_ENDS)
      .filter((id) => refusalOf(network, pairWith(id)) === said);
  const targets = alike((id) => ({ from, to: id }));
  const sources = alike((id) => ({ from: id, to }));
  if (targets.length === 0 && sources.length === 0) {
    return undefined;
  }
  // Each end of this pair may be the other one of further pairs.
  const senders = targets.length > 0 && isAlike({ from: to, to: targets[0] }) ? [...sources, to] : sources;
  const further = senders.filter((one) =>
    targets.every((target) => target === one || isOpen({ from: one, to: target })),
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
