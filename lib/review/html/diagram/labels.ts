import { middle } from "./curve";
import { Box, Point } from "./geometry";

/** A text that wants to stand on its line. */
export interface WantedLabel {
  readonly points: readonly Point[];
  readonly width: number;
}

const HEIGHT = 15;
/** Where on the line a label may stand, the best first. */
const PLACES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];

/** The middle of each label: over no box and no other label; undefined where there is no such place. */
export function placeLabels(wanted: readonly WantedLabel[], boxes: readonly Box[]): (Point | undefined)[] {
  const taken: Omit<Box, "id">[] = [...boxes];
  return wanted.map(({ points, width }) => {
    for (const part of PLACES) {
      const centre = pointAt(points, part);
      const area = { x: centre.x - width / 2, y: centre.y - HEIGHT / 2, width, height: HEIGHT };
      if (!taken.some((other) => overlap(area, other))) {
        taken.push(area);
        return centre;
      }
    }
    return undefined;
  });
}

function overlap(a: Omit<Box, "id">, b: Omit<Box, "id">): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The point of the drawn curve after so much of its length. */
function pointAt(points: readonly Point[], part: number): Point {
  const line = [points[0], ...points.slice(1).map((point, index) => middle(points[index], point))];
  line.push(points[points.length - 1]);
  const lengths = line
    .slice(1)
    .map((point, index) => Math.hypot(point.x - line[index].x, point.y - line[index].y));
  let left = part * lengths.reduce((sum, length) => sum + length, 0);
  for (const [index, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const [a, b] = [line[index], line[index + 1]];
      return { x: a.x + ((b.x - a.x) * left) / length, y: a.y + ((b.y - a.y) * left) / length };
    }
    left -= length;
  }
  return line[line.length - 1];
}
