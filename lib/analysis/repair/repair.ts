import { Edit, EditForm } from "../model";
import { Reason, UsedAssumption, Verdict } from "../result";
import { LocalizedText } from "../text";
import { ConstructEdit } from "./constructs";
import { UnseenHop } from "./unseen-hops";

/** A change of the input that does what it is for: shown by reading the changed input anew. */
export interface ProvenChange {
  /** Of the edits alone, so that the same repair has the same id in every run. */
  readonly id: string;
  readonly edits: readonly Edit[];
  /** What each step is for. */
  readonly why: readonly LocalizedText[];
  /** What whoever applies it should know. */
  readonly cautions: readonly LocalizedText[];
  /** Other pairs whose verdict changes with it; all that change, where no pair was asked about. */
  readonly alsoChanges: readonly OtherChange[];
  /** Ways between subnets and the Internet that change with it; of these too, without the pair that was asked about. */
  readonly alsoOnInternet: readonly InternetChange[];
  /** What to write instead in the program that synthesized the input, where one did. */
  readonly constructs: readonly ConstructEdit[];
  /** What the edits are of. */
  readonly form: EditForm;
  /** What was read again to show it. */
  readonly provenBy: "configuration" | "resources";
}

/** A change after which a pair is as wanted. */
export interface Repair extends ProvenChange {
  readonly makes: {
    readonly verdict: Verdict;
    /** Names of what forwards on the way there. */
    readonly through: readonly string[];
  };
  /** What the new verdict rests on. */
  readonly assumptions: readonly UsedAssumption[];
}

/** Another verdict of a pair. */
export interface OtherChange {
  readonly from: string;
  readonly to: string;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** Another way between a subnet and the Internet, which are no pair of a matrix. */
export interface InternetChange {
  readonly direction: "outbound" | "inbound";
  readonly from: string;
  readonly to: string;
  readonly before: WayOfInternet;
  readonly after: WayOfInternet;
}

export interface WayOfInternet {
  readonly verdict: Verdict;
  /** Names of what passes it on. */
  readonly through: readonly string[];
  /** From the Internet: what arrives, `TCP 443`; an empty text stands for everything that was asked about. */
  readonly exposures: readonly string[];
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
  /** How many of them, from the first, harm no other pair and are as the network does it elsewhere. */
  readonly preferred: number;
  /** Next hops that the input doesn't show: the first thing to settle, by declaring whether they forward. */
  readonly unseen: readonly UnseenHop[];
  /** How many sets of edits were tried. */
  readonly tried: number;
  /** What was tried first, where nothing helped. */
  readonly attempts: readonly Attempt[];
  /** What the pair depends on and no edit can change, where nothing helped: not a resource that the input's Terraform declares. */
  readonly unwritable: readonly string[];
  /** How many changes would help if no expression made what they change. */
  readonly unproven: number;
  /** What would help if it could be written: of what a template deploys, say. Words are all that it is good for. */
  readonly inWords?: Repair;
  /** Rules that compare names, where nothing helped: the name decides, and no edit is needed for all of them. */
  readonly byName: readonly string[];
  /** What is to be chosen, or asked more closely, where nothing helped. */
  readonly advice: readonly LocalizedText[];
}

/** A step that was tried, and what still stands in the way after it. */
export interface Attempt {
  readonly what: LocalizedText;
  readonly left: Reason | undefined;
}
