import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { ScriptTarget, transpileModule } from "typescript";
import { loadProviderLate } from "./load-provider-late";
import { root } from "./run";
import { writeEntry } from "./write-entry";

/** Loads a package, and says which entry is for which core where it isn't there: Node.js names a file of ours alone. */
const LOAD = `function load(name) {
  try {
    return packages[name]();
  } catch (error) {
    const missing = /^Cannot find module '((?:@[^/']+\\/)?[^/']+)/.exec(error.message)?.[1];
    if (missing === undefined || error.requireStack?.[0] !== __filename) throw error;
    throw new Error(
      missing + ' is not installed. Programs of cdktf import "cdktf-azure-hub-spoke", those of cdktn ' +
        '"cdktf-azure-hub-spoke/cdktn": import the one of your core, or install ' + missing + ".",
    );
  }
}
`;

/**
 * Makes one file of the constructs, since reading 217 was a fifth of what a synth of ten spokes took. It is a function of
 * what loads other packages, so that both flavours share it: each one's entry hands it its own core and provider. It
 * keeps its statements' lines and names, so that traces can be read; comments stand beside the types, for editors.
 */
export async function bundleConstructsIn(folder: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "lib/index.ts")],
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "cjs",
    packages: "external",
    charset: "utf8",
    // Classes are called what they are, also where two files use one name.
    keepNames: true,
    write: false,
  });
  const code = withoutComments(outputFiles[0].text)
    .replace(/^"use strict";\n/, "")
    .replaceAll('= require("', '= load("');
  const packages = [...new Set([...code.matchAll(/\bload\("([^"]+)"\)/g)].map(([, name]) => name))];
  const lines = [
    `"use strict";`,
    // In parentheses it is compiled at once: else V8 would read it twice, which is a third of the import.
    `module.exports = (function (load) {`,
    `const module = {};`,
    `${loadProviderLate(code)}return module.exports;`,
    `});`,
  ];
  writeFileSync(join(folder, "constructs.js"), `${lines.join("\n")}\n`);
  // Written out one by one, since tools that bundle a user's program follow plain calls of `require` alone.
  const loaders = packages.sort().map((name) => `  "${name}": () => require("${name}"),\n`);
  writeEntry(
    join(folder, "index.js"),
    `const packages = {\n${loaders.join("")}};\n${LOAD}`,
    `require("./constructs.js")(load)`,
  );
}

/** esbuild keeps the comments of members, a tenth of the code. */
function withoutComments(code: string): string {
  const compilerOptions = { removeComments: true, target: ScriptTarget.ESNext, allowJs: true };
  return transpileModule(code, { compilerOptions, fileName: "constructs.js" }).outputText;
}
