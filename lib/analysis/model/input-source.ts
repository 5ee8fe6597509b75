/** What an input is taken for. */
export type InputKind =
  "configuration" | "plan" | "state" | "azure" | "template" | "bicep-snapshot" | "pulumi";

/** One of the inputs that a network was read from. */
export interface InputSource {
  /** The file or directory, as messages call it. */
  readonly source: string;
  readonly kind: InputKind;
}
