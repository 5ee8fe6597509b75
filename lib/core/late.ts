import { IResolvable, IResolveContext, TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { notedOf } from "./noted";
import { addressOf, isForeign, resolvedIn, resourcesOf } from "./references";

/** A value computed at synth. A class, since the core makes copies of plain objects whenever it looks at their resource. */
export class LateValue implements IResolvable {
  public static isLateValue(value: object): value is LateValue {
    return Object.getPrototypeOf(value) === LateValue.prototype;
  }

  public readonly creationStack: string[] = [];

  /**
   * @param produce what it is in the file
   * @param whilePrepared what it is while its stack is prepared
   */
  public constructor(
    private readonly produce: () => unknown,
    public readonly whilePrepared: () => unknown,
  ) {}

  public resolve({ preparing }: IResolveContext): unknown {
    return preparing ? this.whilePrepared() : this.produce();
  }

  public toString(): string {
    return "<value computed at synth>";
  }
}

/**
 * A value computed at synth, so that what is added after construction counts.
 *
 * It is cdktf's `Lazy` without the stack trace that `Lazy` captures for each value.
 */
export function late(produce: () => unknown): IResolvable {
  return new LateValue(produce, produce);
}

/**
 * The same for a value that refers to nothing of another stack: references between stacks are all that a core looks for when it
 * prepares one, so only the file needs it.
 */
export function lateWithinStack(
  produce: () => unknown,
  whilePrepared: () => unknown = () => undefined,
): IResolvable {
  return new LateValue(produce, whilePrepared);
}

/** What each resource waits for beside what it refers to. */
const awaitedBy = notedOf((resource: TerraformResource) => {
  const all: (() => readonly IConstruct[])[] = [];
  resource.addOverride(
    "depends_on",
    lateWithinStack(
      () => {
        const stack = TerraformStack.of(resource);
        const added = resourcesOf(all.flatMap((each) => each()))
          .filter((other) => other !== resource && TerraformStack.of(other) === stack)
          .map(addressOf);
        const addresses = [...new Set([...(resource.dependsOn ?? []), ...added])];
        return addresses.length > 0 ? addresses : undefined;
      },
      () => resource.dependsOn,
    ),
  );
  return all;
});

/**
 * Makes a resource wait for the resources of others that are known only at synth (subnets added later, for
 * instance).
 *
 * Adds to what the resource depends on already. Resources of another stack are left out: Terraform can't
 * wait for them, and the reference between the stacks orders the two deployments.
 */
export function waitFor(resource: TerraformResource, others: () => readonly IConstruct[]): void {
  awaitedBy(resource).push(others);
}

/**
 * What a text will be in the JSON of its stack, to write it many times: the core takes as long for a token each time. What
 * comes from another stack stays a token, from which the core makes the reference between the two.
 */
export function writtenOut(scope: IConstruct, text: string): string {
  return isForeign(scope, text) ? text : String(resolvedIn(scope, text));
}
