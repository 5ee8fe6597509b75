import { Command, Option } from "commander";
import { NetworkDiff, diffAnalyses } from "../../analysis";
import { Analysis } from "../../analysis/result";
import {
  DiffDocument,
  diffAsJson,
  diffAsMarkdown,
  diffAsText,
  diffInWords,
  oneSidedDiff,
} from "../../review";
import { CommonOptions, withCommonOptions } from "../common-options";
import { CliContext } from "../context";
import { UsageError } from "../exit-code";
import { checkExpectations } from "../expectations";
import { LoadedNetwork, loadNetworks } from "../load";
import { byStack, whileRead, writeJson, writeSections } from "../output";
import { WORDS } from "../words";

interface DiffOptions extends CommonOptions {
  readonly with?: readonly string[];
  readonly json?: boolean;
  readonly format: "text" | "markdown";
}

/** A stack on both sides, or on one. */
interface Sides {
  readonly name: string;
  readonly base?: LoadedNetwork;
  readonly head?: LoadedNetwork;
}

export function diffCommand(context: CliContext): Command {
  const { language } = context;
  const command = new Command("diff")
    .description(WORDS.diff[language])
    .argument("<base>", `${WORDS.base[language]}: ${WORDS.input[language]}`)
    .argument("<head>", WORDS.head[language])
    .addOption(
      new Option("--with <input>", WORDS.with[language]).argParser((input, inputs: string[] = []) => [
        ...inputs,
        input,
      ]),
    )
    .addOption(new Option("--json", WORDS.json[language]).conflicts("format"))
    .addOption(
      new Option("--format <format>", WORDS.format[language]).choices(["text", "markdown"]).default("text"),
    );
  return withCommonOptions(command, language).action((base: string, head: string, options: DiffOptions) => {
    context.exitCode = printDiff(base, head, options, context);
  });
}

function printDiff(base: string, head: string, options: DiffOptions, context: CliContext): number {
  const { language, terminal } = context;
  const { with: around = [] } = options;
  if ([base, head, ...around].filter((input) => input === "-").length > 1) {
    throw new UsageError(WORDS.standardInputOnce);
  }
  const after = loadNetworks([...around, head], options, context);
  const conclude = checkExpectations(after, options, context);
  const sides = pairUp(loadNetworks([...around, base], options, context), after);
  whileRead(() => {
    if (options.json) {
      writeJson(context, byStack(sides.map(({ name, ...both }) => ({ name, value: jsonOf(both, context) }))));
    } else {
      const documents = sides.map(wordsOf);
      if (options.format === "markdown") {
        terminal.out(diffAsMarkdown(documents, language));
      } else {
        writeSections(
          context,
          documents.map((document) => ({ name: document.name, text: diffAsText(document, language) })),
        );
      }
    }
  });
  return conclude();
}

/** One network on each side is the same network, whatever the files are called; several are paired by name. */
function pairUp(base: readonly LoadedNetwork[], head: readonly LoadedNetwork[]): Sides[] {
  if (base.length === 1 && head.length === 1) {
    return [{ name: head[0].name, base: base[0], head: head[0] }];
  }
  const named = (networks: readonly LoadedNetwork[], name: string) =>
    networks.find((network) => network.name === name);
  const names = [...new Set([...head, ...base].map(({ name }) => name))];
  return names.map((name) => ({ name, base: named(base, name), head: named(head, name) }));
}

function wordsOf({ name, ...networks }: Sides): DiffDocument {
  const { base, head } = analysesOf(networks);
  return base && head
    ? diffInWords(name, diffAnalyses(base, head), { base, head })
    : oneSidedDiff(name, { base, head });
}

function jsonOf(networks: Omit<Sides, "name">, { language }: CliContext): object {
  const { base, head } = analysesOf(networks);
  const diff: NetworkDiff =
    base && head
      ? diffAnalyses(base, head)
      : { addedEndpoints: endpointIds(head), removedEndpoints: endpointIds(base), changes: [] };
  return diffAsJson(diff, { base, head }, language);
}

function analysesOf({ base, head }: Omit<Sides, "name">): { base?: Analysis; head?: Analysis } {
  return { base: base?.analysis, head: head?.analysis };
}

function endpointIds(analysis: Analysis | undefined): string[] {
  return analysis?.endpoints.map(({ id }) => id) ?? [];
}
