import { regionId } from "../../azure/regions";
import { Ipv4Prefix } from "../../cidr";
import {
  NetworkInterface,
  NetworkSecurityGroup,
  Route,
  RouteTable,
  Subnet,
  UnknownArgument,
  VirtualNetwork,
  VirtualNetworkPeering,
} from "../model";
import { AddressSet, parsePrefixes } from "../sets/address-set";
import { ConnectedGroup } from "./network-manager";
import { UnplacedInterface } from "./unplaced-interfaces";

/** A virtual network with everything that hangs on it resolved. */
export interface VirtualNetworkNode {
  readonly index: number;
  readonly model: VirtualNetwork;
  readonly address: string;
  readonly name: string;
  readonly region: string;
  readonly prefixes: readonly Ipv4Prefix[];
  readonly space: AddressSet;
  readonly subnets: SubnetNode[];
  /** Effective peerings: both halves exist (R5c). */
  readonly links: Map<VirtualNetworkNode, PeeringLink>;
  /** Networks at the other end of a peering of which only one half exists, or that is not connected. */
  readonly halfPeerings: Map<VirtualNetworkNode, VirtualNetworkPeering>;
  /** Peerings that the input doesn't rule out. */
  readonly possibleLinks: Map<VirtualNetworkNode, PossibleLink>;
  readonly connectedGroups: ConnectedGroup[];
  /** Hubs of Virtual WAN that write routes into it, by address. */
  readonly virtualHubs: string[];
  /** A half by which it is peered with a network that the configuration does not hold. */
  readonly unresolvedPeering?: VirtualNetworkPeering;
}

/** A network on which nothing hangs yet. */
export function unlinkedNetwork(
  model: VirtualNetwork,
  index: number,
  unresolvedPeering?: VirtualNetworkPeering,
): VirtualNetworkNode {
  const prefixes = parsePrefixes(model.addressSpace);
  return {
    index,
    model,
    address: model.address,
    name: model.name ?? model.address,
    region: regionId(model.region ?? ""),
    prefixes,
    space: AddressSet.ofPrefixes(prefixes),
    subnets: [],
    links: new Map(),
    halfPeerings: new Map(),
    possibleLinks: new Map(),
    connectedGroups: [],
    virtualHubs: [],
    ...(unresolvedPeering !== undefined && { unresolvedPeering }),
  };
}

/** A peering as seen from one of its two networks. */
export interface PeeringLink {
  readonly from: VirtualNetworkNode;
  readonly to: VirtualNetworkNode;
  /** The half defined on `from`. */
  readonly local: VirtualNetworkPeering;
  /** The half defined on `to`. */
  readonly remote: VirtualNetworkPeering;
  /** In another region (R5, R34). */
  readonly global: boolean;
  /** The half that a plan replaces while it leaves the other alone: Azure refuses that. */
  readonly replaced?: VirtualNetworkPeering;
  /** The half that a plan leaves as it is while it replaces the network on which it is defined. */
  readonly goesWithNetwork?: VirtualNetworkPeering;
  /** Subnet peering (R9): names that take part, at this end and at the other. */
  readonly subnets?: { readonly local: ReadonlySet<string>; readonly remote: ReadonlySet<string> };
  /** Addresses that both networks have, of a peering that isn't deployed: Azure refuses it (R5e). */
  readonly refusedFor?: readonly Ipv4Prefix[];
}

/** A peering that may exist, as seen from one of its two networks. */
export interface PossibleLink {
  readonly link: PeeringLink;
  /** What would settle whether it does. */
  readonly unknown: UnknownArgument;
}

export interface SubnetNode {
  readonly index: number;
  /** `vnet-hub01/default`. */
  readonly id: string;
  readonly model: Subnet;
  readonly address: string;
  readonly name: string;
  readonly virtualNetwork: VirtualNetworkNode;
  readonly prefixes: readonly Ipv4Prefix[];
  readonly region: AddressSet;
  readonly routeTable?: RouteTable;
  /** UDRs that apply: of its table, and those that Virtual Network Manager writes (R71). */
  readonly routes: readonly Route[];
  readonly propagation: boolean;
  /** Its table, or the rule collection of a network manager that says otherwise (W20). */
  readonly propagationSetBy?: string;
  readonly networkSecurityGroup?: NetworkSecurityGroup;
  /** NICs with an IP configuration here. */
  readonly networkInterfaces: NetworkInterface[];
  /** NICs that may be here, one for each set of groups: the input doesn't tell in which subnet they are. */
  readonly perhapsHere: UnplacedInterface<SubnetNode>[];
  readonly reserved: boolean;
  /** A plan replaces its network and leaves it as it is: Azure deletes it with the network. */
  readonly goesWithNetwork?: boolean;
}

/** Stands for the subnet of something of which only the network is known. */
export function unknownSubnet(virtualNetwork: VirtualNetworkNode): SubnetNode {
  const name = `${virtualNetwork.name}/?`;
  return {
    // Below all real ones, so that it is never taken for one of them.
    index: -1 - virtualNetwork.index,
    id: name,
    model: {
      address: virtualNetwork.address,
      virtualNetwork: virtualNetwork.address,
      prefixes: [],
      serviceEndpoints: [],
      delegations: [],
    },
    address: virtualNetwork.address,
    name,
    virtualNetwork,
    prefixes: [],
    region: AddressSet.NONE,
    routes: [],
    propagation: true,
    networkInterfaces: [],
    perhapsHere: [],
    reserved: false,
  };
}

/** Whether two networks are in different regions; an unknown region counts as the same. */
export function isGlobal(a: VirtualNetworkNode, b: VirtualNetworkNode): boolean {
  return a.region !== "" && b.region !== "" && a.region !== b.region;
}

/** Whether Virtual Network Manager joins two networks without a peering (R70). */
export function areInOneGroup(a: VirtualNetworkNode, b: VirtualNetworkNode): boolean {
  return a.connectedGroups.some(
    (group) => b.connectedGroups.includes(group) && (group.global || !isGlobal(a, b)),
  );
}
