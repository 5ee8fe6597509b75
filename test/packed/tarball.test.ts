import { join } from "node:path";
import { root, runCommand, runTool } from "../package/support/commands";
import { tarball } from "./support/tarball";

jest.setTimeout(300_000);

/** Everything that may be in the package. */
const ALLOWED = [
  /^dist\/cdktf\/.+\.(js|d\.ts)$/,
  /^dist\/cdktf\/analysis\/assets\/[\w-]+\.(js|css)$/,
  /^dist\/cdktn\/.+\.(js|d\.ts)$/,
  /^bin\/hub-spoke\.js$/,
  /^(package\.json|README(\.ja)?\.md|CHANGELOG\.md|LICENSE|\.jsii)$/,
];

/** What a user would miss first. */
const NEEDED = [
  ...["package.json", "README.md", "LICENSE", "CHANGELOG.md", ".jsii", "bin/hub-spoke.js"],
  ...["dist/cdktf/index.js", "dist/cdktf/index.d.ts", "dist/cdktn/index.js", "dist/cdktn/index.d.ts"],
  ...["dist/cdktf/analysis/index.js", "dist/cdktf/analysis/index.d.ts", "dist/cdktf/cli/main.js"],
  ...["dist/cdktf/analysis/jest.js", "dist/cdktf/analysis/jest.d.ts"],
  "dist/cdktf/analysis/assets/page.css",
];

test("holds nothing but what was built, and its papers", () => {
  expect(tarball().paths.filter((path) => !ALLOWED.some((allowed) => allowed.test(path)))).toEqual([]);
});

test("holds everything that package.json points at", () => {
  expect(NEEDED.filter((path) => !tarball().paths.includes(path))).toEqual([]);
});

test("holds one copy of what imports no core", () => {
  expect(tarball().paths.filter((path) => /^dist\/cdktn\/(analysis|review|cli)\//.test(path))).toEqual([]);
});

test("takes less than 1 MB", () => {
  expect(tarball().size).toBeLessThan(1_000_000);
});

test("is what publint demands of a package", () => {
  const report = runTool("publint/src/cli.js", ["run", tarball().file, "--strict"], root);
  expect(report).toContain("All good!");
});

test("gives its types to every way of resolving modules", () => {
  const script = join(__dirname, "support/types-of-package.mjs");
  expect(JSON.parse(runCommand(process.execPath, [script, tarball().file], root))).toEqual([]);
});
