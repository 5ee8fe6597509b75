/** Types of the classic provider of which the name doesn't say what azurerm calls them. */
const OTHERS: Readonly<Record<string, string>> = {
  "azure:lb/loadBalancer": "azurerm_lb",
  "azure:lb/backendAddressPool": "azurerm_lb_backend_address_pool",
  "azure:lb/backendAddressPoolAddress": "azurerm_lb_backend_address_pool_address",
  "azure:lb/rule": "azurerm_lb_rule",
  "azure:lb/probe": "azurerm_lb_probe",
  "azure:privatelink/endpoint": "azurerm_private_endpoint",
  "azure:network/iPGroup": "azurerm_ip_group",
  "azure:network/networkInterfaceBackendAddressPoolAssociation":
    "azurerm_network_interface_backend_address_pool_association",
};

/** `azurerm_virtual_network` of `azure:network/virtualNetwork:VirtualNetwork`; the bridge keeps azurerm's names. */
export function classicTypeOf(token: string): string | undefined {
  const [, path] = /^(azure:[\w-]+\/\w+):\w+$/.exec(token) ?? [];
  return path === undefined
    ? undefined
    : Object.hasOwn(OTHERS, path)
      ? OTHERS[path]
      : `azurerm_${snakeCase(path.split("/")[1])}`;
}

export function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
