import { CreateResource, Edit, EditValue } from "../../model";
import { editedJson } from "../arm/edited-json";
import { isJsonObject, JsonObject } from "../json";
import { Use, UsesOf } from "../terraform-input";
import { Declared } from "./deployment-tree";

/** Of a kind of which the template has none yet. */
const API_VERSION = "2024-05-01";

/** A template that gets edits: where they are made, and what Azure wants said beside them. */
export class TemplateEdits {
  private readonly bySource: ReadonlyMap<object, Declared>;

  public constructor(
    private readonly template: JsonObject,
    private readonly declared: readonly Declared[],
    private readonly sources: ReadonlyMap<string, JsonObject>,
  ) {
    this.bySource = new Map(declared.map((one) => [one.source, one]));
  }

  /** Whatever has to be there before what refers to it, is waited for; what is new says its version. */
  public completed(edits: readonly Edit[], usesOf: UsesOf): readonly Edit[] {
    const waits = new Map<string, Set<EditValue>>();
    const written = edits.map((edit) => {
      const uses = usesOf(edit);
      if (edit.op === "create") {
        return this.created(edit, uses);
      }
      for (const id of this.awaitedBy(edit.address, uses)) {
        const before = this.sources.get(edit.address)?.dependsOn as EditValue[] | undefined;
        waits.set(edit.address, (waits.get(edit.address) ?? new Set(before)).add(id));
      }
      return edit;
    });
    const more = [...waits].map(([address, ids]): Edit => {
      return { op: "set", address, argument: "dependsOn", value: [...ids] };
    });
    return [...written, ...more];
  }

  private created(edit: CreateResource, uses: readonly Use[]): CreateResource {
    const place = uses.find(({ address }) => this.at(address) !== undefined)?.address;
    const template = this.at(place)?.template ?? this.template;
    const awaited = uses.filter(({ address }) => (this.at(address)?.template ?? template) === template);
    const dependsOn = [...new Set(awaited.flatMap(({ id }) => id ?? []))];
    const { name, ...rest } = edit.arguments;
    const apiVersion = this.versionOf(edit.type);
    return {
      ...edit,
      arguments: { apiVersion, name, ...(dependsOn.length > 0 && { dependsOn }), ...rest },
      ...(template !== this.template && { beside: place }),
    };
  }

  /** Ids of what a resource has to wait for and doesn't yet; none that waits for it. */
  private awaitedBy(address: string, uses: readonly Use[]): readonly EditValue[] {
    const own = this.at(address);
    const awaits = new Set(own?.awaits().map((id) => id.toLowerCase()));
    return uses.flatMap(({ address: used, id }) => {
      const other = this.at(used);
      const isBeside =
        other === undefined ||
        (other !== own &&
          other.template === own?.template &&
          !awaits.has(other.id.toLowerCase()) &&
          !this.waitsFor(other, own));
      return id !== undefined && own !== undefined && isBeside ? [id] : [];
    });
  }

  public edited(edits: readonly Edit[]): JsonObject | undefined {
    return editedJson(this.template, this.sources, edits, (copy, edit, copyOf) => {
      const beside = edit.beside === undefined ? undefined : this.at(edit.beside);
      add(copyOf(beside?.template ?? this.template) as JsonObject, edit);
      return copy;
    });
  }

  private at(address: string | undefined): Declared | undefined {
    return this.bySource.get(this.sources.get(address ?? "") ?? {});
  }

  /** Whether one waits for another, or for what does. */
  private waitsFor(one: Declared, other: Declared): boolean {
    const known = new Map(this.declared.map((each) => [each.id.toLowerCase(), each]));
    const seen = new Set<Declared>([one]);
    for (const each of seen) {
      each.awaits().forEach((id) => {
        const next = known.get(id.toLowerCase());
        if (next !== undefined) {
          seen.add(next);
        }
      });
    }
    return seen.has(other);
  }

  private versionOf(type: string): string {
    const like = (kind: string): Declared | undefined =>
      this.declared.find((one) => one.type.toLowerCase() === kind.toLowerCase());
    const owner = type.split("/").slice(0, 2).join("/");
    const known = (like(type) ?? like(owner))?.source.apiVersion;
    return typeof known === "string" ? known : API_VERSION;
  }
}

/** In a template of symbolic names the new resource has one. */
function add(template: JsonObject, { type, name, arguments: written }: CreateResource): void {
  const { resources } = template as { readonly resources: unknown };
  const resource = { type, ...written };
  if (Array.isArray(resources)) {
    resources.push(resource);
  } else if (isJsonObject(resources)) {
    (resources as { [symbol: string]: unknown })[symbolIn(resources, name)] = resource;
  }
}

function symbolIn(resources: JsonObject, wanted: string): string {
  return Object.keys(resources).includes(wanted) ? symbolIn(resources, `${wanted}_2`) : wanted;
}
