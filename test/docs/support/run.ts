import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { root, runCommand } from "../../package/support/commands";
import { ENTRIES } from "./markdown";

/** Where programs are run; gone when the test run ends. */
export function programsFolder(): string {
  return mkdtempSync(join(process.env.HUB_SPOKE_TEST_RUN!, "programs-"));
}

/** Runs programs, each in a folder of its own, as a reader would: what they synthesize is in its `cdktf.out`. */
export function runPrograms(folder: string, programs: ReadonlyMap<string, string>): void {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [name, program] of programs) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "main.ts"), program);
  }
  // One process and one file for all: starting it and loading cdktf costs more than the programs.
  const all = [...programs.keys()].map(
    (name) => `process.chdir(${JSON.stringify(join(folder, name))}); require("./${name}/main.ts");`,
  );
  buildSync({
    stdin: { contents: all.join("\n"), resolveDir: folder },
    outfile: join(folder, "all.js"),
    bundle: true,
    platform: "node",
    packages: "external",
    alias: Object.fromEntries(
      Object.entries(ENTRIES).map(([name, [file]]) => [name, resolve(root, file)] as const),
    ),
  });
  runCommand(process.execPath, ["all.js"], folder);
}
