import { member } from "./json";
import { PlanNames, Siblings } from "./plan-names";
import { longest } from "./plan-references";
import { scalarOf, TerraformResource } from "./terraform/value";

/**
 * The network at the other end of a peering whose key is made of the keys of both (`"hub>shop"`, `hub-to-shop`).
 *
 * A plan doesn't hold the local that a loop goes through, but every instance of the loop has to bear this out: its own
 * network is one of the two, and at the same place in the key.
 */
export function otherByKey(
  ends: readonly TerraformResource[],
  references: readonly string[],
  scope: PlanNames,
): TerraformResource | undefined {
  const siblings = scope.siblings();
  const { key, forEach } = scope.loop();
  const isChosen = references.some((text) => text.startsWith("each."));
  // The members of a variable are in the plan, and tell more than their keys.
  const isTold = longest(member(forEach, "references")).some((text) => text.startsWith("var."));
  if (siblings === undefined || typeof key !== "string" || ends.length < 2 || !isChosen || isTold) {
    return undefined;
  }
  let others = found.get(siblings);
  if (others === undefined) {
    others = othersOf(siblings, ends);
    found.set(siblings, others);
  }
  const other = others.get(key);
  return ends.find((end) => end === other);
}

/** Found once for all instances of a loop. */
const found = new WeakMap<Siblings, ReadonlyMap<string, TerraformResource>>();

function othersOf(
  siblings: Siblings,
  ends: readonly TerraformResource[],
): ReadonlyMap<string, TerraformResource> {
  const byKey = new Map<string | undefined, TerraformResource>(ends.map((end) => [keyOf(end), end]));
  const names = new Map<unknown, unknown>(ends.map((end) => [end, scalarOf(end.attribute("name"))]));
  const pairOf = (key: string | number | undefined): readonly TerraformResource[] => {
    const fitting = cutsOf(String(key)).flatMap((parts) => {
      const pair = parts.flatMap((part) => byKey.get(part) ?? []);
      return pair.length === 2 && pair[0] !== pair[1] ? [pair] : [];
    });
    return fitting.length === 1 ? fitting[0] : [];
  };
  const pairs = byKey.size === ends.length ? [...siblings.keys()].map(pairOf) : [];
  const own = [...siblings.values()].map((values) => member(values, "virtual_network_name"));
  const place = [0, 1].find(
    (at) =>
      pairs.length > 0 &&
      pairs.every((pair, index) => own[index] !== undefined && names.get(pair[at]) === own[index]),
  );
  return place === undefined
    ? new Map()
    : new Map([...siblings.keys()].map((key, index) => [String(key), pairs[index][1 - place]]));
}

/** The key of the instance, or of the module around it. */
function keyOf({ address }: TerraformResource): string | undefined {
  const [last] = [...address.matchAll(/\["((?:[^"\\]|\\.)*)"\]/g)].reverse();
  return last?.[1];
}

/** The two parts between which signs (or "to") may stand. */
function cutsOf(key: string): (readonly [string, string])[] {
  return [...key.matchAll(/[^a-z0-9]+(?:to[^a-z0-9]+)?/gi)].map(({ 0: signs, index }) => [
    key.slice(0, index),
    key.slice(index + signs.length),
  ]);
}
