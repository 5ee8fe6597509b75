/** Services with endpoints. Source: "Virtual network service endpoints" and azurerm's `azurerm_subnet`. */
export const SERVICES_WITH_ENDPOINTS: readonly string[] = [
  "AzureActiveDirectory",
  "AzureCosmosDB",
  "CognitiveServices",
  "ContainerRegistry",
  "EventHub",
  "KeyVault",
  "ServiceBus",
  "Sql",
  "Storage",
  "Storage.Global",
  "Web",
].map((service) => `Microsoft.${service}`);

/** A list of subnets that a service lets in, of which each needs the service's endpoint. */
export interface SubnetAcl {
  /** `azurerm_storage_account`. */
  readonly type: string;
  /** Nested blocks on the way to the argument. */
  readonly blocks: readonly string[];
  /** The argument that names the subnets, or one. */
  readonly argument: string;
  /** Endpoints, any of which does. */
  readonly services: readonly string[];
  /** The argument beside it with which the service doesn't look. */
  readonly unless?: string;
}

const STORAGE = ["Microsoft.Storage", "Microsoft.Storage.Global"];
const SUBNETS = "virtual_network_subnet_ids";
const IGNORED = "ignore_missing_vnet_service_endpoint";

/** Sources: the resources' pages of azurerm 4.55 and 5; what Azure answers (SubnetsHaveNoServiceEndpointsConfigured): azurerm issues 16547 and 11759. */
export const SUBNET_ACLS: readonly SubnetAcl[] = [
  { type: "azurerm_storage_account", blocks: ["network_rules"], argument: SUBNETS, services: STORAGE },
  { type: "azurerm_storage_account_network_rules", blocks: [], argument: SUBNETS, services: STORAGE },
  {
    type: "azurerm_key_vault",
    blocks: ["network_acls"],
    argument: SUBNETS,
    services: ["Microsoft.KeyVault"],
  },
  {
    type: "azurerm_mssql_virtual_network_rule",
    blocks: [],
    argument: "subnet_id",
    services: ["Microsoft.Sql"],
    unless: IGNORED,
  },
  {
    type: "azurerm_cosmosdb_account",
    blocks: ["virtual_network_rule"],
    argument: "id",
    services: ["Microsoft.AzureCosmosDB"],
    unless: IGNORED,
  },
];
