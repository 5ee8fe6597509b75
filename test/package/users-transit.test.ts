import { readFileSync } from "node:fs";
import { join } from "node:path";
import { typeErrors } from "../docs/support/type-check";
import { builtCommand } from "./support/built-command";
import { root } from "./support/commands";

jest.setTimeout(300_000);

/** Options of ours of which a user could write the like, and one that a user has written. */
const OPTIONS = [
  "lib/transit/azure-firewall/azure-firewall-transit.ts",
  "lib/transit/appliance/network-virtual-appliance-transit.ts",
  "lib/transit/no-transit.ts",
  "apps/hub-spoke-custom-transit.ts",
  "apps/lab.ts",
];

/** A file as a user would write it: whatever is ours comes from the package. */
function ofUser(file: string): string {
  return readFileSync(join(root, file), "utf8").replace(
    /from "(?:\.\.?\/)+(?!lab")[\w/-]+"/g,
    'from "cdktf-azure-hub-spoke"',
  );
}

test("what our transit options can do, a user's can: copies of them compile against the published types alone", () => {
  builtCommand();
  const copies = new Map(OPTIONS.map((file) => [file, ofUser(file)]));
  expect(typeErrors(copies, { "cdktf-azure-hub-spoke": ["dist/cdktf/index.d.ts"] })).toEqual([]);
});
