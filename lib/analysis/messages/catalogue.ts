import { LocalizedText } from "../text";

/**
 * The texts of one area, by code. A text is a function of the parameters that it names, so that a language that is
 * left out, a parameter that is missing and one that is misspelt don't compile.
 */
export interface Catalogue {
  readonly [code: string]: (params: never) => LocalizedText;
}

/** What a code's text is made of. */
export type ParamsOf<C extends Catalogue, Code extends keyof C> = Parameters<C[Code]>[0];

/** A code of the catalogue with the parameters that belong to it. */
export type Situation<C extends Catalogue> = {
  readonly [Code in keyof C]: { readonly code: Code; readonly params: ParamsOf<C, Code> };
}[keyof C];

/** The text of a situation. */
export function textOf<C extends Catalogue>(catalogue: C, { code, params }: Situation<C>): LocalizedText {
  return catalogue[code](params as never);
}
