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
  const could = new Map(written.map((expressions) => [expressions, couldGive(expressions, blocks, scope)]));
  const fits = blocks.map((block) => written.filter((expressions) => could.get(expressions)!.has(block)));
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

/**
 * The blocks that an expression could give. What it gives is among them, so a test that none of them passes says nothing:
 * `cidrhost(azurerm_subnet.x.address_prefixes[0], 4)` holds no text of what it refers to.
 */
function couldGive(expressions: JsonObject, blocks: readonly unknown[], scope: PlanNames): Set<unknown> {
  const parts = Object.entries(expressions).flatMap(([name, expression]) =>
    isJsonObject(expression) ? [{ name, expression }] : [],
  );
  const constants = parts.flatMap(({ name, expression }) =>
    "constant_value" in expression ? [{ name, given: expression.constant_value }] : [],
  );
  const referred = parts.flatMap(({ name, expression }) => {
    const given =
      "references" in expression
        ? knownScalar(evaluateReferences(expression.references, scope) ?? undefined)
        : undefined;
    return typeof given === "string" && given !== "" ? [{ name, given }] : [];
  });
  const asWritten = blocks.filter((block) =>
    constants.every(({ name, given }) => {
      const planned = member(block, name) ?? undefined;
      return planned === undefined || typeof given === "object" || String(given) === String(planned);
    }),
  );
  const asNamed = asWritten.filter((block) =>
    referred.every(({ name, given }) => {
      const planned = member(block, name);
      // A reference that is part of a text, or a number written as one, is no contradiction.
      return typeof planned !== "string" || planned.includes(given);
    }),
  );
  return new Set([asNamed, asWritten, blocks].find((some) => some.length > 0));
}
