/**
 * Asks for a repair of every pair that isn't reachable, in 500 random networks: `npx tsx scripts/repairs.ts [networks] [seed]`.
 * Prints how many got one, what nothing helped against, and what a search costs.
 */
import fc from "fast-check";
import { analyze, findRepairs, readNetwork } from "../lib/analysis";
import { randomNetworks } from "../test/analysis/repair/support/random-network";

const networks = Number(process.argv[2] ?? 500);
const seed = Number(process.argv[3] ?? 1);
const cured = new Map<number, number>();
const left = new Map<string, number>();
let asked = 0;
let slowest = 0;

fc.sample(randomNetworks({ min: 2, max: 5 }), { seed, numRuns: networks }).forEach(
  ({ document, assume }, index) => {
    const { input, model } = readNetwork(document, assume);
    const analysis = analyze(model);
    for (const from of analysis.endpoints) {
      for (const to of analysis.endpoints) {
        if (from === to || analysis.verdict(from.id, to.id) === "REACHABLE") {
          continue;
        }
        asked++;
        const before = process.cpuUsage();
        const answer = findRepairs({
          input,
          options: {},
          from: from.id,
          to: to.id,
          wish: { kind: "reachable" },
        });
        const { user, system } = process.cpuUsage(before);
        slowest = Math.max(slowest, (user + system) / 1000);
        const [first] = answer.repairs;
        if (first === undefined) {
          const { verdict, reasons } = analysis.explain(from.id, to.id);
          const why = `${verdict} ${reasons.map(({ code }) => code).join(" ")}`;
          left.set(why, (left.get(why) ?? 0) + 1);
          if (process.env.SHOW) {
            console.log(`network ${index}: ${from.id} -> ${to.id}: ${why}, tried ${answer.tried}`);
          }
        } else {
          cured.set(first.edits.length, (cured.get(first.edits.length) ?? 0) + 1);
        }
      }
    }
  },
);
const count = [...cured.values()].reduce((sum, one) => sum + one, 0);
console.log(
  `${asked} pairs aren't reachable; ${count} got a repair (${((100 * count) / asked).toFixed(1)} %).`,
);
console.log(
  "by number of edits:",
  [...cured]
    .sort(([a], [b]) => a - b)
    .map(([edits, times]) => `${edits}: ${times}`)
    .join(", "),
);
console.log(`slowest: ${slowest.toFixed(0)} ms of CPU`);
[...left]
  .sort(([, a], [, b]) => b - a)
  .slice(0, 20)
  .forEach(([why, times]) => console.log(`${times}\t${why}`));
