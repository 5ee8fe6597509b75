import { TerraformResource, TerraformStack } from "cdktf";
import { addressOf } from "./references";

/**
 * Resources whose logical id the program overrides when others refer to them already: a core gives an address out once, and keeps it
 * without a word.
 */
export function lateLogicalIds(stack: TerraformStack): string[] {
  const [first, ...others] = stack.node
    .findAll()
    .filter(TerraformResource.isTerraformResource)
    .filter((resource) => {
      const given = overriddenId(resource);
      return given !== undefined && given !== resource.friendlyUniqueId;
    });
  if (!first) {
    return [];
  }
  const given = overriddenId(first);
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  return [
    `${addressOf(first)} [${first.node.path}]${more} is given the id ${given} by overrideLogicalId when others refer to it already, ` +
      `so the file would not have that id: call moveFromId("${first.terraformResourceType}.${given}") on it instead, which keeps ` +
      "what is deployed",
  ];
}

/** What the cores keep of an id that a program overrides. */
function overriddenId(resource: TerraformResource): string | undefined {
  return (resource as unknown as { readonly _logicalIdOverride?: string })._logicalIdOverride;
}
