import { ReachabilityMatrix } from "../analysis/result";
import { groupBy } from "../collections/group-by";
import { ReviewEndpoint, VERDICT_LETTERS } from "./document";

/** What the engine knows of so many destinations stays in a processor's cache while all sources are asked about. */
const COLUMNS_AT_ONCE = 64;

/**
 * A letter for each pair, row by row. Endpoints of one class have one row, but for the pairs within their networks: it is
 * asked once, and copied.
 */
export function letteredVerdicts(matrix: ReachabilityMatrix, endpoints: readonly ReviewEndpoint[]): string {
  const count = endpoints.length;
  const letters = Buffer.alloc(count * count, ".");
  const ask = (from: number, to: number): void => {
    const verdict = matrix.verdictAt(from, to);
    letters[from * count + to] = (verdict === undefined ? "." : VERDICT_LETTERS[verdict]).charCodeAt(0);
  };
  for (let start = 0; start < count; start += COLUMNS_AT_ONCE) {
    const end = Math.min(count, start + COLUMNS_AT_ONCE);
    for (const { members } of matrix.classes) {
      const [first] = members;
      for (let to = start; to < end; to++) {
        ask(first, to);
      }
    }
  }
  const inNetwork = groupBy(
    endpoints.map((_, index) => index),
    (index) => endpoints[index].network,
  );
  for (const { members } of matrix.classes) {
    const [first, ...others] = members;
    for (const from of others) {
      letters.copy(letters, from * count, first * count, (first + 1) * count);
      for (const to of [
        ...inNetwork.get(endpoints[first].network)!,
        ...inNetwork.get(endpoints[from].network)!,
      ]) {
        ask(from, to);
      }
    }
  }
  return letters.toString("latin1");
}
