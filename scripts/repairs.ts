/**
 * Asks for a repair of every pair that isn't reachable, in random networks of two kinds:
 * `npx tsx scripts/repairs.ts [networks] [seed] [plain|services] [most spokes]`.
 * Prints how many got one, what nothing helped against, and what a search costs. `PROVE=1` does each first repair to the
 * letter; `BRUTE=3` tries every set of up to three edits on the pairs that got none (hours, but for networks of two spokes).
 */
import fc from "fast-check";
import {
  analyze,
  Edit,
  EditableInput,
  findRepairs,
  readConfiguration,
  readNetwork,
  Repair,
} from "../lib/analysis";
import { editSpace } from "../test/analysis/repair/support/edit-space";
import { toTheLetter } from "../test/analysis/repair/support/letter";
import { RandomNetwork, randomNetworks } from "../test/analysis/repair/support/random-network";
import { randomServices } from "../test/analysis/repair/support/random-services";

const [networks = "500", seed = "1", kind = "plain", most = "5"] = process.argv.slice(2);
const size = { min: 2, max: Number(most) };
const cured = new Map<number, number>();
const left = new Map<string, number>();
/** Edits in the largest sets that are tried by force. */
const deepest = Number(process.env.BRUTE ?? 0);
let asked = 0;
let slowest = 0;
let broken = 0;
let missed = 0;

fc.sample(kind === "services" ? randomServices(size) : randomNetworks(size), {
  seed: Number(seed),
  numRuns: Number(networks),
}).forEach((network, index) => {
  const { document, assume } = network;
  const { input, model } = readNetwork(document, assume);
  const analysis = analyze(model);
  const uncured: [string, string][] = [];
  if (process.env.SHOW && index % 10 === 0) {
    console.log(`network ${index}: ${asked} pairs so far`);
  }
  for (const from of analysis.endpoints) {
    for (const to of analysis.endpoints) {
      if (from === to || analysis.verdict(from.id, to.id) === "REACHABLE") {
        continue;
      }
      asked++;
      const before = process.cpuUsage();
      const question = { input, options: {}, from: from.id, to: to.id, wish: { kind: "reachable" } } as const;
      const answer = findRepairs(question);
      const { user, system } = process.cpuUsage(before);
      slowest = Math.max(slowest, (user + system) / 1000);
      const [first] = answer.repairs;
      if (first === undefined) {
        const { verdict, reasons } = analysis.explain(from.id, to.id);
        const why = `${verdict} ${reasons.map(({ code }) => code).join(" ")}`;
        left.set(why, (left.get(why) ?? 0) + 1);
        uncured.push([from.id, to.id]);
        if (process.env.SHOW) {
          console.log(`network ${index}: ${from.id} -> ${to.id}: ${why}, tried ${answer.tried}`);
        }
      } else {
        cured.set(first.edits.length, (cured.get(first.edits.length) ?? 0) + 1);
        if (process.env.PROVE) {
          answer.repairs.forEach((repair) => prove(index, network, from.id, to.id, repair));
        }
      }
    }
  }
  if (deepest > 0 && uncured.length > 0) {
    for (const [pair, edits] of cures(network, input, uncured)) {
      missed++;
      console.log(`network ${index}: ${pair} has a cure that wasn't found:\n  ${JSON.stringify(edits)}`);
    }
  }
});

/** Does a repair to the letter: the verdict, and which other pairs change. */
function prove(
  index: number,
  { document, assume }: RandomNetwork,
  from: string,
  to: string,
  repair: Repair,
): void {
  const before = analyze(readConfiguration(document, assume));
  const after = analyze(readConfiguration(toTheLetter(document, repair.edits), assume));
  const ids = new Set(after.endpoints.map(({ id }) => id));
  const changed = before.endpoints.flatMap((one) =>
    before.endpoints.flatMap((other) =>
      one === other || !ids.has(one.id) || !ids.has(other.id) || (one.id === from && other.id === to)
        ? []
        : before.verdict(one.id, other.id) === after.verdict(one.id, other.id)
          ? []
          : [`${one.id} ${other.id} ${after.verdict(one.id, other.id)}`],
    ),
  );
  const said = repair.alsoChanges.map((change) => `${change.from} ${change.to} ${change.after}`);
  const { verdict } = after.explain(from, to);
  if (verdict !== repair.makes.verdict || said.sort().join() !== changed.sort().join()) {
    broken++;
    console.log(`network ${index}: ${from} -> ${to}: said ${repair.makes.verdict}, is ${verdict}`);
    console.log(`  said ${said.join(", ")}\n  is   ${changed.join(", ")}\n  ${JSON.stringify(repair.edits)}`);
  }
}

/** The first set of up to three edits that cures each of some pairs, by trying all of them. */
function cures(
  { document }: RandomNetwork,
  input: EditableInput,
  pairs: readonly [string, string][],
): Map<string, readonly Edit[]> {
  const found = new Map<string, readonly Edit[]>();
  const whole = analyze(input.edited([]));
  for (const [from, to] of pairs) {
    const ends = [from, to].map((id) => whole.endpoints.find((one) => one.id === id)!);
    const steps = editSpace(document, ends);
    const started = process.cpuUsage().user;
    const tryAll = (chosen: readonly (readonly Edit[])[], next: number): boolean => {
      for (let i = next; i < steps.length; i++) {
        const edits = [...chosen, steps[i]].flat();
        if (edits.length > deepest) {
          continue;
        }
        if (analyze(input.edited(edits)).explain(from, to).verdict === "REACHABLE") {
          found.set(`${from} -> ${to}`, edits);
          return true;
        }
        if (edits.length < deepest && tryAll([...chosen, steps[i]], i + 1)) {
          return true;
        }
      }
      return false;
    };
    tryAll([], 0);
    if (process.env.SHOW) {
      const seconds = (process.cpuUsage().user - started) / 1e6;
      console.log(`  ${from} -> ${to}: ${steps.length} steps by force, ${seconds.toFixed(0)} s`);
    }
  }
  return found;
}

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
if (process.env.PROVE) {
  console.log(`${broken} repairs didn't keep their word`);
}
if (deepest > 0) {
  console.log(`${missed} of the pairs without a repair have one of up to ${deepest} edits`);
}
[...left]
  .sort(([, a], [, b]) => b - a)
  .slice(0, 20)
  .forEach(([why, times]) => console.log(`${times}\t${why}`));
