import { Language, LocalizedText } from "../../analysis/result";
import { escapeHtml } from "./escape";

/** Attributes that let the page switch an element's text between the languages. */
export function translatable(text: LocalizedText): string {
  return text.en === text.ja ? "" : ` data-en="${escapeHtml(text.en)}" data-ja="${escapeHtml(text.ja)}"`;
}

/** An element whose text follows the page's language. */
export function say(
  tag: string,
  text: LocalizedText,
  language: Language,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const written = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join("");
  return `<${tag}${written}${translatable(text)}>${escapeHtml(text[language])}</${tag}>`;
}

/** The accessible name of an element, as an attribute, in the page's language. */
export function accessibleName(text: LocalizedText, language: Language): string {
  return ` aria-label="${escapeHtml(text[language])}" data-label-en="${escapeHtml(text.en)}" data-label-ja="${escapeHtml(text.ja)}"`;
}
