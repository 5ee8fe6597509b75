import { Edit } from "../model";
import { Reason } from "../result";
import { Candidate } from "./candidate";
import { CANDIDATE_SOURCES } from "./candidates/catalogue";
import { keyOf, withEdits } from "./edit-set";
import { Attempt } from "./repair";
import { Trial } from "./trial";
import { isFulfilled } from "./wish";

/** More than this is no small change any more. */
const MAX_EDITS = 4;
/** What a search may cost. */
const MAX_TRIALS = 400;
/** More than anybody reads. */
const MAX_CURES = 12;

/** Edits after which the pair is as wanted, with the steps that led to them. */
export interface Cure {
  readonly edits: readonly Edit[];
  readonly steps: readonly Candidate[];
}

export interface SearchResult {
  readonly cures: readonly Cure[];
  readonly tried: number;
  readonly attempts: readonly Attempt[];
}

/** Tries edits on the network; `undefined` where one end is no more. */
export type TryEdits = (edits: readonly Edit[]) => Trial | undefined;

interface Node extends Cure {
  readonly parent: string;
  readonly cost: number;
}

/**
 * Searches for the smallest sets of edits that do. After each step the pair is traced anew, and what it meets then
 * suggests the next one, so that few sets are tried.
 */
export function searchCures(start: Trial, tryEdits: TryEdits): SearchResult {
  const waiting = new Waiting();
  const seen = new Set<string>();
  const cures: Cure[] = [];
  const attempts: Attempt[] = [];
  let tried = 0;
  const expand = (trial: Trial, steps: readonly Candidate[]): void => {
    const parent = obstacleOf(trial);
    for (const source of CANDIDATE_SOURCES) {
      for (const candidate of source(trial)) {
        const edits = withEdits(trial.edits, candidate.edits);
        const key = keyOf(edits);
        if (edits.length <= MAX_EDITS && !seen.has(key)) {
          seen.add(key);
          waiting.add({ edits, steps: [...steps, candidate], parent, cost: edits.length + distance(trial) });
        }
      }
    }
  };
  expand(start, []);
  for (let node = waiting.next(); node !== undefined && tried < MAX_TRIALS; node = waiting.next()) {
    if (cures.length >= MAX_CURES || (cures.length > 0 && node.edits.length > smallest(cures) + 2)) {
      break;
    }
    if (cures.some((cure) => includesAll(node.edits, cure.edits))) {
      continue;
    }
    const trial = tryEdits(node.edits);
    tried++;
    if (trial === undefined) {
      continue;
    }
    if (isFulfilled(trial.wish, trial.result)) {
      cures.push(node);
      continue;
    }
    if (node.steps.length === 1) {
      attempts.push({ what: node.steps[0].what, left: worst(trial) });
    }
    // What changes nothing may still be half of something, but later.
    if (obstacleOf(trial) !== node.parent || node.steps.length < 2) {
      expand(trial, node.steps);
    }
  }
  return { cures, tried, attempts };
}

/** What stands in the way: tells whether a step made any difference. */
function obstacleOf({ result }: Trial): string {
  const { verdict, forward, return: back } = result;
  return [
    verdict,
    forward.length,
    back.length,
    ...result.reasons.map(({ code, resource }) => `${code} ${resource}`),
  ].join("\n");
}

function worst({ result }: Trial): Reason | undefined {
  return result.reasons.find(({ code }) => code !== "ASSUMED");
}

/** How far from the goal, at least: a packet that arrives is nearer than one that is lost. */
function distance({ result }: Trial): number {
  return result.forwardOutcome !== "DELIVERED" ? 1 : result.returnOutcome === "DELIVERED" ? 0.25 : 0.5;
}

function smallest(cures: readonly Cure[]): number {
  return Math.min(...cures.map(({ edits }) => edits.length));
}

function includesAll(edits: readonly Edit[], some: readonly Edit[]): boolean {
  const all = new Set(edits.map((edit) => JSON.stringify(edit)));
  return some.every((edit) => all.has(JSON.stringify(edit)));
}

/** Nodes by cost, then in the order in which they came. */
class Waiting {
  private readonly byCost = new Map<number, Node[]>();

  public add(node: Node): void {
    const same = this.byCost.get(node.cost);
    if (same === undefined) {
      this.byCost.set(node.cost, [node]);
    } else {
      same.push(node);
    }
  }

  public next(): Node | undefined {
    const costs = [...this.byCost].filter(([, nodes]) => nodes.length > 0).map(([cost]) => cost);
    return costs.length === 0 ? undefined : this.byCost.get(Math.min(...costs))!.shift();
  }
}
