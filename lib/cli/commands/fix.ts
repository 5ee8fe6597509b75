import { Command, Option } from "commander";
import { RepairAnswer } from "../../analysis";
import { Language } from "../../analysis/result";
import {
  answerAsJson,
  changeAsHcl,
  findingRepairsAsJson,
  findingRepairsAsText,
  matrixRepairsAsJson,
  pairInWords,
  repairFiles,
  repairsAsText,
  resourceNames,
  wholeCuresAsText,
  whyAsText,
} from "../../review";
import { CommonOptions, withCommonOptions } from "../common-options";
import { CliContext } from "../context";
import { networksWith } from "../endpoints";
import { EXIT, UsageError } from "../exit-code";
import { checkExpectations } from "../expectations";
import { withoutCommands } from "../harmless";
import { LIMITS } from "../limits";
import { LoadedNetwork, loadNetworks, reviewOf } from "../load";
import { byStack, whileRead, writeJson, writeSections } from "../output";
import { tellByHand, writeRepair } from "../repair-files";
import { repairsOf, repairsOfFindings, repairsOfMatrix } from "../repairs";
import { wishOf } from "../wish";
import { WORDS } from "../words";

/** Of many findings alike, a person reads so many cures. */
const FINDINGS_OF_A_CODE = 10;

/** What `--want` is where nobody says it: the only wish that needs no pair. */
const ANY_CURE = "reachable";

interface FixOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly want: string;
  readonly format: "text" | "json" | "hcl" | "tf.json";
  readonly out?: string;
}

interface Answered {
  readonly network: LoadedNetwork;
  readonly answer: RepairAnswer;
}

export function fixCommand(context: CliContext): Command {
  const { language } = context;
  const command = new Command("fix")
    .description(WORDS.fix[language])
    .argument("<input...>", WORDS.input[language])
    .addOption(new Option("--from <endpoint>", WORDS.from[language]))
    .addOption(new Option("--to <endpoint>", WORDS.to[language]))
    .addOption(new Option("--want <state>", WORDS.want[language]).default(ANY_CURE))
    .addOption(
      new Option("--format <format>", WORDS.format[language])
        .choices(["text", "json", "hcl", "tf.json"])
        .default("text"),
    )
    .addOption(new Option("--out <folder>", WORDS.outFolder[language]));
  return withCommonOptions(command, language).action((inputs: string[], options: FixOptions) => {
    context.exitCode = printRepairs(inputs, options, context);
  });
}

function printRepairs(inputs: readonly string[], options: FixOptions, context: CliContext): number {
  if (options.out === "-") {
    throw new UsageError(WORDS.outNoStream);
  }
  const networks = loadNetworks(inputs, options, context);
  const conclude = checkExpectations(networks, options, context);
  if (options.from === undefined && options.to === undefined) {
    whileRead(() => printFindings(networks, options, context));
    return conclude();
  }
  if (options.from === undefined || options.to === undefined) {
    throw new UsageError(WORDS.bothEnds);
  }
  const answered = networksWith(networks, options).map(({ network, from, to }): Answered => {
    if (from === to) {
      throw new UsageError(WORDS.sameEndpoint({ given: JSON.stringify(options.from) }));
    }
    const wish = wishOf(options.want, network.analysis.model);
    return { network, answer: repairsOf(network, from!, to!, wish, options.all) };
  });
  const isFile = options.format === "hcl" || options.format === "tf.json" || options.out !== undefined;
  for (const { network } of isFile ? answered : []) {
    const { form } = network.input;
    if (form !== "terraform") {
      throw new UsageError(form === "template" ? WORDS.ofTemplate : WORDS.ofDeployed);
    }
  }
  whileRead(() => print(answered, options, context));
  const edits = JSON.stringify(answered.flatMap(({ answer }) => answer.repairs.map((one) => one.edits)));
  if (context.masking.mask(edits) !== edits) {
    context.terminal.err(WORDS.repairWithSecrets[context.language]);
  }
  if (options.out !== undefined) {
    for (const { network, answer } of answered.filter(({ answer: { repairs } }) => repairs.length > 0)) {
      const format = options.format === "hcl" ? "hcl" : "tf.json";
      writeRepair(options.out, answer.repairs[0], network.input, format, context);
    }
  }
  const isHelpless = answered.some(({ answer }) => !answer.fulfilled && answer.repairs.length === 0);
  const isUnwritten = isFile && options.format !== "hcl" && answered.some(isForHandsAlone);
  const expected = conclude();
  return isHelpless || isUnwritten ? EXIT.expectationFailed : expected;
}

/** Without a pair: what cures many pairs each, and what cures the findings. */
function printFindings(
  networks: readonly LoadedNetwork[],
  { want, format, out, all }: FixOptions,
  context: CliContext,
): void {
  const { language } = context;
  if (want !== ANY_CURE || (format !== "text" && format !== "json") || out !== undefined) {
    throw new UsageError(WORDS.bothEnds);
  }
  const found = networks.map((network) => {
    const few = format === "json" ? findingsOfACode(network) : FINDINGS_OF_A_CODE;
    const findings = repairsOfFindings(network, all === true ? Infinity : few);
    return { network, matrix: repairsOfMatrix(network), findings };
  });
  if (format === "json") {
    const values = found.map(({ network: { name }, matrix, findings }) => ({
      name,
      value: {
        version: 1,
        cures: matrixRepairsAsJson(matrix, language),
        findings: findings.cured.map((one) => findingRepairsAsJson(one, language)),
        ...(findings.more.size > 0 && { more: Object.fromEntries(findings.more) }),
      },
    }));
    writeJson(context, byStack(values));
    return;
  }
  const sections = found.map(({ network, matrix, findings: { cured, more } }) => {
    const cures = wholeCuresAsText(reviewOf(network, { matrix: () => matrix }), language);
    const findings =
      cured.length === 0
        ? [WORDS.noFindingRepairs[language]]
        : cured.map((one) => findingRepairsAsText(one, language));
    const rest = [...more].map(([code, count]) => WORDS.moreFindings({ code, count })[language]);
    return {
      name: network.name,
      text: [...(cures === undefined ? [] : [cures]), ...findings, ...rest].join("\n\n"),
    };
  });
  writeSections(context, sections);
}

function findingsOfACode({ analysis }: LoadedNetwork): number {
  return Math.max(
    FINDINGS_OF_A_CODE,
    Math.floor(LIMITS.endpointsAndFindingsOfACode / Math.max(1, analysis.endpoints.length)),
  );
}

/** A repair of which no file can do anything: who asked for one shouldn't take it for done. */
function isForHandsAlone(one: Answered): boolean {
  return jsonFilesOf(one)?.files.length === 0;
}

/** The first repair as files of Terraform's JSON. */
function jsonFilesOf({
  network: { input },
  answer: { repairs },
}: Answered): ReturnType<typeof repairFiles> | undefined {
  const [repair] = repairs;
  return repair && repairFiles(repair.id, repair.edits, input.overrides(repair.edits), "tf.json");
}

function print(answered: readonly Answered[], { format, out }: FixOptions, context: CliContext): void {
  const { language, terminal } = context;
  if (format === "json") {
    const values = answered.map(({ network, answer }) => ({
      name: network.name,
      value: { version: 1, ...answerAsJson(answer, language) },
    }));
    writeJson(context, byStack(values));
    return;
  }
  if (format === "text") {
    writeSections(
      context,
      answered.map((one) => ({ name: one.network.name, text: textOf(one, language) })),
    );
    return;
  }
  for (const one of answered) {
    const [repair] = one.answer.repairs;
    const written = format === "hcl" ? undefined : jsonFilesOf(one);
    if (repair === undefined) {
      // What is said there is a line each.
      textOf(one, language)
        .split("\n")
        .forEach((line) => terminal.err(line));
    } else if (format === "hcl") {
      terminal.out(`${withoutCommands(changeAsHcl(repair, language))}\n`);
    } else if (written !== undefined) {
      const { files, byHand } = written;
      files.forEach(({ text }) => terminal.out(withoutCommands(text)));
      if (out === undefined) {
        tellByHand(byHand, context);
      }
    }
  }
}

/** What was found for a pair; where that is nothing, why it is as it is, for whoever looks for a cure without us. */
function textOf({ network: { analysis }, answer }: Answered, language: Language): string {
  const names = resourceNames(analysis.model);
  const text = repairsAsText(answer, names, language);
  if (answer.fulfilled || answer.repairs.length > 0) {
    return text;
  }
  const pair = pairInWords(analysis.explain(answer.from, answer.to), names);
  return pair.reasons.length === 0 ? text : `${text}\n\n${whyAsText(pair, language)}`;
}
