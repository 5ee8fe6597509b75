import { LocalizedText } from "../../analysis/result";
import { Distinct } from "../distinct";
import { ReviewHop, ReviewPair, ReviewReason, ReviewTrace } from "../document";

/**
 * Explained pairs as the page carries them. Thousands of pairs share their hops, reasons and assumptions: each is
 * there once, and pairs refer to it by its index.
 */
export interface PackedPairs {
  readonly hops: readonly ReviewHop[];
  readonly reasons: readonly ReviewReason[];
  readonly assumptions: readonly LocalizedText[];
  readonly pairs: readonly PackedPair[];
}

interface PackedPair extends Pick<ReviewPair, "from" | "to" | "verdict" | "through"> {
  readonly reasons: readonly number[];
  readonly assumptions: readonly number[];
  readonly forward: PackedTrace;
  readonly back?: PackedTrace;
}

/** A trace with all that it says of its end. */
interface PackedTrace extends Omit<ReviewTrace, "hops"> {
  readonly hops: readonly number[];
}

export function packPairs(pairs: readonly ReviewPair[]): PackedPairs {
  const hops = new Distinct<ReviewHop>();
  const reasons = new Distinct<ReviewReason>();
  const assumptions = new Distinct<LocalizedText>();
  const trace = ({ hops: all, ...end }: ReviewTrace): PackedTrace => {
    return { ...end, hops: all.map((hop) => hops.indexOf(hop)) };
  };
  const packed = pairs.map(({ from, to, verdict, through, forward, back, ...rest }): PackedPair => {
    return {
      from,
      to,
      verdict,
      through,
      reasons: rest.reasons.map((reason) => reasons.indexOf(reason)),
      assumptions: rest.assumptions.map((text) => assumptions.indexOf(text)),
      forward: trace(forward),
      ...(back && { back: trace(back) }),
    };
  });
  return { hops: hops.all, reasons: reasons.all, assumptions: assumptions.all, pairs: packed };
}

export function unpackPairs({ hops, reasons, assumptions, pairs }: PackedPairs): ReviewPair[] {
  const trace = ({ hops: all, ...end }: PackedTrace): ReviewTrace => {
    return { ...end, hops: all.map((index) => hops[index]) };
  };
  return pairs.map((pair): ReviewPair => {
    return {
      ...pair,
      reasons: pair.reasons.map((index) => reasons[index]),
      assumptions: pair.assumptions.map((index) => assumptions[index]),
      forward: trace(pair.forward),
      back: pair.back && trace(pair.back),
    };
  });
}
