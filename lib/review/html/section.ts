import { Language, LocalizedText } from "../../analysis/result";
import { say } from "./translatable";

/** A part of the page under a heading of its own. */
export function section(
  id: string,
  style: string,
  heading: LocalizedText,
  language: Language,
  body: string,
): string {
  return `<section class="panel ${style}" id="${id}" aria-labelledby="${id}-title"><div class="panel-head">${say("h3", heading, language, { id: `${id}-title` })}</div>${body}</section>`;
}
