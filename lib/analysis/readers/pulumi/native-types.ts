/** What a type of azure-native is in ARM, and the inputs that name the resources along its path. */
export interface NativeType {
  readonly armType: string;
  readonly names: readonly string[];
}

const NETWORK: Readonly<Record<string, readonly string[]>> = {
  VirtualNetwork: ["virtualNetworks", "virtualNetworkName"],
  Subnet: ["virtualNetworks/subnets", "virtualNetworkName", "subnetName"],
  VirtualNetworkPeering: [
    "virtualNetworks/virtualNetworkPeerings",
    "virtualNetworkName",
    "virtualNetworkPeeringName",
  ],
  RouteTable: ["routeTables", "routeTableName"],
  Route: ["routeTables/routes", "routeTableName", "routeName"],
  NetworkSecurityGroup: ["networkSecurityGroups", "networkSecurityGroupName"],
  SecurityRule: ["networkSecurityGroups/securityRules", "networkSecurityGroupName", "securityRuleName"],
  ApplicationSecurityGroup: ["applicationSecurityGroups", "applicationSecurityGroupName"],
  NetworkInterface: ["networkInterfaces", "networkInterfaceName"],
  PrivateEndpoint: ["privateEndpoints", "privateEndpointName"],
  PrivateDnsZoneGroup: [
    "privateEndpoints/privateDnsZoneGroups",
    "privateEndpointName",
    "privateDnsZoneGroupName",
  ],
  LoadBalancer: ["loadBalancers", "loadBalancerName"],
  LoadBalancerBackendAddressPool: [
    "loadBalancers/backendAddressPools",
    "loadBalancerName",
    "backendAddressPoolName",
  ],
  ApplicationGateway: ["applicationGateways", "applicationGatewayName"],
  AzureFirewall: ["azureFirewalls", "azureFirewallName"],
  FirewallPolicy: ["firewallPolicies", "firewallPolicyName"],
  FirewallPolicyRuleCollectionGroup: [
    "firewallPolicies/ruleCollectionGroups",
    "firewallPolicyName",
    "ruleCollectionGroupName",
  ],
  IpGroup: ["ipGroups", "ipGroupsName"],
  VirtualNetworkGateway: ["virtualNetworkGateways", "virtualNetworkGatewayName"],
  LocalNetworkGateway: ["localNetworkGateways", "localNetworkGatewayName"],
  VirtualNetworkGatewayConnection: ["connections", "virtualNetworkGatewayConnectionName"],
  ExpressRouteCircuit: ["expressRouteCircuits", "circuitName"],
  PublicIPAddress: ["publicIPAddresses", "publicIpAddressName"],
  NatGateway: ["natGateways", "natGatewayName"],
  BastionHost: ["bastionHosts", "bastionHostName"],
  VirtualHub: ["virtualHubs", "virtualHubName"],
  VirtualHubIpConfiguration: ["virtualHubs/ipConfigurations", "virtualHubName", "ipConfigName"],
  VirtualHubBgpConnection: ["virtualHubs/bgpConnections", "virtualHubName", "connectionName"],
  HubVirtualNetworkConnection: [
    "virtualHubs/hubVirtualNetworkConnections",
    "virtualHubName",
    "connectionName",
  ],
  HubRouteTable: ["virtualHubs/hubRouteTables", "virtualHubName", "routeTableName"],
  RoutingIntent: ["virtualHubs/routingIntent", "virtualHubName", "routingIntentName"],
  VirtualWan: ["virtualWans", "VirtualWANName"],
  VirtualWAN: ["virtualWans", "VirtualWANName"],
  VpnSite: ["vpnSites", "vpnSiteName"],
  VpnGateway: ["vpnGateways", "gatewayName"],
  VpnConnection: ["vpnGateways/vpnConnections", "gatewayName", "connectionName"],
  ExpressRouteConnection: [
    "expressRouteGateways/expressRouteConnections",
    "expressRouteGatewayName",
    "connectionName",
  ],
  P2sVpnGateway: ["p2sVpnGateways", "gatewayName"],
  ExpressRouteGateway: ["expressRouteGateways", "expressRouteGatewayName"],
};

const DNS_RESOLVER: Readonly<Record<string, readonly string[]>> = {
  DnsResolver: ["dnsResolvers", "dnsResolverName"],
  InboundEndpoint: ["dnsResolvers/inboundEndpoints", "dnsResolverName", "inboundEndpointName"],
  OutboundEndpoint: ["dnsResolvers/outboundEndpoints", "dnsResolverName", "outboundEndpointName"],
  DnsForwardingRuleset: ["dnsForwardingRulesets", "dnsForwardingRulesetName"],
  ForwardingRule: ["dnsForwardingRulesets/forwardingRules", "dnsForwardingRulesetName", "forwardingRuleName"],
  PrivateResolverVirtualNetworkLink: [
    "dnsForwardingRulesets/virtualNetworkLinks",
    "dnsForwardingRulesetName",
    "virtualNetworkLinkName",
  ],
};

const PRIVATE_DNS: Readonly<Record<string, readonly string[]>> = {
  PrivateZone: ["privateDnsZones", "privateZoneName"],
  VirtualNetworkLink: ["privateDnsZones/virtualNetworkLinks", "privateZoneName", "virtualNetworkLinkName"],
};

const COMPUTE: Readonly<Record<string, readonly string[]>> = {
  VirtualMachine: ["virtualMachines", "vmName"],
  VirtualMachineScaleSet: ["virtualMachineScaleSets", "vmScaleSetName"],
};

interface NativeModule {
  readonly provider: string;
  readonly kinds: Readonly<Record<string, readonly string[]>>;
}

/** What is read of each module. Before version 3 of azure-native, what is of DNS was in `network`. */
const MODULES: Readonly<Record<string, NativeModule>> = {
  network: { provider: "Microsoft.Network", kinds: { ...NETWORK, ...DNS_RESOLVER, ...PRIVATE_DNS } },
  dnsresolver: { provider: "Microsoft.Network", kinds: DNS_RESOLVER },
  privatedns: { provider: "Microsoft.Network", kinds: PRIVATE_DNS },
  compute: { provider: "Microsoft.Compute", kinds: COMPUTE },
  containerservice: {
    provider: "Microsoft.ContainerService",
    kinds: {
      ManagedCluster: ["managedClusters", "resourceName"],
      AgentPool: ["managedClusters/agentPools", "resourceName", "agentPoolName"],
    },
  },
  app: {
    provider: "Microsoft.App",
    kinds: { ManagedEnvironment: ["managedEnvironments", "environmentName"] },
  },
  sql: { provider: "Microsoft.Sql", kinds: { ManagedInstance: ["managedInstances", "managedInstanceName"] } },
  apimanagement: {
    provider: "Microsoft.ApiManagement",
    kinds: { ApiManagementService: ["service", "serviceName"] },
  },
};

/**
 * `azure-native:network:VirtualNetwork`, with or without a version in it. One of the network that isn't known has a kind
 * all the same, so that it can be named.
 */
export function nativeTypeOf(token: string): NativeType | undefined {
  const [, module, name] = /^azure-native:(\w+)(?:\/v\w+)?:(\w+)$/.exec(token) ?? [];
  const { provider, kinds } = MODULES[module ?? ""] ?? MODULES.network;
  const isRead = name !== undefined && module !== undefined && Object.hasOwn(MODULES, module);
  const [path, ...names] = isRead && Object.hasOwn(kinds, name) ? kinds[name] : [];
  if (path !== undefined) {
    return { armType: `${provider}/${path}`, names };
  }
  return module === "network" ? { armType: `${provider}/${name}`, names: [] } : undefined;
}
