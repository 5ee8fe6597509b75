import { parseAzureId } from "../terraform/azure-id";
import { Block } from "../terraform/block";
import { Leaf, referencesOf, scalarOf, TerraformResource, TerraformValue } from "../terraform/value";
import { ModelContext } from "./context";
import { any, every, holds, Told } from "./policy-condition";

const DEFINITION = "azurerm_policy_definition";
const SUBSCRIPTION = "azurerm_subscription_policy_assignment";
const RESOURCE_GROUP = "azurerm_resource_group_policy_assignment";
const ELSEWHERE = ["azurerm_management_group_policy_assignment", "azurerm_resource_policy_assignment"];

/** A policy that puts virtual networks into a group of Virtual Network Manager (mode `Microsoft.Network.Data`). */
export interface GroupPolicy {
  readonly address: string;
  /** Whether a virtual network is put there. */
  puts(network: TerraformResource): Told;
}

/** The policies of the input that name a group. */
export function policiesOf(context: ModelContext, group: TerraformResource): GroupPolicy[] {
  const id = Block.of(group).text("id")?.toLowerCase();
  const isOfGroup = (definition: TerraformResource): boolean => {
    const rule = definition.attribute("policy_rule");
    const known = scalarOf(rule);
    return (
      referencesOf(rule).some(({ resource }) => resource.address === group.address) ||
      (typeof known === "string" && id !== undefined && known.toLowerCase().includes(id))
    );
  };
  return context.resources
    .managed(DEFINITION)
    .filter(isOfGroup)
    .map((definition) => {
      const rule = ruleOf(definition.attribute("policy_rule"));
      const assignments = context.resources
        .managed(SUBSCRIPTION, RESOURCE_GROUP, ...ELSEWHERE)
        .filter(
          (one) =>
            context.find(Block.of(one).value("policy_definition_id"), [DEFINITION])?.address ===
            definition.address,
        );
      return {
        address: definition.address,
        puts: (network) =>
          every([
            conditionHolds(rule, network),
            context.existence(definition) === undefined ? true : undefined,
            // Without an assignment here it may have one in another state.
            assignments.length === 0
              ? undefined
              : any(assignments.map((one) => covers(context, one, network))),
          ]),
      };
    });
}

/** A rule as JSON; ids in it that only apply tells stand there as `${…}`. */
function ruleOf(value: TerraformValue | undefined): { readonly [part: string]: unknown } | undefined {
  const known = scalarOf(value);
  const text = typeof known === "string" ? known : value instanceof Leaf ? value.text : "";
  try {
    const rule: unknown = JSON.parse(text);
    return typeof rule === "object" && rule !== null ? (rule as { [part: string]: unknown }) : undefined;
  } catch {
    return undefined;
  }
}

function conditionHolds(
  rule: { readonly [part: string]: unknown } | undefined,
  network: TerraformResource,
): Told {
  const { effect } = (rule?.then ?? {}) as { effect?: unknown };
  const isTold = typeof effect === "string" && effect.toLowerCase() === "addtonetworkgroup";
  if (rule === undefined || !isTold) {
    return undefined;
  }
  const block = Block.of(network);
  // What a data source reads, the input holds only as far as it was read.
  const isRead = !network.isData || block.has("tags");
  return holds(rule.if, {
    name: block.text("name"),
    location: block.text("location"),
    resourceGroup: block.text("resource_group_name"),
    id: block.text("id"),
    tags: isRead ? (block.value("tags") ?? null) : undefined,
  });
}

/** Whether an assignment is for the place where a network is. */
function covers(context: ModelContext, assignment: TerraformResource, network: TerraformResource): Told {
  const block = Block.of(assignment);
  const isPartial =
    ["not_scopes", "resource_selectors", "overrides"].some((name) => block.items(name).length > 0) ||
    block.boolean("enforce") === false ||
    context.existence(assignment) !== undefined;
  const isInside =
    assignment.type === SUBSCRIPTION
      ? isInSubscription(block.value("subscription_id"), network)
      : assignment.type === RESOURCE_GROUP
        ? isInGroup(context, block.value("resource_group_id"), network)
        : undefined;
  return isInside === true && isPartial ? undefined : isInside;
}

/** Its own id says it, or the provider that both are of. */
function isInSubscription(scope: TerraformValue | undefined, network: TerraformResource): Told {
  const own = parseAzureId(Block.of(network).text("id") ?? "")?.subscription;
  const given = scalarOf(scope);
  if (typeof given === "string" && own !== undefined) {
    return given.toLowerCase() === `/subscriptions/${own.toLowerCase()}`;
  }
  const current = referencesOf(scope).find(({ resource }) => resource.type === "azurerm_subscription");
  const isProviders =
    current !== undefined &&
    current.resource.isData &&
    !Block.of(current.resource).isSet("subscription_id") &&
    current.resource.identity.provider === network.identity.provider;
  return isProviders ? true : undefined;
}

function isInGroup(
  context: ModelContext,
  scope: TerraformValue | undefined,
  network: TerraformResource,
): Told {
  const name = Block.of(network).text("resource_group_name");
  const group = context.find(scope, ["azurerm_resource_group"]);
  const wanted = group ? Block.of(group).text("name") : lastOf(scalarOf(scope));
  if (name === undefined || wanted === undefined) {
    return undefined;
  }
  // Another subscription may have a group of this name.
  const isSameProvider = group?.identity.provider === network.identity.provider;
  return name.toLowerCase() !== wanted.toLowerCase() ? false : isSameProvider ? true : undefined;
}

function lastOf(id: unknown): string | undefined {
  return typeof id === "string" ? /\/resourceGroups\/([^/]+)$/i.exec(id)?.[1] : undefined;
}
