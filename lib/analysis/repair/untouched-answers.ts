import { EndpointNode } from "../network/endpoints";
import { Analysis } from "../result";
import { KeptAnswers } from "../verdict/kept-answers";
import { Touched } from "./touched";

/** Pairs that a change doesn't touch fare as before. */
export function untouchedAnswers(
  before: Pick<Analysis, "endpoints" | "explain" | "verdict">,
  touched: Touched,
): KeptAnswers {
  const addresses = new Map(before.endpoints.map(({ id, address }) => [id, address]));
  const isAsBefore = (...ends: readonly EndpointNode[]): boolean =>
    ends.every((one) => !touched.has(one) && addresses.get(one.id) === one.address);
  return {
    verdict: (from, to) => (isAsBefore(from, to) ? before.verdict(from.id, to.id) : undefined),
    explain: (from, to) => (isAsBefore(from, to) ? before.explain(from.id, to.id) : undefined),
  };
}
