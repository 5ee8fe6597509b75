import { ModelResource, UnknownArgument } from "./resource";

export interface VirtualNetworkGateway extends ModelResource {
  /** Undefined where the input doesn't tell. */
  readonly type: "Vpn" | "ExpressRoute" | undefined;
  /** `RouteBased` (default), `PolicyBased`. */
  readonly vpnType?: string;
  readonly sku?: string;
  readonly generation?: string;
  readonly activeActive: boolean;
  readonly bgpEnabled: boolean;
  /** Undefined = 65515. */
  readonly asn?: number;
  /** Addresses from which it speaks BGP, where the input tells. */
  readonly bgpAddresses?: readonly string[];
  /** Its GatewaySubnet. */
  readonly subnet?: string;
  readonly ipConfigurations: readonly GatewayIpConfiguration[];
  /** Client address pool of point-to-site. */
  readonly vpnClientAddressSpace: readonly string[];
  /** Set when (some of) the pool is known only after apply: the expression as written. */
  readonly vpnClientAddressSpaceUnknown?: string;
  /** What clients are told to send into their tunnel besides. */
  readonly vpnClientRoutes?: readonly string[];
  /** Only apply tells these. */
  readonly vpnClientRoutesUnknown?: UnknownArgument;
  /** Addresses of the rules by which it translates what passes its tunnels, or may. */
  readonly natRules?: readonly string[];
  /** Local network gateway that gets what nothing else does: forced tunnelling. */
  readonly defaultSite?: string;
}

export interface GatewayIpConfiguration {
  readonly name: string;
  readonly publicIp?: string;
  /** Known from a state only. */
  readonly privateIp?: string;
}

export interface GatewayConnection extends ModelResource {
  readonly type: "IPsec" | "Vnet2Vnet" | "ExpressRoute";
  readonly gateway?: string;
  readonly peerGateway?: string;
  readonly localNetworkGateway?: string;
  readonly expressRouteCircuit?: string;
  readonly bgpEnabled: boolean;
  /** Its tunnel carries what passes between the network and the site, and nothing that comes out of another tunnel. */
  readonly policyBased?: boolean;
  /** Packets from a circuit skip the gateway (FastPath); with UDRs of GatewaySubnet only on ExpressRoute Direct. */
  readonly fastPath?: boolean;
  /** What alone its tunnel carries, where that is told; else everything that is routed into it. */
  readonly trafficSelectors?: readonly TrafficSelector[];
  /** Whether a shared key is given; two directions without one never match. */
  readonly hasSharedKey: boolean;
  /** What tells two keys apart without being one: the expression, or a digest of a literal. */
  readonly sharedKeyIdentity?: string;
}

/** `traffic_selector_policy`: prefixes of Azure's side and of the other. */
export interface TrafficSelector {
  readonly local: readonly string[];
  readonly remote: readonly string[];
  /** Some of it only apply tells, or it is written without `use_policy_based_traffic_selectors`. */
  readonly perhaps: boolean;
}

/** ExpressRoute Global Reach: two circuits whose sites it joins. */
export interface CircuitLink extends ModelResource {
  /** Terraform addresses, or as written where the input doesn't hold one. */
  readonly circuits: readonly (string | undefined)[];
}

export interface LocalNetworkGateway extends ModelResource {
  readonly addressSpace: readonly string[];
  readonly addressSpaceUnknown?: string;
  /** Public address or FQDN of the device; {@link tunnelAddress} of a gateway that Azure gives one. */
  readonly gatewayAddress?: string;
  /** The gateway of the input that it stands for, where both ends of a tunnel have to tell. */
  readonly standsFor?: string;
  readonly asn?: number;
  readonly bgpPeeringAddress?: string;
}

/** Any of the addresses at which the tunnels of a gateway end. */
export function tunnelAddress({ address }: Pick<ModelResource, "address">): string {
  return `\${${address}.tunnel_ips}`;
}
