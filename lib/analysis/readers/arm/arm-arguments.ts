import { Place } from "../expression/place";
import { parseAzureId } from "../terraform/azure-id";
import {
  Leaf,
  printValue,
  referencesOf,
  scalarOf,
  TerraformResource,
  TerraformValue,
} from "../terraform/value";
import { ArmObject } from "./arm-object";
import { ArmShape, valueOf } from "./shape";

/** What an argument of the provider's is in Azure's object; `parent` is the id of what the object lies in. */
export function argumentOf(
  shape: ArmShape,
  object: ArmObject,
  parent: TerraformValue | undefined,
  name: string,
): TerraformValue | undefined {
  if (Object.hasOwn(shape.arguments, name)) {
    return valueOf(shape.arguments[name], object);
  }
  if (name === shape.parent) {
    return name.endsWith("_name") ? nameIn(parent) : parent;
  }
  return name === "resource_group_name" ? groupIn(parent) : undefined;
}

/** Names of the provider's arguments that a shape can tell. */
export function argumentNames(shape: ArmShape): readonly string[] {
  return [
    "name",
    "resource_group_name",
    ...(shape.parent === undefined ? [] : [shape.parent]),
    ...Object.keys(shape.arguments),
  ];
}

/** The name of the resource with an id: that of the resource to which the id refers, or the id's last step. */
function nameIn(id: TerraformValue | undefined): TerraformValue | undefined {
  const owner = ownerOf(id);
  if (owner !== undefined) {
    return Place.of(owner).step("name").settle();
  }
  const name = parseAzureId(textOf(id))?.names.at(-1);
  return name ?? id;
}

/** The resource group in an id, or of the resource to which it refers. */
function groupIn(id: TerraformValue | undefined): TerraformValue | undefined {
  const owner = ownerOf(id);
  if (owner !== undefined) {
    return Place.of(owner)
      .step(owner.type === "azurerm_resource_group" ? "name" : "resource_group_name")
      .settle();
  }
  return /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)/i.exec(textOf(id))?.[1];
}

/** The resource of which a value is the id, where it is plain which. */
function ownerOf(id: TerraformValue | undefined): TerraformResource | undefined {
  const owners = new Set(referencesOf(id).map(({ resource }) => resource));
  const isWhole = id instanceof Leaf && !id.text.includes("/");
  return owners.size === 1 && isWhole ? [...owners][0] : undefined;
}

function textOf(id: TerraformValue | undefined): string {
  return typeof scalarOf(id) === "string" || id instanceof Leaf ? printValue(id) : "";
}
