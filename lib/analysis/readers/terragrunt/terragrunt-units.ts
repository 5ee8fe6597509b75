import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { resolveConfiguration } from "../configuration";
import { Budget } from "../expression/budget";
import { Evaluated } from "../expression/evaluated";
import { settle } from "../expression/settle";
import { knownScalar } from "../expression/values";
import { LoadedInput, withProblems } from "../loaded-input";
import { configurationFiles, namesIn, readModuleTree } from "../module-tree";
import { printValue, TerraformValue } from "../terraform/value";
import { TerraformInput } from "../terraform-input";
import { unreadModule } from "../unread-module";
import { GivenVariables, readVariableValues } from "../variable-values";
import { TerragruntFile, UNIT_FILE } from "./terragrunt-file";

/** Whether a folder is Terragrunt's: a unit, or what units include. */
export function isTerragrunt(names: readonly string[]): boolean {
  return names.includes(UNIT_FILE);
}

/** Reads units of Terragrunt's, each as an input, with those that they depend on; what only others include is none. */
export function loadUnits(
  path: string,
  folders: readonly string[],
  variables: GivenVariables | undefined,
): LoadedInput[] {
  const reader = new UnitReader(resolve(path), variables);
  return reader.inputs(folders.map((folder) => resolve(folder)));
}

interface Unit {
  readonly folder: string;
  readonly file: TerragruntFile;
  readonly input: TerraformInput;
}

class UnitReader {
  private readonly units = new Map<string, Unit | undefined>();
  private readonly top: string;
  private readonly budget: Budget;

  public constructor(
    private readonly root: string,
    private readonly variables: GivenVariables | undefined,
  ) {
    this.top = repositoryAround(root) ?? root;
    this.budget = new Budget(root);
  }

  public inputs(folders: readonly string[]): LoadedInput[] {
    const pending = [...folders];
    const units = new Map<string, Unit>();
    for (const folder of pending) {
      const unit = units.has(folder) ? undefined : this.unit(folder);
      if (unit !== undefined) {
        units.set(folder, unit);
        pending.push(...unit.file.dependencies);
      }
    }
    const included = new Set([...units.values()].flatMap(({ file }) => file.includedFiles));
    return [...units.values()]
      .filter(({ folder }) => !included.has(join(folder, UNIT_FILE)))
      .map(({ folder, input }) => ({
        name: relative(this.root, folder) || ".",
        source: folder,
        input,
      }));
  }

  private unit(folder: string): Unit | undefined {
    if (!this.units.has(folder)) {
      // Stands while it is read, so that a circle of dependencies ends here.
      this.units.set(folder, undefined);
      const path = join(folder, UNIT_FILE);
      if (existsSync(path)) {
        const file = new TerragruntFile(path, folder, {
          budget: this.budget,
          top: this.top,
          outputsOf: (unit) => this.unit(unit)?.input.outputs,
        });
        this.units.set(folder, { folder, file, input: this.read(folder, file) });
      }
    }
    return this.units.get(folder);
  }

  private read(folder: string, file: TerragruntFile): TerraformInput {
    const { source } = file;
    const written = source === undefined ? undefined : printValue(settle(source, this.budget));
    const module = moduleFolder(folder, source);
    if (module === undefined) {
      return this.withoutModule(relative(this.root, folder) || folder, file, written);
    }
    const tree = readModuleTree(module);
    const { files = [] } = this.variables ?? {};
    const { values, problems } = readVariableValues(folder, tree.blocks, {
      ...this.variables,
      files: [...file.variableFiles, ...files],
    });
    const inputs = new Map<string, () => Evaluated>();
    // A unit may hand over more than its module takes.
    for (const name of tree.blocks.variables.keys()) {
      if (!file.areInputsKnown || name in file.inputs) {
        inputs.set(name, () => file.inputs[name]);
      }
    }
    const input = resolveConfiguration(tree, new Budget(folder), values, inputs);
    return withProblems(
      problems.filter(({ code }) => code !== "UNDECLARED_VALUE"),
      { ...input, takesValues: true },
    );
  }

  /** What a unit is given says what it may do something about; only what others include has no module at all. */
  private withoutModule(name: string, file: TerragruntFile, source: string | undefined): TerraformInput {
    const nothing = { kind: "configuration" as const, resources: [], comments: [] };
    if (source === undefined) {
      return { ...nothing, problems: [] };
    }
    const attribute = file.areInputsKnown ? "terragrunt" : "terragrunt inputs";
    const evaluate = (value: unknown): TerraformValue => settle(value as Evaluated, this.budget);
    return {
      ...nothing,
      problems: [{ code: "UNIT_WITHOUT_MODULE", resource: name, attribute, text: source }],
      unreadModules: [unreadModule(name, { ...file.inputs, source }, evaluate)],
    };
  }
}

/** The folder of the module: the unit's own, a path, or what `terragrunt init` has brought. */
function moduleFolder(unit: string, source: Evaluated | undefined): string | undefined {
  if (source === undefined) {
    return configurationFiles(namesIn(unit)).length > 0 ? unit : undefined;
  }
  const path = knownScalar(source);
  if (typeof path !== "string") {
    return undefined;
  }
  const [repository, inside = ""] = path.replace(/\?.*$/, "").split(/(?<!:|:\/)\/\/(?!\/)/);
  const local = resolve(unit, repository, inside);
  const found = /^[\w+-]+(::|:\/\/)|^git@/.test(path) ? undefined : local;
  return [found, ...fetched(unit, inside)].find(
    (folder) =>
      folder !== undefined &&
      statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true &&
      configurationFiles(namesIn(folder)).length > 0,
  );
}

/** `.terragrunt-cache/<hash>/<hash>/<path in the repository>`. */
function fetched(unit: string, inside: string): string[] {
  const cache = join(unit, ".terragrunt-cache");
  return foldersIn(cache)
    .flatMap(foldersIn)
    .map((folder) => join(folder, inside));
}

function foldersIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => join(folder, name))
    : [];
}

function repositoryAround(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) {
    return folder;
  }
  return dirname(folder) === folder ? undefined : repositoryAround(dirname(folder));
}
