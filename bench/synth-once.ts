/** One synthesis in this process, and what it took: `bench/synth.ts` starts it, compiled. */
import { mkdtempSync, rmSync } from "fs";
import { join } from "path";
import { App } from "cdktf";
import type { Measurement } from "./synth";

const [program, size] = process.argv.slice(2);
const spokes = Number(size);
const outdir = mkdtempSync(join(__dirname, "out-"));
const app = new App({ outdir });
const before = process.cpuUsage();
// What a program imports is part of what it costs: the provider's resources are loaded here, in one way or the other.
/* eslint-disable @typescript-eslint/no-require-imports */
if (program === "this package") {
  const { ours }: typeof import("./ours") = require("./ours");
  const { Synthesis }: typeof import("../lib") = require("../lib");
  ours(app, spokes);
  Synthesis.run(app);
} else {
  if (program === "expert") {
    // The core formats a stack trace for every nested block and every token; nobody reads them.
    Error.prepareStackTrace = () => "";
  }
  const { handWritten }: typeof import("./hand-written") = require("./hand-written");
  handWritten(app, spokes);
  app.synth();
}
const seconds = process.cpuUsage(before).user / 1e6;
const { countResources }: typeof import("./hand-written") = require("./hand-written");
const measurement: Measurement = { seconds, resources: countResources(outdir) };
rmSync(outdir, { recursive: true });
console.log(JSON.stringify(measurement));
