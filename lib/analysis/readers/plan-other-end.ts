import { referencesIn } from "./expression/values";
import { member } from "./json";
import { PlanNames } from "./plan-names";
import { evaluateInstances } from "./plan-references";
import { Leaf, Reference, scalarOf, TerraformValue } from "./terraform/value";

/** Arguments that name another resource of a kind than the argument beside them does: nothing is connected with itself. */
const OWN_END: { readonly [argument: string]: { readonly argument: string; readonly type: RegExp } } = {
  remote_virtual_network_id: { argument: "virtual_network_name", type: /(^|_)virtual_network$/ },
  peer_virtual_network_gateway_id: {
    argument: "virtual_network_gateway_id",
    type: /(^|_)virtual_network_gateway$/,
  },
};

/**
 * `module.hub[1 - count.index].id` has the same references in a plan as `module.hub[count.index].id`. Where the latter
 * would connect something with itself, one of the other instances is meant.
 */
export function otherEnd(
  argument: string,
  value: TerraformValue,
  expression: unknown,
  read: (argument: string) => TerraformValue | undefined,
  scope: PlanNames,
): TerraformValue {
  const own = Object.hasOwn(OWN_END, argument) ? OWN_END[argument] : undefined;
  if (own === undefined || !(value instanceof Leaf) || value.value !== undefined) {
    return value;
  }
  const here = read(own.argument);
  const name = scalarOf(here);
  const known = here instanceof Leaf ? here.references.map(({ resource }) => resource.address) : [];
  // Networks of two subscriptions may have one name: it tells only where nothing says whose it is.
  const isOwn = ({ resource }: Reference): boolean =>
    own.type.test(resource.type) &&
    (known.length > 0
      ? known.includes(resource.address)
      : name !== undefined && name === scalarOf(resource.attribute("name")));
  const ends = value.references.filter(({ resource }) => own.type.test(resource.type));
  if (ends.length === 0 || !ends.every(isOwn)) {
    return value;
  }
  const others = referencesIn(evaluateInstances(member(expression, "references"), scope));
  return new Leaf(
    undefined,
    others.filter((one) => !isOwn(one)),
    value.text,
    value.sensitive,
  );
}
