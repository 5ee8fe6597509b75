import { evaluateExpressionText } from "./expression/evaluator";
import { Evaluated } from "./expression/scope";
import { isRecord, itemsOf, knownScalar, referencesIn } from "./expression/values";
import type { PlanScope } from "./plan-scope";
import { Leaf } from "./terraform/value";

/**
 * What the `references` of an expression in a plan stand for.
 *
 * A plan lists what an expression names, not the expression: `["azurerm_subnet.x[\"a\"].id", "azurerm_subnet.x[\"a\"]",
 * "azurerm_subnet.x"]` for one traversal, and only `["azurerm_subnet.x", "each.key"]` where the index is computed.
 */
export function evaluateReferences(references: unknown, scope: PlanScope): Evaluated | undefined {
  const { texts, values } = valuesOfReferences(references, scope);
  if (values.length <= 1) {
    return values.at(0);
  }
  const named = texts.find((text) => !KEYS.test(text)) ?? texts[0];
  return new Leaf(undefined, referencesIn(values), named);
}

/** The same for an argument that is a list of so many members: one value for each where that is plain to see. */
export function evaluateMembers(
  references: unknown,
  length: number,
  scope: PlanScope,
): readonly Evaluated[] | undefined {
  const found = valuesOfReferences(references, scope);
  const values = found.values.filter((_, index) => !/^(each\.key|count\.index)$/.test(found.texts[index]));
  const [only] = values;
  const members =
    values.length !== 1 ? values : (itemsOf(only) ?? (isRecord(only) ? Object.values(only) : values));
  return members.length === length ? members : undefined;
}

function valuesOfReferences(
  references: unknown,
  scope: PlanScope,
): { readonly texts: readonly string[]; readonly values: readonly Evaluated[] } {
  const texts = longest(
    Array.isArray(references) ? references.filter((text) => typeof text === "string") : [],
  );
  const keys = texts
    .filter((text) => KEYS.test(text))
    .map((text) => knownScalar(evaluateExpressionText(text, scope)))
    .filter((key) => key !== undefined && key !== null);
  return { texts, values: texts.map((text) => pick(evaluateExpressionText(text, scope), keys)) };
}

/** What an index is computed from. */
const KEYS = /^(each|count|var|local)\./;

/**
 * The member of a resource's instances or a variable's values that a computed index means: the one that a key names,
 * or the only one.
 */
function pick(value: Evaluated, keys: readonly (string | number | boolean)[]): Evaluated {
  if (!isRecord(value) && !Array.isArray(value)) {
    return value;
  }
  const key = keys.find(
    (one) => Object.hasOwn(value, String(one)) && (isRecord(value) || /^\d+$/.test(String(one))),
  );
  if (key !== undefined) {
    return (value as { [key: string]: Evaluated })[String(key)];
  }
  const members = Object.values(value);
  return members.length === 1 ? members[0] : value;
}

/** Leaves out the prefixes that Terraform lists after each traversal. */
function longest(texts: readonly string[]): string[] {
  const kept: string[] = [];
  for (const text of texts) {
    const last = kept.at(-1);
    const isPrefix = last === text || last?.startsWith(`${text}.`) || last?.startsWith(`${text}[`);
    if (!isPrefix) {
      kept.push(text);
    }
  }
  return kept;
}
