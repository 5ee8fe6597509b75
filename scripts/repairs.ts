/**
 * Asks for a repair of every pair that isn't reachable, in 500 random networks of several kinds, and does each repair to
 * the letter: `npx tsx scripts/repairs.ts --results FILE`.
 *
 * What a network gave is one line of FILE, and a network that has its line isn't asked again: so a run may be ended and
 * taken up later, and shares (`--from 0 --to 250`, `--from 250 --to 500`) may run side by side into the same file.
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { analyze, readConfiguration, readNetwork, Repair, Verdict } from "../lib/analysis";
import { ExaminedNetwork } from "../lib/analysis/repair/examined-network";
import { findRepairsIn } from "../lib/analysis/repair/find-repairs";
import { groupBy } from "../lib/collections/group-by";
import { remember } from "../lib/collections/remember";
import { cureByForce } from "../test/analysis/repair/support/brute-force";
import { toTheLetter } from "../test/analysis/repair/support/letter";
import { randomHubs } from "../test/analysis/repair/support/random-hubs";
import { randomMeshes } from "../test/analysis/repair/support/random-meshes";
import { RandomNetwork, randomNetworks } from "../test/analysis/repair/support/random-network";
import { randomOdds } from "../test/analysis/repair/support/random-odds";
import { randomServices } from "../test/analysis/repair/support/random-services";
import { randomSites } from "../test/analysis/repair/support/random-sites";

const { values } = parseArgs({
  options: {
    results: { type: "string" },
    from: { type: "string", default: "0" },
    to: { type: "string", default: "500" },
    seed: { type: "string", default: "1" },
    spokes: { type: "string", default: "4" },
    brute: { type: "string", default: "3" },
    only: { type: "string" },
  },
});
const [from, to, seed, spokes, deepest] = [
  values.from,
  values.to,
  values.seed,
  values.spokes,
  values.brute,
].map(Number);

/** What a network gave. */
interface Line {
  readonly network: string;
  readonly pairs: number;
  /** Numbers of edits of the first repairs. */
  readonly edits: readonly number[];
  readonly uncured: readonly string[];
  /** Of the pairs without repair, so many were tried by force, with sets of up to so many edits. */
  readonly forced: number;
  readonly deepest: number;
  readonly missed: readonly string[];
  readonly proven: number;
  readonly broken: readonly string[];
  readonly slowest: number;
  readonly seconds: number;
}

/** So many of a pair are proven and done to the letter, as `fix` shows. */
const REPAIRS = 3;
const size = { min: 2, max: spokes };
const KINDS = {
  plain: randomNetworks(size),
  services: randomServices(size),
  sites: randomSites(size),
  hubs: randomHubs(size),
  meshes: randomMeshes(size),
  odds: randomOdds(size),
};
const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[];
const samples = kinds.map((kind) => fc.sample(KINDS[kind], { seed, numRuns: Math.ceil(to / kinds.length) }));

const lines = new Map<string, Line>();
if (values.results !== undefined && existsSync(values.results)) {
  for (const line of readFileSync(values.results, "utf8").split("\n").filter(Boolean)) {
    const known = JSON.parse(line) as Line;
    lines.set(known.network, known);
  }
}
for (let index = from; index < to; index++) {
  const { kind, name, network } = drawn(index);
  if (!lines.has(name) && (values.only === undefined || values.only === kind)) {
    const line = asked(name, network);
    keep(line);
    const { pairs, edits, seconds } = line;
    console.error(`${index + 1}/${to} ${name}: ${edits.length} of ${pairs} cured, ${seconds.toFixed(0)} s`);
    [...line.uncured, ...line.broken].forEach((one) => console.error(`  ${one}`));
  }
}
for (let index = from; index < to; index++) {
  const { name, network } = drawn(index);
  const line = lines.get(name);
  const isSmall = Object.keys(network.document.resource.azurerm_virtual_network).length <= 4;
  if (line !== undefined && isSmall && line.uncured.length > 0 && line.deepest < deepest) {
    const forced = byForce(line, network);
    keep(forced);
    console.error(`${index + 1}/${to} ${name}: ${forced.forced} pairs by force`);
    forced.missed.forEach((one) => console.error(`  ${one}`));
  }
}
summarize([...lines.values()]);

function drawn(index: number): { kind: string; name: string; network: RandomNetwork } {
  const kind = index % kinds.length;
  const number = Math.floor(index / kinds.length);
  const name = `${kinds[kind]} ${number}, seed ${seed}, up to ${spokes} spokes`;
  return { kind: kinds[kind], name, network: samples[kind][number] };
}

function keep(line: Line): void {
  lines.set(line.network, line);
  if (values.results !== undefined) {
    appendFileSync(values.results, `${JSON.stringify(line)}\n`);
  }
}

function byForce(line: Line, network: RandomNetwork): Line {
  const started = process.cpuUsage().user;
  const { input } = readNetwork(network.document, network.assume);
  const missed = line.uncured.flatMap((one) => {
    const [source, target] = one.split(":")[0].split(" ");
    const { cure } = cureByForce(network, input, [source, target], deepest);
    return cure === undefined ? [] : [`${source} ${target} has a cure: ${JSON.stringify(cure)}`];
  });
  const seconds = line.seconds + (process.cpuUsage().user - started) / 1e6;
  return { ...line, forced: line.uncured.length, deepest, missed, seconds };
}

function asked(name: string, network: RandomNetwork): Line {
  const started = process.cpuUsage().user;
  const { document, assume } = network;
  const { input, model } = readNetwork(document, assume);
  const analysis = analyze(model);
  const whole = new ExaminedNetwork(model, {});
  const verdicts = verdictsOf(document, assume);
  const [edits, uncured, broken]: [number[], string[], string[]] = [[], [], []];
  let [pairs, slowest, proven] = [0, 0, 0];
  const doneToTheLetter = new Map<string, ReadonlyMap<string, Verdict>>();
  const done = (repair: Repair): ReadonlyMap<string, Verdict> =>
    remember(doneToTheLetter, JSON.stringify(repair.edits), () =>
      verdictsOf(toTheLetter(document, repair.edits), assume),
    );
  // Mostly the same is tried for both directions.
  const both = [...groupBy(verdicts, ([pair]) => pair.split(" ").sort().join(" ")).values()].flat();
  for (const [pair, verdict] of both) {
    if (verdict === "REACHABLE") {
      continue;
    }
    pairs++;
    const [source, target] = pair.split(" ");
    const before = process.cpuUsage().user;
    const question = { input, options: {}, from: source, to: target, wish: { kind: "reachable" } } as const;
    const { repairs, tried } = findRepairsIn(whole, question, REPAIRS);
    slowest = Math.max(slowest, (process.cpuUsage().user - before) / 1000);
    broken.push(...repairs.flatMap((repair) => brokenWord(done(repair), verdicts, pair, repair)));
    proven += repairs.length;
    if (repairs.length > 0) {
      edits.push(repairs[0].edits.length);
      continue;
    }
    const why = analysis.explain(source, target).reasons.map(({ code }) => code);
    uncured.push(`${pair}: ${verdict} ${why.join(" ")}, ${tried} sets tried`);
  }
  const seconds = (process.cpuUsage().user - started) / 1e6;
  const counted = { pairs, edits, uncured, proven, broken, slowest, seconds };
  return { network: name, ...counted, forced: 0, deepest: 0, missed: [] };
}

/** What a repair said and isn't so when it is done to the letter: the verdict, and which other pairs change. */
function brokenWord(
  after: ReadonlyMap<string, Verdict>,
  before: ReadonlyMap<string, Verdict>,
  pair: string,
  { edits, makes, alsoChanges }: Repair,
): string[] {
  const said = alsoChanges.map((change) => `${change.from} ${change.to} ${change.after}`).sort();
  const is = [...after]
    .filter(([other, verdict]) => other !== pair && before.has(other) && before.get(other) !== verdict)
    .map(([other, verdict]) => `${other} ${verdict}`)
    .sort();
  return after.get(pair) === makes.verdict && said.join() === is.join()
    ? []
    : [
        `${pair}: said ${makes.verdict}, is ${after.get(pair)}; said ${said.join(", ")}, is ${is.join(", ")}; ${JSON.stringify(edits)}`,
      ];
}

/** The verdict on every pair, read from scratch. */
function verdictsOf(document: object, assume: object): Map<string, Verdict> {
  const analysis = analyze(readConfiguration(document, assume));
  const ids = analysis.endpoints.map(({ id }) => id);
  return new Map(
    ids.flatMap((one) =>
      ids
        .filter((other) => other !== one)
        .map((other): [string, Verdict] => [`${one} ${other}`, analysis.verdict(one, other)]),
    ),
  );
}

function summarize(all: readonly Line[]): void {
  const sum = (count: (line: Line) => number): number => all.reduce((total, line) => total + count(line), 0);
  const [pairs, cured] = [sum((line) => line.pairs), sum(({ edits }) => edits.length)];
  const byEdits = [1, 2, 3, 4, 5, 6, 7, 8].map(
    (many) => `${many}: ${sum(({ edits }) => edits.filter((one) => one === many).length)}`,
  );
  const share = ((100 * cured) / pairs).toFixed(1);
  console.log(`${all.length} networks, ${sum(({ seconds }) => seconds).toFixed(0)} s of CPU`);
  console.log(`${pairs} pairs aren't reachable; ${cured} got a repair (${share} %)`);
  console.log(`by number of edits: ${byEdits.join(", ")}`);
  console.log(
    `${sum(({ proven }) => proven)} repairs done to the letter, ${sum(({ broken }) => broken.length)} didn't keep their word`,
  );
  console.log(
    `${sum(({ forced }) => forced)} of the pairs without a repair tried by force up to ${deepest} edits, ${sum(({ missed }) => missed.length)} have a cure`,
  );
  console.log(`slowest pair: ${Math.max(...all.map(({ slowest }) => slowest)).toFixed(0)} ms of CPU`);
}
