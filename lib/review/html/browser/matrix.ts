// The grid of who can talk to whom: alike endpoints are one line, and a filter takes single ones out of it.

import { Language, Verdict } from "../../../analysis/result";
import { visible } from "../../../text/visible";
import { verdictBetween } from "../../document";
import { pairFor } from "../../document";
import { Block, blockOf } from "../../grouping";
import { inBoth } from "../../language";
import { PHRASES, VERDICT_SIGNS, VERDICT_WORDS } from "../../phrases";
import { fitText } from "../diagram/measure";
import { PageNetwork } from "../page-data";
import { find, findAll, label, make, say } from "./dom";
import { moveInGrid } from "./grid-keys";
import { LineOfMatrix, indexesOf, linesOf, writeIndexes } from "./lines";
import { wayOf } from "./pair";
import { keepClearOf, scrollWithin } from "./scroll";

const LINES_SHOWN = 80;
const GROUP_FROM = 16;
const WIDE_UP_TO = 6;
/** Whoever types on waits for no drawing: thousands of cells are drawn when the typing pauses so many milliseconds. */
const TYPING_PAUSE = 120;
/** Of the heads of narrow columns, in pixels. */
const HEAD_SIZE = 12.5;
const HEAD_ROOM = 180;
/** As many narrow columns as fit a sheet of paper. */
const PRINTED_ABREAST = 20;

export interface MatrixView {
  draw(): void;
  drawForPrint(): void;
  select(from: number, to: number): void;
  /** Shows what changes with other verdicts; as it is, where none are given. */
  preview(verdicts: string | undefined): void;
}

export function setUpMatrix(
  root: ParentNode,
  data: PageNetwork,
  onSelect: (from: number, to: number) => void,
): MatrixView {
  const matrix = new Matrix(root, data, onSelect);
  matrix.listen();
  matrix.draw();
  return matrix;
}

class Matrix implements MatrixView {
  private readonly holder: HTMLElement;
  private readonly filter: HTMLInputElement;
  private readonly grouping: HTMLInputElement;
  private readonly notice: HTMLElement;
  private selected: readonly [number, number] | undefined;
  private after: string | undefined;

  public constructor(
    root: ParentNode,
    private readonly data: PageNetwork,
    private readonly onSelect: (from: number, to: number) => void,
  ) {
    this.holder = find(root, ".matrix-holder");
    this.filter = find<HTMLInputElement>(root, ".filter");
    this.grouping = find<HTMLInputElement>(root, ".grouping");
    this.notice = find(root, ".matrix-notice");
    const alike = data.groups.some((group) => group.length > 1);
    this.grouping.checked = alike && data.endpoints.length > GROUP_FROM;
    labelOf(this.grouping).hidden = !alike || data.endpoints.length <= WIDE_UP_TO;
    labelOf(this.filter).hidden = data.endpoints.length <= WIDE_UP_TO;
  }

  public listen(): void {
    const { holder } = this;
    let typing: number | undefined;
    this.filter.addEventListener("input", () => {
      window.clearTimeout(typing);
      typing = window.setTimeout(() => this.draw(), TYPING_PAUSE);
    });
    this.grouping.addEventListener("change", () => this.draw());
    holder.addEventListener("click", (event) => {
      const cell = cellOf(event);
      if (cell) {
        this.choose(cell);
      }
    });
    holder.addEventListener("keydown", (event) => {
      const cell = cellOf(event);
      if (cell && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        this.choose(cell);
      } else if (cell) {
        keepClearOf(find(holder, "thead th"), holder);
        moveInGrid(event, cell, holder);
      }
    });
  }

  public draw(): void {
    const { data, holder, after } = this;
    const all = this.allLines();
    // The pair that was chosen is in sight, however many lines there are.
    const lines = all.filter(
      ({ members }, index) => index < LINES_SHOWN || this.selected?.some((end) => members.includes(end)),
    );
    say(
      this.notice,
      all.length > lines.length
        ? PHRASES.linesShown({ shown: lines.length, all: all.length })
        : all.length === 0
          ? PHRASES.noMatch
          : "",
    );
    const isWide = lines.length <= WIDE_UP_TO;
    holder.replaceChildren(drawGrid(data, after, lines, lines, isWide));
    // Words where they fit, else signs: a cell that has to be scrolled to is not seen.
    if (isWide && holder.scrollWidth > holder.clientWidth) {
      holder.replaceChildren(drawGrid(data, after, lines, lines, false));
    }
    addNote(holder);
    this.mark();
  }

  public drawForPrint(): void {
    const lines = this.allLines();
    say(this.notice, "");
    const blocks: Node[] = [];
    // As many in each block, or nearly: else the last one may be a single column.
    const abreast = Math.ceil(lines.length / Math.ceil(lines.length / PRINTED_ABREAST));
    for (let start = 0; start < lines.length; start += abreast) {
      const columns = lines.slice(start, start + abreast);
      blocks.push(drawGrid(this.data, this.after, lines, columns, lines.length <= WIDE_UP_TO - 2));
    }
    this.holder.replaceChildren(...blocks);
    addNote(this.holder);
  }

  public select(from: number, to: number): void {
    this.selected = [from, to];
    if (this.chosenCell()) {
      this.mark();
    } else {
      this.draw();
    }
  }

  public preview(verdicts: string | undefined): void {
    this.after = verdicts;
    this.draw();
  }

  private allLines() {
    return linesOf(this.data, this.filter.value, this.grouping.checked);
  }

  private chosenCell(): HTMLElement | undefined {
    const { selected } = this;
    return findAll(this.holder, "td[data-from]").find(
      ({ dataset }) =>
        selected &&
        indexesOf(dataset.from).includes(selected[0]) &&
        indexesOf(dataset.to).includes(selected[1]),
    );
  }

  private mark(): void {
    const { holder } = this;
    const cells = findAll(holder, "td[data-from]");
    const chosen = this.chosenCell();
    for (const cell of cells) {
      cell.setAttribute("aria-selected", String(cell === chosen));
      cell.tabIndex = -1;
    }
    const entry = chosen ?? cells[0];
    if (entry) {
      entry.tabIndex = 0;
    }
    keepClearOf(find(holder, "thead th"), holder);
    if (chosen) {
      scrollWithin(holder, chosen.getBoundingClientRect());
    }
  }

  private choose(cell: HTMLElement): void {
    const block = blockOf(this.data, indexesOf(cell.dataset.from), indexesOf(cell.dataset.to));
    if (block) {
      cell.focus();
      this.onSelect(...block.example);
    }
  }
}

function labelOf(input: HTMLInputElement): HTMLElement {
  return input.closest("label") ?? input;
}

function cellOf(event: Event): HTMLElement | undefined {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>("td[data-from]") : null;
  return cell ?? undefined;
}

function addNote(holder: Element): void {
  if (findAll(holder, ".word").some((word) => word.textContent?.endsWith("*"))) {
    holder.append(make("p", "quiet", PHRASES.otherWithin));
  }
}

function drawGrid(
  data: PageNetwork,
  after: string | undefined,
  rows: readonly LineOfMatrix[],
  columns: readonly LineOfMatrix[],
  wide: boolean,
): HTMLTableElement {
  const table = make("table", wide ? "matrix" : "matrix compact");
  table.setAttribute("role", "grid");
  label(table, PHRASES.whoTalks);
  const head = make("tr", "", make("th", "", PHRASES.fromAbove));
  for (const column of columns) {
    head.append(headerCell(data, column, "col", wide));
  }
  const body = make("tbody", "");
  for (const row of rows) {
    const line = make("tr", "");
    line.append(headerCell(data, row, "row", wide));
    for (const column of columns) {
      const cell = drawCell(data, row, column, wide);
      line.append(after === undefined ? cell : changedCell(data, after, row, column, cell, wide));
    }
    body.append(line);
  }
  table.append(make("thead", "", head), body);
  return table;
}

function headerCell(data: PageNetwork, line: LineOfMatrix, scope: "row" | "col", wide: boolean): HTMLElement {
  const { id } = data.endpoints[line.members[0]];
  const cut = id.lastIndexOf("/");
  const cell = make("th", "");
  cell.scope = scope;
  cell.title = line.members
    .slice(0, 30)
    .map((index) => visible(data.endpoints[index].id))
    .join("\n");
  if (wide) {
    cell.append(make("span", "net", cut < 0 ? "" : id.slice(0, cut)), make("span", "sub", id.slice(cut + 1)));
  } else {
    const ids = data.endpoints.map((endpoint) => endpoint.id);
    cell.append(make("span", "sub", fitText(id, HEAD_SIZE, HEAD_ROOM, ids)));
  }
  if (line.members.length > 1) {
    cell.append(make("span", "net", PHRASES.andLike({ count: line.members.length - 1 })));
  }
  return cell;
}

function drawCell(data: PageNetwork, from: LineOfMatrix, to: LineOfMatrix, wide: boolean): HTMLElement {
  const cell = make("td", "");
  const block = blockOf(data, from.members, to.members);
  const verdict = block && verdictBetween(data, ...block.example);
  if (!block || !verdict) {
    cell.className = "self";
    cell.setAttribute("role", "gridcell");
    label(cell, PHRASES.samePlace);
    return cell;
  }
  cell.setAttribute("role", "gridcell");
  cell.className = verdict;
  writeIndexes(cell, from, to);
  const [source, target] = block.example;
  const pair = pairFor(data, source, target);
  const way = pair && verdict !== "BLOCKED" ? wayOf(pair) : undefined;
  cell.append(make("span", "word", wordOf(block, verdict, wide)));
  if (wide && way) {
    cell.append(" ", make("span", "way", way));
  }
  const ends = { from: data.endpoints[source].id, to: data.endpoints[target].id };
  const words = VERDICT_WORDS[verdict];
  label(
    cell,
    inBoth((language) => {
      const comma = language === "ja" ? "、" : ", ";
      const params = { ...ends, verdict: words[language], way: way ? `${comma}${way[language]}` : "" };
      return PHRASES.cellLabel(params)[language];
    }),
  );
  cell.title = visible(`${ends.from} → ${ends.to}`);
  return cell;
}

/** A cell in which something changes says what, before and after. */
function changedCell(
  data: PageNetwork,
  verdicts: string,
  { members: sources }: LineOfMatrix,
  { members: targets }: LineOfMatrix,
  cell: HTMLElement,
  wide: boolean,
): HTMLElement {
  const count = data.endpoints.length;
  const isChanged = (from: number, to: number): boolean =>
    data.verdicts[from * count + to] !== verdicts[from * count + to];
  for (const from of sources) {
    const to = targets.find((target) => isChanged(from, target));
    if (to !== undefined) {
      const [before, after] = [data.verdicts, verdicts].map((letters) =>
        verdictBetween({ endpoints: data.endpoints, verdicts: letters }, from, to)!,
      );
      cell.className = `${after} changed`;
      const said = (language: Language, word: (verdict: Verdict) => string) =>
        PHRASES.changesTo({ before: word(before), after: word(after) })[language];
      const signed = (language: Language) =>
        said(language, (verdict) => `${VERDICT_SIGNS[verdict]} ${VERDICT_WORDS[verdict][language]}`);
      const signs = `${VERDICT_SIGNS[before]}→${VERDICT_SIGNS[after]}`;
      cell.replaceChildren(make("span", "word", wide ? inBoth(signed) : signs));
      const ends = { from: data.endpoints[from].id, to: data.endpoints[to].id };
      label(
        cell,
        inBoth((language) => {
          const verdict = said(language, (one) => VERDICT_WORDS[one][language]);
          return PHRASES.cellLabel({ ...ends, verdict, way: "" })[language];
        }),
      );
      return cell;
    }
  }
  return cell;
}

function wordOf({ exception }: Block, verdict: keyof typeof VERDICT_SIGNS, wide: boolean) {
  const sign = VERDICT_SIGNS[verdict];
  const mark = exception ? "*" : "";
  const { en, ja } = VERDICT_WORDS[verdict];
  return wide ? { en: `${sign} ${en}${mark}`, ja: `${sign} ${ja}${mark}` } : `${sign}${mark}`;
}
