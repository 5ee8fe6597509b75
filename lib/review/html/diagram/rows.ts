import { Box, Point, RankedBox } from "./geometry";

const GAP = 56;
const BETWEEN_ROWS = 84;
/** Room for traces that run round the outermost boxes. */
const MARGIN = 60;

export interface Rows {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly RankedBox[];
}

/** A few boxes of a large diagram, moved together: a row for each rank, the hub above what hangs on it. */
export function inRows(boxes: readonly RankedBox[]): Rows {
  const ranks = [...new Set(boxes.map(({ rank }) => rank))].sort((a, b) => a - b);
  const rows = ranks.map((rank) => boxes.filter((box) => box.rank === rank));
  const widthOf = (row: readonly RankedBox[]) =>
    row.reduce((width, box) => width + box.width, GAP * (row.length - 1));
  const inner = Math.max(0, ...rows.map(widthOf));
  let y = MARGIN;
  const placed = rows.flatMap((row) => {
    let x = MARGIN + (inner - widthOf(row)) / 2;
    const top = y;
    y += Math.max(...row.map(({ height }) => height)) + BETWEEN_ROWS;
    return row.map((box): RankedBox => {
      const moved = { ...box, x, y: top };
      x += box.width + GAP;
      return moved;
    });
  });
  return {
    width: inner + 2 * MARGIN,
    height: Math.max(MARGIN, y - BETWEEN_ROWS) + MARGIN,
    boxes: placed,
  };
}

/** The line of a link between two boxes in rows: from row to row, or below both. */
export function linkInRows(one: Box, other: Box): Point[] {
  const [upper, lower] = one.y <= other.y ? [one, other] : [other, one];
  const bottom = upper.y + upper.height;
  if (lower.y >= bottom) {
    const [from, to] = [upper.x + upper.width / 2, lower.x + lower.width / 2];
    const half = (bottom + lower.y) / 2;
    return [
      { x: from, y: bottom },
      { x: from, y: half },
      { x: to, y: half },
      { x: to, y: lower.y },
    ];
  }
  const [left, right] = one.x <= other.x ? [one, other] : [other, one];
  const start = { x: left.x + left.width * 0.6, y: left.y + left.height };
  const end = { x: right.x + right.width * 0.4, y: right.y + right.height };
  const low = Math.max(start.y, end.y) + MARGIN / 2;
  return [start, { x: start.x + 24, y: low }, { x: end.x - 24, y: low }, end];
}
