/**
 * Characters that act instead of being seen: controls, line and paragraph separators, everything of format
 * (bidi marks and isolates, zero-width characters, tags), and fillers that are drawn as nothing.
 */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u{e0100}-\u{e01ef}]/gu;

/** `##[error]` and `##vso[…]`: commands to GitHub and Azure Pipelines, wherever they stand in a line of a job's log. */
const RUNNER_COMMAND = /##(?=\[|vso\[)/gi;

/** A construct's path is made of names that users give, which may be of any length. */
const LONGEST_PATH = 300;

/** The path of a construct, in a line of a message. */
export function visiblePath(path: string): string {
  return visible(path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}...` : path);
}

/** A name as what it is: nothing in it ends a line, turns the text round, hides or commands. */
export function visible(text: string): string {
  return text
    .replace(UNSEEN, (character) => {
      const code = character.codePointAt(0) as number;
      return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
    })
    .replace(RUNNER_COMMAND, "#\\x23");
}
