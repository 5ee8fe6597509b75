import { Leaf } from "./terraform/value";

/** An unknown value of which a plan doesn't say what it refers to: whatever an expression there may name. */
export class WithinReach extends Leaf {}
