import { NetworkDiff, PairChange } from "../analysis/compare/diff";
import { VERDICTS, Verdict } from "../analysis/result";
import { ExplainedPair } from "./document";
import { pairInWords } from "./pair-in-words";

/** A comparison of two networks, ready to be rendered. */
export interface DiffDocument {
  readonly name: string;
  /** A stack that only one side has. */
  readonly only?: "base" | "head";
  readonly addedEndpoints: readonly string[];
  readonly removedEndpoints: readonly string[];
  /** What breaks first, then what opens, then what merely goes another way. */
  readonly changes: readonly ChangeInWords[];
}

export interface ChangeInWords {
  readonly before: Verdict;
  readonly after: Verdict;
  readonly pairs: readonly (readonly [from: string, to: string])[];
  /** Terraform addresses. */
  readonly causes: readonly string[];
  readonly exampleBefore: ExplainedPair;
  readonly exampleAfter: ExplainedPair;
}

export function diffInWords(name: string, diff: NetworkDiff): DiffDocument {
  return {
    name,
    addedEndpoints: diff.addedEndpoints,
    removedEndpoints: diff.removedEndpoints,
    changes: [...diff.changes]
      .sort((a, b) => gain(a) - gain(b) || b.pairs.length - a.pairs.length)
      .map(({ before, after, pairs, causes, exampleBefore, exampleAfter }): ChangeInWords => {
        return {
          before,
          after,
          pairs,
          causes,
          exampleBefore: pairInWords(exampleBefore),
          exampleAfter: pairInWords(exampleAfter),
        };
      }),
  };
}

/** A stack that the other side lacks. */
export function oneSidedDiff(
  name: string,
  only: "base" | "head",
  endpoints: readonly string[],
): DiffDocument {
  return {
    name,
    only,
    addedEndpoints: only === "head" ? endpoints : [],
    removedEndpoints: only === "base" ? endpoints : [],
    changes: [],
  };
}

export function changedPairs({ changes }: DiffDocument): number {
  return changes.reduce((sum, { pairs }) => sum + pairs.length, 0);
}

/** Negative where something breaks, zero where only the way changes. */
function gain({ before, after }: PairChange): number {
  const step = VERDICTS.indexOf(before) - VERDICTS.indexOf(after);
  return step === 0 ? VERDICTS.length : step;
}
