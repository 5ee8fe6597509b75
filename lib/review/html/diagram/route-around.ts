import { Box, Point } from "./geometry";

/** Where a way touches a box: on either side of it, at a height. */
export interface Port {
  readonly box: Box;
  readonly y: number;
}

/** A bend costs as much as so many pixels of way. */
const BEND = 40;

/**
 * A way of right angles between the sides of two boxes that runs through none: so it crosses no title.
 * `lane` is how far from the boxes it keeps; ways in different lanes don't cover each other.
 */
export function routeAround(from: Port, to: Port, boxes: readonly Box[], lane: number): Point[] {
  const grid = new Grid(from, to, boxes, lane);
  const goals = new Map(grid.besides(to).map(({ step, edge }) => [step, edge]));
  const open = grid.besides(from).map(({ step, edge }): Visit => {
    return { step, points: [edge, grid.at(step)], cost: 0, horizontal: true };
  });
  const done = new Set<string>();
  for (;;) {
    const visit = takeCheapest(open);
    if (visit === undefined) {
      // Boxes that leave no gap between them; better a line through one than none.
      return [grid.edge(from, to), grid.edge(to, from)];
    }
    const key = `${visit.step} ${visit.horizontal}`;
    if (visit.step === ARRIVED) {
      return withoutStraights(visit.points);
    }
    if (!done.has(key)) {
      done.add(key);
      open.push(...grid.next(visit));
      const edge = goals.get(visit.step);
      if (edge) {
        const cost = visit.cost + (visit.horizontal ? 0 : BEND);
        open.push({ step: ARRIVED, points: [...visit.points, edge], cost, horizontal: true });
      }
    }
  }
}

const ARRIVED = -1;

interface Visit {
  /** Index of a crossing of the grid. */
  readonly step: number;
  /** The way so far. */
  readonly points: readonly Point[];
  readonly cost: number;
  /** How it came here. */
  readonly horizontal: boolean;
}

/** The lines beside all boxes, and the crossings at which a way can bend. */
class Grid {
  private readonly xs: readonly number[];
  private readonly ys: readonly number[];

  public constructor(
    from: Port,
    to: Port,
    private readonly boxes: readonly Box[],
    private readonly lane: number,
  ) {
    const sorted = (values: number[]) => [...new Set(values)].sort((a, b) => a - b);
    this.xs = sorted(boxes.flatMap((box) => [box.x - lane, box.x + box.width + lane]));
    this.ys = sorted([from.y, to.y, ...boxes.flatMap((box) => [box.y - lane, box.y + box.height + lane])]);
  }

  public at(step: number): Point {
    return {
      x: this.xs[Math.floor(step / this.ys.length)],
      y: this.ys[step % this.ys.length],
    };
  }

  /** The crossings left and right of a port, as far as nothing stands there. */
  public besides({ box, y }: Port): { readonly step: number; readonly edge: Point }[] {
    return [
      { edge: { x: box.x, y }, x: box.x - this.lane },
      { edge: { x: box.x + box.width, y }, x: box.x + box.width + this.lane },
    ]
      .filter(({ edge, x }) => this.isClear(edge, { x, y }))
      .map(({ edge, x }) => ({ step: this.xs.indexOf(x) * this.ys.length + this.ys.indexOf(y), edge }));
  }

  /** The side of a port that faces another. */
  public edge({ box, y }: Port, other: Port): Point {
    return { x: box.x < other.box.x ? box.x + box.width : box.x, y };
  }

  public next(visit: Visit): Visit[] {
    const here = this.at(visit.step);
    const rows = this.ys.length;
    const column = Math.floor(visit.step / rows);
    const row = visit.step % rows;
    const steps = [
      { is: column > 0, step: visit.step - rows, horizontal: true },
      { is: column + 1 < this.xs.length, step: visit.step + rows, horizontal: true },
      { is: row > 0, step: visit.step - 1, horizontal: false },
      { is: row + 1 < rows, step: visit.step + 1, horizontal: false },
    ];
    return steps
      .filter(({ is, step }) => is && this.isClear(here, this.at(step)))
      .map(({ step, horizontal }): Visit => {
        const there = this.at(step);
        const length = Math.abs(there.x - here.x) + Math.abs(there.y - here.y);
        const bend = horizontal === visit.horizontal ? 0 : BEND;
        return { step, horizontal, cost: visit.cost + length + bend, points: [...visit.points, there] };
      });
  }

  private isClear(a: Point, b: Point): boolean {
    const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
    const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
    return !this.boxes.some(
      (box) => right > box.x && left < box.x + box.width && bottom > box.y && top < box.y + box.height,
    );
  }
}

function takeCheapest(open: Visit[]): Visit | undefined {
  let cheapest = 0;
  open.forEach((visit, index) => {
    if (visit.cost < open[cheapest].cost) {
      cheapest = index;
    }
  });
  return open.splice(cheapest, 1)[0];
}

/** Only the ends and the bends. */
function withoutStraights(points: readonly Point[]): Point[] {
  return points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    const straight =
      before &&
      after &&
      ((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
    return !straight;
  });
}
