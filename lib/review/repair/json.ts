import {
  assumptionText,
  FindingRepairs,
  MatrixRepairs,
  ProvenChange,
  Repair,
  RepairAnswer,
} from "../../analysis";
import { Language, LocalizedText } from "../../analysis/result";
import { azCommands } from "./az-commands";

/** Repairs as scripts read them (design: CLI contract). */
export function repairAsJson(repair: Repair, language: Language): object {
  const { alsoChanges, alsoOnInternet, provenBy, ...change } = changeAsJson(repair, language);
  return {
    ...change,
    makes: repair.makes,
    alsoChanges,
    alsoOnInternet,
    assumptions: repair.assumptions.map((one) => ({ ...one, message: assumptionText(one)[language] })),
    provenBy,
  };
}

/** A change that is no pair's. */
function changeAsJson(
  { id, edits, why, cautions, alsoChanges, alsoOnInternet, constructs, form, provenBy }: ProvenChange,
  language: Language,
) {
  return {
    id,
    edits,
    why: why.map((text) => text[language]).join(" "),
    cautions: cautions.map((text) => text[language]),
    alsoChanges,
    alsoOnInternet,
    ...(constructs.length > 0 && { constructs }),
    ...(form === "deployed" && { commands: azCommands(edits) }),
    provenBy,
  };
}

/** A finding with the changes that make it go away. */
export function findingRepairsAsJson(
  { finding, repairs, pair, inWords }: FindingRepairs,
  language: Language,
): object {
  const { code, resource, message, fix } = finding;
  return {
    code,
    resource,
    message: message[language],
    ...(repairs.length === 0 && fix !== undefined && { advice: fix[language] }),
    ...pair,
    repairs: repairs.map((change) =>
      "makes" in change ? repairAsJson(change, language) : changeAsJson(change, language),
    ),
    ...(inWords && { inWords: wordsAsJson(inWords, language) }),
  };
}

/** Changes that cure many pairs each. */
export function matrixRepairsAsJson(found: MatrixRepairs, language: Language): object {
  const { repairs, unseen, incurable, ...rest } = found;
  return {
    ...rest,
    ...(unseen.length > 0 && { unseen }),
    ...(incurable && { incurable: { ...incurable, ...told(incurable.advice, language) } }),
    repairs: repairs.map(({ repair, ...others }) => ({ ...others, ...repairAsJson(repair, language) })),
  };
}

/** The answer for one pair; what was tried where nothing helped. */
export function answerAsJson(answer: RepairAnswer, language: Language): object {
  const {
    from,
    to,
    verdict,
    fulfilled,
    repairs,
    unseen,
    tried,
    attempts,
    unwritable,
    byName,
    advice,
    inWords,
  } = answer;
  return {
    from,
    to,
    verdict,
    fulfilled,
    repairs: repairs.map((repair) => repairAsJson(repair, language)),
    ...(unseen.length > 0 && { unseen }),
    tried,
    ...(repairs.length === 0 && {
      attempts: attempts.map(({ what, left }) => ({
        what: what[language],
        ...(left !== undefined && { left: left.code }),
        ...(left?.resource !== undefined && { resource: left.resource }),
      })),
      unwritable,
      byName,
      ...told(advice, language),
      ...(inWords && {
        inWords: { ...wordsAsJson(inWords, language), makes: inWords.makes },
      }),
    }),
  };
}

function told(advice: readonly LocalizedText[], language: Language): { readonly advice?: readonly string[] } {
  return { advice: advice.length === 0 ? undefined : advice.map((text) => text[language]) };
}

/** What would do it where no file of Terraform can: edits of Azure's JSON. */
function wordsAsJson({ edits, why, cautions, alsoChanges }: ProvenChange, language: Language): object {
  return {
    ...(edits.length > 0 && { edits }),
    why: why.map((what) => what[language]),
    cautions: cautions.map((text) => text[language]),
    alsoChanges,
  };
}
