import { leavesNothingOut, problemMessage } from "../analysis";
import { Analysis, LocalizedText } from "../analysis/result";
import { distinct } from "./language";

/** What an analysis leaves out, each thing once. */
export function problemsOf({ model }: Analysis): readonly LocalizedText[] {
  return distinct(model.problems.filter((problem) => !leavesNothingOut(problem)).map(problemMessage));
}

/** What a whole analysis rests on, though nothing is left out for it. */
export function notesOf({ model }: Analysis): readonly LocalizedText[] {
  return distinct(model.problems.filter(leavesNothingOut).map(problemMessage));
}
