import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addresses, normalised, TerraformJson } from "../support/synth";
import { errorsOfCompiler, root, runCommand } from "./support/commands";
import { strangersFolder, strangersProject } from "./support/stranger";
import { synthesizedIn } from "./support/synthesized";

jest.setTimeout(300_000);

/** The first TypeScript program of the README, which is what a stranger tries first. */
function firstProgram(): string {
  return /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8"))![1];
}

/** ECMAScript modules name files, where CommonJS finds the index of a folder; the provider has no `exports`. */
function asEcmaScriptModule(program: string): string {
  return program.replace(/("@cdktf\/provider-azurerm\/lib\/[\w-]+)"/g, '$1/index.js"');
}

/** A folder of the stranger's project with the program in it, compiled from TypeScript to plain JavaScript. */
function compiled(name: string, file: string, program: string): string {
  const folder = strangersFolder(name);
  compileIn(folder, file, program);
  return folder;
}

function compileIn(folder: string, file: string, program: string): void {
  writeFileSync(join(folder, file), program);
  const options = {
    strict: true,
    module: "nodenext",
    moduleResolution: "nodenext",
    target: "es2022",
    types: [],
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...options, skipLibCheck: true } }),
  );
  expect(errorsOfCompiler(folder)).toEqual([]);
}

function synthesizedBy(folder: string, file: string): TerraformJson {
  runCommand(process.execPath, [file], folder);
  const stacks = [...synthesizedIn(folder).values()];
  expect(stacks).toHaveLength(1);
  return stacks[0];
}

test("the README's first program compiles and synthesizes, by require and by import", () => {
  const program = firstProgram();
  const required = compiled("commonjs", "main.ts", program);
  expect(readFileSync(join(required, "main.js"), "utf8")).toContain('require("cdktf-azure-hub-spoke")');
  const imported = compiled("esm", "main.mts", asEcmaScriptModule(program));
  expect(readFileSync(join(imported, "main.mjs"), "utf8")).toContain('from "cdktf-azure-hub-spoke"');

  const json = synthesizedBy(required, "main.js");
  expect(addresses(json).some((address) => address.startsWith("azurerm_virtual_network."))).toBe(true);
  expect(addresses(json).some((address) => address.startsWith("azurerm_virtual_network_peering."))).toBe(
    true,
  );
  expect(normalised(synthesizedBy(imported, "main.mjs"))).toEqual(normalised(json));
});

test("a transit option of the user's own compiles against the published types alone", () => {
  const ofUser = (file: string): string =>
    readFileSync(join(root, "apps", file), "utf8").replaceAll('"../lib"', '"cdktf-azure-hub-spoke"');
  const folder = strangersFolder("custom-transit");
  writeFileSync(join(folder, "lab.ts"), ofUser("lab.ts"));
  const main = `${ofUser("hub-spoke-custom-transit.ts")}
const app = new App();
new HubSpokeCustomTransitStack(app);
app.synth();
`;
  compileIn(folder, "main.ts", `import { App } from "cdktf";\n${main}`);
  const [router] = Object.values(synthesizedBy(folder, "main.js").resource.azurerm_linux_virtual_machine);
  expect(router.name).toBe("vm-audit01");
});

test("the command of the installed package answers from what was synthesized", () => {
  const folder = join(strangersProject(), "commonjs");
  const command = join(strangersProject(), "node_modules", ".bin", "hub-spoke");
  const version = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
  expect(runCommand(command, ["--version"], folder).trim()).toBe(version);
  const answer = JSON.parse(runCommand(command, ["reach", "cdktf.out", "--json"], folder));
  expect(answer.endpoints.length).toBeGreaterThan(0);
});

test.each([
  ["cdktf-azure-hub-spoke/analysis", "analyze"],
  ["cdktf-azure-hub-spoke/analysis/jest", "reachMatchers"],
])("users' own tests can import %s by name", (entry, name) => {
  const names = runCommand(
    process.execPath,
    ["--input-type=module", "-e", `console.log(Object.keys(await import("${entry}")).join("\\n"))`],
    strangersProject(),
  );
  expect(names.split("\n")).toContain(name);
});

test.each(["cdktf-azure-hub-spoke", "cdktf-azure-hub-spoke/cdktn"])(
  "importing %s loads no resource of the provider before a program creates one",
  (flavour) => {
    const program = `require("${flavour}"); console.log(Object.keys(require.cache).join("\\n"))`;
    const loaded = runCommand(process.execPath, ["-e", program], strangersProject()).split("\n");
    expect(loaded.some((file) => file.includes("hub-spoke-construct"))).toBe(true);
    expect(loaded.filter((file) => file.includes("provider-azurerm"))).toEqual([]);
  },
);
