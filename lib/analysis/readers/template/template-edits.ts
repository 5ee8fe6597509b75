import { CreateResource, Edit, EditValue, Feed } from "../../model";
import { editedJson } from "../arm/edited-json";
import { stepsOf } from "../edits/edited-value";
import { asText, isJsonObject, JsonObject, member, objectsIn } from "../json";
import { Use, UsesOf } from "../terraform-input";
import { ANYWHERE, scopeOf } from "./deployment";
import { Declared } from "./deployment-tree";
import { awaitedDeployment, Nesting } from "./nesting";

/** Of a kind of which the template has none yet. */
const API_VERSION = "2024-05-01";

/** That a resource, a deployment or what is new waits for another one: by what it is written there. */
interface Wait {
  readonly address: string;
  /** None, where what is new itself waits. */
  readonly waiter?: Declared;
  /** None, where something new is waited for. */
  readonly first?: Declared;
  readonly id: EditValue;
}

/** A template that gets edits: where they are made, and what Azure wants said beside them. */
export class TemplateEdits {
  private readonly bySource: ReadonlyMap<object, Declared>;
  private readonly nesting: Nesting;
  /** Deployments get edits too: of what they wait for. */
  private readonly places: ReadonlyMap<string, JsonObject>;

  public constructor(
    private readonly template: JsonObject,
    private readonly declared: readonly Declared[],
    private readonly sources: ReadonlyMap<string, JsonObject>,
  ) {
    this.bySource = new Map(declared.map((one) => [one.source, one]));
    this.nesting = new Nesting(template, declared);
    this.places = new Map([
      ...this.nesting.all.map((one) => [addressOf(one), one.source] as const),
      ...sources,
    ]);
  }

  /**
   * Whatever has to be there before what refers to it, is waited for; what is new says its version. Nothing where something new has
   * no place.
   */
  public completed(edits: readonly Edit[], usesOf: UsesOf): readonly Edit[] {
    const templates = new Map<string, JsonObject>();
    for (const edit of edits) {
      const template = edit.op === "create" ? this.templateOf(edit, usesOf(edit)) : this.template;
      if (template === undefined) {
        return [];
      }
      if (edit.op === "create") {
        templates.set(edit.name, template);
      }
    }
    const waits = new Map<JsonObject, { readonly address: string; readonly ids: Set<EditValue> }>();
    const added: Wait[] = [];
    const written = edits.map((edit) => {
      const own = new Set<EditValue>();
      for (const wait of usesOf(edit).flatMap((use) => this.wait(edit, use, templates))) {
        const { address, waiter, id } = wait;
        added.push(wait);
        if (waiter === undefined) {
          own.add(id);
          continue;
        }
        const before = waiter.source.dependsOn as EditValue[] | undefined;
        const one = waits.get(waiter.source) ?? { address, ids: new Set(before) };
        waits.set(waiter.source, { ...one, ids: one.ids.add(id) });
      }
      return edit.op === "create"
        ? this.created(edit, usesOf(edit), [...own], templates.get(edit.name)!)
        : edit;
    });
    const more = [...waits.values()].map(({ address, ids }): Edit => {
      return { op: "set", address, argument: "dependsOn", value: [...ids] };
    });
    return this.hasCircle(added) ? [] : [...written, ...more];
  }

  /** Deployments that would wait for each other; of resources, one that is waited for already waits for nobody anew. */
  private hasCircle(added: readonly Wait[]): boolean {
    return added.some(
      ({ waiter, first }) =>
        waiter !== undefined && first !== undefined && this.waitsFor(first, waiter, added),
    );
  }

  private created(
    edit: CreateResource,
    uses: readonly Use[],
    dependsOn: readonly EditValue[],
    template: JsonObject,
  ): CreateResource {
    const { name, ...rest } = edit.arguments;
    const apiVersion = this.versionOf(edit.type);
    const beside = uses.find(({ address }) => this.at(address)?.template === template)?.address;
    return {
      ...edit,
      arguments: { apiVersion, name, ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }), ...rest },
      ...(template !== this.template && { beside }),
    };
  }

  /**
   * The template that gets what is new: the one that has all that it names, or the root's, which deploys them. Of a template that is
   * deployed several times each would make it.
   */
  private templateOf(
    { arguments: { location } }: CreateResource,
    uses: readonly Use[],
  ): JsonObject | undefined {
    const [owner, ...others] = uses.flatMap(({ address }) => this.at(address) ?? []);
    const { template } = owner ?? this;
    const isOnce = !this.nesting.isRepeated(template);
    const [isOfTemplate, isOfLoop] = [/\b(parameters|variables)\s*\(/i, /\bcopyIndex\s*\(/i].map((call) =>
      call.test(asText(location)),
    );
    if (isOfLoop || (isOnce && others.every((one) => one.template === template))) {
      return isOfLoop ? undefined : template;
    }
    const scope = owner && scopeOf(owner.type, ANYWHERE).toLowerCase();
    return owner?.id.toLowerCase().startsWith(`${scope}/`) === true && !isOfTemplate
      ? this.template
      : isOnce
        ? template
        : undefined;
  }

  /**
   * Who waits for what an edit refers to, and how that is written: where the two stand in different templates, the deployments wait
   * that one template makes. Nobody is named where that is what is new itself.
   */
  private wait(
    edit: Edit,
    { address: used, id }: Use,
    templates: ReadonlyMap<string, JsonObject>,
  ): readonly Wait[] {
    const [own, other] = [edit.op === "create" ? undefined : this.at(edit.address), this.at(used)];
    if (id === undefined || (edit.op !== "create" && own === undefined)) {
      return [];
    }
    const path = (one: Declared | undefined, name: string): readonly Declared[] => {
      const inside = this.nesting.pathTo(
        (one ?? { template: templates.get(name) }).template ?? this.template,
      );
      return one === undefined ? inside : [...inside, one];
    };
    const waiting = path(own, edit.op === "create" ? edit.name : "");
    const awaited = path(other, used.slice(used.indexOf(".") + 1));
    const parting = waiting.findIndex((one, index) => one.source !== awaited.at(index)?.source);
    const level = parting < 0 ? waiting.length : parting;
    const [waiter, first] = [waiting.at(level), awaited.at(level)];
    const knows = new Set(waiter?.awaits().map((one) => one.toLowerCase()));
    const isSettled =
      waiter === undefined
        ? edit.op !== "create"
        : first !== undefined &&
          (knows.has(first.id.toLowerCase()) || (waiter === own && this.waitsFor(first, waiter)));
    return isSettled
      ? []
      : [
          {
            address: waiter === own && edit.op !== "create" ? edit.address : addressOf(waiter),
            waiter,
            first,
            id: first === undefined || first === other ? id : awaitedDeployment(first),
          },
        ];
  }

  /** The expression or the loop that makes a list, which no edit changes. */
  public feedOf(edit: Edit): Feed | undefined {
    const path = edit.op === "create" ? "" : ((edit.op === "set" ? edit.argument : edit.block) ?? "");
    const steps = stepsOf(path);
    let owner: unknown = edit.op === "create" ? undefined : this.places.get(edit.address);
    for (const [index, step] of steps.entries()) {
      const loop = objectsIn(member(owner, "copy")).find(({ name }) => asText(name) === step);
      if (loop !== undefined) {
        return { by: `copy "${step}"`, expression: asText(loop.count) };
      }
      owner = (owner as { readonly [key: string]: unknown } | undefined)?.[step];
      const isWhole = edit.op === "set" && index === steps.length - 1;
      if (typeof owner === "string" && /^\[(?!\[)/.test(owner) && !isWhole) {
        return { by: steps.slice(0, index + 1).join("."), expression: owner };
      }
    }
    return undefined;
  }

  public edited(edits: readonly Edit[]): JsonObject | undefined {
    return editedJson(this.template, this.places, edits, (copy, edit, copyOf) => {
      const beside = edit.beside === undefined ? undefined : this.at(edit.beside);
      add(copyOf(beside?.template ?? this.template) as JsonObject, edit);
      return copy;
    });
  }

  private at(address: string | undefined): Declared | undefined {
    return this.bySource.get(this.sources.get(address ?? "") ?? {});
  }

  /** Whether one waits for another, or for what does. */
  private waitsFor(one: Declared, other: Declared, added: readonly Wait[] = []): boolean {
    const known = new Map(this.declared.map((each) => [each.id.toLowerCase(), each]));
    const seen = new Set<Declared>([one]);
    for (const each of seen) {
      each.awaits().forEach((id) => {
        const next = known.get(id.toLowerCase());
        if (next !== undefined) {
          seen.add(next);
        }
      });
      added.forEach(({ waiter, first }) => waiter === each && first !== undefined && seen.add(first));
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

function addressOf(deployment: Declared | undefined): string {
  return `deployments/${deployment?.name ?? ""}`;
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
