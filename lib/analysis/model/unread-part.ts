import { UnknownArgument } from "./resource";

/** Something that the input shows to exist and of which nobody knows what it does to packets. */
export interface UnreadPart {
  /** What would settle it. */
  readonly unknown: UnknownArgument;
  /** Addresses of the virtual networks that it may concern; undefined where that may be all. */
  readonly virtualNetworks?: readonly string[];
  /** It is a device of its own: it decides about what is sent to it and what it publishes, not about what passes beside it. */
  readonly isDevice?: true;
}

/** Stands for the argument in which something is missing of a plan that isn't whole. */
export const MISSING_IN_PLAN = "plan";
