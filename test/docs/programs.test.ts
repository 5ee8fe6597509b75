import { join } from "node:path";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import { HubSpokeConstruct, Synthesis } from "../../lib";
import { runCli } from "../../lib/cli/program";
import { synthesizedIn } from "../package/support/synthesized";
import { blocksIn, blocksOf, placeOf } from "./support/markdown";
import { programsFolder, runPrograms } from "./support/run";

jest.setTimeout(60_000);

const folder = programsFolder();
const readme = blocksOf("README.md").find(({ language }) => language === "ts")!.text;
const whole = blocksIn("ts").filter(({ text }) => text.includes("Synthesis.run(app)"));
const programs = new Map([
  ...whole.map((block) => [folderOf(placeOf(block)), block.text] as const),
  ["readme", readme] as const,
  ["readme-without-transit", readme.replace(/^ *transit:.*\n/m, "")] as const,
]);

beforeAll(() => runPrograms(folder, programs));

function folderOf(place: string): string {
  return place.replace(/\W/g, "-");
}

/** What the README's command prints in a program's folder. */
function matrixOf(name: string, ...options: string[]): string {
  return outputOf("reach", outputFolder(name), ...options);
}

function outputFolder(name: string): string {
  return join(folder, name, "cdktf.out");
}

function outputOf(...command: string[]): string {
  let printed = "";
  const terminal = {
    out: (text: string) => void (printed += text),
    err: () => undefined,
    errIsTerminal: false,
  };
  expect(runCli(command, terminal)).toBe(0);
  return printed.trim();
}

function shownIn(document: string): string[] {
  return blocksOf(document)
    .filter(({ language }) => language === "text")
    .map(({ text }) => text);
}

test.each(whole.map(placeOf))("the program of %s synthesizes", (place) => {
  const stacks = [...synthesizedIn(join(folder, folderOf(place))).values()];
  expect(stacks.length).toBeGreaterThan(0);
  expect(stacks.every(({ resource }) => Object.keys(resource).length > 3)).toBe(true);
});

test("the README's program prints what the README shows, with its transit and without", () => {
  expect(programs.get("readme-without-transit")).not.toBe(readme);
  expect(shownIn("README.md").slice(0, 2)).toEqual([matrixOf("readme"), matrixOf("readme-without-transit")]);
});

test("the README counts the program's resources", () => {
  const [{ resource }] = synthesizedIn(join(folder, "readme")).values();
  const count = Object.values(resource).reduce((sum, byId) => sum + Object.keys(byId).length, 0);
  expect(count).toBe(19);
});

test("the Japanese README has the same program and shows what it prints in Japanese", () => {
  expect(blocksOf("README.ja.md").find(({ language }) => language === "ts")!.text).toBe(readme);
  expect(shownIn("README.ja.md").slice(0, 2)).toEqual([
    matrixOf("readme", "--lang", "ja"),
    matrixOf("readme-without-transit", "--lang", "ja"),
  ]);
});

test("docs/ci.md shows the difference that the transit makes", () => {
  const difference = outputOf("diff", outputFolder("readme-without-transit"), outputFolder("readme"));
  expect(shownIn("docs/ci.md")[0]).toBe(difference);
});

test("getting-started shows the mistakes as they are reported", () => {
  const app = new App({ outdir: join(folder, "mistaken") });
  const stack = new TerraformStack(app, "lab");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  new HubSpokeConstruct(stack, "Network", {
    location: "eastasia",
    hub: { name: "hub01", addressSpace: ["10.0.0.0/16"], bastion: { subnetPrefix: "10.0.100.0/27" } },
    spokes: ["spoke01", "spoke02"].map((name) => ({ name, addressSpace: ["10.10.0.0/16"] })),
  });
  expect(() => Synthesis.run(app)).toThrow(new Error(shownIn("docs/getting-started.md")[0]));
});
