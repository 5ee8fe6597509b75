/**
 * The arguments of a resource, or of a block in it, read by name.
 *
 * Wherever several names are given they are spellings of one argument in different versions of the provider; the
 * first that is set counts. A value that is known only after apply reads as undefined, like one that is absent;
 * {@link isSet} and {@link isUnknown} tell them apart.
 */
export interface Arguments {
  /** A text that is known and not empty. */
  text(...names: string[]): string | undefined;
  /** A text as written, known or not: two equal ones mean the same thing. */
  printed(...names: string[]): string | undefined;
  number(...names: string[]): number | undefined;
  boolean(...names: string[]): boolean | undefined;
  /** Texts of a list; a single one counts as a list of one. */
  texts(...names: string[]): TextList;
  /** The members of a list, known or not. */
  items(...names: string[]): readonly unknown[];
  /** Nested blocks; JSON writes one block as an object, several as a list. */
  blocks(...names: string[]): readonly Arguments[];
  /** Whether it is set, and not to the empty text or list that a plan or state writes for an unset one. */
  isSet(...names: string[]): boolean;
  /** Whether it is set to something that only apply tells, or to a list with such a member. */
  isUnknown(...names: string[]): boolean;
}

/** Texts of a list that are known, and the expressions of those that aren't. */
export interface TextList {
  readonly known: readonly string[];
  /** As written; `undefined` when all are known. */
  readonly unknown?: string;
}

/** Those of what has none. */
export const NO_ARGUMENTS: Arguments = {
  text: () => undefined,
  printed: () => undefined,
  number: () => undefined,
  boolean: () => undefined,
  texts: () => ({ known: [] }),
  items: () => [],
  blocks: () => [],
  isSet: () => false,
  isUnknown: () => false,
};

/** Whether a text as written is known only after apply, or a part of it is. */
export function isUnknown(written: string | undefined): boolean {
  return written?.includes("${") ?? false;
}
