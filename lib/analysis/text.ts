/** Languages of everything that is said. */
export type Language = "en" | "ja";

/** A text in every language. */
export interface LocalizedText {
  readonly en: string;
  readonly ja: string;
}

/** A text from a function of the language. */
export function inBoth(render: (language: Language) => string): LocalizedText {
  return { en: render("en"), ja: render("ja") };
}

/** A name or an address, which reads the same in every language. */
export function verbatim(text: string): LocalizedText {
  return { en: text, ja: text };
}

/** An optional part of a sentence: nothing when its value is empty. */
export function ifGiven(value: string | undefined, before: string, after: string): string {
  return value === undefined || value === "" ? "" : `${before}${value}${after}`;
}
