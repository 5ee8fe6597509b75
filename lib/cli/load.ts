import { existsSync } from "node:fs";
import { EditableInput, ReadNetwork, analyze, billableResources, findingsOf, readInputs } from "../analysis";
import { Analysis } from "../analysis/result";
import { ReviewDocument, ReviewSource, billableInWords, buildReviewDocument } from "../review";
import { CommonOptions, analysisOptions } from "./common-options";
import { CliContext } from "./context";
import { UsageError } from "./exit-code";
import { WORDS } from "./words";

/** A network of the input with its analysis, which computes what a command asks of it. */
export interface LoadedNetwork {
  /** The stack's or the file's name. */
  readonly name: string;
  readonly analysis: Analysis;
  /** What it was read from, for repairs. */
  readonly input: EditableInput;
}

/** Behind an input it is no further input, if there is no file of the name. */
const ENDPOINT = /^[^/\\]+\/[^/\\.]+$|^internet$|^\d+(\.\d+){3}(\/\d+)?$/i;

export function loadNetworks(
  inputs: readonly string[],
  options: CommonOptions,
  context: CliContext,
): LoadedNetwork[] {
  const { progress, language } = context;
  const [first, ...more] = inputs;
  const end = existsSync(first) ? more.find((name) => ENDPOINT.test(name) && !existsSync(name)) : undefined;
  if (end !== undefined) {
    throw new UsageError(WORDS.endsAreOptions({ given: JSON.stringify(end) }));
  }
  progress.say(WORDS.reading({ input: inputs.join(", ") })[language]);
  const read = readInputs(inputs, {
    ...(options.assume !== undefined && { assume: options.assume }),
    ...(options.varFile !== undefined && { variableFiles: options.varFile }),
    ...(options.var !== undefined && { variables: options.var }),
    variablesInEnvironment: Object.keys(process.env).flatMap((name) => /^TF_VAR_(.+)$/.exec(name)?.[1] ?? []),
    ...(options.config !== undefined && { config: options.config }),
    ...(options.stack !== undefined && { stack: options.stack }),
  });
  const loaded = read.map((network: ReadNetwork): LoadedNetwork => {
    const { name, model, input: editable, secrets } = network;
    context.masking.learn(secrets);
    return { name, analysis: analyze(model, analysisOptions(options)), input: editable };
  });
  const count = loaded.reduce((sum, { analysis }) => sum + analysis.endpoints.length, 0);
  progress.say(WORDS.analysing({ count: count.toLocaleString(language) })[language]);
  progress.done();
  return loaded;
}

export function reviewOf(
  { name, analysis }: Pick<LoadedNetwork, "name" | "analysis">,
  cures?: ReviewSource["cures"],
): ReviewDocument {
  return buildReviewDocument({
    name,
    analysis,
    findings: () => [...findingsOf(analysis.model), ...analysis.findings],
    billable: billableResources(analysis.model).map(billableInWords),
    ...(cures !== undefined && { cures }),
  });
}
