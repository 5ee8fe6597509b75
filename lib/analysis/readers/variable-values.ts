import { join } from "node:path";
import { nearestNames } from "../../text/nearest";
import { ModelProblem } from "../model";
import { hclToJson } from "./hcl/hcl-to-json";
import { InputError } from "./input-error";
import { JsonObject } from "./json";
import { ConfigurationBlocks } from "./json-configuration";
import { namesIn, readConfigurationFile } from "./module-tree";

/** Values that somebody gives on the command line; a later one wins, and variables over files. */
export interface GivenVariables {
  /** Paths of `*.tfvars` and `*.tfvars.json`. */
  readonly files?: readonly string[];
  readonly values?: { readonly [name: string]: string };
}

/** Values of the root module's variables. */
export interface VariableValues {
  readonly values: JsonObject;
  readonly problems: readonly ModelProblem[];
}

/** Reads the values that Terraform would take, in the order in which it lets the later win. */
export function readVariableValues(
  directory: string,
  { variables }: ConfigurationBlocks,
  given: GivenVariables = {},
): VariableValues {
  const names = namesIn(directory).filter((name) => /\.tfvars(\.json)?$/.test(name));
  const own = [
    ...["terraform.tfvars", "terraform.tfvars.json"].filter((name) => names.includes(name)),
    ...names.filter((name) => /\.auto\.tfvars(\.json)?$/.test(name)),
  ];
  for (const name of Object.keys(given.values ?? {})) {
    if (!variables.has(name)) {
      const known = [...variables.keys()];
      throw new InputError("VARIABLE_UNKNOWN", {
        file: directory,
        name,
        near: nearestNames(name, known),
        known,
      });
    }
  }
  const typed = Object.fromEntries(
    Object.entries(given.values ?? {}).map(([name, text]) => [name, valueOf(name, text)]),
  );
  const values = Object.assign(
    {},
    ...own.map((name) => readConfigurationFile(join(directory, name))),
    ...(given.files ?? []).map(readConfigurationFile),
    typed,
  ) as JsonObject;
  const missing = [...variables].filter(
    ([name, body]) => !("default" in body) && !Object.hasOwn(values, name),
  );
  const others = names.filter((name) => !own.includes(name));
  if (missing.length === 0 || others.length !== 1 || given.files !== undefined) {
    return { values, problems: [] };
  }
  // Somebody has to give the values, and there is only one file to give.
  const assumed = readConfigurationFile(join(directory, others[0]));
  return missing.every(([name]) => Object.hasOwn(assumed, name))
    ? {
        values: { ...values, ...assumed, ...typed },
        problems: [{ code: "ASSUMED_VALUES", resource: others[0] }],
      }
    : { values, problems: [] };
}

/** A list or an object is written in HCL, anything else is a text that the variable's type converts. */
function valueOf(name: string, text: string): unknown {
  return /^\s*[[{]/.test(text) ? hclToJson(`--var ${name}`, `value = ${text}`).value : text;
}
