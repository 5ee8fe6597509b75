import { isJsonObject, JsonObject, member } from "./json";

/**
 * Marks of what only apply tells, as `after_unknown` has them, for a resource of which the plan lists no change:
 * what was written as a reference and has no value.
 */
export function unknownMarks(value: unknown, expression: unknown): unknown {
  if (isReference(expression)) {
    return value === undefined ? true : Array.isArray(value) ? value.map(missingNextHop) : false;
  }
  const blocks = Array.isArray(expression) ? expression : [expression];
  const values = Array.isArray(value) ? value : [value];
  if (!blocks.every(isBlock) || blocks.length !== values.length) {
    return false;
  }
  const marks = blocks.map((block, index) =>
    Object.fromEntries(
      Object.keys(block).map((name) => [name, unknownMarks(member(values[index], name), block[name])]),
    ),
  );
  return Array.isArray(expression) ? marks : marks[0];
}

/** Blocks that no provider computes: where only apply tells them, a `dynamic` block makes them. */
export function isAlwaysWritten(name: string): boolean {
  return WRITTEN_BLOCKS.test(name);
}

const WRITTEN_BLOCKS = /^((application|nat|network)_rule_collection|rule|(frontend_)?ip_configuration)$/;

function isReference(expression: unknown): boolean {
  const references = member(expression, "references");
  return Array.isArray(references) && references.length > 0;
}

function isBlock(expression: unknown): expression is JsonObject {
  return isJsonObject(expression) && !("constant_value" in expression);
}

/** Inline routes are one attribute: the plan says what they refer to, not which of their arguments does. */
function missingNextHop(item: unknown): unknown {
  return member(item, "next_hop_type") === "VirtualAppliance" &&
    member(item, "next_hop_in_ip_address") === undefined
    ? { next_hop_in_ip_address: true }
    : false;
}
