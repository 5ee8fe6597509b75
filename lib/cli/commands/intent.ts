import { Command, Option } from "commander";
import { intentOf } from "../../review";
import { CommonOptions, withCommonOptions } from "../common-options";
import { CliContext } from "../context";
import { UsageError } from "../exit-code";
import { checkExpectations } from "../expectations";
import { harmlessJson } from "../harmless";
import { loadNetworks } from "../load";
import { whileRead, writeJson } from "../output";
import { writeFile } from "../output-file";
import { WORDS } from "../words";

interface IntentOptions extends CommonOptions {
  readonly out: string;
}

export function intentCommand(context: CliContext): Command {
  const { language } = context;
  const command = new Command("intent")
    .description(WORDS.intent[language])
    .argument("<input...>", WORDS.input[language])
    .addOption(new Option("--out <file>", WORDS.snapshotOut[language]).default("-"));
  return withCommonOptions(command, language).action((inputs: string[], options: IntentOptions) => {
    context.exitCode = writeIntent(inputs, options, context);
  });
}

function writeIntent(inputs: readonly string[], options: IntentOptions, context: CliContext): number {
  const { terminal, language } = context;
  const networks = loadNetworks(inputs, options, context);
  const conclude = checkExpectations(networks, options, context);
  if (networks.length !== 1) {
    // A file that names endpoints of one network fails on the others.
    throw new UsageError(WORDS.oneNetwork({ names: networks.map(({ name }) => name).join(", ") }));
  }
  const { expectations, leftOut } = intentOf(networks[0].analysis);
  if (options.out === "-") {
    whileRead(() => writeJson(context, expectations));
  } else {
    writeFile(options.out, `${harmlessJson(JSON.stringify(expectations, null, 2))}\n`, context);
  }
  if (leftOut > 0) {
    terminal.err(WORDS.pairsLeftOut({ count: leftOut.toLocaleString(language) })[language]);
  }
  return conclude();
}
