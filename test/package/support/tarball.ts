import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onceInThisRun } from "../../support/once";
import { root, runCommand, runProgram } from "./commands";

/** What `npm pack` made, and what it says of it. */
export interface Tarball {
  readonly file: string;
  /** Bytes, packed. */
  readonly size: number;
  /** Paths inside the package. */
  readonly paths: string[];
}

/** The built command, which starts in a fraction of the time that its sources take: `dist/` is made once in a test run. */
export function builtCommand(): string {
  return onceInThisRun("built", (directory) => {
    runProgram("scripts/build.ts", root);
    const command = join(directory, "hub-spoke.js");
    writeFileSync(command, `require(${JSON.stringify(join(root, "dist/cdktf/cli/main.js"))}).main();\n`);
    return command;
  });
}

/** The package as it would be published: described and packed once in a test run. */
export function tarball(): Tarball {
  return onceInThisRun("tarball", (directory) => {
    // As prepack does, but for the types, which CI checks by itself.
    builtCommand();
    runProgram("scripts/jsii.ts", root);
    const [packed] = JSON.parse(
      runCommand("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", directory], root),
    );
    return {
      file: join(directory, packed.filename),
      size: packed.size,
      paths: packed.files.map(({ path }: { path: string }) => path),
    };
  });
}
