import { groupPairs } from "../../collections/group-by";
import { remember } from "../../collections/remember";
import { EndpointNode } from "../network/endpoints";
import {
  EndpointClass,
  PairAnswer,
  PairGroup,
  ReachabilityMatrix,
  VERDICTS,
  Verdict,
  VerdictCounts,
} from "../result";
import { AnalysisContext } from "../trace/context";
import { classesOf } from "./endpoint-classes";
import { FilterRelations } from "./filter-relations";
import { KeptAnswers } from "./kept-answers";
import { Representatives } from "./representatives";
import { Verdicts } from "./verdicts";

/** No verdict yet. */
const UNKNOWN = 0;

/**
 * Verdicts of all pairs, computed per pair of classes: one trace stands for all pairs of the same two
 * classes in different networks; pairs within one network are told apart by that network too.
 */
export class Matrix implements ReachabilityMatrix {
  private readonly verdicts: Verdicts;
  private readonly relations: FilterRelations;
  private sorted: ReturnType<typeof classesOf> | undefined;
  private byClasses = new Uint8Array();
  private kinds: readonly number[] | undefined;
  private readonly withinNetwork = new Map<number, Verdict>();
  private summary: { readonly counts: VerdictCounts; readonly groups: readonly PairGroup[] } | undefined;

  public constructor(
    private readonly context: AnalysisContext,
    public readonly endpoints: readonly EndpointNode[],
    private readonly representatives: Representatives,
    private readonly kept?: KeptAnswers,
  ) {
    this.relations = new FilterRelations(endpoints);
    this.verdicts = new Verdicts(context, endpoints, representatives, this.relations);
  }

  public get classes(): readonly EndpointClass[] {
    return this.sort().classes;
  }

  public verdictAt(from: number, to: number): Verdict | undefined {
    if (from === to) {
      return undefined;
    }
    const source = this.endpoints[from];
    const target = this.endpoints[to];
    if (isSameNetwork(source, target)) {
      return this.verdictWithinNetwork(from, to);
    }
    const { classIndexes, classes } = this.sort();
    const cell = classIndexes[from] * classes.length + classIndexes[to];
    if (this.byClasses[cell] === UNKNOWN) {
      const verdict = this.kept?.verdict(source, target) ?? this.verdicts.answerAt(from, to).verdict;
      this.byClasses[cell] = 1 + VERDICTS.indexOf(verdict);
    }
    return VERDICTS[this.byClasses[cell] - 1];
  }

  public answerOf(from: EndpointNode, to: EndpointNode): PairAnswer {
    return this.verdicts.answerOf(from, to);
  }

  public kindOf(from: EndpointNode, to: EndpointNode): number | undefined {
    return this.verdicts.kindOf(from, to);
  }

  public get counts(): VerdictCounts {
    return this.summarize().counts;
  }

  public get groups(): readonly PairGroup[] {
    return this.summarize().groups;
  }

  /** Sorts endpoints into classes when the first verdict among many is asked for: for few pairs it isn't worth it. */
  private sort(): ReturnType<typeof classesOf> {
    if (this.sorted === undefined) {
      this.sorted = classesOf(this.context, this.endpoints, this.representatives, this.relations);
      this.byClasses = new Uint8Array(this.sorted.classes.length ** 2);
    }
    return this.sorted;
  }

  private verdictWithinNetwork(from: number, to: number): Verdict {
    this.kinds ??= this.kindsWithinNetworks();
    const key = this.kinds[from] * this.endpoints.length + this.kinds[to];
    let verdict = this.withinNetwork.get(key);
    if (verdict === undefined) {
      verdict = this.verdicts.answerOf(this.endpoints[from], this.endpoints[to]).verdict;
      this.withinNetwork.set(key, verdict);
    }
    return verdict;
  }

  /** What tells endpoints of one network apart for each other, as numbers. */
  private kindsWithinNetworks(): readonly number[] {
    const { classIndexes } = this.sort();
    const kinds = new Map<string, number>();
    return this.endpoints.map((endpoint, index) => {
      const { virtualNetwork, subnet } = endpoint;
      // Classes see past UDRs for the own network; here they decide.
      const told = [
        classIndexes[index],
        virtualNetwork,
        ownPrefixLengths(endpoint),
        subnet?.routeTable?.address,
      ];
      return remember(kinds, told.join(" "), () => kinds.size);
    });
  }

  private summarize(): { readonly counts: VerdictCounts; readonly groups: readonly PairGroup[] } {
    this.summary ??= this.computeSummary();
    return this.summary;
  }

  private computeSummary(): { readonly counts: VerdictCounts; readonly groups: readonly PairGroup[] } {
    const { classIndexes, classes } = this.sort();
    const counts = { REACHABLE: 0, ASYMMETRIC: 0, ONE_WAY: 0, BLOCKED: 0, CONDITIONAL: 0 };
    const groups = new Map<string, { -readonly [key in keyof PairGroup]: PairGroup[key] }>();
    const add = (from: number, to: number, pairs: number): void => {
      const verdict = this.verdictAt(from, to)!;
      counts[verdict] += pairs;
      const fromClass = classIndexes[from];
      const toClass = classIndexes[to];
      const key = `${fromClass} ${toClass} ${verdict}`;
      const known = groups.get(key);
      if (known === undefined) {
        const exampleFrom = this.endpoints[from].id;
        groups.set(key, {
          fromClass,
          toClass,
          verdict,
          count: pairs,
          exampleFrom,
          exampleTo: this.endpoints[to].id,
        });
      } else {
        known.count += pairs;
      }
    };
    const inside = this.pairsWithinNetworks();
    classes.forEach(({ members: sources }, fromClass) => {
      classes.forEach(({ members: targets }, toClass) => {
        const total = sources.length * targets.length;
        const across = total - (inside.counts.get(`${fromClass} ${toClass}`) ?? 0);
        if (across > 0) {
          const [from, to] = this.exampleAcross(sources, targets);
          add(from, to, across);
        }
      });
    });
    inside.pairs.forEach(({ from, to, count }) => add(from, to, count));
    return { counts, groups: [...groups.values()] };
  }

  /**
   * Pairs of endpoints in one network, the first of all that are alike, and how many of each pair of classes (an endpoint
   * with itself included).
   */
  private pairsWithinNetworks(): {
    readonly pairs: readonly { readonly from: number; readonly to: number; readonly count: number }[];
    readonly counts: ReadonlyMap<string, number>;
  } {
    const { classIndexes } = this.sort();
    const kinds = (this.kinds ??= this.kindsWithinNetworks());
    const byNetwork = groupPairs(
      this.endpoints.map(
        ({ subnet, virtualNetwork, id }, i) => [subnet === undefined ? id : virtualNetwork!, i] as const,
      ),
    );
    const pairs: { from: number; to: number; count: number }[] = [];
    const counts = new Map<string, number>();
    for (const members of byNetwork.values()) {
      const alike = [...groupPairs(members.map((i) => [String(kinds[i]), i] as const)).values()];
      const found = alike.flatMap((sources) =>
        alike.flatMap((targets) => {
          const key = `${classIndexes[sources[0]]} ${classIndexes[targets[0]]}`;
          const total = sources.length * targets.length;
          counts.set(key, (counts.get(key) ?? 0) + total);
          const [from] = sources;
          const to = targets.find((one) => one !== from);
          return to === undefined
            ? []
            : [{ from, to, count: sources === targets ? total - sources.length : total }];
        }),
      );
      pairs.push(...found.sort((a, b) => a.from - b.from || a.to - b.to));
    }
    return { pairs, counts };
  }

  private exampleAcross(sources: readonly number[], targets: readonly number[]): readonly [number, number] {
    for (const from of sources) {
      for (const to of targets) {
        const source = this.endpoints[from];
        const target = this.endpoints[to];
        if (from !== to && !isSameNetwork(source, target)) {
          return [from, to];
        }
      }
    }
    throw new Error("two classes without a pair across networks were counted as having one");
  }
}

function isSameNetwork(a: EndpointNode, b: EndpointNode): boolean {
  return (
    a.subnet !== undefined && b.subnet !== undefined && a.subnet.virtualNetwork === b.subnet.virtualNetwork
  );
}

/** Which of its network's prefixes hold an endpoint: decides whether a UDR is longer than the VnetLocal row. */
function ownPrefixLengths(endpoint: EndpointNode): string {
  const own = endpoint.subnet?.virtualNetwork.prefixes ?? [];
  return endpoint.parsedPrefixes
    .map((prefix) => own.find((candidate) => candidate.contains(prefix))?.length ?? "")
    .join();
}
