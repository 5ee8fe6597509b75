import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { RENAMED_ARGUMENTS } from "../../lib/azure/azurerm-versions";
import { forCdktn } from "../../scripts/build-flavours";
import { errorsOfCompiler, root, runProgram } from "../package/support/commands";
import { synthesizedApps } from "../support/apps";
import { addresses, TerraformJson } from "../support/synth";
import { synthesizedIn } from "../support/synthesized";
import { strangersFolder } from "./support/stranger";

jest.setTimeout(300_000);

/** Programs of this repo that users could have written: they import the package's public API alone. */
const PROGRAMS = ["main.ts", ...readdirSync(join(root, "apps")).map((name) => join("apps", name))];

/** The folder into which the installed package synthesizes every app for cdktn. */
function synthesizedForCdktn(): string {
  const folder = strangersFolder("parity");
  mkdirSync(join(folder, "apps"));
  for (const program of PROGRAMS) {
    const code = readFileSync(join(root, program), "utf8");
    writeFileSync(
      join(folder, program),
      forCdktn(code).replace(/(["'])(\.\.?\/)+lib\1/g, '"cdktf-azure-hub-spoke/cdktn"'),
    );
  }
  runProgram("main.ts", folder);
  return join(folder, "cdktf.out");
}

/**
 * What may differ: the versions of core and provider with the names that the two providers have for an argument, and the
 * folder in which each program ran.
 */
function comparable(json: TerraformJson): TerraformJson {
  const { "//": comment, terraform, ...rest } = structuredClone(json);
  for (const { type, before, now } of Object.values(RENAMED_ARGUMENTS)) {
    for (const block of Object.values(rest.resource[type] ?? {}).filter((each) => before in each)) {
      block[now] = block[before];
      delete block[before];
    }
  }
  expect(comment.metadata.version).toMatch(/^0\.\d+\.\d+$/);
  expect(terraform.required_providers.azurerm.version).toMatch(/^[45]\.\d+\.\d+$/);
  delete comment.metadata.version;
  delete terraform.required_providers.azurerm.version;
  terraform.backend.local.path = basename(terraform.backend.local.path);
  return { ...rest, "//": comment, terraform };
}

const cdktf = synthesizedIn(synthesizedApps());
const cdktn = synthesizedIn(synthesizedForCdktn());

test("both cores synthesize the same stacks", () => {
  expect([...cdktf.keys()].length).toBeGreaterThan(5);
  expect([...cdktn.keys()]).toEqual([...cdktf.keys()]);
});

describe.each([...cdktf.keys()])("%s", (name) => {
  test("has the same Terraform addresses on both cores, so that no state moves", () => {
    expect(addresses(cdktn.get(name)!)).toEqual(addresses(cdktf.get(name)!));
  });

  test("is the same on both cores but for the provider's version", () => {
    expect(comparable(cdktn.get(name)!)).toEqual(comparable(cdktf.get(name)!));
  });
});

test("the provider of cdktn takes every argument that we write", () => {
  const folder = strangersFolder("sources-cdktn");
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  cpSync(join(root, "lib"), join(folder, "lib"), { recursive: true });
  for (const file of readdirSync(join(folder, "lib"), { recursive: true, encoding: "utf8" })) {
    if (extname(file) === ".ts") {
      const source = join(folder, "lib", file);
      writeFileSync(source, forCdktn(readFileSync(source, "utf8")));
    }
  }
  const { compilerOptions } = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8"));
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...compilerOptions, types: ["node"] }, files: ["lib/index.ts"] }),
  );
  expect(errorsOfCompiler(folder)).toEqual([]);
});
