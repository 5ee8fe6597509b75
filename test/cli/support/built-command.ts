import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { root } from "../../package/support/commands";
import { onceInThisRun } from "../../support/once";

/**
 * The command as one file, as the package has it, which starts in a fraction of the time that its sources take. It is made
 * once in a test run. The package's own is judged by `npm run test:package`.
 */
export function builtCommand(): string {
  return onceInThisRun("built", (directory) => {
    const outfile = join(directory, "hub-spoke.js");
    symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
    buildSync({
      stdin: { contents: 'import { main } from "./lib/cli/main";\nmain();', resolveDir: root, loader: "ts" },
      outfile,
      bundle: true,
      platform: "node",
      packages: "external",
    });
    return outfile;
  });
}
