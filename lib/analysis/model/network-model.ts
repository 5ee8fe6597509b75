import { Assumptions } from "./assumptions";
import { Dns } from "./dns";
import { Firewall, FirewallPolicy } from "./firewall";
import { FlowLog } from "./flow-log";
import { CircuitLink, GatewayConnection, LocalNetworkGateway, VirtualNetworkGateway } from "./gateway";
import { InputSource } from "./input-source";
import { LoadBalancer } from "./load-balancer";
import { NetworkInterface, PrivateEndpoint, VirtualMachine } from "./network-interface";
import { NetworkManager } from "./network-manager";
import { ModelProblem } from "./problem";
import { BastionHost, NatGateway, PublicIp } from "./public-access";
import { ConfiguredResource, PlannedChange, UnknownArgument } from "./resource";
import { RouteServer, RouteServerBgpConnection } from "./route-server";
import { RouteTable } from "./route-table";
import { RoutingAppliance } from "./routing-appliance";
import { NetworkSecurityGroup } from "./security-group";
import { SubnetService } from "./subnet-service";
import { UnreadPart } from "./unread-part";
import { Subnet, VirtualNetwork, VirtualNetworkPeering } from "./virtual-network";
import { VirtualWan } from "./virtual-wan";

/**
 * What the configuration says, as plain data: the readers write it, effective routes and traces are computed from it.
 *
 * Every reference from one part to another is a Terraform address (`azurerm_subnet.hub_default`), never an Azure
 * name or a literal id: names need not be known before apply, addresses always are. A block without an
 * address of its own (an inline subnet, a scale set's NIC) is `<owner's address>.<block>["<name>"]`, for example
 * `azurerm_virtual_network.hub.subnet["default"]`.
 *
 * Prefixes and addresses are texts as configured (IPv4 CIDR, dotted quad). A text that does not parse stays in
 * the model, so that a finding can name it; routing skips it.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r0.1
 */
export interface NetworkModel {
  /** What it was read from. */
  readonly inputs?: readonly InputSource[];
  readonly virtualNetworks: readonly VirtualNetwork[];
  readonly subnets: readonly Subnet[];
  readonly peerings: readonly VirtualNetworkPeering[];
  readonly routeTables: readonly RouteTable[];
  readonly networkInterfaces: readonly NetworkInterface[];
  readonly virtualMachines: readonly VirtualMachine[];
  readonly loadBalancers: readonly LoadBalancer[];
  readonly firewalls: readonly Firewall[];
  readonly firewallPolicies: readonly FirewallPolicy[];
  readonly routingAppliances: readonly RoutingAppliance[];
  readonly virtualNetworkGateways: readonly VirtualNetworkGateway[];
  readonly gatewayConnections: readonly GatewayConnection[];
  readonly circuitLinks: readonly CircuitLink[];
  readonly localNetworkGateways: readonly LocalNetworkGateway[];
  readonly routeServers: readonly RouteServer[];
  readonly routeServerBgpConnections: readonly RouteServerBgpConnection[];
  readonly virtualWan: VirtualWan;
  readonly networkSecurityGroups: readonly NetworkSecurityGroup[];
  readonly privateEndpoints: readonly PrivateEndpoint[];
  readonly networkManager: NetworkManager;
  readonly bastionHosts: readonly BastionHost[];
  readonly publicIps: readonly PublicIp[];
  readonly natGateways: readonly NatGateway[];
  readonly subnetServices: readonly SubnetService[];
  readonly dns: Dns;
  readonly flowLogs: readonly FlowLog[];
  readonly assumptions: Assumptions;
  /** What could not be resolved; the analysis goes on without it and says so. */
  readonly problems: readonly ModelProblem[];
  /** References and switches that only apply tells: what depends on one is CONDITIONAL. */
  readonly unknownArguments: readonly UnknownArgument[];
  /** What the input shows to exist and nobody reads: what it may concern is CONDITIONAL. */
  readonly unread?: readonly UnreadPart[];
  /** What a plan does to resources, without those that it leaves as they are; undefined for a configuration and a state. */
  readonly changes?: readonly PlannedChange[];
  /** Every resource of the configuration, for checks that need an argument which the model does not carry. */
  readonly resources: readonly ConfiguredResource[];
}

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
    routingAppliances: [],
    virtualNetworkGateways: [],
    gatewayConnections: [],
    circuitLinks: [],
    localNetworkGateways: [],
    routeServers: [],
    routeServerBgpConnections: [],
    virtualWan: {
      hubs: [],
      routeTables: [],
      connections: [],
      routingIntents: [],
      gateways: [],
      sites: [],
      branches: [],
      bgpConnections: [],
      openRoutes: [],
    },
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
    subnetServices: [],
    flowLogs: [],
    dns: { servers: [], resolvers: [], resolverEndpoints: [], rulesets: [], zones: [] },
    assumptions: { bgp: [], onPremises: [], forwards: [] },
    problems: [],
    unknownArguments: [],
    resources: [],
  };
}
