import { TerraformResource, TerraformStack } from "cdktf";
import { addressOf } from "./references";

/**
 * Resources whose logical id the program overrides when others refer to them already: a core gives an address out once, and keeps it
 * without a word.
 */
export function lateLogicalIds(stack: TerraformStack): string[] {
  return stack.node
    .findAll()
    .filter(TerraformResource.isTerraformResource)
    .flatMap((resource) => {
      const { _logicalIdOverride: given } = resource as unknown as { readonly _logicalIdOverride?: string };
      return given === undefined || given === resource.friendlyUniqueId
        ? []
        : [
            `${addressOf(resource)} [${resource.node.path}] is given the id ${given} by overrideLogicalId when others refer to it ` +
              `already, so the file would not have that id: call moveFromId("${resource.terraformResourceType}.${given}") on it ` +
              "instead, which keeps what is deployed",
          ];
    });
}
