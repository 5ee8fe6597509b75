import { Edit } from "../model";
import { LocalizedText } from "../text";
import { Trial } from "./trial";

/** A step that may help, and what it does in words. */
export interface Candidate {
  readonly edits: readonly Edit[];
  readonly what: LocalizedText;
  /** What whoever writes it should know: a rule that somebody wrote is overridden. */
  readonly caution?: LocalizedText;
  /** Networks become neighbours: where others pass an appliance, that isn't the network's own way. */
  readonly direct?: boolean;
  /** It gives packets to a site, which nobody can follow further. */
  readonly handsOver?: boolean;
  /** It undoes what somebody meant, and what may be made whole instead. */
  readonly undoes?: boolean;
  /** It binds what somebody wrote and nothing has: what comes with it, was meant. */
  readonly intended?: boolean;
  /** It takes away more than what the question is about. */
  readonly broad?: boolean;
  /** What makes it so goes; a rule against it would leave two that say the opposite. */
  readonly cause?: boolean;
}

/** Steps that what a pair met suggests, the likeliest first. */
export type CandidateSource = (trial: Trial) => Iterable<Candidate>;
