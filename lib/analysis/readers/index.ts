import { NetworkModel } from "../model";
import {
  declaredInComments,
  DeclaredAssumptions,
  parseAssumptions,
  resolveAssumptions,
  UnknownName,
  unknownNameError,
} from "./assumptions";
import { loadInput, LoadedInput, resolveDocument } from "./input";
import { InputError } from "./input-error";
import { isJsonObject } from "./json";
import { readJsonFile, refuseDepth } from "./json-file";
import { readNetworkModel } from "./network-model-reader";
import { ResourceSet } from "./terraform/resource-set";

export { InputError } from "./input-error";
export { readJsonFile, readJsonValue } from "./json-file";

/** How to read an input. */
export interface ReadOptions {
  /** Path of an assumption file (`--assume`). */
  readonly assume?: string;
  /** Name of the only stack to read from a `cdktf.out`. Default: all. */
  readonly stack?: string;
  /** Paths of `*.tfvars` files with values for the variables of a folder (`--var-file`); the last one wins. */
  readonly variableFiles?: readonly string[];
  /** Values for the variables of a folder (`--var`), over those of all files. */
  readonly variables?: { readonly [name: string]: string };
}

/** A network that an input holds: one per configuration, so one per stack of a `cdktf.out`. */
export interface ReadNetwork {
  /** The stack's name, else the name of the file or directory. */
  readonly name: string;
  /** Path of the file or directory that it was read from. */
  readonly source: string;
  readonly model: NetworkModel;
}

/**
 * Reads a folder of `*.tf`, `*.tofu` or `*.tf.json`, a `cdk.tf.json`, a `cdktf.out`, or the output of `terraform show -json` for a
 * plan or a state; `-` is standard input. Whatever can't be used is an {@link InputError} of one sentence.
 */
export function readInput(path: string, options: ReadOptions = {}): ReadNetwork[] {
  const assumed =
    options.assume === undefined ? [] : [parseAssumptions(readJsonFile(options.assume), options.assume)];
  const variables = {
    ...(options.variableFiles !== undefined && { files: options.variableFiles }),
    ...(options.variables !== undefined && { values: options.variables }),
  };
  return guarded(path, () => readNetworks(loadInput(path, options.stack, variables), assumed));
}

/** Reads a configuration, plan or state that is already an object; `assume` has the shape of an assumption file. */
export function readConfiguration(document: object, assume?: object): NetworkModel {
  const name = "the configuration";
  if (!isJsonObject(document)) {
    throw new InputError("CONFIGURATION_NO_OBJECT", { file: name });
  }
  refuseDepth(document, name);
  const assumed = assume === undefined ? [] : [parseAssumptions(assume, "the assumptions")];
  const load = (): LoadedInput[] => [{ name, source: name, input: resolveDocument(document, name) }];
  return guarded(name, () => readNetworks(load(), assumed))[0].model;
}

function readNetworks(
  inputs: readonly LoadedInput[],
  assumed: readonly DeclaredAssumptions[],
): ReadNetwork[] {
  const misses = new Map<string, Map<string, UnknownName>>();
  const networks = inputs.map(({ name, source, input }) => {
    const resources = new ResourceSet(input.resources.flatMap((resource) => resource.withParts()));
    const own = declaredInComments(input.comments, source);
    const ownFacts = resolveAssumptions(own, resources, (unknown) => {
      throw unknownNameError([unknown]);
    });
    const facts = resolveAssumptions(assumed, resources, (unknown) => {
      misses.set(
        unknown.name,
        (misses.get(unknown.name) ?? new Map<string, UnknownName>()).set(source, unknown),
      );
    });
    const assumptions = {
      bgp: [...ownFacts.bgp, ...facts.bgp],
      onPremises: [...ownFacts.onPremises, ...facts.onPremises],
      forwards: [...ownFacts.forwards, ...facts.forwards],
    };
    return { name, source, model: readNetworkModel(input, resources, assumptions) };
  });
  // A file of assumptions may serve several stacks; a name that none of them has is a mistake.
  for (const unknown of misses.values()) {
    if (unknown.size === inputs.length) {
      throw unknownNameError([...unknown.values()]);
    }
  }
  return networks;
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
