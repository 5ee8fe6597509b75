import { Belonging, IpReference, ModelResource } from "./resource";

export interface RouteTable extends ModelResource {
  readonly routes: readonly Route[];
  /**
   * Default true.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r46
   */
  readonly bgpRoutePropagation: boolean;
  /** It exists already, and its routes are not in the configuration. */
  readonly routesUnknown?: boolean;
}

export type RouteNextHopType =
  "VirtualNetworkGateway" | "VnetLocal" | "Internet" | "VirtualAppliance" | "None" | "VirtualApplianceEcmp";

/** Types of next hop that a route may have, as Azure writes them. */
export const ROUTE_NEXT_HOP_TYPES: readonly RouteNextHopType[] = [
  "VirtualNetworkGateway",
  "VnetLocal",
  "Internet",
  "VirtualAppliance",
  "VirtualApplianceEcmp",
  "None",
];

/** Stands for an argument of a default route: whether the service tag `VirtualNetwork` holds it. */
export const DEFAULT_ROUTE_IN_TAG = "service tag";

/** A user-defined route. */
export interface Route extends Belonging {
  readonly name: string;
  /** The `azurerm_route`, or the table that holds it inline. */
  readonly origin: string;
  /**
   * A prefix, or a service tag.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r15
   */
  readonly addressPrefix: string;
  /** Only apply tells the prefix, but it is one of a public address: no private one lies in it. */
  readonly isPublic?: boolean;
  /** Unknown where only apply tells, or where Azure has no such type. */
  readonly nextHopType: RouteNextHopType | "Unknown";
  /** An unknown type as it is written; empty where none is given. */
  readonly nextHopTypeText?: string;
  /**
   * Next hop addresses: one for `VirtualAppliance`, several for `VirtualApplianceEcmp`, else none.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#t24
   */
  readonly nextHops: readonly IpReference[];
  /** ARM's `hasBgpOverride`; always false from azurerm. */
  readonly hasBgpOverride?: boolean;
}
