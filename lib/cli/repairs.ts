import { findRepairs, RepairAnswer, Wish } from "../analysis";
import { Endpoint } from "../analysis/result";
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
