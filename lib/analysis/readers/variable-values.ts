import { join } from "node:path";
import { nearestNames } from "../../text/nearest";
import { ModelProblem } from "../model";
import { hclToJson } from "./hcl/hcl-to-json";
import { InputError } from "./input-error";
import { isJsonObject, JsonObject } from "./json";
import { ConfigurationBlocks } from "./json-configuration";
import { namesIn, readConfigurationFile } from "./module-tree";

/** Values that somebody gives on the command line; a later one wins, and variables over files. */
export interface GivenVariables {
  /** Paths of `*.tfvars` and `*.tfvars.json`. */
  readonly files?: readonly string[];
  readonly values?: { readonly [name: string]: string };
  /** Names that the environment has values for (`TF_VAR_…`), which Terraform takes and this doesn't. */
  readonly inEnvironment?: readonly string[];
  /** Collects what the inputs declare: of several that get the same values, not each has to know each name. */
  readonly declared?: Set<string>;
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
  const known = [...variables.keys()];
  const typed = typedValues(variables, given);
  const files = own.map((name) => ({ name, content: readConfigurationFile(join(directory, name)) }));
  const { values, problems: unread } = takenValues(
    files.map(({ content }) => content),
    variables,
    given,
  );
  const problems = [...files.flatMap(({ name, content }) => undeclaredIn(name, content, known)), ...unread];
  const missing = [...variables].filter(
    ([name, body]) => !("default" in body) && !Object.hasOwn(values, name),
  );
  const others = names.filter((name) => !own.includes(name));
  if (missing.length === 0 || others.length !== 1 || given.files !== undefined) {
    return { values, problems };
  }
  // Somebody has to give the values, and there is only one file to give.
  const assumed = readConfigurationFile(join(directory, others[0]));
  return missing.every(([name]) => Object.hasOwn(assumed, name))
    ? {
        values: { ...values, ...assumed, ...typed },
        problems: [
          ...problems,
          { code: "ASSUMED_VALUES", resource: others[0] },
          ...undeclaredIn(others[0], assumed, known),
        ],
      }
    : { values, problems };
}

/** Values of what stands in one file: those that somebody gives, since nothing else of its folder belongs to it. */
export function givenValues({ variables }: ConfigurationBlocks, given: GivenVariables = {}): VariableValues {
  return takenValues([], variables, given);
}

function takenValues(
  own: readonly JsonObject[],
  variables: ConfigurationBlocks["variables"],
  given: GivenVariables,
): VariableValues {
  [...variables.keys()].forEach((name) => given.declared?.add(name));
  const values = Object.assign(
    {},
    ...own,
    ...(given.files ?? []).map(readConfigurationFile),
    typedValues(variables, given),
  ) as JsonObject;
  return { values, problems: unreadIn(given.inEnvironment ?? [], values, variables) };
}

function typedValues(
  variables: ConfigurationBlocks["variables"],
  { values = {} }: GivenVariables,
): JsonObject {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => variables.has(name))
      .map(([name, text]) => [name, valueOf(name, text)]),
  );
}

/**
 * Names that are given and that no input declares: Terraform refuses one on the command line, and warns of one in a
 * file, of which the value goes nowhere.
 */
export function undeclaredNames(file: string, given: GivenVariables): readonly ModelProblem[] {
  const known = [...(given.declared ?? [])];
  const name = Object.keys(given.values ?? {}).find((one) => !known.includes(one));
  if (name !== undefined) {
    throw new InputError("VARIABLE_UNKNOWN", { file, name, near: nearestNames(name, known), known });
  }
  return (given.files ?? []).flatMap((one) => undeclaredIn(one, readConfigurationFile(one), known));
}

/** Each machine is to get the same answer. What nobody may print is a secret, which decides about no packet. */
function unreadIn(
  names: readonly string[],
  values: JsonObject,
  variables: ConfigurationBlocks["variables"],
): ModelProblem[] {
  const unread = names.filter((name) => {
    const declared = variables.get(name);
    return declared !== undefined && declared.sensitive !== true && !Object.hasOwn(values, name);
  });
  const text = unread.map((name) => `TF_VAR_${name}`).join(", ");
  return text === "" ? [] : [{ code: "ENVIRONMENT_NOT_READ", resource: "", text }];
}

function undeclaredIn(file: string, content: JsonObject, known: readonly string[]): ModelProblem[] {
  // A file of parameters of a template has them one level down.
  const given = "$schema" in content && isJsonObject(content.parameters) ? content.parameters : content;
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: "UNDECLARED_VALUE",
      resource: file,
      attribute: name,
      text: nearestNames(name, known).join(", "),
    }));
}

/** A list or an object is written in HCL, anything else is a text that the variable's type converts. */
function valueOf(name: string, text: string): unknown {
  return /^\s*[[{]/.test(text) ? hclToJson(`--var ${name}`, `value = ${text}`).value : text;
}
