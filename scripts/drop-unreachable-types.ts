import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The declarations that a file names: in `from "./x"`, `import "./x"` and `import("./x")`. */
function named(file: string): string[] {
  const specifiers = readFileSync(file, "utf8").matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]*)"/g);
  return [...specifiers].map(([, specifier]) => {
    const target = resolve(dirname(file), specifier ?? "");
    return [`${target}.d.ts`, join(target, "index.d.ts")].find((each) => existsSync(each)) ?? target;
  });
}

/**
 * Removes the declarations to which no entry of the package leads. `exports` lets nobody import the files that they
 * describe, and they are an eighth of the package.
 */
export function dropUnreachableTypes(folder: string, entries: readonly string[]): void {
  const reached = new Set<string>();
  const waiting = entries.map((entry) => resolve(folder, entry));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (!reached.has(file)) {
      reached.add(file);
      waiting.push(...named(file));
    }
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".d.ts") && !reached.has(resolve(folder, name))) {
      rmSync(join(folder, name));
    }
  }
}
