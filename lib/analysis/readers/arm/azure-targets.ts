import { scalarOf, TerraformResource } from "../terraform/value";
import { ArmObject } from "./arm-object";
import { armObjectOf, armTypeOf } from "./azapi-body";
import { shapeOf } from "./catalogue";
import { ArmArguments, ArmPart, ArmShape, placeOf } from "./shape";

/** Where Azure has what an edit is about: a resource's object, or one inside of that. */
export interface AzureTarget {
  /** Of the resource. */
  readonly address: string;
  /** The path in the resource's object, with a dot at its end; empty for the object itself. */
  readonly prefix: string;
  readonly arguments: ArmArguments;
  readonly parts: readonly ArmPart[];
  readonly object: ArmObject;
  readonly isAzapi: boolean;
}

/** `….virtualNetworkPeerings["to-hub"]`. */
const INSIDE = /^(.+)\.(\w+)\[("(?:[^"\\]|\\.)*"|\d+)\]$/;

/** What an address is in Azure's JSON: a resource there, or what is inside of one and a resource of the provider's. */
export function targetOf(
  resources: ReadonlyMap<string, TerraformResource>,
  address: string,
): AzureTarget | undefined {
  const [, within, name, key] = INSIDE.exec(address) ?? [];
  const owner = within === undefined ? undefined : targetOf(resources, within);
  if (owner === undefined) {
    return wholeTarget(resources.get(address));
  }
  const part = owner.parts.find((one) => one.name === name && one.items === undefined);
  const place = Object.hasOwn(owner.arguments, name) ? placeOf(owner.arguments[name]) : undefined;
  const shape: ArmShape | undefined = part?.shape ?? (place?.inner && { type: "", arguments: place.inner });
  const path = part ? `properties.${name}` : (place?.path ?? "");
  const items = owner.object.objects(path);
  const wanted: unknown = JSON.parse(key);
  const index =
    typeof wanted === "number" ? wanted : items.findIndex((item) => scalarOf(item.at("name")) === wanted);
  return shape === undefined || items[index] === undefined
    ? undefined
    : {
        ...owner,
        prefix: `${owner.prefix}${path}[${index}].`,
        arguments: shape.arguments,
        parts: shape.parts ?? [],
        object: items[index],
      };
}

function wholeTarget(resource: TerraformResource | undefined): AzureTarget | undefined {
  if (resource === undefined) {
    return undefined;
  }
  const isAzapi = resource.identity.type === "azapi_resource";
  const armType = armTypeOf(isAzapi ? resource.attribute("type") : resource.identity.type);
  const shape = armType === undefined ? undefined : shapeOf(armType);
  const object = isAzapi
    ? armObjectOf(resource.attribute("body"))
    : new ArmObject({ properties: resource.attribute("properties") ?? null });
  return (
    shape && {
      address: resource.address,
      prefix: "",
      arguments: shape.arguments,
      parts: shape.parts ?? [],
      object,
      isAzapi,
    }
  );
}
