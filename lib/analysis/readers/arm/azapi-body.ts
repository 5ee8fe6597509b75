import { fromJson, Leaf, printReference, scalarOf, TerraformValue } from "../terraform/value";
import { ArmObject } from "./arm-object";

/** `Microsoft.Network/virtualNetworks` of `Microsoft.Network/virtualNetworks@2024-07-01`; `undefined` before apply. */
export function armTypeOf(type: TerraformValue | undefined): string | undefined {
  const known = scalarOf(type);
  return typeof known === "string" ? known.split("@")[0] : undefined;
}

/** Azure's object in an argument, or in several that together are one: an object since version 2 of azapi, a text of JSON before. */
export function armObjectOf(...given: (TerraformValue | undefined)[]): ArmObject {
  return new ArmObject(...given.map(parsedBody));
}

/** The object that an argument holds, also as a text of JSON; the argument itself where it is neither. */
export function parsedBody(value: TerraformValue | undefined): TerraformValue | undefined {
  const known = scalarOf(value);
  const text = typeof known === "string" ? known : value instanceof Leaf ? value.text : undefined;
  if (text === undefined) {
    return value;
  }
  const references = value instanceof Leaf ? value.references : [];
  try {
    return fromJson(JSON.parse(text), (part) => {
      // What only apply tells stands in the text as the expression that it is.
      const named = references.filter((reference) => part.includes(`\${${printReference(reference)}}`));
      return part.includes("${") ? new Leaf(undefined, named, part.replace(/^\$\{([^{}]*)\}$/, "$1")) : part;
    });
  } catch {
    return value;
  }
}
