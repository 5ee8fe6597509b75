import { CreateResource, Edit, EditArguments, EditValue } from "../../model";
import { stepsOf } from "../edits/edited-value";
import { isJsonObject } from "../json";
import { scalarOf, TerraformResource, TerraformValue } from "../terraform/value";
import { Use } from "../terraform-input";
import { ArmObject } from "./arm-object";
import { AzureReferences } from "./azure-references";
import { targetOf } from "./azure-targets";
import { armTypeOfShape, partOfKind, shapeOf } from "./catalogue";
import { ArmArguments, ArmPlace, ArmShape, isGiven, placeOf } from "./shape";

/** What an association of the provider's is in Azure's subnet. */
const BINDINGS: ReadonlyMap<string, string> = new Map([
  ["azurerm_subnet_route_table_association", "route_table_id"],
  ["azurerm_subnet_network_security_group_association", "network_security_group_id"],
  ["azurerm_subnet_nat_gateway_association", "nat_gateway_id"],
]);

/** An argument in Azure's words. */
interface Written {
  readonly path: string;
  readonly value: EditValue;
}

/**
 * Edits of the provider's arguments as edits of Azure's JSON: arguments are paths in the object of a resource,
 * `properties.subnets[0].properties.routeTable.id`, in one of azapi's under `body`; with what each refers to. None where one of them has no such form.
 */
export function azureEdits(
  edits: readonly Edit[],
  resources: ReadonlyMap<string, TerraformResource>,
  references: AzureReferences,
): ReadonlyMap<Edit, readonly Use[]> {
  const writer = new AzureWriter(resources, references);
  const written = new Map<Edit, readonly Use[]>();
  for (const edit of edits) {
    const one = writer.written(edit);
    if (one === undefined) {
      return new Map();
    }
    written.set(one, references.used());
  }
  return written;
}

class AzureWriter {
  public constructor(
    private readonly resources: ReadonlyMap<string, TerraformResource>,
    private readonly references: AzureReferences,
  ) {}

  public written(edit: Edit): Edit | undefined {
    if (edit.op === "create") {
      return this.created(edit);
    }
    if (this.resources.get(edit.address)?.identity.type.startsWith("azurerm_") === true) {
      return edit;
    }
    const target = targetOf(this.resources, edit.address);
    const path = edit.op === "set" ? edit.argument : edit.block;
    if (target === undefined) {
      return path === undefined ? edit : undefined;
    }
    const { address, prefix } = target;
    if (path === undefined) {
      return prefix === "" ? edit : { op: "remove", address, block: prefix.slice(0, -1) };
    }
    const value = edit.op === "remove" ? null : edit.value;
    const put = this.put(target.arguments, stepsOf(path), value, address, target.object);
    if (put === undefined) {
      return undefined;
    }
    const at = `${target.isAzapi ? "body." : ""}${prefix}${put.path}`;
    if (edit.op === "set" || (edit.op === "append" && put.isSetting)) {
      // What refers to nothing has no id, rather than an empty one.
      return put.value === null && at.endsWith(".id")
        ? { op: "remove", address, block: at.slice(0, -".id".length) }
        : { op: "set", address, argument: at, value: put.value };
    }
    return edit.op === "append"
      ? { op: "append", address, block: at, value: put.value as EditArguments }
      : { op: "remove", address, block: at };
  }

  private created({ type, name, arguments: given }: CreateResource): Edit | undefined {
    const binding = BINDINGS.get(type);
    if (binding !== undefined) {
      const address = this.references.addressIn(given.subnet_id);
      return address === undefined
        ? undefined
        : this.written({ op: "set", address, argument: binding, value: given[binding] });
    }
    const owner = partOfKind(type);
    if (owner !== undefined) {
      const address = this.references.addressIn(given[owner.shape.parent ?? ""]);
      const object = address && this.object(owner.shape.arguments, argumentsIn(given, owner.shape), address);
      return address === undefined || !object
        ? undefined
        : {
            op: "append",
            address,
            block: `properties.${owner.name}`,
            value: { name: given.name, ...object },
          };
    }
    const armType = armTypeOfShape(type);
    const shape = armType === undefined ? undefined : shapeOf(armType);
    if (armType === undefined || shape === undefined) {
      return undefined;
    }
    // Where it is deployed, says who deploys.
    const { name: own, location, resource_group_name: group, [shape.parent ?? ""]: parent } = given;
    const rest = argumentsIn(given, shape);
    const beside = [parent, location, group, ...Object.values(rest)]
      .map((value) => this.references.addressIn(value))
      .find((address) => address !== undefined);
    // The owner comes first: where it is written, its parts are.
    const owners = parent === undefined ? [] : this.references.namesIn(parent);
    const object = this.object(shape.arguments, rest, beside);
    const place = location === undefined ? undefined : this.references.value(location, beside);
    if (object === undefined || owners === undefined || (location !== undefined && place === undefined)) {
      return undefined;
    }
    const names = [...owners, String(own)];
    const id = this.references.idOfNew(armType, names, beside);
    return {
      op: "create",
      type: armType,
      name,
      arguments: {
        ...(id !== undefined && { id, type: armType }),
        name: id === undefined ? this.references.text(names.join("/")) : String(own),
        ...(place !== undefined && { location: place }),
        ...object,
      },
    };
  }

  /** A value at a path of arguments, in Azure's words; the object is the one in which it is put, if there is one yet. */
  private put(
    shape: ArmArguments,
    [name, index, ...rest]: readonly (string | number)[],
    value: EditValue,
    address: string | undefined,
    into = new ArmObject(),
  ): (Written & { readonly isSetting?: boolean }) | undefined {
    const argument = typeof name === "string" && Object.hasOwn(shape, name) ? shape[name] : undefined;
    const place = argument === undefined ? undefined : placeIn(into, placeOf(argument));
    if (place === undefined) {
      return undefined;
    }
    if (place.inner !== undefined && place.path === "") {
      return this.putBeside(place.inner, index === 0 ? rest : [], value, address, into);
    }
    if (typeof index === "number" && place.inner !== undefined) {
      const at = `${place.path}[${place.indexIn?.(into, index) ?? index}]`;
      const inner =
        rest.length === 0
          ? { path: "", value }
          : this.put(place.inner, rest, value, address, itemsAt(into, place).at(index));
      return inner && { path: inner.path === "" ? at : `${at}.${inner.path}`, value: inner.value };
    }
    if (index !== undefined) {
      return undefined;
    }
    if (place.inner !== undefined && isJsonObject(value)) {
      const object = this.object(place.inner, value as EditArguments, address);
      return object && { path: place.path, value: { ...place.also, ...object } };
    }
    if (place.inner !== undefined && Array.isArray(value)) {
      const all = (value as EditArguments[]).map((item) => this.object(place.inner!, item, address));
      return all.every((one) => one !== undefined)
        ? { path: place.path, value: all.map((one) => ({ ...place.also, ...one })) }
        : undefined;
    }
    const [path, member] = place.path.split("[].");
    const written = this.references.value(value, address);
    const known = written === undefined ? undefined : asKept(into.at(place.path), written);
    if (known === undefined) {
      return undefined;
    }
    return member === undefined
      ? { path, value: place.isOpposite === true && typeof known === "boolean" ? !known : known }
      : {
          path,
          value: (Array.isArray(known) ? (known as EditValue[]) : [known]).map((one) => ({ [member]: one })),
        };
  }

  /** The provider has a block of what Azure has beside the rest: an edit of one property of it is a setting. */
  private putBeside(
    inner: ArmArguments,
    steps: readonly (string | number)[],
    value: EditValue,
    address: string | undefined,
    into: ArmObject,
  ): (Written & { readonly isSetting: true }) | undefined {
    const [only, ...more] = isJsonObject(value) ? Object.entries(value as EditArguments) : [];
    const [path, inside] = steps.length > 0 ? [steps, value] : [[only?.[0]], only?.[1]];
    const put =
      inside === undefined || (steps.length === 0 && more.length > 0)
        ? undefined
        : this.put(inner, path as (string | number)[], inside, address, into);
    return put && { ...put, isSetting: true };
  }

  /** A block, or a resource's arguments, as Azure's object. */
  private object(
    shape: ArmArguments,
    given: EditArguments,
    address: string | undefined,
  ): { [member: string]: EditValue } | undefined {
    const object: { [member: string]: EditValue } = {};
    for (const [name, value] of Object.entries(given)) {
      const put = this.put(shape, [name], value, address);
      if (put === undefined) {
        return undefined;
      }
      const steps = put.path.split(".");
      const last = steps.pop()!;
      let owner = object;
      for (const step of steps) {
        owner[step] ??= {};
        owner = owner[step] as { [member: string]: EditValue };
      }
      owner[last] = put.value;
    }
    return object;
  }
}

/** What a resource says of itself, without where it is. */
function argumentsIn(given: EditArguments, { parent, defaults }: ArmShape): EditArguments {
  const places = new Set(["name", "location", "resource_group_name", parent]);
  return Object.fromEntries(Object.entries({ ...defaults, ...given }).filter(([name]) => !places.has(name)));
}

/** The property that an object has for an argument, where Azure has several for the same: both would stand. */
function placeIn(object: ArmObject, place: ArmPlace | undefined): ArmPlace | undefined {
  return (
    place?.others?.find((one) => isGiven(object.at(one.path)) && !isGiven(object.at(place.path))) ?? place
  );
}

function itemsAt(object: ArmObject, place: ArmPlace): readonly ArmObject[] {
  const all = object.objects(place.path);
  return place.indexIn === undefined
    ? all
    : all.map((_, index) => all[place.indexIn!(object, index) ?? -1]).filter((one) => one !== undefined);
}

/** A value in the form of the one that is there: Azure has a property for one and a property for several. */
function asKept(before: TerraformValue | undefined, value: EditValue): EditValue | undefined {
  if (typeof scalarOf(before) !== "string" || !Array.isArray(value)) {
    return Array.isArray(before) && typeof value === "string" ? [value] : value;
  }
  return value.length === 1 ? (value as EditValue[])[0] : undefined;
}
