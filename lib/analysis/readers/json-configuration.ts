import { InputError } from "./input-error";
import { isJsonObject, JsonObject, kindOf } from "./json";
import { laidOver } from "./overrides";

/** One `resource` or `data` block of Terraform JSON. */
export interface ResourceDeclaration {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly body: JsonObject;
}

/** The blocks of one configuration, wherever its files have them. */
export interface ConfigurationBlocks {
  readonly resources: readonly ResourceDeclaration[];
  /** Declarations of variables: `type`, `default`, `nullable`. */
  readonly variables: ReadonlyMap<string, JsonObject>;
  readonly locals: ReadonlyMap<string, unknown>;
  /** Calls of modules: `source`, `count`, `for_each`, `providers`, and arguments. */
  readonly modules: ReadonlyMap<string, JsonObject>;
  /** Declarations of outputs: `value`. */
  readonly outputs: ReadonlyMap<string, JsonObject>;
  /** The comment keys (`//`) at the top of the files. */
  readonly comments: readonly unknown[];
  /** Where the state is kept, as `terraform { backend "azurerm" {…} }` says. */
  readonly backend?: { readonly type: string; readonly settings: JsonObject };
  /** Addresses of what Terraform forgets without destroying it: `removed { lifecycle { destroy = false } }`. */
  readonly forgotten: readonly string[];
  /** What its `required_providers` say of azurerm, or its `provider` block, where older configurations say it. */
  readonly azurerm?: unknown;
}

/** A file of Terraform JSON, or of HCL in that shape, with its name, which tells overrides. */
export interface ConfigurationFile {
  readonly name: string;
  readonly content: JsonObject;
}

/** Collects the blocks of some files. Terraform JSON lets every block and label be an object or a list of objects. */
export function readBlocks(files: readonly ConfigurationFile[]): ConfigurationBlocks {
  const collected = new CollectedBlocks();
  inTerraformsOrder(files).forEach((file) => collected.add(file));
  return collected.blocks;
}

class CollectedBlocks {
  private readonly resources = new Map<string, ResourceDeclaration>();
  private readonly variables = new Map<string, JsonObject>();
  private readonly locals = new Map<string, unknown>();
  private readonly modules = new Map<string, JsonObject>();
  private readonly outputs = new Map<string, JsonObject>();
  private readonly forgotten: string[] = [];
  private readonly comments: unknown[] = [];
  private backend: ConfigurationBlocks["backend"];
  private azurerm: unknown;
  private readonly declared = new Map<string, string>();

  public get blocks(): ConfigurationBlocks {
    const { resources, variables, locals, modules, outputs, forgotten, comments, backend, azurerm } = this;
    return {
      resources: [...resources.values()],
      variables,
      locals,
      modules,
      outputs,
      forgotten,
      comments,
      ...(backend && { backend }),
      azurerm,
    };
  }

  public add(file: ConfigurationFile): void {
    const { content } = file;
    this.addResources(file, "resource", "managed");
    this.addResources(file, "data", "data");
    this.addNamed(file, "variable", this.variables);
    this.addNamed(file, "module", this.modules);
    this.addNamed(file, "output", this.outputs);
    for (const [name, value] of labelled(content.locals, file.name, "locals")) {
      this.declare(`local.${name}`, file);
      this.locals.set(name, value);
    }
    this.azurerm ??= [content.provider]
      .flat()
      .filter(isJsonObject)
      .flatMap((providers) => [providers.azurerm].flat())
      .find((one) => isJsonObject(one) && one.version !== undefined);
    this.addSettings(file);
    this.addRemoved(file);
    if ("//" in content) {
      this.comments.push(content["//"]);
    }
  }

  private addResources(
    file: ConfigurationFile,
    block: "resource" | "data",
    mode: ResourceDeclaration["mode"],
  ): void {
    for (const [type, byName] of labelled(file.content[block], file.name, block)) {
      for (const [name, body] of labelled(byName, file.name, `${block}.${type}`)) {
        const where = `${block}.${type}.${name}`;
        const bodies = objects(body, file.name, where);
        bodies.forEach(() => this.declare(where, file));
        const key = `${mode}.${type}.${name}`;
        const earlier = isOverride(file.name) ? this.resources.get(key)?.body : undefined;
        this.resources.set(key, { mode, type, name, body: merged(bodies, earlier) });
      }
    }
  }

  private addNamed(file: ConfigurationFile, block: string, into: Map<string, JsonObject>): void {
    for (const [name, body] of labelled(file.content[block], file.name, block)) {
      const bodies = objects(body, file.name, `${block}.${name}`);
      bodies.forEach(() => this.declare(`${block}.${name}`, file));
      into.set(name, merged(bodies, into.get(name)));
    }
  }

  private addSettings({ name: file, content }: ConfigurationFile): void {
    for (const settings of objects(content.terraform, file, "terraform")) {
      for (const [type, body] of labelled(settings.backend, file, "terraform.backend")) {
        this.backend = { type, settings: merged(objects(body, file, `terraform.backend.${type}`)) };
      }
      const where = "terraform.required_providers";
      for (const [name, provider] of labelled(settings.required_providers, file, where)) {
        this.azurerm = name === "azurerm" ? provider : this.azurerm;
      }
    }
  }

  private addRemoved({ name: file, content }: ConfigurationFile): void {
    for (const { from, lifecycle } of objects(content.removed, file, "removed")) {
      const isKept = objects(lifecycle, file, "removed.lifecycle").some(({ destroy }) => destroy === false);
      if (isKept && typeof from === "string") {
        this.forgotten.push(from.replace(/^\$\{(.*)\}$/, "$1"));
      }
    }
  }

  private declare(where: string, { name: file }: ConfigurationFile): void {
    const other = this.declared.get(where);
    if (other !== undefined && !isOverride(file)) {
      throw new InputError("DECLARED_TWICE", { file, other, where });
    }
    this.declared.set(where, file);
  }
}

/** A block, laid over what an earlier file has of it; nearly all stand in one place and are taken as they are. */
function merged(bodies: readonly JsonObject[], earlier?: JsonObject): JsonObject {
  return earlier === undefined && bodies.length === 1
    ? bodies[0]
    : bodies.reduce(laidOver, earlier ?? (Object.create(null) as JsonObject));
}

/** Alphabetical, overrides last. */
function inTerraformsOrder(files: readonly ConfigurationFile[]): ConfigurationFile[] {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    ...sorted.filter(({ name }) => !isOverride(name)),
    ...sorted.filter(({ name }) => isOverride(name)),
  ];
}

function isOverride(file: string): boolean {
  return /(^|[/\\]|_)override\.(tf|tofu)(\.json)?$/.test(file);
}

/** The entries of a block whose next label is the key; `//` is a comment at every level. */
function labelled(block: unknown, file: string, where: string): [string, unknown][] {
  return objects(block, file, where).flatMap((object) =>
    Object.entries(object).filter(([key]) => key !== "//"),
  );
}

function objects(value: unknown, file: string, where: string): JsonObject[] {
  const list = Array.isArray(value) ? value.flat() : value === undefined || value === null ? [] : [value];
  return list.map((item) => {
    if (!isJsonObject(item)) {
      throw new InputError("BLOCK_NO_OBJECT", { file, where, kind: kindOf(item) });
    }
    return item;
  });
}
