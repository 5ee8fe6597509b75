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
