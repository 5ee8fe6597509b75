import {
  isObject,
  Leaf,
  memberOf,
  newObject,
  printReference,
  Reference,
  TerraformResource,
  TerraformValue,
} from "../terraform/value";

/**
 * Where an expression stands in a resource while it is followed step by step.
 *
 * Terraform's JSON lets a block be an object or a list of objects, so index 0 of an object is the object itself.
 */
export class Place {
  public static of(resource: TerraformResource): Place {
    return new Place({ resource, path: [] }, undefined);
  }

  private constructor(
    public readonly reference: Reference,
    private readonly found: TerraformValue | undefined,
  ) {}

  /** What stands here, for lists and objects; `undefined` for the resource itself and for what only apply can tell. */
  public get value(): TerraformValue | undefined {
    return this.found;
  }

  public step(key: string | number): Place {
    const { resource, path } = this.reference;
    const here = this.found;
    let next: TerraformValue | undefined;
    if (path.length === 0) {
      next = resource.attribute(String(key));
      if (next === undefined && isOwnKey(resource, key)) {
        return this;
      }
    } else if (Array.isArray(here)) {
      next = here[Number(key)];
    } else if (isObject(here)) {
      const own = memberOf(here, String(key));
      next = own === undefined && Number(key) === 0 ? here : own;
    } else if (here instanceof Leaf) {
      const whole = wholeResource(here);
      next = whole && Place.of(whole).step(key).settle();
    }
    return new Place({ resource, path: [...path, key] }, next);
  }

  /** The members, where here is a list (or a single block), else `undefined`. */
  public members(): Place[] | undefined {
    if (Array.isArray(this.found)) {
      return this.found.map((_, index) => this.step(index));
    }
    return isObject(this.found) ? [this.step(0)] : undefined;
  }

  /** The value with its provenance: it refers here, and to what the value here refers to. */
  public settle(): TerraformValue {
    const here = this.found;
    if (Array.isArray(here)) {
      return here.map((_, index) => this.step(index).settle());
    }
    if (isObject(here)) {
      const object = newObject();
      for (const key of Object.keys(here)) {
        object[key] = this.step(key).settle();
      }
      return object;
    }
    const beyond = here instanceof Leaf ? here.references : [];
    const value = here instanceof Leaf ? here.value : (here ?? undefined);
    const text = value === undefined ? printReference(this.reference) : String(value);
    return new Leaf(value, [this.reference, ...beyond], text, here instanceof Leaf && here.sensitive);
  }
}

/**
 * Whether a step only chooses an instance that is chosen already: a plan tells of the output `nic[*].private_ip_address`
 * that it is made of `nic`, and where that has one instance, each member of the output is of it.
 */
function isOwnKey({ identity }: TerraformResource, key: string | number): boolean {
  return identity.key !== undefined && (typeof key === "number" || key === identity.key);
}

/** The resource that stands for a value as a whole: an output may be all of it. */
function wholeResource({ value, references }: Leaf): TerraformResource | undefined {
  const [only, ...others] = references;
  return value === undefined && others.length === 0 && only?.path.length === 0 ? only.resource : undefined;
}
