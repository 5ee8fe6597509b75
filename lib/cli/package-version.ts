import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Of the package.json above this file, wherever the sources or what was built from them stand. */
export function packageVersion(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file)) {
      return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
    }
  }
  return "unknown";
}
