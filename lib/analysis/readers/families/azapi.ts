import { argumentNames, argumentOf } from "../arm/arm-arguments";
import { armObjectOf, armTypeOf } from "../arm/azapi-body";
import { actionOf } from "../arm/azapi-commit";
import { BOUND_BY_UPDATES, updatedBuiltInTable, updatedId } from "../arm/azapi-update";
import { mayMatter, shapeOf } from "../arm/catalogue";
import { ArmShape } from "../arm/shape";
import { Leaf, printValue, scalarOf, TerraformResource, TerraformValue } from "../terraform/value";
import { UnreadModule, unreadUpdate } from "../unread-module";
import { ModelContext } from "./context";

/** Names what azapi holds and nobody reads: kinds that may carry or filter traffic, bodies that only apply tells. */
export function nameUnreadOfAzapi(context: ModelContext): void {
  for (const resource of context.resources.managed("azapi_resource", "azapi_resource_action")) {
    const kind = armTypeOf(resource.attribute("type"));
    if (kind === undefined || mayMatter(kind) || mayDeploy(resource, kind)) {
      context.problem("KIND_NOT_READ", resource, "type", kind ?? resource.attribute("type"));
    }
  }
  for (const resource of context.resources.all) {
    const body = resource.identity.type === "azapi_resource" ? resource.attribute("body") : undefined;
    if (body instanceof Leaf && armObjectOf(body).at("properties") instanceof Leaf) {
      context.problem("UNKNOWN_VALUE", resource, "body", body);
    }
  }
}

/** Whether an action may put something of a Network Manager into force that isn't read. */
function mayDeploy(action: TerraformResource, kind: string): boolean {
  const isOfManager = action.identity.type === "azapi_resource_action" && /\/networkManagers$/i.test(kind);
  return isOfManager && !/^(commit|list)/.test(actionOf(action) ?? "");
}

/** What changes another resource: an update, and an action that writes. */
const WRITES = /^(put|patch|delete)$/i;

/**
 * Lets resources say what others set of them: values as they will be, lists of objects as unknown, since Azure replaces those
 * as a whole, whoever else writes them. What is changed without being found is returned.
 */
export function applyUpdates(context: ModelContext): readonly UnreadModule[] {
  const { resources } = context;
  const actions = resources.managed("azapi_resource_action").filter((action) => {
    const method = action.attribute("method");
    const known = scalarOf(method);
    return (
      scalarOf(action.attribute("when")) !== "destroy" &&
      (typeof known === "string" ? WRITES.test(known) : method !== undefined)
    );
  });
  return [...resources.managed("azapi_update_resource"), ...actions].flatMap((update) =>
    applyUpdate(context, update),
  );
}

function applyUpdate(context: ModelContext, update: TerraformResource): readonly UnreadModule[] {
  const kind = armTypeOf(update.attribute("type"));
  const shape = kind === undefined ? undefined : shapeOf(kind);
  const isUpdate = update.identity.type === "azapi_update_resource";
  if (kind === undefined || shape === undefined) {
    if (isUpdate && (kind === undefined || mayMatter(kind))) {
      context.problem("KIND_NOT_READ", update, "type", kind ?? update.attribute("type"));
    }
    return [];
  }
  if (isUpdate && updatedBuiltInTable(update) !== undefined && !othersWriteHubRoutes(context)) {
    return [];
  }
  const body = armObjectOf(update.attribute("body"), update.attribute("sensitive_body"));
  const deletes = /^delete$/i.test(String(scalarOf(update.attribute("method"))));
  const isBound = (name: string): boolean =>
    isUpdate && shape.type === "azurerm_subnet" && BOUND_BY_UPDATES.includes(name);
  const set = argumentNames(shape).flatMap((name) => {
    const value = argumentOf(shape, body, undefined, name);
    const isLeftOut = value === undefined || printValue(value) === printValue(unset(shape, name));
    return isLeftOut || isBound(name) ? [] : [{ name, value }];
  });
  const isWider =
    (shape.parts ?? []).some(({ name }) => body.at(`properties.${name}`) !== undefined) ||
    set.some(({ name, value }) => !isPlain(value) && !(value instanceof Leaf) && !MAY_BE_OPEN.test(name));
  if (set.length === 0 && !isWider && !deletes) {
    return [];
  }
  const id = updatedId(update);
  const changed = deletes || isWider ? undefined : context.find(id, [shape.type]);
  for (const { name, value } of changed === undefined ? [] : set) {
    const unknown = value instanceof Leaf ? value : new Leaf(undefined, [], `\${${update.address}.body}`);
    changed!.overwrite(name, isPlain(value) ? value : unknown);
  }
  if (changed !== undefined && set.every(({ value }) => isPlain(value))) {
    return [];
  }
  context.problem("UPDATE_NOT_APPLIED", update, "resource_id", kind);
  return changed === undefined ? [unreadUpdate(update, id, kind)] : [];
}

/** Whether something else gives tables of hubs routes: which of them an update leaves there, its order decides. */
function othersWriteHubRoutes({ resources }: ModelContext): boolean {
  const types = ["azurerm_virtual_hub_route_table_route", "azurerm_virtual_hub_routing_intent"];
  const updates = resources.managed("azapi_update_resource").flatMap((one) => {
    const table = updatedBuiltInTable(one);
    return table === undefined ? [] : [`${printValue(table.hub)} ${table.name.toLowerCase()}`];
  });
  return resources.managed(...types).length > 0 || new Set(updates).size < updates.length;
}

/** Blocks of which each reader knows what it means that only apply tells them. */
const MAY_BE_OPEN = /^(route|security_rule|(network|application|nat)_rule_collection)$/;

/** What stands for an argument that nobody sets. */
function unset(shape: ArmShape, name: string): TerraformValue {
  return argumentOf(shape, armObjectOf(undefined), undefined, name) ?? null;
}

/** A value that Azure takes as it is, or the id of something, or a list of such. */
function isPlain(value: TerraformValue): boolean {
  return (Array.isArray(value) ? value : [value]).every(
    (one) => scalarOf(one) !== undefined || (one instanceof Leaf && one.references.length > 0),
  );
}
