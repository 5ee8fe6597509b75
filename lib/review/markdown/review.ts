import { Language, VERDICTS } from "../../analysis/result";
import { ReviewChange, ReviewDocument, ReviewFinding, ReviewPair, verdictBetween } from "../document";
import { blockOf } from "../grouping";
import { internetParts } from "../internet";
import { inBrackets, listed } from "../language";
import { PHRASES, SEVERITY_WORDS, VERDICT_MEANINGS, VERDICT_SIGNS, VERDICT_WORDS } from "../phrases";
import { ROUTE_COLUMNS } from "../portal-words";
import { REPAIR_PHRASES } from "../repair/phrases";
import { Answer, countVerdicts, distinctAnswers, whyNoPairs } from "../summary";
import { subnetsInWords } from "../text/internet";
import { wayOf } from "../text/pair";
import { whyNoReply } from "../trace-ends";
import { Part, comment } from "./comment";
import { changeAsMarkdown, cureBlocks } from "./cures";
import { code, details, escapeInHtml, escapeMarkdown, table } from "./escape";
import { leftOutBlock, notesBlock } from "./left-out";
import { mermaidOf } from "./mermaid";
import { reasonsAsMarkdown } from "./reasons";

/** Words of more columns are cut off by a forge's page: signs below numbers are narrow. */
const WORDS_UP_TO = 5;
const LINES_BEFORE_GROUPING = 16;
const MOST_LINES = 30;
/** Comments are limited to 65,536 characters: route tables of a large network stay in the page. */
const TABLES_SHOWN = 8;
const FINDINGS_SHOWN = 30;

/** The reviews of all networks as one comment on a pull request. */
export function reviewAsMarkdown(documents: readonly ReviewDocument[], language: Language): string {
  return comment(
    documents.flatMap((document) => partsOf(document, language)),
    language,
  );
}

function partsOf(document: ReviewDocument, language: Language): Part[] {
  const diagram = mermaidOf(document, language);
  const must = (...texts: readonly string[]) => texts.map((text): Part => ({ text }));
  const may = (...texts: readonly string[]) => texts.map((text): Part => ({ text, optional: true }));
  const { problems } = document;
  const leftOut = PHRASES.leftOutCount({ count: problems.length });
  return [
    ...must(
      `## ${PHRASES.title[language]}: ${escapeMarkdown(document.name)}`,
      ...(document.inputs === undefined ? [] : [escapeMarkdown(document.inputs[language])]),
      ...notesBlock(document.notes, language),
      ...(problems.length === 0 ? [] : [leftOutBlock(leftOut, problems, language)]),
      countsLine(document, language),
      PHRASES.question({ question: document.question[language] })[language],
      `### ${PHRASES.whoTalks[language]}`,
      matrixTable(document, language),
    ),
    ...may(...distinctAnswers(document).map((answer) => answerBlock(document, answer, language))),
    ...may(...cureBlocks(document, language)),
    ...(document.assumptions.length === 0 ? [] : must(assumptionsBlock(document, language))),
    ...must(...internetBlock(document, language)),
    ...must(`### ${PHRASES.findings[language]}\n\n${findingsAsMarkdown(document.findings, language)}`),
    ...(diagram === undefined ? [] : may(`### ${PHRASES.diagram[language]}\n\n${diagram}`)),
    ...may(details(PHRASES.billable[language], billableTable(document, language))),
    ...may(...routeTables(document, language)),
  ];
}

function countsLine(document: ReviewDocument, language: Language): string {
  const counts = countVerdicts(document);
  return [...VERDICTS]
    .reverse()
    .filter((verdict) => counts[verdict] > 0)
    .map(
      (verdict) =>
        `${VERDICT_SIGNS[verdict]} **${counts[verdict].toLocaleString(language)}** ${VERDICT_WORDS[verdict][language]}`,
    )
    .join(" · ");
}

function matrixTable(document: ReviewDocument, language: Language): string {
  const without = whyNoPairs(document);
  if (without !== undefined) {
    return without[language];
  }
  const each = document.endpoints.map((_, index) => [index]);
  const all = document.endpoints.length <= LINES_BEFORE_GROUPING ? each : document.groups;
  const lines = all.slice(0, MOST_LINES);
  const wide = lines.length > WORDS_UP_TO;
  const name = (members: readonly number[]) => {
    const own = code(document.endpoints[members[0]].id);
    return members.length === 1
      ? own
      : `${own} ${PHRASES.andLike({ count: (members.length - 1).toLocaleString(language) })[language]}`;
  };
  const rows = lines.map((from, index) => [
    `${wide ? `${index + 1} ` : ""}**${name(from)}**`,
    ...lines.map((to) => {
      const block = blockOf(document, from, to);
      const verdict = block && verdictBetween(document, ...block.example);
      const mark = block?.exception ? "\\*" : "";
      const word = verdict && !wide ? ` ${VERDICT_WORDS[verdict][language]}` : "";
      return verdict ? `${VERDICT_SIGNS[verdict]}${word}${mark}` : "·";
    }),
  ]);
  const notes = [
    ...(wide ? [signs(document, language)] : []),
    ...(all.length > lines.length
      ? [PHRASES.linesCut({ shown: lines.length, all: all.length })[language]]
      : []),
    ...(rows.flat().some((cell) => cell.endsWith("\\*")) ? [`\\${PHRASES.otherWithin[language]}`] : []),
  ];
  const heads = wide ? lines.map((_, index) => String(index + 1)) : lines.map(name);
  return [table([PHRASES.fromAbove[language], ...heads], rows), ...notes].join("\n\n");
}

/** What the signs of a wide table mean. */
function signs(document: ReviewDocument, language: Language): string {
  const counts = countVerdicts(document);
  return VERDICTS.filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${VERDICT_SIGNS[verdict]} ${VERDICT_WORDS[verdict][language]}`)
    .join(" · ");
}

function answerBlock(document: ReviewDocument, answer: Answer, language: Language): string {
  const { example } = answer;
  const ends = { from: document.endpoints[example.from].id, to: document.endpoints[example.to].id };
  const way = answer.verdict === "BLOCKED" ? VERDICT_MEANINGS.BLOCKED[language] : wayOf(answer, language);
  const count =
    answer.count === 1
      ? PHRASES.onePair[language]
      : PHRASES.pairs({ count: answer.count.toLocaleString(language) })[language];
  const verdict = `${VERDICT_SIGNS[answer.verdict]} <b>${VERDICT_WORDS[answer.verdict][language]}</b>`;
  const summary = `${listed([verdict, escapeInHtml(way)], language)}${inBrackets(count, language)}`;
  return details(
    summary,
    [
      escapeMarkdown(PHRASES.forExample(ends)[language]),
      reasonsAsMarkdown(example.reasons, language),
      wayList(PHRASES.forward[language], example.forward, language),
      example.back
        ? wayList(PHRASES.back[language], example.back, language)
        : `**${PHRASES.back[language]}:** ${whyNoReply(example.forward)[language]}`,
    ]
      .filter((block) => block !== "")
      .join("\n\n"),
  );
}

function wayList(title: string, trace: ReviewPair["forward"], language: Language): string {
  const hops = trace.hops.map((hop, index) => {
    const where = hop.origin === undefined ? "" : ` ${code(hop.origin)}`;
    return `${index + 1}. ${code(hop.at)}: ${escapeMarkdown(hop.text[language])}${where}`;
  });
  return [`**${title}:**`, "", ...hops].join("\n");
}

/** Both directions as tables. */
function internetBlock({ internet }: ReviewDocument, language: Language): string[] {
  const parts = internetParts(internet);
  const blocks = parts.map(({ title, answers, none }) => {
    const rows = answers.slice(0, MOST_LINES).map(({ subnets, example }) => {
      const verdict = `${VERDICT_SIGNS[example.verdict]} ${VERDICT_WORDS[example.verdict][language]}`;
      const way = example.verdict === "BLOCKED" ? [] : [escapeMarkdown(wayOf(example, language))];
      return [
        escapeMarkdown(subnetsInWords(subnets, language)),
        listed([verdict, ...way], language),
        example.reasons.map(({ message }) => escapeMarkdown(message[language])).join("<br>"),
      ];
    });
    const body =
      rows.length === 0
        ? none[language]
        : table([PHRASES.subnets[language], PHRASES.verdict[language], PHRASES.why[language]], rows);
    return `**${title[language]}:**\n\n${body}`;
  });
  return parts.length === 0 ? [] : [`### ${PHRASES.internet[language]}`, ...blocks];
}

function assumptionsBlock(document: ReviewDocument, language: Language): string {
  return [
    `### ${PHRASES.assumptions[language]}`,
    PHRASES.assumptionsNote[language],
    document.assumptions.map((text) => `- ${escapeMarkdown(text[language])}`).join("\n"),
  ].join("\n\n");
}

export function findingsAsMarkdown(findings: readonly ReviewFinding[], language: Language): string {
  if (findings.length === 0) {
    return PHRASES.noFindings[language];
  }
  const lines = findings.slice(0, FINDINGS_SHOWN).map((finding) => {
    const where = finding.resource === undefined ? "" : ` ${code(finding.resource)}`;
    const fix = finding.fix ? ` *${escapeMarkdown(finding.fix[language])}*` : "";
    const line = `- **${SEVERITY_WORDS[finding.severity][language]}:** ${escapeMarkdown(finding.message[language])}${fix} ${code(finding.code)}${where}`;
    return finding.cure === undefined ? line : `${line}\n\n${indented(cureOf(finding.cure, language))}\n`;
  });
  const more = findings.length - lines.length;
  if (more > 0) {
    lines.push(`- ${PHRASES.moreOf({ count: more, what: PHRASES.findings[language] })[language]}`);
  }
  return lines.join("\n");
}

function cureOf(cure: ReviewChange, language: Language): string {
  return details(escapeInHtml(REPAIR_PHRASES.cure[language]), changeAsMarkdown(cure, language));
}

/** Within an item of a list. */
function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}

function billableTable(document: ReviewDocument, language: Language): string {
  if (document.billable.length === 0) {
    return PHRASES.noBillable[language];
  }
  const kinds = new Map<string, typeof document.billable>();
  for (const entry of document.billable) {
    const key = `${entry.kind.en} ${entry.sku ?? ""}`;
    kinds.set(key, [...(kinds.get(key) ?? []), entry]);
  }
  return table(
    [PHRASES.kind, PHRASES.name, PHRASES.sku].map((column) => column[language]),
    [...kinds.values()].map((entries) => [
      entries[0].kind[language],
      entries.length === 1 ? code(entries[0].name) : `${code(entries[0].name)} … × ${entries.length}`,
      entries[0].sku === undefined ? "" : code(entries[0].sku),
    ]),
  );
}

function routeTables(document: ReviewDocument, language: Language): string[] {
  if (document.routeTables.length === 0 || document.routeTables.length > TABLES_SHOWN) {
    return [];
  }
  const tables = document.routeTables.map(({ subnet, rows }) =>
    [
      `**${code(subnet)}**`,
      "",
      table(
        ROUTE_COLUMNS.map((column) => column[language]),
        rows.map((index) => document.routeRows[index].cells.map((cell) => escapeMarkdown(cell[language]))),
      ),
    ].join("\n"),
  );
  return [details(PHRASES.effectiveRoutes[language], tables.join("\n\n"))];
}
