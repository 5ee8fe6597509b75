import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { nearestNames } from "../../text/nearest";
import { resolveDocument } from "./document";
import { loadFolder } from "./folder";
import { InputError } from "./input-error";
import { joinInputs } from "./join/join-inputs";
import { planWithConfiguration } from "./join/plan-with-configuration";
import { connectedByStates, readsStates, withWriters } from "./join/remote-states";
import { isJsonObject } from "./json";
import { displayName, fileError, readDocument, readJsonFile } from "./json-file";
import { LoadedInput, withProblems } from "./loaded-input";
import { GivenVariables, undeclaredNames } from "./variable-values";

/**
 * Loads whatever some paths hold. One path is one network, or one for each stack of a `cdktf.out` (or for the one named);
 * several are one network together.
 */
export function loadInputs(
  paths: readonly string[],
  stack?: string,
  variables?: GivenVariables,
  config?: string,
): LoadedInput[] {
  if (stack !== undefined && !paths.some(isOutput)) {
    throw new InputError("STACK_WITHOUT_OUTPUT", { file: displayName(paths[0]), stack });
  }
  const given: GivenVariables = { ...variables, declared: new Set() };
  const loaded = paths.flatMap((path) => loadInput(path, stack, given, config));
  if (config !== undefined && !loaded.some(({ input }) => input.kind === "plan")) {
    throw new InputError("CONFIG_WITHOUT_PLAN", { file: paths.map(displayName).join(", "), folder: config });
  }
  const takesValues = loaded.some(({ input }) => input.takesValues);
  const names = paths.map(displayName).join(", ");
  if (!takesValues && (given.files !== undefined || given.values !== undefined)) {
    throw new InputError("TAKES_NO_VALUES", { file: names });
  }
  const problems = takesValues ? undeclaredNames(names, given) : [];
  const inputs = paths.length === 1 ? loaded : [joinInputs(loaded)];
  return inputs.map((one) => ({ ...one, input: withProblems(problems, one.input) }));
}

function loadInput(
  path: string,
  stack: string | undefined,
  variables: GivenVariables,
  config: string | undefined,
): LoadedInput[] {
  if (isOutput(path)) {
    return loadStacks(path, variables, stack);
  }
  if (path !== "-" && statOf(path).isDirectory()) {
    return [loadFolder(path, variables)];
  }
  const name = path === "-" ? "stdin" : basename(path) || path;
  const directory = path === "-" ? undefined : dirname(path);
  const source = displayName(path);
  const document = readDocument(path);
  const loaded = { name, source, input: resolveDocument(document, source, directory, variables) };
  return config !== undefined && loaded.input.kind === "plan" && isJsonObject(document)
    ? [planWithConfiguration(loaded, document, config)]
    : [loaded];
}

function isOutput(path: string): boolean {
  return path !== "-" && existsSync(join(path, "manifest.json"));
}

function loadStacks(path: string, variables: GivenVariables, only?: string): LoadedInput[] {
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
  const load = (name: string): LoadedInput => {
    const stack = stacks[name];
    const inside = isJsonObject(stack) ? stack.synthesizedStackPath : undefined;
    if (typeof inside !== "string") {
      throw new InputError("STACK_WITHOUT_PATH", { file, stack: name });
    }
    const source = join(path, inside);
    return { name, source, input: resolveDocument(readJsonFile(source), source, dirname(source), variables) };
  };
  if (only !== undefined) {
    const wanted = load(only);
    const others = readsStates(wanted) ? names.filter((name) => name !== only).map(load) : [];
    return [joinInputs(withWriters(wanted, others))];
  }
  return connectedByStates(names.map(load)).map((connected) => joinInputs(connected));
}

function statOf(path: string): { isDirectory(): boolean } {
  try {
    return statSync(path);
  } catch (error) {
    throw fileError(path, error);
  }
}
