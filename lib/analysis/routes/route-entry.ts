import { Ipv4Prefix } from "../../cidr";
import { IpReference, UnknownArgument } from "../model";
import { GatewayNode } from "../network/gateway-node";
import { PeeringLink, SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { HubConnectionNode, HubNextHop, HubNode } from "../network/virtual-wan";
import { LocalizedText, NextHopType, RouteSource, UsedAssumption } from "../result";
import { PrefixMap } from "../sets/prefix-map";

/** One route as a subnet may use it. */
export interface RouteEntry {
  readonly prefix: Ipv4Prefix;
  readonly source: RouteSource;
  readonly nextHopType: NextHopType;
  readonly target: RouteTarget;
  /** Terraform address of what makes the route. */
  readonly origin?: string;
  /** The UDR's name, or the service of a service endpoint. */
  readonly name?: string;
  /** A UDR for a service tag (R15), which has no prefix of its own. */
  readonly serviceTag?: string;
  /** Only apply tells the prefix: as written. */
  readonly unknownPrefix?: string;
  /** The unknown prefix is a public address's. */
  readonly isPublic?: boolean;
  /** What the portal shows as next hop address. */
  readonly nextHopTexts: readonly string[];
  readonly nextHopResource?: string;
  readonly assumption?: UsedAssumption;
  /** One of several of which the length of the AS path chooses (R56). */
  readonly isByPathLength?: boolean;
  readonly note?: LocalizedText;
}

/** Its prefix as it is written, or the service tag that stands for it. */
export function prefixText({ unknownPrefix, serviceTag, prefix }: RouteEntry): string {
  return unknownPrefix ?? serviceTag ?? prefix.toString();
}

/** Where a route sends a packet. */
export type RouteTarget =
  | { readonly kind: "drop" }
  | { readonly kind: "internet" }
  | { readonly kind: "local" }
  /** A peered network, or one of the same connected group (no link). */
  | { readonly kind: "network"; readonly network: VirtualNetworkNode; readonly link?: PeeringLink }
  | { readonly kind: "gateway"; readonly gateway: GatewayNode }
  /** A UDR `VirtualNetworkGateway`: which one depends on the network (R27). */
  | { readonly kind: "own-gateway" }
  | { readonly kind: "address"; readonly addresses: readonly IpReference[] }
  | {
      readonly kind: "private-endpoint";
      readonly subnet: SubnetNode;
      /** UDRs at least this long beat the /32 (R8); undefined = none does. */
      readonly beatenFrom?: number;
      /** The same, where it is open whether any does. */
      readonly perhapsBeaten?: { readonly from: number; readonly unknown: UnknownArgument };
    }
  /** What a hub of Virtual WAN, in which the packet is then, does with it. */
  | { readonly kind: "virtual-hub"; readonly hub: HubNode; readonly way: HubWay }
  | { readonly kind: "service" }
  /** A UDR of a type that isn't known, as it is written. */
  | { readonly kind: "unknown"; readonly text: string };

/** Whereto a hub's router hands a packet. */
export type HubWay =
  /** The network that Azure runs for the hub. */
  | { readonly kind: "hub" }
  | { readonly kind: "network"; readonly connection: HubConnectionNode }
  /** Something in a connected network. */
  | { readonly kind: "appliance"; readonly connection: HubConnectionNode; readonly nextHop: IpReference }
  | { readonly kind: "firewall"; readonly hub: HubNode; readonly nextHop: HubNextHop }
  | { readonly kind: "gateway"; readonly hub: HubNode; readonly gateway: GatewayNode }
  /** Private addresses that a routing intent (its Terraform address) doesn't count as such (W84). */
  | { readonly kind: "open"; readonly intent: string };

/** The network that a row leads into, where it is one. */
export function networkOf(target: RouteTarget): VirtualNetworkNode | undefined {
  if (target.kind === "virtual-hub") {
    return target.way.kind === "network" ? target.way.connection.network : undefined;
  }
  return target.kind === "network" ? target.network : undefined;
}

/** A hub's way, as a text that tells ways apart. */
export function wayText(way: HubWay): string {
  switch (way.kind) {
    case "network":
      return `hub connection ${way.connection.model.address}`;
    case "appliance":
      return `hub connection ${way.connection.model.address} ${way.nextHop.ip ?? way.nextHop.text}`;
    case "firewall":
      return `hub ${way.hub.address} ${way.nextHop.text}`;
    case "gateway":
      return `hub gateway ${way.gateway.address}`;
    default:
      return `hub ${way.kind}`;
  }
}

/** Routes of one kind, shared by all subnets that see the same ones. */
export type RouteLayer = PrefixMap<RouteEntry>;

/** A layer of the given routes. */
export function layerOf(entries: Iterable<RouteEntry>): RouteLayer {
  const layer: RouteLayer = new PrefixMap();
  for (const entry of entries) {
    layer.add(entry.prefix, entry);
  }
  return layer;
}

/** R12: rows that BGP never beats, however specific it is. */
export function isProtected(entry: RouteEntry): boolean {
  return entry.nextHopType === "VnetLocal" || isPeeringLike(entry);
}

/** Peerings and connected groups: rows of the same rank (R70). */
export function isPeeringLike(entry: RouteEntry): boolean {
  return (
    entry.nextHopType === "VNetPeering" ||
    entry.nextHopType === "VNetGlobalPeering" ||
    entry.nextHopType === "ConnectedGroup"
  );
}

/** What decides where packets go by a row, whoever sends by it. */
export function leadText({ source, target, assumption }: RouteEntry): string {
  return JSON.stringify([source, leadsTo(target), assumption]);
}

function leadsTo(target: RouteTarget): unknown {
  switch (target.kind) {
    case "network":
      return [target.kind, target.network.index];
    case "gateway":
      return [target.kind, target.gateway.address];
    case "address":
      return [target.kind, target.addresses];
    case "private-endpoint":
      return [target.kind, target.subnet.address];
    case "virtual-hub":
      return [target.kind, target.hub.address, wayText(target.way)];
    case "unknown":
      return [target.kind, target.text];
    default:
      return [target.kind];
  }
}
