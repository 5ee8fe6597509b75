import { Leaf } from "../terraform/value";
import type { Evaluated } from "./evaluated";
import { referencesIn } from "./values";

/** One of a few values, of which only apply can tell which. */
export class Union extends Leaf {
  public constructor(
    public readonly members: readonly Evaluated[],
    text: string,
  ) {
    super(undefined, referencesIn(members), text);
  }
}

/** A member that a known value doesn't have: an error to Terraform, and what `try` and `can` are for. */
export class Missing extends Leaf {
  public constructor(text: string) {
    super(undefined, [], text);
  }
}
