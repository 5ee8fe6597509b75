import { ModelProblem, PlannedChange } from "../model";
import { newResource } from "./arm/azapi";
import { dependenciesOf } from "./dependencies";
import { evaluateTemplate, within } from "./expression/evaluator";
import { Place } from "./expression/place";
import { Evaluated, Scope } from "./expression/scope";
import { isRecord, itemsOf, knownScalar } from "./expression/values";
import { isJsonObject, JsonObject } from "./json";
import { ConfigurationBlocks, ResourceDeclaration } from "./json-configuration";
import {
  ArgumentSource,
  fromJson,
  Leaf,
  newObject,
  printValue,
  TerraformResource,
  TerraformValue,
} from "./terraform/value";

/** What an input says, whatever its form: resources whose references lead to resources. */
export interface TerraformInput {
  readonly resources: readonly TerraformResource[];
  readonly problems: readonly ModelProblem[];
  /** What a plan does to resources. */
  readonly changes?: readonly PlannedChange[];
  /** The comment keys (`//`) at the top of a configuration: our constructs declare assumptions there. */
  readonly comments: readonly unknown[];
}

/** Resolves a configuration (Terraform JSON): locals, variables with values, `count` and `for_each`, dynamic blocks. */
export function resolveConfiguration(blocks: ConfigurationBlocks): TerraformInput {
  const configuration = new Configuration(blocks);
  const resources = blocks.resources.flatMap((declaration) => configuration.instances(declaration));
  const problems = blocks.modules.map((name): ModelProblem => {
    return { code: "UNSUPPORTED", resource: `module.${name}`, attribute: "source" };
  });
  return { resources, problems: [...problems, ...configuration.problems], comments: blocks.comments };
}

/** The instances of a resource: one, or by number or key. */
interface Expansion {
  readonly instances: readonly TerraformResource[];
  /** What the resource's address evaluates to. */
  readonly value: Evaluated;
}

/** The root scope of a configuration. */
class Configuration implements Scope {
  public readonly problems: ModelProblem[] = [];
  private readonly declarations = new Map<string, ResourceDeclaration>();
  private readonly expansions = new Map<string, Expansion | undefined>();
  private readonly localValues = new Map<string, TerraformValue | undefined>();
  private readonly texts = new Map<string, TerraformValue>();

  public constructor(private readonly blocks: ConfigurationBlocks) {
    for (const declaration of blocks.resources) {
      this.declarations.set(keyOf(declaration), declaration);
    }
  }

  /** A text of the root scope: a thousand routes name the same next hop. */
  public text(text: string): TerraformValue {
    let value = this.texts.get(text);
    if (value === undefined) {
      value = evaluateTemplate(text, this);
      this.texts.set(text, value);
    }
    return value;
  }

  public instances(declaration: ResourceDeclaration): readonly TerraformResource[] {
    return this.expand(keyOf(declaration), declaration)?.instances ?? [];
  }

  public variable(name: string): Evaluated | undefined {
    return this.blocks.variables.has(name)
      ? fromJson(this.blocks.variables.get(name), (text) => text)
      : undefined;
  }

  public local(name: string): Evaluated | undefined {
    if (!this.localValues.has(name) && this.blocks.locals.has(name)) {
      // Stands while the local is being read, so that a circle ends here.
      this.localValues.set(name, undefined);
      this.localValues.set(name, evaluateJson(this.blocks.locals.get(name), this));
    }
    return this.localValues.get(name);
  }

  public resource(mode: "managed" | "data", type: string, name: string): Evaluated | undefined {
    const key = keyOf({ mode, type, name });
    const declaration = this.declarations.get(key);
    return declaration && this.expand(key, declaration)?.value;
  }

  public name(): undefined {
    return undefined;
  }

  private expand(key: string, declaration: ResourceDeclaration): Expansion | undefined {
    if (!this.expansions.has(key)) {
      this.expansions.set(key, undefined);
      this.expansions.set(key, this.newExpansion(declaration));
    }
    return this.expansions.get(key);
  }

  private newExpansion(declaration: ResourceDeclaration): Expansion {
    const { body } = declaration;
    if (body.count !== undefined && body.count !== null) {
      const count = evaluateJson(body.count, this);
      const number = Number(knownScalar(count));
      if (knownScalar(count) === undefined || !Number.isInteger(number) || number < 0 || number > MAX_COUNT) {
        return this.unknownInstances(declaration, "count", count);
      }
      const instances = Array.from({ length: number }, (_, index) =>
        this.instance(declaration, index, new Map<string, Evaluated>([["count", { index }]])),
      );
      return { instances, value: instances.map((instance) => Place.of(instance)) };
    }
    if (body.for_each !== undefined && body.for_each !== null) {
      const collection = evaluateJson(body.for_each, this);
      const entries = entriesOfForEach(collection, this.placesOf(body.for_each));
      if (!entries) {
        return this.unknownInstances(declaration, "for_each", collection);
      }
      const value = Object.create(null) as Record<string, Evaluated>;
      const instances = entries.map(([key, member]) => {
        const names = new Map<string, Evaluated>([["each", { key, value: member }]]);
        const instance = this.instance(declaration, key, names);
        value[key] = Place.of(instance);
        return instance;
      });
      return { instances, value };
    }
    const instance = this.instance(declaration, undefined, new Map());
    return { instances: [instance], value: Place.of(instance) };
  }

  /** `for_each = azurerm_subnet.x`: each value is a resource, which an evaluated value no longer shows. */
  private placesOf(forEach: unknown): { [key: string]: Evaluated } | undefined {
    const [, type, name] =
      (typeof forEach === "string" && /^\$\{\s*(az(?:urerm|api)_\w+)\.([\w-]+)\s*\}$/.exec(forEach)) || [];
    const value = type ? this.resource("managed", type, name) : undefined;
    return isRecord(value) ? value : undefined;
  }

  /** One instance stands for all, and says that it does. */
  private unknownInstances(
    declaration: ResourceDeclaration,
    attribute: string,
    value: TerraformValue,
  ): Expansion {
    const instance = this.instance(declaration, undefined, new Map());
    this.problems.push({
      code: "UNKNOWN_INSTANCES",
      resource: instance.address,
      attribute,
      text: printValue(value),
    });
    return { instances: [instance], value: Place.of(instance) };
  }

  private instance(
    declaration: ResourceDeclaration,
    key: string | number | undefined,
    names: ReadonlyMap<string, Evaluated>,
  ): TerraformResource {
    const { mode, type, name, body } = declaration;
    const local = `${mode === "data" ? "data." : ""}${type}.${name}`;
    const address = key === undefined ? local : `${local}[${JSON.stringify(key)}]`;
    const provider = typeof body.provider === "string" ? body.provider.replace(/^\$\{|\}$/g, "") : undefined;
    return newResource(
      { address, mode, type, name, key, module: "", provider: provider ?? type.split("_")[0] },
      new Body(body, names.size > 0 ? within(this, names) : this, this.blocks.locals),
    );
  }
}

/** More instances than any subscription holds: a mistake, or an attempt to exhaust memory. */
const MAX_COUNT = 100_000;

/** Arguments that are Terraform's, not the resource's. */
const META_ARGUMENTS = new Set([
  "//",
  "count",
  "for_each",
  "provider",
  "depends_on",
  "lifecycle",
  "connection",
  "provisioner",
  "dynamic",
]);

/** The arguments in the body of a resource block. */
class Body implements ArgumentSource {
  public constructor(
    private readonly body: JsonObject,
    private readonly scope: Scope,
    private readonly locals: ReadonlyMap<string, unknown>,
  ) {}

  public waitsFor(): readonly string[] {
    return dependenciesOf(this.body, this.locals);
  }

  public names(): readonly string[] {
    const dynamic = dynamicBlocks(this.body.dynamic).map(([name]) => name);
    const own = Object.keys(this.body).filter((name) => !META_ARGUMENTS.has(name));
    return [...new Set([...own, ...dynamic])];
  }

  public read(name: string): TerraformValue | undefined {
    if (META_ARGUMENTS.has(name)) {
      return undefined;
    }
    const own = Object.hasOwn(this.body, name) ? evaluateJson(this.body[name], this.scope) : undefined;
    return withDynamic(own, name, this.body.dynamic, this.scope);
  }
}

/** A JSON value with its expressions evaluated and its dynamic blocks written out. */
function evaluateJson(value: unknown, scope: Scope): TerraformValue {
  if (typeof value === "string") {
    const isTemplate = value.includes("${") || value.includes("%{");
    return !isTemplate
      ? value
      : scope instanceof Configuration
        ? scope.text(value)
        : evaluateTemplate(value, scope);
  }
  if (Array.isArray(value)) {
    return value.map((item) => evaluateJson(item, scope));
  }
  if (!isJsonObject(value)) {
    return (value ?? null) as TerraformValue;
  }
  const object = newObject();
  for (const [key, member] of Object.entries(value)) {
    if (key !== "//" && key !== "dynamic") {
      object[key] = evaluateJson(member, scope);
    }
  }
  for (const [name] of dynamicBlocks(value.dynamic)) {
    const blocks = withDynamic(object[name], name, value.dynamic, scope);
    if (blocks !== undefined) {
      object[name] = blocks;
    }
  }
  return object;
}

function dynamicBlocks(dynamic: unknown): [string, JsonObject][] {
  if (dynamic === undefined) {
    return [];
  }
  return [dynamic]
    .flat()
    .filter(isJsonObject)
    .flatMap((byName) => Object.entries(byName))
    .flatMap(([name, blocks]) =>
      [blocks]
        .flat()
        .filter(isJsonObject)
        .map((block): [string, JsonObject] => [name, block]),
    );
}

/** The blocks of a name that are written out, and those that a `dynamic` block makes. */
function withDynamic(
  own: TerraformValue | undefined,
  name: string,
  dynamic: unknown,
  scope: Scope,
): TerraformValue | undefined {
  const generators = dynamicBlocks(dynamic).filter(([candidate]) => candidate === name);
  if (generators.length === 0) {
    return own;
  }
  const made = generators.flatMap(([, block]): TerraformValue[] => {
    const collection = evaluateJson(block.for_each, scope);
    const iterator = typeof block.iterator === "string" ? block.iterator.replace(/^\$\{|\}$/g, "") : name;
    const entries = entriesOfForEach(collection, undefined, true);
    if (!entries) {
      return [new Leaf(undefined, [], printValue(collection))];
    }
    return entries.map(([key, value]) =>
      evaluateJson(block.content, within(scope, new Map<string, Evaluated>([[iterator, { key, value }]]))),
    );
  });
  return [...(own === undefined ? [] : [own].flat()), ...made];
}

/** The keys and values of a `for_each`: an object's, or the texts of a set. */
function entriesOfForEach(
  collection: TerraformValue,
  places?: { [key: string]: Evaluated },
  anyList = false,
): [string, Evaluated][] | undefined {
  if (places) {
    return Object.entries(places);
  }
  if (isRecord(collection)) {
    return Object.entries(collection);
  }
  const items = itemsOf(collection);
  const keys = items?.map((item, index) => knownScalar(item) ?? (anyList ? index : undefined));
  if (!items || !keys || keys.includes(undefined)) {
    return undefined;
  }
  return items.map((item, index) => [String(keys[index]), item]);
}

function keyOf(declaration: Pick<ResourceDeclaration, "mode" | "type" | "name">): string {
  return `${declaration.mode}.${declaration.type}.${declaration.name}`;
}
