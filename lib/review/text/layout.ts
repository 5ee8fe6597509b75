import Table from "cli-table3";
import { Language } from "../../analysis/result";
import { isWide, terminalWidth } from "../character-width";

/** Everything fits the width of a CI log. */
export const TEXT_WIDTH = 100;

const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** Columns without rules: what remains readable when it is copied into a message. */
export function columns(
  rows: readonly (readonly string[])[],
  options: { readonly language: Language; readonly widths?: readonly (number | null)[] },
): string {
  if (rows.length === 0) return "";
  const table = new Table({
    chars: NO_BORDERS,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
    wordWrap: true,
    // Japanese has no blanks to break at.
    wrapOnWordBoundary: options.language === "en",
    ...(options.widths && { colWidths: [...options.widths] }),
  });
  for (const row of rows) table.push(row.map((text) => printable(text)));
  return trimLines(table.toString());
}

/** A paragraph, indented and wrapped. */
export function paragraph(text: string, indent: number): string {
  return wrap(printable(text), TEXT_WIDTH - indent)
    .map((line) => " ".repeat(indent) + line)
    .join("\n");
}

/** `- text`, wrapped under itself. */
export function bullet(text: string, indent: number, mark = "-"): string {
  const hanging = indent + mark.length + 1;
  return `${" ".repeat(indent)}${mark} ${paragraph(text, hanging).slice(hanging)}`;
}

/** Breaks at blanks and between Japanese characters, but never before a closing mark. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces(text)) {
    if (line !== "" && terminalWidth(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += line === "" ? piece.trimStart() : piece;
  }
  return [...lines, line.trimEnd()];
}

function pieces(text: string): string[] {
  const result: string[] = [];
  for (const character of text) {
    const last = result[result.length - 1] ?? "";
    const before = [...last].pop() ?? "";
    const breaks =
      before === "" ||
      (before === " " && character !== " ") ||
      ((isWide(before) || isWide(character)) && character !== " " && !/[、。)」』,.]/.test(character));
    if (breaks) result.push(character);
    else result[result.length - 1] = last + character;
  }
  return result;
}

export function heading(text: string): string {
  return `\n${text}\n`;
}

function trimLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** Control characters of a name never reach the terminal. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}
