import { IpReference, ModelResource, UnknownArgument } from "./resource";

/** Virtual WAN: hubs that Azure runs, and everything that is connected with them. */
export interface VirtualWan {
  readonly hubs: readonly VirtualHub[];
  readonly routeTables: readonly VirtualHubRouteTable[];
  readonly connections: readonly VirtualHubConnection[];
  readonly routingIntents: readonly VirtualHubRoutingIntent[];
  readonly gateways: readonly VirtualHubGateway[];
  readonly sites: readonly VpnSite[];
  readonly branches: readonly VirtualHubBranch[];
  readonly bgpConnections: readonly VirtualHubBgpConnection[];
  /** Routes that may stand in any table of any hub. */
  readonly openRoutes: readonly UnknownArgument[];
}

/** A hub with a router of its own; one without WAN is a Route Server. */
export interface VirtualHub extends ModelResource {
  /** Terraform address of its WAN, else `virtual_wan_id` as written. */
  readonly wan: string;
  /** A Basic WAN: hubs don't reach each other. */
  readonly basic: boolean;
  /** Whether branches reach each other; the WAN says so. */
  readonly branchToBranchTraffic: boolean;
  readonly addressPrefix?: string;
  /** What may make it route otherwise, and which the analysis doesn't know or the input doesn't hold. */
  readonly open: readonly UnknownArgument[];
}

/** `defaultRouteTable` and `noneRouteTable` are in every hub; their addresses end so. */
export interface VirtualHubRouteTable extends ModelResource {
  readonly hub: string;
  readonly builtIn?: "default" | "none";
  readonly labels: readonly string[];
  readonly routes: readonly VirtualHubRoute[];
  readonly open: readonly UnknownArgument[];
}

/** A static route of a hub's table. */
export interface VirtualHubRoute {
  readonly name: string;
  /** The `azurerm_virtual_hub_route_table_route`, or what holds it inline. */
  readonly origin: string;
  readonly prefixes: readonly string[];
  /** Terraform address of a connection or a firewall. */
  readonly nextHop: string;
}

/** By which table a connection sends, and whose tables learn what is behind it. */
export interface VirtualHubRouting {
  /** Address of a table. */
  readonly associated: string;
  readonly propagated: { readonly tables: readonly string[]; readonly labels: readonly string[] };
  /** What the input leaves open about it, and route maps, which may change anything. */
  readonly open: readonly UnknownArgument[];
  /** A network's connection names tables and no labels: Azure's documentation says that the label `default` counts then. */
  readonly isUnlabelled?: boolean;
}

/** A virtual network's connection with a hub. */
export interface VirtualHubConnection extends ModelResource {
  readonly virtualNetwork?: string;
  /** Terraform address of the hub, else `virtual_hub_id` as written. */
  readonly hub: string;
  readonly routing: VirtualHubRouting;
  /** It takes the hub's default route. */
  readonly internetSecurity: boolean;
  readonly staticRoutes: readonly VirtualHubStaticRoute[];
  /** Other networks learn its static routes as they do its prefixes. */
  readonly propagatesStaticRoutes: boolean;
  /** Packets for the network itself go past the next hop of static routes that contain its prefixes. */
  readonly bypassesNextHop: boolean;
  /** What the input leaves open about its static routes, and about who learns these. */
  readonly openRoutes: readonly UnknownArgument[];
}

/** Prefixes behind something in a connected network. */
export interface VirtualHubStaticRoute {
  readonly prefixes: readonly string[];
  readonly nextHop: IpReference;
}

/** Routing intent: what passes something in the hub. */
export interface VirtualHubRoutingIntent extends ModelResource {
  readonly hub: string;
  readonly policies: readonly VirtualHubRoutingPolicy[];
  /** What only apply tells of its policies. */
  readonly open: readonly UnknownArgument[];
}

export interface VirtualHubRoutingPolicy {
  readonly name: string;
  /** `Internet`, `PrivateTraffic`. */
  readonly destinations: readonly string[];
  /** Terraform address of the firewall; undefined where it is something else. */
  readonly firewall?: string;
  /** As written. */
  readonly nextHop: string;
}

/** A gateway in a hub. */
export interface VirtualHubGateway extends ModelResource {
  readonly hub: string;
  readonly type: "Vpn" | "ExpressRoute";
  /** Addresses of the clients of point-to-site. */
  readonly vpnClientAddressSpace: readonly string[];
  /** Of its clients; what other connections have is theirs. */
  readonly routing?: VirtualHubRouting;
  readonly natRules: readonly string[];
  /** Public addresses, where the input has them. */
  readonly tunnelAddresses: readonly string[];
}

/** A place that a hub's VPN gateway leads to. */
export interface VpnSite extends ModelResource {
  readonly addressSpace: readonly string[];
  readonly addressSpaceUnknown?: string;
  readonly asn?: number;
  readonly bgpPeeringAddress?: string;
  /** Of its links: as `gatewayAddress` of a local network gateway. */
  readonly gatewayAddresses: readonly string[];
}

/** The connection of a hub's gateway with a site, or with a circuit. */
export interface VirtualHubBranch extends ModelResource {
  readonly gateway?: string;
  /** Undefined for a circuit. */
  readonly site?: string;
  readonly expressRouteCircuit?: string;
  readonly bgpEnabled: boolean;
  readonly routing: VirtualHubRouting;
}

/** What announces routes to a hub from a connected network. */
export interface VirtualHubBgpConnection extends ModelResource {
  readonly hub: string;
  readonly connection?: string;
  readonly peerIp: IpReference;
}

/** The address of a table that every hub has. */
export function builtInTable(hub: string, name: "default" | "none"): string {
  return `${hub}.${name}RouteTable`;
}
