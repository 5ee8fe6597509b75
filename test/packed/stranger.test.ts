import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errorsOfCompiler, root, runCommand } from "../package/support/commands";
import { addresses, normalised, TerraformJson } from "../support/synth";
import { synthesizedIn } from "../support/synthesized";
import { strangersFolder, strangersProject } from "./support/stranger";

jest.setTimeout(300_000);

/** The first TypeScript program of the README, which is what a stranger tries first. */
function firstProgram(): string {
  return /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8"))![1];
}

/** ECMAScript modules name files, where CommonJS finds the index of a folder; the provider has no `exports`. */
function asEcmaScriptModule(program: string): string {
  return program.replace(/("@cdktf\/provider-azurerm\/lib\/[\w-]+)"/g, '$1/index.js"');
}

/** The example of a transit option of one's own, with a program that synthesizes it. */
const ofUser = (file: string): string =>
  readFileSync(join(root, "apps", file), "utf8").replaceAll('"../lib"', '"cdktf-azure-hub-spoke"');
const customTransit = `import { App } from "cdktf";
${ofUser("hub-spoke-custom-transit.ts")}
const app = new App({ outdir: "custom.out" });
new HubSpokeCustomTransitStack(app);
app.synth();
`;

const PROGRAMS = {
  "required.ts": firstProgram(),
  "imported.mts": asEcmaScriptModule(firstProgram()),
  "custom.ts": customTransit,
  "lab.ts": ofUser("lab.ts"),
};

/** A folder of the stranger's project with the programs in it, compiled from TypeScript to plain JavaScript. */
let folder: string;

beforeAll(() => {
  folder = strangersFolder("programs");
  Object.entries(PROGRAMS).forEach(([file, program]) => writeFileSync(join(folder, file), program));
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
});

function synthesizedBy(file: string, output = "cdktf.out"): TerraformJson {
  rmSync(join(folder, output), { recursive: true, force: true });
  runCommand(process.execPath, [file], folder);
  const stacks = [...synthesizedIn(join(folder, output)).values()];
  expect(stacks).toHaveLength(1);
  return stacks[0];
}

test("the README's first program compiles and synthesizes, by require and by import", () => {
  expect(readFileSync(join(folder, "required.js"), "utf8")).toContain('require("cdktf-azure-hub-spoke")');
  expect(readFileSync(join(folder, "imported.mjs"), "utf8")).toContain('from "cdktf-azure-hub-spoke"');
  const json = synthesizedBy("required.js");
  expect(addresses(json).some((address) => address.startsWith("azurerm_virtual_network."))).toBe(true);
  expect(addresses(json).some((address) => address.startsWith("azurerm_virtual_network_peering."))).toBe(
    true,
  );
  expect(normalised(synthesizedBy("imported.mjs"))).toEqual(normalised(json));
});

test("a transit option of the user's own compiles against the published types alone", () => {
  const json = synthesizedBy("custom.js", "custom.out");
  const [router] = Object.values(json.resource.azurerm_linux_virtual_machine);
  expect(router.name).toBe("vm-audit01");
});

test("the command of the installed package answers from what was synthesized", () => {
  const command = join(strangersProject(), "node_modules", ".bin", "hub-spoke");
  const version = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
  expect(runCommand(command, ["--version"], folder).trim()).toBe(version);
  const answer = JSON.parse(runCommand(command, ["reach", "cdktf.out", "--json"], folder));
  expect(answer.endpoints.length).toBeGreaterThan(0);
});

test("an error that nobody catches is called what its class is", () => {
  const program = `try { require("cdktf-azure-hub-spoke/analysis").readInput("nowhere") } catch ({ name }) { console.log(name) }`;
  expect(runCommand(process.execPath, ["-e", program], strangersProject()).trim()).toBe("InputError");
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
    expect(loaded.some((file) => file.endsWith("dist/cdktf/constructs.js"))).toBe(true);
    expect(loaded.filter((file) => file.includes("provider-azurerm"))).toEqual([]);
  },
);

test.each([
  ["cdktf-azure-hub-spoke", "cdktf"],
  ["cdktf-azure-hub-spoke/cdktn", "cdktn"],
])("importing %s without %s says which entry is for which core", (entry, core) => {
  const elsewhere = mkdtempSync(join(tmpdir(), "without-core-"));
  const place = "node_modules/cdktf-azure-hub-spoke";
  cpSync(join(strangersProject(), place), join(elsewhere, place), { recursive: true });
  symlinkSync(join(root, "node_modules/constructs"), join(elsewhere, "node_modules/constructs"));
  const program = `try { require("${entry}") } catch (error) { console.log(error.message) }`;
  expect(runCommand(process.execPath, ["-e", program], elsewhere).trim()).toBe(
    `${core} is not installed. Programs of cdktf import "cdktf-azure-hub-spoke", those of cdktn ` +
      `"cdktf-azure-hub-spoke/cdktn": import the one of your core, or install ${core}.`,
  );
});
