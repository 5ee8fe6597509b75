import { VirtualNetworkPeering } from "../model";
import { PeeringLink, SubnetNode } from "./virtual-network-node";

/** A name that one half of a peering of subnets lacks. */
export interface MissingName {
  readonly half: VirtualNetworkPeering;
  readonly argument: "local_subnet_names" | "remote_subnet_names";
  readonly name: string;
}

/** R9: whether a peering is one of subnets, and not of both of these. */
export function isBesidePeering({ subnets }: PeeringLink, from: SubnetNode, to: SubnetNode): boolean {
  return (
    subnets !== undefined &&
    !(subnets.local.has(from.name.toLowerCase()) && subnets.remote.has(to.name.toLowerCase()))
  );
}

/** What both halves have to name for two subnets; undefined where one half is of whole networks. */
export function missingNames(
  { local, remote }: PeeringLink,
  from: SubnetNode,
  to: SubnetNode,
): readonly MissingName[] | undefined {
  const [here, there] = [local.subnetPeering, remote.subnetPeering];
  if (here === undefined || there === undefined) {
    return undefined;
  }
  const lacks = (names: readonly string[], { name }: SubnetNode): boolean =>
    !names.some((one) => one.toLowerCase() === name.toLowerCase());
  const all: readonly [VirtualNetworkPeering, MissingName["argument"], readonly string[], SubnetNode][] = [
    [local, "local_subnet_names", here.localSubnetNames, from],
    [local, "remote_subnet_names", here.remoteSubnetNames, to],
    [remote, "local_subnet_names", there.localSubnetNames, to],
    [remote, "remote_subnet_names", there.remoteSubnetNames, from],
  ];
  return all.flatMap(([half, argument, names, subnet]) =>
    lacks(names, subnet) ? [{ half, argument, name: subnet.name }] : [],
  );
}
