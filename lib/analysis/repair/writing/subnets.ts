import { firstFreePrefix } from "../../../cidr";
import { CreateResource } from "../../model";
import { mayHoldMore } from "../../network/unread-parts";
import { VirtualNetworkNode } from "../../network/virtual-network-node";
import { Draft } from "./draft";
import { toCreate } from "./edits";
import { freeName } from "./names";
import { argumentOf, attributeOf } from "./references";

/** A subnet that is created where a network has room. */
export interface NewSubnet {
  readonly create: CreateResource;
  readonly id: string;
  readonly prefix: string;
}

/** A new subnet in the first prefix that is free; none where that isn't known, or where subnets stand inside the network. */
export function newSubnet(
  draft: Draft,
  { address, prefixes, subnets }: VirtualNetworkNode,
  { name, local, length }: { readonly name: string; readonly local: string; readonly length: number },
): NewSubnet | undefined {
  const network = attributeOf(draft, address, "name");
  const group = attributeOf(draft, address, "resource_group_name");
  const taken = subnets.flatMap((subnet) => subnet.prefixes);
  const isKnown =
    !mayHoldMore(draft.context.network.model, address) &&
    subnets.every(({ model }) => model.prefixesUnknown === undefined);
  const free = firstFreePrefix(prefixes, taken, length)?.toString();
  const isThere = subnets.some((one) => one.name === name);
  const isInline = argumentOf(draft, address, "subnet") !== undefined;
  if (network === undefined || group === undefined || !isKnown || isThere || isInline || free === undefined) {
    return undefined;
  }
  const type = "azurerm_subnet";
  const label = freeName(draft, type, local);
  const written = {
    name,
    resource_group_name: group,
    virtual_network_name: network,
    address_prefixes: [free],
  };
  return {
    create: toCreate(type, label, written),
    id: `\${${type}.${label}.id}`,
    prefix: free,
  };
}
