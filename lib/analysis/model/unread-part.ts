import { UnknownArgument } from "./resource";

/** Something that the input shows to exist and of which nobody knows what it does to packets. */
export interface UnreadPart {
  /** What would settle it. */
  readonly unknown: UnknownArgument;
  /** Addresses of the virtual networks that it may concern; undefined where that may be all. */
  readonly virtualNetworks?: readonly string[];
}

/** Stands for the argument in which something is missing of a plan that isn't whole. */
export const MISSING_IN_PLAN = "plan";
