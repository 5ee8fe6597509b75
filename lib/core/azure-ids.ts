import { isDeferred, isReference, quote } from "./azure-names";

/** Types of Azure resources that programs give ids of, as ids write them. */
export enum AzureIdType {
  DATA_COLLECTION_RULE = "Microsoft.Insights/dataCollectionRules",
  DDOS_PLAN = "Microsoft.Network/ddosProtectionPlans",
  EXPRESS_ROUTE_CIRCUIT = "Microsoft.Network/expressRouteCircuits",
  FIREWALL_POLICY = "Microsoft.Network/firewallPolicies",
  IP_GROUP = "Microsoft.Network/ipGroups",
  KEY_VAULT = "Microsoft.KeyVault/vaults",
  LOG_ANALYTICS_WORKSPACE = "Microsoft.OperationalInsights/workspaces",
  NETWORK_MANAGER = "Microsoft.Network/networkManagers",
  NETWORK_SECURITY_GROUP = "Microsoft.Network/networkSecurityGroups",
  PUBLIC_IP_PREFIX = "Microsoft.Network/publicIPPrefixes",
  ROUTE_SERVER = "Microsoft.Network/virtualHubs",
  SERVICE_ENDPOINT_POLICY = "Microsoft.Network/serviceEndpointPolicies",
  STORAGE_ACCOUNT = "Microsoft.Storage/storageAccounts",
  SUBNET = "Microsoft.Network/virtualNetworks/<network>/subnets",
  USER_ASSIGNED_IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities",
  VIRTUAL_NETWORK = "Microsoft.Network/virtualNetworks",
  VPN_GATEWAY = "Microsoft.Network/virtualNetworkGateways",
}

/**
 * Why a text is no Azure id of a type, or `undefined`. An id that is known only at apply passes.
 */
export function azureIdProblem(property: string, id: string, type: AzureIdType): string | undefined {
  if (isDeferred(id) || isReference(id)) {
    return undefined;
  }
  if (ofType(type).test(id)) {
    return undefined;
  }
  const isOther = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/[^\s${}]+$/i.test(id);
  return (
    `${property} is ${quote(id)}, which is no Azure id${isOther ? " of this kind" : ""}; one looks like ` +
    `"/subscriptions/<id>/resourceGroups/<group>/providers/${type}/<name>"`
  );
}

function ofType(type: AzureIdType): RegExp {
  const part = "[^/\\s${}]+";
  const path = type.replace("<network>", part).replace(".", "\\.");
  return new RegExp(`^/subscriptions/${part}/resourceGroups/${part}/providers/${path}/${part}$`, "i");
}
