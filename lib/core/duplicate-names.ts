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

/**
 * Resources of a stack that Azure would take for one and the same: the second would fail with "already
 * exists" in the middle of an apply.
 */
export function duplicateNames(stack: TerraformStack): string[] {
  const firsts = new Map<string, TerraformResource>();
  const problems: string[] = [];
  for (const construct of stack.node.findAll()) {
    if (!TerraformResource.isTerraformResource(construct)) {
      continue;
    }
    const name = input(construct, "nameInput");
    const scopes = SCOPES.map((scope) => input(construct, scope));
    const isGroup = construct.terraformResourceType === "azurerm_resource_group";
    if (name === undefined || (!isGroup && scopes.every((scope) => scope === undefined))) {
      continue;
    }
    const provider = construct.provider?.alias ?? "";
    const key = JSON.stringify([construct.terraformResourceType, provider, name.toLowerCase(), ...scopes]);
    const first = firsts.get(key);
    if (first) {
      problems.push(
        `${addressOf(first)} [${parentPath(first)}] and ${addressOf(construct)} [${parentPath(construct)}] have the ` +
          `same Azure name, ${quote(name)}, in the same place; rename one of them`,
      );
    } else {
      firsts.set(key, construct);
    }
  }
  return problems;
}

function parentPath(resource: IConstruct): string {
  return resource.node.scope?.node.path ?? resource.node.path;
}

/** What the program gave for an argument, which the bindings keep under `<argument>Input`. */
function input(resource: TerraformResource, property: string): string | undefined {
  const value = (resource as unknown as Record<string, unknown>)[property];
  return typeof value === "string" ? value : undefined;
}
