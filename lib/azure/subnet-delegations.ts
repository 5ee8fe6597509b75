/** Services that a subnet is often delegated to, as azurerm spells them: it tells case apart. Source: azurerm's `azurerm_subnet`. */
const SERVICES: readonly string[] = [
  "Microsoft.ApiManagement/service",
  "Microsoft.App/environments",
  "Microsoft.Batch/batchAccounts",
  "Microsoft.ContainerInstance/containerGroups",
  "Microsoft.ContainerService/managedClusters",
  "Microsoft.Databricks/workspaces",
  "Microsoft.DBforMySQL/flexibleServers",
  "Microsoft.DBforPostgreSQL/flexibleServers",
  "Microsoft.DevCenter/networkConnection",
  "Microsoft.DevOpsInfrastructure/pools",
  "Microsoft.DocumentDB/cassandraClusters",
  "Microsoft.Netapp/volumes",
  "Microsoft.Network/applicationGateways",
  "Microsoft.Network/dnsResolvers",
  "Microsoft.PowerPlatform/enterprisePolicies",
  "Microsoft.PowerPlatform/vnetaccesslinks",
  "Microsoft.ServiceNetworking/trafficControllers",
  "Microsoft.Sql/managedInstances",
  "Microsoft.StreamAnalytics/streamingJobs",
  "Microsoft.Synapse/workspaces",
  "Microsoft.Web/hostingEnvironments",
  "Microsoft.Web/serverFarms",
];

/** Actions that azurerm takes for a delegation. Source: the same. */
export const DELEGATION_ACTIONS: readonly string[] = [
  "Microsoft.Network/networkinterfaces/*",
  "Microsoft.Network/publicIPAddresses/join/action",
  "Microsoft.Network/publicIPAddresses/read",
  "Microsoft.Network/virtualNetworks/read",
  "Microsoft.Network/virtualNetworks/subnets/action",
  "Microsoft.Network/virtualNetworks/subnets/join/action",
  "Microsoft.Network/virtualNetworks/subnets/prepareNetworkPolicies/action",
  "Microsoft.Network/virtualNetworks/subnets/unprepareNetworkPolicies/action",
];

/**
 * Services that use their subnet for outbound calls alone: nothing in it takes a connection. Sources: "Integrate your app
 * with an Azure virtual network" and "Virtual Network support for Power Platform overview", read in November 2026. Not
 * `Microsoft.App/environments`, which Functions share with Container Apps.
 */
const OUTBOUND_ONLY = /^Microsoft\.(Web\/serverFarms|PowerPlatform\/enterprisePolicies)$/i;

/** The service that has a subnet for outbound calls alone, as its delegation names it. */
export function outboundOnly(delegations: readonly string[]): string | undefined {
  return delegations.find((service) => OUTBOUND_ONLY.test(service));
}

/** How azurerm spells a service that is written in another case, or in singular instead of plural; `undefined` for others. */
export function rightSpelling(service: string): string | undefined {
  return SERVICES.find((each) => each !== service && plain(each) === plain(service));
}

function plain(service: string): string {
  return service.toLowerCase().replace(/s\b/g, "");
}
