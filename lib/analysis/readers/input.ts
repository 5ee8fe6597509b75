import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { nearestNames } from "../../text/nearest";
import { ModelProblem } from "../model";
import { Page, pagesIn } from "./azure/pages";
import { resolveRows } from "./azure/rows";
import { resolveConfiguration, TerraformInput } from "./configuration";
import { Budget } from "./expression/budget";
import { InputError } from "./input-error";
import { isJsonObject, JsonDocument, JsonObject, kindOf } from "./json";
import { readBlocks } from "./json-configuration";
import { displayName, fileError, readDocument, readJsonFile } from "./json-file";
import { configurationFiles, moduleTreeOf, namesIn, readModuleTree } from "./module-tree";
import { resolvePlan } from "./plan";
import { isPulumi, resolvePulumi } from "./pulumi/pulumi-input";
import { resolveState } from "./state";
import {
  isBicepSnapshot,
  isTemplate,
  resolveBicepSnapshot,
  resolveTemplate,
} from "./template/template-input";
import { GivenVariables, readVariableValues } from "./variable-values";

/** One configuration, plan or state that an input holds. */
export interface LoadedInput {
  /** The stack's name in a `cdktf.out`, else the file's or directory's name. */
  readonly name: string;
  /** How messages call it. */
  readonly source: string;
  readonly input: TerraformInput;
}

/** Loads whatever a path holds: one configuration, or all stacks of a `cdktf.out` (or the one named). */
export function loadInput(path: string, stack?: string, variables?: GivenVariables): LoadedInput[] {
  const isDirectory = path !== "-" && statOf(path).isDirectory();
  if (isDirectory && existsSync(join(path, "manifest.json"))) {
    return loadStacks(path, stack);
  }
  if (stack !== undefined) {
    throw new InputError("STACK_WITHOUT_OUTPUT", { file: displayName(path), stack });
  }
  const name = path === "-" ? "stdin" : basename(path) || path;
  const input = isDirectory ? loadDirectory(path, variables) : loadFile(path, variables);
  return [{ name, source: displayName(path), input }];
}

function loadFile(path: string, variables: GivenVariables | undefined): TerraformInput {
  const directory = path === "-" ? undefined : dirname(path);
  return resolveDocument(readDocument(path), displayName(path), directory, variables);
}

/** Tells what a document is, and resolves it; `directory` is where the modules of a configuration lie. */
export function resolveDocument(
  document: JsonDocument,
  name: string,
  directory?: string,
  variables?: GivenVariables,
): TerraformInput {
  const pages = pagesIn(document, name);
  if (pages !== undefined) {
    return resolveRows(pages);
  }
  if (!isJsonObject(document)) {
    throw new InputError("JSON_NO_OBJECT", { file: name, kind: kindOf(document) });
  }
  if (isTemplate(document)) {
    return resolveTemplate(document, name, variables);
  }
  if (isPulumi(document)) {
    return resolvePulumi(document);
  }
  if (isBicepSnapshot(document)) {
    return resolveBicepSnapshot(document, name);
  }
  if ("format_version" in document) {
    return resolveShown(document, name);
  }
  if ("lineage" in document || ("serial" in document && "terraform_version" in document)) {
    throw new InputError("RAW_STATE", { file: name });
  }
  if (!CONFIGURATION_BLOCKS.some((block) => block in document)) {
    throw new InputError("NOT_TERRAFORM", { file: name });
  }
  const tree = moduleTreeOf(readBlocks([{ name, content: document }]), directory);
  return resolveConfiguration(tree, new Budget(name));
}

const CONFIGURATION_BLOCKS = [
  "resource",
  "data",
  "terraform",
  "provider",
  "variable",
  "locals",
  "module",
  "output",
];

function resolveShown(document: JsonObject, name: string): TerraformInput {
  const given = document.format_version;
  const version = typeof given === "string" ? given : JSON.stringify(given);
  const major = Number(/^(\d+)\.\d+$/.exec(version)?.[1]);
  if (major !== 1) {
    throw new InputError(major < 1 ? "FORMAT_TOO_OLD" : "FORMAT_UNKNOWN", { file: name, version });
  }
  if ("planned_values" in document || "resource_changes" in document) {
    return resolvePlan(document, new Budget(name));
  }
  if (isJsonObject(document.values)) {
    return resolveState(document);
  }
  if ("provider_schemas" in document) {
    throw new InputError("PROVIDER_SCHEMAS", { file: name });
  }
  throw new InputError("EMPTY_STATE", { file: name });
}

function loadDirectory(path: string, variables: GivenVariables | undefined): TerraformInput {
  const names = namesIn(path);
  if (configurationFiles(names).length === 0) {
    const pages = pagesOf(path, names);
    if (pages.length > 0) {
      return resolveRows(pages);
    }
    throw withoutConfiguration(path, names);
  }
  const tree = readModuleTree(path);
  const { values, problems } = readVariableValues(path, tree.blocks, variables);
  return withProblems(problems, resolveConfiguration(tree, new Budget(path), values));
}

function withProblems(problems: readonly ModelProblem[], input: TerraformInput): TerraformInput {
  const { edited } = input;
  return {
    ...input,
    problems: [...problems, ...input.problems],
    edited: (edits) => {
      const again = edited?.(edits);
      return again && withProblems(problems, again);
    },
  };
}

/** Several answers of Azure's are one network; a file in their folder that is none is a mistake. */
function pagesOf(path: string, names: readonly string[]): Page[] {
  const files = names.filter((name) => name.endsWith(".json")).map((name) => join(path, name));
  const found = files.map((file) => pagesIn(readDocument(file), file));
  const odd = files.find((_, index) => found[index] === undefined);
  if (odd !== undefined && found.some((pages) => pages !== undefined)) {
    throw new InputError("NOT_A_PAGE", { file: odd, folder: path });
  }
  return found.flatMap((pages) => pages ?? []);
}

function withoutConfiguration(path: string, names: readonly string[]): InputError {
  if (existsSync(join(path, "cdktf.out", "manifest.json"))) {
    return new InputError("DIRECTORY_ABOVE_OUTPUT", { file: path, output: join(path, "cdktf.out") });
  }
  return new InputError(names.length === 0 ? "FILE_EMPTY" : "DIRECTORY_WITHOUT_JSON", { file: path });
}

function loadStacks(path: string, only?: string): LoadedInput[] {
  const file = join(path, "manifest.json");
  const { stacks } = readJsonFile(file);
  if (!isJsonObject(stacks)) {
    throw new InputError("NO_MANIFEST", { file });
  }
  const names = Object.keys(stacks);
  if (names.length === 0) {
    throw new InputError("NO_STACKS", { file });
  }
  if (only !== undefined && !names.includes(only)) {
    const near = nearestNames(only, names);
    throw new InputError("STACK_UNKNOWN", { file: path, stack: only, near, known: names });
  }
  return names
    .filter((name) => only === undefined || name === only)
    .map((name) => {
      const stack = stacks[name];
      const inside = isJsonObject(stack) ? stack.synthesizedStackPath : undefined;
      if (typeof inside !== "string") {
        throw new InputError("STACK_WITHOUT_PATH", { file, stack: name });
      }
      const source = join(path, inside);
      return { name, source, input: resolveDocument(readJsonFile(source), source, dirname(source)) };
    });
}

function statOf(path: string): { isDirectory(): boolean } {
  try {
    return statSync(path);
  } catch (error) {
    throw fileError(path, error);
  }
}
