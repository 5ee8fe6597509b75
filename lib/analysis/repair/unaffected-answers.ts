import { EndpointNode } from "../network/endpoints";
import { Analysis } from "../result";
import { KeptAnswers } from "../verdict/kept-answers";
import { AffectedEndpoints } from "./affected-endpoints";

/** Pairs that a change doesn't touch fare as before. */
export function unaffectedAnswers(
  before: Pick<Analysis, "endpoints" | "explain" | "verdict">,
  affected: AffectedEndpoints,
): KeptAnswers {
  const addresses = new Map(before.endpoints.map(({ id, address }) => [id, address]));
  const isAsBefore = (...ends: readonly EndpointNode[]): boolean =>
    ends.every((one) => !affected.has(one) && addresses.get(one.id) === one.address);
  return {
    verdict: (from, to) => (isAsBefore(from, to) ? before.verdict(from.id, to.id) : undefined),
    explain: (from, to) => (isAsBefore(from, to) ? before.explain(from.id, to.id) : undefined),
  };
}
