import { TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";

/** The Terraform address of a resource, such as `azurerm_subnet.Network_Hub_default_1A2B3C4D`. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/** The resource that a construct stands for, if it creates one in the consumer's stack. */
function ownResource(owner: IConstruct, consumer: IConstruct): TerraformResource | undefined {
  const resource = owner.node.defaultChild;
  return TerraformResource.isTerraformResource(resource) &&
    TerraformStack.of(resource) === TerraformStack.of(consumer)
    ? resource
    : undefined;
}

/**
 * An attribute of the resource that `owner` creates, as `consumer` should write it.
 *
 * Within a stack the expression is written out: a token would say the same, but each one captures a stack
 * trace and is resolved three times, which is most of the cost of a synth. Anything else (an imported
 * resource, or one of another stack) is the public, token-based attribute.
 */
export function reference(
  owner: IConstruct,
  attribute: string,
  publicValue: () => string,
  consumer: IConstruct,
): string {
  const resource = ownResource(owner, consumer);
  return resource ? `\${${addressOf(resource)}.${attribute}}` : publicValue();
}
