import { EditableInput } from "../model";
import { AnalysisOptions, PairGroup, VERDICTS } from "../result";
import { LocalizedText } from "../text";
import { ExaminedNetwork } from "./examined-network";
import { findRepairsIn } from "./find-repairs";
import { PairEnds, RuleEnds } from "./question";
import { refusedAlike } from "./refused-alike";
import { OtherChange, Repair, RepairAnswer } from "./repair";
import { UnseenHop } from "./unseen-hops";

/** More than so many are no summary any more. */
const MOST_REPAIRS = 6;
/** Of each pair's repairs, one that cures many others may come behind one that cures it alone. */
const PROOFS = 4;

/** A repair with the pairs that it cures. */
export interface MatrixRepair {
  readonly repair: Repair;
  /** The pair for which it was found. */
  readonly from: string;
  readonly to: string;
  /** All pairs that get the verdict that this one gets, this one included. */
  readonly cures: readonly OtherChange[];
}

/** A few changes, each of which cures many pairs. */
export interface MatrixRepairs {
  /** The one that cures most pairs comes first; each is applied to the input as it is. */
  readonly repairs: readonly MatrixRepair[];
  /** Next hops that the input doesn't show, each with a pair on whose way it is: to be settled before any repair. */
  readonly unseen: readonly UnseenOnWay[];
  /** How many pairs aren't REACHABLE. */
  readonly unreachable: number;
  /** How many of them one of the repairs cures. */
  readonly cured: number;
  /** A pair for which nothing was found, where there is one. */
  readonly incurable?: IncurablePair;
  /** A pair to which the search didn't come, where it ended before. */
  readonly left?: PairEnds;
}

export interface UnseenOnWay extends UnseenHop, PairEnds {}

export interface IncurablePair extends PairEnds {
  /** What it depends on and no edit can change: not a resource that the input's Terraform declares. */
  readonly unwritable: readonly string[];
  /** What a person has to choose or declare. */
  readonly advice: readonly LocalizedText[];
}

/**
 * Few repairs that cure many pairs: the largest group of like pairs is asked first, and what its repair cures beside it
 * needs no search of its own. At most `searches` are made.
 */
export function findMatrixRepairs(
  input: EditableInput,
  options: AnalysisOptions,
  searches: number,
): MatrixRepairs {
  const whole = new ExaminedNetwork(input.edited([]), options);
  const open = new OpenPairs(whole);
  const unreachable = open.size;
  const found: MatrixRepair[] = [];
  const unlike: MatrixRepair[] = [];
  const unseen = new Map<string, UnseenOnWay>();
  let incurable: IncurablePair | undefined;
  const take = (one: MatrixRepair): void => {
    found.push(one);
    one.cures.forEach((pair) => open.remove(pair));
  };
  let left = searches;
  const ask = (pair: PairEnds, proofs: number, done?: Repair, beside?: RuleEnds): Asked => {
    left--;
    const question = { input, options, ...pair, wish: { kind: "reachable" } as const, beside };
    const answer = findRepairsIn(whole, question, proofs, done);
    const { repairs, preferred, unwritable, advice } = answer;
    for (const hop of answer.unseen) {
      const key = `${hop.ip} ${hop.resource ?? ""}`;
      unseen.set(key, unseen.get(key) ?? { ...hop, ...pair });
    }
    return { all: repairs.map((repair) => withCures(repair, pair, open)), preferred, unwritable, advice };
  };
  while (left > 0 && found.length < MOST_REPAIRS) {
    const next = open.next();
    if (next === undefined) {
      break;
    }
    const { all, preferred, ...helpless } = ask(next, PROOFS);
    const best = mostCuring(all.slice(0, preferred), open);
    if (best !== undefined) {
      const wide =
        left > 0 ? ruleForAll(best, whole, open, (beside) => ask(next, 1, undefined, beside)) : best;
      take(joined(wide, open, (pair, repair) => (left > 0 ? ask(pair, 1, repair) : undefined)));
      continue;
    }
    open.setAside(next);
    if (all.length > 0) {
      unlike.push(all[0]);
    } else {
      incurable ??= { ...next, ...helpless };
    }
  }
  // What harms others, or goes past what forwards here, is for those alone that nothing else cures.
  unlike
    .filter((one) => !found.some(({ cures }) => cures.some((pair) => keyOf(pair) === keyOf(one))))
    .forEach(take);
  const repairs = withoutIdle(found);
  const unasked = open.next();
  const cured = new Set(repairs.flatMap(({ cures }) => cures.map(keyOf))).size;
  return {
    repairs,
    unseen: [...unseen.values()],
    unreachable,
    cured,
    ...(incurable && { incurable }),
    ...(unasked && { left: unasked }),
  };
}

/** What was found for a pair: all of it, of which so many are as the network does it elsewhere and harm nobody. */
interface Asked extends Pick<RepairAnswer, "preferred" | "unwritable" | "advice"> {
  readonly all: readonly MatrixRepair[];
}

/** One rule for all that the same place refuses alike, where one was found for a pair and overrides nobody's. */
function ruleForAll(
  best: MatrixRepair,
  whole: ExaminedNetwork,
  open: OpenPairs,
  ask: (beside: RuleEnds) => Asked,
): MatrixRepair {
  const beside =
    best.repair.cautions.length > 0 ? undefined : refusedAlike(whole, best, (pair) => open.has(pair));
  const asked = beside && ask(beside);
  const wide = mostCuring(asked?.all.slice(0, asked.preferred) ?? [], open);
  return wide !== undefined && wide.cures.length > best.cures.length ? wide : best;
}

/**
 * A repair goes on for the pairs that it helps half of the way, as long as the same devices forward: where each of two hubs
 * has to know the spokes of the other, their routes are one change, which two repairs would write twice.
 */
function joined(
  best: MatrixRepair,
  open: OpenPairs,
  ask: (pair: PairEnds, done: Repair) => Asked | undefined,
): MatrixRepair {
  const { repair } = best;
  const half = repair.alsoChanges.find((change) => open.has(change) && isHalfCured(change));
  const asked = half === undefined || repair.cautions.length > 0 ? undefined : ask(half, repair);
  const [more] = asked?.all.slice(0, asked.preferred) ?? [];
  const isMore =
    more !== undefined &&
    [...more.repair.makes.through].sort().join() === [...repair.makes.through].sort().join() &&
    best.cures.every((pair) => more.cures.some((other) => keyOf(other) === keyOf(pair)));
  return isMore ? joined(more, open, ask) : best;
}

function isHalfCured({ before, after }: OtherChange): boolean {
  return after !== "REACHABLE" && VERDICTS.indexOf(after) < VERDICTS.indexOf(before);
}

function withCures(repair: Repair, { from, to }: PairEnds, open: OpenPairs): MatrixRepair {
  const { makes, alsoChanges } = repair;
  const own = { from, to, before: open.verdict({ from, to }), after: makes.verdict };
  const cures = [own, ...alsoChanges.filter(({ after }) => after === "REACHABLE")];
  return { repair, from, to, cures };
}

/** What cures most that is open still, of what nobody has to be asked about, if there is any; of equal ones the first. */
function mostCuring(repairs: readonly MatrixRepair[], open: OpenPairs): MatrixRepair | undefined {
  const isPlain = ({ repair }: MatrixRepair): boolean => repair.cautions.length === 0;
  const value = (one: MatrixRepair): number =>
    one.cures.filter((pair) => open.has(pair)).length + (isPlain(one) ? 1e9 : 0);
  return repairs.reduce<MatrixRepair | undefined>(
    (best, one) => (best === undefined || value(one) > value(best) ? one : best),
    undefined,
  );
}

/** Without those whose pairs the others cure too; the most useful first. */
function withoutIdle(found: readonly MatrixRepair[]): readonly MatrixRepair[] {
  const inOrder = [...found].sort((a, b) => b.cures.length - a.cures.length);
  return inOrder.reduceRight<readonly MatrixRepair[]>((kept, one) => {
    const others = new Set(kept.filter((other) => other !== one).flatMap(({ cures }) => cures.map(keyOf)));
    return one.cures.every((pair) => others.has(keyOf(pair))) ? kept.filter((other) => other !== one) : kept;
  }, inOrder);
}

function keyOf({ from, to }: PairEnds): string {
  return `${from}\n${to}`;
}

/** Pairs that aren't REACHABLE and that no repair cures yet, by groups of like ones. */
class OpenPairs {
  private readonly groups: ReadonlyMap<PairGroup, Map<string, PairEnds>>;
  private readonly groupOf = new Map<string, PairGroup>();

  public constructor(network: ExaminedNetwork) {
    const { matrix } = network;
    const groups = matrix.groups.filter(({ verdict }) => verdict !== "REACHABLE");
    this.groups = new Map(groups.map((group) => [group, new Map<string, PairEnds>()]));
    for (const group of groups) {
      const pairs = this.groups.get(group)!;
      for (const from of matrix.classes[group.fromClass].members) {
        for (const to of matrix.classes[group.toClass].members) {
          if (matrix.verdictAt(from, to) === group.verdict) {
            const ends = { from: matrix.endpoints[from].id, to: matrix.endpoints[to].id };
            pairs.set(keyOf(ends), ends);
            this.groupOf.set(keyOf(ends), group);
          }
        }
      }
    }
  }

  public get size(): number {
    return [...this.groups.values()].reduce((sum, pairs) => sum + pairs.size, 0);
  }

  /** One of the pairs of which there are most; what is surely wrong comes before what is only open. */
  public next(): PairEnds | undefined {
    const value = ([{ verdict }, pairs]: readonly [PairGroup, ReadonlyMap<string, PairEnds>]): number =>
      pairs.size === 0 ? 0 : pairs.size + (verdict === "CONDITIONAL" ? 0 : 1e9);
    const most = [...this.groups].reduce<readonly [PairGroup, Map<string, PairEnds>] | undefined>(
      (best, one) => (value(one) > (best === undefined ? 0 : value(best)) ? one : best),
      undefined,
    );
    return most?.[1].values().next().value;
  }

  public has(pair: PairEnds): boolean {
    const group = this.groupOf.get(keyOf(pair));
    return group !== undefined && this.groups.get(group)!.has(keyOf(pair));
  }

  public verdict(pair: PairEnds): PairGroup["verdict"] {
    return this.groupOf.get(keyOf(pair))!.verdict;
  }

  public remove(pair: PairEnds): void {
    const group = this.groupOf.get(keyOf(pair));
    if (group !== undefined) {
      this.groups.get(group)!.delete(keyOf(pair));
    }
  }

  /** Those like it are asked no more: nothing would be found for them either. */
  public setAside(pair: PairEnds): void {
    this.groups.get(this.groupOf.get(keyOf(pair))!)!.clear();
  }
}
