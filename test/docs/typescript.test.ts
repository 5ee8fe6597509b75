import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../package/support/commands";
import { blocksIn, placeOf } from "./support/markdown";
import { moduleOf } from "./support/programs";
import { exportedNames, typeErrors } from "./support/type-check";

jest.setTimeout(60_000);

const exported = exportedNames();
const blocks = new Map(blocksIn("ts").map((block) => [`${placeOf(block)}.ts`, moduleOf(block, exported)]));

/** Options of ours of which a user could write the like, and one that a user has written. */
const OPTIONS = [
  "lib/transit/azure-firewall/azure-firewall-transit.ts",
  "lib/transit/appliance/network-virtual-appliance-transit.ts",
  "lib/transit/no-transit.ts",
  "apps/hub-spoke-custom-transit.ts",
  "apps/lab.ts",
];
const copies = new Map(OPTIONS.map((file) => [file, ofUser(file)]));

/** A file as a user would write it: whatever is ours comes from the package. */
function ofUser(file: string): string {
  return readFileSync(join(root, file), "utf8").replace(
    /from "(?:\.\.?\/)+(?!lab")[\w/-]+"/g,
    'from "cdktf-azure-hub-spoke"',
  );
}

// All at once: reading the types of both cores and the provider takes longer than what is asked of them.
const errors = typeErrors(new Map([...blocks, ...copies]));
const areOf = (modules: ReadonlyMap<string, string>) => (error: string) =>
  [...modules.keys()].some((file) => error.startsWith(`${file}(`));

test("every TypeScript block of the documentation compiles against the published types alone", () => {
  expect(blocks.size).toBeGreaterThan(5);
  expect(errors.filter((error) => !areOf(copies)(error))).toEqual([]);
});

test("what our transit options can do, a user's can: copies of them compile against the published types alone", () => {
  expect(errors.filter((error) => !areOf(blocks)(error))).toEqual([]);
});
