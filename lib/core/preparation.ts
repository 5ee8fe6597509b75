import { DefaultTokenResolver, StringConcat, TerraformElement, TerraformStack, Tokenization } from "cdktf";
import { IConstruct } from "constructs";
import { isOfCdktn } from "./core-mismatch";
import { LateValue } from "./late";

/**
 * Prepares a stack for being written, as its core does, which finds references to other stacks and lets values computed at synth
 * add what they need.
 *
 * The core resolves every value of every element to find them, a third of a synth. They are tokens, so only elements that hold
 * one are resolved here. cdktn finds more than that, and a program may prepare its stacks in its own way: both are left to do so.
 */
export function prepare(stack: TerraformStack): void {
  if (isOfCdktn(stack) || stack.prepareStack !== TerraformStack.prototype.prepareStack) {
    stack.prepareStack();
    return;
  }
  stack.ensureBackendExists();
  const resolver = new DefaultTokenResolver(new StringConcat());
  for (const element of elementsOf(stack)) {
    const written: unknown = element.toTerraform();
    if (mayHoldToken(written)) {
      Tokenization.resolve(written, { scope: stack, resolver, preparing: true });
    }
  }
}

/** All that becomes part of the stack's file; a stack inside has its own. */
function elementsOf(construct: IConstruct, found: TerraformElement[] = []): TerraformElement[] {
  if (TerraformElement.isTerraformElement(construct)) {
    found.push(construct);
  }
  for (const child of construct.node.children) {
    if (!TerraformStack.isStack(child)) {
      elementsOf(child, found);
    }
  }
  return found;
}

/** What each token has as a text, a list of texts, or a key of a map. */
const TOKEN = "TfToken[";

/** What the token of a number has that is written into a text. */
const EXPONENT = "e+";

/** Tokens of numbers are below all that anybody would write. */
const NUMBER_TOKENS_BELOW = -1e200;

/** Deeper than anybody writes, and less deep than where the core finds that a value goes in circles. */
const DEEPEST = 100;

/** Whether the core has anything to do with a value; what isn't plain data is left to it. */
function mayHoldToken(value: unknown, depth = 0): boolean {
  if (typeof value === "string") {
    return value.includes(TOKEN) || value.includes(EXPONENT);
  }
  if (typeof value === "number") {
    return value < NUMBER_TOKENS_BELOW;
  }
  if (typeof value !== "object" || value === null) {
    return typeof value === "function";
  }
  if (depth > DEEPEST) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.some((each) => mayHoldToken(each, depth + 1));
  }
  if (LateValue.isLateValue(value)) {
    return mayHoldToken(value.whilePrepared(), depth + 1);
  }
  if (value.constructor !== Object) {
    return true;
  }
  for (const key in value) {
    if (key.includes(TOKEN) || mayHoldToken((value as Record<string, unknown>)[key], depth + 1)) {
      return true;
    }
  }
  return false;
}
