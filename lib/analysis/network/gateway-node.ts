import { Ipv4Prefix } from "../../cidr";
import { GatewayConnection, VirtualNetworkGateway } from "../model";
import { UsedAssumption } from "../result";
import { PrefixMap } from "../sets/prefix-map";
import { SubnetNode, VirtualNetworkNode } from "./virtual-network-node";
import { HubNode } from "./virtual-wan";

/** A virtual network gateway with what it learned. */
export interface GatewayNode {
  readonly model: VirtualNetworkGateway;
  readonly address: string;
  readonly name: string;
  readonly subnet: SubnetNode;
  readonly virtualNetwork: VirtualNetworkNode;
  /** The hub of Virtual WAN that it stands in. */
  readonly hub?: HubNode;
  /** Peered networks that use it (R32). */
  readonly clients: VirtualNetworkNode[];
  /** What it knows beyond its network and the peered ones: best routes only. */
  readonly learned: PrefixMap<LearnedRoute>;
  /** BGP peers, its own or a neighbour's, of which nobody declared what they announce. */
  readonly undeclaredPeers: UndeclaredPeer[];
}

/** A BGP session whose announcements the configuration does not hold (R0.2). */
export interface UndeclaredPeer {
  /** What to name in an assumption file: the local network gateway, or the gateway with the circuit. */
  readonly speaker: string;
  /** Terraform address of the connection. */
  readonly origin: string;
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
  /**
   * Over a tunnel without BGP to a network that uses the peer's gateway: seen in labs, documented nowhere (D18); or over
   * one of which only one direction has BGP, so that its session doesn't come up.
   */
  readonly unconfirmed?: "client" | "session";
}

/** Where a gateway sends packets out of its virtual network. */
export type Tunnel =
  | { readonly kind: "on-premises"; readonly site: OnPremisesSite }
  | { readonly kind: "gateway"; readonly peer: GatewayNode };

/** A place behind gateways (D9): a local network gateway, what an assumption says is there, or a gateway's VPN clients. */
export interface OnPremisesSite {
  /** `on-premises/dc1`, `clients/vpngw01`. */
  readonly id: string;
  readonly name: string;
  /** VPN clients (W39), which know what their gateway tells them. */
  readonly isClients?: boolean;
  /** Terraform address of the local network gateway, else of the gateway. */
  readonly address: string;
  /** `address_space` of the local network gateway: static routes. */
  readonly configured: readonly Ipv4Prefix[];
  /** Learned over BGP, by assumption. */
  readonly assumed: readonly AssumedPrefix[];
  readonly bgpPeeringAddress?: string;
  /** Its prefixes that are known only after apply: the expression as written. */
  readonly addressSpaceUnknown?: string;
  readonly gateways: ReadonlyMap<GatewayNode, SiteLink>;
  /** Gateways to which it announces over BGP what neither the configuration nor an assumption tells. */
  readonly undeclared: ReadonlySet<GatewayNode>;
}

export interface AssumedPrefix {
  readonly gateway: GatewayNode;
  readonly prefix: Ipv4Prefix;
  readonly assumption: UsedAssumption;
}

/** Everything that is at a site: configured, or learned by assumption. */
export function prefixesOfSite({
  configured,
  assumed,
}: Pick<OnPremisesSite, "assumed" | "configured">): readonly Ipv4Prefix[] {
  return [...configured, ...assumed.map(({ prefix }) => prefix)];
}

/** How a site is connected to a gateway. */
export interface SiteLink {
  /** Terraform address of the connection, else of the gateway. */
  readonly origin: string;
  /** Routes are exchanged: the site knows only what the gateway announces (R42). Else they live in its device (D15). */
  readonly bgp: boolean;
  /** The connection, where there is one that is read. */
  readonly connection?: GatewayConnection;
}
