import { newObject, scalarOf, TerraformValue } from "../terraform/value";
import { ArmObject } from "./arm-object";

/** Makes an argument of the provider's from Azure's object. */
export type ArmGetter = ((object: ArmObject) => TerraformValue | undefined) & {
  /** Where it is written in that object, so that an edit can say so; absent where it is no single place. */
  readonly place?: ArmPlace;
};

export interface ArmPlace {
  /** `properties.routes`; empty for the object itself. */
  readonly path: string;
  /** What stands in a block there; where the path is empty, it stands beside the rest. */
  readonly inner?: ArmArguments;
  /** Which item of the list there is the block with an index, where not all are blocks of this kind. */
  readonly indexIn?: (object: ArmObject, index: number) => number | undefined;
  /** What each new item says besides. */
  readonly also?: { readonly [property: string]: string };
  readonly isOpposite?: boolean;
  /** Other properties for the same, of which Azure takes one: `addressPrefix` beside `addressPrefixes`. */
  readonly others?: readonly ArmPlace[];
}

/** Where an argument of the provider's stands in Azure's object: a path under `properties`, or how it is made. */
export type ArmArgument = string | ArmGetter;

/** The provider's arguments by name. */
export interface ArmArguments {
  readonly [argument: string]: ArmArgument;
}

/** A kind of Azure's in the provider's words, so that there is one reader for both. */
export interface ArmShape {
  /** `azurerm_subnet`. */
  readonly type: string;
  /** The argument that names the resource in which one of this kind lies: `virtual_network_name`. */
  readonly parent?: string;
  readonly arguments: ArmArguments;
  /** What the provider sets when nobody does, and Azure may not. */
  readonly defaults?: { readonly [argument: string]: boolean };
  /** What Azure has in this object and the provider in resources of their own. */
  readonly parts?: readonly ArmPart[];
}

/** A list in an object of which each item is a resource of the provider's. */
export interface ArmPart {
  /** `virtualNetworkPeerings`; the last part of each item's address. */
  readonly name: string;
  readonly shape: ArmShape;
  /** The items; by default those of the property with that name. */
  readonly items?: (object: ArmObject) => readonly ArmObject[];
}

/** Where an argument is written in Azure's object. */
export function placeOf(argument: ArmArgument): ArmPlace | undefined {
  return typeof argument === "string" ? { path: `properties.${argument}` } : argument.place;
}

export function placed(getter: ArmGetter, place: ArmPlace | undefined): ArmGetter {
  return place === undefined ? getter : Object.assign(getter, { place });
}

/** The value of an argument; `undefined` where the object doesn't say, as where an id is left empty. */
export function valueOf(argument: ArmArgument, object: ArmObject): TerraformValue | undefined {
  if (typeof argument !== "string") {
    return argument(object);
  }
  const value = object.at(`properties.${argument}`);
  return argument.endsWith(".id") && scalarOf(value) === "" ? undefined : value;
}

/** What stands beside `properties`: `sku.name`, `zones`. */
export function top(path: string): ArmGetter {
  return placed((object) => object.at(path), { path });
}

/** Whether a property holds something: Azure itself shows an empty list for what isn't used. */
export function isGiven(value: TerraformValue | undefined): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** The first that is given and not an empty list: Azure has a property for one and a property for several. */
export function either(...candidates: readonly ArmArgument[]): ArmGetter {
  const [first, ...others] = candidates.flatMap((argument) => placeOf(argument) ?? []);
  return placed(
    (object) => candidates.map((argument) => valueOf(argument, object)).find(isGiven),
    first && { ...first, others },
  );
}

/** A switch that means the opposite. */
export function not(argument: ArmArgument): ArmGetter {
  const place = placeOf(argument);
  return placed(
    (object) => {
      const value = valueOf(argument, object);
      const known = scalarOf(value);
      return typeof known === "boolean" ? !known : value;
    },
    place && { ...place, isOpposite: true },
  );
}

/** A list of objects as blocks. */
export function blocks(path: string, inner: ArmArguments): ArmGetter {
  const all = { name: top("name"), ...inner };
  return placed(
    (object) => {
      const list = object.at(`properties.${path}`);
      return Array.isArray(list) ? list.map((item) => block(new ArmObject(item), all)) : list;
    },
    { path: `properties.${path}`, inner: all },
  );
}

/** Arguments that stand in a block of their own; absent where none is given. */
export function nested(inner: ArmArguments): ArmGetter {
  return placed(
    (object) => {
      const made = block(object, inner);
      return Object.keys(made).length > 0 ? made : undefined;
    },
    { path: "", inner },
  );
}

function block(object: ArmObject, inner: ArmArguments): { [argument: string]: TerraformValue } {
  const made = newObject();
  for (const [name, argument] of Object.entries(inner)) {
    const value = valueOf(argument, object);
    if (value !== undefined) {
      made[name] = value;
    }
  }
  return made;
}
