import { Language, VERDICTS } from "../../analysis/result";
import { ReviewBillable, ReviewDocument, ReviewFinding } from "../document";
import { inBrackets, listed } from "../language";
import { PHRASES, SEVERITY_WORDS, VERDICT_SIGNS, verdictName } from "../phrases";
import { REPAIR_PHRASES } from "../repair/phrases";
import { changeAsText } from "../repair/text";
import { countVerdicts, distinctAnswers } from "../summary";
import { CommandFor, curesAsText, wholeCuresAsText } from "./cures";
import { internetAsText } from "./internet";
import { bullet, heading, paragraph, printable } from "./layout";
import { leftOutAsText, notesAsText } from "./left-out";
import { matrixAsText } from "./matrix";
import { answerAsText } from "./pair";
import { routesAsText } from "./routes";

/** Tables of so many subnets are printed; the rest are one command away. */
const TABLES_SHOWN = 12;
/** Findings of one code beyond so many are counted. */
const FINDINGS_SHOWN = 5;
const BILLABLE_SHOWN = 5;

/** The matrix and why it is so: what `reach` prints. */
export function reachAsText(document: ReviewDocument, language: Language): string {
  return [...problemsAsText(document, language), matrixAndWhy(document, language)].join("\n");
}

/** What would cure what isn't reachable, or how to find out; `undefined` where everything is. */
export function cureAsText(
  document: ReviewDocument,
  language: Language,
  commandFor: CommandFor,
): string | undefined {
  if (document.cures !== undefined) {
    return curesAsText(document, language, commandFor);
  }
  const worse = distinctAnswers(document).filter(({ verdict }) => verdict !== "REACHABLE");
  const [most] = [...worse].sort((a, b) => b.count - a.count);
  if (most === undefined) {
    return undefined;
  }
  const [from, to] = [most.example.from, most.example.to].map((index) => document.endpoints[index].id);
  const command = commandFor({ from, to });
  // A command that is broken into lines can't be copied.
  return printable(PHRASES.cureOfMost({ command })[language]);
}

/** What the input leaves open, before any verdict: none of them is the whole truth. */
function problemsAsText({ notes, problems }: ReviewDocument, language: Language): string[] {
  const title = PHRASES.leftOutCount({ count: problems.length });
  return [
    ...notesAsText(notes, language),
    ...(problems.length === 0 ? [] : leftOutAsText(title, problems, language)),
  ];
}

function matrixAndWhy(document: ReviewDocument, language: Language): string {
  return [
    paragraph(PHRASES.question({ question: document.question[language] })[language], 0),
    "",
    matrixAsText(document, language),
    ...(document.endpoints.length < 2
      ? []
      : [heading(PHRASES.why[language]), answersAsText(document, language)]),
    ...(document.assumptions.length === 0
      ? []
      : [heading(PHRASES.assumptions[language]), assumptionsAsText(document, language)]),
  ].join("\n");
}

/** The whole review in a terminal or a CI log. */
export function reviewAsText(document: ReviewDocument, language: Language): string {
  const cures = wholeCuresAsText(document, language);
  return [
    ...(document.inputs === undefined ? [] : [paragraph(document.inputs[language], 0), ""]),
    reachAsText(document, language),
    ...(cures === undefined ? [] : [heading(REPAIR_PHRASES.cure[language]), cures]),
    ...internetAsText(document.internet, language),
    heading(PHRASES.findings[language]),
    findingsAsText(document.findings, language),
    heading(PHRASES.billable[language]),
    billableAsText(document, language),
    heading(PHRASES.effectiveRoutes[language]),
    routeTablesAsText(document, language),
  ].join("\n");
}

/** `counts` in one line: "✗ 2 BLOCKED, ✓ 4 REACHABLE". */
export function countsAsText(document: ReviewDocument, language: Language): string {
  const counts = countVerdicts(document);
  const shown = [...VERDICTS]
    .reverse()
    .filter((verdict) => counts[verdict] > 0)
    .map(
      (verdict) =>
        `${VERDICT_SIGNS[verdict]} ${counts[verdict].toLocaleString(language)} ${verdictName(verdict, language)}`,
    );
  return listed(shown, language);
}

/** Every distinct answer once: its verdict, through what, for how many pairs, and why. */
export function answersAsText(document: ReviewDocument, language: Language): string {
  const idOf = (index: number) => document.endpoints[index].id;
  const answers = distinctAnswers(document).map(({ count, example }) =>
    answerAsText({ from: idOf(example.from), to: idOf(example.to), count, example }, language),
  );
  return [countsAsText(document, language), "", answers.join("\n")].join("\n");
}

function assumptionsAsText(document: ReviewDocument, language: Language): string {
  return document.assumptions.map((text) => bullet(text[language], 2)).join("\n");
}

export function findingsAsText(findings: readonly ReviewFinding[], language: Language): string {
  if (findings.length === 0) {
    return paragraph(PHRASES.noFindings[language], 2);
  }
  const seen = new Map<string, number>();
  const lines: string[] = [];
  for (const finding of findings) {
    const count = (seen.get(finding.code) ?? 0) + 1;
    seen.set(finding.code, count);
    if (count > FINDINGS_SHOWN) {
      continue;
    }
    const where = finding.resource === undefined ? finding.code : `${finding.code}, ${finding.resource}`;
    const severity = SEVERITY_WORDS[finding.severity][language];
    lines.push(bullet(`${severity}: ${finding.message[language]}`, 2));
    if (finding.fix) {
      lines.push(paragraph(`→ ${finding.fix[language]}`, 4));
    }
    lines.push(paragraph(`[${where}]`, 4));
    if (finding.cure) {
      lines.push("", changeAsText(finding.cure, language, 4), "");
    }
  }
  for (const [code, count] of seen) {
    if (count <= FINDINGS_SHOWN) {
      continue;
    }
    const more = (count - FINDINGS_SHOWN).toLocaleString(language);
    lines.push(bullet(PHRASES.moreOf({ count: more, what: code })[language], 2));
  }
  return lines.join("\n");
}

function billableAsText(document: ReviewDocument, language: Language): string {
  if (document.billable.length === 0) {
    return paragraph(PHRASES.noBillable[language], 2);
  }
  const kinds = new Map<string, typeof document.billable>();
  for (const entry of document.billable) {
    const key = `${entry.kind.en} ${entry.sku ?? ""}`;
    kinds.set(key, [...(kinds.get(key) ?? []), entry]);
  }
  return [...kinds.values()]
    .flatMap((entries) => {
      if (entries.length <= BILLABLE_SHOWN) {
        return entries.map((entry) => billableLine(entry, entry.name, language));
      }
      return [billableLine(entries[0], `× ${entries.length}`, language)];
    })
    .join("\n");
}

function billableLine({ kind, sku, address }: ReviewBillable, name: string, language: Language): string {
  const what = `${kind[language]} ${name}${sku === undefined ? "" : inBrackets(sku, language)}`;
  return `${bullet(what, 2)}\n${paragraph(`[${address}]`, 4)}`;
}

function routeTablesAsText(document: ReviewDocument, language: Language): string {
  const shown = document.routeTables.slice(0, TABLES_SHOWN);
  const more = document.routeTables.length - shown.length;
  return [
    ...shown.map((table) =>
      routesAsText(
        table.subnet,
        table.rows.map((index) => document.routeRows[index]),
        language,
      ),
    ),
    ...(more > 0
      ? [PHRASES.moreOf({ count: more.toLocaleString(language), what: "hub-spoke routes" })[language]]
      : []),
  ].join("\n\n");
}
