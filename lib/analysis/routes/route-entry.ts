import { Ipv4Prefix } from "../../cidr";
import { IpReference, UnknownArgument } from "../model";
import { GatewayNode } from "../network/gateway-node";
import { PeeringLink, SubnetNode, VirtualNetworkNode } from "../network/network";
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
  /** What the portal shows as next hop address. */
  readonly nextHopTexts: readonly string[];
  readonly nextHopResource?: string;
  readonly assumption?: UsedAssumption;
  readonly note?: LocalizedText;
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
  | { readonly kind: "service" }
  /** A UDR of a type that isn't known, as it is written. */
  | { readonly kind: "unknown"; readonly text: string };

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
