import { Language, VERDICTS, Verdict } from "../../analysis/result";
import { remember } from "../../collections/remember";
import { terminalWidth } from "../character-width";
import { cutText } from "../cut-text";
import { ReviewDocument, VERDICT_LETTERS, verdictBetween } from "../document";
import { blockOf } from "../grouping";
import { PHRASES, VERDICT_MEANINGS, VERDICT_SIGNS, verdictName } from "../phrases";
import { whyNoPairs } from "../summary";
import { columns, printable, textWidth } from "./layout";

/** Beyond so many endpoints the matrix has a line for each kind of endpoint, not for each endpoint. */
const LINES_BEFORE_GROUPING = 20;
const LONGEST_LABEL = 44;
/** "✗ CONDITIONAL", the longest of them. */
const WORD_WIDTH = 13;
/** Beside a verdict that is another within one virtual network. */
const EXCEPTION_MARK = "*";
/** "12 ✓R " */
const NARROW_CELL = 4;

const NARROW_CELLS = new Map(
  VERDICTS.map((verdict) => [
    verdict,
    `${VERDICT_SIGNS[verdict]}${VERDICT_LETTERS[verdict]}`.padStart(NARROW_CELL),
  ]),
);

type Cells = Pick<ReviewDocument, "endpoints" | "verdicts">;

/** A line of the matrix: an endpoint, or several that behave alike. */
interface Line {
  readonly label: string;
  readonly members: readonly number[];
}

/** Who can talk to whom, as a grid: whole words where they fit, else letters under numbered columns. */
export function matrixAsText(document: ReviewDocument, language: Language): string {
  const without = whyNoPairs(document);
  if (without !== undefined) {
    return without[language];
  }
  const lines = linesOf(document, language);
  // Each cell asks for these.
  const cells: Cells = { endpoints: document.endpoints, verdicts: document.verdicts };
  const matrix = wordsFit(lines) ? inWords(cells, lines, language) : inLetters(cells, lines, language);
  return withNote(matrix, language);
}

function linesOf(document: ReviewDocument, language: Language): Line[] {
  if (document.endpoints.length <= LINES_BEFORE_GROUPING) {
    return document.endpoints.map((endpoint, index) => {
      return { label: endpoint.id, members: [index] };
    });
  }
  return document.groups.map((members) => {
    const name = document.endpoints[members[0]].id;
    const label =
      members.length === 1
        ? name
        : PHRASES.others({ name, count: (members.length - 1).toLocaleString(language) })[language];
    return { label, members };
  });
}

function wordsFit(lines: readonly Line[]): boolean {
  const label = Math.max(...lines.map((line) => line.label.length), "from \\ to".length);
  const widths = lines.map((line) => Math.max(...headOf(line).map((text) => text.length), WORD_WIDTH));
  return label + widths.reduce((sum, width) => sum + width + 2, 0) <= textWidth();
}

/** A column's head in two lines, the network above the subnet: three words of verdict are narrower than an id. */
function headOf({ label }: Line): [string, string] {
  const cut = label.lastIndexOf("/", label.indexOf(" ") < 0 ? undefined : label.indexOf(" "));
  return cut < 0 ? ["", label] : [label.slice(0, cut), label.slice(cut)];
}

function inWords(cells: Cells, lines: readonly Line[], language: Language): string {
  const heads = lines.map(headOf);
  const rows = lines.map((from) => [
    from.label,
    ...lines.map((to) => {
      const cell = cellOf(cells, from, to);
      return cell ? `${VERDICT_SIGNS[cell.verdict]} ${verdictName(cell.verdict, language)}${cell.mark}` : "·";
    }),
  ]);
  return columns(
    [
      ["", ...heads.map(([network]) => network)],
      [PHRASES.fromAbove[language], ...heads.map(([, subnet]) => subnet)],
      ...rows,
    ],
    true,
  );
}

function inLetters(cells: Cells, lines: readonly Line[], language: Language): string {
  const digits = Math.max(2, String(lines.length).length);
  const number = (index: number) => String(index + 1).padStart(digits);
  const names = lines.map(({ label }) => printable(label));
  const longest = Math.max(...names.map(terminalWidth));
  const nameWidth = Math.min(LONGEST_LABEL, Math.floor(textWidth() / 2), longest);
  const labelWidth = digits + 2 + nameWidth;
  const abreast = Math.max(1, Math.floor((textWidth() - labelWidth) / NARROW_CELL));
  const labels = names.map((name, index) => {
    const text = `${number(index)}  ${cutText(name, terminalWidth, nameWidth, names)}`;
    return text + " ".repeat(Math.max(0, labelWidth - terminalWidth(text)));
  });
  const blocks: string[] = [];
  for (let start = 0; start < lines.length; start += abreast) {
    const shown = lines.slice(start, start + abreast);
    const head =
      " ".repeat(labelWidth) + shown.map((_, index) => number(start + index).padStart(NARROW_CELL)).join("");
    const cellsOf = rowsOf(cells, shown);
    const rows = lines.map((from, index) => labels[index] + cellsOf(from));
    blocks.push([head, ...rows].join("\n"));
  }
  return [...blocks, legend(cells, language)].join("\n\n");
}

/** The cells of a line below some columns. Where all are one endpoint, neighbours' letters make them, nearly always the same. */
function rowsOf(cells: Cells, shown: readonly Line[]): (from: Line) => string {
  const [first] = shown[0].members;
  const areNeighbours = shown.every(({ members }, i) => members.length === 1 && members[0] === first + i);
  const known = new Map<string, string>();
  return (from) => {
    const make = (): string => shown.map((to) => narrowCell(cells, from, to)).join("");
    if (!areNeighbours || from.members.length > 1) {
      return make();
    }
    const start = from.members[0] * cells.endpoints.length + first;
    return remember(known, cells.verdicts.slice(start, start + shown.length), make);
  };
}

/** A cell in letters; in a large matrix most lines are one endpoint. */
function narrowCell(cells: Cells, from: Line, to: Line): string {
  const isPair = from.members.length === 1 && to.members.length === 1;
  const verdict = isPair ? verdictBetween(cells, from.members[0], to.members[0]) : undefined;
  return verdict === undefined ? letterCell(cellOf(cells, from, to)) : NARROW_CELLS.get(verdict)!;
}

function letterCell(cell: ReturnType<typeof cellOf>): string {
  if (cell === undefined) {
    return "·".padStart(NARROW_CELL);
  }
  const text = NARROW_CELLS.get(cell.verdict)!;
  return cell.mark === "" ? text : `${text.trimStart()}${cell.mark}`.padStart(NARROW_CELL);
}

function legend(cells: Cells, language: Language): string {
  const used = VERDICTS.filter((verdict) => cells.verdicts.includes(VERDICT_LETTERS[verdict]));
  return used
    .map(
      (verdict) =>
        `${VERDICT_SIGNS[verdict]}${VERDICT_LETTERS[verdict]}  ${verdictName(verdict, language)}: ${VERDICT_MEANINGS[verdict][language]}`,
    )
    .join("\n");
}

/** The verdict of a cell, and whether it is another within one network. */
function cellOf(
  cells: Cells,
  from: Line,
  to: Line,
): { readonly verdict: Verdict; readonly mark: string } | undefined {
  const block = blockOf(cells, from.members, to.members);
  const verdict = block && verdictBetween(cells, ...block.example);
  return verdict && { verdict, mark: block.exception ? EXCEPTION_MARK : "" };
}

function withNote(matrix: string, language: Language): string {
  return matrix.includes(EXCEPTION_MARK) ? `${matrix}\n\n${PHRASES.otherWithin[language]}` : matrix;
}
