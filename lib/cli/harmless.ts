import { visible } from "../review";
import { Terminal } from "./terminal";

/**
 * Names come from anybody's configuration, and what a job prints is read by its runner: `::error::` at the beginning of
 * a line is a command to GitHub Actions.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gm, "$1\\x3a");
}

/** JSON of the same value, in which nothing acts on a terminal or a runner, and nothing hides from a reader. */
export function harmlessJson(json: string): string {
  return json
    .replace(/##(?=\[|vso\[)/gi, "#\\u0023")
    .replace(/[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      Array.from({ length: character.length }, (_, at) => escaped(character.charCodeAt(at))).join(""),
    );
}

function escaped(code: number): string {
  return `\\u${code.toString(16).padStart(4, "0")}`;
}

/** A terminal of which stderr shows each text as one line, whatever is in it. */
export function sayingLines(terminal: Terminal): Terminal {
  return {
    ...terminal,
    err: (text) => terminal.err(`${withoutCommands(visible(shortened(text.replace(/\n$/, ""))))}\n`),
  };
}

/** Names and expressions may be of any length; nobody reads a sentence of so many characters. */
const LONGEST_LINE = 3000;

function shortened(text: string): string {
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
}
