import { CreateResource, Edit, EditValue, InputKind } from "../../model";
import { stepsOf } from "../edits/edited-value";
import { Place } from "../expression/place";
import { JsonObject } from "../json";
import { scalarOf, TerraformResource } from "../terraform/value";
import { Use } from "../terraform-input";
import { parseArmId } from "./arm-id";
import { armTypeOfShape } from "./catalogue";

/** What edits refer to by address, as a form of Azure's JSON writes it: a template by expressions, all others by ids. */
export class AzureReferences {
  private readonly isTemplate: boolean;
  private readonly made: ReadonlyMap<string, CreateResource>;
  private uses: Use[] = [];

  public constructor(
    edits: readonly Edit[],
    private readonly resources: ReadonlyMap<string, TerraformResource>,
    private readonly kind: InputKind,
    private readonly sourceOf: (address: string) => JsonObject | undefined = () => undefined,
  ) {
    this.isTemplate = kind === "template";
    this.made = new Map(
      edits.flatMap((edit) => (edit.op === "create" ? [[`${edit.type}.${edit.name}`, edit] as const] : [])),
    );
  }

  /** What was referred to since that was last asked. */
  public used(): readonly Use[] {
    const { uses } = this;
    this.uses = [];
    return uses;
  }

  /** The resource to which a value refers, or what is inside of one. */
  public addressIn(value: EditValue | undefined): string | undefined {
    return this.referenceIn(value)?.address;
  }

  /** Names of the resource to which a value refers, outermost first; nothing where it is none that has a name. */
  public namesIn(value: EditValue): readonly string[] | undefined {
    if (this.kind === "configuration") {
      return [String(value)];
    }
    const address = this.addressIn(value);
    if (address === undefined) {
      return typeof value === "string" && !value.includes("${")
        ? value.startsWith("/")
          ? namesOf(value)
          : [value]
        : undefined;
    }
    const made = this.made.get(address);
    const id = this.idOf(address);
    this.value(`\${${address}.id}`, undefined);
    return made !== undefined ? [String(made.arguments.name)] : id === undefined ? undefined : namesOf(id);
  }

  /** The id of what is to be created; a template says name and type alone. */
  public idOfNew(type: string, names: readonly string[], beside: string | undefined): string | undefined {
    return this.isTemplate || this.kind === "configuration"
      ? undefined
      : idIn(scopeOf(beside === undefined ? undefined : this.idOf(beside)), type, names);
  }

  /** A value as it is written in the resource with an address, or beside it; nothing where it can't be. */
  public value(value: EditValue, beside: string | undefined): EditValue | undefined {
    if (Array.isArray(value)) {
      const all = (value as EditValue[]).map((one) => this.value(one, beside));
      return all.every((one) => one !== undefined) ? all : undefined;
    }
    const reference = this.referenceIn(value);
    if (reference === undefined) {
      return typeof value !== "string" ? value : value.includes("${") ? undefined : this.text(value);
    }
    const { address, path } = reference;
    const resource = this.resources.get(address);
    if (
      this.kind === "configuration" &&
      (resource === undefined || resource.identity.type.startsWith("az"))
    ) {
      return value;
    }
    const made = this.made.get(address);
    if (made !== undefined) {
      return path === "id" ? this.using(address, this.newId(made, beside)) : undefined;
    }
    if (path === "id") {
      return this.using(address, this.written(this.idOf(address), beside));
    }
    const known = resource && knownAttribute(resource, path);
    if (path === "location") {
      // As it is written there, it holds in that template.
      this.using(address, undefined);
    }
    return known === undefined && path === "location" && this.isTemplate
      ? (this.sourceOf(address)?.location as EditValue | undefined)
      : known === undefined || typeof known !== "string"
        ? known
        : this.text(known);
  }

  /** Text that a template doesn't take for an expression. */
  public text(text: string): string {
    return this.isTemplate && text.startsWith("[") ? `[${text}` : text;
  }

  private referenceIn(value: EditValue | undefined): { address: string; path: string } | undefined {
    const expression = typeof value === "string" ? /^\$\{(.*)\}$/.exec(value)?.[1] : undefined;
    for (let end = expression?.lastIndexOf(".") ?? -1; end > 0; end = expression!.lastIndexOf(".", end - 1)) {
      const address = expression!.slice(0, end);
      if (this.resources.has(address) || this.made.has(address)) {
        return { address, path: expression!.slice(end + 1) };
      }
    }
    return undefined;
  }

  private using(address: string, id: EditValue | undefined): EditValue | undefined {
    this.uses.push({ address, ...(id !== undefined && { id }) });
    return id;
  }

  private newId(made: CreateResource, beside: string | undefined): string | undefined {
    const type = armTypeOfShape(made.type);
    const names = [String(made.arguments.name)];
    return type === undefined
      ? undefined
      : this.isTemplate
        ? resourceId([], type, names)
        : this.idOfNew(type, names, beside);
  }

  private idOf(address: string): string | undefined {
    const made = this.made.get(address);
    const id = scalarOf(this.resources.get(address)?.attribute("id"));
    return made === undefined && typeof id === "string" ? id : undefined;
  }

  /** An id as it is; that of a template's own resource is asked of its deployment. */
  private written(id: string | undefined, beside: string | undefined): EditValue | undefined {
    const parsed = id === undefined ? undefined : parseArmId(id);
    if (id === undefined || parsed === undefined || !this.isTemplate || !/\$\{/.test(scopeOf(id))) {
      return id;
    }
    const names = namesOf(id);
    if (beside === undefined || scopeOf(this.idOf(beside)) === scopeOf(id)) {
      return resourceId([], parsed.type, names);
    }
    return parsed.resourceGroup.includes("${")
      ? undefined
      : resourceId([parsed.resourceGroup], parsed.type, names);
  }
}

/** What a resource says of itself; the provider computes an interface's address from its first configuration. */
function knownAttribute(resource: TerraformResource, path: string): EditValue | undefined {
  const self = Place.of(resource);
  const steps = stepsOf(path);
  const places = [steps, ["ip_configuration", 0, ...steps]].map((all) =>
    all.reduce((place, step) => place.step(step), self),
  );
  return places.map((place) => scalarOf(place.settle())).find((value) => value !== undefined);
}

function scopeOf(id = ""): string {
  return id.split(/\/providers\//i)[0];
}

/** Names in an id, without those of where it lies. */
function namesOf(id: string): readonly string[] {
  return (parseArmId(id)?.path ?? "").split("/").filter((_, index) => index % 2 === 1);
}

function idIn(scope: string, type: string, names: readonly string[]): string | undefined {
  const [provider, ...kinds] = type.split("/");
  const steps = kinds.flatMap((kind, index) => [kind, names[index]]);
  return scope === "" ? undefined : [scope, "providers", provider, ...steps].join("/");
}

function resourceId(scope: readonly string[], type: string, names: readonly string[]): string {
  const quoted = [...scope, type, ...names].map((text) => `'${text.replaceAll("'", "''")}'`);
  return `[resourceId(${quoted.join(", ")})]`;
}
