import { groupBy } from "../../collections/group-by";
import { referencesIn } from "./expression/values";
import { member } from "./json";
import { otherByKey } from "./plan-key-pairs";
import { PlanNames, Siblings } from "./plan-names";
import { evaluateInstances, longest } from "./plan-references";
import { Leaf, Reference, scalarOf, TerraformResource, TerraformValue } from "./terraform/value";
import { WithinReach } from "./within-reach";

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
  const apart = value instanceof WithinReach ? withoutOwnEnds(value, argument, expression, scope) : undefined;
  if (apart !== undefined) {
    return apart;
  }
  const here = read(own.argument);
  const name = scalarOf(here);
  const group = scalarOf(read("resource_group_name"));
  const known =
    here instanceof Leaf
      ? here.references.flatMap(({ resource }) => (own.type.test(resource.type) ? [resource.address] : []))
      : [];
  if (name === undefined && new Set(known).size > 1) {
    // Which of several the one end is, nobody has told: so the other may be any of them too.
    return value;
  }
  const isElsewhere = (other: unknown): boolean =>
    typeof group === "string" && typeof other === "string" && other.toLowerCase() !== group.toLowerCase();
  // Networks of two subscriptions may have one name: it tells only where nothing says whose it is.
  const isOwn = ({ resource }: Reference): boolean =>
    own.type.test(resource.type) &&
    (known.length > 0
      ? known.includes(resource.address)
      : name !== undefined &&
        name === scalarOf(resource.attribute("name")) &&
        !isElsewhere(scalarOf(resource.attribute("resource_group_name"))));
  const ends = value.references.filter(({ resource }) => own.type.test(resource.type));
  const paired =
    argument === "remote_virtual_network_id" && !(value instanceof WithinReach)
      ? otherByKey(
          [...new Set(ends.map(({ resource }) => resource))],
          longest(member(expression, "references")),
          scope,
        )
      : undefined;
  if (paired !== undefined) {
    const references = ends.filter(({ resource }) => resource === paired);
    return new Leaf(undefined, references, value.text, value.sensitive);
  }
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

/** `local.hub.id` is the same network for every instance of a loop, so it is none that one of them connects with it. */
function withoutOwnEnds(
  value: WithinReach,
  argument: string,
  expression: unknown,
  scope: PlanNames,
): Leaf | undefined {
  const isSame = !longest(member(expression, "references")).some((text) => /^(each|count)\./.test(text));
  const siblings = isSame && argument === "remote_virtual_network_id" ? scope.siblings() : undefined;
  if (siblings === undefined) {
    return undefined;
  }
  let own = ownNetworks.get(siblings);
  if (own === undefined) {
    own = networksOf(siblings, value.references);
    ownNetworks.set(siblings, own);
  }
  const others = value.references.filter(({ resource }) => !own.has(resource));
  const networks = others.filter(({ resource }) =>
    OWN_END.remote_virtual_network_id.type.test(resource.type),
  );
  // What several share is told by all of them together; what is read at apply may give an id from elsewhere.
  const isTold =
    own.size > 1 &&
    new Set(networks.map(({ resource }) => resource)).size === 1 &&
    !others.some(({ resource }) => resource.isData);
  return isTold
    ? new Leaf(undefined, networks, value.text, value.sensitive)
    : new WithinReach(undefined, others, value.text, value.sensitive);
}

/** Found once for all instances of a loop, which all have the same within reach. */
const ownNetworks = new WeakMap<Siblings, ReadonlySet<TerraformResource>>();

/** The networks that some peerings are halves of. */
function networksOf(peerings: Siblings, references: readonly Reference[]): ReadonlySet<TerraformResource> {
  const place = (group: unknown, name: unknown): string | undefined =>
    typeof group === "string" && typeof name === "string" ? `${group} ${name}` : undefined;
  const places = new Set(
    [...peerings.values()].map((one) => place(one.resource_group_name, one.virtual_network_name)),
  );
  const resources = new Set(references.map(({ resource }) => resource));
  const byPlace = groupBy(
    [...resources].filter(({ type }) => OWN_END.remote_virtual_network_id.type.test(type)),
    (one) => place(scalarOf(one.attribute("resource_group_name")), scalarOf(one.attribute("name"))),
  );
  // In two subscriptions, two may be called alike.
  return new Set([...byPlace].flatMap(([at, some]) => (places.has(at) && some.length === 1 ? some : [])));
}
