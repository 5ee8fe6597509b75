import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "../../lib/cli/program";
import { synthesizedIn } from "../support/synthesized";
import { blocksIn, blocksOf, documents, placeOf } from "./support/markdown";
import { programsFolder, runPrograms } from "./support/run";

jest.setTimeout(60_000);

const folder = programsFolder();
const readme = blocksOf("README.md").find(({ language }) => language === "ts")!.text;
const whole = blocksIn("ts").filter(({ text }) => text.includes("Synthesis.run(app)"));
const lab = blocksOf("docs/getting-started.md").find(({ language }) => language === "ts")!.text;
/** The lab with the mistakes that the guide makes in it. */
const mistaken = lab
  .replace("10.0.100.0/24", "10.0.100.0/27")
  .replaceAll("10.${number}0.0.0", "10.${number === 2 ? 1 : number}0.0.0");
/** The lab with the core and the provider of cdktn, and the constructs for cdktf. */
const mixed = lab.replace("@cdktf/provider-azurerm", "@cdktn/provider-azurerm").replace('"cdktf"', '"cdktn"');
/** Guides that build something piece by piece, in their own program or in the lab. Those of a test are compiled only. */
const piecewise = documents().filter((guide) => guide !== "docs/testing.md" && fragmentsOf(guide).length > 0);
/** Properties of a network, each in a network of its own. */
const options = blocksIn("ts").filter(({ info }) => info[0] === "props");
const programs = new Map([
  ["mistaken", tellingWhy(mistaken)] as const,
  ["mixed", tellingWhy(mixed)] as const,
  ...whole.map((block) => [folderOf(placeOf(block)), block.text] as const),
  ...piecewise.map((guide) => [folderOf(guide), assembled(guide)] as const),
  ...options.map((block) => [folderOf(placeOf(block)), optional(block.text)] as const),
  ["readme", readme] as const,
  ["readme-without-transit", readme.replace(/^ *transit:.*\n/m, "")] as const,
]);

beforeAll(() => runPrograms(folder, programs));

/** A program that can't be synthesized, and writes down why. */
function tellingWhy(program: string): string {
  return `import { writeFileSync } from "node:fs";\ntry {\n${program.replace(/^import [^;]+;$/gm, "")}\n} catch (error) {
    writeFileSync("why.txt", (error as Error).message);\n}\n${program.match(/^import [^;]+;$/gm)!.join("\n")}`;
}

/** A guide's fragments in the program that they go on with: the guide's own with a `network`, or the lab. */
function assembled(guide: string): string {
  const own = whole.filter(({ file, text }) => file === guide && text.includes("const network = ")).at(0);
  const fragments = fragmentsOf(guide);
  // What the guides say to leave out: a second host, a second configuration of the provider.
  const start = (own?.text ?? lab)
    .replace(fragments.some((text) => text.includes(".addBastion(")) ? /^ *bastion:.*\n/m : "", "")
    .replace(fragments.some((text) => text.includes("new AzurermProvider(")) ? /^new AzurermP.*\n/m : "", "");
  return together([start.replace("Synthesis.run(app);", ""), ...fragments, "Synthesis.run(app);"]);
}

/** The lab, whose network has other properties. */
function optional(properties: string): string {
  return together([
    `import { ${properties.match(/\b[A-Z]\w+(?=\.)/g)!.join(", ")} } from "cdktf-azure-hub-spoke";\n`,
    readme.replace(/^ *transit:.*\n/m, `${properties}\n`),
  ]);
}

/** Pieces as one module, with all imports above. */
function together(pieces: readonly string[]): string {
  const names = new Map<string, Set<string>>();
  const code = pieces.map((text) =>
    text.replace(/^import \{([^}]*)\} from ("[^"]+");\n/gm, (_, imported: string, from: string) => {
      const known = names.get(from) ?? new Set();
      names.set(from, known);
      imported.split(/[\s,]+/).forEach((name) => name !== "" && known.add(name));
      return "";
    }),
  );
  const imports = [...names].map(
    ([from, imported]) => `import { ${[...imported].join(", ")} } from ${from};`,
  );
  return [...imports, ...code].join("\n");
}

function fragmentsOf(guide: string): string[] {
  return blocksOf(guide)
    .filter(({ language, info }) => language === "ts" && info[0] === "fragment")
    .map(({ text }) => text);
}

function folderOf(place: string): string {
  return place.replace(/\W/g, "-");
}

/** What the README's command prints in a program's folder. */
function matrixOf(name: string, ...words: string[]): string {
  const output = outputFolder(name);
  return outputOf("reach", output, ...words).replaceAll(output, "cdktf.out");
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
  const stacks = [...synthesizedIn(outputFolder(folderOf(place))).values()];
  expect(stacks.length).toBeGreaterThan(0);
  expect(stacks.every(({ resource }) => Object.keys(resource).length > 3)).toBe(true);
});

test.each(piecewise)("the pieces of %s fit into one program", (guide) => {
  expect(synthesizedIn(outputFolder(folderOf(guide))).size).toBe(1);
});

test.each(options.map(placeOf))("a network takes the properties of %s", (place) => {
  expect(synthesizedIn(outputFolder(folderOf(place))).size).toBe(1);
});

test("guides begin what the command prints for their programs", () => {
  const outputsOf = (guide: string) =>
    whole.filter(({ file }) => file === guide).map((block) => outputFolder(folderOf(placeOf(block))));
  for (const guide of ["docs/network-manager.md", "docs/landing-zones.md"]) {
    const [shown] = shownIn(guide);
    expect(shown).toContain("✓ REACHABLE");
    expect(outputOf("reach", ...outputsOf(guide)).startsWith(`${shown}\n`)).toBe(true);
  }
});

test("the README's program prints what the README shows, with its transit and without", () => {
  expect(programs.get("readme-without-transit")).not.toBe(readme);
  expect(shownIn("README.md").slice(0, 2)).toEqual([matrixOf("readme"), matrixOf("readme-without-transit")]);
});

test("the README counts the program's resources", () => {
  const [{ resource }] = synthesizedIn(outputFolder("readme")).values();
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

test("the guides show mistakes as they are reported", () => {
  const why = (name: string): string => readFileSync(join(folder, name, "why.txt"), "utf8");
  expect(mistaken).not.toBe(lab);
  expect(shownIn("docs/getting-started.md")[0]).toBe(why("mistaken"));
  expect(shownIn("docs/upgrading.md")[0]).toBe(why("mixed"));
});

test("the gate of docs/ci.md holds for the program that it is shown with", () => {
  const expectations = blocksOf("docs/ci.md").find(({ language }) => language === "json")!.text;
  const file = join(folder, "expect.json");
  writeFileSync(file, expectations);
  expect(outputOf("reach", outputFolder("readme"), "--expect", file)).toContain("REACHABLE");
});

test("docs/review.md shows what the review finds in its network", () => {
  const blocks = blocksOf("docs/review.md");
  const network = blocks.find(
    ({ language, text }) => language === "json" && text.includes('"resource"'),
  )!.text;
  const file = join(folder, "network.tf.json");
  writeFileSync(file, network);
  const shown = blocks.find(({ text }) => text.startsWith("$ npx hub-spoke review network.tf.json"))!.text;
  const parts = shown.split(/^(?:\$.*|…)$/m).map((part) => part.trim());
  const review = outputOf("review", file);
  expect(parts.join("")).toContain("Error");
  expect(parts.filter((part) => !review.includes(part))).toEqual([]);
});
