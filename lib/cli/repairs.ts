import {
  findMatrixRepairs,
  FindingRepairs,
  FindingSearch,
  findRepairs,
  MatrixRepairs,
  ProvenChange,
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
const FINDINGS_BY_THE_WAY = 40;
const ENDPOINTS_AND_FINDINGS = 1000;
const FINDINGS_OF_A_KIND = 5;

/** Changes that cure many pairs each. */
export function repairsOfMatrix({ input, analysis }: LoadedNetwork, searches = SEARCHES): MatrixRepairs {
  return findMatrixRepairs(input, analysis.options, searches);
}

/** Those that are found in passing; undefined where the network is too large for that. */
export function curesOf(network: LoadedNetwork): MatrixRepairs | undefined {
  const searches = searchesByTheWay(network);
  return searches === 0 ? undefined : repairsOfMatrix(network, searches);
}

/** A review with what would cure its matrix and its findings, where that is found in passing. */
export function reviewWithCures(network: LoadedNetwork): ReviewDocument {
  const searches = searchesByTheWay(network);
  return searches === 0
    ? reviewOf(network)
    : reviewOf(network, {
        matrix: () => repairsOfMatrix(network, searches),
        findings: findingsByTheWay(network),
      });
}

/** Looks for the cure of a finding, for as many as are told one by one. */
function findingsByTheWay({
  input,
  analysis,
}: LoadedNetwork): (finding: Finding) => ProvenChange | undefined {
  const asked = new Map<string, number>();
  let search: FindingSearch | undefined;
  let left = Math.min(FINDINGS_BY_THE_WAY, ENDPOINTS_AND_FINDINGS / Math.max(1, analysis.endpoints.length));
  return (finding) => {
    const times = (asked.get(finding.code) ?? 0) + 1;
    asked.set(finding.code, times);
    if (times > FINDINGS_OF_A_KIND || left < 1) {
      return undefined;
    }
    search ??= new FindingSearch(input, analysis);
    const found = search.repairsOf(finding);
    left -= found === undefined ? 0 : 1;
    return found?.repairs.at(0);
  };
}

function searchesByTheWay({ analysis }: LoadedNetwork): number {
  const { length } = analysis.endpoints;
  return Math.min(SEARCHES_BY_THE_WAY, Math.floor(ENDPOINTS_AND_SEARCHES / Math.max(1, length)));
}

/** Findings with what cures them, and how many more there are by their code. */
export interface CuredFindings {
  readonly cured: readonly FindingRepairs[];
  readonly more: ReadonlyMap<string, number>;
}

/**
 * What cures findings, of each code no more than so many; two that are halves of one bypass have the same repair, told once. Errors
 * and warnings that no repair is known against come without: their advice is left to a person.
 */
export function repairsOfFindings({ input, analysis }: LoadedNetwork, mostOfACode = Infinity): CuredFindings {
  const search = new FindingSearch(input, analysis);
  const told = new Set<string>();
  const found = new Map<string, FindingRepairs[]>();
  const more = new Map<string, number>();
  for (const finding of search.findings) {
    const { code } = finding;
    const alike = found.get(code) ?? [];
    if (alike.length >= mostOfACode) {
      more.set(code, (more.get(code) ?? 0) + 1);
      continue;
    }
    const repairs =
      search.repairsOf(finding) ?? (finding.severity === "info" ? undefined : { finding, repairs: [] });
    const first = repairs?.repairs.at(0)?.id;
    if (repairs !== undefined && (first === undefined || !told.has(first))) {
      told.add(first ?? "");
      found.set(code, [...alike, repairs]);
    }
  }
  return { cured: [...found.values()].flat(), more };
}
