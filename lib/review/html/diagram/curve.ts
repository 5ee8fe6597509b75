import { Point } from "./geometry";

const RADIUS = 7;

const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The path of a link through the points that its layout found, rounded at the bends. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (rest.length < 2) {
    return `M${at(first)}L${rest.map(at).join("L")}`;
  }
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1];
    const end = index === rest.length - 2 ? next : middle(point, next);
    return `Q${at(point)} ${at(end)}`;
  });
  return `M${at(first)}${bends.join("")}`;
}

/** The path of a trace: straight, with small rounded corners. */
export function corners(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const steps = rest.map((point, index) => {
    const next = rest[index + 1];
    if (!next) {
      return `L${at(point)}`;
    }
    const before = index === 0 ? first : rest[index - 1];
    return `L${at(towards(point, before))}Q${at(point)} ${at(towards(point, next))}`;
  });
  return `M${at(first)}${steps.join("")}`;
}

/** A point a corner's radius from a bend, or half of the way where that is shorter. */
function towards(bend: Point, other: Point): Point {
  const length = Math.hypot(other.x - bend.x, other.y - bend.y);
  const part = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: bend.x + (other.x - bend.x) * part, y: bend.y + (other.y - bend.y) * part };
}

export function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
