import { assumptionText, messageOf } from "../analysis";
import { PairResult } from "../analysis/result";
import { ExplainedPair, ReviewReason } from "./document";
import { forwardersOf, traceInWords } from "./hop-words";
import { inBoth } from "./language";

/** The engine's answer for a pair, with everything said in both languages. */
export function pairInWords(result: PairResult): ExplainedPair {
  return {
    verdict: result.verdict,
    through: forwardersOf(result.forward),
    reasons: reasonsInWords(result),
    forward: traceInWords(result.forward, result.forwardOutcome),
    ...(result.return.length > 0 && { back: traceInWords(result.return, result.returnOutcome) }),
    assumptions: result.assumptions.map(assumptionText),
  };
}

/** Each reason once, though it may hold there and back; assumptions have a list of their own. */
function reasonsInWords({ reasons }: PairResult): ReviewReason[] {
  const said = new Map<string, ReviewReason>();
  for (const reason of reasons) {
    if (reason.code === "ASSUMED") {
      continue;
    }
    const message = inBoth((language) => messageOf(reason, language));
    const key = `${reason.code} ${reason.resource} ${message.en}`;
    if (said.has(key)) {
      continue;
    }
    said.set(key, {
      code: reason.code,
      message,
      ...(reason.resource !== undefined && { resource: reason.resource }),
    });
  }
  return [...said.values()];
}
