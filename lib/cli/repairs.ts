import {
  analyze,
  findMatrixRepairs,
  findRepairs,
  MatrixRepairs,
  questionOfFinding,
  Repair,
  RepairAnswer,
  Wish,
} from "../analysis";
import { Endpoint, Finding } from "../analysis/result";
import { ReviewDocument } from "../review";
import { LoadedNetwork, reviewOf } from "./load";

/** What people ask for who don't say what they want. */
export const REACHABLE: Wish = { kind: "reachable" };

/** Repairs for a pair of a network. */
export function repairsOf(
  { input, analysis }: LoadedNetwork,
  from: Endpoint,
  to: Endpoint,
  wish: Wish,
  all = false,
): RepairAnswer {
  return findRepairs({ input, options: analysis.options, from: from.id, to: to.id, wish }, all);
}

/** Searches that `fix` makes for a whole matrix. */
const SEARCHES = 24;
/** So many a review makes by the way, and the fewer the larger the network is: each reads and analyses all of it anew. */
const SEARCHES_BY_THE_WAY = 6;
const ENDPOINTS_AND_SEARCHES = 240;

/** Changes that cure many pairs each. */
export function repairsOfMatrix({ input, analysis }: LoadedNetwork, searches = SEARCHES): MatrixRepairs {
  return findMatrixRepairs(input, analysis.options, searches);
}

/** Those that are found in passing; undefined where the network is too large for that. */
export function curesOf(network: LoadedNetwork): MatrixRepairs | undefined {
  const searches = searchesByTheWay(network);
  return searches === 0 ? undefined : repairsOfMatrix(network, searches);
}

/** A review with what would cure its matrix, where that is found in passing. */
export function reviewWithCures(network: LoadedNetwork): ReviewDocument {
  const searches = searchesByTheWay(network);
  return reviewOf(network, searches === 0 ? undefined : () => repairsOfMatrix(network, searches));
}

function searchesByTheWay({ analysis }: LoadedNetwork): number {
  const { length } = analysis.endpoints;
  return Math.min(SEARCHES_BY_THE_WAY, Math.floor(ENDPOINTS_AND_SEARCHES / Math.max(1, length)));
}

/** A finding with the repairs that are its cure. */
export interface FindingRepairs {
  readonly finding: Finding;
  readonly answer: RepairAnswer;
}

/** Repairs of those findings that have one; two that are halves of one bypass have the same, told once. */
export function repairsOfFindings(network: LoadedNetwork, all = false): FindingRepairs[] {
  const { input, analysis } = network;
  const told = new Set<string>();
  return analysis.findings.flatMap((finding): FindingRepairs[] => {
    const question = questionOfFinding(input, analysis.options, finding);
    const key = question && JSON.stringify([question.from, question.to, question.wish]);
    if (question === undefined || key === undefined || told.has(key)) {
      return [];
    }
    told.add(key);
    const answer = findRepairs(question, all);
    // What makes the pair as wanted in another way leaves the finding where it is.
    const repairs = answer.repairs.filter((repair) => isGone(finding, repair, network));
    return repairs.length === 0 && answer.repairs.length > 0
      ? []
      : [{ finding, answer: { ...answer, repairs } }];
  });
}

function isGone({ code, resource, message }: Finding, { edits }: Repair, network: LoadedNetwork): boolean {
  const { findings } = analyze(network.input.reread(edits).model, network.analysis.options);
  return !findings.some(
    (one) => one.code === code && one.resource === resource && one.message.en === message.en,
  );
}
