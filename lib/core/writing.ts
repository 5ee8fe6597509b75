import { IResolveContext, TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import { isOfCdktn } from "./core-mismatch";
import { LateValue } from "./late";
import { DEEPEST, elementsOf, isToken } from "./preparation";

type Json = Record<string, unknown>;

/** What the core resolves with for the file, as far as {@link LateValue} looks at it. */
const FOR_THE_FILE = { preparing: false } as IResolveContext;

/** Says that only the core can write a resource. */
const FOR_THE_CORE = new Error("left to the core");

/**
 * A stack's JSON, as its core makes it.
 *
 * The core resolves every value of every element twice for it, a third of a synth. Most resources hold no token but what this
 * package computes: where the core asks for one of these, it gets nothing, and what it would have made of it is added at the
 * end. The core alone writes a stack of cdktn, one in which anything but a usual resource writes resources, and, anew, one in
 * which two resources have one address, of which it makes one.
 */
export function written(stack: TerraformStack): unknown {
  const elements = elementsOf(stack);
  const usual = elements.filter(isUsual);
  if (
    isOfCdktn(stack) ||
    "resource" in (stack as unknown as Overridden).rawOverrides ||
    elements.some((each) => !isUsual(each) && mayWriteResources(each))
  ) {
    return asTheCore(stack);
  }
  const plain: Json[] = [];
  let json: Json;
  try {
    for (const resource of usual) {
      // Not by `=`, which throws where a program has frozen a resource.
      Reflect.set(resource, "toTerraform", withoutPlain(plain));
    }
    json = asTheCore(stack);
  } finally {
    usual.forEach((resource) => Reflect.deleteProperty(resource, "toTerraform"));
  }
  return plain.every((resources) => isAdded(json, resources)) ? json : asTheCore(stack);
}

interface Overridden {
  readonly rawOverrides: object;
}

function asTheCore(stack: TerraformStack): Json {
  return TerraformStack.prototype.toTerraform.call(stack) as Json;
}

/** Whether an element is a resource that writes itself as all do. */
function isUsual(element: TerraformElement): element is TerraformResource {
  return (
    TerraformResource.isTerraformResource(element) &&
    element.toTerraform === TerraformResource.prototype.toTerraform &&
    !Object.hasOwn(element, "toTerraform")
  );
}

/** Whether an element that isn't a usual resource writes resources all the same: over others, perhaps. */
function mayWriteResources(element: TerraformElement): boolean {
  try {
    return "resource" in element.toTerraform();
  } catch {
    return true;
  }
}

/** A resource's `toTerraform` that gives the core nothing if it is plain, neither imported nor moved: it is kept instead. */
function withoutPlain(kept: Json[]): (this: TerraformResource) => Json {
  return function () {
    const json = TerraformResource.prototype.toTerraform.call(this) as Json;
    if (!json.resource || json.moved || json.import) {
      return json;
    }
    try {
      kept.push(resolved(json.resource) as Json);
    } catch {
      // Whatever a value throws, the core says in its own words.
      return json;
    }
    return {};
  };
}

/** A value as the core resolves it, without what is undefined. */
function resolved(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null) {
    if (isToken(value)) {
      throw FOR_THE_CORE;
    }
    return value;
  }
  if (depth > DEEPEST) {
    throw FOR_THE_CORE;
  }
  if (Array.isArray(value)) {
    return value.map((each) => resolved(each, depth + 1)).filter((each) => each !== undefined);
  }
  if (LateValue.isLateValue(value)) {
    return resolved(value.resolve(FOR_THE_FILE), depth + 1);
  }
  // To the core, what has one of these members, seen or not, may be a token or a construct.
  if (Object.getPrototypeOf(value) !== Object.prototype || "resolve" in value || "_children" in value) {
    throw FOR_THE_CORE;
  }
  const result: Json = {};
  for (const key of Object.keys(value)) {
    if (isToken(key) || key === "__proto__") {
      throw FOR_THE_CORE;
    }
    const member = resolved((value as Json)[key], depth + 1);
    if (member !== undefined) {
      result[key] = member;
    }
  }
  return result;
}

/** Adds resources to a stack's JSON, unless others have their addresses. */
function isAdded(json: Json, resources: Json): boolean {
  return Object.entries(resources).every(([type, ofType]) => {
    const added = objectAt(objectAt(json, "resource"), type);
    return Object.entries(ofType as Json).every(([id, attributes]) => {
      const isFree = !Object.hasOwn(added, id);
      added[id] = attributes;
      return isFree;
    });
  });
}

/** The object at a key, made where nothing is. */
function objectAt(json: Json, key: string): Json {
  if (!Object.hasOwn(json, key)) {
    json[key] = {};
  }
  return json[key] as Json;
}
