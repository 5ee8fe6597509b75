import { Leaf, printReference, Reference } from "../terraform/value";
import type { Evaluated } from "./evaluated";
import { Place } from "./place";
import { Several } from "./union";

/**
 * A map of which only apply tells the keys, each of which is an attribute of a resource:
 * `{ for n in module.network : n.id => n }`.
 */
export class Keyed extends Several {
  public constructor(
    public readonly keys: readonly Evaluated[],
    members: readonly Evaluated[],
    text: string,
  ) {
    super(members, text);
  }

  /** The member whose key is the same attribute of the same resource, so that it has the same value. */
  public at(key: Evaluated): Evaluated | undefined {
    const wanted = attributeOf(key);
    const index = wanted === undefined ? -1 : this.keys.findIndex((one) => isSame(attributeOf(one), wanted));
    return index === -1 ? undefined : this.members[index];
  }
}

function attributeOf(value: Evaluated): Reference | undefined {
  if (value instanceof Place) {
    return value.reference;
  }
  const nearest = value instanceof Leaf && value.value === undefined ? value.references.at(0) : undefined;
  return nearest !== undefined && printReference(nearest) === (value as Leaf).text ? nearest : undefined;
}

/** What stands for several instances may be one here and another there. */
function isSame(one: Reference | undefined, other: Reference): boolean {
  return (
    one !== undefined &&
    one.resource === other.resource &&
    one.resource.identity.open === undefined &&
    printReference(one) === printReference(other)
  );
}
