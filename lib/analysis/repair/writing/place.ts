import { SubnetNode } from "../../network/virtual-network-node";
import { Draft } from "./draft";
import { attributeOf } from "./references";

/** Where a subnet's network is, for what is created beside it. */
export function placeOf(draft: Draft, { virtualNetwork }: SubnetNode) {
  const location = attributeOf(draft, virtualNetwork.address, "location");
  const group = attributeOf(draft, virtualNetwork.address, "resource_group_name");
  return location === undefined || group === undefined ? undefined : { location, resource_group_name: group };
}
