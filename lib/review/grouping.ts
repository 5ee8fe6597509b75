/**
 * Groups endpoints that behave alike, so that 200 like spokes are one line of a matrix instead of 200.
 *
 * Two endpoints are alike when their own kind is (`kindOf`) and every other endpoint meets the same verdict
 * with both, in both directions. Then the matrix is constant over every pair of groups, and saying
 * "any spoke to any other spoke: BLOCKED" is exact, not a summary.
 */
export function groupAlike(
  count: number,
  verdictOf: (from: number, to: number) => string,
  kindOf: (endpoint: number) => string,
): number[][] {
  const groups: number[][] = [];
  const byKind = new Map<string, number[][]>();
  for (let endpoint = 0; endpoint < count; endpoint++) {
    const kind = kindOf(endpoint);
    const candidates = byKind.get(kind) ?? [];
    byKind.set(kind, candidates);
    const home = candidates.find((group) => joins(endpoint, group, count, verdictOf));
    if (home) {
      home.push(endpoint);
    } else {
      const group = [endpoint];
      candidates.push(group);
      groups.push(group);
    }
  }
  return groups;
}

function joins(
  endpoint: number,
  group: readonly number[],
  count: number,
  verdictOf: (from: number, to: number) => string,
): boolean {
  const first = group[0];
  const inside = verdictOf(first, endpoint);
  if (verdictOf(endpoint, first) !== inside) return false;
  if (group.length > 1 && verdictOf(first, group[1]) !== inside) return false;
  for (let other = 0; other < count; other++) {
    if (other === first || other === endpoint) continue;
    if (verdictOf(first, other) !== verdictOf(endpoint, other)) return false;
    if (verdictOf(other, first) !== verdictOf(other, endpoint)) return false;
  }
  return true;
}
