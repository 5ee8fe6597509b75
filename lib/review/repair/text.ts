import { FindingRepairs, messageOf, ProvenChange, Repair, RepairAnswer } from "../../analysis";
import { Language, LocalizedText } from "../../analysis/result";
import { ReviewChange } from "../document";
import { listed } from "../language";
import { verdictName, VERDICT_SIGNS } from "../phrases";
import { ResourceNames } from "../resource-names";
import { bullet, paragraph, printable } from "../text/layout";
import { azureEditsAsText } from "./azure-text";
import { changeInWords, notesOf, unseenInWords } from "./in-words";
import { REPAIR_PHRASES } from "./phrases";

/** What was tried is told by its first steps. */
const FEW_ATTEMPTS = 8;

/** Everything that was found for a pair. */
export function repairsAsText(answer: RepairAnswer, names: ResourceNames, language: Language): string {
  const { from, to, verdict, fulfilled, repairs } = answer;
  const unseen = unseenAsText(answer, language);
  const head = printable(`${from} → ${to}: ${VERDICT_SIGNS[verdict]} ${verdictName(verdict, language)}`);
  if (fulfilled) {
    return [head, "", REPAIR_PHRASES.fulfilled({ verdict: verdictName(verdict, language) })[language]].join(
      "\n",
    );
  }
  if (repairs.length === 0) {
    return [head, "", ...unseen, noneAsText(answer, names, language)].join("\n");
  }
  const parts = repairs.map((repair, index) => {
    const title = REPAIR_PHRASES.repair({ number: index + 1, id: repair.id })[language];
    return `${title}\n${repairAsText(repair, names, language)}`;
  });
  return [head, ...unseen, ...parts].join("\n\n");
}

/** What to settle before anything is changed. */
function unseenAsText({ unseen, from, to }: RepairAnswer, language: Language): string[] {
  return unseen.map((hop) => paragraph(unseenInWords({ ...hop, from, to })[language], 0));
}

/** A finding with what cures it. */
export function findingRepairsAsText(
  { finding, repairs, pair, inWords }: FindingRepairs,
  language: Language,
): string {
  const { code, message, resource, fix } = finding;
  const where = resource === undefined ? code : `${code}, ${resource}`;
  const changes = repairs.map((change, index) => {
    const title = REPAIR_PHRASES.repair({ number: index + 1, id: change.id })[language];
    return ["", title, changeAsText(changeInWords(change), language)].join("\n");
  });
  return [
    bullet(message[language], 0),
    paragraph(`[${where}]`, 2),
    ...(changes.length > 0
      ? changes
      : inWords !== undefined
        ? inWordsAsText(inWords, changeInWords(inWords).notes, language)
        : withoutRepair(pair, fix).map((text) => paragraph(text[language], 2))),
  ].join("\n");
}

/** Where no repair is proven, advice still says what to do. */
function withoutRepair(pair: FindingRepairs["pair"], advice: LocalizedText | undefined): LocalizedText[] {
  const none = pair !== undefined ? REPAIR_PHRASES.incurable(pair) : REPAIR_PHRASES.noneOfFinding;
  return [
    ...(pair !== undefined || advice === undefined ? [none] : []),
    ...(advice === undefined ? [] : [advice]),
  ];
}

/** What ends the answer about a pair: the first repair, and how many more there are. */
export function firstRepairAsText(answer: RepairAnswer, names: ResourceNames, language: Language): string {
  const [first, ...more] = answer.repairs;
  const title = REPAIR_PHRASES.cure[language];
  if (first === undefined) {
    return [title, ...unseenAsText(answer, language), noneAsText(answer, names, language)].join("\n");
  }
  return [
    title,
    ...unseenAsText(answer, language).flatMap((text) => [text, ""]),
    repairAsText(first, names, language),
    ...(more.length > 0 ? ["", paragraph(REPAIR_PHRASES.more({ count: more.length })[language], 2)] : []),
  ].join("\n");
}

/** A repair: its steps, what to write, and what to know of it. */
function repairAsText(repair: Repair, names: ResourceNames, language: Language): string {
  return changeAsText({ ...changeInWords(repair), notes: notesOf(repair, names) }, language);
}

/** A proven change: its steps, what to write, and what to know of it. */
export function changeAsText({ why, hcl, notes }: ReviewChange, language: Language, indent = 2): string {
  const inner = " ".repeat(indent + 2);
  return [
    ...why.map((text) => bullet(text[language], indent)),
    "",
    ...hcl[language].split("\n").map((line) => (line === "" ? "" : inner + line)),
    "",
    ...notes.map((note) => paragraph(note[language], indent)),
  ].join("\n");
}

function noneAsText(answer: RepairAnswer, names: ResourceNames, language: Language): string {
  const { attempts, tried, unwritable, byName, advice, inWords } = answer;
  const [resources, rules] = [unwritable, byName].map((texts) => listed(texts, language));
  const known = [
    ...(byName.length > 0 ? [REPAIR_PHRASES.byName({ rules })] : []),
    ...(unwritable.length > 0 ? [REPAIR_PHRASES.unwritable({ resources })] : []),
    ...advice,
  ].map((text) => paragraph(text[language], 2));
  if (inWords !== undefined) {
    return [...known, ...inWordsAsText(inWords, notesOf(inWords, names), language)].join("\n");
  }
  if (attempts.length === 0) {
    return known.length > 0 ? known.join("\n") : paragraph(REPAIR_PHRASES.noneTried[language], 2);
  }
  return [
    ...known,
    paragraph(REPAIR_PHRASES.none({ tried })[language], 2),
    paragraph(REPAIR_PHRASES.attempts[language], 2),
    ...attempts
      .slice(0, FEW_ATTEMPTS)
      .map(({ what, left }) =>
        bullet(left === undefined ? what[language] : `${what[language]} ${messageOf(left, language)}`, 2),
      ),
  ].join("\n");
}

/** What would do it, as lines of Azure's JSON. */
function inWordsAsText(
  { why, edits }: ProvenChange,
  notes: readonly LocalizedText[],
  language: Language,
): string[] {
  return [
    paragraph(REPAIR_PHRASES.inWords[language], 2),
    ...why.map((what) => bullet(what[language], 2)),
    "",
    ...azureEditsAsText(edits).map((line) => `    ${line}`),
    "",
    ...notes.map((note) => paragraph(note[language], 2)),
  ];
}
