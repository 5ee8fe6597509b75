import { Language } from "../analysis/text";

export { distinct, inBoth, verbatim } from "../analysis/text";

/** `(text)`, with the brackets that Japanese writes. */
export function inBrackets(text: string, language: Language): string {
  return language === "ja" ? `（${text}）` : ` (${text})`;
}

/** `a, b`, with the comma that Japanese writes. */
export function listed(texts: readonly string[], language: Language): string {
  return texts.join(language === "ja" ? "、" : ", ");
}
