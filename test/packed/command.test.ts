import { join } from "node:path";
import manifest from "../../package.json";
import { root, runCommand } from "../package/support/commands";

jest.setTimeout(300_000);

test("in the repo the published command runs from the sources", () => {
  const command = join(root, "bin/hub-spoke.js");
  expect(runCommand(process.execPath, [command, "--version"], root)).toBe(`${manifest.version}\n`);
});
