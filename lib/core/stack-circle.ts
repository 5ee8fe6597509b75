import { TerraformStack, Tokenization } from "cdktf";
import { IConstruct } from "constructs";
import { quote } from "./azure-names";
import { elementsOf } from "./preparation";
import { HubSpokeError } from "./validation-error";

/** What both cores say of a stack that is to come after one which comes after it already. */
const SAID = /Cannot add dependency (\S+) to (\S+), because it would cause a circular dependency/;

/** The sentence for a circle that the core finds while it prepares a stack, with the places that make it; the error itself for any other. */
export function namedCircle(app: IConstruct, error: unknown): unknown {
  const [, ...paths] = SAID.exec((error as Error | undefined)?.message ?? "") ?? [];
  const stacks = app.node.findAll().filter(TerraformStack.isStack);
  const [one, other] = paths.map((path) => stacks.find(({ node }) => path === node.path || path === node.id));
  if (!one || !other) {
    return error;
  }
  const needs = [needOf(one, other), needOf(other, one)].filter((each) => each !== undefined);
  return new HubSpokeError(
    other,
    `the stacks ${quote(one.node.id)} and ${quote(other.node.id)} need each other, and Terraform applies one after the other: ` +
      `${needs.join(", ")}. Create what needs both in the stack that is applied last, or give it the id of the other's as text`,
  );
}

/** What of one stack refers to another, by the first place. */
function needOf(stack: TerraformStack, needed: TerraformStack): string | undefined {
  const [first, ...others] = elementsOf(stack).filter((element) => refersTo(element.toTerraform(), needed));
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  return first && `${first.node.path}${more} takes something of ${quote(needed.node.id)}`;
}

function refersTo(value: unknown, needed: TerraformStack): boolean {
  if (typeof value === "string") {
    return Tokenization.reverse(value).some(
      (token) => (token as { readonly originStack?: TerraformStack }).originStack === needed,
    );
  }
  return typeof value === "object" && value !== null && (Array.isArray(value) || value.constructor === Object)
    ? Object.values(value).some((each) => refersTo(each, needed))
    : false;
}
