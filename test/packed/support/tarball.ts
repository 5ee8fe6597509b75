import { join } from "node:path";
import { root, runCommand, runProgram } from "../../package/support/commands";
import { onceInThisRun } from "../../support/once";

/** What `npm pack` made, and what it says of it. */
export interface Tarball {
  readonly file: string;
  /** Bytes, packed. */
  readonly size: number;
  /** Paths inside the package. */
  readonly paths: string[];
}

/** The package as it would be published: described and packed once in a test run. */
export function tarball(): Tarball {
  return onceInThisRun("tarball", (directory) => {
    // As prepack does, but for the types, which CI checks by itself.
    runProgram("scripts/build.ts", root);
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
