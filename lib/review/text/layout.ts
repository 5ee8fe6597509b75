import { visible as printable } from "../../text/visible";
import { isWide, terminalWidth } from "../character-width";

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

/**
 * Columns without rules: what remains readable when it is copied into a message.
 * Where they don't fit, the widest ones are wrapped, a head before what is below it.
 */
export function columns(rows: readonly (readonly string[])[], hasHead = false): string {
  if (rows.length === 0) {
    return "";
  }
  const cells = rows.map((row) => row.map(printable));
  const widths = fittingWidths(cells, hasHead);
  return cells
    .map((row) =>
      linesOf(
        row.map((text, column) => wrap(text, widths[column], true)),
        widths,
      ),
    )
    .join("\n");
}

/** One row, in as many lines as its tallest cell has. */
function linesOf(row: readonly (readonly string[])[], widths: readonly number[]): string {
  const height = Math.max(...row.map((cell) => cell.length));
  const lines = Array.from({ length: height }, (_, at) => {
    const padded = row.map((cell, column) => {
      const text = cell[at] ?? "";
      return text + " ".repeat(Math.max(0, widths[column] - terminalWidth(text)));
    });
    return padded.join(" ".repeat(GAP)).trimEnd();
  });
  return lines.join("\n");
}

const GAP = 2;

function fittingWidths(cells: readonly (readonly string[])[], hasHead: boolean): number[] {
  const [head, ...body] = cells;
  const widths = head.map((_, column) => widestOf(cells, column));
  // A head is narrowed as far as nothing below it and no word of its own is cut.
  const least = hasHead
    ? head.map((text, column) =>
        Math.max(widestOf(body, column), ...words(text).map((word) => terminalWidth(word.trimEnd()))),
      )
    : widths;
  const room = textWidth() - GAP * (widths.length - 1);
  let excess = widths.reduce((sum, each) => sum + each, 0) - room;
  for (; excess > 0; excess--) {
    const heads = widths.map((each, column) => (each > least[column] ? each : 0));
    const narrowed = Math.max(...heads) > 0 ? heads : widths;
    widths[narrowed.indexOf(Math.max(...narrowed))]--;
  }
  return widths;
}

function widestOf(cells: readonly (readonly string[])[], column: number): number {
  return cells.reduce((widest, row) => Math.max(widest, terminalWidth(row[column])), 1);
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
 * Breaks at blanks and between Japanese characters, but never before a closing mark or after an opening bracket; within
 * a word only where it has to fit, since an address cut in two can't be copied.
 */
function wrap(text: string, room: number, mustFit = false): string[] {
  if (terminalWidth(text) <= room) {
    return [text.trim()];
  }
  const lines: string[] = [];
  let line = "";
  const parts = mustFit ? cellPieces(text, room) : pieces(text);
  for (const piece of parts) {
    if (line !== "" && terminalWidth(line + piece.trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += line === "" ? piece.trimStart() : piece;
  }
  return [...lines, line.trimEnd()];
}

/** A cell has few characters in a line: a word of it stays whole, also a Japanese one, unless it doesn't fit alone. */
function cellPieces(text: string, room: number): string[] {
  const cut = (parts: readonly string[], smaller: (part: string) => string[]): string[] =>
    parts.flatMap((part) => (terminalWidth(part.trimEnd()) > room ? smaller(part) : [part]));
  return cut(cut(words(text), pieces), (piece) => [...piece]);
}

function words(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}

/** What Japanese typesetting ends no line with, and begins none with. */
const OPENING = /[（(「『［[]/;
const CLOSING = /[、。，．・：；？！）)」』］\],.:;?!ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]/;

function pieces(text: string): string[] {
  const result: string[] = [];
  let before = "";
  for (const character of text) {
    const breaks =
      before === "" ||
      (before === " " && character !== " ") ||
      ((isWide(before) || isWide(character)) &&
        character !== " " &&
        !OPENING.test(before) &&
        !CLOSING.test(character));
    if (breaks) {
      result.push(character);
    } else {
      result[result.length - 1] += character;
    }
    before = character;
  }
  return result;
}

export function heading(text: string): string {
  return `\n${text}\n`;
}

/** What acts instead of being seen never reaches the terminal. */
export { visible as printable } from "../../text/visible";
