import { messageOf } from "../analysis/messages";
import { PairResult } from "../analysis/result";
import { assumptionInWords } from "./assumption-words";
import { ExplainedPair } from "./document";
import { forwardersOf, traceInWords } from "./hop-words";
import { inBoth } from "./language";

/** The engine's answer for a pair, with everything said in both languages. */
export function pairInWords(result: PairResult): ExplainedPair {
  return {
    verdict: result.verdict,
    through: forwardersOf(result.forward),
    reasons: result.reasons.map((reason) => {
      return {
        code: reason.code,
        message: inBoth((language) => messageOf(reason, language)),
        ...(reason.resource !== undefined && { resource: reason.resource }),
      };
    }),
    forward: traceInWords(result.forward, result.forwardOutcome),
    ...(result.return.length > 0 && { back: traceInWords(result.return, result.returnOutcome) }),
    assumptions: result.assumptions.map(assumptionInWords),
  };
}
