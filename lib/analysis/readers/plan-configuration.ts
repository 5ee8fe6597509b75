import { Evaluated } from "./expression/scope";
import { isRecord, referencesIn } from "./expression/values";
import { isJsonObject, JsonObject, member } from "./json";
import { evaluateMembers, evaluateReferences } from "./plan-references";
import { PlanScope } from "./plan-scope";
import { TerraformResource } from "./terraform/resource";
import { fromJson, Leaf, newObject, printReference, Reference, TerraformValue } from "./terraform/value";

/** The `configuration` of a plan with the module instances of its resources. */
export class PlanConfiguration {
  private readonly root: PlanScope;
  private readonly scopes = new Map<string, PlanScope>();

  public constructor(document: JsonObject) {
    const configuration = isJsonObject(document.configuration) ? document.configuration : {};
    const module = isJsonObject(configuration.root_module) ? configuration.root_module : {};
    const variables = isJsonObject(document.variables) ? document.variables : {};
    this.root = new PlanScope(module, { variables });
  }

  /** The module instance that holds a resource. */
  public scopeOf(resource: { readonly module: string }): PlanScope {
    let scope = this.scopes.get(resource.module);
    if (!scope) {
      scope = this.root;
      for (const [, name, key] of resource.module.matchAll(MODULE_STEP)) {
        scope = scope.child(name, parseKey(key));
      }
      this.scopes.set(resource.module, scope);
    }
    return scope;
  }

  /** Makes an instance known to the expressions of its module. */
  public add(resource: TerraformResource): void {
    this.scopeOf(resource.identity).add(resource);
  }
}

/** `module.spoke["a"]` in `module.network.module.spoke["a"]`. */
const MODULE_STEP = /module\.([\w-]+)(?:\[("(?:[^"\\]|\\.)*"|\d+)\])?/g;

function parseKey(key: string | undefined): string | number | undefined {
  try {
    return key === undefined ? undefined : (JSON.parse(key) as string | number);
  } catch {
    // Terraform escapes a few characters that JSON doesn't; such a key only has to be itself.
    return key;
  }
}

/** An argument in a plan: the planned value, with what it refers to where it is unknown. */
export function argumentValue(
  value: unknown,
  unknown: unknown,
  expression: unknown,
  scope: PlanScope,
): TerraformValue {
  const nested = nestedExpressions(expression);
  if (nested) {
    return blocksValue(value, unknown, nested, scope);
  }
  const references = isJsonObject(expression) ? expression.references : undefined;
  if (!Array.isArray(references) || references.length === 0) {
    return leaves(value, unknown, () => undefined);
  }
  let evaluated: { readonly value: Evaluated | undefined } | undefined;
  const referred = (): Evaluated | undefined => {
    evaluated ??= { value: evaluateReferences(references, scope) };
    return evaluated.value;
  };
  const length = Math.max(lengthOf(value), lengthOf(unknown));
  const isFlat = [value, unknown].every((list) => !Array.isArray(list) || !list.some(isJsonObject));
  const members = length > 0 && isFlat ? evaluateMembers(references, length, scope) : undefined;
  if (members) {
    return members.map((found, index) => leaves(at(value, index), at(unknown, index), () => found));
  }
  return leaves(value, unknown, referred);
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function at(value: unknown, index: number): unknown {
  return Array.isArray(value) ? (value[index] as unknown) : value;
}

/** Expressions of nested blocks: an object per block. */
function nestedExpressions(expression: unknown): JsonObject[] | undefined {
  if (Array.isArray(expression)) {
    return expression.filter(isJsonObject);
  }
  const isNested =
    isJsonObject(expression) && !("references" in expression) && !("constant_value" in expression);
  return isNested && Object.values(expression).some((nested) => typeof nested === "object")
    ? [expression]
    : undefined;
}

function blocksValue(
  value: unknown,
  unknown: unknown,
  expressions: readonly JsonObject[],
  scope: PlanScope,
): TerraformValue {
  const shown = Array.isArray(value) ? value : isJsonObject(value) ? [value] : [];
  // Blocks that only apply can count are at least those that are written out.
  const blocks: readonly unknown[] =
    shown.length === 0 && unknown === true ? expressions.map(() => ({})) : shown;
  // Dynamic blocks have no expressions in a plan, so that the written ones can be told by position only if alone.
  const isPaired = blocks.length === expressions.length;
  return blocks.map((block, index) => {
    const unknownHere = Array.isArray(unknown) ? (unknown[index] as unknown) : unknown;
    const own = isPaired ? expressions[index] : {};
    const names = new Set(
      [block, unknownHere, own].flatMap((one) => (isJsonObject(one) ? Object.keys(one) : [])),
    );
    const result = newObject();
    for (const name of names) {
      const isUnknown = unknownHere === true || member(unknownHere, name);
      const expression = member(own, name);
      if (isPaired && expression === undefined && isUnknown === true) {
        // Nobody set it: the provider computes it.
        continue;
      }
      result[name] = argumentValue(member(block, name), isUnknown, expression, scope);
    }
    return result;
  });
}

/** A value whose unknown leaves are what `referred` finds. */
function leaves(value: unknown, unknown: unknown, referred: () => Evaluated | undefined): TerraformValue {
  if (unknown === true) {
    return asLeaf(referred());
  }
  if (Array.isArray(value) || Array.isArray(unknown)) {
    const items = Array.isArray(value) ? value : [];
    const marks = Array.isArray(unknown) ? unknown : [];
    return Array.from({ length: Math.max(items.length, marks.length) }, (_, index) =>
      leaves(items[index], marks[index], referred),
    );
  }
  if (isJsonObject(value) || isJsonObject(unknown)) {
    const result = newObject();
    for (const name of new Set([...Object.keys(value ?? {}), ...Object.keys(unknown ?? {})])) {
      result[name] = leaves(member(value, name), member(unknown, name), referred);
    }
    return result;
  }
  if (typeof value !== "string") {
    return fromJson(value ?? null, (text) => text);
  }
  const references = known(referred());
  return references.length > 0 ? new Leaf(value, references, value) : value;
}

/** Provenance of a value that the plan already knows. */
function known(value: Evaluated | undefined): readonly Reference[] {
  return isCollection(value) ? [] : candidates(value);
}

/** What an unknown value may be: also one of a few instances, or outputs of a module, of which one has the wanted type. */
function candidates(value: Evaluated | undefined): readonly Reference[] {
  // Naming all of a thousand instances for each of a thousand arguments would cost a square.
  const isMany = isCollection(value) && Object.keys(value).length > 50;
  return value === undefined || isMany ? [] : referencesIn([value]);
}

function isCollection(value: Evaluated | undefined): value is Evaluated[] | { [key: string]: Evaluated } {
  return isRecord(value) || Array.isArray(value);
}

function asLeaf(value: Evaluated | undefined): Leaf {
  const references = candidates(value);
  const text = value instanceof Leaf ? value.text : undefined;
  return new Leaf(
    undefined,
    references,
    text ?? (references.length > 0 ? printReference(references[0]) : "known after apply"),
  );
}
