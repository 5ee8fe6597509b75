import { remember } from "../../collections/remember";
import { evaluateExpressionText } from "./expression/evaluator";
import { knownScalar } from "./expression/values";
import { member } from "./json";
import { PlannedGroup } from "./plan-keys";
import { NamesOfObjects, PlanNames } from "./plan-names";
import { isKey, longest } from "./plan-references";
import { Leaf, scalarOf, TerraformValue } from "./terraform/value";

/** Arguments that name something by its id, and those that name the same kind by its name. */
const BY_NAME: { readonly [argument: string]: { readonly argument: string; readonly type: RegExp } } = {
  remote_virtual_network_id: { argument: "virtual_network_name", type: /(^|_)virtual_network$/ },
  route_table_id: { argument: "route_table_name", type: /(^|_)route_table$/ },
  network_security_group_id: {
    argument: "network_security_group_name",
    type: /(^|_)network_security_group$/,
  },
};

/**
 * A plan holds neither locals nor what a module's variable was made of, but what has come out of them: where
 * `local.networks[K].name` is `vnet-hub`, `local.networks[K].id` is the id of the network with that name.
 */
export function sameObject(
  argument: string,
  value: TerraformValue,
  expression: unknown,
  scope: PlanNames,
): TerraformValue {
  const named = Object.hasOwn(BY_NAME, argument) ? BY_NAME[argument] : undefined;
  if (named === undefined || !(value instanceof Leaf) || value.value !== undefined) {
    return value;
  }
  const ends = value.references.filter(({ resource }) => named.type.test(resource.type));
  const isOpen = new Set(ends.map(({ resource }) => resource)).size > 1;
  const object = isOpen ? objectOf(member(expression, "references"), /\.(resource_)?id$/, scope) : undefined;
  const names = object === undefined ? undefined : scope.namesOfObjects().get(`${named.argument} ${object}`);
  const meant = ends.filter(({ resource }) => names?.has(String(scalarOf(resource.attribute("name")))));
  return names?.size === 1 && new Set(meant.map(({ resource }) => resource)).size === 1
    ? new Leaf(undefined, meant, value.text, value.sensitive)
    : value;
}

/** What is known of the objects that the resources of a module name others by. */
export function namesOfObjects(
  groups: Iterable<PlannedGroup>,
  scopeOf: (key: string | number | undefined, group: PlannedGroup) => PlanNames,
): NamesOfObjects {
  const names = new Map<string, Set<string>>();
  for (const group of groups) {
    for (const { argument } of Object.values(BY_NAME)) {
      const references = member(member(group.block.expressions, argument), "references");
      for (const [key, values] of Array.isArray(references) ? group.instances : []) {
        const name = values[argument];
        const object =
          typeof name === "string" ? objectOf(references, /\.name$/, scopeOf(key, group)) : undefined;
        if (object !== undefined) {
          remember(names, `${argument} ${object}`, () => new Set()).add(name as string);
        }
      }
    }
  }
  return names;
}

/** What stands for an object that an attribute was read of: with its keys, where those are known. */
function objectOf(references: unknown, attribute: RegExp, scope: PlanNames): string | undefined {
  const [first, ...keys] = longest(references);
  if (first === undefined || !keys.every(isKey)) {
    return undefined;
  }
  if (keys.length === 0) {
    const isWhole = attribute.test(first) && /^(var|local|each)\./.test(first);
    return isWhole ? at(first.replace(attribute, ""), scope) : undefined;
  }
  // Behind a computed index, a plan doesn't tell which attribute is read.
  return /^(var|local)\./.test(first)
    ? JSON.stringify([
        first,
        ...keys.map((key) => knownScalar(evaluateExpressionText(key, scope)) ?? at(key, scope)),
      ])
    : undefined;
}

/** What `each.value` is differs from instance to instance. */
function at(text: string, scope: PlanNames): string {
  const { key, forEach } = scope.loop();
  return text.startsWith("each.") ? JSON.stringify([text, key, member(forEach, "references")]) : text;
}
