import { APPLICATION_GATEWAY } from "./application-gateways";
import {
  DNS_FORWARDING_RULE,
  DNS_FORWARDING_RULESET,
  DNS_INBOUND_ENDPOINT,
  DNS_OUTBOUND_ENDPOINT,
  DNS_RESOLVER,
  DNS_RULESET_LINK,
  PRIVATE_DNS_ZONE,
  PRIVATE_DNS_ZONE_GROUP,
  PRIVATE_DNS_ZONE_LINK,
} from "./dns";
import { FIREWALL, FIREWALL_POLICY, IP_GROUP, RULE_COLLECTION_GROUP } from "./firewalls";
import {
  EXPRESS_ROUTE_CIRCUIT,
  GATEWAY_CONNECTION,
  GATEWAY_NAT_RULE,
  LOCAL_NETWORK_GATEWAY,
  VIRTUAL_NETWORK_GATEWAY,
} from "./gateways";
import { BACKEND_POOL, LOAD_BALANCER } from "./load-balancers";
import { NETWORK_INTERFACE, PRIVATE_ENDPOINT, SCALE_SET, VIRTUAL_MACHINE } from "./network-interfaces";
import {
  ADMIN_RULE,
  ADMIN_RULE_COLLECTION,
  CONNECTIVITY_CONFIGURATION,
  NETWORK_GROUP,
  NETWORK_MANAGER,
  ROUTING_CONFIGURATION,
  ROUTING_RULE,
  ROUTING_RULE_COLLECTION,
  SECURITY_ADMIN_CONFIGURATION,
  STATIC_MEMBER,
} from "./network-manager";
import { APPLICATION_SECURITY_GROUP, NETWORK_SECURITY_GROUP, SECURITY_RULE } from "./network-security-groups";
import { BASTION_HOST, NAT_GATEWAY, PUBLIC_IP } from "./public-addresses";
import { ROUTE, ROUTE_TABLE } from "./route-tables";
import { ROUTING_APPLIANCE } from "./routing-appliances";
import { ArmPart, ArmShape } from "./shape";
import {
  API_MANAGEMENT,
  CONTAINER_APP_ENVIRONMENT,
  KUBERNETES_CLUSTER,
  KUBERNETES_NODE_POOL,
  SQL_MANAGED_INSTANCE,
} from "./subnet-services";
import {
  EXPRESS_ROUTE_CONNECTION,
  POINT_TO_SITE_GATEWAY,
  VIRTUAL_HUB,
  VIRTUAL_HUB_BGP_CONNECTION,
  VIRTUAL_HUB_CONNECTION,
  VIRTUAL_HUB_EXPRESS_ROUTE_GATEWAY,
  VIRTUAL_HUB_IP,
  VIRTUAL_HUB_NAT_RULE,
  VIRTUAL_HUB_ROUTE_TABLE,
  VIRTUAL_HUB_ROUTING_INTENT,
  VIRTUAL_HUB_VPN_GATEWAY,
  VIRTUAL_WAN,
  VPN_CONNECTION,
  VPN_SITE,
} from "./virtual-hubs";
import { PEERING, SUBNET, VIRTUAL_NETWORK } from "./virtual-networks";

const RESOURCE_GROUP: ArmShape = { type: "azurerm_resource_group", arguments: {} };

const KINDS: { readonly [armType: string]: ArmShape } = {
  "Microsoft.Resources/resourceGroups": RESOURCE_GROUP,
  "Microsoft.Compute/virtualMachines": VIRTUAL_MACHINE,
  "Microsoft.Compute/virtualMachineScaleSets": SCALE_SET,
  "Microsoft.ContainerService/managedClusters": KUBERNETES_CLUSTER,
  "Microsoft.ContainerService/managedClusters/agentPools": KUBERNETES_NODE_POOL,
  "Microsoft.App/managedEnvironments": CONTAINER_APP_ENVIRONMENT,
  "Microsoft.Sql/managedInstances": SQL_MANAGED_INSTANCE,
  "Microsoft.ApiManagement/service": API_MANAGEMENT,
  "Microsoft.Network/virtualNetworks": VIRTUAL_NETWORK,
  "Microsoft.Network/virtualNetworks/subnets": SUBNET,
  "Microsoft.Network/virtualNetworks/virtualNetworkPeerings": PEERING,
  "Microsoft.Network/routeTables": ROUTE_TABLE,
  "Microsoft.Network/routeTables/routes": ROUTE,
  "Microsoft.Network/networkSecurityGroups": NETWORK_SECURITY_GROUP,
  "Microsoft.Network/networkSecurityGroups/securityRules": SECURITY_RULE,
  "Microsoft.Network/applicationSecurityGroups": APPLICATION_SECURITY_GROUP,
  "Microsoft.Network/networkInterfaces": NETWORK_INTERFACE,
  "Microsoft.Network/privateEndpoints": PRIVATE_ENDPOINT,
  "Microsoft.Network/privateEndpoints/privateDnsZoneGroups": PRIVATE_DNS_ZONE_GROUP,
  "Microsoft.Network/privateDnsZones": PRIVATE_DNS_ZONE,
  "Microsoft.Network/privateDnsZones/virtualNetworkLinks": PRIVATE_DNS_ZONE_LINK,
  "Microsoft.Network/dnsResolvers": DNS_RESOLVER,
  "Microsoft.Network/dnsResolvers/inboundEndpoints": DNS_INBOUND_ENDPOINT,
  "Microsoft.Network/dnsResolvers/outboundEndpoints": DNS_OUTBOUND_ENDPOINT,
  "Microsoft.Network/dnsForwardingRulesets": DNS_FORWARDING_RULESET,
  "Microsoft.Network/dnsForwardingRulesets/forwardingRules": DNS_FORWARDING_RULE,
  "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks": DNS_RULESET_LINK,
  "Microsoft.Network/loadBalancers": LOAD_BALANCER,
  "Microsoft.Network/loadBalancers/backendAddressPools": BACKEND_POOL,
  "Microsoft.Network/applicationGateways": APPLICATION_GATEWAY,
  "Microsoft.Network/azureFirewalls": FIREWALL,
  "Microsoft.Network/firewallPolicies": FIREWALL_POLICY,
  "Microsoft.Network/firewallPolicies/ruleCollectionGroups": RULE_COLLECTION_GROUP,
  "Microsoft.Network/ipGroups": IP_GROUP,
  "Microsoft.Network/virtualNetworkGateways": VIRTUAL_NETWORK_GATEWAY,
  "Microsoft.Network/virtualNetworkGateways/natRules": GATEWAY_NAT_RULE,
  "Microsoft.Network/localNetworkGateways": LOCAL_NETWORK_GATEWAY,
  "Microsoft.Network/connections": GATEWAY_CONNECTION,
  "Microsoft.Network/expressRouteCircuits": EXPRESS_ROUTE_CIRCUIT,
  "Microsoft.Network/publicIPAddresses": PUBLIC_IP,
  "Microsoft.Network/natGateways": NAT_GATEWAY,
  "Microsoft.Network/bastionHosts": BASTION_HOST,
  "Microsoft.Network/virtualNetworkAppliances": ROUTING_APPLIANCE,
  "Microsoft.Network/virtualHubs": VIRTUAL_HUB,
  "Microsoft.Network/virtualHubs/ipConfigurations": VIRTUAL_HUB_IP,
  "Microsoft.Network/virtualHubs/bgpConnections": VIRTUAL_HUB_BGP_CONNECTION,
  "Microsoft.Network/virtualHubs/hubVirtualNetworkConnections": VIRTUAL_HUB_CONNECTION,
  "Microsoft.Network/virtualHubs/hubRouteTables": VIRTUAL_HUB_ROUTE_TABLE,
  "Microsoft.Network/virtualHubs/routingIntent": VIRTUAL_HUB_ROUTING_INTENT,
  "Microsoft.Network/virtualWans": VIRTUAL_WAN,
  "Microsoft.Network/vpnSites": VPN_SITE,
  "Microsoft.Network/vpnGateways": VIRTUAL_HUB_VPN_GATEWAY,
  "Microsoft.Network/vpnGateways/natRules": VIRTUAL_HUB_NAT_RULE,
  "Microsoft.Network/vpnGateways/vpnConnections": VPN_CONNECTION,
  "Microsoft.Network/expressRouteGateways": VIRTUAL_HUB_EXPRESS_ROUTE_GATEWAY,
  "Microsoft.Network/expressRouteGateways/expressRouteConnections": EXPRESS_ROUTE_CONNECTION,
  "Microsoft.Network/p2sVpnGateways": POINT_TO_SITE_GATEWAY,
  "Microsoft.Network/networkManagers": NETWORK_MANAGER,
  "Microsoft.Network/networkManagers/networkGroups": NETWORK_GROUP,
  "Microsoft.Network/networkManagers/networkGroups/staticMembers": STATIC_MEMBER,
  "Microsoft.Network/networkManagers/connectivityConfigurations": CONNECTIVITY_CONFIGURATION,
  "Microsoft.Network/networkManagers/securityAdminConfigurations": SECURITY_ADMIN_CONFIGURATION,
  "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections": ADMIN_RULE_COLLECTION,
  "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules": ADMIN_RULE,
  "Microsoft.Network/networkManagers/routingConfigurations": ROUTING_CONFIGURATION,
  "Microsoft.Network/networkManagers/routingConfigurations/ruleCollections": ROUTING_RULE_COLLECTION,
  "Microsoft.Network/networkManagers/routingConfigurations/ruleCollections/rules": ROUTING_RULE,
};

const SHAPES: ReadonlyMap<string, ArmShape> = new Map(
  Object.entries(KINDS).map(([type, shape]) => [type.toLowerCase(), shape]),
);

/** Kinds of `Microsoft.Network` that decide nothing about who reaches whom inside. */
const BESIDE_THE_WAY =
  /^microsoft\.network\/(private)?dns|^microsoft\.network\/(networkwatchers|ddosprotectionplans|ddoscustompolicies|publicipprefixes|customipprefixes|trafficmanager|frontdoor|applicationgatewaywebapplicationfirewallpolicies|networkintentpolicies|networkprofiles|vpnserverconfigurations|expressroutecircuits\/(peerings|authorizations)$)/;

/** Kinds of which what reads the rest knows enough, or that carry and filter nothing between addresses of networks. */
const NEVER_DECIDES =
  /^microsoft\.network\/(applicationsecuritygroups|bastionhosts|dscpconfigurations|expressroute(circuits|crossconnections|ports|providerports)|ipallocations|natgateways|networksecurityperimeters|privateendpoints|privatelinkservices|publicipaddresses|routefilters|serviceendpointpolicies|virtualnetworktaps|loadbalancers\/(inboundnat|outbound|probes|frontend)\w*|networkinterfaces\/\w+|networksecuritygroups\/defaultsecurityrules|firewallpolicies\/(\w*drafts?|signatureoverrides))(\/|$)/;

/** Virtual WAN: what networks that hang on a hub do is open in any case. */
const OF_VIRTUAL_WAN =
  /^microsoft\.network\/(virtualwans|virtualhubs|vpnsites|vpngateways|p2svpngateways|expressroutegateways)(\/|$)/;

/** Whether what isn't read of a kind may decide about packets between networks that don't hang on a hub of Virtual WAN. */
export function mayDecide(armType: string): boolean {
  return shapeOf(armType) === undefined && decides(armType);
}

/** The same of any kind, read or not. */
export function decides(armType: string): boolean {
  const type = armType.toLowerCase();
  return isOnTheWay(type) && !NEVER_DECIDES.test(type) && !OF_VIRTUAL_WAN.test(type);
}

/** How a kind of Azure's is read; Azure doesn't mind the case of its name. */
export function shapeOf(armType: string): ArmShape | undefined {
  return SHAPES.get(armType.toLowerCase());
}

/** Azure's name for a kind of the provider's, as its pages write it. */
export function armTypeOfShape(type: string): string | undefined {
  return Object.entries(KINDS).find(([, shape]) => shape.type === type)?.[0];
}

/** The part of another's object that a kind of the provider's is, where Azure has no resource of that kind. */
export function partOfKind(type: string): ArmPart | undefined {
  return armTypeOfShape(type) === undefined
    ? Object.values(KINDS)
        .flatMap(({ parts = [] }) => parts)
        .find(({ shape, items }) => shape.type === type && items === undefined)
    : undefined;
}

/** Whether a kind that isn't read may carry traffic, or filter it. */
export function mayMatter(armType: string): boolean {
  return shapeOf(armType) === undefined && isOnTheWay(armType.toLowerCase());
}

function isOnTheWay(type: string): boolean {
  return type.startsWith("microsoft.network/") && !BESIDE_THE_WAY.test(type);
}
