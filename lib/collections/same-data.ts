/**
 * Whether two values of plain data are the same: scalars, lists, and objects with members. Anything else is the same only
 * as itself. Node's own comparison takes several times as long.
 */
export function isSameData(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return Object.is(one, other);
  }
  if (one === other) {
    return true;
  }
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, i) => isSameData(item, other[i]))
    );
  }
  const [names, others] = [Object.keys(one), Object.keys(other)];
  return (
    isPlain(one) &&
    isPlain(other) &&
    names.length === others.length &&
    names.every(
      (name) =>
        Object.hasOwn(other, name) &&
        isSameData((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]),
    )
  );
}

function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === null || prototype === Object.prototype;
}
