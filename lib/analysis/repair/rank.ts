import { VERDICTS } from "../result";
import { goBeyond } from "./edit-set";
import { isWorseOnInternet } from "./internet-changes";
import { ProvenChange, Repair } from "./repair";
import { Cure } from "./search";

/** A repair with what its place among others depends on. */
export interface Ranked {
  readonly repair: Repair;
  readonly cure: Cure;
  /** It takes out, or goes past, what leads to something that the input doesn't show. */
  readonly undoes: boolean;
  /** Stateful devices on the new way there. */
  readonly devices: readonly string[];
}

/**
 * The best first: none that makes another pair worse, or opens it to the Internet; what the network does elsewhere before
 * new neighbours; none that takes a subnet its way to the Internet; what takes away the cause before what works against it; what nobody wrote on purpose before what somebody did; then fewest
 * edits, in fewest steps. What does all that a better one does, and more, is left out.
 */
export function ranked(
  repairs: readonly Ranked[],
  style: Style,
): { readonly repairs: readonly Repair[]; readonly preferred: number } {
  const keyOf = ({ repair, cure, devices, undoes }: Ranked): readonly number[] => [
    worsenedPairs(repair) + opened(repair) > 0 ? 1 : 0,
    undoes || isAgainst(style, devices, cure) ? 1 : 0,
    worsened(repair) > 0 && !cure.steps.some(({ intended }) => intended === true) ? 1 : 0,
    cure.conditional === true && !isCause(cure) ? 1 : 0,
    isCause(cure) ? 0 : 1,
    cure.edits.length + repair.cautions.length + takenAway(cure),
    cure.steps.length,
    cure.edits.length,
  ];
  const withKeys = repairs.map((one) => ({ one, key: keyOf(one) }));
  withKeys.sort((a, b) => compare(a.key, b.key));
  const listed = withKeys.filter(
    ({ one }, index) =>
      !withKeys.slice(0, index).some((better) => goBeyond(one.cure.edits, better.one.cure.edits)),
  );
  const isGood = ({ key: [, against, harm, open] }: { readonly key: readonly number[] }): boolean =>
    harm === 0 && against === 0 && open === listed[0].key[3];
  return {
    repairs: listed.map(({ one }) => one.repair),
    preferred: listed.filter(isGood).length,
  };
}

/** What makes it so goes, and nothing else. */
function isCause({ steps }: Cure): boolean {
  return steps.every(({ cause }) => cause === true);
}

/** What goes, twice what goes for others too. */
export function takenAway({ edits, steps }: Pick<Cure, "edits" | "steps">): number {
  return (
    edits.filter(({ op }) => op === "remove").length + steps.filter(({ broad }) => broad === true).length
  );
}

/** What a network does elsewhere. */
export interface Style {
  /** Something forwards in it. */
  readonly forwards: boolean;
  /** The pair passes a stateful device already, one way at least, and should arrive. */
  readonly passesDevice: boolean;
}

/** New neighbours, or a way past the device that somebody put there. */
function isAgainst({ forwards, passesDevice }: Style, devices: readonly string[], { steps }: Cure): boolean {
  return (forwards && steps.some(({ direct }) => direct === true)) || (passesDevice && devices.length === 0);
}

/** How many other pairs are worse off; on the Internet also those that it reaches only now. */
export function worsened(change: ProvenChange): number {
  return worsenedPairs(change) + change.alsoOnInternet.filter(isWorseOnInternet).length;
}

function worsenedPairs({ alsoChanges }: ProvenChange): number {
  return alsoChanges.filter(({ before, after }) => VERDICTS.indexOf(after) > VERDICTS.indexOf(before)).length;
}

/** How many subnets the Internet reaches only now. */
function opened({ alsoOnInternet }: ProvenChange): number {
  return alsoOnInternet.filter((change) => change.direction === "inbound" && isWorseOnInternet(change))
    .length;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((value, index) => value !== b[index]);
  return different < 0 ? 0 : a[different] - b[different];
}
