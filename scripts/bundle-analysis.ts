import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build, Plugin } from "esbuild";
import { pageScript } from "../lib/review/html/page-script";
import { root } from "./run";
import { writeEntry } from "./write-entry";

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
 * Names are short, since those of all functions would take 36 kB of a tarball that is to stay below a megabyte.
 *
 * @returns the folder of that file
 */
export async function bundleAnalysisIn(folder: string): Promise<string> {
  const home = join(folder, "analysis");
  const file = join(home, "bundle.js");
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
    lineLimit: 500,
    write: false,
  });
  writeFileSync(file, outputFiles[0].text);
  for (const entry of ENTRIES) {
    const path = entry.startsWith("analysis/") ? "./bundle.js" : "../analysis/bundle.js";
    mkdirSync(dirname(join(folder, entry)), { recursive: true });
    writeEntry(join(folder, `${entry}.js`), "", `require("${path}")["${entry}"]`);
  }
  return home;
}
