import { Command, Option } from "commander";
import { Endpoint } from "../../analysis/result";
import {
  PairRow,
  cureAsText,
  firstRepairAsText,
  pairAsText,
  pairInWords,
  pairListAsText,
  reachAsText,
  resourceNames,
} from "../../review";
import { CommonOptions, withCommonOptions } from "../common-options";
import { CliContext } from "../context";
import { Ends, networksWith, othersThan } from "../endpoints";
import { UsageError } from "../exit-code";
import { checkExpectations } from "../expectations";
import { fixCommandLine } from "../fix-command-line";
import { loadNetworks } from "../load";
import { whileRead, writeSections } from "../output";
import { writeReachJson } from "../reach-json";
import { REACHABLE, repairsOf, reviewWithCures } from "../repairs";
import { WORDS } from "../words";

interface ReachOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
  readonly grouped?: boolean;
  readonly traces?: boolean;
}

export function reachCommand(context: CliContext): Command {
  const { language } = context;
  const command = new Command("reach")
    .description(WORDS.reach[language])
    .argument("<input...>", WORDS.input[language])
    .addOption(new Option("--from <endpoint>", WORDS.from[language]))
    .addOption(new Option("--to <endpoint>", WORDS.to[language]))
    .addOption(new Option("--json", WORDS.json[language]))
    .addOption(new Option("--grouped", WORDS.grouped[language]).implies({ json: true }))
    .addOption(new Option("--traces", WORDS.traces[language]).implies({ json: true }));
  return withCommonOptions(command, language).action((inputs: string[], options: ReachOptions) => {
    context.exitCode = printReach(inputs, options, context);
  });
}

function printReach(inputs: readonly string[], options: ReachOptions, context: CliContext): number {
  const networks = loadNetworks(inputs, options, context);
  const conclude = checkExpectations(networks, options, context);
  const asked = networksWith(networks, options);
  for (const { from, to } of asked) {
    if (from && from === to) {
      throw new UsageError(WORDS.sameEndpoint({ given: JSON.stringify(from.id) }));
    }
  }
  if (options.grouped && asked.some(({ from, to }) => from ?? to)) {
    throw new UsageError(WORDS.groupedEnds);
  }
  whileRead(() => {
    if (options.json) {
      writeReachJson(asked, options, context);
    } else {
      writeSections(
        context,
        asked.map((ends) => ({ name: ends.network.name, text: textFor(ends, inputs, options, context) })),
      );
    }
  });
  return conclude();
}

function textFor(
  ends: Ends,
  inputs: readonly string[],
  options: ReachOptions,
  { language }: CliContext,
): string {
  const { network, from, to } = ends;
  const { analysis } = network;
  if (from && to) {
    const names = resourceNames(analysis.model);
    const pair = pairAsText(
      { from: from.id, to: to.id },
      pairInWords(analysis.explain(from.id, to.id), names),
      language,
    );
    if (from.kind === "internet") {
      // Whoever asks what the Internet reaches doesn't ask how it could reach more; `fix` does.
      return pair;
    }
    const answer = repairsOf(network, from, to, REACHABLE);
    return answer.fulfilled ? pair : `${pair}\n\n${firstRepairAsText(answer, names, language)}`;
  }
  if (!from && !to) {
    const document = reviewWithCures(network);
    const cure = cureAsText(document, language, (pair) => fixCommandLine(inputs, options, pair));
    return [reachAsText(document, language), ...(cure === undefined ? [] : [cure])].join("\n");
  }
  const rows = othersThan((from ?? to) as Endpoint, analysis).map((endpoint): PairRow => {
    const [source, target] = from ? [from, endpoint] : [endpoint, to as Endpoint];
    const pair = pairInWords(analysis.explain(source.id, target.id), resourceNames(analysis.model));
    return { from: source.id, to: target.id, pair };
  });
  return pairListAsText(rows, language);
}
