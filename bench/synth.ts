/**
 * `npm run bench`: synthesis of hub-and-spoke networks by this package against a hand-written cdktf program that
 * emits the same resources. Ratios within one run; medians of several.
 */
import { mkdtempSync, rmSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { App } from "cdktf";
import { countResources, handWritten } from "./hand-written";
import { ours } from "./ours";

const RUNS = 5;

function once(build: (app: App) => void): { readonly seconds: number; readonly resources: number } {
  const outdir = mkdtempSync(join(tmpdir(), "bench-"));
  global.gc?.();
  const start = process.hrtime.bigint();
  const app = new App({ outdir });
  build(app);
  app.synth();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const resources = countResources(outdir);
  rmSync(outdir, { recursive: true });
  return { seconds, resources };
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

console.log("spokes  resources  ours (s)  by hand (s)  ratio  ms per spoke");
for (const spokes of [10, 100, 1000]) {
  const times: { ours: number[]; hand: number[] } = { ours: [], hand: [] };
  let resources = 0;
  // Alternating, so that whatever else the machine does meets both alike; the first round warms up.
  for (let run = 0; run <= RUNS; run++) {
    const [byHand, byUs] = [once((app) => handWritten(app, spokes)), once((app) => ours(app, spokes))];
    if (byHand.resources !== byUs.resources) {
      throw new Error(`${byUs.resources} resources by us and ${byHand.resources} by hand`);
    }
    resources = byUs.resources;
    if (run > 0) {
      times.ours.push(byUs.seconds);
      times.hand.push(byHand.seconds);
    }
  }
  const [a, b] = [median(times.ours), median(times.hand)];
  console.log(
    [
      String(spokes).padStart(6),
      String(resources).padStart(9),
      a.toFixed(3).padStart(8),
      b.toFixed(3).padStart(11),
      (a / b).toFixed(2).padStart(5),
      ((1000 * a) / spokes).toFixed(2).padStart(12),
    ].join("  "),
  );
}
