import { findRepairs, questionOfFinding, RepairAnswer, Wish } from "../analysis";
import { Endpoint, Finding } from "../analysis/result";
import { LoadedNetwork } from "./load";

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

/** A finding with the repairs that are its cure. */
export interface FindingRepairs {
  readonly finding: Finding;
  readonly answer: RepairAnswer;
}

/** Repairs of those findings that have one; two that are halves of one bypass have the same, told once. */
export function repairsOfFindings({ input, analysis }: LoadedNetwork, all = false): FindingRepairs[] {
  const told = new Set<string>();
  return analysis.findings.flatMap((finding): FindingRepairs[] => {
    const question = questionOfFinding(input, analysis.options, finding);
    const key = question && JSON.stringify([question.from, question.to, question.wish]);
    if (question === undefined || key === undefined || told.has(key)) {
      return [];
    }
    told.add(key);
    return [{ finding, answer: findRepairs(question, all) }];
  });
}
