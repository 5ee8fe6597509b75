import { IResolvable, TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { addressOf } from "./references";

/**
 * A value computed at synth, so that what is added after construction counts.
 *
 * It is cdktf's `Lazy` without the stack trace that `Lazy` captures for each value.
 */
export function late(produce: () => unknown): IResolvable {
  return {
    creationStack: [],
    resolve: () => produce(),
    toString: () => "<value computed at synth>",
  };
}

/**
 * Makes a resource wait for others that are known only at synth (subnets added later, for instance).
 *
 * Adds to what the resource depends on already. Resources of another stack are left out: Terraform can't
 * wait for them, and the reference between the stacks orders the two deployments.
 */
export function waitFor(resource: TerraformResource, others: () => TerraformResource[]): void {
  const before = Object.getOwnPropertyDescriptor(resource, "dependsOn");
  const earlier = (): string[] => (before?.get ? before.get.call(resource) : before?.value) ?? [];
  let assigned: string[] | undefined;
  Object.defineProperty(resource, "dependsOn", {
    configurable: true,
    enumerable: true,
    get: () => {
      const stack = TerraformStack.of(resource);
      const added = others()
        .filter((other) => other !== resource && TerraformStack.of(other) === stack)
        .map(addressOf);
      const all = [...new Set([...(assigned ?? earlier()), ...added])];
      return all.length > 0 ? all : undefined;
    },
    set: (value) => (assigned = value),
  });
}

/** The main resource of each construct; those that create nothing have none. */
export function resourcesOf(constructs: readonly IConstruct[]): TerraformResource[] {
  return constructs
    .map((construct) =>
      TerraformResource.isTerraformResource(construct) ? construct : construct.node.defaultChild,
    )
    .filter((child): child is TerraformResource => TerraformResource.isTerraformResource(child));
}
