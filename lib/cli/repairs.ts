import { analyze, findRepairs, questionOfFinding, Repair, RepairAnswer, Wish } from "../analysis";
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
