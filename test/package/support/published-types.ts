import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { onceInThisRun } from "../../support/once";
import { root, runTool } from "./commands";

/** The types that a user of the package has, by the name that is imported. They are written once in a test run. */
export function publishedTypes(): { readonly [name: string]: string[] } {
  const folder = onceInThisRun("published", (directory) => {
    symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
    const types = join(directory, "types");
    // As scripts/build.ts does. That they are right is for `npm run typecheck` to say.
    const how = [
      "-p",
      "tsconfig.build.json",
      "--noCheck",
      "--emitDeclarationOnly",
      "--singleThreaded",
      "--outDir",
      types,
    ];
    runTool("typescript-7/bin/tsc", how, root);
    return types;
  });
  return {
    "cdktf-azure-hub-spoke": [join(folder, "index.d.ts")],
    "cdktf-azure-hub-spoke/analysis": [join(folder, "analysis/index.d.ts")],
    "cdktf-azure-hub-spoke/analysis/jest": [join(folder, "analysis/jest.d.ts")],
  };
}
