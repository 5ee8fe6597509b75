import { InputError } from "./input-error";
import { isJsonObject, JsonObject, kindOf } from "./json";

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
  /** Defaults of variables, or values from `*.tfvars.json`; variables without either are absent. */
  readonly variables: ReadonlyMap<string, unknown>;
  readonly locals: ReadonlyMap<string, unknown>;
  /** Names of module calls, which are not followed. */
  readonly modules: readonly string[];
  /** The comment keys (`//`) at the top of the files. */
  readonly comments: readonly unknown[];
}

/** A file of Terraform JSON with its name, which tells overrides. */
export interface ConfigurationFile {
  readonly name: string;
  readonly content: JsonObject;
}

/** Collects the blocks of some files. Terraform JSON lets every block and label be an object or a list of objects. */
export function readBlocks(
  files: readonly ConfigurationFile[],
  variableValues: JsonObject = {},
): ConfigurationBlocks {
  const resources = new Map<string, ResourceDeclaration>();
  const variables = new Map<string, unknown>();
  const locals = new Map<string, unknown>();
  const modules = new Set<string>();
  const comments: unknown[] = [];
  const declared = new Map<string, string>();
  const declare = (where: string, file: string): void => {
    const other = declared.get(where);
    if (other !== undefined && !isOverride(file)) {
      throw new InputError("DECLARED_TWICE", { file, other, where });
    }
    declared.set(where, file);
  };
  for (const { name: file, content } of inTerraformsOrder(files)) {
    for (const [block, mode] of [["resource", "managed"] as const, ["data", "data"] as const]) {
      for (const [type, byName] of labelled(content[block], file, block)) {
        for (const [name, body] of labelled(byName, file, `${block}.${type}`)) {
          const bodies = objects(body, file, `${block}.${type}.${name}`);
          bodies.forEach(() => declare(`${block}.${type}.${name}`, file));
          const key = `${mode}.${type}.${name}`;
          const earlier = isOverride(file) ? resources.get(key)?.body : undefined;
          resources.set(key, {
            mode,
            type,
            name,
            body: Object.assign(Object.create(null), earlier, ...bodies) as JsonObject,
          });
        }
      }
    }
    for (const [name, body] of labelled(content.variable, file, "variable")) {
      for (const variable of objects(body, file, `variable.${name}`)) {
        declare(`variable.${name}`, file);
        if ("default" in variable) {
          variables.set(name, variable.default);
        }
      }
    }
    for (const [name, value] of labelled(content.locals, file, "locals")) {
      declare(`local.${name}`, file);
      locals.set(name, value);
    }
    for (const [name] of labelled(content.module, file, "module")) {
      declare(`module.${name}`, file);
      modules.add(name);
    }
    if ("//" in content) {
      comments.push(content["//"]);
    }
  }
  for (const [name, value] of Object.entries(variableValues)) {
    variables.set(name, value);
  }
  return { resources: [...resources.values()], variables, locals, modules: [...modules], comments };
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
  return /(^|[/\\]|_)override\.tf\.json$/.test(file);
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
