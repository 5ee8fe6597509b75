import { NetworkDiff } from "../analysis";
import { Language } from "../analysis/result";
import { ComparedSides, problemsOf } from "./diff-in-words";
import { pairAsJson } from "./pair-json";

/** A comparison as `diff --json` prints it. */
export function diffAsJson(diff: NetworkDiff, sides: ComparedSides, language: Language): object {
  const leftOut = (side: ComparedSides["base"]) => problemsOf(side).map((problem) => problem[language]);
  return {
    version: 1,
    leftOut: { base: leftOut(sides.base), head: leftOut(sides.head) },
    addedEndpoints: diff.addedEndpoints,
    removedEndpoints: diff.removedEndpoints,
    changes: diff.changes.map((change) => {
      return {
        before: change.before,
        after: change.after,
        beforePath: change.beforePath,
        afterPath: change.afterPath,
        causes: change.causes,
        pairs: change.pairs.map(([from, to]) => ({ from, to })),
        example: {
          before: pairAsJson(change.exampleBefore, language),
          after: pairAsJson(change.exampleAfter, language),
        },
      };
    }),
  };
}
