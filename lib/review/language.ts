import { Language, LocalizedText } from "../analysis/text";

export { inBoth, verbatim } from "../analysis/text";

/** `(text)`, with the brackets that Japanese writes. */
export function inBrackets(text: string, language: Language): string {
  return language === "ja" ? `（${text}）` : ` (${text})`;
}

export function distinct(texts: readonly LocalizedText[]): LocalizedText[] {
  return [...new Map(texts.map((text) => [text.en, text])).values()];
}
