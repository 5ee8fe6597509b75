import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const page = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
const rule = readFileSync(join(root, "eslint.config.mjs"), "utf8");

/** Names in the first column of the table under a heading. */
function named(heading: string): string[] {
  const [, section = ""] = page.split(`${heading}\n`);
  const rows = section
    .split(/\n#+ /)[0]
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  return rows.flatMap((row) => [...row.split("|")[1].matchAll(/`([^`]+)`/g)].map(([, name]) => name));
}

function foldersOf(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

test("the page has a row for each folder of lib", () => {
  const folders = foldersOf("lib").map((name) => `lib/${name}/`);
  const rows = named("## How the house is laid out").filter((name) => /^lib\/[^/]+\/$/.test(name));
  expect([...rows].sort()).toEqual([...folders].sort());
});

test("the page has a row for each room of the analysis, in the order in which they may import each other", () => {
  const rooms = named("### Rooms of the analysis").map((name) => name.replace(/\/$/, ""));
  expect([...rooms].sort()).toEqual([...foldersOf("lib/analysis")].sort());
  const [, stages = ""] = /const stages = \[([^\]]*)\]/.exec(rule) ?? [];
  expect(rooms.filter((room) => room !== "messages")).toEqual(
    [...stages.matchAll(/"([^"]+)"/g)].map(([, name]) => name),
  );
});

test("what the page names as a file or folder of ours is there", () => {
  const names = [...page.matchAll(/`((?:lib|test|apps|bench|scripts|docs|bin|\.ci)\/[^`\s]*)`/g)].map(
    ([, name]) => name,
  );
  // `<name>` and `x/y` stand for any.
  const real = names.filter((name) => !/<|\bx\/y\b/.test(name));
  expect(real.length).toBeGreaterThan(30);
  expect(real.filter((name) => !existsSync(join(root, name)))).toEqual([]);
});
