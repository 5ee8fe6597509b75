import { Language, Verdict } from "../../analysis/result";
import { COMPARISON_PHRASES } from "../comparison-phrases";
import { ChangeInWords, DiffDocument, changedPairs } from "../diff-in-words";
import { ExplainedPair } from "../document";
import { fill } from "../language";
import { VERDICT_SIGNS, VERDICT_WORDS } from "../phrases";
import { summary } from "../text/diff";
import { wayOf } from "../text/pair";
import { code, details, escapeMarkdown, table } from "./escape";

const PAIRS_SHOWN = 10;
const ENDPOINTS_SHOWN = 20;

/** The comparison as a comment on a pull request. */
export function diffAsMarkdown(diff: DiffDocument, language: Language): string {
  const say = (key: keyof typeof COMPARISON_PHRASES) => COMPARISON_PHRASES[key][language];
  const rows = diff.changes.map((change) => [
    verdicts(change, language),
    String(change.pairs.length),
    change.pairs
      .slice(0, 1)
      .map(([from, to]) => `${code(from)} → ${code(to)}`)
      .join(""),
    change.causes.length === 0 ? escapeMarkdown(say("noCause")) : change.causes.map(code).join("<br>"),
  ]);
  return [
    `## ${say("title")}: ${escapeMarkdown(diff.name)}`,
    diff.only === undefined
      ? summary(changedPairs(diff), language)
      : say(diff.only === "head" ? "addedStack" : "removedStack"),
    ...endpoints(say("added"), diff.addedEndpoints, language),
    ...endpoints(say("removed"), diff.removedEndpoints, language),
    ...(rows.length === 0
      ? []
      : [table([`${say("before")} → ${say("after")}`, "n", say("pairs"), say("cause")], rows)]),
    ...diff.changes.map((change) => changeDetails(change, language)),
    "",
  ].join("\n\n");
}

function verdicts({ before, after }: ChangeInWords, language: Language): string {
  const word = (verdict: Verdict) => `${VERDICT_SIGNS[verdict]} ${VERDICT_WORDS[verdict][language]}`;
  return before === after
    ? `${word(after)}, ${COMPARISON_PHRASES.otherWay[language]}`
    : `${word(before)} → ${word(after)}`;
}

function endpoints(title: string, ids: readonly string[], language: Language): string[] {
  if (ids.length === 0) {
    return [];
  }
  const more = ids.length - ENDPOINTS_SHOWN;
  const shown = ids.slice(0, ENDPOINTS_SHOWN).map(code).join(", ");
  const rest = more > 0 ? ` ${fill(COMPARISON_PHRASES.more[language], { count: more })}` : "";
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
          ? [`- ${fill(COMPARISON_PHRASES.more[language], { count: more.toLocaleString(language) })}`]
          : []),
      ].join("\n"),
      side(COMPARISON_PHRASES.before[language], change.exampleBefore, language),
      side(COMPARISON_PHRASES.after[language], change.exampleAfter, language),
    ].join("\n\n"),
  );
}

function side(title: string, pair: ExplainedPair, language: Language): string {
  const way = pair.verdict === "BLOCKED" ? VERDICT_WORDS.BLOCKED[language] : wayOf(pair, language);
  const reasons = pair.reasons.map((reason) => {
    const where = reason.resource === undefined ? "" : ` ${code(reason.resource)}`;
    return `- ${escapeMarkdown(reason.message[language])} ${code(reason.code)}${where}`;
  });
  return [`**${title}:** ${escapeMarkdown(way)}`, ...(reasons.length > 0 ? ["", ...reasons] : [])].join("\n");
}
