import { Language } from "../../analysis/result";
import { PHRASES } from "../phrases";

/** Forges refuse a comment of more than 65,536 characters; a workflow may add some of its own. */
export const LONGEST_COMMENT = 64_000;

/** A block of a comment. */
export interface Part {
  readonly text: string;
  /** Said elsewhere, or by another command: the first to go where not everything fits. */
  readonly optional?: boolean;
}

/** Everything of all networks as one comment; what doesn't fit is counted. */
export function comment(parts: readonly Part[], language: Language): string {
  const separator = "\n\n";
  let length = parts.reduce((sum, { text }) => sum + text.length + separator.length, 0);
  const dropped = new Set<Part>();
  const last = [...parts].reverse();
  for (const part of [
    ...last.filter(({ optional }) => optional),
    ...last.filter(({ optional }) => !optional),
  ]) {
    if (length <= LONGEST_COMMENT) {
      break;
    }
    dropped.add(part);
    length -= part.text.length + separator.length;
  }
  const note = PHRASES.commentCut({ count: dropped.size })[language];
  return [
    // Said first: what is missing isn't taken for nothing.
    ...(dropped.size === 0 ? [] : [`**${note}**`]),
    ...parts.filter((part) => !dropped.has(part)).map(({ text }) => text),
    "",
  ].join(separator);
}
