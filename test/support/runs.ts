/** Runs of a property whose space is large: as many as a quick run takes, and more in `npm run test:long`. */
export function runs(count: number): number {
  return count * Number(process.env.TIMES ?? 1);
}
