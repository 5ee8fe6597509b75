import { assumptionText, messageOf, OtherChange, Repair, RepairAnswer } from "../../analysis";
import { Finding, Language, VERDICTS } from "../../analysis/result";
import { verdictName, VERDICT_SIGNS } from "../phrases";
import { bullet, paragraph, printable } from "../text/layout";
import { wayOf } from "../text/pair";
import { editsAsHcl } from "./hcl";
import { REPAIR_PHRASES } from "./phrases";

/** More pairs than this are counted rather than named. */
const FEW_PAIRS = 4;
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

function repairAsText(repair: Repair, language: Language): string {
  const { why, cautions, makes, assumptions, edits, provenBy } = repair;
  const verdict = verdictName(makes.verdict, language);
  const way = wayOf(makes, language);
  const proof =
    provenBy === "configuration" ? REPAIR_PHRASES.provenByConfiguration : REPAIR_PHRASES.provenByResources;
  return [
    ...why.map((text) => bullet(text[language], 2)),
    "",
    ...editsAsHcl(edits, language)
      .split("\n")
      .map((line) => (line === "" ? "" : `    ${line}`)),
    "",
    paragraph(`${REPAIR_PHRASES.makes({ verdict, way })[language]} ${proof[language]}`, 2),
    ...othersAsText(repair.alsoChanges, language),
    ...cautions.map((text) => paragraph(REPAIR_PHRASES.caution({ text: text[language] })[language], 2)),
    ...assumptions.map((one) =>
      paragraph(REPAIR_PHRASES.restsOn({ text: assumptionText(one)[language] })[language], 2),
    ),
  ].join("\n");
}

function othersAsText(changes: readonly OtherChange[], language: Language): string[] {
  const rank = VERDICTS.indexOf.bind(VERDICTS);
  const better = changes.filter(({ before, after }) => rank(after) < rank(before));
  const worse = changes.filter(({ before, after }) => rank(after) > rank(before));
  if (changes.length === 0) {
    return [paragraph(REPAIR_PHRASES.nothingElse[language], 2)];
  }
  return [
    ...(better.length > 0 ? [paragraph(REPAIR_PHRASES.better(listOf(better, language))[language], 2)] : []),
    ...(worse.length > 0 ? [paragraph(REPAIR_PHRASES.worse(listOf(worse, language))[language], 2)] : []),
  ];
}

function listOf(
  changes: readonly OtherChange[],
  language: Language,
): { readonly count: number; readonly examples: string } {
  const named = changes
    .slice(0, FEW_PAIRS)
    .map(
      ({ from, to, before, after }) =>
        `${from} → ${to} (${verdictName(before, language)} → ${verdictName(after, language)})`,
    );
  const rest = changes.length - named.length;
  const more = rest > 0 ? [REPAIR_PHRASES.andMore({ count: rest })[language]] : [];
  return { count: changes.length, examples: [...named, ...more].join(", ") };
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
