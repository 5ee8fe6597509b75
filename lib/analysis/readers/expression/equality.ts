import { printReference, Reference } from "../terraform/value";
import { Evaluated } from "./evaluated";
import { OpenText } from "./open-text";
import { Place } from "./place";
import { templatePieces } from "./template-pieces";
import { isRecord, itemsOf, knownScalar } from "./values";

/** Whether two values are equal; `undefined` where only apply can tell. */
export function areEqual(one: Evaluated, other: Evaluated): boolean | undefined {
  const [left, right] = [knownScalar(one), knownScalar(other)];
  if (left !== undefined && right !== undefined) {
    return left === right;
  }
  if (left === null || right === null) {
    return isNeverNull(left === null ? other : one) ? false : undefined;
  }
  if (left !== undefined || right !== undefined) {
    // A text is no list, whatever is in that; the empty one is no id.
    const unlike = left === undefined ? one : other;
    const isUnlike = isRecord(unlike) || Array.isArray(unlike);
    return isUnlike || ((left ?? right) === "" && isNeverEmpty(unlike)) ? false : undefined;
  }
  const [items, others] = [itemsOf(one), itemsOf(other)];
  if (items && others) {
    return items.length !== others.length
      ? false
      : allOf(items.map((item, index) => areEqual(item, others[index])));
  }
  if (isRecord(one) && isRecord(other)) {
    const keys = Object.keys(one);
    return keys.length !== Object.keys(other).length || keys.some((key) => !Object.hasOwn(other, key))
      ? false
      : allOf(keys.map((key) => areEqual(one[key], other[key])));
  }
  return undefined;
}

/** Resources exist and have ids, even if apply has yet to say which. */
function isNeverNull(value: Evaluated): boolean {
  if (value instanceof Place) {
    const { path } = value.reference;
    return (
      path.length === 0 ||
      path.at(-1) === "id" ||
      (typeof value.value === "object" && itemsOf(value) !== undefined)
    );
  }
  return isRecord(value) || Array.isArray(value);
}

/** Ids are texts of some length, and so is the address of a firewall, which always has one. */
function isNeverEmpty(value: Evaluated): boolean {
  return value instanceof Place && isAlwaysThere(value.reference);
}

/** Whether a text is there for sure, though only apply tells what stands in some places of it. */
export function isAlwaysText(value: Evaluated): boolean {
  return (
    value instanceof OpenText &&
    templatePieces(value.text, false).every(
      (piece) =>
        typeof piece === "string" ||
        value.references.some((one) => isAlwaysThere(one) && printReference(one) === piece.source),
    )
  );
}

/** Whether Azure always gives a text here. */
function isAlwaysThere({ resource, path }: Reference): boolean {
  const last = path.at(-1);
  return last === "id" || (last === "private_ip_address" && resource.type === "azurerm_firewall");
}

function allOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}
