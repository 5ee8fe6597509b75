import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, Plugin } from "esbuild";
import { pageScript } from "../lib/review/html/page-script";
import { root } from "./run";

/** Folders of the analysis and of what shows it; nobody outside imports from them but by {@link ENTRIES}. */
const FOLDERS = ["analysis", "review", "cli"];

/** Whether a file of `dist/` goes into the one file, which is formatted as it is written. */
export function isBundled(path: string): boolean {
  return FOLDERS.some((folder) => path.startsWith(join("cdktf", folder, "/")));
}

/** Modules that are imported from outside. */
const ENTRIES = ["analysis/index", "analysis/jest", "cli/main"];

/** The review page's script, bundled once and for all, so that users need no bundler. */
const PAGE_SCRIPT: Plugin = {
  name: "page-script",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]html[\\/]page-script\.ts$/ }, () => ({
      contents: `export const pageScript = () => ${JSON.stringify(pageScript())};`,
    })),
};

/**
 * Makes one file of the analysis and the command, since reading 500 of them is half of what the command takes to start.
 * What it imports of other packages stays outside, and what is loaded when needed, too. It is made from the sources:
 * of compiled modules, which look each other's members up when they are used, it would be a fifth larger. All modules run
 * when any entry is loaded: those that wait for an entry each stand in a function, and V8 would read them twice.
 *
 * @returns the folder of that file
 */
export async function bundleAnalysisIn(folder: string): Promise<string> {
  const home = join(folder, "analysis");
  const file = join(home, "bundle.js");
  const names = new Map(ENTRIES.map((entry) => [entry, namesOf(join(folder, entry))]));
  const { outputFiles } = await build({
    stdin: {
      contents: ENTRIES.map((entry) => `export * as ${JSON.stringify(entry)} from "./${entry}";`).join("\n"),
      resolveDir: join(root, "lib"),
    },
    plugins: [PAGE_SCRIPT],
    bundle: true,
    platform: "node",
    format: "cjs",
    packages: "external",
    charset: "utf8",
    minify: true,
    // So that traces can be read.
    keepNames: true,
    lineLimit: 120,
    write: false,
  });
  for (const part of FOLDERS) {
    readdirSync(join(folder, part), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".js"))
      .forEach((name) => rmSync(join(folder, part, name)));
  }
  writeFileSync(file, outputFiles[0].text);
  for (const [entry, exported] of names) {
    const path = entry.startsWith("analysis/") ? "./bundle.js" : "../analysis/bundle.js";
    const lines = [
      `"use strict";`,
      `Object.defineProperty(exports, "__esModule", { value: true });`,
      `Object.assign(exports, require("${path}")["${entry}"]);`,
      // Never run: tells programs of ES modules the names.
      `0 && (module.exports = { ${exported.join(", ")} });`,
    ];
    writeFileSync(join(folder, `${entry}.js`), `${lines.join("\n")}\n`);
  }
  return home;
}

function namesOf(module: string): string[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return Object.keys(require(module) as object).filter((name) => name !== "__esModule");
}
