import { Language, LocalizedText } from "../analysis/result";

/** A text from a function of the language. */
export function inBoth(render: (language: Language) => string): LocalizedText {
  return { en: render("en"), ja: render("ja") };
}

/** A name or an address, which reads the same in every language. */
export function verbatim(text: string): LocalizedText {
  return { en: text, ja: text };
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
