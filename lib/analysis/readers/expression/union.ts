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

  /** The same choice among what is found in the members. */
  public of(members: readonly Evaluated[], text: string): Evaluated {
    return members.length === 1 ? members[0] : new Union(members, text);
  }
}

/** What a condition chooses of which only apply tells whether it is met: each member may be it, also `null`. */
export class Choice extends Union {
  public override of(members: readonly Evaluated[], text: string): Evaluated {
    return members.length === 1 ? members[0] : new Choice(members, text);
  }
}

/** A list, set or map of which only apply tells how many members it has: each is one of these, if there is any. */
export class Several extends Leaf {
  public constructor(
    public readonly members: readonly Evaluated[],
    text: string,
  ) {
    super(undefined, referencesIn(members), text);
  }

  /** Whichever of the members is meant. */
  public any(): Evaluated {
    return oneOf(this.members, this.text);
  }
}

/** One of these, of which only apply tells which. */
export function oneOf(members: readonly Evaluated[], text: string): Evaluated {
  const distinct = [...new Set(members)];
  return distinct.length === 1 ? distinct[0] : new Choice(distinct, text);
}

/** A member that a known value doesn't have: an error to Terraform, and what `try` and `can` are for. */
export class Missing extends Leaf {
  public constructor(text: string) {
    super(undefined, [], text);
  }
}
