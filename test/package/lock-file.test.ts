import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./support/commands";

interface LockedPackage {
  readonly optionalDependencies?: { readonly [name: string]: string };
}

const packages: { readonly [path: string]: LockedPackage } = JSON.parse(
  readFileSync(join(root, "package-lock.json"), "utf8"),
).packages;

/** Whether Node.js finds a package from another one's folder, there or in any folder above. */
function isLocked(name: string, from: string): boolean {
  return join(from, "node_modules", name) in packages || (from !== "." && isLocked(name, dirname(from)));
}

/**
 * `npm ci` refuses a lock file without them, on every platform. npm leaves out those of other platforms if it can't
 * reach them when it writes the file, and says nothing: then give them an entry with `version`, `os` and `cpu`.
 */
test("the lock file names the optional packages of all platforms", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(name, path || ".")),
  );
  expect(missing).toEqual([]);
});
