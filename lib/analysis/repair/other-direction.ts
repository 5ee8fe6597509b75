import { VERDICTS } from "../result";
import { CANDIDATE_SOURCES } from "./candidates/catalogue";
import { keyOf, undo, withEdits } from "./edit-set";
import { RepairQuestion } from "./question";
import { Ranked } from "./rank";
import { Cure } from "./search";
import { TriedNetworks } from "./tried-networks";
import { isFulfilled } from "./wish";

/** What one more step may cost. */
const MAX_TRIALS = 20;

/**
 * A cure after which the opposite direction fares worse than before, with one more step that leaves it as it is: packets
 * that an appliance sees only now need a rule for both directions, since either end may begin.
 */
export function keepingOtherDirection(
  question: RepairQuestion,
  networks: TriedNetworks,
  cure: Cure,
  { repair }: Ranked,
): Cure | undefined {
  const { from, to } = question;
  const worse = repair.alsoChanges.find(
    (change) =>
      change.from === to &&
      change.to === from &&
      change.before === "REACHABLE" &&
      VERDICTS.indexOf(change.after) > VERDICTS.indexOf(change.before),
  );
  if (worse === undefined || question.wish.kind === "blocked") {
    return undefined;
  }
  const opposite: RepairQuestion = { ...question, from: to, to: from };
  const tryEdits = networks.trials(opposite);
  const trial = tryEdits(cure.edits);
  const candidates = trial === undefined ? [] : CANDIDATE_SOURCES.flatMap((source) => [...source(trial)]);
  const seen = new Set<string>();
  for (const candidate of candidates.filter(({ direct }) => direct !== true).slice(0, MAX_TRIALS)) {
    const edits = withEdits(cure.edits, candidate.edits);
    const key = keyOf(edits);
    if (seen.has(key) || undo(cure.edits, candidate.edits)) {
      continue;
    }
    seen.add(key);
    const result = tryEdits(edits)?.result;
    if (result !== undefined && isFulfilled(opposite.wish, result)) {
      return { ...cure, edits, steps: [...cure.steps, candidate] };
    }
  }
  return undefined;
}
