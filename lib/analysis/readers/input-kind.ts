import { InputKind } from "../model";

/**
 * How exactly an input says what will be there: what somebody declares comes before what is deployed today, and a plan,
 * which has asked Azure, before what it was made of.
 */
export function rankOf(kind: InputKind): number {
  return kind === "plan" ? 2 : isDeployed(kind) ? 0 : 1;
}

/** What is there today, rather than what somebody wants there. */
export function isDeployed(kind: InputKind): boolean {
  return kind === "azure" || kind === "state";
}
