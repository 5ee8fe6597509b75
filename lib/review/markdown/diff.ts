import { Language, LocalizedText, Verdict } from "../../analysis/result";
import { COMPARISON_PHRASES } from "../comparison-phrases";
import { ChangeInWords, DiffDocument } from "../diff-in-words";
import { ExplainedPair } from "../document";
import { listed } from "../language";
import { PHRASES, VERDICT_SIGNS, VERDICT_WORDS } from "../phrases";
import { internetInWords, sameVerdict, summary } from "../text/diff";
import { wayOf } from "../text/pair";
import { Part, comment } from "./comment";
import { code, details, escapeMarkdown, table } from "./escape";
import { leftOutBlock, notesBlock } from "./left-out";
import { reasonsAsMarkdown } from "./reasons";
import { findingsAsMarkdown } from "./review";

const PAIRS_SHOWN = 10;
const ENDPOINTS_SHOWN = 20;
const CAUSES_SHOWN = 10;

/** The comparisons of all networks as one comment on a pull request. */
export function diffAsMarkdown(diffs: readonly DiffDocument[], language: Language): string {
  return comment(
    diffs.flatMap((diff) => partsOf(diff, language)),
    language,
  );
}

function partsOf(diff: DiffDocument, language: Language): Part[] {
  const say = (phrase: LocalizedText): string => phrase[language];
  const rows = diff.changes.map((change) => [
    verdicts(change, language),
    String(change.pairs.length),
    change.pairs
      .slice(0, 1)
      .map(([from, to]) => `${code(from)} → ${code(to)}`)
      .join(""),
    causes(change, language),
  ]);
  const parts = [
    `## ${say(COMPARISON_PHRASES.title)}: ${escapeMarkdown(diff.name)}`,
    ...notesBlock(diff.notes, language),
    ...diff.leftOut.map(({ title, problems }) => leftOutBlock(title, problems, language)),
    ...(diff.whileApplied.length === 0
      ? []
      : [`**${say(COMPARISON_PHRASES.whileApplied)}**`, findingsAsMarkdown(diff.whileApplied, language)]),
    diff.only === undefined
      ? summary(diff, language)
      : say(diff.only === "head" ? COMPARISON_PHRASES.addedStack : COMPARISON_PHRASES.removedStack),
    ...endpoints(say(COMPARISON_PHRASES.added), diff.addedEndpoints, language),
    ...endpoints(say(COMPARISON_PHRASES.removed), diff.removedEndpoints, language),
    ...(rows.length === 0
      ? []
      : [
          table(
            [
              `${say(COMPARISON_PHRASES.before)} → ${say(COMPARISON_PHRASES.after)}`,
              "n",
              say(COMPARISON_PHRASES.pairs),
              say(COMPARISON_PHRASES.cause),
            ],
            rows,
          ),
        ]),
  ];
  return [
    ...parts.map((text): Part => ({ text })),
    ...diff.changes.map((change): Part => ({ text: changeDetails(change, language), optional: true })),
  ];
}

function causes({ causes: all }: ChangeInWords, language: Language): string {
  if (all.length === 0) {
    return escapeMarkdown(COMPARISON_PHRASES.noCause[language]);
  }
  const more = all.length - CAUSES_SHOWN;
  const rest = more > 0 ? [PHRASES.andMore({ count: more })[language]] : [];
  return [...all.slice(0, CAUSES_SHOWN).map(code), ...rest].join("<br>");
}

function verdicts(change: ChangeInWords, language: Language): string {
  const { before, after } = change;
  const word = (verdict: Verdict) => `${VERDICT_SIGNS[verdict]} ${VERDICT_WORDS[verdict][language]}`;
  return before === after
    ? listed([word(after), sameVerdict(change, language)], language)
    : `${word(before)} → ${word(after)}`;
}

function endpoints(title: string, ids: readonly string[], language: Language): string[] {
  if (ids.length === 0) {
    return [];
  }
  const more = ids.length - ENDPOINTS_SHOWN;
  const shown = ids.slice(0, ENDPOINTS_SHOWN).map(code).join(", ");
  const rest = more > 0 ? ` ${COMPARISON_PHRASES.more({ count: more })[language]}` : "";
  return [`**${title}:** ${shown}${rest}`];
}

function changeDetails(change: ChangeInWords, language: Language): string {
  const { pairs } = change;
  const more = pairs.length - PAIRS_SHOWN;
  return details(
    verdicts(change, language),
    [
      [
        ...pairs.slice(0, PAIRS_SHOWN).map(([from, to]) => `- ${code(from)} → ${code(to)}`),
        ...(more > 0
          ? [`- ${COMPARISON_PHRASES.more({ count: more.toLocaleString(language) })[language]}`]
          : []),
      ].join("\n"),
      ...internetInWords(change, language).map(escapeMarkdown),
      side(COMPARISON_PHRASES.before[language], change.exampleBefore, language),
      side(COMPARISON_PHRASES.after[language], change.exampleAfter, language),
    ].join("\n\n"),
  );
}

function side(title: string, pair: ExplainedPair, language: Language): string {
  const way = pair.verdict === "BLOCKED" ? VERDICT_WORDS.BLOCKED[language] : wayOf(pair, language);
  const reasons = reasonsAsMarkdown(pair.reasons, language);
  return [`**${title}:** ${escapeMarkdown(way)}`, ...(reasons === "" ? [] : ["", reasons])].join("\n");
}
