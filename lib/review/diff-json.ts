import { NetworkDiff } from "../analysis";
import { Analysis, Language, LocalizedText } from "../analysis/result";
import { ComparedSides, whileApplied } from "./diff-in-words";
import { notesOf, problemsOf } from "./left-out";
import { pairAsJson } from "./pair-json";

/** A comparison as `diff --json` prints it. */
export function diffAsJson(diff: NetworkDiff, sides: ComparedSides, language: Language): object {
  const ofBoth = (texts: (side: Analysis) => readonly LocalizedText[]) => {
    const inWords = (side: ComparedSides["base"]) => (side ? texts(side).map((text) => text[language]) : []);
    return { base: inWords(sides.base), head: inWords(sides.head) };
  };
  return {
    version: 1,
    notes: ofBoth(notesOf),
    leftOut: ofBoth(problemsOf),
    whileApplied: whileApplied(sides).map(({ code, fix, message, resource, severity }) => ({
      code,
      severity,
      resource,
      message: message[language],
      fix: fix?.[language],
    })),
    addedEndpoints: diff.addedEndpoints,
    removedEndpoints: diff.removedEndpoints,
    changes: diff.changes.map((change) => {
      return {
        before: change.before,
        after: change.after,
        beforePath: change.beforePath,
        afterPath: change.afterPath,
        ...(change.beforeExposures && {
          beforeExposures: change.beforeExposures,
          afterExposures: change.afterExposures,
        }),
        ...(change.beforeAddresses && {
          beforeAddresses: change.beforeAddresses,
          afterAddresses: change.afterAddresses,
        }),
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
