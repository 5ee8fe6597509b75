import { quote } from "../text/quote";
import { analyze } from "./analysis";
import { partPast } from "./compare/expectations";
import { messageOf } from "./messages";
import { QUESTION_OPTIONS, requireSense } from "./question";
import { readNetwork, ReadNetwork } from "./readers";
import { Analysis, AnalysisOptions, Hop, PairResult } from "./result";
import { SecretMask } from "./secret-mask";

/** What `toReach` may be told beyond the pair. */
export interface ToReachOptions extends AnalysisOptions {
  /** Names or Terraform addresses of forwarders that every path must pass. */
  readonly through?: string | readonly string[];
  /** The pair the other way round must be as expected too. */
  readonly bothWays?: boolean;
}

/** A cdktf or cdktn stack, as far as it is needed here. */
export interface SynthesizedStack {
  prepareStack?(): void;
  toTerraform(): object;
}

/** What a matcher tells jest. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/**
 * Matchers for `expect.extend(reachMatchers)`: `expect(stack).toReach("vnet-spoke01/default",
 * "vnet-spoke02/default", { through: "afw-hub01", bothWays: true })`. What is expected is a stack, Terraform JSON
 * as a text or as an object, or an analysis.
 */
export const reachMatchers = {
  toReach(received: unknown, from: string, to: string, options: ToReachOptions = {}): MatcherResult {
    requireSense(options, ["through", "bothWays"]);
    const mask = new SecretMask();
    const analysis = analysisOf(received, options, mask);
    const pairs =
      options.bothWays === true
        ? [
            [from, to],
            [to, from],
          ]
        : [[from, to]];
    // `.not` fails as soon as one of the pairs is reachable, so it must not be told "fail" by another.
    const isNot = (this as { readonly isNot?: boolean } | undefined)?.isNot === true;
    const outcomes = pairs.map(([source, target]) => outcomeOf(analysis, source, target, options, isNot));
    const pass = isNot ? outcomes.some(({ reaches }) => reaches) : outcomes.every(({ reaches }) => reaches);
    return {
      pass,
      message: () =>
        mask.mask(
          outcomes
            .filter(({ reaches }) => reaches === pass)
            .map(({ result, missing }) => inWords(result, missing, pass))
            .join("\n\n"),
        ),
    };
  },
};

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // Type parameters must be spelled as in @types/jest for the two declarations to merge.
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type
    interface Matchers<R, T = {}> {
      /** Both directions work between two endpoints (ids such as `vnet-spoke01/default`). */
      toReach(from: string, to: string, options?: ToReachOptions): R;
    }
  }
}

interface Outcome {
  readonly result: PairResult;
  readonly reaches: boolean;
  readonly missing: readonly string[];
}

function outcomeOf(
  analysis: Analysis,
  from: string,
  to: string,
  { through = [] }: ToReachOptions,
  isNot: boolean,
): Outcome {
  const result = analysis.explain(from, to);
  const names = typeof through === "string" ? [through] : through;
  if (isNot && names.length === 0) {
    // What is cut off must be so for all addresses, and surely.
    const mildest = analysis.mildestVerdict(from, to);
    return { result, missing: [], reaches: mildest === "REACHABLE" || mildest === "CONDITIONAL" };
  }
  const past = result.verdict === "REACHABLE" ? partPast(analysis, from, to, names) : undefined;
  return past === undefined
    ? { result, missing: [], reaches: result.verdict === "REACHABLE" }
    : { result: analysis.explain(from, to, past.part), missing: past.missing, reaches: false };
}

function inWords(result: PairResult, missing: readonly string[], pass: boolean): string {
  const { from, to, verdict, forward, return: back, reasons } = result;
  const head = pass
    ? `Expected ${from} not to reach ${to}, but ${verdict === "REACHABLE" ? "it does" : "some of it does or may"}.`
    : missing.length > 0
      ? `Expected ${from} to reach ${to} through ${missing.join(", ")}; it does, another way.`
      : `Expected ${from} to reach ${to}, but the verdict is ${verdict}.`;
  return [
    head,
    ...reasons.map(
      (reason) => `  ${messageOf(reason)}${reason.resource === undefined ? "" : ` [${reason.resource}]`}`,
    ),
    "  There:",
    ...forward.map(hopInWords),
    ...(back.length === 0 ? [] : ["  Back:", ...back.map(hopInWords)]),
  ].join("\n");
}

function hopInWords({ at, route, via }: Hop): string {
  const choice =
    route === undefined
      ? ""
      : `: ${route.addressPrefix} → ${route.nextHopType}${route.nextHopIp === undefined ? "" : ` ${route.nextHopIp}`} (${route.source})`;
  return `    ${at}${choice}${via === undefined ? "" : `, taken by ${via.name}`}`;
}

function analysisOf(received: unknown, options: AnalysisOptions, mask: SecretMask): Analysis {
  const asked = Object.fromEntries(
    QUESTION_OPTIONS.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  );
  if (isAnalysis(received)) {
    const isAnswered = QUESTION_OPTIONS.every(
      (name) => !(name in asked) || received.options[name] === asked[name],
    );
    return isAnswered ? received : analyze(received.model, { ...received.options, ...asked });
  }
  const { model, secrets } = networkOf(received);
  // What is marked as sensitive isn't printed here either.
  mask.learn(secrets);
  return analyze(model, asked);
}

function networkOf(received: unknown): ReadNetwork {
  if (typeof received === "string") {
    return readNetwork(jsonOf(received));
  }
  if (isStack(received)) {
    // Unlike Testing.synth, this keeps the "//" key, where constructs declare their assumptions.
    received.prepareStack?.();
    return readNetwork(received.toTerraform());
  }
  if (typeof received !== "object" || received === null) {
    throw new TypeError(`toReach expects a stack or Terraform JSON, not ${String(received)}.`);
  }
  return readNetwork(received);
}

function jsonOf(text: string): object {
  try {
    return JSON.parse(text);
  } catch {
    throw new TypeError(
      `toReach expects a stack, an analysis or Terraform JSON, not the text ${quote(text)}; a file is read by readInput.`,
    );
  }
}

function isStack(value: unknown): value is SynthesizedStack {
  return typeof (value as Partial<SynthesizedStack> | null)?.toTerraform === "function";
}

function isAnalysis(value: unknown): value is Analysis {
  return typeof (value as Partial<Analysis> | null)?.explain === "function";
}
