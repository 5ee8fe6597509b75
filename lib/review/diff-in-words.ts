import { NetworkDiff, PairChange, plannedFindingsOf } from "../analysis";
import { Analysis, Finding, LocalizedText, VERDICTS, Verdict } from "../analysis/result";
import { COMPARISON_PHRASES } from "./comparison-phrases";
import { ExplainedPair } from "./document";
import { distinct } from "./language";
import { notesOf, problemsOf } from "./left-out";
import { pairInWords } from "./pair-in-words";
import { ResourceNames, resourceNames } from "./resource-names";

/** A comparison of two networks, ready to be rendered. */
export interface DiffDocument {
  readonly name: string;
  /** A stack that only one side has. */
  readonly only?: "base" | "head";
  /** Said first: what all of it rests on. */
  readonly notes: readonly LocalizedText[];
  /** Said before any verdict: what neither can know of. */
  readonly leftOut: readonly LeftOut[];
  /** What the plan of the second side interrupts: the two ends alone hide it. */
  readonly whileApplied: readonly Finding[];
  readonly addedEndpoints: readonly string[];
  readonly removedEndpoints: readonly string[];
  /** What breaks first, then what opens, then what merely goes another way. */
  readonly changes: readonly ChangeInWords[];
}

/** What the input of a side, or of both, shows to exist but not in full. */
export interface LeftOut {
  readonly title: LocalizedText;
  readonly problems: readonly LocalizedText[];
}

/** The two sides; a stack may lack one. */
export interface ComparedSides {
  readonly base?: Analysis;
  readonly head?: Analysis;
}

export interface ChangeInWords {
  readonly before: Verdict;
  readonly after: Verdict;
  readonly pairs: readonly (readonly [from: string, to: string])[];
  /** Terraform addresses. */
  readonly causes: readonly string[];
  /** From the Internet, where that changes: which packets arrive. */
  readonly exposures?: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** Public addresses on the way, where they change. */
  readonly addresses?: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly exampleBefore: ExplainedPair;
  readonly exampleAfter: ExplainedPair;
}

export function diffInWords(name: string, diff: NetworkDiff, sides: ComparedSides): DiffDocument {
  return {
    name,
    notes: notesOfSides(sides),
    leftOut: leftOutOf(sides),
    whileApplied: whileApplied(sides),
    addedEndpoints: diff.addedEndpoints,
    removedEndpoints: diff.removedEndpoints,
    changes: [...diff.changes]
      .sort((a, b) => gain(a) - gain(b) || b.pairs.length - a.pairs.length)
      .map((change): ChangeInWords => {
        const { before, after, pairs, causes, exampleBefore, exampleAfter } = change;
        return {
          before,
          after,
          pairs,
          causes,
          ...(change.beforeExposures &&
            change.afterExposures && {
              exposures: { before: change.beforeExposures, after: change.afterExposures },
            }),
          ...(change.beforeAddresses &&
            change.afterAddresses && {
              addresses: { before: change.beforeAddresses, after: change.afterAddresses },
            }),
          exampleBefore: pairInWords(exampleBefore, namesOf(sides.base)),
          exampleAfter: pairInWords(exampleAfter, namesOf(sides.head)),
        };
      }),
  };
}

function namesOf(side: Analysis | undefined): ResourceNames {
  return side ? resourceNames(side.model) : new Map();
}

/** A stack that the other side lacks. */
export function oneSidedDiff(name: string, sides: ComparedSides): DiffDocument {
  const idsOf = (analysis: Analysis | undefined) => analysis?.endpoints.map(({ id }) => id) ?? [];
  return {
    name,
    only: sides.head ? "head" : "base",
    notes: notesOfSides(sides),
    leftOut: leftOutOf(sides),
    whileApplied: whileApplied(sides),
    addedEndpoints: idsOf(sides.head),
    removedEndpoints: idsOf(sides.base),
    changes: [],
  };
}

export function whileApplied({ head }: ComparedSides): readonly Finding[] {
  return head ? plannedFindingsOf(head.model) : [];
}

function leftOutOf({ base, head }: ComparedSides): LeftOut[] {
  const before = base ? problemsOf(base) : [];
  const after = head ? problemsOf(head) : [];
  const both = before.filter(({ en }) => after.some((other) => other.en === en));
  const alone = (problems: readonly LocalizedText[]) =>
    problems.filter(({ en }) => both.every((other) => other.en !== en));
  return [
    { phrase: COMPARISON_PHRASES.leftOutBoth, problems: both },
    { phrase: COMPARISON_PHRASES.leftOutBefore, problems: alone(before) },
    { phrase: COMPARISON_PHRASES.leftOutAfter, problems: alone(after) },
  ]
    .filter(({ problems }) => problems.length > 0)
    .map(({ phrase, problems }) => ({ title: phrase({ count: problems.length }), problems }));
}

function notesOfSides({ base, head }: ComparedSides): readonly LocalizedText[] {
  return distinct([base, head].flatMap((side) => (side ? notesOf(side) : [])));
}

export function changedPairs({ changes }: DiffDocument): number {
  return changes.reduce((sum, { pairs }) => sum + pairs.length, 0);
}

/** Negative where something breaks, zero where only the way changes; what the Internet gets first of all. */
function gain({ before, after, beforeExposures, afterExposures }: PairChange): number {
  if (afterExposures?.some((packets) => beforeExposures?.includes(packets) !== true)) {
    return -VERDICTS.length;
  }
  const step = VERDICTS.indexOf(before) - VERDICTS.indexOf(after);
  return step === 0 ? VERDICTS.length : step;
}
