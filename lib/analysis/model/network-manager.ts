import { IpReference, ModelResource } from "./resource";

/** The argument by which a configuration deletes what others have made. */
export const DELETES_PEERINGS = "delete_existing_peering_enabled";

/** Stands for an argument of what is written in words that have no deployments: whether it is deployed. */
export const DEPLOYED_ELSEWHERE = "deployment";

/** Azure Virtual Network Manager: what its configurations would do once deployed. */
export interface NetworkManager {
  readonly networkGroups: readonly NetworkGroup[];
  readonly connectivityConfigurations: readonly ConnectivityConfiguration[];
  readonly securityAdminRules: readonly SecurityAdminRule[];
  readonly routingRules: readonly NetworkManagerRoutingRule[];
  readonly deployments: readonly NetworkManagerDeployment[];
}

export interface NetworkGroup extends ModelResource {
  /** Addresses of virtual networks (static members). */
  readonly virtualNetworks: readonly string[];
  /** Virtual networks of which it is open whether they are members. */
  readonly possibleVirtualNetworks?: readonly string[];
  /** Addresses of subnets, for groups of subnets. */
  readonly subnets: readonly string[];
}

export interface ConnectivityConfiguration extends ModelResource {
  readonly topology: "HubAndSpoke" | "Mesh";
  /** Address of the hub's virtual network. */
  readonly hub?: string;
  readonly groups: readonly ConnectivityGroup[];
  readonly globalMesh: boolean;
  /**
   * It deletes peerings between its networks that it doesn't make itself, each time it is deployed.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#w24
   */
  readonly deletesPeerings?: boolean;
}

export interface ConnectivityGroup {
  readonly networkGroup: string;
  /**
   * `DirectlyConnected` makes a connected group; `None` does not.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r70
   */
  readonly connectivity: "None" | "DirectlyConnected";
  readonly useHubGateway: boolean;
  readonly globalMesh: boolean;
}

/**
 * An admin rule with the groups to which its collection applies.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r68
 */
export interface SecurityAdminRule extends ModelResource {
  /** Address of the security admin configuration. */
  readonly configuration: string;
  readonly networkGroups: readonly string[];
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly action: "Allow" | "AlwaysAllow" | "Deny";
  /** `Any`, `Tcp`, `Udp`, `Icmp`, `Ah`, `Esp`. */
  readonly protocol: string;
  readonly sources: readonly string[];
  readonly sourcePorts: readonly string[];
  readonly destinations: readonly string[];
  readonly destinationPorts: readonly string[];
  readonly unknown?: string;
}

/**
 * A routing rule: becomes an ordinary UDR in the tables of its groups' members.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r71
 */
export interface NetworkManagerRoutingRule extends ModelResource {
  /** Address of the routing configuration. */
  readonly configuration: string;
  readonly networkGroups: readonly string[];
  /** A prefix, or a service tag. */
  readonly destination: string;
  /** `VirtualAppliance`, `VirtualNetworkGateway`, `VnetLocal`, `Internet`, `NoNextHop`. */
  readonly nextHopType: string;
  readonly nextHop?: IpReference;
  /** The rule collection, which says whether the tables take gateways' routes as well. */
  readonly collection: string;
  readonly bgpRoutePropagation: boolean;
}

export interface NetworkManagerDeployment extends ModelResource {
  /** `Connectivity`, `SecurityAdmin`, `Routing`. */
  readonly scopeAccess: string;
  /** Addresses of the configurations that it deploys. */
  readonly configurations: readonly string[];
}
