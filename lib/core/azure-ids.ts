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
 *
 * Azure doesn't tell letters apart by case, and azurerm does in what isn't a name: "expected the segment "resourcegroups" to
 * be "resourceGroups"" (terraform-provider-azurerm#16518), which addresses of the portal bring about.
 */
export function azureIdProblem(property: string, id: string, type: AzureIdType): string | undefined {
  if (isDeferred(id) || isReference(id)) {
    return undefined;
  }
  const parts = ofType(type).exec(id)?.slice(1);
  if (parts !== undefined) {
    const given = id.split("/");
    const respelled = idOf(type, parts)
      .split("/")
      .flatMap((word, i) => (word === given[i] ? [] : [`"${word}" instead of "${given[i]}"`]));
    return respelled.length === 0
      ? undefined
      : `${property} is ${quote(id)}, which azurerm takes in Azure's own spelling only; write ${respelled.join(", ")}`;
  }
  const isOther = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/[^\s${}]+$/i.test(id);
  return (
    `${property} is ${quote(id)}, which is no Azure id${isOther ? " of this kind" : ""}; one looks like ` +
    `"${idOf(type, [])}"`
  );
}

/**
 * Why a name given beside an id isn't the one after a segment of the id, such as `virtualNetworks`; `undefined` if it is, or if one
 * of the two is known only at apply. Azure doesn't tell names apart by case.
 */
export function nameInIdProblem(
  [property, name]: readonly [string, string],
  [idProperty, id]: readonly [string, string],
  segment: string,
): string | undefined {
  if ([id, name].some((text) => isDeferred(text) || isReference(text))) {
    return undefined;
  }
  const inId = new RegExp(`/${segment}/([^/]+)`, "i").exec(id)?.[1];
  return inId === undefined || inId.includes("${") || inId.toLowerCase() === name.toLowerCase()
    ? undefined
    : `${property} is ${quote(name)}, and ${idProperty} says ${quote(inId)}: correct one of the two`;
}

/** Subscription, resource group, and the names in the path: texts, or references such as `${var.group}`. */
function ofType(type: AzureIdType): RegExp {
  const reference = "\\$\\{[A-Za-z_]\\w*(?:\\.[\\w-]+)+\\}";
  const part = `([^/\\s\${}]+|${reference})`;
  return new RegExp(`^${idOf(type, []).replace(".", "\\.").replace(/<\w+>/g, part)}$`, "i");
}

/** An id of a type; without parts its pattern. */
function idOf(type: AzureIdType, parts: readonly string[]): string {
  const left = [...parts];
  const path = `/subscriptions/<id>/resourceGroups/<group>/providers/${type}/<name>`;
  return path.replace(/<\w+>/g, (part) => left.shift() ?? part);
}
