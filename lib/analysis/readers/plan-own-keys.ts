import { groupBy } from "../../collections/group-by";
import { ModelProblem } from "../model";
import { Place } from "./expression/place";
import { isJsonObject, member } from "./json";
import { evaluateReferences, longest } from "./plan-references";
import { withoutKeys } from "./plan-rest";
import { PlanScope } from "./plan-scope";
import { ShownResource } from "./state";

/**
 * References that are read as `x[each.key]`. A plan names `x` and `each.key` for `x[each.key == "a" ? "b" : "a"]` too,
 * and only the collection for a loop that renames its keys, so that what rests on them is told.
 */
export function ownKeysTaken(
  planned: readonly ShownResource[],
  unknown: ReadonlyMap<string, unknown>,
  scopeOf: (shown: ShownResource) => PlanScope,
): ModelProblem[] {
  const groups = groupBy(planned, ({ address }) => withoutKeys(address));
  const isOneOfSeveral = (address: string): boolean => (groups.get(withoutKeys(address))?.length ?? 0) > 1;
  const taken = planned.flatMap((shown) => {
    const block = scopeOf(shown).declaration(shown.mode, shown.type, shown.name);
    const scope = scopeOf(shown).ofInstance(shown, block);
    const names = isJsonObject(block?.expressions) ? Object.keys(block.expressions) : [];
    return (shown.key === undefined ? [] : names)
      .filter((name) =>
        choosesByOwnKey(
          member(block?.expressions, name),
          member(unknown.get(shown.address), name),
          scope,
          isOneOfSeveral,
        ),
      )
      .map((attribute) => ({ resource: shown.address, attribute }));
  });
  return taken
    .slice(0, 1)
    .map((example) => ({ code: "PLAN_KEYS_TAKEN", ...example, text: String(taken.length) }));
}

/** Whether an argument, or one in its blocks, is unknown and is read as one of several instances by such a key. */
function choosesByOwnKey(
  expression: unknown,
  unknown: unknown,
  scope: PlanScope,
  isOneOfSeveral: (address: string) => boolean,
): boolean {
  if (Array.isArray(expression)) {
    return expression.some((block, index) =>
      Object.entries(isJsonObject(block) ? block : {}).some(([name, inner]) =>
        choosesByOwnKey(
          inner,
          Array.isArray(unknown) ? member(unknown[index], name) : unknown,
          scope,
          isOneOfSeveral,
        ),
      ),
    );
  }
  const references = member(expression, "references");
  const isByKey = unknown === true && longest(references).some((text) => /^(each|count)\./.test(text));
  const meant = isByKey ? evaluateReferences(references, scope) : undefined;
  return meant instanceof Place && isOneOfSeveral(meant.reference.resource.address);
}
