import { SubnetDelegation as AzurermDelegation } from "@cdktf/provider-azurerm/lib/subnet";
import { ReservedSubnet, reservedSubnetOf } from "../azure/reserved-subnets";
import { SERVICES_WITH_ENDPOINTS } from "../azure/service-endpoints";
import { DELEGATION_ACTIONS, rightSpelling } from "../azure/subnet-delegations";
import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { isDeferred, quote } from "../core/azure-names";
import { nearestNames } from "../text/nearest";
import { ISubnet } from "./i-subnet";

/** To which of Azure's services a subnet is handed over. */
export interface SubnetDelegation {
  /** The service, such as `Microsoft.Web/serverFarms`. */
  readonly service: string;

  /**
   * What the service may do with the subnet, as Azure has it for the service: another list comes back in every plan.
   * @default - Azure's for the service, whatever it is
   */
  readonly actions?: string[];
}

/** Which policies hold for private endpoints of a subnet: its route table, its security group, both or neither. */
export enum PrivateEndpointPolicies {
  /** Neither: security groups let everything through to them, and routes go past a transit */
  DISABLED = "Disabled",
  /** Both */
  ENABLED = "Enabled",
  /** The security group alone */
  NETWORK_SECURITY_GROUP = "NetworkSecurityGroupEnabled",
  /** The route table alone */
  ROUTE_TABLE = "RouteTableEnabled",
}

/** What few subnets have. */
export interface SubnetFeatures {
  /**
   * Further prefixes of the same subnet, to let one grow that is full. Machines get addresses of all of them.
   * @default - none
   */
  readonly additionalPrefixes?: string[];

  /**
   * Services reached over their service endpoint, such as `Microsoft.Storage`.
   * @default - none
   */
  readonly serviceEndpoints?: string[];

  /**
   * Azure ids of policies that say which storage accounts may be reached over the service endpoint.
   * @default - all
   */
  readonly serviceEndpointPolicyIds?: string[];

  /**
   * A service of Azure that the subnet is handed over to. No machine goes into it then.
   * @default - none
   */
  readonly delegation?: SubnetDelegation;

  /**
   * Whether the subnet's route table and security group hold for private endpoints in it. Left out, nothing is sent and
   * neither does.
   * @default PrivateEndpointPolicies.DISABLED
   */
  readonly privateEndpointPolicies?: PrivateEndpointPolicies;

  /**
   * Whether they hold for private link services in it. Azure creates one only where they don't.
   * @default true
   */
  readonly privateLinkServicePolicies?: boolean;
}

/** The service that a subnet is delegated to, as far as it was created here. */
export function delegationOf(subnet: ISubnet): string | undefined {
  return (subnet as { readonly delegatedTo?: string }).delegatedTo;
}

/** Arguments of an `azurerm_subnet` for what few subnets have. */
export function featureArguments(options: SubnetFeatures): {
  readonly delegation?: AzurermDelegation[];
  readonly lifecycle?: { readonly ignoreChanges: string[] };
  readonly serviceEndpointPolicyIds?: string[];
  readonly privateEndpointNetworkPolicies?: string;
  readonly privateLinkServiceNetworkPoliciesEnabled?: boolean;
} {
  const { delegation } = options;
  return {
    delegation: delegation && [
      { name: "delegation", serviceDelegation: { name: delegation.service, actions: delegation.actions } },
    ],
    // Azure adds them by itself, and azurerm would take them away in every plan.
    lifecycle:
      delegation && !delegation.actions
        ? { ignoreChanges: ["delegation[0].service_delegation[0].actions"] }
        : undefined,
    serviceEndpointPolicyIds: options.serviceEndpointPolicyIds,
    privateEndpointNetworkPolicies: options.privateEndpointPolicies,
    privateLinkServiceNetworkPoliciesEnabled: options.privateLinkServicePolicies,
  };
}

/** What Azure would refuse about them. */
export function featureProblems(
  name: string,
  reserved: ReservedSubnet | undefined,
  options: SubnetFeatures,
): (string | undefined)[] {
  const { delegation, serviceEndpoints = [], serviceEndpointPolicyIds = [], additionalPrefixes } = options;
  const what = `subnet ${quote(name)}`;
  return [
    delegation && reserved
      ? `${reserved} belongs to a service of Azure already; leave delegation out`
      : undefined,
    delegation && !SERVICE.test(delegation.service)
      ? `${what} is delegated to ${quote(delegation.service)}, which is no service; write one like "Microsoft.Web/serverFarms"`
      : undefined,
    delegation && rightSpelling(delegation.service)
      ? `${what} is delegated to ${quote(delegation.service)}, and azurerm takes its own spelling only: write ` +
        `"${rightSpelling(delegation.service)}"`
      : undefined,
    ...(delegation?.actions ?? [])
      .filter((action) => !DELEGATION_ACTIONS.includes(action))
      .map(
        (action) =>
          `${quote(action)} is no action of a delegation; azurerm takes ${DELEGATION_ACTIONS.map(quote).join(", ")}`,
      ),
    ...serviceEndpoints
      .filter((service) => !isDeferred(service) && !ENDPOINT.test(service))
      .map(
        (service) =>
          `${quote(service)} is no service with endpoints; write one like "Microsoft.Storage" or "Microsoft.KeyVault"`,
      ),
    ...serviceEndpoints
      .filter((service) => ENDPOINT.test(service) && meantEndpoint(service) !== undefined)
      .map(
        (service) =>
          `${quote(service)} of ${what} is no service with endpoints; did you mean "${meantEndpoint(service)}"?`,
      ),
    ...repeated(serviceEndpoints).map(
      (service) => `${what} lists the service endpoint ${quote(service)} twice; leave one out`,
    ),
    STORAGE.every((service) => serviceEndpoints.includes(service))
      ? `${what} has the service endpoints ${STORAGE.join(" and ")}, of which Azure takes one`
      : undefined,
    ...serviceEndpointPolicyIds.map((id) =>
      azureIdProblem("serviceEndpointPolicyIds", id, AzureIdType.SERVICE_ENDPOINT_POLICY),
    ),
    serviceEndpointPolicyIds.length > 0 && !STORAGE.some((service) => serviceEndpoints.includes(service))
      ? `${what} has a policy for service endpoints and no endpoint that one is for: add "Microsoft.Storage" to serviceEndpoints`
      : undefined,
    additionalPrefixes && reserved
      ? `${reserved} has one prefix; give a larger addressPrefix in place of additionalPrefixes`
      : undefined,
  ];
}

/** What somebody meant who misspelt a service with endpoints; `undefined` for one that is right, or of which nothing is known. */
function meantEndpoint(service: string): string | undefined {
  const [publisher, name] = [service.slice(0, PUBLISHER.length), service.slice(PUBLISHER.length)];
  const isKnown = SERVICES_WITH_ENDPOINTS.some((each) => each.toLowerCase() === service.toLowerCase());
  const [nearest] = isKnown
    ? []
    : nearestNames(
        name,
        SERVICES_WITH_ENDPOINTS.map((each) => each.slice(PUBLISHER.length)),
      );
  return nearest && publisher + nearest;
}

const PUBLISHER = "Microsoft.";
const SERVICE = /^[A-Za-z]+(\.[A-Za-z]+)+(\/[A-Za-z][A-Za-z\d]*)+$/;
const ENDPOINT = /^Microsoft\.[A-Za-z]+(\.Global)?$/;
/** The same accounts, in the region alone and everywhere. */
const STORAGE = ["Microsoft.Storage", "Microsoft.Storage.Global"];

function repeated(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))];
}

/** Why nothing of the program's own can be in a subnet, such as a machine: one of Azure's services has it. */
export function occupiedSubnetProblem(what: string, subnet: ISubnet): string | undefined {
  if (reservedSubnetOf(subnet.subnetName)) {
    return `${subnet.subnetName} is reserved for a service of Azure; put the ${what} into another subnet`;
  }
  const service = delegationOf(subnet);
  return service === undefined
    ? undefined
    : `subnet ${quote(subnet.subnetName)} is delegated to ${service}, so no ${what} can be in it; put the ${what} into another subnet`;
}
