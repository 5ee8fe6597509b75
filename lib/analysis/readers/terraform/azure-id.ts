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

/** What the provider calls a kind of Azure's. */
const TYPES: Record<string, readonly string[]> = {
  virtualnetworks: ["azurerm_virtual_network"],
  "virtualnetworks/subnets": ["azurerm_subnet"],
  routetables: ["azurerm_route_table"],
  networksecuritygroups: ["azurerm_network_security_group"],
  applicationsecuritygroups: ["azurerm_application_security_group"],
  networkinterfaces: ["azurerm_network_interface"],
  loadbalancers: ["azurerm_lb"],
  "loadbalancers/backendaddresspools": ["azurerm_lb_backend_address_pool"],
  azurefirewalls: ["azurerm_firewall"],
  firewallpolicies: ["azurerm_firewall_policy"],
  "firewallpolicies/rulecollectiongroups": ["azurerm_firewall_policy_rule_collection_group"],
  ipgroups: ["azurerm_ip_group"],
  virtualnetworkgateways: ["azurerm_virtual_network_gateway"],
  localnetworkgateways: ["azurerm_local_network_gateway"],
  expressroutecircuits: ["azurerm_express_route_circuit"],
  virtualhubs: ["azurerm_route_server", "azurerm_virtual_hub"],
  "virtualhubs/hubvirtualnetworkconnections": ["azurerm_virtual_hub_connection"],
  "virtualhubs/hubroutetables": ["azurerm_virtual_hub_route_table"],
  virtualwans: ["azurerm_virtual_wan"],
  vpngateways: ["azurerm_vpn_gateway"],
  p2svpngateways: ["azurerm_point_to_site_vpn_gateway"],
  expressroutegateways: ["azurerm_express_route_gateway"],
  vpnsites: ["azurerm_vpn_site"],
  publicipaddresses: ["azurerm_public_ip"],
  natgateways: ["azurerm_nat_gateway"],
  virtualnetworkappliances: ["azurerm_virtual_network_routing_appliance"],
  "networkmanagers/networkgroups": ["azurerm_network_manager_network_group"],
  "networkmanagers/connectivityconfigurations": ["azurerm_network_manager_connectivity_configuration"],
  "networkmanagers/securityadminconfigurations": ["azurerm_network_manager_security_admin_configuration"],
  "networkmanagers/routingconfigurations": ["azurerm_network_manager_routing_configuration"],
};

/** Kinds that lie in another resource, with the argument that names it. */
const PARENT_ARGUMENTS: Record<string, string> = { azurerm_subnet: "virtual_network_name" };

/** The provider's types for a kind of Azure's; empty for kinds that no routing depends on. */
export function typesOfKind(kind: string): readonly string[] {
  return Object.hasOwn(TYPES, kind) ? TYPES[kind] : [];
}

/** The argument that names the resource in which one of this type lies. */
export function parentArgument(type: string): string | undefined {
  return Object.hasOwn(PARENT_ARGUMENTS, type) ? PARENT_ARGUMENTS[type] : undefined;
}
