/**
 * What the configuration says, as plain data: the readers write it, effective routes and traces are computed from it.
 *
 * Every reference from one part to another is a Terraform address (`azurerm_subnet.hub_default`), never an Azure
 * name or a literal id (R0.1): names need not be known before apply, addresses always are. A block without an
 * address of its own (an inline subnet, a scale set's NIC) is `<owner's address>.<block>["<name>"]`, for example
 * `azurerm_virtual_network.hub.subnet["default"]`.
 *
 * Prefixes and addresses are texts as configured (IPv4 CIDR, dotted quad). A text that does not parse stays in
 * the model, so that a finding can name it; routing skips it.
 */
export interface NetworkModel {
  readonly virtualNetworks: readonly VirtualNetwork[];
  readonly subnets: readonly Subnet[];
  readonly peerings: readonly VirtualNetworkPeering[];
  readonly routeTables: readonly RouteTable[];
  readonly networkInterfaces: readonly NetworkInterface[];
  readonly virtualMachines: readonly VirtualMachine[];
  readonly loadBalancers: readonly LoadBalancer[];
  readonly firewalls: readonly Firewall[];
  readonly firewallPolicies: readonly FirewallPolicy[];
  readonly virtualNetworkGateways: readonly VirtualNetworkGateway[];
  readonly gatewayConnections: readonly GatewayConnection[];
  readonly localNetworkGateways: readonly LocalNetworkGateway[];
  readonly routeServers: readonly RouteServer[];
  readonly routeServerBgpConnections: readonly RouteServerBgpConnection[];
  readonly networkSecurityGroups: readonly NetworkSecurityGroup[];
  readonly privateEndpoints: readonly PrivateEndpoint[];
  readonly networkManager: NetworkManager;
  readonly bastionHosts: readonly BastionHost[];
  readonly publicIps: readonly PublicIp[];
  readonly natGateways: readonly NatGateway[];
  readonly assumptions: Assumptions;
  /** What could not be resolved; the analysis goes on without it and says so. */
  readonly problems: readonly ModelProblem[];
  /** Every resource of the configuration, for checks that need an argument which the model does not carry. */
  readonly resources: readonly ConfiguredResource[];
}

/** A resource as configured. */
export interface ConfiguredResource {
  readonly address: string;
  /** `azurerm_virtual_network`. */
  readonly type: string;
  /** Azure name, where known. */
  readonly name?: string;
  /** Which subscription, as far as Terraform tells: the provider's alias. */
  readonly subscription?: string;
  /** Arguments as read; expressions that could not be resolved stay texts such as `${azurerm_subnet.x.id}`. */
  readonly values: { readonly [argument: string]: unknown };
}

/** What all parts with an Azure name have in common. */
export interface ModelResource {
  /** Terraform address: the identity within a model. */
  readonly address: string;
  /** Azure name, where known. */
  readonly name?: string;
  readonly resourceGroup?: string;
  /** Azure region as configured (`eastasia`, `East Asia`). */
  readonly region?: string;
  /** Which subscription, as far as Terraform tells: the provider's alias (`azurerm`, `azurerm.spokes`). */
  readonly subscription?: string;
}

export interface VirtualNetwork extends ModelResource {
  /** Prefixes that are known. */
  readonly addressSpace: readonly string[];
  /** Set when (some of) the address space is known only after apply: the expression as written. */
  readonly addressSpaceUnknown?: string;
  /** A data source: it exists already and only partly shows here. */
  readonly external?: boolean;
}

export interface Subnet extends ModelResource {
  /** Address of its virtual network. */
  readonly virtualNetwork: string;
  readonly prefixes: readonly string[];
  /** Set when (some of) the prefixes are known only after apply: the expression as written. */
  readonly prefixesUnknown?: string;
  /** Address of the route table bound to it (R20). */
  readonly routeTable?: string;
  /** What binds the table: the association's address, or the subnet's own. */
  readonly routeTableAssociation?: string;
  readonly networkSecurityGroup?: string;
  readonly natGateway?: string;
  /** Default true. */
  readonly defaultOutboundAccess?: boolean;
  /** `Microsoft.Storage`, … */
  readonly serviceEndpoints: readonly string[];
  /** Default `Disabled`. */
  readonly privateEndpointNetworkPolicies?: PrivateEndpointNetworkPolicies;
  /** Delegations, `Microsoft.Web/serverFarms`. */
  readonly delegations: readonly string[];
  /** A data source. */
  readonly external?: boolean;
}

export type PrivateEndpointNetworkPolicies =
  "Disabled" | "Enabled" | "NetworkSecurityGroupEnabled" | "RouteTableEnabled";

/** One half of a peering: defined on one virtual network, pointing at another. */
export interface VirtualNetworkPeering extends ModelResource {
  /** The network it is defined on; undefined when that could not be resolved. */
  readonly virtualNetwork?: string;
  /** The network it points at; undefined when that is not in the configuration. */
  readonly remoteVirtualNetwork?: string;
  /** `remote_virtual_network_id` as written. */
  readonly remoteText: string;
  readonly allowVirtualNetworkAccess: boolean;
  readonly allowForwardedTraffic: boolean;
  /** `allow_forwarded_traffic` is known only after apply. */
  readonly allowForwardedTrafficUnknown?: boolean;
  readonly allowGatewayTransit: boolean;
  readonly useRemoteGateways: boolean;
  /** Subnet peering (R9): only these subnets take part. */
  readonly subnetPeering?: SubnetPeering;
  /** Whether `triggers` follow the remote address space (R5d). */
  readonly hasTriggers?: boolean;
}

export interface SubnetPeering {
  /** Names of subnets of the network it is defined on. */
  readonly localSubnetNames: readonly string[];
  /** Names of subnets of the remote network. */
  readonly remoteSubnetNames: readonly string[];
}

export interface RouteTable extends ModelResource {
  readonly routes: readonly Route[];
  /** Default true (R46). */
  readonly bgpRoutePropagation: boolean;
  /** It exists already, and its routes are not in the configuration. */
  readonly routesUnknown?: boolean;
}

export type RouteNextHopType =
  "VirtualNetworkGateway" | "VnetLocal" | "Internet" | "VirtualAppliance" | "None" | "VirtualApplianceEcmp";

/** A user-defined route. */
export interface Route {
  readonly name: string;
  /** The `azurerm_route`, or the table that holds it inline. */
  readonly origin: string;
  /** A prefix, or a service tag (R15). */
  readonly addressPrefix: string;
  readonly nextHopType: RouteNextHopType;
  /** Next hop addresses: one for `VirtualAppliance`, several for `VirtualApplianceEcmp` (T24), else none. */
  readonly nextHops: readonly IpReference[];
  /** ARM's `hasBgpOverride`; always false from azurerm. */
  readonly hasBgpOverride?: boolean;
}

/** An address that is either literal or an attribute of a resource that is known only after apply. */
export interface IpReference {
  /** The literal address, when known. */
  readonly ip?: string;
  /** Address of the resource whose attribute it is (NIC, load balancer, firewall, VM, gateway, route server). */
  readonly resource?: string;
  /** The attribute as a path: `ip_configuration[0].private_ip_address`. */
  readonly attribute?: string;
  /** As written: `10.0.1.4`, or `${azurerm_firewall.fw.ip_configuration[0].private_ip_address}`. */
  readonly text: string;
}

/** A NIC of a VM, or the NIC that every instance of a scale set gets. */
export interface NetworkInterface extends ModelResource {
  readonly ipConfigurations: readonly NetworkInterfaceIpConfiguration[];
  /** `ip_forwarding_enabled`, default false (R22). */
  readonly ipForwarding: boolean;
  /** `ip_forwarding_enabled` is known only after apply. */
  readonly ipForwardingUnknown?: boolean;
  readonly networkSecurityGroup?: string;
  /** Address of the VM that has it. */
  readonly virtualMachine?: string;
  /** Address of the scale set whose instances have it. */
  readonly scaleSet?: string;
}

export interface NetworkInterfaceIpConfiguration {
  readonly name: string;
  readonly subnet?: string;
  /** Known only when allocated statically (or read from a state). */
  readonly privateIp?: string;
  /** `Static` or `Dynamic`. */
  readonly allocation?: string;
  readonly primary?: boolean;
  readonly publicIp?: string;
  readonly applicationSecurityGroups: readonly string[];
}

export interface VirtualMachine extends ModelResource {
  readonly networkInterfaces: readonly string[];
  /** `azurerm_linux_virtual_machine`, `azurerm_windows_virtual_machine`, a scale set … */
  readonly type: string;
  readonly size?: string;
}

export interface LoadBalancer extends ModelResource {
  /** `Standard` (default), `Basic`, `Gateway`. */
  readonly sku: string;
  readonly frontends: readonly LoadBalancerFrontend[];
  readonly rules: readonly LoadBalancerRule[];
  readonly backendPools: readonly LoadBalancerBackendPool[];
}

export interface LoadBalancerFrontend {
  readonly name: string;
  /** Set for an internal front end. */
  readonly subnet?: string;
  readonly privateIp?: string;
  readonly publicIp?: string;
}

export interface LoadBalancerRule {
  readonly address: string;
  readonly name?: string;
  /** `All`, `Tcp`, `Udp`. */
  readonly protocol: string;
  /** 0 with protocol `All` = HA ports (R61). */
  readonly frontendPort: number;
  readonly backendPort: number;
  /** Name of the front end. */
  readonly frontend: string;
  readonly floatingIp: boolean;
  /** Addresses of the pools. */
  readonly backendPools: readonly string[];
}

export interface LoadBalancerBackendPool {
  readonly address: string;
  readonly name?: string;
  readonly members: readonly LoadBalancerBackend[];
}

/** A member of a backend pool: a NIC's IP configuration, or a bare address. */
export interface LoadBalancerBackend {
  readonly networkInterface?: string;
  readonly ipConfiguration?: string;
  readonly ip?: string;
  /** The association (or scale set) that puts it there. */
  readonly origin: string;
}

export interface Firewall extends ModelResource {
  /** `AZFW_VNet`, `AZFW_Hub`. */
  readonly skuName?: string;
  /** `Basic`, `Standard`, `Premium`. */
  readonly skuTier?: string;
  readonly subnet?: string;
  /** Known from a state only. */
  readonly privateIp?: string;
  readonly publicIps: readonly string[];
  /** Management NIC: forced tunnelling is allowed (R62). */
  readonly managementIpConfiguration: boolean;
  readonly managementSubnet?: string;
  /** Address of its policy, when that is in the configuration. */
  readonly policy?: string;
  /** A policy is attached that the configuration does not hold: its rules are unknown. */
  readonly rulesUnknown?: string;
  /** Rules of classic collections (`azurerm_firewall_network_rule_collection`, …). */
  readonly ruleCollections: readonly FirewallRuleCollection[];
  /** SNAT exclusions of a firewall without policy. */
  readonly privateIpRanges?: readonly string[];
}

export interface FirewallPolicy extends ModelResource {
  readonly sku?: string;
  readonly basePolicy?: string;
  /** Its base policy is not in the configuration: its rules are unknown. */
  readonly rulesUnknown?: string;
  /** Undefined = `IANAPrivateRanges` (R62). */
  readonly privateIpRanges?: readonly string[];
  readonly ruleCollections: readonly FirewallRuleCollection[];
}

export interface FirewallRuleCollection {
  /** Where it is configured: the rule collection group, or the classic collection. */
  readonly origin: string;
  readonly name: string;
  readonly kind: "network" | "application" | "nat";
  /** Priority of its group; 0 for classic collections. */
  readonly groupPriority: number;
  readonly priority: number;
  readonly action: "Allow" | "Deny" | "Dnat";
  readonly rules: readonly FirewallRule[];
}

export interface FirewallRule {
  readonly name: string;
  /** Network: `Any`, `TCP`, `UDP`, `ICMP`. Application: `Http:80`, `Https:443`, `Mssql:1433`. */
  readonly protocols: readonly string[];
  /** `*`, addresses, prefixes, ranges `a-b`; IP groups are expanded. */
  readonly sources: readonly string[];
  /** The same, also service tags; FQDNs are in {@link destinationFqdns}. */
  readonly destinations: readonly string[];
  readonly destinationFqdns: readonly string[];
  /** `*`, `443`, `1000-2000`. */
  readonly destinationPorts: readonly string[];
  /** Some of its match values are known only after apply: the expressions as written. */
  readonly unknown?: string;
}

export interface VirtualNetworkGateway extends ModelResource {
  readonly type: "Vpn" | "ExpressRoute";
  /** `RouteBased` (default), `PolicyBased`. */
  readonly vpnType?: string;
  readonly sku?: string;
  readonly generation?: string;
  readonly activeActive: boolean;
  readonly bgpEnabled: boolean;
  /** Undefined = 65515. */
  readonly asn?: number;
  /** Its GatewaySubnet. */
  readonly subnet?: string;
  readonly ipConfigurations: readonly GatewayIpConfiguration[];
  /** Client address pool of point-to-site. */
  readonly vpnClientAddressSpace: readonly string[];
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
  /** Whether a shared key is given; two directions without one never match. */
  readonly hasSharedKey: boolean;
  /** What tells two keys apart without being one: the expression, or a digest of a literal. */
  readonly sharedKeyIdentity?: string;
}

export interface LocalNetworkGateway extends ModelResource {
  readonly addressSpace: readonly string[];
  readonly addressSpaceUnknown?: string;
  /** Public address or FQDN of the device. */
  readonly gatewayAddress?: string;
  readonly asn?: number;
  readonly bgpPeeringAddress?: string;
}

export interface RouteServer extends ModelResource {
  readonly subnet?: string;
  readonly branchToBranchTraffic: boolean;
  /** `ExpressRoute` (default), `VpnGateway`, `ASPath` (R56). */
  readonly hubRoutingPreference?: string;
}

export interface RouteServerBgpConnection extends ModelResource {
  readonly routeServer?: string;
  readonly peerAsn?: number;
  readonly peerIp: IpReference;
}

export interface NetworkSecurityGroup extends ModelResource {
  readonly rules: readonly SecurityRule[];
}

export interface SecurityRule {
  /** The `azurerm_network_security_rule`, or the group that holds it inline. */
  readonly origin: string;
  readonly name: string;
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  /** `*`, `Tcp`, `Udp`, `Icmp`, `Ah`, `Esp`. */
  readonly protocol: string;
  /** `*`, prefixes, addresses, service tags (`VirtualNetwork`, `Internet`, `AzureLoadBalancer`, …). */
  readonly sources: readonly string[];
  readonly sourcePorts: readonly string[];
  readonly destinations: readonly string[];
  readonly destinationPorts: readonly string[];
  readonly sourceApplicationSecurityGroups: readonly string[];
  readonly destinationApplicationSecurityGroups: readonly string[];
  /** Some of its match values are known only after apply: the expressions as written. */
  readonly unknown?: string;
}

export interface PrivateEndpoint extends ModelResource {
  readonly subnet?: string;
  /** Known when given statically (or read from a state). */
  readonly privateIps: readonly string[];
}

/** Azure Virtual Network Manager (§9): what its configurations would do once deployed. */
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
  /** Addresses of subnets, for groups of subnets. */
  readonly subnets: readonly string[];
}

export interface ConnectivityConfiguration extends ModelResource {
  readonly topology: "HubAndSpoke" | "Mesh";
  /** Address of the hub's virtual network. */
  readonly hub?: string;
  readonly groups: readonly ConnectivityGroup[];
  readonly globalMesh: boolean;
}

export interface ConnectivityGroup {
  readonly networkGroup: string;
  /** `DirectlyConnected` makes a connected group (R70); `None` does not. */
  readonly connectivity: "None" | "DirectlyConnected";
  readonly useHubGateway: boolean;
  readonly globalMesh: boolean;
}

/** An admin rule (R68) with the groups to which its collection applies. */
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

/** A routing rule (R71): becomes an ordinary UDR in the tables of its groups' members. */
export interface NetworkManagerRoutingRule extends ModelResource {
  /** Address of the routing configuration. */
  readonly configuration: string;
  readonly networkGroups: readonly string[];
  /** A prefix, or a service tag. */
  readonly destination: string;
  /** `VirtualAppliance`, `VirtualNetworkGateway`, `VnetLocal`, `Internet`, `NoNextHop`. */
  readonly nextHopType: string;
  readonly nextHop?: IpReference;
  readonly bgpRoutePropagation?: boolean;
}

export interface NetworkManagerDeployment extends ModelResource {
  /** `Connectivity`, `SecurityAdmin`, `Routing`. */
  readonly scopeAccess: string;
  /** Addresses of the configurations that it deploys. */
  readonly configurations: readonly string[];
}

export interface BastionHost extends ModelResource {
  readonly sku?: string;
  readonly scaleUnits?: number;
  readonly subnet?: string;
  readonly publicIp?: string;
  /** Developer SKU: the virtual network itself. */
  readonly virtualNetwork?: string;
}

export interface PublicIp extends ModelResource {
  readonly sku?: string;
  readonly allocation?: string;
  readonly zones: readonly string[];
  /** Known from a state only. */
  readonly ip?: string;
}

export interface NatGateway extends ModelResource {
  readonly publicIps: readonly string[];
}

/** Facts that Terraform does not hold (R0.2), declared by a construct or a user; verdicts name those they used. */
export interface Assumptions {
  readonly bgp: readonly BgpAssumption[];
  readonly onPremises: readonly OnPremisesAssumption[];
  readonly forwards: readonly ForwardAssumption[];
}

/** What a VPN/ExpressRoute gateway learns, or what an appliance announces to the Route Servers that peer with it. */
export interface BgpAssumption {
  /** Address of the gateway, NIC, VM, load balancer or firewall; undefined when only an IP is given. */
  readonly speaker?: string;
  /** The speaker as an address, for an appliance that is not in the configuration. */
  readonly ip?: string;
  readonly announces: readonly string[];
  readonly declaredIn: string;
}

/** Prefixes behind a gateway, as an endpoint of its own (D9). */
export interface OnPremisesAssumption {
  readonly name: string;
  /** Address of the gateway. */
  readonly gateway: string;
  readonly prefixes: readonly string[];
  readonly declaredIn: string;
}

/** This appliance's guest system forwards packets (D1); with an IP, a forwarder that the configuration does not hold (R64). */
export interface ForwardAssumption {
  /** Address of a NIC, a VM or a load balancer. */
  readonly resource?: string;
  readonly ip?: string;
  readonly declaredIn: string;
}

/** Something that could not be resolved. */
export interface ModelProblem {
  readonly code: ModelProblemCode;
  readonly resource: string;
  /** The argument concerned. */
  readonly attribute?: string;
  /** The text that could not be resolved. */
  readonly text?: string;
}

export type ModelProblemCode =
  /** A reference to a resource that the configuration does not hold. */
  | "UNRESOLVED_REFERENCE"
  /** A value that is known only after apply and that routing would need. */
  | "UNKNOWN_VALUE"
  /** `count`/`for_each` that is not constant: one unknown instance stands for all. */
  | "UNKNOWN_INSTANCES"
  /** A form that the readers do not know. */
  | "UNSUPPORTED";

/** A model of nothing: what a reader starts from. */
export function emptyNetworkModel(): NetworkModel {
  return {
    virtualNetworks: [],
    subnets: [],
    peerings: [],
    routeTables: [],
    networkInterfaces: [],
    virtualMachines: [],
    loadBalancers: [],
    firewalls: [],
    firewallPolicies: [],
    virtualNetworkGateways: [],
    gatewayConnections: [],
    localNetworkGateways: [],
    routeServers: [],
    routeServerBgpConnections: [],
    networkSecurityGroups: [],
    privateEndpoints: [],
    networkManager: {
      networkGroups: [],
      connectivityConfigurations: [],
      securityAdminRules: [],
      routingRules: [],
      deployments: [],
    },
    bastionHosts: [],
    publicIps: [],
    natGateways: [],
    assumptions: { bgp: [], onPremises: [], forwards: [] },
    problems: [],
    resources: [],
  };
}
