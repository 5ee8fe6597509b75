/** How much Azure takes of one kind, unless a subscription was given more. */
export interface Limit {
  /** The most that is allowed. */
  readonly value: number;
  /** The document that says so. */
  readonly source: string;
  /** When somebody last compared the value with the document: `2026-11-26`. */
  readonly readOn: string;
}

const SUBSCRIPTION_LIMITS = "Azure subscription and service limits, networking limits";
const RAISED_IN_2026 = "Azure update 562695 of May 2026: default limits of route tables and NSGs raised";
const CONNECTED_GROUPS = "Limitations of Azure Virtual Network Manager, connected groups (2026-09-16)";
const SECURITY_ADMIN = "Limitations of Azure Virtual Network Manager, security admin rules (2026-09-16)";
const ROUTE_SERVER = "Azure Route Server limits";

function limit(value: number, source: string, readOn = "2026-11-26"): Limit {
  return { value, source, readOn };
}

/**
 * Azure's limits. Several move within a year: a test fails when one wasn't read for 18 months. Read the document
 * again then, and change value and date.
 */
export const LIMITS = {
  peeringsOfNetwork: limit(500, SUBSCRIPTION_LIMITS),
  peeringsOfManagedHub: limit(1000, CONNECTED_GROUPS),
  subnetsOfNetwork: limit(3000, SUBSCRIPTION_LIMITS),
  routesOfTable: limit(1000, RAISED_IN_2026),
  /** What Azure's pages gave until May 2026; subscriptions may still have it. */
  routesOfTableBefore2026: limit(400, SUBSCRIPTION_LIMITS),
  serviceTagRoutesOfTable: limit(25, "Virtual network traffic routing, service tags for user-defined routes"),
  routeTablesOfRegion: limit(600, RAISED_IN_2026),
  rulesOfSecurityGroup: limit(2000, RAISED_IN_2026),
  addressesAndPortsOfSecurityRule: limit(6000, RAISED_IN_2026),
  /** DNS zones and Automation accounts; other resources have 50. */
  tagsOfZoneOrAccount: limit(15, "Use tags to organize your Azure resources, limitations"),
  routingAppliancesOfRegion: limit(
    2,
    "Azure update 568605 of August 2026: Virtual Network Routing Appliance",
  ),
  networksOfConnectedGroup: limit(250, CONNECTED_GROUPS),
  /** With the preview feature AllowHighScaleConnectedGroup, in some regions. */
  networksOfHighScaleGroup: limit(3000, CONNECTED_GROUPS),
  /** On request. */
  networksOfLargestGroup: limit(5000, CONNECTED_GROUPS),
  connectedGroupsOfNetwork: limit(2, CONNECTED_GROUPS),
  adminRulesOfManager: limit(100, SECURITY_ADMIN),
  prefixesOfAdminRules: limit(20000, SECURITY_ADMIN),
  peersOfRouteServer: limit(8, ROUTE_SERVER),
  routesOfRouteServerPeer: limit(4000, ROUTE_SERVER),
  publicAddressesOfFirewall: limit(250, "Azure subscription and service limits, Azure Firewall limits"),
  entriesOfIpGroup: limit(5000, "IP Groups in Azure Firewall"),
  /** Older texts give 200. */
  ipGroupsOfPolicy: limit(600, "IP Groups in Azure Firewall"),
  /** What azurerm takes as a port of an explicit proxy. */
  portOfExplicitProxy: limit(35536, "azurerm's validation of azurerm_firewall_policy.explicit_proxy"),
  dnsServersOfNetwork: limit(20, SUBSCRIPTION_LIMITS, "2026-11-27"),
  linksOfPrivateDnsZone: limit(1000, "Azure subscription and service limits, Azure DNS limits"),
  addressesOfDnsRecord: limit(20, "Azure subscription and service limits, Azure DNS limits, private zones"),
  rulesOfForwardingRuleset: limit(
    1000,
    "Azure subscription and service limits, Azure DNS Private Resolver limits",
  ),
  endpointsOfForwardingRuleset: limit(
    2,
    "Azure subscription and service limits, Azure DNS Private Resolver limits",
  ),
  prefixesToExpressRoute: limit(1000, "About ExpressRoute virtual network gateways"),
  connectionsOfBasicGateway: limit(10, "About VPN Gateway SKUs"),
  /** VpnGw1 to VpnGw3. */
  connectionsOfSmallGateway: limit(30, "About VPN Gateway SKUs"),
  /** VpnGw4 and VpnGw5. */
  connectionsOfLargeGateway: limit(100, "About VPN Gateway SKUs"),
} as const satisfies Record<string, Limit>;

/** Most connections of a VPN gateway by its SKU; `undefined` for one that isn't known. */
export function connectionLimit(sku: string): Limit | undefined {
  if (/^Basic$/i.test(sku)) {
    return LIMITS.connectionsOfBasicGateway;
  }
  if (/^VpnGw[1-3](AZ)?$/i.test(sku)) {
    return LIMITS.connectionsOfSmallGateway;
  }
  return /^VpnGw[45](AZ)?$/i.test(sku) ? LIMITS.connectionsOfLargeGateway : undefined;
}
