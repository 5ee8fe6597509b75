import { writeFileSync } from "node:fs";

/** Writes a module that exports the members of an object, also to programs of ES modules. */
export function writeEntry(file: string, preparation: string, members: string): void {
  const written = (names: readonly string[]): string =>
    [
      `"use strict";`,
      `Object.defineProperty(exports, "__esModule", { value: true });`,
      `${preparation}Object.assign(exports, ${members});`,
      // Never run: tells programs of ES modules the names.
      `0 && (module.exports = { ${names.join(", ")} });`,
      "",
    ].join("\n");
  writeFileSync(file, written([]));
  writeFileSync(file, written(namesOf(file)));
}

function namesOf(module: string): string[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return Object.keys(require(module) as object).filter((name) => name !== "__esModule");
}
