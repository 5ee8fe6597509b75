/** What an input is taken for. */
export type InputKind =
  "configuration" | "plan" | "state" | "azure" | "template" | "bicep-snapshot" | "pulumi";

/** One of the inputs that a network was read from. */
export interface InputSource {
  /** The file or directory, as messages call it. */
  readonly source: string;
  readonly kind: InputKind;
}

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
