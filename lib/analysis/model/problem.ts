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
  /** Resources of the input of which a reference names one. */
  readonly candidates?: number;
}

export type ModelProblemCode =
  /** A reference to a resource that the configuration does not hold. */
  | "UNRESOLVED_REFERENCE"
  /** A value that is known only after apply and that routing would need. */
  | "UNKNOWN_VALUE"
  /** `count`/`for_each` that is not constant: one unknown instance stands for all. */
  | "UNKNOWN_INSTANCES"
  /** `count`/`for_each` of which only apply tells a part that Terraform has to know: no plan before that. */
  | "INSTANCES_AFTER_APPLY"
  /** Variables have values of a file that nobody named. */
  | "ASSUMED_VALUES"
  /** Our constructs, in a program that ended without `Synthesis.run`. */
  | "UNCHECKED_SYNTHESIS"
  /** A file gives a value for a variable that nothing declares. */
  | "UNDECLARED_VALUE"
  /** The environment has values for variables, which Terraform takes and this doesn't. */
  | "ENVIRONMENT_NOT_READ"
  /** Resources that two inputs have, which are as one of them has them. */
  | "IN_TWO_INPUTS"
  /** Routes of a gateway or Route Server that the input doesn't hold. */
  | "LEARNED_ELSEWHERE"
  /** Of two lists one is taken for the other's last page. */
  | "PAGES_TAKEN_FOR_ONE"
  /** A network of Azure's without a list that each has. */
  | "NETWORK_IN_PART"
  /** A resource of a kind that nobody reads. */
  | "KIND_NOT_READ"
  /** What is called isn't there: `terraform init` has not run. */
  | "MODULE_MISSING"
  /** A module calls one that it stands in, which Terraform refuses. */
  | "MODULE_CIRCULAR"
  /** The same of a unit of Terragrunt. */
  | "UNIT_WITHOUT_MODULE"
  /** A stack of Terragrunt of which nobody wrote out the units. */
  | "STACK_NOT_GENERATED"
  /** A plan that ended with an error. */
  | "PLAN_INCOMPLETE"
  /** A plan of a part of the configuration (`-target`). */
  | "PLAN_TARGETED"
  /** What Terraform forgets without destroying it, and of which the input has no more than the address. */
  | "REMOVED_AND_KEPT"
  /** A change that Terraform puts off until another plan. */
  | "PLAN_DEFERS"
  /** A plan that changes nothing but the state (`-refresh-only`). */
  | "PLAN_REFRESHES"
  /** A plan that destroys everything that it manages (`-destroy`). */
  | "PLAN_DESTROYS"
  /** A state has something that Terraform replaces next, since creating it ended with an error or somebody said so. */
  | "STATE_TAINTED"
  /** References of a plan that are read as having the key of their own loop. */
  | "PLAN_KEYS_TAKEN"
  /** A configuration that asks which workspace is selected. */
  | "WORKSPACE_TAKEN"
  /** A deployment of a template that lies at another address. */
  | "TEMPLATE_ELSEWHERE"
  /** A template of Azure's that Terraform deploys. */
  | "TEMPLATE_NOT_READ"
  /** `azapi_update_resource` sets what the resource itself doesn't say. */
  | "UPDATE_NOT_APPLIED";

/** Codes of what is there and not read. */
const NOT_READ: ReadonlySet<ModelProblemCode> = new Set([
  "KIND_NOT_READ",
  "MODULE_MISSING",
  "MODULE_CIRCULAR",
  "UNIT_WITHOUT_MODULE",
  "STACK_NOT_GENERATED",
  "PLAN_INCOMPLETE",
  "PLAN_TARGETED",
  "PLAN_DEFERS",
  "REMOVED_AND_KEPT",
  "TEMPLATE_ELSEWHERE",
  "TEMPLATE_NOT_READ",
  "UPDATE_NOT_APPLIED",
]);

/** What of a Network Manager nobody reads makes peerings, routes and rules of its own. */
const MAKES_PARTS = /networkmanagers|effective|networkgroupmemberships/i;

/** Whether parts of the network may be missing for it: what is of another kind, which shows, holds none of them. */
export function leavesGap({ code, text }: ModelProblem): boolean {
  const isOfOtherKind =
    text === undefined || (/^microsoft\.network\//i.test(text) && !MAKES_PARTS.test(text));
  return NOT_READ.has(code) && !(code === "KIND_NOT_READ" && isOfOtherKind);
}
