import { argumentNames, argumentOf } from "../arm/arm-arguments";
import { armObjectOf, armTypeOf } from "../arm/azapi-body";
import { BOUND_BY_UPDATES, updatedId } from "../arm/azapi-update";
import { mayMatter, shapeOf } from "../arm/catalogue";
import { Leaf, TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";

/** Names what azapi holds and nobody reads: kinds that may carry or filter traffic, bodies that only apply tells, updates. */
export function nameUnreadOfAzapi(context: ModelContext): void {
  for (const resource of context.resources.managed("azapi_resource", "azapi_resource_action")) {
    const kind = armTypeOf(resource.attribute("type"));
    if (kind === undefined || mayMatter(kind)) {
      context.problem("KIND_NOT_READ", resource, "type", kind ?? resource.attribute("type"));
    }
  }
  for (const resource of context.resources.all) {
    const body = resource.identity.type === "azapi_resource" ? resource.attribute("body") : undefined;
    if (body instanceof Leaf && armObjectOf(body).at("properties") instanceof Leaf) {
      context.problem("UNKNOWN_VALUE", resource, "body", body);
    }
  }
  for (const update of context.resources.managed("azapi_update_resource")) {
    nameUpdate(context, update);
  }
}

/** What an update sets isn't what the resource says that it changes. */
function nameUpdate(context: ModelContext, update: TerraformResource): void {
  const kind = armTypeOf(update.attribute("type"));
  const shape = kind === undefined ? undefined : shapeOf(kind);
  if (shape === undefined) {
    if (kind === undefined || mayMatter(kind)) {
      context.problem("KIND_NOT_READ", update, "type", kind ?? update.attribute("type"));
    }
    return;
  }
  const body = armObjectOf(update.attribute("body"));
  const isSubnet = shape.type === "azurerm_subnet";
  const set = argumentNames(shape).filter(
    (name) =>
      argumentOf(shape, body, undefined, name) !== undefined &&
      !(isSubnet && BOUND_BY_UPDATES.includes(name)),
  );
  if (set.length === 0) {
    return;
  }
  context.problem("UPDATE_NOT_APPLIED", update, "resource_id", kind);
  const id = updatedId(update);
  const changed = isSubnet ? context.subnets.subnetOf(id) : context.find(id, [shape.type])?.address;
  if (changed !== undefined) {
    const text = update.address;
    context.unknownArguments.push(
      ...set.map((argument) => ({ resource: changed, argument, text, candidates: [] })),
    );
  }
}
