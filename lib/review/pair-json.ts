import { assumptionText, messageOf, rulesOf } from "../analysis";
import { Language, PairResult } from "../analysis/result";

/** A pair as `reach --json` prints it (design: CLI contract); the ways hop by hop only where they are wanted. */
export function pairAsJson(result: PairResult, language: Language, withTraces = true): object {
  return {
    from: result.from,
    to: result.to,
    verdict: result.verdict,
    reasons: result.reasons.map((reason) => {
      return {
        code: reason.code,
        message: messageOf(reason, language),
        ...(reason.resource !== undefined && { resource: reason.resource }),
        ...(reason.direction && { direction: reason.direction }),
        rules: rulesOf(reason.code),
      };
    }),
    ...(withTraces && { forward: result.forward, return: result.return }),
    assumptions: result.assumptions.map((assumption) => {
      return { ...assumption, message: assumptionText(assumption)[language] };
    }),
  };
}
