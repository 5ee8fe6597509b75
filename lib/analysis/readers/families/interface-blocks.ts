import { UnknownArgument } from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";

/** A nested block, or what stands for those of which nobody tells any. */
export interface ToldBlock {
  readonly block: Block;
  /** What would tell of it, where nothing does. */
  readonly untold?: UnknownArgument;
}

/** The interfaces of a scale set's instances: they have one whether or not the input tells of it. */
export function interfaceBlocks(resource: TerraformResource): readonly ToldBlock[] {
  return toldBlocks(resource, { block: Block.of(resource) }, "network_interface", "network_profile");
}

/** The IP configurations of an interface: it has one whether or not the input tells of it. */
export function configurationBlocks(resource: TerraformResource, nic: ToldBlock): readonly ToldBlock[] {
  return toldBlocks(resource, nic, "ip_configuration");
}

function toldBlocks(
  { address }: TerraformResource,
  { block: outer, untold }: ToldBlock,
  ...names: string[]
): readonly ToldBlock[] {
  if (untold !== undefined) {
    return [{ block: Block.NONE, untold }];
  }
  const blocks = outer.blocks(...names).map((block) => ({ block }));
  const text = outer.unknownBlocks(...names);
  return blocks.length > 0 || text === undefined
    ? blocks
    : [{ block: Block.NONE, untold: { resource: address, argument: names[0], text, candidates: [] } }];
}
