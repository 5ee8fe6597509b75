import { TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { quote } from "./azure-names";
import { addressOf } from "./references";

/** Arguments that say what a name must be unique in. */
const SCOPES = [
  "resourceGroupNameInput",
  "virtualNetworkNameInput",
  "routeTableNameInput",
  "loadbalancerIdInput",
  "firewallPolicyIdInput",
  "routeServerIdInput",
  "privateDnsZoneNameInput",
  "privateDnsResolverIdInput",
  "dnsForwardingRulesetIdInput",
  "zoneNameInput",
  "automationAccountNameInput",
  "networkWatcherNameInput",
  "keyVaultIdInput",
];

/** Constructs that are refused as somebody's twin. */
const told = new WeakSet<IConstruct>();

/** Notes that a construct is refused as the twin of another, of which equal names are only what follows. */
export function tellAsTwin(construct: IConstruct): void {
  told.add(construct);
}

/**
 * Resources of a stack that Azure would take for one and the same: the second would fail with "already
 * exists" in the middle of an apply.
 */
export function duplicateNames(stack: TerraformStack): string[] {
  const firsts = new Map<string, TerraformResource>();
  const pairs: (readonly [TerraformResource, TerraformResource])[] = [];
  for (const construct of stack.node.findAll()) {
    if (!TerraformResource.isTerraformResource(construct)) {
      continue;
    }
    const name = input(construct, "nameInput");
    const scopes = SCOPES.map((scope) => input(construct, scope));
    if (name === undefined || (!isGroup(construct) && scopes.every((scope) => scope === undefined))) {
      continue;
    }
    const provider = construct.provider?.alias ?? "";
    const key = JSON.stringify([construct.terraformResourceType, provider, name.toLowerCase(), ...scopes]);
    const first = firsts.get(key);
    if (first) {
      pairs.push([first, construct]);
    } else {
      firsts.set(key, construct);
    }
  }
  return pairs
    .filter((pair) => !pair.some(({ node }) => node.scope && told.has(node.scope)))
    .filter((pair, index) => !pairs.some((other, at) => follows(pair, other, at < index)))
    .map(
      ([first, second]) =>
        `${addressOf(first)} [${parentPath(first)}] and ${addressOf(second)} [${parentPath(second)}] have the ` +
        `same Azure name, ${quote(input(second, "nameInput")!)}, in the same place; rename one of them`,
    );
}

/**
 * Whether the names of a pair are equal because those of another are: what two constructs make of one name, and what
 * a part of theirs does, such as a machine's interface. One mistake is one message.
 */
function follows(
  pair: readonly TerraformResource[],
  other: readonly TerraformResource[],
  isEarlier: boolean,
): boolean {
  if (pair === other || other.some(isGroup)) {
    return false;
  }
  const [scopes, others] = [pair, other].map((each) => each.map(({ node }) => node.scope));
  return (
    (isEarlier && scopes.every((scope, at) => scope === others[at])) ||
    scopes.every((scope, at) => scope?.node.scope !== undefined && scope.node.scope === others[at])
  );
}

function isGroup({ terraformResourceType }: TerraformResource): boolean {
  return terraformResourceType === "azurerm_resource_group";
}

function parentPath(resource: IConstruct): string {
  return resource.node.scope?.node.path ?? resource.node.path;
}

/** What the program gave for an argument, which the bindings keep under `<argument>Input`. */
function input(resource: TerraformResource, property: string): string | undefined {
  const value = (resource as unknown as Record<string, unknown>)[property];
  return typeof value === "string" ? value : undefined;
}
