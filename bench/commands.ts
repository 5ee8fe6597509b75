/**
 * `npm run bench`: whole commands on large networks, from the file on disk to the last line printed, each in a process
 * of its own, against reading the same file. Seconds are user CPU, which other processes disturb least.
 */
import { spawnSync } from "child_process";
import { mkdtempSync, rmSync, writeFileSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { largeNetwork, LargeDesign } from "./large-networks";

const PUBLISHED = join(__dirname, "../dist/cdktf");

interface Usage {
  readonly seconds: number;
  readonly megabytes: number;
  /** Characters printed, in millions of bytes. */
  readonly printed: number;
}

/** A command as a user has it: what is published, with an account of what it used. */
function script(folder: string): string {
  const file = join(folder, "measured.js");
  writeFileSync(
    file,
    `process.on("exit", () => process.stderr.write("\\nused " + JSON.stringify({
       seconds: process.cpuUsage().user / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 })));
     const [, , first, input] = process.argv;
     if (first === "read") {
       require(${JSON.stringify(join(PUBLISHED, "analysis"))}).readInput(input);
     } else {
       require(${JSON.stringify(join(PUBLISHED, "cli/main.js"))}).main();
     }`,
  );
  return file;
}

function measure(program: string, args: readonly string[]): Usage {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  const used = /used (\{.*\})$/.exec(stderr)?.[1];
  if (status !== 0 || used === undefined) {
    throw new Error(`${args.join(" ")}: ${stderr}`);
  }
  return { ...JSON.parse(used), printed: Buffer.byteLength(stdout) / 1e6 };
}

type Command = (file: string, changed: string) => string[];

const reach: Command = (file) => ["reach", file];
const pair: Command = (file) => ["reach", file, "--from", "spoke1/default", "--to", "spoke2/default"];
/** A pair that a route keeps apart, with the search for what cures it. */
const cure: Command = (file) => ["reach", file, "--from", "spoke1/default", "--to", "spoke8/default"];
const routes: Command = (file) => ["routes", file];
const diff: Command = (file, changed) => ["diff", file, changed];
/** The cures of findings: each spoke has one, and each cure is proven in the whole. */
const fix: Command = (file) => ["fix", file, "--format", "json"];
const page: Command = (file) => ["review", file, "--format", "html"];

const RUNS: readonly (readonly [number, LargeDesign, string, Command])[] = [
  [1000, "alike", "reach", reach],
  [1000, "own exceptions", "reach", reach],
  [1000, "own security rules", "reach", reach],
  [1000, "own exceptions", "one pair", pair],
  [50, "own exceptions", "cure", cure],
  [1000, "own exceptions", "cure", cure],
  [300, "on a virtual hub", "reach", reach],
  [300, "per prefix", "reach", reach],
  [1000, "per prefix", "reach", reach],
  [300, "per prefix", "routes", routes],
  [300, "own exceptions", "reach", reach],
  [300, "own exceptions", "diff", diff],
  [50, "own exceptions", "fix", fix],
  [100, "own exceptions", "fix", fix],
  [400, "own exceptions", "fix", fix],
  [3000, "alike", "page", page],
];

const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  const program = script(folder);
  console.log("spokes  design              command    CPU (s)  to reading    peak  printed");
  for (const [spokes, design, name, command] of RUNS) {
    const file = join(folder, "network.tf.json");
    const changed = join(folder, "changed.tf.json");
    const text = largeNetwork(spokes, design);
    writeFileSync(file, text);
    // One spoke changes: its way to the hub's appliance.
    writeFileSync(
      changed,
      text.replace('"next_hop_in_ip_address":"10.0.1.4"', '"next_hop_in_ip_address":"10.0.1.9"'),
    );
    const reading = measure(program, ["read", file]);
    const used = measure(program, command(file, changed));
    console.log(
      `${String(spokes).padStart(6)}  ${design.padEnd(18)}  ${name.padEnd(9)} ${used.seconds.toFixed(2).padStart(8)}` +
        `${(used.seconds / reading.seconds).toFixed(1).padStart(12)}${used.megabytes.toFixed(0).padStart(8)} MB` +
        `${used.printed.toFixed(1).padStart(6)} MB`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
