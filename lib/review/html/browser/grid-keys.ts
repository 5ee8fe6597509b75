import { findAll } from "./dom";

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrow keys, Home and End walk the grid; one cell at a time is in the tab order. */
export function moveInGrid(event: KeyboardEvent, cell: HTMLElement, holder: Element): void {
  const rows = findAll(holder, "tbody tr").map((row) => findAll(row, "td"));
  const row = rows.findIndex((cells) => cells.includes(cell));
  const step = STEPS[event.key];
  let next: HTMLElement | undefined;
  if (step) {
    next = cellAfter(rows, [row, rows[row].indexOf(cell)], step);
  } else if (event.key === "Home" || event.key === "End") {
    const cells = (event.ctrlKey ? rows.flat() : rows[row]).filter(({ dataset }) => dataset.from);
    next = event.key === "Home" ? cells[0] : cells[cells.length - 1];
  } else {
    return;
  }
  event.preventDefault();
  if (next) {
    cell.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    // To focus it leaves it half behind a head that stays.
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

/** The next cell that stands for a pair: the diagonal is stepped over. */
function cellAfter(
  rows: readonly (readonly HTMLElement[])[],
  [row, column]: readonly [number, number],
  [down, right]: readonly [number, number],
): HTMLElement | undefined {
  for (let place = 1; ; place++) {
    const cell = rows[row + place * down]?.[column + place * right];
    if (!cell || cell.dataset.from) {
      return cell;
    }
  }
}
