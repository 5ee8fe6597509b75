import {
  ExpectationFailure,
  Expectations,
  checkExpectations as checkPairs,
  checkRequirement,
  leavesAllOut,
  parseExpectations,
  readJsonFile,
} from "../analysis";
import { Analysis } from "../analysis/result";
import { pairInWords, resourceNames, verdictName, wayOf } from "../review";
import { CommonOptions } from "./common-options";
import { CliContext } from "./context";
import { EXIT } from "./exit-code";
import { naming } from "./file-cause";
import { LoadedNetwork } from "./load";
import { WORDS } from "./words";

/** More failures than this are counted: one missing route can be a million of them. */
const FAILURES_SHOWN = 20;

/**
 * Judges `--require` and `--expect` before anything is printed, so that a file that can't be used is all that is said.
 * What is returned says on stderr what fails, so that stdout stays the answer, and gives the exit code.
 */
export function checkExpectations(
  networks: readonly LoadedNetwork[],
  options: CommonOptions,
  context: CliContext,
): () => number {
  const expectations = options.expect === undefined ? undefined : readExpectations(options.expect);
  const judged = networks.map(({ name, analysis }) => ({
    where: networks.length > 1 ? `[${name}] ` : "",
    analysis,
    failures: [
      ...(options.require === undefined ? [] : checkRequirement(analysis, options.require)),
      ...(expectations === undefined
        ? []
        : naming(options.expect ?? "", () => checkPairs(analysis, expectations))),
    ],
    isUnproven: options.require !== undefined && leavesAllOut(analysis),
  }));
  return () => {
    judged.forEach((one) => sayFailures(one, context));
    const failed = judged.some(({ failures, isUnproven }) => failures.length > 0 || isUnproven);
    return failed ? EXIT.expectationFailed : EXIT.fine;
  };
}

interface Judged {
  /** Which network it is, where there are several. */
  readonly where: string;
  readonly analysis: Analysis;
  readonly failures: readonly ExpectationFailure[];
  readonly isUnproven: boolean;
}

function sayFailures({ where, analysis, failures, isUnproven }: Judged, context: CliContext): void {
  const { terminal, language } = context;
  for (const failure of failures.slice(0, FAILURES_SHOWN)) {
    terminal.err(`${where}${sentence(failure, analysis, context)}`);
  }
  const more = failures.length - FAILURES_SHOWN;
  if (more > 0) {
    terminal.err(`${where}${WORDS.moreFailures({ count: more.toLocaleString(language) })[language]}`);
  }
  if (isUnproven) {
    terminal.err(`${where}${WORDS.nothingProven[language]}`);
  }
}

function readExpectations(file: string): Expectations {
  const content = readJsonFile(file);
  return naming(file, () => parseExpectations(content));
}

/** With the way that is taken instead, since that may be all that differs. */
function sentence(failure: ExpectationFailure, analysis: Analysis, { language }: CliContext): string {
  const { from, to, wanted, actual, part } = failure;
  const pair = analysis.explain(from, to, part);
  const way =
    actual === "BLOCKED" ? "" : ` ${wayOf(pairInWords(pair, resourceNames(analysis.model)), language)}`;
  const expected =
    typeof wanted === "string"
      ? verdictName(wanted, language)
      : WORDS.through({ names: wanted.join(", ") })[language];
  const { source, destination } = pair.reasons.find(({ code }) => code === "PART_OF_ADDRESSES")?.params ?? {};
  const where =
    source === undefined || destination === undefined
      ? ""
      : WORDS.ofAddresses({ source, destination })[language];
  const found = `${verdictName(actual, language)}${way}${where}`;
  return WORDS.expectationFailed({ from, to, expected, actual: found })[language];
}
