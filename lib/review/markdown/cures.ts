import { Language } from "../../analysis/result";
import { PairOfIndexes, ReviewChange, ReviewCure, ReviewDocument } from "../document";
import { REPAIR_PHRASES } from "../repair/phrases";
import { codeBlock, details, escapeInHtml, escapeMarkdown } from "./escape";

/** Changes that cure many pairs each: a heading with their count, then each with what is to be written. */
export function cureBlocks({ cures, endpoints }: ReviewDocument, language: Language): string[] {
  if (cures === undefined || cures.unreachable === 0) {
    return [];
  }
  const ends = ({ from, to }: PairOfIndexes) => ({ from: endpoints[from].id, to: endpoints[to].id });
  const { first, unreachable, cured, changes, incurable, left } = cures;
  const count = REPAIR_PHRASES.cureCount({ unreachable, cured, changes: changes.length })[language];
  const others = [
    ...first.map((text) => text[language]),
    ...(incurable === undefined ? [] : [incurable.why[language]]),
    ...(left === undefined ? [] : [REPAIR_PHRASES.notSearched(ends(left))[language]]),
  ];
  return [
    [`### ${REPAIR_PHRASES.cure[language]}`, count, ...others.map(escapeMarkdown)].join("\n\n"),
    ...changes.map((cure, index) => cureBlock(cure, index, ends(cure), language)),
  ];
}

function cureBlock(
  cure: ReviewCure,
  index: number,
  ends: { readonly from: string; readonly to: string },
  language: Language,
): string {
  const { count, id } = cure;
  const title = REPAIR_PHRASES.cures({ number: index + 1, more: count - 1, id, ...ends })[language];
  return details(escapeInHtml(title), changeAsMarkdown(cure, language));
}

/** The steps of a change, what to write, and what to know of it. */
export function changeAsMarkdown({ why, hcl, notes }: ReviewChange, language: Language): string {
  const list = (texts: ReviewChange["why"]): string =>
    texts.map((text) => `- ${escapeMarkdown(text[language])}`).join("\n");
  return [list(why), codeBlock(hcl[language], "hcl"), list(notes)].join("\n\n");
}
