import { inBoth, Language, LocalizedText } from "../analysis/text";

export { inBoth, verbatim } from "../analysis/text";

/** `(text)`, with the brackets that Japanese writes. */
export function inBrackets(text: string, language: Language): string {
  return language === "ja" ? `（${text}）` : ` (${text})`;
}

/** Fills the `{name}` places of a phrase. */
export function fill(phrase: string, values: Readonly<Record<string, string | number>>): string {
  return phrase.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** The same for both languages. */
export function filled(
  phrase: LocalizedText,
  values: Readonly<Record<string, string | number>>,
): LocalizedText {
  return inBoth((language) => fill(phrase[language], values));
}

export function distinct(texts: readonly LocalizedText[]): LocalizedText[] {
  return [...new Map(texts.map((text) => [text.en, text])).values()];
}
