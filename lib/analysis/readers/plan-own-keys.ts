import { ModelProblem } from "../model";
import { evaluateExpressionText } from "./expression/evaluator";
import { isJsonObject, member } from "./json";
import { isCollection, isKey, longest } from "./plan-references";
import { PlanScope } from "./plan-scope";
import { ShownResource } from "./state";

/** The keys that a resource has of its own. */
const OWN_KEYS: ReadonlySet<string> = new Set(["each.key", "count.index"]);

/**
 * References that are read as `x[each.key]`. A plan names `x` and `each.key` for `x[each.key == "a" ? "b" : "a"]` too,
 * so that what rests on them is told.
 */
export function ownKeysTaken(
  planned: readonly ShownResource[],
  unknown: ReadonlyMap<string, unknown>,
  scopeOf: (shown: ShownResource) => PlanScope,
): ModelProblem[] {
  const taken = planned.flatMap((shown) => {
    const scope = scopeOf(shown);
    const { expressions } = scope.declaration(shown.mode, shown.type, shown.name) ?? {};
    const names = isJsonObject(expressions) ? Object.keys(expressions) : [];
    const own = shown.key === undefined ? [] : names;
    return own
      .filter((name) =>
        choosesByOwnKey(member(expressions, name), member(unknown.get(shown.address), name), scope),
      )
      .map((attribute) => ({ resource: shown.address, attribute }));
  });
  return taken
    .slice(0, 1)
    .map((example) => ({ code: "PLAN_KEYS_TAKEN", ...example, text: String(taken.length) }));
}

/** Whether an argument, or one in its blocks, is unknown and chooses among several by such a key. */
function choosesByOwnKey(expression: unknown, unknown: unknown, scope: PlanScope): boolean {
  if (Array.isArray(expression)) {
    return expression.some((block, index) =>
      Object.entries(isJsonObject(block) ? block : {}).some(([name, inner]) =>
        choosesByOwnKey(inner, Array.isArray(unknown) ? member(unknown[index], name) : unknown, scope),
      ),
    );
  }
  const texts = unknown === true ? longest(member(expression, "references")) : [];
  const isChosen = (text: string): boolean => {
    const value = isKey(text) ? undefined : evaluateExpressionText(text, scope);
    return isCollection(value) && Object.keys(value).length > 1;
  };
  return texts.some((text) => OWN_KEYS.has(text)) && texts.some(isChosen);
}
