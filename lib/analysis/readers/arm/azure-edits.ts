import { Edit, EditArguments, EditValue } from "../../model";
import { stepsOf } from "../edits/edited-value";
import { Place } from "../expression/place";
import { isJsonObject } from "../json";
import { Scalar, scalarOf, TerraformResource, TerraformValue } from "../terraform/value";
import { ArmObject } from "./arm-object";
import { armObjectOf, armTypeOf } from "./azapi-body";
import { armTypeOfShape, shapeOf } from "./catalogue";
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
 * `properties.subnets[0].properties.routeTable.id`, in one of azapi's under \`body\`. None where one of them has no such form.
 */
export function azureEdits(edits: readonly Edit[], resources: readonly TerraformResource[]): readonly Edit[] {
  const writer = new AzureWriter(edits, new Map(resources.map((resource) => [resource.address, resource])));
  const written = edits.map((edit) => writer.written(edit));
  return written.every((edit) => edit !== undefined) ? written : [];
}

class AzureWriter {
  public constructor(
    private readonly edits: readonly Edit[],
    private readonly resources: ReadonlyMap<string, TerraformResource>,
  ) {}

  public written(edit: Edit): Edit | undefined {
    if (edit.op === "create") {
      return this.created(edit.type, edit.name, edit.arguments);
    }
    const resource = this.resources.get(edit.address);
    if (resource?.identity.type.startsWith("azurerm_") === true) {
      return edit;
    }
    const { address } = edit;
    const path = edit.op === "set" ? edit.argument : edit.block;
    if (path === undefined) {
      return edit;
    }
    const shape = shapeOfResource(resource);
    const value = edit.op === "remove" ? null : edit.value;
    const put = shape && this.put(shape.arguments, stepsOf(path), value, objectOfResource(resource));
    if (put === undefined) {
      return undefined;
    }
    const at = resource?.identity.type === "azapi_resource" ? `body.${put.path}` : put.path;
    switch (edit.op) {
      case "set":
        // What refers to nothing has no id, rather than an empty one.
        return put.value === null && at.endsWith(".id")
          ? { op: "remove", address, block: at.slice(0, -".id".length) }
          : { op: "set", address, argument: at, value: put.value };
      case "append":
        return { op: "append", address, block: at, value: put.value as EditArguments };
      case "remove":
        return { op: "remove", address, block: at };
    }
  }

  private created(type: string, name: string, given: EditArguments): Edit | undefined {
    const binding = BINDINGS.get(type);
    if (binding !== undefined) {
      const [, address] = REFERENCE.exec(String(given.subnet_id)) ?? [];
      return address === undefined
        ? undefined
        : this.written({ op: "set", address, argument: binding, value: given[binding] });
    }
    const armType = armTypeOfShape(type);
    const shape = armType === undefined ? undefined : shapeOf(armType);
    if (armType === undefined || shape === undefined) {
      return undefined;
    }
    const { name: own, location, [shape.parent ?? ""]: parent, ...rest } = given;
    // Where it is deployed, says who deploys.
    const more = Object.fromEntries(Object.entries(rest).filter(([one]) => one !== "resource_group_name"));
    const object = this.object(shape.arguments, more);
    const owner = parent === undefined ? "" : `${this.nameIn(parent)}/`;
    return (
      object && {
        op: "create",
        type: armType,
        name,
        arguments: {
          name: `${owner}${this.nameIn(own)}`,
          ...(location !== undefined && { location: this.value(location) }),
          ...object,
        },
      }
    );
  }

  /** A value at a path of arguments, in Azure's words; the object is the one in which it is put, if there is one yet. */
  private put(
    shape: ArmArguments,
    [name, index, ...rest]: readonly (string | number)[],
    value: EditValue,
    into = new ArmObject(),
  ): Written | undefined {
    const argument = typeof name === "string" && Object.hasOwn(shape, name) ? shape[name] : undefined;
    const place = argument === undefined ? undefined : placeIn(into, placeOf(argument));
    if (place === undefined) {
      return undefined;
    }
    if (typeof index === "number" && place.inner !== undefined) {
      const at = `${place.path}[${index}]`;
      const inner =
        rest.length === 0
          ? { path: "", value }
          : this.put(place.inner, rest, value, into.objects(place.path).at(index));
      return inner && { path: inner.path === "" ? at : `${at}.${inner.path}`, value: inner.value };
    }
    if (index !== undefined) {
      return undefined;
    }
    if (place.inner !== undefined && isJsonObject(value)) {
      const object = this.object(place.inner, value as EditArguments);
      return object && { path: place.path, value: object };
    }
    if (place.inner !== undefined && Array.isArray(value)) {
      const all = (value as EditArguments[]).map((item) => this.object(place.inner!, item));
      return all.every((one) => one !== undefined) ? { path: place.path, value: all } : undefined;
    }
    const [path, member] = place.path.split("[].");
    const known = asKept(into.at(place.path), this.value(value));
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

  /** A block, or a resource's arguments, as Azure's object. */
  private object(shape: ArmArguments, given: EditArguments): { [member: string]: EditValue } | undefined {
    const object: { [member: string]: EditValue } = {};
    for (const [name, value] of Object.entries(given)) {
      const put = this.put(shape, [name], value);
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

  /** References as Azure's templates write them; what azapi has, Terraform refers to. */
  private value(value: EditValue): EditValue {
    if (Array.isArray(value)) {
      return (value as EditValue[]).map((one) => this.value(one));
    }
    const [whole, address = "", attribute = ""] = REFERENCE.exec(String(value)) ?? [];
    const resource = this.resources.get(address);
    if (whole === undefined || resource?.identity.type.startsWith("az") === true) {
      return value;
    }
    const made = this.edits.find((edit) => edit.op === "create" && `${edit.type}.${edit.name}` === address);
    if (made?.op === "create" && attribute === "id") {
      return `[resourceId('${armTypeOfShape(made.type)}', '${this.nameIn(made.arguments.name)}')]`;
    }
    const known = resource && knownAttribute(resource, attribute);
    return attribute === "id" && typeof known === "string" ? resourceId(known) : (known ?? value);
  }

  private nameIn(value: EditValue): string {
    return String(this.value(value));
  }
}

/** What a resource says of itself; the provider computes an interface's address from its first configuration. */
function knownAttribute(resource: TerraformResource, attribute: string): Scalar | undefined {
  const self = Place.of(resource);
  const places = [self.step(attribute), self.step("ip_configuration").step(0).step(attribute)];
  return places.map((place) => scalarOf(place.settle())).find((value) => value !== undefined);
}

const REFERENCE = /^\$\{(.+)\.(\w+)\}$/;

/** The property that an object has for an argument, where Azure has several for the same: both would stand. */
function placeIn(object: ArmObject, place: ArmPlace | undefined): ArmPlace | undefined {
  return (
    place?.others?.find((one) => isGiven(object.at(one.path)) && !isGiven(object.at(place.path))) ?? place
  );
}

/** A value in the form of the one that is there: Azure has a property for one and a property for several. */
function asKept(before: TerraformValue | undefined, value: EditValue): EditValue | undefined {
  if (typeof scalarOf(before) !== "string" || !Array.isArray(value)) {
    return Array.isArray(before) && typeof value === "string" ? [value] : value;
  }
  return value.length === 1 ? (value as EditValue[])[0] : undefined;
}

function objectOfResource(resource: TerraformResource | undefined): ArmObject {
  return resource?.identity.type === "azapi_resource"
    ? armObjectOf(resource.attribute("body"))
    : new ArmObject({ properties: resource?.attribute("properties") ?? null });
}

function shapeOfResource(resource: TerraformResource | undefined): ArmShape | undefined {
  const type =
    resource?.identity.type === "azapi_resource" ? resource.attribute("type") : resource?.identity.type;
  const armType = armTypeOf(type);
  return armType === undefined ? undefined : shapeOf(armType);
}

/** An id that is real stays; that of a template's own resource is asked of its deployment. */
function resourceId(id: string): string {
  const [, space, path] = /\/providers\/([^/]+)\/(.+)$/i.exec(id) ?? [];
  if (space === undefined || /^\/subscriptions\/[0-9a-f]{8}-/i.test(id)) {
    return id;
  }
  const steps = path.split("/");
  const [types, names] = [0, 1].map((odd) => steps.filter((_, index) => index % 2 === odd));
  return `[resourceId('${space}/${types.join("/")}', '${names.join("', '")}')]`;
}
