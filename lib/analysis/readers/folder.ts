import { existsSync, lstatSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import type { NearFile } from "../messages/input-problems";
import { ModelProblem } from "../model";
import { Page, pagesIn } from "./azure/pages";
import { resolveRows } from "./azure/rows";
import { resolveConfiguration } from "./configuration";
import { isEmptyList, isInput, resolveDocument } from "./document";
import { Budget } from "./expression/budget";
import { InputError } from "./input-error";
import { joinInputs } from "./join/join-inputs";
import { JsonDocument } from "./json";
import { readDocument } from "./json-file";
import { LoadedInput, withProblems } from "./loaded-input";
import { configurationFiles, localModulesOf, ModuleTree, namesIn, readModuleTree } from "./module-tree";
import { isTerragrunt, loadUnits } from "./terragrunt/terragrunt-units";
import { GivenVariables, readVariableValues } from "./variable-values";

/** Reads a folder: a root module, several of them, or files that describe one network. */
export function loadFolder(path: string, variables?: GivenVariables): LoadedInput {
  const names = namesIn(path);
  if (isTerragrunt(names)) {
    return named(path, [...loadUnits(path, [path, ...unitsBelow(path)], variables), ...openStacks(path)]);
  }
  if (configurationFiles(names).length > 0) {
    const tree = readModuleTree(path);
    // Settings alone, as beside folders of which each is a root module, describe nothing.
    const roots = makesNothing(tree) ? rootsBelow(path) : [];
    return roots.length === 0
      ? loadRoot(path, tree, variables)
      : named(path, loadRoots([{ directory: path, tree }, ...roots], variables));
  }
  const documents = jsonFilesIn(path, names);
  if (documents.some(({ document, file }) => document !== undefined && isInput(document, file))) {
    return named(path, loadDocuments(path, documents, variables));
  }
  if (names.some((name) => STACK_FILE.test(name))) {
    throw withoutConfiguration(path, names);
  }
  const [units, stacks] = [unitsBelow(path), openStacks(path)];
  if (units.length + stacks.length > 0) {
    return named(path, [...loadUnits(path, units, variables), ...stacks]);
  }
  const roots = rootsBelow(path);
  if (roots.length === 0) {
    throw withoutConfiguration(path, names);
  }
  return named(path, loadRoots(roots, variables));
}

/** The JSON files of a folder; what can't be read may be of no interest. */
function jsonFilesIn(path: string, names: readonly string[]): JsonFile[] {
  return names
    .filter((name) => name.endsWith(".json"))
    .map((name): JsonFile => {
      const file = join(path, name);
      try {
        return { name, file, document: readDocument(file) };
      } catch (error) {
        return { name, file, error };
      }
    });
}

function named(path: string, inputs: readonly LoadedInput[]): LoadedInput {
  return { ...joinInputs(inputs, nameOf(path)), name: nameOf(path), source: path };
}

function nameOf(path: string): string {
  return basename(resolve(path)) || path;
}

function loadRoot(path: string, tree: ModuleTree, variables: GivenVariables | undefined): LoadedInput {
  const { values, problems } = readVariableValues(path, tree.blocks, variables);
  const configuration = resolveConfiguration(tree, new Budget(path), values);
  const input = withProblems(problems, { ...configuration, takesValues: true });
  return { name: nameOf(path), source: path, input };
}

function loadRoots(roots: readonly Root[], variables: GivenVariables | undefined): LoadedInput[] {
  return roots.map(({ directory, tree }) => loadRoot(directory, tree, variables));
}

function makesNothing({ blocks }: ModuleTree): boolean {
  return blocks.resources.length === 0 && blocks.modules.size === 0;
}

/** A root module, and where it lies. */
interface Root {
  readonly directory: string;
  readonly tree: ModuleTree;
}

interface JsonFile {
  readonly name: string;
  readonly file: string;
  readonly document?: JsonDocument;
  readonly error?: unknown;
}

/** Answers of Azure's are one input, whatever else there is another; a file that is neither is a mistake. */
function loadDocuments(
  folder: string,
  documents: readonly JsonFile[],
  variables: GivenVariables | undefined,
): LoadedInput[] {
  const pages: Page[] = [];
  const others: LoadedInput[] = [];
  for (const { name, file, document, error } of documents) {
    if (document === undefined) {
      throw error;
    }
    const found = pagesIn(document, file);
    if (found !== undefined) {
      pages.push(...found);
    } else if (isEmptyList(document)) {
      continue;
    } else if (!isInput(document, file)) {
      throw new InputError("NOT_AN_INPUT", { file, folder });
    } else {
      const input = resolveDocument(document, file, folder, variables);
      others.push({ name, source: file, input });
    }
  }
  const azure = pages.length === 0 ? [] : [{ name: "azure", source: folder, input: resolveRows(pages) }];
  return [...azure, ...others];
}

/** Root modules in the folders below: those that no other one calls as a module. */
function rootsBelow(path: string): Root[] {
  const found = foldersBelow(path, 0)
    .filter((directory) => configurationFiles(namesIn(directory)).length > 0)
    .map((directory) => ({ directory, tree: readModuleTree(directory) }));
  const called = new Set(found.flatMap(({ directory, tree }) => localModulesOf(tree.blocks, directory)));
  return found.filter(({ directory }) => !called.has(resolve(directory)));
}

function unitsBelow(path: string): string[] {
  return foldersBelow(path, 0).filter((directory) => isTerragrunt(namesIn(directory)));
}

/** Stacks of Terragrunt that have no units yet: "terragrunt stack generate" writes them below. */
function openStacks(path: string): LoadedInput[] {
  return [path, ...foldersBelow(path, 0)]
    .filter((folder) => namesIn(folder).includes(TERRAGRUNT_STACK) && unitsBelow(folder).length === 0)
    .map((folder) => {
      const file = join(relative(path, folder), TERRAGRUNT_STACK);
      const problems: ModelProblem[] = [{ code: "STACK_NOT_GENERATED", resource: file }];
      return {
        name: file,
        source: folder,
        input: { kind: "configuration", resources: [], comments: [], problems },
      };
    });
}

const TERRAGRUNT_STACK = "terragrunt.stack.hcl";

/** Deeper than people nest environments, and not into what tools put there. */
const MOST_LEVELS = 6;
const NOT_THE_USERS = /^(\.(?!terragrunt-stack$)|node_modules$|cdktf\.out$)/;

function foldersBelow(path: string, level: number): string[] {
  // Like Terragrunt, not through links, which may lead round in a circle.
  const inside = namesIn(path)
    .filter((name) => !NOT_THE_USERS.test(name))
    .map((name) => join(path, name))
    .filter((one) => lstatSync(one, { throwIfNoEntry: false })?.isDirectory() === true);
  return level === MOST_LEVELS ? inside : inside.flatMap((one) => [one, ...foldersBelow(one, level + 1)]);
}

function withoutConfiguration(path: string, names: readonly string[]): InputError {
  if (existsSync(join(path, "cdktf.out", "manifest.json"))) {
    return new InputError("DIRECTORY_ABOVE_OUTPUT", { file: path, output: join(path, "cdktf.out") });
  }
  if (names.length === 0) {
    return new InputError("FOLDER_EMPTY", { file: path });
  }
  const near = NEAR_NAMES.flatMap(([kind, pattern]) => {
    const found = names.find((name) => pattern.test(name));
    return found === undefined ? [] : [{ near: kind, found: join(path, found) }];
  });
  return new InputError("DIRECTORY_WITHOUT_JSON", { file: path, ...near[0] });
}

/** Components of Terraform Stacks give the modules below their values. */
const STACK_FILE = /\.tf(component|stack|deploy)\.hcl$/;

/** Files that show where a network is described, though not in a form that is read. */
const NEAR_NAMES: readonly (readonly [NearFile, RegExp])[] = [
  ["stacks", STACK_FILE],
  ["cdktf", /^cdktf\.json$/],
  ["pulumi", /^Pulumi\.ya?ml$/],
  ["bicep", /\.bicep$/],
  ["plan", /^tfplan$|\.tfplan$/],
  ["state", /\.tfstate$/],
];
