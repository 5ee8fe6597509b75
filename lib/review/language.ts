import { Language, LocalizedText } from "../analysis/text";

export { inBoth, verbatim } from "../analysis/text";

/** `(text)`, with the brackets that Japanese writes. */
export function inBrackets(text: string, language: Language): string {
  return language === "ja" ? `（${text}）` : ` (${text})`;
}

/** `a, b`, with the comma that Japanese writes. */
export function listed(texts: readonly string[], language: Language): string {
  return texts.join(language === "ja" ? "、" : ", ");
}

export function distinct(texts: readonly LocalizedText[]): LocalizedText[] {
  return [...new Map(texts.map((text) => [text.en, text])).values()];
}
