import { pagesIn } from "./azure/pages";
import { resolveRows } from "./azure/rows";
import { resolveConfiguration } from "./configuration";
import { Budget } from "./expression/budget";
import { InputError } from "./input-error";
import { isJsonObject, JsonDocument, JsonObject, kindOf, member } from "./json";
import { readBlocks } from "./json-configuration";
import { stateKeptBy } from "./kept-state";
import { withProblems } from "./loaded-input";
import { moduleTreeOf } from "./module-tree";
import { nearestShape } from "./nearest-shape";
import { resolvePlan } from "./plan";
import { isPulumi, resolvePulumi } from "./pulumi/pulumi-input";
import { resolveState } from "./state";
import {
  isBicepSnapshot,
  isTemplate,
  resolveBicepSnapshot,
  resolveTemplate,
} from "./template/template-input";
import { TerraformInput } from "./terraform-input";
import { givenValues, GivenVariables } from "./variable-values";

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
  if (isEmptyList(document)) {
    throw new InputError("LIST_EMPTY", { file: name });
  }
  if (!isJsonObject(document)) {
    if (document.some(isJsonObject)) {
      throw notAnInput(document, name);
    }
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
    return { ...resolveShown(document, name), state: stateKeptBy(directory) };
  }
  if ("plan_format_version" in document) {
    throw new InputError("PLAN_REDACTED", { file: name });
  }
  if ("encrypted_data" in document && "encryption_version" in document) {
    throw new InputError("ENCRYPTED", { file: name });
  }
  // A state need not name its Terraform, and says "modules" instead of "resources" before 0.12.
  if ("lineage" in document || ("serial" in document && "version" in document)) {
    const isNote = isJsonObject(document.remote) || isJsonObject(document.backend);
    throw new InputError(isNote ? "STATE_ELSEWHERE" : "RAW_STATE", { file: name });
  }
  // An answer of Resource Graph has "data" too.
  const isAnswer = Array.isArray(document.data) && "count" in document;
  if (isAnswer || !CONFIGURATION_BLOCKS.some((block) => block in document)) {
    throw notAnInput(document, name);
  }
  if (isRenderedUnit(document)) {
    throw new InputError("TERRAGRUNT_RENDERED", { file: name });
  }
  const tree = moduleTreeOf(readBlocks([{ name, content: document }]), directory);
  const { values, problems } = givenValues(tree.blocks, variables);
  return withProblems(problems, {
    ...resolveConfiguration(tree, new Budget(name), values),
    takesValues: true,
  });
}

function notAnInput(document: JsonDocument, file: string): InputError {
  const near = nearestShape(document);
  return new InputError("NOT_TERRAFORM", { file, ...(near !== undefined && { near }) });
}

/** What the Azure CLI prints where there is nothing of a kind. */
export function isEmptyList(document: JsonDocument): boolean {
  const list = Array.isArray(document)
    ? document
    : Object.keys(document).length === 1 && member(document, "value");
  return Array.isArray(list) && list.length === 0;
}

/** Whether a document describes a network in a form that is read, or at least nearly so. */
export function isInput(document: JsonDocument, name: string): boolean {
  if (pagesIn(document, name) !== undefined) {
    return true;
  }
  return (
    isJsonObject(document) &&
    (isTemplate(document) ||
      isPulumi(document) ||
      isBicepSnapshot(document) ||
      "format_version" in document ||
      "lineage" in document ||
      CONFIGURATION_BLOCKS.some((block) => typeof document[block] === "object"))
  );
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

/** What `terragrunt render` prints: a unit's values and where its module lies, and nothing of what that makes. */
function isRenderedUnit(document: JsonObject): boolean {
  const has = (...blocks: readonly string[]): boolean => blocks.some((block) => block in document);
  return has("inputs", "dependency", "dependencies", "remote_state") && !has("resource", "data", "module");
}

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
