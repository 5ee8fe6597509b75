import { TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { quote } from "./azure-names";
import { providersOf } from "./azurerm-version";
import { addressOf, resolvedIn, resourceOf } from "./references";

/** Arguments, as the bindings call them, that lead to what Azure takes in the same subscription only. */
const WITHIN = [
  "resourceGroupName",
  "virtualNetworkName",
  "routeTableName",
  "subnetId",
  "networkSecurityGroupId",
  "routeTableId",
  "natGatewayId",
  "publicIpAddressId",
  "publicIpPrefixId",
  "virtualNetworkGatewayId",
  "localNetworkGatewayId",
  "networkInterfaceId",
  "networkInterfaceIds",
  "virtualMachineId",
  "managedDiskId",
  "loadbalancerId",
  "routeServerId",
  "ipConfiguration",
  "managementIpConfiguration",
  "frontendIpConfiguration",
];

/**
 * What a network of the consumer's stack is created with, where that stands for what is in it too: `configuration` is
 * undefined for the default one. `undefined` for a network that exists already or is another stack's.
 */
export function configurationOf(
  network: IConstruct,
  consumer: IConstruct,
): { readonly configuration?: TerraformProvider } | undefined {
  const resource = resourceOf(network);
  return resource && TerraformStack.of(resource) === TerraformStack.of(consumer)
    ? { configuration: resource.provider }
    : undefined;
}

/** By stack and alias, as its checks found them this time: those of the stack come before those of what is in it. */
const found = new WeakMap<TerraformStack, ReadonlyMap<string, string>>();

/** Stacks of which a construct says itself that a resource group is another subscription's: all that it makes is of that group. */
const groupTold = new WeakSet<TerraformStack>();

/** For a check that tells better than the one of all resources what to do about the resource group. */
export function tellsOfGroup(construct: IConstruct): void {
  groupTold.add(TerraformStack.of(construct));
}

/** Resources that are created in another subscription than what they are part of, as far as the program writes out which they are. */
export function otherSubscriptions(stack: TerraformStack): string[] {
  const subscriptions = subscriptionsOf(stack);
  found.set(stack, subscriptions);
  if (new Set(subscriptions.values()).size < 2) {
    return [];
  }
  const resources = stack.node.findAll().filter(TerraformResource.isTerraformResource);
  const byAddress = new Map(resources.map((resource) => [addressOf(resource), resource]));
  const told = new Set<unknown>();
  const wrong = new Map<TerraformResource, TerraformResource[]>();
  for (const resource of resources) {
    const own = subscriptions.get(resource.provider?.alias ?? "");
    const other = leadsTo(resource)
      .map((address) => byAddress.get(address))
      .filter((each) => !groupTold.has(stack) || each?.terraformResourceType !== "azurerm_resource_group")
      .find((each) => each && differs(own, subscriptions.get(each.provider?.alias ?? "")));
    const owner = resource.node.scope;
    if (other && !told.has(owner)) {
      told.add(owner);
      wrong.set(other, [...(wrong.get(other) ?? []), resource]);
    }
  }
  return [...wrong].map(([other, users]) => {
    const [first, ...more] = users;
    const subscription = (one: TerraformResource) => quote(subscriptions.get(one.provider?.alias ?? "")!);
    const others = more.length === 0 ? "" : ` (and ${more.length} more, such as ${addressOf(more[0])})`;
    return (
      `${addressOf(first)}${others} is created in the subscription ${subscription(first)} and ${addressOf(other)}, which it is ` +
      `part of or uses, in ${subscription(other)}; Azure takes both in one subscription only: give both the same provider`
    );
  });
}

/**
 * What is written to a network of an id with a provider configuration of another subscription, where the program writes out which
 * both are: the provider would look for a network of that name there.
 */
export function writtenElsewhere(
  what: string,
  networkId: string,
  provider: TerraformProvider | undefined,
  scope: IConstruct,
): string | undefined {
  const subscription = subscriptionIn(networkId);
  const own = found.get(TerraformStack.of(scope))?.get(provider?.alias ?? "");
  return differs(own, subscription)
    ? `${what} is written in the subscription ${quote(own!)}, and its network is in ${quote(subscription!)} (${networkId}): ` +
        "give it a provider configuration of that subscription"
    : undefined;
}

/** By alias, empty for the default one. */
function subscriptionsOf(stack: TerraformStack): ReadonlyMap<string, string> {
  return new Map(
    providersOf(stack, "azurerm").flatMap((provider): [string, string][] => {
      const id = subscriptionOf(provider);
      return id === undefined ? [] : [[provider.alias ?? "", id]];
    }),
  );
}

/** What an Azure id that is written out says. */
function subscriptionIn(id: unknown): string | undefined {
  return typeof id === "string"
    ? /^\/subscriptions\/([^/${}]+)\/resourceGroups\/[^${}]+$/i.exec(id)?.[1].toLowerCase()
    : undefined;
}

function differs(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

function subscriptionOf(provider: TerraformProvider): string | undefined {
  const { subscriptionIdInput: id } = provider as { readonly subscriptionIdInput?: unknown };
  return typeof id === "string" && !id.includes("${") ? id.toLowerCase() : undefined;
}

/** Addresses of what a resource is part of or uses. */
function leadsTo(resource: TerraformResource): string[] {
  const inputs = resource as unknown as Record<string, unknown>;
  return WITHIN.flatMap((argument) => {
    const value = inputs[`${argument}Input`];
    return value === undefined ? [] : addressesIn(resolvedIn(resource, value));
  });
}

function addressesIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [...value.matchAll(/\$\{(azurerm_\w+\.[\w-]+)\./g)].map(([, address]) => address);
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(addressesIn) : [];
}
