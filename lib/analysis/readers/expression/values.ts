import { Leaf, Reference, Scalar } from "../terraform/value";
import { Place } from "./place";
import { Evaluated } from "./scope";

/** Whether a value is an object whose members are known. */
export function isRecord(value: Evaluated | undefined): value is { [key: string]: Evaluated } {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Leaf) &&
    !(value instanceof Place)
  );
}

/** Whether only apply can tell the value. */
export function isUnknown(value: Evaluated | undefined): value is Leaf {
  return value instanceof Leaf && value.value === undefined;
}

/** The scalar, where it is one and known. */
export function knownScalar(value: Evaluated | undefined): Scalar | undefined {
  if (value instanceof Place) {
    const settled = value.settle();
    return settled instanceof Leaf ? settled.value : undefined;
  }
  if (value instanceof Leaf) {
    return value.value;
  }
  return typeof value === "object" && value !== null ? undefined : value;
}

/** The members of a list, or of blocks in a resource. */
export function itemsOf(value: Evaluated | undefined): Evaluated[] | undefined {
  if (value instanceof Place) {
    return value.members();
  }
  return Array.isArray(value) ? value : undefined;
}

/** The keys and values that a `for` goes through. */
export function entriesOf(value: Evaluated | undefined): [string | number, Evaluated][] | undefined {
  const items = itemsOf(value);
  if (items) {
    return items.map((item, index) => [index, item]);
  }
  return isRecord(value) ? Object.entries(value) : undefined;
}

/** Every reference in some values, however deep, each place once. */
export function referencesIn(values: readonly Evaluated[]): Reference[] {
  const found = new Map<string, Reference>();
  const visit = (value: Evaluated): void => {
    if (value instanceof Place) {
      add(value.reference);
      const settled = value.value;
      if (settled instanceof Leaf) {
        settled.references.forEach(add);
      }
    } else if (value instanceof Leaf) {
      value.references.forEach(add);
    } else if (typeof value === "object" && value !== null) {
      Object.values(value).forEach(visit);
    }
  };
  const add = (reference: Reference): void => {
    const key = JSON.stringify([reference.resource.address, reference.path]);
    found.set(key, found.get(key) ?? reference);
  };
  values.forEach(visit);
  return [...found.values()];
}
