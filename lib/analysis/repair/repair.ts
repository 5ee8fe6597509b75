import { Edit } from "../model";
import { Reason, UsedAssumption, Verdict } from "../result";
import { LocalizedText } from "../text";

/** A change of the input after which a pair is as wanted: shown by reading the changed input anew. */
export interface Repair {
  /** Of the edits alone, so that the same repair has the same id in every run. */
  readonly id: string;
  readonly edits: readonly Edit[];
  /** What each step is for. */
  readonly why: readonly LocalizedText[];
  /** What whoever applies it should know. */
  readonly cautions: readonly LocalizedText[];
  readonly makes: {
    readonly verdict: Verdict;
    /** Names of what forwards on the way there. */
    readonly through: readonly string[];
  };
  /** Other pairs whose verdict changes with it. */
  readonly alsoChanges: readonly OtherChange[];
  /** What the new verdict rests on. */
  readonly assumptions: readonly UsedAssumption[];
  /** What was read again to show it. */
  readonly provenBy: "configuration" | "resources";
}

/** Another verdict of a pair. */
export interface OtherChange {
  readonly from: string;
  readonly to: string;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** What was found for one pair. */
export interface RepairAnswer {
  readonly from: string;
  readonly to: string;
  readonly verdict: Verdict;
  /** It is as wanted already. */
  readonly fulfilled: boolean;
  /** Best first; empty where nothing within the limits helps. */
  readonly repairs: readonly Repair[];
  /** How many sets of edits were tried. */
  readonly tried: number;
  /** What was tried first, where nothing helped. */
  readonly attempts: readonly Attempt[];
  /** What the pair depends on and no edit can change, where nothing helped: not a resource that the input's Terraform declares. */
  readonly unwritable: readonly string[];
}

/** A step that was tried, and what still stands in the way after it. */
export interface Attempt {
  readonly what: LocalizedText;
  readonly left: Reason | undefined;
}
