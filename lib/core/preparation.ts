import {
  DefaultTokenResolver,
  IResolvable,
  IResolveContext,
  StringConcat,
  TerraformElement,
  TerraformResource,
  TerraformStack,
  Token,
  Tokenization,
} from "cdktf";
import { IConstruct } from "constructs";
import { isOfCdktn } from "./core-mismatch";
import { LateValue } from "./late";

/**
 * Prepares a stack for being written, as its core does, which finds references to other stacks and lets values computed at synth
 * add what they need.
 *
 * The core resolves every value of every element to find them, a third of a synth. They are tokens, so only elements that hold
 * one are resolved here, and the first of each kind (see {@link shapesOf}). cdktn finds more than that, and a program may prepare
 * its stacks in its own way: both are left to do so.
 */
export function prepare(stack: TerraformStack): void {
  if (isOfCdktn(stack) || stack.prepareStack !== TerraformStack.prototype.prepareStack) {
    stack.prepareStack();
    return;
  }
  stack.ensureBackendExists();
  const options = { scope: stack, resolver: new DefaultTokenResolver(new StringConcat()), preparing: true };
  const shapes: unknown[] = [];
  shapesOf.set(stack, shapes);
  Tokenization.resolve([keptIn(shapes)], options);
  const kinds = new Set<unknown>();
  for (const element of elementsOf(stack)) {
    const isFirst = !kinds.has(element.constructor);
    if (isFirst || mayHoldToken(partsOf(element) ?? element.toTerraform())) {
      const written: unknown = element.toTerraform();
      const resolved: unknown = Tokenization.resolve(written, options);
      if (isFirst) {
        kinds.add(element.constructor);
        shapes.push(written, resolved);
      }
    }
  }
}

/**
 * One of each kind of object that the core makes while it writes a stack, for as long as the stack is there.
 *
 * V8 tells objects apart by their first keys, and remembers 1,536 of them that are in use. The core makes an object for each
 * resource that has the resource's id as its key. Where that many come first, such as a thousand route tables and their
 * associations, whatever the core makes of other resources was of a new kind each time: writing a stack took half as long again,
 * and at times three times as long.
 */
const shapesOf = new WeakMap<TerraformStack, unknown[]>();

/** A value that keeps what the core resolves it with. */
function keptIn(shapes: unknown[]): IResolvable {
  return {
    creationStack: [],
    resolve: (context: IResolveContext) => void shapes.push(context),
    toString: () => "",
  };
}

/** What the core makes the JSON of a resource of. */
interface Parts {
  /** Its arguments. */
  synthesizeAttributes(): unknown;
  readonly rawOverrides: Record<string, object | undefined>;
}

/**
 * All that the JSON of a resource is made of, but its id and path, which are never tokens: putting that together only to look
 * through it would take as long as writing it. `undefined` for anything else than a plain resource: what makes its JSON in its own
 * way, is imported or moved, or has a part of an argument replaced, which the core refuses for some.
 */
function partsOf(element: TerraformElement): readonly unknown[] | undefined {
  if (
    !TerraformResource.isTerraformResource(element) ||
    element.toTerraform !== TerraformResource.prototype.toTerraform
  ) {
    return undefined;
  }
  const { imports, moved } = element.toMetadata();
  const { rawOverrides } = element as unknown as Parts;
  return imports || moved || Object.values(rawOverrides).some((value) => value?.constructor === Object)
    ? undefined
    : [
        (element as unknown as Parts).synthesizeAttributes(),
        element.terraformMetaArguments,
        element.provisioners,
        rawOverrides,
      ];
}

/** All that becomes part of the stack's file; a stack inside has its own. */
export function elementsOf(construct: IConstruct, found: TerraformElement[] = []): TerraformElement[] {
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

/** What the core takes for a number in a text, which may be a token's. */
const NUMBER = /[-|\d.+]e[-|\d.eE+]/;

/** Tokens of numbers are below all that anybody would write. */
const NUMBER_TOKENS_BELOW = -1e200;

/** Deeper than anybody writes, and less deep than where the core finds that a value goes in circles. */
export const DEEPEST = 100;

/** What stands for the values of a map that is a token; the core refuses it as a value of its own. */
const OF_MAP_TOKENS: readonly unknown[] = [
  Token.STRING_MAP_TOKEN_VALUE,
  Token.NUMBER_MAP_TOKEN_VALUE,
  Token.ANY_MAP_TOKEN_VALUE,
];

/** Whether the core has anything to do with a value that is no object. */
export function isToken(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return value.includes(TOKEN) || NUMBER.test(value) || OF_MAP_TOKENS.includes(value);
    case "number":
      return value < NUMBER_TOKENS_BELOW || OF_MAP_TOKENS.includes(value);
    default:
      return typeof value === "function";
  }
}

/** Whether the core has anything to do with a value; what isn't plain data is left to it. */
function mayHoldToken(value: unknown, depth = 0): boolean {
  if (typeof value !== "object" || value === null) {
    return isToken(value);
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
