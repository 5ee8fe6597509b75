import { Language, LocalizedText } from "../../analysis/result";
import { InternetAnswer, ReviewDocument } from "../document";
import { internetParts } from "../internet";
import { inBoth } from "../language";
import { PHRASES, VERDICT_SIGNS, VERDICT_WORDS } from "../phrases";
import { wayOf } from "../text/pair";
import { escapeHtml } from "./escape";
import { section } from "./section";
import { accessibleName, say } from "./translatable";

/** Subnets beyond so many with one answer fold into one line that opens. */
const SUBNETS_OPEN = 4;

/** How subnets reach the Internet, and what it reaches: a table for each direction. */
export function internetSection(
  { internet }: Pick<ReviewDocument, "internet">,
  id: string,
  language: Language,
): string {
  const parts = internetParts(internet);
  const body = parts.map(({ title, answers, none }) => {
    const rows = answers.map((answer) => row(answer, language)).join("");
    const content =
      answers.length === 0
        ? say("p", none, language, { class: "quiet" })
        : `<div class="scroll tall" tabindex="0" role="group"${accessibleName(title, language)}><table class="rows"><thead><tr>${head(language)}</tr></thead><tbody>${rows}</tbody></table></div>`;
    return `${say("h4", title, language)}${content}`;
  });
  return parts.length === 0
    ? ""
    : section(`${id}-internet`, "internet", PHRASES.internet, language, body.join(""));
}

function head(language: Language): string {
  return [PHRASES.subnets, PHRASES.verdict, PHRASES.why]
    .map((column) => say("th", column, language, { scope: "col" }))
    .join("");
}

function row({ subnets, example }: InternetAnswer, language: Language): string {
  const names = subnets.map(escapeHtml).join("<br>");
  const count = { en: `${subnets.length}`, ja: `${subnets.length}` };
  const cell =
    subnets.length <= SUBNETS_OPEN
      ? names
      : `<details><summary>${escapeHtml(subnets[0])} × ${say("span", count, language)}</summary>${names}</details>`;
  const verdict = VERDICT_WORDS[example.verdict];
  const sign = VERDICT_SIGNS[example.verdict];
  const chip = say("span", { en: `${sign} ${verdict.en}`, ja: `${sign} ${verdict.ja}` }, language, {
    class: `chip ${example.verdict}`,
  });
  const way: LocalizedText = inBoth((each) => wayOf(example, each));
  const through = example.verdict === "BLOCKED" ? "" : ` ${say("span", way, language)}`;
  const reasons = example.reasons.map(({ message }) => say("p", message, language)).join("");
  return `<tr><td>${cell}</td><td>${chip}${through}</td><td>${reasons}</td></tr>`;
}
