import { assumptionText, messageOf, rulesOf } from "../analysis";
import { PairResult } from "../analysis/result";
import { ExplainedPair, ReviewReason } from "./document";
import { forwardersOf, traceInWords } from "./hop-words";
import { inBoth } from "./language";
import { ResourceNames, withNames, withNamesOfNextHops } from "./resource-names";

/** The engine's answer for a pair, with everything said in both languages. */
export function pairInWords(result: PairResult, names: ResourceNames): ExplainedPair {
  return {
    verdict: result.verdict,
    through: forwardersOf(result.forward),
    reasons: reasonsInWords(result, names),
    forward: traceInWords(result.from, result.forward, result.forwardOutcome, names),
    ...(result.returnOutcome !== undefined && {
      back: traceInWords(result.to, result.return, result.returnOutcome, names),
    }),
    assumptions: result.assumptions.map((one) => withNames(assumptionText(one), names)),
  };
}

/** Each reason once, though it may hold there and back; assumptions have a list of their own. */
function reasonsInWords({ reasons }: PairResult, names: ResourceNames): ReviewReason[] {
  const said = new Map<string, ReviewReason>();
  for (const reason of reasons) {
    if (reason.code === "ASSUMED") {
      continue;
    }
    const message = withNamesOfNextHops(
      inBoth((language) => messageOf(reason, language)),
      names,
    );
    const key = `${reason.code} ${reason.resource} ${message.en}`;
    if (said.has(key)) {
      continue;
    }
    said.set(key, {
      code: reason.code,
      message,
      ...(reason.resource !== undefined && { resource: reason.resource }),
      rules: rulesOf(reason.code),
    });
  }
  return [...said.values()];
}
