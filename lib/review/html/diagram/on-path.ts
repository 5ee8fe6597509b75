import { Drawing } from "./drawing";
import { RankedBox } from "./geometry";

/**
 * The boxes that a way passes, and what joins them: networks that are linked with two of them, or where there
 * is none, what stands above them. So the hub is in view also for spokes that can't talk.
 */
export function onPath({ boxes, links }: Drawing, passed: ReadonlySet<string>): RankedBox[] {
  const rankOf = new Map(boxes.map(({ id, rank }) => [id, rank]));
  const joined = new Map<string, Set<string>>();
  for (const { from, to } of links) {
    for (const [end, other] of [
      [from, to],
      [to, from],
    ]) {
      if (passed.has(end) && !passed.has(other)) {
        joined.set(other, (joined.get(other) ?? new Set()).add(end));
      }
    }
  }
  const neighbours = [...joined];
  const between = neighbours.filter(([, ends]) => ends.size > 1);
  const above = neighbours.filter(([id, ends]) =>
    [...ends].every((end) => (rankOf.get(id) ?? 0) < (rankOf.get(end) ?? 0) && (rankOf.get(id) ?? 0) >= 0),
  );
  const more = new Set((between.length > 0 ? between : above).map(([id]) => id));
  return boxes.filter(({ id }) => passed.has(id) || more.has(id));
}
