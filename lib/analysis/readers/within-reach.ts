import { Evaluated } from "./expression/evaluated";
import { Leaf } from "./terraform/value";

/** An unknown value of which a plan doesn't say what it refers to: whatever an expression there may name. */
export class WithinReach extends Leaf {}

/** Whether a value is one of a local, or of a loop over one, of which a plan has no more than the name. */
export function isOpen(value: Evaluated): boolean {
  return (
    value instanceof Leaf &&
    value.value === undefined &&
    value.references.length === 0 &&
    /\b(local|each\.value)\b/.test(value.text)
  );
}
