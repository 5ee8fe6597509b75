/** An Azure resource id in pieces. */
export interface AzureId {
  readonly subscription: string;
  readonly resourceGroup: string;
  /** Kinds along the path in lower case: `virtualnetworks/subnets`. */
  readonly kind: string;
  /** Names along the path: `["vnet-hub01", "default"]`. */
  readonly names: readonly string[];
}

/** The subscription's part may be an expression, and so may all up to the resource group. */
const ID =
  /^(?:(?:\/subscriptions\/([^/]+)|(\$\{[^}]*\}))\/resourceGroups\/([^/]+)|(\$\{[^}]*\}))\/providers\/[^/]+\/(.+)$/i;

/** Reads `/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/x/subnets/y`, in any case. */
export function parseAzureId(text: string): AzureId | undefined {
  if (!text.includes("/")) {
    return undefined;
  }
  const [, literal, current, named, group, path] = ID.exec(withoutExpressions(text)) ?? [];
  const subscription = literal ?? current ?? group;
  const resourceGroup = named ?? group;
  const steps = path?.split("/");
  if (!steps || steps.length % 2 !== 0 || steps.includes("")) {
    return undefined;
  }
  return {
    subscription,
    resourceGroup,
    kind: steps
      .filter((_, index) => index % 2 === 0)
      .join("/")
      .toLowerCase(),
    names: steps.filter((_, index) => index % 2 === 1),
  };
}

/** An interpolation that is not known yet may hold slashes; it stands for one step. */
function withoutExpressions(text: string): string {
  return text.replace(/\$\{[^}]*\}/g, (expression) => expression.replaceAll("/", ":"));
}

/** What the provider calls a kind of Azure's, in the spelling that Azure's ids have. */
const TYPES: Record<string, readonly string[]> = {
  virtualNetworks: ["azurerm_virtual_network"],
  "virtualNetworks/subnets": ["azurerm_subnet"],
  "virtualNetworks/virtualNetworkPeerings": ["azurerm_virtual_network_peering"],
  routeTables: ["azurerm_route_table"],
  "routeTables/routes": ["azurerm_route"],
  networkSecurityGroups: ["azurerm_network_security_group"],
  "networkSecurityGroups/securityRules": ["azurerm_network_security_rule"],
  applicationSecurityGroups: ["azurerm_application_security_group"],
  networkInterfaces: ["azurerm_network_interface"],
  loadBalancers: ["azurerm_lb"],
  "loadBalancers/backendAddressPools": ["azurerm_lb_backend_address_pool"],
  azureFirewalls: ["azurerm_firewall"],
  firewallPolicies: ["azurerm_firewall_policy"],
  "firewallPolicies/ruleCollectionGroups": ["azurerm_firewall_policy_rule_collection_group"],
  ipGroups: ["azurerm_ip_group"],
  virtualNetworkGateways: ["azurerm_virtual_network_gateway"],
  localNetworkGateways: ["azurerm_local_network_gateway"],
  expressRouteCircuits: ["azurerm_express_route_circuit"],
  virtualHubs: ["azurerm_route_server", "azurerm_virtual_hub"],
  "virtualHubs/hubVirtualNetworkConnections": ["azurerm_virtual_hub_connection"],
  "virtualHubs/hubRouteTables": ["azurerm_virtual_hub_route_table"],
  virtualWans: ["azurerm_virtual_wan"],
  vpnGateways: ["azurerm_vpn_gateway"],
  p2sVpnGateways: ["azurerm_point_to_site_vpn_gateway"],
  expressRouteGateways: ["azurerm_express_route_gateway"],
  vpnSites: ["azurerm_vpn_site"],
  publicIPAddresses: ["azurerm_public_ip"],
  natGateways: ["azurerm_nat_gateway"],
  virtualNetworkAppliances: ["azurerm_virtual_network_routing_appliance"],
  "networkManagers/networkGroups": ["azurerm_network_manager_network_group"],
  "networkManagers/connectivityConfigurations": ["azurerm_network_manager_connectivity_configuration"],
  "networkManagers/securityAdminConfigurations": ["azurerm_network_manager_security_admin_configuration"],
  "networkManagers/routingConfigurations": ["azurerm_network_manager_routing_configuration"],
};

/** Kinds that lie in another resource, with the argument that names it. */
const PARENT_ARGUMENTS: Record<string, string> = {
  azurerm_subnet: "virtual_network_name",
  azurerm_virtual_network_peering: "virtual_network_name",
  azurerm_route: "route_table_name",
  azurerm_network_security_rule: "network_security_group_name",
};

const TYPES_OF_KIND = new Map(Object.entries(TYPES).map(([kind, types]) => [kind.toLowerCase(), types]));

const KIND_OF_TYPE = new Map(
  Object.entries(TYPES).flatMap(([kind, types]) => types.map((type) => [type, kind] as const)),
);

/** The provider's types for a kind of Azure's; empty for kinds that no routing depends on. */
export function typesOfKind(kind: string): readonly string[] {
  return TYPES_OF_KIND.get(kind) ?? [];
}

/** The argument that names the resource in which one of this type lies. */
export function parentArgument(type: string): string | undefined {
  return Object.hasOwn(PARENT_ARGUMENTS, type) ? PARENT_ARGUMENTS[type] : undefined;
}

/** Azure's kind of a resource of this type, as ids spell it: `virtualNetworks/subnets`. */
export function kindOfType(type: string): string | undefined {
  return KIND_OF_TYPE.get(type);
}
