import { Analysis, Expectations, PairExpectation, partPast, Verdict } from "../analysis";
import { groupAlike } from "./grouping";

/** What a network does today, as an expectation file. */
export interface Intent {
  readonly expectations: Expectations;
  /** Pairs that nobody can have meant to be as they are: what they should be is for a person to say. */
  readonly leftOut: number;
}

/** What a pair can be expected to be; without a verdict it is left out. */
interface Wish {
  readonly verdict?: Verdict;
  readonly through: readonly string[];
}

const NO_WISH: Wish = { through: [] };

/**
 * A first expectation file: every pair that is surely open or surely closed stays so, and goes through the forwarders
 * that it goes through today. Endpoints that behave alike are one pattern where one says exactly them.
 */
export function intentOf(analysis: Analysis): Intent {
  const { endpoints } = analysis.matrix;
  const wishes = new Wishes(analysis);
  const wishAt = (from: number, to: number): Wish => wishes.of(endpoints[from].id, endpoints[to].id);
  const keyAt = (from: number, to: number): string => (from === to ? "" : JSON.stringify(wishAt(from, to)));
  const groups = groupAlike(endpoints.length, keyAt, (index) => endpoints[index].kind);
  const others = endpoints.filter(({ kind }) => kind !== "clients").map(({ id }) => id);
  // A star means no VPN clients, so they have their own names to be told from.
  const clients = endpoints.filter(({ kind }) => kind === "clients").map(({ id }) => id);
  const pairs: PairExpectation[] = [];
  let leftOut = 0;
  const patterns = groups.map((group) => {
    const ids = group.map((index) => endpoints[index].id);
    return endpoints[group[0]].kind === "clients" ? patternsOf(ids, clients) : patternsOf(ids, others);
  });
  groups.forEach((from, row) => {
    groups.forEach((to, column) => {
      const count = from.length * to.length - (row === column ? from.length : 0);
      if (count === 0) {
        return;
      }
      const { verdict, through } = wishAt(from[0], to[row === column ? 1 : 0]);
      if (verdict === undefined) {
        leftOut += count;
        return;
      }
      for (const source of patterns[row]) {
        for (const target of patterns[column].filter((one) => one !== source || one.includes("*"))) {
          pairs.push({ from: source, to: target, verdict, ...(through.length > 0 && { through }) });
        }
      }
    });
  });
  return { expectations: { version: 1, pairs }, leftOut };
}

/** What is wished of pairs; those that are explained alike are explained once. */
class Wishes {
  private readonly known = new Map<string, Wish>();

  public constructor(private readonly analysis: Analysis) {}

  public of(from: string, to: string): Wish {
    const { verdict, forward, return: back, parts } = this.analysis.answer(from, to);
    if (parts?.some(({ answer }) => answer.verdict !== verdict) === true) {
      return NO_WISH;
    }
    if (verdict === "BLOCKED") {
      return { verdict, through: [] };
    }
    if (verdict !== "REACHABLE") {
      return NO_WISH;
    }
    const kind = this.analysis.kindOf(from, to);
    const key = JSON.stringify([kind ?? [from, to], forward, back]);
    const known = this.known.get(key) ?? { verdict, through: this.passedAlways(from, to) };
    this.known.set(key, known);
    return known;
  }

  /** Names of what every packet of the pair passes, there and back. */
  private passedAlways(from: string, to: string): readonly string[] {
    const names = this.analysis.explain(from, to).forward.flatMap(({ via }) => via?.name ?? []);
    return [...new Set(names)].filter((name) => partPast(this.analysis, from, to, [name]) === undefined);
  }
}

/** The fewest patterns with one star that match these ids and no other one. */
function patternsOf(ids: readonly string[], all: readonly string[]): readonly string[] {
  const wanted = new Set(ids);
  const cover = (members: readonly string[]): readonly string[] => {
    if (members.length === 1) {
      return members;
    }
    const start = commonStart(members);
    const prefix = [...cuts(start), start].find((cut) =>
      all.every((id) => !id.startsWith(cut) || wanted.has(id)),
    );
    if (prefix !== undefined) {
      return [`${prefix}*`];
    }
    const byNext = new Map<string, string[]>();
    members.forEach((id) => {
      const next = id.charAt(start.length);
      byNext.set(next, [...(byNext.get(next) ?? []), id]);
    });
    return [...byNext.values()].flatMap(cover);
  };
  return cover(ids);
}

/** Where a name may end: after a separator, and before the number that tells siblings apart. */
function cuts(start: string): readonly string[] {
  const ends = [...start.matchAll(/[-_./]/g)].map(({ index }) => index + 1);
  return [0, ...ends, start.replace(/\d+$/, "").length]
    .sort((a, b) => a - b)
    .map((end) => start.slice(0, end));
}

function commonStart([first, ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) {
      length--;
    }
  }
  return first.slice(0, length);
}
