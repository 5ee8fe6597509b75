import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildCdktnFlavour, forCdktn } from "../../scripts/build-flavours";

test.each([
  ['import { App } from "cdktf";', 'import { App } from "cdktn";'],
  ['const cdktf_1 = require("cdktf");', 'const cdktf_1 = require("cdktn");'],
  ['readonly app?: import("cdktf").App;', 'readonly app?: import("cdktn").App;'],
  ["export * from 'cdktf'", "export * from 'cdktn'"],
  ['require("@cdktf/provider-azurerm/lib/subnet")', 'require("@cdktn/provider-azurerm/lib/subnet")'],
])("the flavour for cdktn imports its own core and provider: %s", (code, expected) => {
  expect(forCdktn(code)).toBe(expected);
});

test.each([
  'import { HubSpokeConstruct } from "cdktf-azure-hub-spoke";',
  'const KEY = "cdktf";',
  'const crossed = Symbol.for("cdktf/TerraformStack");',
  '// the stack comes from cdktn, but "cdktf" was imported',
  'import { Construct } from "constructs";',
])("and nothing else changes: %s", (code) => {
  expect(forCdktn(code)).toBe(code);
});

test("what imports no core, neither itself nor by others, is there once", () => {
  const folder = mkdtempSync(join(tmpdir(), "flavours-"));
  const [cdktf, cdktn] = ["cdktf", "cdktn"].map((name) => join(folder, name));
  const files = {
    "index.js": 'require("./network/subnet"); require("./cidr");',
    "network/subnet.js": 'require("cdktf"); require("../cidr"); require("./limits");',
    "network/limits.js": 'require("../cidr");',
    "network/peering.js": 'require("./subnet");',
    "cidr/index.js": 'const KEY = "cdktf";',
  };
  for (const [name, code] of Object.entries(files)) {
    mkdirSync(dirname(join(cdktf, name)), { recursive: true });
    writeFileSync(join(cdktf, name), code);
  }
  buildCdktnFlavour(cdktf, cdktn);
  const written = readdirSync(cdktn, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".js"),
  );
  expect(Object.fromEntries(written.map((name) => [name, readFileSync(join(cdktn, name), "utf8")]))).toEqual({
    "index.js": 'require("./network/subnet"); require("../cdktf/cidr");',
    "network/subnet.js":
      'require("cdktn"); require("../../cdktf/cidr"); require("../../cdktf/network/limits");',
    "network/peering.js": 'require("./subnet");',
  });
  rmSync(folder, { recursive: true });
});
