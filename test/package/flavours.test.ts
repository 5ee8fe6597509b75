import { forCdktn } from "../../scripts/build-flavours";

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
