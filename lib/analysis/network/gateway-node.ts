import { Ipv4Prefix } from "../../cidr";
import { VirtualNetworkGateway } from "../model";
import { UsedAssumption } from "../result";
import { PrefixMap } from "../sets/prefix-map";
import { SubnetNode, VirtualNetworkNode } from "./network";

/** A virtual network gateway with what it learned. */
export interface GatewayNode {
  readonly model: VirtualNetworkGateway;
  readonly address: string;
  readonly name: string;
  readonly subnet: SubnetNode;
  readonly virtualNetwork: VirtualNetworkNode;
  /** Peered networks that use it (R32). */
  readonly clients: VirtualNetworkNode[];
  /** What it knows beyond its network and the peered ones: best routes only. */
  readonly learned: PrefixMap<LearnedRoute>;
}

export interface LearnedRoute {
  readonly prefix: Ipv4Prefix;
  readonly tunnel: Tunnel;
  /** AS path; empty for static routes. */
  readonly path: readonly number[];
  readonly static: boolean;
  /** Terraform address of the connection, or of the gateway for an assumption. */
  readonly origin: string;
  readonly assumption?: UsedAssumption;
}

/** Where a gateway sends packets out of its virtual network. */
export type Tunnel =
  | { readonly kind: "on-premises"; readonly site: OnPremisesSite }
  | { readonly kind: "gateway"; readonly peer: GatewayNode };

/** A place behind gateways (D9): a local network gateway, or what an assumption says is there. */
export interface OnPremisesSite {
  /** `on-premises/dc1`. */
  readonly id: string;
  readonly name: string;
  /** Terraform address of the local network gateway, else of the gateway. */
  readonly address: string;
  /** `address_space` of the local network gateway: static routes. */
  readonly configured: readonly Ipv4Prefix[];
  /** Learned over BGP, by assumption. */
  readonly assumed: readonly AssumedPrefix[];
  readonly bgpPeeringAddress?: string;
  readonly gateways: ReadonlyMap<GatewayNode, SiteLink>;
}

export interface AssumedPrefix {
  readonly gateway: GatewayNode;
  readonly prefix: Ipv4Prefix;
  readonly assumption: UsedAssumption;
}

/** How a site is connected to a gateway. */
export interface SiteLink {
  /** Terraform address of the connection, else of the gateway. */
  readonly origin: string;
  /** Routes are exchanged: the site knows only what the gateway announces (R42). */
  readonly bgp: boolean;
}
