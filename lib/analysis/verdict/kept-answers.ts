import { EndpointNode } from "../network/endpoints";
import { PairResult, Verdict } from "../result";

/** Answers that are known already: on pairs that fare as in an earlier network of which this is a change. */
export interface KeptAnswers {
  verdict(from: EndpointNode, to: EndpointNode): Verdict | undefined;
  explain(from: EndpointNode, to: EndpointNode): PairResult | undefined;
}
