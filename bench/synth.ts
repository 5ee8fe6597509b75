/**
 * `npm run bench`: synthesis of hub-and-spoke networks by this package, checks included, against hand-written cdktf
 * programs that emit the same resources: one as it comes, one of an expert who keeps the core from formatting stack traces,
 * and the expert's with every argument that this package writes, preconditions on passwords above all: the same JSON.
 *
 * Everything runs as a user's compiled program does: plain JavaScript, one synthesis in a process of its own, from
 * the import of what the program uses to the last file. `tsx` would add the cost of its source maps to each stack trace.
 */
import { execFileSync } from "child_process";
import { mkdtempSync, rmSync, writeFileSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { buildSync } from "esbuild";

const ROOT = join(__dirname, "..");
const PROGRAMS = ["this package", "by hand", "expert", "same JSON"] as const;
const SIZES: readonly (readonly [spokes: number, runs: number])[] = [
  [10, 15],
  [100, 9],
  [1000, 5],
];

/** What one process says of itself. */
export interface Measurement {
  /** CPU time of the process's user code, which other processes disturb less than the time on the clock. */
  readonly seconds: number;
  readonly resources: number;
}

/** The programs of this folder as one file of JavaScript that imports the built package. */
function compile(folder: string): void {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, "synth-once.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    supported: { "dynamic-import": false },
    packages: "external",
    external: ["../lib"],
    write: false,
  });
  const published = JSON.stringify(join(ROOT, "dist/cdktf"));
  writeFileSync(join(folder, "synth-once.js"), outputFiles[0].text.replaceAll('"../lib"', published));
}

function measure(folder: string, program: string, spokes: number): Measurement {
  const output = execFileSync(process.execPath, [join(folder, "synth-once.js"), program, String(spokes)], {
    cwd: folder,
    // Warnings of a network that is larger than Azure allows.
    stdio: ["ignore", "pipe", "ignore"],
    encoding: "utf8",
    env: { ...process.env, NODE_PATH: join(ROOT, "node_modules"), NODE_OPTIONS: "" },
  });
  return JSON.parse(output);
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const directory = mkdtempSync(join(tmpdir(), "bench-"));
try {
  compile(directory);
  console.log(
    "spokes  resources  ours (s)  by hand (s)  expert (s)  same JSON (s)  to by hand  to expert  to same JSON  ms per spoke",
  );
  for (const [spokes, runs] of SIZES) {
    const rounds = Array.from({ length: runs }, () =>
      // In turns, so that whatever else the machine does meets all alike.
      PROGRAMS.map((program) => measure(directory, program, spokes)),
    );
    const counts = new Set(rounds.flat().map(({ resources }) => resources));
    if (counts.size > 1) {
      throw new Error(`the programs differ: ${[...counts].join(" and ")} resources`);
    }
    const [ours, hand, expert, same] = PROGRAMS.map((_, index) =>
      median(rounds.map((round) => round[index].seconds)),
    );
    console.log(
      [
        String(spokes).padStart(6),
        String([...counts][0]).padStart(9),
        ours.toFixed(3).padStart(8),
        hand.toFixed(3).padStart(11),
        expert.toFixed(3).padStart(10),
        same.toFixed(3).padStart(13),
        (ours / hand).toFixed(2).padStart(10),
        (ours / expert).toFixed(2).padStart(9),
        (ours / same).toFixed(2).padStart(12),
        ((1000 * ours) / spokes).toFixed(2).padStart(12),
      ].join("  "),
    );
  }
} finally {
  rmSync(directory, { recursive: true });
}
