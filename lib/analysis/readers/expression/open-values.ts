import { Leaf, Scalar } from "../terraform/value";
import { Budget } from "./budget";
import { Evaluated } from "./evaluated";
import { Keyed } from "./keyed";
import { membersOf } from "./open-collections";
import { Place } from "./place";
import { Refused } from "./scalars";
import { Choice, Missing, oneOf, Several, Union } from "./union";
import { isRecord, isUnknown, isUnordered, knownScalar, referencesIn } from "./values";

/** Naming all of a thousand members for each of a thousand arguments would cost a square. */
const MOST_MEMBERS = 50;

/** What one interpolation makes of values that are only partly known. */
export class OpenValues {
  /** How often something was asked of a value that may not have it: what `try` and `can` are for. */
  public risks = 0;

  /** What is told of it stands in one line. */
  public readonly source: string;

  public constructor(
    private readonly budget: Budget,
    source: string,
  ) {
    this.source = source.includes("\n") ? source.replace(/\s*\n\s*/g, " ") : source;
  }

  /** `value.key`, `value[key]`. */
  public step(value: Evaluated, key: Evaluated): Evaluated {
    const same = value instanceof Keyed ? value.at(key) : undefined;
    if (same !== undefined) {
      return same;
    }
    if (value instanceof Several) {
      this.risks += 1;
      return value.any();
    }
    const known = knownScalar(key);
    if (key instanceof Missing || known === null) {
      return key instanceof Missing ? key : new Missing(this.source);
    }
    if (known === undefined) {
      // Which member is meant only apply can tell; that it is one of these can be said, if it is there.
      this.risks += 1;
      const members = value instanceof Place ? undefined : membersOf(value);
      return members && members.length > 0 && members.length <= MOST_MEMBERS
        ? oneOf(members, this.source)
        : this.unknown([value]);
    }
    if (value instanceof Place) {
      return value.step(typeof known === "number" ? known : String(known));
    }
    if (Array.isArray(value)) {
      if (isUnordered(value) && Number(known) in value) {
        return oneOf(value, this.source);
      }
      return Number(known) in value ? value[Number(known)] : new Missing(this.source);
    }
    if (isRecord(value)) {
      return Object.hasOwn(value, String(known)) ? value[String(known)] : new Missing(this.source);
    }
    const step = typeof known === "number" ? `[${known}]` : `.${known}`;
    if (value instanceof Union) {
      // Whatever has no such member isn't the one that is meant.
      const members = value.members
        .filter((member) => !isRecord(member) || Object.hasOwn(member, String(known)))
        .map((member) => this.step(member, key))
        .filter((member) => !(member instanceof Missing));
      this.risks += value.members.length - members.length;
      return members.length === 0 ? new Missing(this.source) : value.of(members, `${value.text}${step}`);
    }
    if (value === null || value instanceof Missing) {
      return new Missing(this.source);
    }
    if (isUnknown(value)) {
      this.risks += 1;
      return new Leaf(
        undefined,
        value.references.map((reference) => ({
          resource: reference.resource,
          path: [...reference.path, typeof known === "number" ? known : String(known)],
        })),
        `${value.text}${step}`,
      );
    }
    return knownScalar(value) === undefined ? this.unknown([]) : new Missing(this.source);
  }

  /** A map of which only apply tells a key. */
  public keyed(keys: readonly Evaluated[], members: readonly Evaluated[]): Evaluated {
    this.budget.pay(members.length);
    return members.find((member) => member instanceof Missing) ?? new Keyed(keys, members, this.source);
  }

  public several(members: readonly Evaluated[]): Several {
    this.budget.pay(members.length);
    return new Several(members, this.source);
  }

  /** An unknown value that is printed as the whole interpolation, unless a shorter text says it. */
  public unknown(from: readonly Evaluated[], text = this.source): Leaf {
    const missing = from.find((value) => value instanceof Missing);
    if (missing) {
      return missing;
    }
    return new Leaf(undefined, this.budget.references(referencesIn(from)), text);
  }

  public choice(members: readonly Evaluated[]): Evaluated {
    return members.find((member) => member instanceof Missing) ?? new Choice(members, this.source);
  }

  /** What Terraform refuses to compute is missing. */
  public computed(compute: () => Scalar): Evaluated {
    try {
      return compute();
    } catch (error) {
      if (error instanceof Refused) {
        return new Missing(this.source);
      }
      throw error;
    }
  }
}
