import { existsSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { LocalizedText } from "../analysis/text";

/** What other tools call what a command has under another name, the likeliest first. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  "--format": ["--json"],
  "--output": ["--json", "--format", "--out"],
  "-o": ["--json", "--format", "--out"],
  "--json": ["--format json", "--format"],
  "--html": ["--format html"],
  "--markdown": ["--format markdown"],
  "--source": ["--from"],
  "--src": ["--from"],
  "--destination": ["--to"],
  "--dest": ["--to"],
  "--dst": ["--to"],
  "-v": ["--version"],
};

/**
 * What was probably meant by a command or an option that isn't there, where commander, which compares letters within
 * one command, doesn't know: a file in the command's place, another tool's word, another command's option.
 */
export function nearestWord(
  { code, message }: CommanderError,
  args: readonly string[],
  program: Command,
): LocalizedText | undefined {
  const word = /'(.*?)'(?=[\s(]|$)/.exec(message)?.[1] ?? "";
  if (code === "commander.unknownCommand") {
    return existsSync(word) ? meant(`hub-spoke reach ${word}`) : commandsOf(program, message);
  }
  if (code === "commander.unknownOption") {
    return optionInstead(word, program.commands.find((one) => one.name() === args[0]) ?? program, program);
  }
  return undefined;
}

/** All of them, where none is near. */
function commandsOf({ commands }: Command, message: string): LocalizedText | undefined {
  const names = commands.map((command) => command.name());
  return message.includes("(Did you mean ")
    ? undefined
    : { en: ` (there are ${names.join(", ")})`, ja: `存在するコマンド: ${names.join("、")}。` };
}

function optionInstead(word: string, asked: Command, program: Command): LocalizedText | undefined {
  if (existsSync(word)) {
    return meant(`./${word}`);
  }
  const own = (ELSEWHERE[word] ?? []).find((other) => takes(asked, other));
  if (own !== undefined) {
    return meant(own);
  }
  const others = program.commands.filter((one) => takes(one, word)).map((one) => one.name());
  return asked === program || others.length === 0
    ? undefined
    : {
        en: ` (an option of ${others.join(", ")})`,
        ja: `これは ${others.join("、")} のオプションです。`,
      };
}

/** Whether a command has an option, and takes the value that stands behind it. */
function takes({ options }: Command, given: string): boolean {
  const [name, value] = given.split(" ");
  const option = options.find(({ long }) => long === name);
  return option !== undefined && (value === undefined || option.argChoices?.includes(value) === true);
}

function meant(word: string): LocalizedText {
  return { en: ` (Did you mean ${word}?)`, ja: `${word} の間違いではありませんか？` };
}
