import { Language, LocalizedText } from "../../analysis/result";
import { PairOfIndexes, ReviewChange, ReviewCure, ReviewDocument } from "../document";
import { PHRASES } from "../phrases";
import { REPAIR_PHRASES } from "../repair/phrases";
import { section } from "./section";
import { accessibleName, say } from "./translatable";

/** Changes that cure many pairs each, what to write for them, and a button that shows the matrix with each of them. */
export function curesSection(
  { cures, endpoints }: Pick<ReviewDocument, "cures" | "endpoints">,
  id: string,
  language: Language,
): string {
  if (cures === undefined || cures.unreachable === 0) {
    return "";
  }
  const ends = ({ from, to }: PairOfIndexes) => ({ from: endpoints[from].id, to: endpoints[to].id });
  const { first, unreachable, cured, changes, incurable, left } = cures;
  const notes = [
    REPAIR_PHRASES.cureCount({ unreachable, cured, changes: changes.length }),
    ...first,
    ...(incurable === undefined ? [] : [incurable.why]),
    ...(left === undefined ? [] : [REPAIR_PHRASES.notSearched(ends(left))]),
  ];
  const items = changes.map((cure, index) => cureItem(cure, index, ends(cure), id, language));
  const body = [
    ...notes.map((note) => say("p", note, language, { class: "quiet" })),
    items.length === 0 ? "" : `<ol class="list cures-list">${items.join("")}</ol>`,
  ].join("");
  return section(`${id}-cures`, "cures", REPAIR_PHRASES.cure, language, body);
}

function cureItem(
  cure: ReviewCure,
  index: number,
  ends: { readonly from: string; readonly to: string },
  id: string,
  language: Language,
): string {
  const title = REPAIR_PHRASES.cures({ number: index + 1, more: cure.count - 1, id: cure.id, ...ends });
  const anchor = `${id}-cure-${index}`;
  const preview = say("button", PHRASES.previewCure, language, {
    type: "button",
    class: "preview-cure",
    "data-cure": String(index),
    "aria-pressed": "false",
    "aria-describedby": anchor,
  });
  return `<li>${say("h4", title, language, { id: anchor, tabindex: "-1" })}${changeBlock(cure, language, preview)}</li>`;
}

/** A change: its steps, what to write (with a button that copies it), and what to know of it. */
export function changeBlock({ why, hcl, notes }: ReviewChange, language: Language, buttons = ""): string {
  const list = (texts: readonly LocalizedText[], style: string): string =>
    `<ul class="${style}">${texts.map((text) => say("li", text, language)).join("")}</ul>`;
  const copy = say("button", PHRASES.copy, language, { type: "button", class: "copy-hcl" });
  return [
    list(why, "steps"),
    `<pre class="hcl" tabindex="0"${accessibleName(REPAIR_PHRASES.toWrite, language)}><code>${linesOf(hcl, language)}</code></pre>`,
    `<div class="cure-tools">${buttons}${copy}<span class="copy-status quiet" role="status"></span></div>`,
    list(notes, "notes quiet"),
  ].join("");
}

/** Line by line: of the two languages, only comments differ. */
function linesOf(hcl: LocalizedText, language: Language): string {
  const japanese = hcl.ja.split("\n");
  const lines = hcl.en.split("\n").map((en, index) => say("span", { en, ja: japanese[index] }, language));
  return lines.join("\n");
}

/** What would cure a finding, folded. */
export function cureOfFinding(cure: ReviewChange | undefined, language: Language): string {
  return cure === undefined
    ? ""
    : `<details class="cure">${say("summary", REPAIR_PHRASES.cure, language)}${changeBlock(cure, language)}</details>`;
}
