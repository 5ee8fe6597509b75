import { resolve } from "node:path";
import { Assumptions, EditableInput, NetworkModel } from "../model";
import {
  declaredInComments,
  DeclaredAssumptions,
  isUnchecked,
  parseAssumptions,
  resolveAssumptions,
  UnknownName,
  unknownNameError,
} from "./assumptions";
import { resolveDocument } from "./document";
import { EditableTerraform } from "./edits/editable-terraform";
import { loadInputs } from "./input";
import { InputError } from "./input-error";
import { isJsonObject, JsonDocument } from "./json";
import { readJsonFile, refuseDepth } from "./json-file";
import { LoadedInput, resourcesOf } from "./loaded-input";
import { readNetworkModel } from "./network-model-reader";
import { secretNames } from "./secret-addresses";
import { ResourceSet } from "./terraform/resource-set";
import { TerraformResource } from "./terraform/value";
import { TerraformInput } from "./terraform-input";

export { InputError } from "./input-error";
export { readJsonFile, readJsonValue } from "./json-file";

/** How to read an input. */
export interface ReadOptions {
  /** Path of an assumption file (`--assume`). */
  readonly assume?: string;
  /** Path of the folder that a plan was made of (`--config`): it tells what a plan leaves out. */
  readonly config?: string;
  /** Name of the only stack to read from a `cdktf.out`. Default: all. */
  readonly stack?: string;
  /** Paths of `*.tfvars` files with values for the variables of a folder (`--var-file`); the last one wins. */
  readonly variableFiles?: readonly string[];
  /** Values for the variables of a folder (`--var`), over those of all files. */
  readonly variables?: { readonly [name: string]: string };
  /** Names of variables that the environment has values for (`TF_VAR_…`), which count nowhere: it is said where one would. */
  readonly variablesInEnvironment?: readonly string[];
}

/** A network that an input holds: one per configuration, so one per stack of a `cdktf.out`. */
export interface ReadNetwork {
  /** The stack's name, else the name of the file or directory. */
  readonly name: string;
  /** Path of the file or directory that it was read from. */
  readonly source: string;
  readonly model: NetworkModel;
  /** What the model was read from, to be read again with edits in it. */
  readonly input: EditableInput;
  /**
   * Names, addresses and prefixes that the input marks as sensitive: not to be printed, nor what lies inside of them. Those of a
   * configuration become more while it is analysed.
   */
  readonly secrets: readonly ReadonlySet<string>[];
}

/**
 * Reads a folder of `*.tf`, `*.tofu` or `*.tf.json`, a `cdk.tf.json`, a `cdktf.out`, or the output of `terraform show -json` for a
 * plan or a state; `-` is standard input. Whatever can't be used is an {@link InputError} of one sentence.
 */
export function readInput(path: string, options: ReadOptions = {}): ReadNetwork[] {
  return readInputs([path], options);
}

/**
 * Reads several inputs as one network: a hub that is deployed and the plan of a spoke. A resource that two of them have
 * is in it once, as the input has it that says most exactly what will be: a plan before a configuration, that before what
 * is deployed, and the later among equals.
 */
export function readInputs(paths: readonly string[], options: ReadOptions = {}): ReadNetwork[] {
  const assumed =
    options.assume === undefined ? [] : [parseAssumptions(readJsonFile(options.assume), options.assume)];
  const variables = {
    ...(options.variableFiles !== undefined && { files: options.variableFiles }),
    ...(options.variables !== undefined && { values: options.variables }),
    ...(options.variablesInEnvironment !== undefined && { inEnvironment: options.variablesInEnvironment }),
  };
  const again = paths.find((path, index) => paths.findIndex((one) => resolve(one) === resolve(path)) < index);
  if (again !== undefined) {
    throw new InputError("INPUT_TWICE", { file: again });
  }
  return guarded(paths.join(", "), () =>
    readNetworks(loadInputs(paths, options.stack, variables, options.config), assumed),
  );
}

/** Reads a configuration, plan or state that is already an object; `assume` has the shape of an assumption file. */
export function readConfiguration(document: object, assume?: object): NetworkModel {
  return readNetwork(document, assume).model;
}

/** The same, with what it takes to read it again with edits in it. */
export function readNetwork(document: object, assume?: object): ReadNetwork {
  const name = "the configuration";
  if (!isJsonObject(document) && !Array.isArray(document)) {
    throw new InputError("CONFIGURATION_NO_OBJECT", { file: name });
  }
  refuseDepth(document, name);
  const assumed = assume === undefined ? [] : [parseAssumptions(assume, "the assumptions")];
  const load = (): LoadedInput[] => [
    { name, source: name, input: resolveDocument(document as JsonDocument, name) },
  ];
  return guarded(name, () => readNetworks(load(), assumed))[0];
}

function readNetworks(
  inputs: readonly LoadedInput[],
  assumed: readonly DeclaredAssumptions[],
): ReadNetwork[] {
  const misses = new Map<string, Map<string, UnknownName>>();
  const networks = inputs.map(({ name, source, input }): ReadNetwork => {
    const told = (unknown: UnknownName): void => {
      misses.set(
        unknown.name,
        (misses.get(unknown.name) ?? new Map<string, UnknownName>()).set(source, unknown),
      );
    };
    const ignored = (): void => undefined;
    const resources = resourcesOf(input);
    const read = (
      one: TerraformInput,
      all: readonly TerraformResource[],
      onUnknown: (unknown: UnknownName) => void,
    ): NetworkModel => {
      const set = new ResourceSet(all, one.joined?.standIns);
      const noted = isUnchecked(one.comments) ? withUnchecked(one, source) : one;
      return {
        ...readNetworkModel(noted, set, assumptionsOf(one, source, assumed, set, onUnknown)),
        inputs: input.joined?.sources ?? [{ source, kind: input.kind }],
      };
    };
    const model = read(input, resources, told);
    return {
      name,
      source,
      model,
      input: new EditableTerraform(input, resources, model, (one, all) => read(one, all, ignored)),
      secrets: [...(input.secrets ?? []), new Set(secretNames(resources))],
    };
  });
  // A file of assumptions may serve several stacks; a name that none of them has is a mistake.
  for (const unknown of misses.values()) {
    if (unknown.size === inputs.length) {
      throw unknownNameError([...unknown.values()]);
    }
  }
  return networks;
}

function withUnchecked(input: TerraformInput, source: string): TerraformInput {
  return { ...input, problems: [{ code: "UNCHECKED_SYNTHESIS", resource: source }, ...input.problems] };
}

/** What the configuration declares of itself, then what assumption files do. */
function assumptionsOf(
  { comments }: TerraformInput,
  source: string,
  assumed: readonly DeclaredAssumptions[],
  resources: ResourceSet,
  onUnknown: (unknown: UnknownName) => void,
): Assumptions {
  const own = resolveAssumptions(declaredInComments(comments, source), resources, (unknown) => {
    throw unknownNameError([unknown]);
  });
  const facts = resolveAssumptions(assumed, resources, onUnknown);
  return {
    bgp: [...own.bgp, ...facts.bgp],
    onPremises: [...own.onPremises, ...facts.onPremises],
    forwards: [...own.forwards, ...facts.forwards],
  };
}

/** JSON may nest more deeply than any stack reaches. */
function guarded<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) {
      throw new InputError("JSON_TOO_DEEP", { file: name });
    }
    throw error;
  }
}
