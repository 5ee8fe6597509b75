import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onceInThisRun } from "../../support/once";
import { root, runProgram } from "./commands";

/** The built command, which starts in a fraction of the time that its sources take: `dist/` is made once in a test run. */
export function builtCommand(): string {
  return onceInThisRun("built", (directory) => {
    runProgram("scripts/build.ts", root);
    const command = join(directory, "hub-spoke.js");
    writeFileSync(command, `require(${JSON.stringify(join(root, "dist/cdktf/cli/main.js"))}).main();\n`);
    return command;
  });
}
