import { assumptionText, Repair, RepairAnswer } from "../../analysis";
import { Language } from "../../analysis/result";

/** Repairs as scripts read them (design: CLI contract). */
export function repairAsJson(repair: Repair, language: Language): object {
  return {
    id: repair.id,
    edits: repair.edits,
    why: repair.why.map((text) => text[language]).join(" "),
    cautions: repair.cautions.map((text) => text[language]),
    makes: repair.makes,
    alsoChanges: repair.alsoChanges,
    assumptions: repair.assumptions.map((one) => ({ ...one, message: assumptionText(one)[language] })),
    provenBy: repair.provenBy,
  };
}

/** The answer for one pair; what was tried where nothing helped. */
export function answerAsJson(answer: RepairAnswer, language: Language): object {
  const { from, to, verdict, fulfilled, repairs, tried, attempts, unwritable } = answer;
  return {
    from,
    to,
    verdict,
    fulfilled,
    repairs: repairs.map((repair) => repairAsJson(repair, language)),
    tried,
    ...(repairs.length === 0 && {
      attempts: attempts.map(({ what, left }) => ({
        what: what[language],
        ...(left !== undefined && { left: left.code }),
        ...(left?.resource !== undefined && { resource: left.resource }),
      })),
      unwritable,
    }),
  };
}
