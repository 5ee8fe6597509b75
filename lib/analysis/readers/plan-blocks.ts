import { knownScalar } from "./expression/values";
import { isJsonObject, JsonObject, member } from "./json";
import { PlanNames } from "./plan-names";
import { evaluateReferences } from "./plan-references";

/** What a planned block may have been written as. */
export interface WrittenBlock {
  /** Expressions of the block in `configuration`; several where more than one would give this block. */
  readonly expressions: readonly JsonObject[];
  /** A `dynamic` block, which a plan leaves out of `configuration`, may have made it. */
  readonly dynamic: boolean;
}

/**
 * Finds the written block of each planned one. Sets come in another order than they are written in, and `dynamic`
 * blocks aren't in `configuration` at all, so what is known of a block tells which one it is.
 */
export function pairBlocks(
  blocks: readonly unknown[],
  written: readonly JsonObject[],
  scope: PlanNames,
): readonly WrittenBlock[] {
  const fits = blocks.map((block) => written.filter((expressions) => couldGive(expressions, block, scope)));
  if (blocks.length === written.length && fits.every((some, index) => some.includes(written[index]))) {
    return written.map((expressions) => ({ expressions: [expressions], dynamic: false }));
  }
  const isComplete = blocks.length <= written.length;
  const taken = new Set<JsonObject>();
  for (let isNew = true; isNew;) {
    isNew = false;
    fits.forEach((some, index) => {
      const open = some.filter((expressions) => !taken.has(expressions));
      if (isComplete && some.length > 1 && open.length === 1) {
        fits[index] = open;
      }
      if (isComplete && fits[index].length === 1 && !taken.has(fits[index][0])) {
        taken.add(fits[index][0]);
        isNew = true;
      }
    });
  }
  return fits.map((expressions) => ({ expressions, dynamic: !isComplete }));
}

/** Whether nothing that is known of a block contradicts what was written. */
function couldGive(expressions: JsonObject, block: unknown, scope: PlanNames): boolean {
  return Object.entries(expressions).every(([name, expression]) => {
    const planned = member(block, name);
    if (planned === undefined || planned === null || !isJsonObject(expression)) {
      return true;
    }
    const given =
      "constant_value" in expression
        ? expression.constant_value
        : "references" in expression
          ? knownScalar(evaluateReferences(expression.references, scope) ?? undefined)
          : undefined;
    // A reference that is part of a text, or a number written as one, is no contradiction.
    return "constant_value" in expression
      ? typeof given === "object" || String(given) === String(planned)
      : typeof given !== "string" || typeof planned !== "string" || planned.includes(given) || given === "";
  });
}
