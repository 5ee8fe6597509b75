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
  const resources = new Map<string, ResourceDeclaration>();
  const variables = new Map<string, JsonObject>();
  const locals = new Map<string, unknown>();
  const modules = new Map<string, JsonObject>();
  const outputs = new Map<string, JsonObject>();
  const forgotten: string[] = [];
  const comments: unknown[] = [];
  let backend: ConfigurationBlocks["backend"];
  let azurerm: unknown;
  const declared = new Map<string, string>();
  const declare = (where: string, file: string, overrides: boolean): void => {
    const other = declared.get(where);
    if (other !== undefined && !overrides) {
      throw new InputError("DECLARED_TWICE", { file, other, where });
    }
    declared.set(where, file);
  };
  for (const { name: file, content } of inTerraformsOrder(files)) {
    const overrides = isOverride(file);
    for (const [block, mode] of [["resource", "managed"] as const, ["data", "data"] as const]) {
      for (const [type, byName] of labelled(content[block], file, block)) {
        for (const [name, body] of labelled(byName, file, `${block}.${type}`)) {
          const where = `${block}.${type}.${name}`;
          const bodies = objects(body, file, where);
          bodies.forEach(() => declare(where, file, overrides));
          const key = `${mode}.${type}.${name}`;
          const earlier = overrides ? resources.get(key)?.body : undefined;
          resources.set(key, { mode, type, name, body: merged(bodies, earlier) });
        }
      }
    }
    for (const [block, into] of [
      ["variable", variables] as const,
      ["module", modules] as const,
      ["output", outputs] as const,
    ]) {
      for (const [name, body] of labelled(content[block], file, block)) {
        const bodies = objects(body, file, `${block}.${name}`);
        bodies.forEach(() => declare(`${block}.${name}`, file, overrides));
        into.set(name, merged(bodies, into.get(name)));
      }
    }
    for (const [name, value] of labelled(content.locals, file, "locals")) {
      declare(`local.${name}`, file, overrides);
      locals.set(name, value);
    }
    azurerm ??= [content.provider]
      .flat()
      .filter(isJsonObject)
      .flatMap((providers) => [providers.azurerm].flat())
      .find((one) => isJsonObject(one) && one.version !== undefined);
    for (const settings of objects(content.terraform, file, "terraform")) {
      for (const [type, body] of labelled(settings.backend, file, "terraform.backend")) {
        backend = { type, settings: merged(objects(body, file, `terraform.backend.${type}`)) };
      }
      for (const [name, provider] of labelled(
        settings.required_providers,
        file,
        "terraform.required_providers",
      )) {
        azurerm = name === "azurerm" ? provider : azurerm;
      }
    }
    for (const { from, lifecycle } of objects(content.removed, file, "removed")) {
      const isKept = objects(lifecycle, file, "removed.lifecycle").some(({ destroy }) => destroy === false);
      if (isKept && typeof from === "string") {
        forgotten.push(from.replace(/^\$\{(.*)\}$/, "$1"));
      }
    }
    if ("//" in content) {
      comments.push(content["//"]);
    }
  }
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
