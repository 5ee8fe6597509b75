import Table from "cli-table3";
import { isWide, terminalWidth } from "../character-width";
import { visible as printable } from "../visible";

/** The width of a CI log, where no window tells another. */
const LOG_WIDTH = 100;
/** Narrower than this, a name and a verdict don't stand beside each other. */
const NARROWEST = 40;

let width = LOG_WIDTH;

/** How many columns everything fits. */
export function textWidth(): number {
  return width;
}

/** Renders for a window of so many columns; renderers run to their end at once, so nobody else sees its width. */
export function forWindow<T>(wide: number | undefined, render: () => T): T {
  const before = width;
  width = wide === undefined ? LOG_WIDTH : Math.max(NARROWEST, wide);
  try {
    return render();
  } finally {
    width = before;
  }
}

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

/**
 * Columns without rules: what remains readable when it is copied into a message.
 * Where they don't fit, the widest ones are wrapped.
 */
export function columns(rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) {
    return "";
  }
  const cells = rows.map((row) => row.map(printable));
  const widths = fittingWidths(cells);
  const table = new Table({
    chars: NO_BORDERS,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
    colWidths: widths,
  });
  table.push(...cells.map((row) => row.map((text, column) => wrap(text, widths[column], true).join("\n"))));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

const GAP = 2;

function fittingWidths(cells: readonly (readonly string[])[]): number[] {
  const widths = cells[0].map((_, column) => Math.max(1, ...cells.map((row) => terminalWidth(row[column]))));
  const room = textWidth() - GAP * (widths.length - 1);
  let excess = widths.reduce((sum, each) => sum + each, 0) - room;
  for (; excess > 0; excess--) {
    widths[widths.indexOf(Math.max(...widths))]--;
  }
  return widths;
}

/** A paragraph, indented and wrapped. */
export function paragraph(text: string, indent: number): string {
  return wrap(printable(text), textWidth() - indent)
    .map((line) => " ".repeat(indent) + line)
    .join("\n");
}

/** `- text`, wrapped under itself. */
export function bullet(text: string, indent: number, mark = "-"): string {
  const hanging = indent + mark.length + 1;
  return `${" ".repeat(indent)}${mark} ${paragraph(text, hanging).slice(hanging)}`;
}

/**
 * Breaks at blanks and between Japanese characters, but never before a closing mark; within a word only where
 * it has to fit, since an address cut in two can't be copied.
 */
function wrap(text: string, room: number, mustFit = false): string[] {
  const lines: string[] = [];
  let line = "";
  const parts = pieces(text).flatMap((piece) =>
    mustFit && terminalWidth(piece.trimEnd()) > room ? [...piece] : [piece],
  );
  for (const piece of parts) {
    if (line !== "" && terminalWidth(line + piece.trimEnd()) > room) {
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
    if (breaks) {
      result.push(character);
    } else {
      result[result.length - 1] = last + character;
    }
  }
  return result;
}

export function heading(text: string): string {
  return `\n${text}\n`;
}

/** What acts instead of being seen never reaches the terminal. */
export { visible as printable } from "../visible";
