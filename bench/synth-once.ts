/** One synthesis in this process, and what it took: `bench/synth.ts` starts it, compiled. */
import { mkdtempSync, rmSync } from "fs";
import { join } from "path";
import { App } from "cdktf";
import type { Measurement } from "./synth";

/** Imports included: the provider's resources are loaded here, late by us and at once by a program by hand. */
async function synthesize(app: App, program: string, spokes: number): Promise<void> {
  if (program === "this package") {
    const { Synthesis } = await import("../lib");
    const { ours } = await import("./ours");
    ours(app, spokes);
    Synthesis.run(app);
    return;
  }
  if (program !== "by hand") {
    // The core formats a stack trace for every nested block and every token; nobody reads them.
    Error.prepareStackTrace = () => "";
  }
  const { handWritten } = await import("./hand-written");
  handWritten(app, spokes, program === "same JSON");
  app.synth();
}

async function main(program: string, spokes: number): Promise<void> {
  const outdir = mkdtempSync(join(__dirname, "out-"));
  const app = new App({ outdir });
  const before = process.cpuUsage();
  await synthesize(app, program, spokes);
  const seconds = process.cpuUsage(before).user / 1e6;
  const { countResources } = await import("./hand-written");
  const measurement: Measurement = { seconds, resources: countResources(outdir) };
  rmSync(outdir, { recursive: true });
  console.log(JSON.stringify(measurement));
}

void main(process.argv[2], Number(process.argv[3]));
