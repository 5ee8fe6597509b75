import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { InputError, readInput, readInputs } from "../../../lib/analysis/readers";
import { folderOf } from "./support/files";

const configuration = {
  resource: { azurerm_virtual_network: { v: { name: "vnet-v", address_space: ["10.0.0.0/16"] } } },
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hub-spoke-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(name: string, content: unknown): string {
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content),
  );
  return path;
}

function namesIn(path: string): (string | undefined)[] {
  return readInput(path).flatMap(({ model }) => model.virtualNetworks.map(({ name }) => name));
}

function errorOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
}

describe("values of variables", () => {
  const asking = {
    variable: { space: { type: "string" } },
    resource: { azurerm_virtual_network: { v: { name: "vnet-v", address_space: ["${var.space}"] } } },
  };
  const variables = { space: "10.9.0.0/16" };

  test("go to a synthesized stack as to a folder, be it given alone or in its cdktf.out", () => {
    const stack = write("cdktf.out/stacks/a/cdk.tf.json", asking);
    write("cdktf.out/manifest.json", { stacks: { a: { synthesizedStackPath: "stacks/a/cdk.tf.json" } } });
    for (const path of [stack, join(directory, "cdktf.out")]) {
      const [{ model }] = readInput(path, { variables });
      expect(model.virtualNetworks[0].addressSpace.map(String)).toEqual(["10.9.0.0/16"]);
      expect(errorOf(() => readInput(path, { variables: { spaec: "10.9.0.0/16" } }))).toContain(
        'declares no variable "spaec"; did you mean "space"?',
      );
    }
  });

  test("are refused where nothing could take them, rather than left out without a word", () => {
    const state = write("state.json", { format_version: "1.0", values: { root_module: {} } });
    const file = join(directory, "missing.tfvars");
    expect(errorOf(() => readInput(state, { variables }))).toContain("takes no values of variables");
    expect(errorOf(() => readInput(state, { variableFiles: [file] }))).toContain("takes no values");
    expect(errorOf(() => readInput(write("a.tf.json", asking), { variableFiles: [file] }))).toContain(
      "missing.tfvars does not exist",
    );
  });
});

describe("reads", () => {
  test("a cdk.tf.json", () => {
    const path = write("cdk.tf.json", configuration);
    expect(readInput(path)).toMatchObject([{ name: "cdk.tf.json", source: path }]);
    expect(namesIn(path)).toEqual(["vnet-v"]);
  });

  test("every stack of a cdktf.out, or the one that is named", () => {
    const stack = (name: string) => ({ name, synthesizedStackPath: `stacks/${name}/cdk.tf.json` });
    write("manifest.json", { version: "0.21.0", stacks: { one: stack("one"), two: stack("two") } });
    write("stacks/one/cdk.tf.json", configuration);
    write("stacks/two/cdk.tf.json", configuration);
    expect(readInput(directory).map(({ name }) => name)).toEqual(["one", "two"]);
    expect(readInput(directory, { stack: "two" }).map(({ name }) => name)).toEqual(["two"]);
    expect(errorOf(() => readInput(directory, { stack: "tow" }))).toMatch(
      /no stack "tow"; did you mean "two"/,
    );
  });

  test("a directory of *.tf.json with values of variables and overrides, with HCL beside it", () => {
    write("a.tf.json", {
      resource: { azurerm_virtual_network: { a: { name: "${var.name}", address_space: ["10.0.0.0/16"] } } },
    });
    write("b.tf.json", { variable: { name: { default: "default" }, other: {} } });
    write("b_override.tf.json", {
      resource: { azurerm_virtual_network: { a: { address_space: ["10.9.0.0/16"] } } },
    });
    write("terraform.tfvars.json", { name: "from-tfvars" });
    write("z.auto.tfvars.json", { name: "from-auto" });
    write(
      "rest.tf",
      'resource "azurerm_virtual_network" "b" {\n  name = "${azurerm_virtual_network.a.name}-b"\n}\n',
    );
    const [{ model }] = readInput(directory);
    expect(model.virtualNetworks).toMatchObject([
      { name: "from-auto", addressSpace: ["10.9.0.0/16"] },
      { name: "from-auto-b" },
    ]);
  });

  test.each<[string, Buffer]>([
    [
      "a byte order mark and CRLF",
      Buffer.from(`\ufeff${JSON.stringify(configuration, null, 1).replaceAll("\n", "\r\n")}`),
    ],
    [
      "UTF-16, as Windows PowerShell redirects",
      Buffer.from(`\ufeff${JSON.stringify(configuration)}`, "utf16le"),
    ],
  ])("a file with %s", (_, bytes) => expect(namesIn(write("cdk.tf.json", bytes))).toEqual(["vnet-v"]));

  test("standard input", () => {
    const contents = `
      import { readInput } from "./lib/analysis/readers";
      console.log(readInput("-").map(({ source, model }) => source + " " + model.virtualNetworks[0].name).join());`;
    const outfile = join(directory, "script.js");
    const stdin = { contents, resolveDir: join(__dirname, "../../..") };
    buildSync({ stdin, outfile, bundle: true, platform: "node", packages: "external" });
    const output = execFileSync(process.execPath, [outfile], { input: JSON.stringify(configuration) });
    expect(output.toString().trim()).toBe("standard input vnet-v");
  });
});

test("a template and its parameters may have comments, and texts of several lines, as Azure reads them", () => {
  const schema = (kind: string): string =>
    `"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deployment${kind}.json#"`;
  const path = write(
    "azuredeploy.json",
    `// what we have
{ ${schema("Template")}, /* "resources": [ */
  "parameters": { "space": { "type": "string" } },
  "resources": [{
    "type": "Microsoft.Network/virtualNetworks", // the "hub"
    "name": "net", "tags": { "see": "https://x/*y*/" },
    "properties": { "addressSpace": { "addressPrefixes": ["[parameters('space')]", "[concat('10.1.0.0',
      '/16')]"] } }
  }]
}`,
  );
  const values = write(
    "values.json",
    `{ ${schema("Parameters")}, "parameters": { /* ours */ "space": { "value": "10.0.0.0/16" } } }`,
  );
  const [{ model }] = readInput(path, { variableFiles: [values] });
  expect(model.virtualNetworks.map(({ name, addressSpace }) => [name, addressSpace])).toEqual([
    ["net", ["10.0.0.0/16", "10.1.0.0/16"]],
  ]);
});

test("a link that leads nowhere is one, rather than a file that isn't there", () => {
  write("main.tf.json", configuration);
  const link = join(directory, "more.tf");
  symlinkSync("elsewhere.tf", link);
  const sentence = `${link} is a symbolic link to something that does not exist; take it out or let it lead to a file.`;
  expect(errorOf(() => readInput(directory))).toBe(sentence);
  expect(errorOf(() => readInput(link))).toBe(sentence);
});

describe("refuses in one sentence that names the file:", () => {
  test.each<[string, string, unknown, RegExp]>([
    ["an empty file", "plan.json", " \n", /plan\.json is empty\.$/],
    ["a cut-off file", "plan.json", '{"format_version":"1.2","planned_values":{', /is cut off/],
    [
      "a comma too many",
      "plan.json",
      '{\n"a": 1,\n}',
      /is not valid JSON \(line 2\)\. A comma stands after the last member there; take it out\.$/,
    ],
    [
      "a damaged template with comments",
      "azuredeploy.json",
      '// "x\n{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",\n/* [\n*/ resources: []}',
      /is not valid JSON \(line 4\)/,
    ],
    ["comments in another file", "plan.json", '// a\n{"terraform_version": "1.9"}', /is not valid JSON/],
    ["HCL", "main.tf", 'resource "azurerm_subnet" "x" {\n}', /main\.tf is HCL.*give the folder/],
    ["HCL under another name", "plan.json", 'terraform {\n  backend "local" {}\n}', /is HCL/],
    ["a binary plan", "tfplan", "PK\u0003\u0004rest", /binary plan.*terraform show -json/],
    [
      "another archive",
      "plan.zip",
      `PK\u0003\u0004${"\u0000".repeat(22)}\u0009\u0000\u0000\u0000plan.json`,
      /is compressed; unpack it with unzip first/,
    ],
    ["a plan as text", "plan.txt", "Terraform used the selected providers to generate", /is a plan as text/],
    [
      "the log of plan -json",
      "plan.json",
      '{"@level":"info","@message":"x"}\n{"@level":"info"}',
      /is the log/,
    ],
    [
      "a redacted plan of HCP Terraform",
      "plan.json",
      { plan_format_version: "1.2", resource_changes: [], provider_schemas: {} },
      /redacted plan of HCP Terraform .*"json-output"/,
    ],
    [
      "a raw state",
      "terraform.tfstate",
      { version: 4, serial: 1, lineage: "x", resources: [] },
      /is a raw state file/,
    ],
    [
      "a raw state that doesn't name its Terraform",
      "terraform.tfstate",
      { version: 4, serial: 1, resources: [] },
      /is a raw state file/,
    ],
    ...["remote", "backend"].map((key): [string, string, object, RegExp] => [
      `a note of where the state lies: ${key}`,
      "terraform.tfstate",
      { version: 3, serial: 1, [key]: { type: "azurerm" }, modules: [] },
      /holds none; give the output of "terraform show -json", run in the folder/,
    ]),
    [
      "a state that OpenTofu has encrypted",
      "terraform.tfstate",
      { serial: 1, lineage: "x", meta: {}, encrypted_data: "QQ==", encryption_version: "v0" },
      /is encrypted by OpenTofu; .*"tofu show -json .*terraform\.tfstate"/,
    ],
    [
      "a plan that OpenTofu has encrypted",
      "tfplan",
      { encrypted_data: "QQ==", encryption_version: "v0" },
      /tofu show/,
    ],
    [
      "what terragrunt render prints",
      "terragrunt_rendered.json",
      { locals: {}, terraform: { source: "../module" }, inputs: { name: "x" } },
      /Terragrunt's configuration of a unit.*give the unit's folder/,
    ],
    [
      "what reach --json prints",
      "reach.json",
      { version: 1, inputs: [{ source: "network", kind: "configuration" }], endpoints: [], pairs: [] },
      /nothing that is known here/,
    ],
    [
      "a package of npm",
      "package.json",
      { name: "x", dependencies: { cdktf: "0.21.0" } },
      /nothing that is known here/,
    ],
    ["an empty state", "state.json", { format_version: "1.0" }, /is an empty state/],
    [
      "a plan of Terraform 0.12",
      "plan.json",
      { format_version: "0.1", planned_values: {} },
      /"0\.1", which is older/,
    ],
    [
      "a format of the future",
      "plan.json",
      { format_version: "2.0", planned_values: {} },
      /"2\.0", which is not one that is known/,
    ],
    [
      "a provider's schema",
      "schema.json",
      { format_version: "1.0", provider_schemas: {} },
      /providers schema/,
    ],
    [
      "foreign JSON",
      "package.json",
      { name: "x", version: "1" },
      /nothing that is known here: a Terraform configuration/,
    ],
    ["a list", "x.json", [1], /holds a list, not a JSON object/],
    ["null", "x.json", "null", /holds null/],
    ["a list of nothing", "x.json", [], /is an empty list.*az account show/],
    ["nothing, as Resource Manager answers", "x.json", { value: [] }, /is an empty list/],
    ["a list that a query has projected", "x.json", [{ name: "hub" }], /rows of Azure's without their ids/],
    ["colours", "x.json", '{\u001b[34m"a"\u001b[39m: 1}', /colours in it.*"-o json"/],
    ["warnings before the JSON", "x.json", 'WARNING: preview\n{"format_version":"1.2"}', /before the JSON/],
    ["YAML", "x.yaml", "data:\n- id: x", /is other text.*"-o json"/],
    ["UTF-16 without a mark", "x.json", Buffer.from("{}", "utf16le"), /UTF-16 without a byte order mark/],
    [
      "JSON in Latin-1",
      "x.json",
      Buffer.from('{"output":\n{"a":{"value":"caf\xe9"}}}', "latin1"),
      /is not in UTF-8 \(first in line 2\)/,
    ],
    [
      "a key that an object has twice",
      "x.tf.json",
      '{"output":{"a":{"value":"\\"a\\": {"}},\n"output" : {"a":{"value":1}}}',
      /has "output" a second time in one object \(line 2\)/,
    ],
    ["Bicep", "main.bicep", "resource v 'x@1' = {\n}", /is Bicep; give what "az bicep build --file/],
    ["parameters of Bicep", "main.bicepparam", "using './main.bicep'", /"az bicep build-params --file/],
    [
      "an object that nests without end",
      "x.tf.json",
      `{"resource":{"azurerm_lb":{"x":{"name":${'{"a":'.repeat(60_000)}1${"}".repeat(60_004)}`,
      /nested too deeply/,
    ],
    [
      "blocks that are none",
      "x.tf.json",
      { resource: { azurerm_subnet: 3 } },
      /x\.tf\.json is not Terraform JSON: "resource\.azurerm_subnet" must hold objects, but holds a number/,
    ],
  ])("%s", (_, name, content, expected) => {
    const path = write(name, content);
    const message = errorOf(() =>
      readInput(path).map(({ model }) => model.resources.map(({ values }) => values)),
    );
    expect(message).toMatch(expected);
    expect(message).toContain(path);
    expect(message.trim()).not.toContain("\n");
  });

  test("what isn't there", () => {
    const path = join(directory, "nowhere");
    expect(errorOf(() => readInput(path))).toBe(`${path} does not exist.`);
  });

  test("comments may be in any encoding, as for Terraform", () => {
    write("main.tf", Buffer.from('# caf\xe9\nresource "azurerm_route_table" "a" { name = "t" }', "latin1"));
    expect(readInput(directory)[0].model.routeTables.map(({ name }) => name)).toEqual(["t"]);
  });

  test("what is there under almost the same name", () => {
    const path = write("plan.json", "{}");
    expect(errorOf(() => readInput(join(directory, "plan.jsn")))).toMatch(
      new RegExp(`plan\\.jsn does not exist; did you mean ${path}\\?$`),
    );
  });

  test("an address of the web", () => {
    expect(errorOf(() => readInput("https://example.com/plan.json"))).toMatch(
      /only files and folders are read/,
    );
  });

  test("one input in two spellings", () => {
    const path = write("plan.json", "{}");
    const again = join(directory, ".", "sub", "..", "plan.json");
    expect(errorOf(() => readInputs([path, again]))).toMatch(
      /plan\.json is given twice; give each input once\.$/,
    );
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    [
      "an empty directory",
      {},
      /is a folder with nothing in it; give one with \*\.tf, a cdktf\.out, or a file that /,
    ],
    ["a directory of anything", { "README.md": "" }, /holds no configuration/],
    ["a directory of Bicep", { "main.bicep": "" }, /"az bicep build --file .*main\.bicep"/],
    [
      "a directory with a raw state",
      { "terraform.tfstate": "" },
      /"terraform show -json .*terraform\.tfstate"/,
    ],
    ["a directory with a binary plan", { tfplan: "" }, /"terraform show -json .*tfplan"/],
    ["a program of cdktf without output", { "cdktf.json": { app: "x" } }, /run "npx cdktf synth"/],
    [
      "a folder of Terraform Stacks, whose modules lie below",
      { "x.tfcomponent.hcl": "", "net/main.tf": "" },
      /x\.tfcomponent\.hcl is of Terraform Stacks, which aren't read/,
    ],
    [
      "names in Latin-1",
      { "main.tf": Buffer.from('# fine: \xe9\n\noutput "a" { value = "caf\xe9" }', "latin1") },
      /main\.tf is not in UTF-8 \(first in line 1\)/,
    ],
    ["a program of Pulumi", { "Pulumi.yaml": "name: x" }, /"pulumi preview --json"/],
    ["the directory above a cdktf.out", { "cdktf.out/manifest.json": {} }, /did you mean .*cdktf\.out\?$/],
    ["a manifest without stacks", { "manifest.json": { version: "1" } }, /no manifest of cdktf/],
    ["a manifest of no stacks", { "manifest.json": { stacks: {} } }, /run "cdktf synth" first/],
    [
      "a manifest whose stack is gone",
      { "manifest.json": { stacks: { a: { synthesizedStackPath: "a.json" } } } },
      /a\.json does not exist/,
    ],
    [
      "a manifest that doesn't say where",
      { "manifest.json": { stacks: { a: 1 } } },
      /doesn't say where the stack "a" is/,
    ],
  ])("%s", (_, files, expected) => {
    for (const [name, content] of Object.entries(files)) {
      write(name, content);
    }
    expect(errorOf(() => readInput(directory))).toMatch(expected);
  });

  test("a stack where there are none to choose", () => {
    const path = write("cdk.tf.json", configuration);
    expect(errorOf(() => readInput(path, { stack: "a" }))).toMatch(/is no cdktf\.out/);
  });
});

const written = (content: object): string => join(folderOf({ "x.json": content }), "x.json");

test.each([
  [{ data: [{ name: "v", properties: {} }], count: 1 }, /looks like rows of Azure's without their ids/],
  [[{ name: "v", resourceGroup: "rg" }], /looks like rows of Azure's without their ids/],
  [{ planned_values: {}, terraform_version: "1.11.0" }, /looks like part of a plan/],
  [{ $schema: "x/deploymentParameters.json#", parameters: {} }, /looks like a template's parameters/],
  [{ contentVersion: "1.0.0.0", resources: [] }, /looks like an ARM template without/],
  [{ name: "package", version: "1.0.0" }, /pulumi stack export"\.$/],
])("what fits no form is refused with the nearest: %j", (content, expected) => {
  expect(() => readInput(written(content))).toThrow(expected);
});
