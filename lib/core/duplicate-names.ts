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
  const byMistake = new Map<string, (readonly [TerraformResource, TerraformResource])[]>();
  for (const pair of pairs.filter((each) => !each.some(({ node }) => node.scope && told.has(node.scope)))) {
    const mistake = `${apart(...pair)} ${isGroup(pair[0])}`;
    byMistake.set(mistake, [...(byMistake.get(mistake) ?? []), pair]);
  }
  return [...byMistake.values()].map((all) => {
    // The least deep is what others are named after: a machine, not its interface.
    const depths = all.map(([{ node }]) => node.scopes.length);
    const [first, second] = all[depths.indexOf(Math.min(...depths))];
    const more = all.length - 1;
    return (
      `${addressOf(first)} [${parentPath(first)}] and ${addressOf(second)} [${parentPath(second)}] have the ` +
      `same Azure name, ${quote(input(second, "nameInput")!)}, in the same place` +
      `${more > 0 ? ` (with ${more} more that the two make)` : ""}; rename one of them`
    );
  });
}

/**
 * The two constructs, side by side, that two resources are parts of: what they make of one name, and what parts of theirs do, such as
 * the machines of appliances and the interfaces of those, is one mistake.
 */
function apart(first: TerraformResource, second: TerraformResource): string {
  const [scopes, others] = [first.node.scopes, second.node.scopes];
  const at = scopes.findIndex((scope, index) => scope !== others[index]);
  return `${scopes[at]?.node.path} ${others[at]?.node.path}`;
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
