/** Subnet names that Azure reserves for a service of its own. */
export enum ReservedSubnet {
  /** VPN and ExpressRoute gateways */
  GATEWAY = "GatewaySubnet",
  /** Azure Bastion */
  BASTION = "AzureBastionSubnet",
  /** Azure Firewall */
  FIREWALL = "AzureFirewallSubnet",
  /** Management traffic of Azure Firewall (Basic tier and forced tunnelling) */
  FIREWALL_MANAGEMENT = "AzureFirewallManagementSubnet",
  /** Azure Route Server */
  ROUTE_SERVER = "RouteServerSubnet",
  /** Virtual Network Routing Appliance */
  ROUTING_APPLIANCE = "VirtualNetworkApplianceSubnet",
}

/** What Azure demands of a reserved subnet. */
export interface ReservedSubnetRule {
  /** Longest prefix length that is large enough. */
  readonly longestPrefix: number;
  /** Whether a route table may be associated. */
  readonly routeTableAllowed: boolean;
  /** Whether a network security group may be associated. */
  readonly networkSecurityGroupAllowed: boolean;
}

/**
 * Sources: "About VPN Gateway configuration settings" (GatewaySubnet /27 or larger is recommended and /29
 * the least), Bastion FAQ (/26; no route table), Azure Firewall FAQ (/26), Route Server FAQ (/27; neither
 * route table nor security group). A routing appliance takes five addresses, more than a /29 has.
 */
export const RESERVED_SUBNET_RULES: { readonly [name in ReservedSubnet]: ReservedSubnetRule } = {
  [ReservedSubnet.GATEWAY]: {
    longestPrefix: 29,
    routeTableAllowed: true,
    networkSecurityGroupAllowed: false,
  },
  [ReservedSubnet.BASTION]: {
    longestPrefix: 26,
    routeTableAllowed: false,
    networkSecurityGroupAllowed: true,
  },
  [ReservedSubnet.FIREWALL]: {
    longestPrefix: 26,
    routeTableAllowed: true,
    networkSecurityGroupAllowed: false,
  },
  [ReservedSubnet.FIREWALL_MANAGEMENT]: {
    longestPrefix: 26,
    routeTableAllowed: true,
    networkSecurityGroupAllowed: false,
  },
  [ReservedSubnet.ROUTE_SERVER]: {
    longestPrefix: 27,
    routeTableAllowed: false,
    networkSecurityGroupAllowed: false,
  },
  [ReservedSubnet.ROUTING_APPLIANCE]: {
    longestPrefix: 28,
    routeTableAllowed: true,
    networkSecurityGroupAllowed: true,
  },
};

/** Longest prefix of GatewaySubnet that Microsoft recommends; ExpressRoute beside VPN needs it. */
export const RECOMMENDED_GATEWAY_SUBNET = 27;

const BY_LOWER_CASE = new Map(Object.values(ReservedSubnet).map((name) => [name.toLowerCase(), name]));

/** The reserved name that a subnet's name spells, whatever its case; `undefined` for an ordinary subnet. */
export function reservedSubnetOf(subnetName: string): ReservedSubnet | undefined {
  return BY_LOWER_CASE.get(subnetName.toLowerCase());
}

/** Whether a route table may be bound to a subnet of a name. */
export function takesRouteTable(name: string): boolean {
  const reserved = reservedSubnetOf(name);
  return reserved === undefined || RESERVED_SUBNET_RULES[reserved].routeTableAllowed;
}
