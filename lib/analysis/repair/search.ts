import { Edit } from "../model";
import { Reason } from "../result";
import { Candidate } from "./candidate";
import { CANDIDATE_SOURCES } from "./candidates/catalogue";
import { includesAll, keyOf, undo, withEdits } from "./edit-set";
import { refusedIn } from "./refusals";
import { Attempt } from "./repair";
import { Trial } from "./trial";
import { isFulfilled, isNearlyFulfilled } from "./wish";

/** More than this is no small change any more: sets of so many are tried only where no smaller one cures. */
const SMALL = 4;
const MAX_EDITS = 8;
/** What a search may cost, and what more it may cost to find alternatives to the first cure. */
const MAX_TRIALS = 400;
const MORE_TRIALS = 24;
/** More than anybody reads. */
const MAX_CURES = 12;

/** Edits after which the pair is as wanted, with the steps that led to them. */
export interface Cure {
  readonly edits: readonly Edit[];
  readonly steps: readonly Candidate[];
  /** Only something that no document tells stands between it and certainty. */
  readonly conditional?: boolean;
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
 * suggests the next one, so that few sets are tried. What is `done` already stands in the start.
 */
export function searchCures(
  start: Trial,
  tryEdits: TryEdits,
  prefersForwarders: boolean,
  done: readonly Candidate[] = [],
): SearchResult {
  return new CureSearch(start, tryEdits, prefersForwarders, done).run();
}

class CureSearch {
  private readonly waiting = new Waiting();
  private readonly seen = new Set<string>();
  private readonly cures: Cure[] = [];
  /** Of cures: whatever has more than these, has more than it needs. */
  private readonly enough: (readonly Edit[])[] = [];
  private readonly attempts: Attempt[] = [];
  private readonly later: Node[] = [];
  private readonly refused: Refusals;
  private most: number;
  private tried = 0;
  private limit = MAX_TRIALS;

  public constructor(
    private readonly start: Trial,
    private readonly tryEdits: TryEdits,
    private readonly prefersForwarders: boolean,
    private readonly done: readonly Candidate[],
  ) {
    this.most = start.edits.length + SMALL;
    this.refused = new Refusals(start, tryEdits);
  }

  public run(): SearchResult {
    this.expand(this.start, this.done, 0);
    for (let node = this.next(); node !== undefined && this.tried < this.limit; node = this.next()) {
      const { edits } = node;
      if (this.cures.length >= MAX_CURES || edits.length > this.smallestLike() + 1) {
        break;
      }
      const trial = this.enough.some((one) => includesAll(edits, one)) ? undefined : this.try(edits);
      if (trial !== undefined) {
        this.judge(node, trial);
      }
    }
    const { cures, tried, attempts } = this;
    return { cures, tried, attempts };
  }

  private try(edits: readonly Edit[]): Trial | undefined {
    this.tried++;
    return this.tryEdits(edits);
  }

  private judge(node: Node, trial: Trial): void {
    if (isFulfilled(trial.wish, trial.result)) {
      if (this.refused.isMoreIn(trial)) {
        this.expand(trial, node.steps, 1);
      } else {
        this.keep(node);
      }
      return;
    }
    if (isNearlyFulfilled(this.start.result, trial.wish, trial.result, node.steps)) {
      this.cures.push({ ...node, conditional: true });
      // One more step may settle it, the other half's flag; what a site does, none.
      if (!node.steps.some(({ handsOver }) => handsOver === true)) {
        this.expand(trial, node.steps, 0);
      }
      return;
    }
    const steps = node.steps.slice(this.done.length);
    if (steps.length === 1) {
      this.attempts.push({ what: steps[0].what, left: worst(trial) });
    }
    // What changes nothing may still be half of something, but later.
    const helps = obstacleOf(trial) !== node.parent;
    if (helps || steps.length < 2) {
      this.expand(trial, node.steps, helps ? 0 : 1);
    }
  }

  private keep(node: Node): void {
    this.enough.push(node.edits);
    if (!this.cures.some((cure) => saySame(cure, node))) {
      this.cures.push(node);
      this.limit = this.isUnlike(node) ? this.limit : Math.min(this.limit, this.tried + MORE_TRIALS);
    }
  }

  private expand(trial: Trial, steps: readonly Candidate[], delay: number): void {
    const parent = obstacleOf(trial);
    const ahead = distance(trial) + delay;
    for (const source of CANDIDATE_SOURCES) {
      for (const candidate of source(trial)) {
        const edits = withEdits(trial.edits, candidate.edits);
        const key = keyOf(edits);
        if (!this.seen.has(key) && !undo(trial.edits, candidate.edits)) {
          this.seen.add(key);
          // What the network does elsewhere is tried first.
          const apart = this.prefersForwarders && candidate.direct === true ? 2 : 0;
          const cost = edits.length + ahead + apart;
          const node = { edits, steps: [...steps, candidate], parent, cost };
          if (edits.length <= this.most) {
            this.waiting.add(node);
          } else {
            this.later.push(node);
          }
        }
      }
    }
  }

  private next(): Node | undefined {
    const node = this.waiting.next();
    if (node !== undefined || this.cures.length > 0) {
      return node;
    }
    this.most = this.start.edits.length + MAX_EDITS;
    this.later
      .splice(0)
      .filter(({ edits }) => edits.length <= this.most)
      .forEach((one) => this.waiting.add(one));
    return this.waiting.next();
  }

  private isUnlike({ steps, conditional }: Cure): boolean {
    return (
      conditional === true ||
      // A route that goes lets packets past what it led to, a default route everything: other ways are looked for too.
      steps.some(({ undoes }) => undoes === true) ||
      (this.prefersForwarders && steps.some(({ direct }) => direct === true))
    );
  }

  private smallestLike(): number {
    return smallest(this.cures.filter((cure) => !this.isUnlike(cure)));
  }
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

/** The same change may be written in several ways; one is enough. */
function saySame(one: Cure, other: Cure): boolean {
  const said = ({ steps }: Cure): string =>
    steps
      .map(({ what }) => what.en)
      .sort()
      .join("\n");
  return said(one) === said(other);
}

function smallest(cures: readonly Cure[]): number {
  return Math.min(...cures.map(({ edits }) => edits.length));
}

/** What Azure would refuse already; what a change brings besides, makes it no cure. */
class Refusals {
  private known: ReadonlySet<string> | undefined;

  public constructor(
    private readonly start: Trial,
    private readonly tryEdits: TryEdits,
  ) {}

  public isMoreIn(trial: Trial): boolean {
    // In the same part of the network.
    this.known ??= errorsOf(this.tryEdits(this.start.edits) ?? this.start);
    return [...errorsOf(trial)].some((error) => !this.known!.has(error));
  }
}

function errorsOf({ context }: Trial): ReadonlySet<string> {
  return new Set(refusedIn(context.network.model));
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
