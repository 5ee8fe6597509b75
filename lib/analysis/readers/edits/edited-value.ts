/** The steps of `ip_configuration[0].private_ip_address`. */
export function stepsOf(path: string): (string | number)[] {
  return (path.match(/[^.[\]]+/g) ?? []).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/** Containers of one kind of values: parsed JSON, or what expressions were evaluated to. */
export interface Containers<Value> {
  isObject(value: Value | undefined): value is Value & { [key: string]: Value };
  newObject(): Value & { [key: string]: Value };
}

/**
 * A value with another one at a path in it; what lies beside the path is shared. JSON lets a single block stand for a
 * list of one, so index 0 of an object is the object itself.
 */
export function withValueAt<Value>(
  kind: Containers<Value>,
  value: Value | undefined,
  steps: readonly (string | number)[],
  change: (old: Value | undefined) => Value,
): Value {
  const [step, ...rest] = steps;
  if (step === undefined) {
    return change(value);
  }
  if (typeof step === "number" && step === 0 && kind.isObject(value)) {
    return withValueAt(kind, value, rest, change);
  }
  if (typeof step === "number") {
    const list = Array.isArray(value) ? ([...value] as Value[]) : [];
    list[step] = withValueAt(kind, list[step], rest, change);
    return list as Value;
  }
  const old = kind.isObject(value) ? value : undefined;
  const object: { [key: string]: Value } = Object.assign(kind.newObject(), old);
  object[step] = withValueAt(kind, old?.[step], rest, change);
  return object as Value;
}

/** A value without the block at a path, or without the member of an object. */
export function withoutBlockAt<Value>(
  kind: Containers<Value>,
  value: Value | undefined,
  steps: readonly (string | number)[],
): Value {
  const last = steps.at(-1);
  return withValueAt(kind, value, steps.slice(0, -1), (old) => {
    if (typeof last === "string" && kind.isObject(old)) {
      const kept = Object.assign(kind.newObject(), old);
      delete kept[last];
      return kept;
    }
    return (Array.isArray(old) ? old.filter((_, index) => index !== last) : []) as Value;
  });
}

/** The blocks of one name and another one after them. */
export function withBlock<Value>(blocks: Value | undefined, added: Value): Value {
  const before = blocks === undefined || blocks === null ? [] : [blocks].flat();
  return [...before, added] as Value;
}
