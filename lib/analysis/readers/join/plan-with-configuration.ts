import { parsedBody } from "../arm/azapi-body";
import { resolveConfiguration } from "../configuration";
import { Budget } from "../expression/budget";
import { Evaluated } from "../expression/evaluated";
import { settle } from "../expression/settle";
import { Union } from "../expression/union";
import { lazyObject } from "../expression/values";
import { isJsonObject, JsonObject, member } from "../json";
import { LoadedInput, resourcesOf } from "../loaded-input";
import { readModuleTree } from "../module-tree";
import { withoutKeys } from "../plan-rest";
import {
  isObject,
  Leaf,
  memberOf,
  newObject,
  referencesOf,
  scalarOf,
  TerraformResource,
  TerraformValue,
} from "../terraform/value";
import { TerraformInput } from "../terraform-input";
import { WithinReach } from "../within-reach";

/**
 * A plan with the folder that it was made of. The plan counts; where it only says that a value is known after apply, the
 * configuration tells what it refers to, with the indices, keys and templates that a plan leaves out. Where the two
 * contradict each other, the configuration has changed since, and says nothing.
 */
export function planWithConfiguration(plan: LoadedInput, document: JsonObject, folder: string): LoadedInput {
  const configuration = resolveConfiguration(
    readModuleTree(folder),
    new Budget(folder),
    variablesOf(document),
  );
  const written = new Map(resourcesOf(configuration).map((resource) => [resource.address, resource]));
  const resources = resourcesOf(plan.input);
  const planned = new Map(resources.map((resource) => [resource.address, resource]));
  const meant = (resource: TerraformResource): TerraformResource | undefined =>
    written.get(resource.address) === resource ? planned.get(resource.address) : undefined;
  for (const resource of resources) {
    const own = written.get(resource.address);
    if (own !== undefined && own.type === resource.type) {
      resource.supplement((name, value) =>
        isLeftOut(name, value, own) ? undefined : refined(value, own.attribute(name), meant),
      );
    }
  }
  const input: TerraformInput = {
    ...plan.input,
    // What is written tells the keys.
    problems: plan.input.problems.filter(({ code }) => code !== "PLAN_KEYS_TAKEN"),
    resources,
    outputs: refinedOutputs(plan.input.outputs, configuration.outputs, meant),
    state: plan.input.state ?? configuration.state,
    moduleOutputs: configuration.moduleOutputs,
    moduleSources: configuration.moduleSources,
    joined: {
      sources: [
        { source: plan.source, kind: "plan" },
        { source: folder, kind: "configuration" },
      ],
      standIns: new Map(),
      referable: new Set(resources),
    },
  };
  return { ...plan, input };
}

function refinedOutputs(planned: Evaluated = {}, written: Evaluated = {}, meant: Meant): Evaluated {
  const [before, after] = [planned, written] as { [name: string]: Evaluated }[];
  const one = (value: Evaluated | undefined): TerraformValue | undefined =>
    value === undefined ? undefined : settle(value, new Budget("outputs"));
  return lazyObject(
    Object.keys(before).map((name) => [
      name,
      () => (refined(one(before[name]), one(after[name]), meant) ?? before[name]) as Evaluated,
    ]),
  );
}

function variablesOf(document: JsonObject): JsonObject {
  const variables = isJsonObject(document.variables) ? document.variables : {};
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [name, member(variable, "value")]),
  );
}

type Meant = (resource: TerraformResource) => TerraformResource | undefined;

/** What is planned, and where that is open what is written. */
function refined(
  planned: TerraformValue | undefined,
  written: TerraformValue | undefined,
  meant: Meant,
): TerraformValue | undefined {
  if (planned === undefined || written === undefined || written === null) {
    return planned;
  }
  if (planned instanceof Leaf && planned.value === undefined) {
    return leadsTo(planned, written) ? (translated(written, meant) ?? planned) : planned;
  }
  if (Array.isArray(planned)) {
    return Array.isArray(written) ? refinedList(planned, written, meant) : planned;
  }
  if (isObject(planned) && isObject(written) && !contradicts(planned, written)) {
    const object = newObject();
    for (const [name, value] of Object.entries(planned)) {
      object[name] = refined(value, memberOf(written, name), meant) ?? value;
    }
    return object;
  }
  return planned;
}

/**
 * Whether a body doesn't have what is asked about. Of a text of JSON in which only one id is open, a plan says that it is
 * open as a whole.
 */
function isLeftOut(name: string, planned: TerraformValue | undefined, own: TerraformResource): boolean {
  const body = own.type === own.identity.type ? undefined : own.attribute("body");
  return (
    body instanceof Leaf &&
    body.value === undefined &&
    isObject(parsedBody(body)) &&
    planned instanceof Leaf &&
    planned.value === undefined &&
    own.attribute(name) === undefined &&
    leadsTo(planned, body)
  );
}

/** Blocks of a set come in another order than they are written in: what is known of one tells which it is. */
function refinedList(
  planned: readonly TerraformValue[],
  written: readonly TerraformValue[],
  meant: Meant,
): TerraformValue[] {
  if (!planned.some(isObject)) {
    const isSame =
      planned.length === written.length && !planned.some((one, at) => contradicts(one, written[at]));
    return isSame ? planned.map((one, at) => refined(one, written[at], meant) ?? one) : [...planned];
  }
  const fitting = planned.map((one) =>
    written.filter((other) => isObject(other) && !contradicts(one, other)),
  );
  const uses = (block: TerraformValue): number => fitting.filter((some) => some.includes(block)).length;
  return planned.map((one, at) => {
    const [only, ...others] = fitting[at];
    return only !== undefined && others.length === 0 && uses(only) === 1
      ? (refined(one, only, meant) ?? one)
      : one;
  });
}

/** Whether two values can't be the same one: what is known of one is known otherwise of the other. */
function contradicts(planned: TerraformValue | undefined, written: TerraformValue | undefined): boolean {
  if (Array.isArray(planned) && Array.isArray(written)) {
    const scalars = (list: readonly TerraformValue[]): unknown[] =>
      list.map(scalarOf).filter((one) => one !== undefined);
    const known = scalars(planned).map(String);
    return (
      planned.length === scalars(planned).length &&
      scalars(written).some((one) => !known.includes(String(one)))
    );
  }
  if (isObject(planned) && isObject(written)) {
    return Object.entries(planned).some(([name, value]) => contradicts(value, memberOf(written, name)));
  }
  const [before, after] = [planned, written].map((value) => textOf(scalarOf(value)));
  return before !== undefined && after !== undefined && before !== after;
}

/** Unset is written in several ways; case matters to nobody here. */
function textOf(scalar: ReturnType<typeof scalarOf>): string | undefined {
  return scalar === null || scalar === ""
    ? undefined
    : scalar === undefined
      ? undefined
      : String(scalar).toLowerCase();
}

/** A value as the configuration has it, leading to resources of the plan; `undefined` where it says no more than the plan. */
function translated(written: TerraformValue, meant: Meant): TerraformValue | undefined {
  if (Array.isArray(written)) {
    const items = written.map((one) => translated(one, meant) ?? asUnknown(one));
    return items;
  }
  if (isObject(written)) {
    const object = newObject();
    for (const [name, value] of Object.entries(written)) {
      object[name] = translated(value, meant) ?? asUnknown(value);
    }
    return object;
  }
  if (!(written instanceof Leaf)) {
    return written;
  }
  // What is open to the configuration is nothing that the plan doesn't know as well.
  if (written instanceof Union || written.references.length === 0) {
    return undefined;
  }
  const references = written.references.flatMap(({ resource, path }) => {
    const found = meant(resource);
    return found === undefined ? [] : [{ resource: found, path }];
  });
  return references.length === written.references.length
    ? new Leaf(written.value, references, written.text, written.sensitive)
    : undefined;
}

/** Whether a written value leads to something that the plan says it refers to; a plan drops indices and keys only. */
function leadsTo(planned: Leaf, written: TerraformValue): boolean {
  const known = new Set(planned.references.map(({ resource }) => withoutKeys(resource.address)));
  const found = referencesOf(written);
  return (
    known.size === 0 ||
    planned instanceof WithinReach ||
    found.length === 0 ||
    found.some(({ resource }) => known.has(withoutKeys(resource.address)))
  );
}

function asUnknown(value: TerraformValue): TerraformValue {
  return value instanceof Leaf ? new Leaf(undefined, [], value.text, value.sensitive) : value;
}
