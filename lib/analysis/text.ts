/** Languages of everything that is said. */
export type Language = "en" | "ja";

/** A text in every language. */
export interface LocalizedText {
  readonly en: string;
  readonly ja: string;
}

/** Named parts of a sentence. */
export type Params<Names extends string> = { readonly [name in Names]: string };

/** Numbers in a sentence, or numbers as the language writes them. */
export type Counts<Names extends string> = { readonly [name in Names]: number | string };

/** Texts that only our own programs choose: plain, or functions of the parameters that they name. */
export interface Phrases {
  readonly [name: string]: LocalizedText | ((params: never) => LocalizedText);
}

/** A text from a function of the language. */
export function inBoth(render: (language: Language) => string): LocalizedText {
  return { en: render("en"), ja: render("ja") };
}

/** A name or an address, which reads the same in every language. */
export function verbatim(text: string): LocalizedText {
  return { en: text, ja: text };
}

/** Each text once. */
export function distinct(texts: readonly LocalizedText[]): LocalizedText[] {
  return [...new Map(texts.map((text) => [text.en, text])).values()];
}

/** An optional part of a sentence: nothing when its value is empty. */
export function ifGiven(value: string | undefined, before: string, after: string): string {
  return value === undefined || value === "" ? "" : `${before}${value}${after}`;
}
