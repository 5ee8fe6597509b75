// What "are the types wrong" has against a packed package, as JSON: `node types-of-package.mjs FILE`. By its library, since
// its command spends half of its time on looking whether there are folders.
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";

const packed = createPackageFromTarballData(new Uint8Array(readFileSync(process.argv[2])));

// Its own looks through all paths of the package each time.
const folders = new Set();
for (const file of packed.listFiles()) {
  for (let folder = posix.dirname(file); !folders.has(folder); folder = posix.dirname(folder)) {
    folders.add(folder);
  }
}
packed.directoryExists = (path) => folders.has(path.replace(/(?<=.)\/$/, ""));

// "./cdktf" is "." by another name.
const { problems } = await checkPackage(packed, { excludeEntrypoints: ["./cdktf"] });
process.stdout.write(JSON.stringify(problems));
