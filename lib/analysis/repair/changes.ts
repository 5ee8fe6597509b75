import { EndpointNode } from "../network/endpoints";
import { ReachabilityMatrix, Verdict } from "../result";
import { Matrix } from "../verdict/matrix";
import { AffectedEndpoints } from "./affected-endpoints";
import { ChangedNextHops } from "./changed-next-hops";
import { ExaminedNetwork } from "./examined-network";
import { OtherChange } from "./repair";

interface WithMatrix {
  readonly matrix: ReachabilityMatrix;
}

/** Every pair whose verdict differs. */
export function changes({ matrix: old }: WithMatrix, { matrix: now }: WithMatrix): OtherChange[] {
  return changesAmong(old, now, () => true, byClasses(old, now));
}

/** The same, asked only of pairs that the difference of the two networks touches, where that is known. */
export function changesOfAffected(
  before: ExaminedNetwork,
  after: ExaminedNetwork,
  affected: AffectedEndpoints | undefined,
): OtherChange[] {
  if (affected === undefined) {
    return changes(before, after);
  }
  const [old, now] = [before.matrix, after.matrix];
  const verdicts = manyAreAlike(old) ? byClasses(old, now) : byPairs(old, now);
  const nextHops = new ChangedNextHops(before, after);
  const mayDiffer = (one: EndpointNode, other: EndpointNode): boolean =>
    affected.has(one) && (!affected.byTableAlone(one) || nextHops.differ(one, other));
  const areTouched = (from: Common, to: Common): boolean => {
    const [one, other] = [old.endpoints[from.before], old.endpoints[to.before]];
    return mayDiffer(one, other) || mayDiffer(other, one);
  };
  return changesAmong(
    old,
    now,
    ({ before: index }) => affected.has(old.endpoints[index]),
    verdicts,
    areTouched,
  );
}

/** An endpoint of both networks, by its places in their matrices. */
interface Common {
  readonly id: string;
  readonly before: number;
  readonly after: number;
}

/** The verdicts on a pair in both networks. */
type Verdicts = (from: Common, to: Common) => readonly [Verdict, Verdict];

function byClasses(old: ReachabilityMatrix, now: ReachabilityMatrix): Verdicts {
  return (from, to) => [old.verdictAt(from.before, to.before)!, now.verdictAt(from.after, to.after)!];
}

function byPairs(old: Matrix, now: Matrix): Verdicts {
  return (from, to) => [
    old.answerOf(old.endpoints[from.before], old.endpoints[to.before]).verdict,
    now.answerOf(now.endpoints[from.after], now.endpoints[to.after]).verdict,
  ];
}

/** Whether it pays to sort the endpoints of each edited network into classes, rather than to trace pairs one by one. */
function manyAreAlike({ classes, endpoints }: ReachabilityMatrix): boolean {
  return classes.length * 4 < endpoints.length;
}

function changesAmong(
  old: Pick<ReachabilityMatrix, "endpoints">,
  now: Pick<ReachabilityMatrix, "endpoints">,
  isAffected: (endpoint: Common) => boolean,
  verdicts: Verdicts,
  areTouched: (from: Common, to: Common) => boolean = () => true,
): OtherChange[] {
  const indexes = new Map(now.endpoints.map(({ address, id }, index) => [`${address} ${id}`, index]));
  const common = old.endpoints.flatMap(({ address, id }, before): Common[] => {
    const after = indexes.get(`${address} ${id}`);
    return after === undefined ? [] : [{ id, before, after }];
  });
  const affected = new Set(common.filter(isAffected));
  const found: OtherChange[] = [];
  for (const from of common) {
    for (const to of affected.has(from) ? common : affected) {
      if (from !== to && areTouched(from, to)) {
        const [before, after] = verdicts(from, to);
        if (before !== after) {
          found.push({ from: from.id, to: to.id, before, after });
        }
      }
    }
  }
  return found;
}
