import { Leaf, Reference, Scalar } from "../terraform/value";
import { Evaluated } from "./evaluated";
import { Place } from "./place";
import { Expression } from "./syntax";

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

/** Whether a simple value is marked as sensitive, so that what is made of it is too. */
export function isSecret(value: Evaluated | undefined): boolean {
  const here = value instanceof Place ? value.value : value;
  return here instanceof Leaf && here.sensitive;
}

/** The scalar, where it is one and known. */
export function knownScalar(value: Evaluated | undefined): Scalar | undefined {
  const here = value instanceof Place ? (value.value ?? undefined) : value;
  if (here instanceof Leaf) {
    return here.value;
  }
  return typeof here === "object" && here !== null ? undefined : (here as Scalar | undefined);
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
    return items.map((item, index) => [isSet(value) ? String(knownScalar(item) ?? index) : index, item]);
  }
  if (!isRecord(value)) {
    return undefined;
  }
  // Terraform goes through an object in the order of its keys.
  return Object.keys(value)
    .sort()
    .map((key) => [key, value[key]]);
}

const sets = new WeakSet<readonly Evaluated[]>();

/** A list whose members are also their keys. */
export function asSet<T extends Evaluated[]>(items: T): T {
  sets.add(items);
  return items;
}

/** Whether a value was made as a set. */
export function isSet(value: Evaluated | undefined): boolean {
  return Array.isArray(value) && sets.has(value);
}

/** Whether a list was made of a set whose order only apply tells. */
export function isUnordered(value: readonly Evaluated[]): boolean {
  return unordered.has(value);
}

const unordered = new WeakSet<readonly Evaluated[]>();

/** A list of what is in a set: in order of the values, where they are known. */
export function listOf(set: Evaluated[] | undefined): Evaluated[] | undefined {
  const list = set?.slice();
  if (list && list.length > 1 && list.some((item) => knownScalar(item) === undefined)) {
    unordered.add(list);
  }
  return list;
}

const lazies = new WeakSet<object>();

/** Whether a value may have members that nobody has asked for yet. */
export function isLazy(value: object): boolean {
  return lazies.has(value);
}

/** An object of entries, whose keys alone count: `__proto__` is one like others. */
export function objectOf(entries: Iterable<readonly [string, Evaluated]>): { [key: string]: Evaluated } {
  return Object.assign(Object.create(null), Object.fromEntries(entries)) as { [key: string]: Evaluated };
}

/** An object whose members are computed when somebody asks for them. */
export function lazyObject(members: readonly (readonly [string, () => Evaluated])[]): {
  [key: string]: Evaluated;
} {
  const object = Object.create(null) as { [key: string]: Evaluated };
  lazies.add(object);
  for (const [key, compute] of members) {
    Object.defineProperty(object, key, {
      enumerable: true,
      configurable: true,
      get: () => {
        // Stands while it is computed, so that a circle ends here.
        Object.defineProperty(object, key, {
          value: new Leaf(undefined, [], key),
          enumerable: true,
          configurable: true,
        });
        const value = compute();
        Object.defineProperty(object, key, { value, enumerable: true, configurable: true });
        return value;
      },
    });
  }
  return object;
}

/** The value of an expression that is written out; `undefined` where it has to be evaluated. */
export function literalOf(expression: Expression): Evaluated | undefined {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "unary": {
      const operand = literalOf(expression.operand);
      return expression.operator === "-" && typeof operand === "number" ? -operand : undefined;
    }
    case "tuple":
      return expression.items.map((item) => literalOf(item) ?? null);
    case "object": {
      const object = Object.create(null) as { [key: string]: Evaluated };
      for (const [key, value] of expression.entries) {
        object[String(literalOf(key))] = literalOf(value) ?? null;
      }
      return object;
    }
    default:
      return undefined;
  }
}

/** Every reference in some values, however deep, each place once. */
export function referencesIn(values: readonly Evaluated[]): Reference[] {
  const found = new Map<string, Reference>();
  const seen = new Set<object>();
  const visit = (value: Evaluated): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) {
      return;
    }
    seen.add(value);
    if (value instanceof Place) {
      add(value.reference);
      const settled = value.value;
      if (settled instanceof Leaf) {
        settled.references.forEach(add);
      }
    } else if (value instanceof Leaf) {
      value.references.forEach(add);
    } else {
      Object.values(value).forEach(visit);
    }
  };
  const add = (reference: Reference): void => {
    const key = [reference.resource.address, ...reference.path].join("\0");
    found.set(key, found.get(key) ?? reference);
  };
  values.forEach(visit);
  return [...found.values()];
}
