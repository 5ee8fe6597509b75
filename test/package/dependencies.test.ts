import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./support/commands";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Names in the first column of the table below each heading of docs/dependencies.md. */
const documented = new Map(
  readFileSync(join(root, "docs", "dependencies.md"), "utf8")
    .split(/^## /m)
    .slice(1)
    .map((section) => [
      section.split("\n")[0],
      [...section.matchAll(/^\| `([^`]+)` +\| .{20,} \|$/gm)].map(([, name]) => name).sort(),
    ]),
);

test.each([
  ["What a user installs", "dependencies"],
  ["What a user brings (peers)", "peerDependencies"],
  ["What we develop with", "devDependencies"],
])("docs/dependencies.md gives under %j a reason for each of the %s", (heading, field) => {
  expect(documented.get(heading)).toEqual(Object.keys(manifest[field]).sort());
});

test("what we develop with is pinned, so that a test run is the same tomorrow", () => {
  const pinned = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(
    Object.entries(pinned).filter(([, range]) => !/^(?:npm:\w+@)?\d+\.\d+\.\d+$/.test(String(range))),
  ).toEqual([]);
});
