/**
 * The first of so many places, in order, at which something holds; their number where it holds at none. What holds at one
 * holds at all behind it.
 */
export function firstIndex(count: number, holdsAt: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holdsAt(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
