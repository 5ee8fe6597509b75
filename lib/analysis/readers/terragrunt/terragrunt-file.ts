import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { evaluateJson } from "../configuration-body";
import { Budget } from "../expression/budget";
import { Evaluated } from "../expression/evaluated";
import { Folders, Scope } from "../expression/scope";
import { Missing } from "../expression/union";
import { isRecord, knownScalar, lazyObject } from "../expression/values";
import { isJsonObject, JsonObject, member, objectsIn } from "../json";
import { readConfigurationFile } from "../module-tree";
import { Leaf } from "../terraform/value";

/** How a file is called that makes its folder a unit. */
export const UNIT_FILE = "terragrunt.hcl";

/** What a file of Terragrunt's gets from outside of it. */
export interface TerragruntSurroundings {
  readonly budget: Budget;
  /** The folder beyond which no other file than Terragrunt's own is read. */
  readonly top: string;
  /** What the unit at a path puts out; `undefined` where it isn't there. */
  outputsOf(unit: string): Evaluated | undefined;
}

/** One file of Terragrunt's, read for a unit: a unit's own, one that it includes, or one that an expression reads. */
export class TerragruntFile implements Scope {
  public readonly budget: Budget;
  public readonly folders: Folders;
  private readonly content: JsonObject;
  private readonly locals = new Map<string, Evaluated | undefined>();
  private readonly included = new Map<string, TerragruntFile | undefined>();

  /**
   * @param unit folder of the unit that asks: paths and functions are relative to it
   * @param chain files on the way here, which may not come again
   */
  public constructor(
    private readonly file: string,
    private readonly unit: string,
    private readonly around: TerragruntSurroundings,
    private readonly chain: readonly string[] = [],
  ) {
    this.budget = around.budget;
    // `file("x")` is relative to the unit, and reads what belongs to the same repository.
    this.folders = { root: unit, module: around.top };
    this.content = readConfigurationFile(file);
  }

  /** Where the module lies that the unit is made of, as written; `undefined` where neither it nor an include says. */
  public get source(): Evaluated | undefined {
    const own = this.block("terraform")?.source;
    return own === undefined ? this.firstOf((file) => file.source) : evaluateJson(own, this);
  }

  /** Values of the module's variables: those of includes, and the unit's own over them. */
  public get inputs(): { readonly [name: string]: Evaluated } {
    const own = this.content.inputs === undefined ? {} : evaluateJson(this.content.inputs, this);
    const below = this.includes.map((file) => file.inputs);
    return Object.assign(Object.create(null), ...below, isRecord(own) ? own : {}) as {
      [name: string]: Evaluated;
    };
  }

  /** Whether its inputs are known by name, or only apply tells which there are. */
  public get areInputsKnown(): boolean {
    const own = this.content.inputs === undefined ? {} : evaluateJson(this.content.inputs, this);
    return isRecord(own) && this.includes.every((file) => file.areInputsKnown);
  }

  /** Folders of the units that it depends on. */
  public get dependencies(): readonly string[] {
    const own = this.labelled("dependency").flatMap(([, body]) => this.folderAt(body.config_path) ?? []);
    return [...own, ...this.includes.flatMap((file) => file.dependencies)];
  }

  /** Files of values that the unit hands to Terraform with `extra_arguments`. */
  public get variableFiles(): readonly string[] {
    const own = objectsIn(
      Object.values(member(this.block("terraform"), "extra_arguments") ?? {}).flat(),
    ).flatMap((body) =>
      ["required_var_files", "optional_var_files"].flatMap((name) => {
        const files = body[name] === undefined ? [] : evaluateJson(body[name], this);
        return (Array.isArray(files) ? files : []).flatMap((file) => this.pathOf(file) ?? []);
      }),
    );
    return [...this.includes.flatMap((file) => file.variableFiles), ...own].filter((file) =>
      existsSync(file),
    );
  }

  /** All files that it includes, however far. */
  public get includedFiles(): readonly string[] {
    return this.includes.flatMap((file) => [file.file, ...file.includedFiles]);
  }

  public variable(): undefined {
    return undefined;
  }

  public resource(): undefined {
    return undefined;
  }

  public local(name: string): Evaluated | undefined {
    const locals = this.block("locals");
    if (locals === undefined || !Object.hasOwn(locals, name)) {
      return undefined;
    }
    if (!this.locals.has(name)) {
      // Stands while it is computed, so that a circle ends here.
      this.locals.set(name, undefined);
      this.locals.set(name, evaluateJson(locals[name], this));
    }
    return this.locals.get(name);
  }

  public name(name: string): Evaluated | undefined {
    switch (name) {
      case "dependency":
        return this.dependencyNames();
      case "include":
        return this.includeNames();
      default:
        return undefined;
    }
  }

  public ownFunction(name: string, args: readonly Evaluated[]): Evaluated | undefined {
    const path = knownScalar(args[0]);
    switch (name) {
      case "find_in_parent_folders": {
        const wanted = args.length === 0 ? UNIT_FILE : path;
        const found = typeof wanted === "string" ? findAbove(dirname(this.unit), wanted) : undefined;
        return found ?? args.at(1);
      }
      case "read_terragrunt_config": {
        const file = this.pathOf(path ?? null);
        const isThere = file !== undefined && existsSync(file) && !this.chain.includes(file);
        return isThere && isTerragrunts(file)
          ? new TerragruntFile(file, dirname(file), this.around, [...this.chain, this.file]).asValue()
          : args.at(1);
      }
      case "get_terragrunt_dir":
      case "get_original_terragrunt_dir":
      case "get_working_dir":
        return this.unit;
      case "get_parent_terragrunt_dir":
        return dirname(this.file);
      case "path_relative_to_include":
        return relative(dirname(this.chain.length === 0 ? this.includedBy : this.file), this.unit) || ".";
      case "path_relative_from_include":
        return relative(this.unit, dirname(this.chain.length === 0 ? this.includedBy : this.file)) || ".";
      case "get_repo_root":
        return this.around.top;
      case "get_path_from_repo_root":
        return relative(this.around.top, this.unit) || ".";
      case "get_path_to_repo_root":
        return relative(this.unit, this.around.top) || ".";
      case "get_env":
        // Whoever runs this has another environment than whoever deploys.
        return args.at(1);
      default:
        return undefined;
    }
  }

  /** What `read_terragrunt_config` and an exposed include give to expressions. */
  private asValue(): Evaluated {
    return lazyObject([
      ["locals", () => this.localNames()],
      ["inputs", () => this.inputs],
      ["dependency", () => this.dependencyNames()],
      ["terraform", () => lazyObject([["source", () => this.source ?? null]])],
    ]);
  }

  private localNames(): Evaluated {
    return lazyObject(
      Object.keys(this.block("locals") ?? {}).map((name) => [
        name,
        () => this.local(name) ?? new Leaf(undefined, [], `local.${name}`),
      ]),
    );
  }

  private dependencyNames(): Evaluated {
    return lazyObject(this.dependencyMembers());
  }

  private dependencyMembers(): [string, () => Evaluated][] {
    const own = this.labelled("dependency").map(([name, body]): [string, () => Evaluated] => [
      name,
      () => {
        const folder = this.folderAt(body.config_path);
        const unknown = (): Evaluated => new Leaf(undefined, [], `dependency.${name}.outputs`);
        return lazyObject([
          ["outputs", () => (folder === undefined ? undefined : this.around.outputsOf(folder)) ?? unknown()],
        ]);
      },
    ]);
    return [...this.includes.flatMap((file) => file.dependencyMembers()), ...own];
  }

  private includeNames(): Evaluated {
    const all = this.labelled("include");
    const named = all
      .filter(([name]) => name !== "")
      .map(([name]): [string, () => Evaluated] => [
        name,
        () => this.includedAs(name)?.asValue() ?? new Leaf(undefined, [], `include.${name}`),
      ]);
    return all.some(([name]) => name === "")
      ? (this.includedAs("")?.asValue() ?? new Missing("include"))
      : lazyObject(named);
  }

  private get includes(): readonly TerragruntFile[] {
    return this.labelled("include").flatMap(([name]) => this.includedAs(name) ?? []);
  }

  private get includedBy(): string {
    return this.includes.at(0)?.file ?? this.file;
  }

  private includedAs(name: string): TerragruntFile | undefined {
    if (!this.included.has(name)) {
      this.included.set(name, undefined);
      const [, body] = this.labelled("include").find(([one]) => one === name) ?? [];
      const file = body && this.pathOf(evaluateJson(body.path, this));
      const isUsable =
        file !== undefined &&
        isTerragrunts(file) &&
        existsSync(file) &&
        ![...this.chain, this.file].includes(file);
      this.included.set(
        name,
        isUsable ? new TerragruntFile(file, this.unit, this.around, [...this.chain, this.file]) : undefined,
      );
    }
    return this.included.get(name);
  }

  private firstOf<T>(find: (file: TerragruntFile) => T | undefined): T | undefined {
    for (const file of this.includes) {
      const found = find(file);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  private folderAt(path: unknown): string | undefined {
    const found = path === undefined ? undefined : this.pathOf(evaluateJson(path, this));
    return found?.replace(/[/\\]terragrunt\.hcl$/, "");
  }

  private pathOf(value: Evaluated): string | undefined {
    const path = knownScalar(value);
    return typeof path === "string" ? resolve(this.unit, path) : undefined;
  }

  private block(name: string): JsonObject | undefined {
    const blocks = [this.content[name]].flat().filter(isJsonObject);
    return blocks.length === 0 ? undefined : (Object.assign({}, ...blocks) as JsonObject);
  }

  /** Blocks of a kind by label; an old `include` has none. */
  private labelled(name: string): [string, JsonObject][] {
    return [this.content[name]]
      .flat()
      .filter(isJsonObject)
      .flatMap((byLabel): [string, JsonObject][] =>
        "path" in byLabel && !isJsonObject(byLabel.path) && !Array.isArray(byLabel.path)
          ? [["", byLabel]]
          : Object.entries(byLabel).flatMap(([label, bodies]) =>
              [bodies]
                .flat()
                .filter(isJsonObject)
                .map((body): [string, JsonObject] => [label, body]),
            ),
      );
  }
}

/** Nothing but what Terragrunt would read as its own. */
function isTerragrunts(file: string): boolean {
  return /\.hcl(\.json)?$/.test(file) && statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function findAbove(folder: string, name: string): string | undefined {
  const found = join(folder, name);
  if (existsSync(found)) {
    return found;
  }
  return dirname(folder) === folder ? undefined : findAbove(dirname(folder), name);
}
