/**
 * What starting costs: importing the package on top of cdktf, and the command on the lab, from the built JavaScript
 * as a user has it. Medians of processes that take turns.
 */
import { spawnSync } from "child_process";
import { existsSync, mkdtempSync, writeFileSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { App } from "cdktf";
import { HubSpokeStack } from "../apps/hub-spoke";
import { Synthesis } from "../lib";

const RUNS = 15;
const ROOT = join(__dirname, "..");

function milliseconds(args: string[]): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`${args.join(" ")}: ${stderr}`);
  }
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Medians of several commands, which take turns so that whatever else the machine does meets all alike. */
function medians(commands: string[][]): number[] {
  const times = commands.map((): number[] => []);
  for (let run = 0; run < RUNS; run++) {
    commands.forEach((args, index) => times[index].push(milliseconds(args)));
  }
  return times.map((list) => list.sort((a, b) => a - b)[Math.floor(RUNS / 2)]);
}

if (!existsSync(join(ROOT, "dist/cdktf/index.js"))) {
  throw new Error("Build first: npm run build");
}
const outdir = mkdtempSync(join(tmpdir(), "bench-"));
const app = new App({ outdir });
new HubSpokeStack(app);
Synthesis.run(app);

// In the repo bin/hub-spoke.js runs the sources; this runs what is published.
const published = join(outdir, "hub-spoke.js");
writeFileSync(published, `require(${JSON.stringify(join(ROOT, "dist/cdktf/cli/main.js"))}).main();`);

const [node, core, ours, command] = medians([
  ["-e", "0"],
  ["-e", 'require("cdktf")'],
  ["-e", 'require("cdktf"); require("./dist/cdktf")'],
  [published, "reach", join(outdir, "stacks/hub-spoke/cdk.tf.json")],
]);
console.log(`node alone                          ${node.toFixed(0)} ms`);
console.log(`import cdktf                        ${(core - node).toFixed(0)} ms on top`);
console.log(`import this package                 ${(ours - core).toFixed(0)} ms on top of that`);
console.log(`hub-spoke reach on the lab, cold    ${command.toFixed(0)} ms in all`);
