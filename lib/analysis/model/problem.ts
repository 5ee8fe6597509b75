/** Something that could not be resolved. */
export interface ModelProblem {
  readonly code: ModelProblemCode;
  readonly resource: string;
  /** The argument concerned. */
  readonly attribute?: string;
  /** The text that could not be resolved. */
  readonly text?: string;
  /** Azure id of the virtual network that it is about, where it is about one. */
  readonly network?: string;
}

export type ModelProblemCode =
  /** A reference to a resource that the configuration does not hold. */
  | "UNRESOLVED_REFERENCE"
  /** A value that is known only after apply and that routing would need. */
  | "UNKNOWN_VALUE"
  /** `count`/`for_each` that is not constant: one unknown instance stands for all. */
  | "UNKNOWN_INSTANCES"
  /** Variables have values of a file that nobody named. */
  | "ASSUMED_VALUES"
  /** Our constructs, in a program that ended without `Synthesis.run`. */
  | "UNCHECKED_SYNTHESIS"
  /** A file gives a value for a variable that nothing declares. */
  | "UNDECLARED_VALUE"
  /** Resources that two inputs have, which are as one of them has them. */
  | "IN_TWO_INPUTS"
  /** A form that the readers do not know. */
  | "UNSUPPORTED";
