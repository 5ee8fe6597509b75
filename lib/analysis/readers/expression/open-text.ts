import { Leaf } from "../terraform/value";

/** A text of which only apply tells some pieces: what stands in `${…}` in it, and nothing else, is an expression. */
export class OpenText extends Leaf {}
