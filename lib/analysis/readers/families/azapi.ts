import { armObjectOf, armTypeOf } from "../arm/azapi";
import { argumentNames, argumentOf } from "../arm/arm-arguments";
import { mayMatter, shapeOf } from "../arm/catalogue";
import { Leaf, TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";

/** Names what azapi holds and nobody reads: kinds that may carry or filter traffic, bodies that only apply tells, updates. */
export function nameUnreadOfAzapi(context: ModelContext): void {
  for (const resource of context.resources.managed("azapi_resource")) {
    const kind = armTypeOf(resource.attribute("type"));
    if (kind === undefined || mayMatter(kind)) {
      context.problem("UNSUPPORTED", resource, "type", kind ?? resource.attribute("type"));
    }
  }
  for (const resource of context.resources.all) {
    const body = resource.identity.type === "azapi_resource" ? resource.attribute("body") : undefined;
    if (body instanceof Leaf && body.value === undefined && isUnreadable(body)) {
      context.problem("UNKNOWN_VALUE", resource, "body", body);
    }
  }
  context.resources.managed("azapi_update_resource").forEach((resource) => nameUpdate(context, resource));
}

function isUnreadable(body: Leaf): boolean {
  return armObjectOf(body).at("properties") instanceof Leaf;
}

/** What an update sets is not what the resource that it changes says. */
function nameUpdate(context: ModelContext, update: TerraformResource): void {
  const kind = armTypeOf(update.attribute("type"));
  const shape = kind === undefined ? undefined : shapeOf(kind);
  if (kind !== undefined && shape === undefined && !mayMatter(kind)) {
    return;
  }
  context.problem("UNSUPPORTED", update, "type", kind ?? update.attribute("type"));
  const id = update.attribute("resource_id");
  if (shape === undefined || id === undefined) {
    return;
  }
  const target =
    shape.type === "azurerm_subnet" ? context.subnets.subnetOf(id) : context.find(id, [shape.type])?.address;
  const body = armObjectOf(update.attribute("body"));
  for (const name of argumentNames(shape)) {
    const value = argumentOf(shape, body, undefined, name);
    if (target !== undefined && value !== undefined) {
      context.unknownArguments.push({
        resource: target,
        argument: name,
        text: update.address,
        candidates: [],
      });
    }
  }
}
