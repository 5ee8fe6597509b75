import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./support/commands";

const releases = readFileSync(join(root, "CHANGELOG.md"), "utf8")
  .split(/^## /m)
  .slice(1)
  .map((section) => ({ version: /\d+\.\d+\.\d+/.exec(section)?.[0], section }));

test.each(releases)("the changelog says of $version what it does to deployed networks", ({ section }) => {
  expect(section).toMatch(/^\*\*Terraform impact:\*\* (none|in-place|replaces|moved)\b/m);
});

test("the changelog knows the version in package.json", () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(releases.map((release) => release.version)).toContain(version);
});
