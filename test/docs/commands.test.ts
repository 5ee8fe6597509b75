import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { runCli } from "../../lib/cli/program";
import { root } from "../package/support/commands";
import { Block, blocksIn, placeOf } from "./support/markdown";

/** Command lines of shell blocks and of the steps of workflows, each with the place that shows it. */
function commandsWith(start: RegExp): { readonly place: string; readonly command: string }[] {
  return blocksIn("sh", "bash", "yaml").flatMap((block) =>
    block.text
      .replace(/\\\n\s*/g, "")
      .split("\n")
      .flatMap((line) => line.split(/&&|\||;|#|>/))
      .map((command) => command.replace(/^\s*(-\s+)?(run:)?\s*/, "").trim())
      .filter((command) => start.test(command))
      .map((command) => ({ place: placeOf(block), command })),
  );
}

function helpOf(command: string): string {
  let help = "";
  const terminal = { out: (text: string) => void (help += text), err: () => undefined, errIsTerminal: false };
  expect(runCli([command, "--help"], terminal)).toBe(0);
  return help;
}

test("every hub-spoke command that the documentation shows exists, with its options", () => {
  const commands = commandsWith(/^npx hub-spoke /);
  expect(commands.length).toBeGreaterThan(5);
  const unknown = commands.flatMap(({ place, command }) => {
    const [, , name, ...words] = command.split(/\s+/);
    const help = helpOf(name);
    return words
      .filter((word) => word.startsWith("--") && !help.includes(`${word} `))
      .map((word) => `${place}: ${name} has no ${word}`);
  });
  expect(unknown).toEqual([]);
});

test("every npm script that the documentation shows exists", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const commands = commandsWith(/^npm (run |start|test)/);
  expect(commands.length).toBeGreaterThan(1);
  const names = commands.map(({ command }) => /^npm (?:run (?:--silent )?)?([\w:-]+)/.exec(command)![1]);
  expect(names.filter((name) => !(name in scripts))).toEqual([]);
});

test("every JSON and YAML block of the documentation can be read", () => {
  const blocks = blocksIn("json", "yaml");
  expect(blocks.length).toBeGreaterThan(3);
  expect(blocks.filter((block) => !isReadable(block)).map(placeOf)).toEqual([]);
});

function isReadable({ language, text }: Block): boolean {
  try {
    return (language === "json" ? JSON.parse(text) : parse(text)) !== undefined;
  } catch {
    return false;
  }
}
