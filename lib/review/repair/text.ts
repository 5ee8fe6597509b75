import { messageOf, Repair, RepairAnswer } from "../../analysis";
import { Finding, Language } from "../../analysis/result";
import { ReviewChange } from "../document";
import { verdictName, VERDICT_SIGNS } from "../phrases";
import { bullet, paragraph, printable } from "../text/layout";
import { changeInWords, notesOf } from "./in-words";
import { REPAIR_PHRASES } from "./phrases";

/** What was tried is told by its first steps. */
const FEW_ATTEMPTS = 8;

/** Everything that was found for a pair. */
export function repairsAsText(answer: RepairAnswer, language: Language): string {
  const { from, to, verdict, fulfilled, repairs } = answer;
  const head = printable(`${from} → ${to}: ${VERDICT_SIGNS[verdict]} ${verdictName(verdict, language)}`);
  if (fulfilled) {
    return [head, "", REPAIR_PHRASES.fulfilled({ verdict: verdictName(verdict, language) })[language]].join(
      "\n",
    );
  }
  if (repairs.length === 0) {
    return [head, "", noneAsText(answer, language)].join("\n");
  }
  const parts = repairs.map((repair, index) => {
    const title = REPAIR_PHRASES.repair({ number: index + 1, id: repair.id })[language];
    return `${title}\n${repairAsText(repair, language)}`;
  });
  return [head, ...parts].join("\n\n");
}

/** A finding with what cures it. */
export function findingRepairsAsText(
  { code, message, resource }: Finding,
  answer: RepairAnswer,
  language: Language,
): string {
  const where = resource === undefined ? code : `${code}, ${resource}`;
  return [bullet(message[language], 0), paragraph(`[${where}]`, 2), "", repairsAsText(answer, language)].join(
    "\n",
  );
}

/** What ends the answer about a pair: the first repair, and how many more there are. */
export function firstRepairAsText(answer: RepairAnswer, language: Language): string {
  const [first, ...more] = answer.repairs;
  const title = REPAIR_PHRASES.cure[language];
  if (first === undefined) {
    return `${title}\n${noneAsText(answer, language)}`;
  }
  return [
    title,
    repairAsText(first, language),
    ...(more.length > 0 ? ["", paragraph(REPAIR_PHRASES.more({ count: more.length })[language], 2)] : []),
  ].join("\n");
}

/** A repair: its steps, what to write, and what to know of it. */
function repairAsText(repair: Repair, language: Language): string {
  return changeAsText({ ...changeInWords(repair), notes: notesOf(repair) }, language);
}

/** A proven change: its steps, what to write, and what to know of it. */
export function changeAsText({ why, hcl, notes }: ReviewChange, language: Language): string {
  return [
    ...why.map((text) => bullet(text[language], 2)),
    "",
    ...hcl[language].split("\n").map((line) => (line === "" ? "" : `    ${line}`)),
    "",
    ...notes.map((note) => paragraph(note[language], 2)),
  ].join("\n");
}

function noneAsText({ attempts, tried, unwritable }: RepairAnswer, language: Language): string {
  const resources = unwritable.join(", ");
  const unwritten =
    unwritable.length > 0 ? [paragraph(REPAIR_PHRASES.unwritable({ resources })[language], 2)] : [];
  if (attempts.length === 0) {
    return unwritten.at(0) ?? paragraph(REPAIR_PHRASES.noneTried[language], 2);
  }
  return [
    ...unwritten,
    paragraph(REPAIR_PHRASES.none({ tried })[language], 2),
    paragraph(REPAIR_PHRASES.attempts[language], 2),
    ...attempts
      .slice(0, FEW_ATTEMPTS)
      .map(({ what, left }) =>
        bullet(left === undefined ? what[language] : `${what[language]} ${messageOf(left, language)}`, 2),
      ),
  ].join("\n");
}
