import { OPAQUE } from "../model";
import { BlockOrder, localAddress, plannedModule } from "./dependencies";
import { Budget } from "./expression/budget";
import { Evaluated } from "./expression/evaluated";
import { Union } from "./expression/union";
import { referencesIn } from "./expression/values";
import { isJsonObject, JsonObject, member } from "./json";
import { pairBlocks } from "./plan-blocks";
import { evaluateMembers, evaluateReferences, isCollection } from "./plan-references";
import { PlanScope } from "./plan-scope";
import { isAlwaysWritten } from "./plan-unknown";
import { ShownResource } from "./state";
import {
  fromJson,
  isObject,
  Leaf,
  memberOf,
  newObject,
  printReference,
  Reference,
  scalarOf,
  TerraformResource,
  TerraformValue,
} from "./terraform/value";
import { isOpen, WithinReach } from "./within-reach";

/** The `configuration` of a plan with the module instances of its resources. */
export class PlanConfiguration {
  private readonly root: PlanScope;
  private readonly order: BlockOrder;
  private readonly scopes = new Map<string, PlanScope>();

  public constructor(document: JsonObject, budget: Budget) {
    const configuration = isJsonObject(document.configuration) ? document.configuration : {};
    const module = isJsonObject(configuration.root_module) ? configuration.root_module : {};
    const variables = isJsonObject(document.variables) ? document.variables : {};
    this.root = new PlanScope(module, budget, { variables });
    this.order = new BlockOrder(plannedModule(module));
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

  /** Blocks that one waits for. */
  public awaitedBy({ module, mode, type, name }: ShownResource): readonly string[] {
    let order: BlockOrder | undefined = this.order;
    for (const [, call] of module.matchAll(MODULE_STEP)) {
      order = order?.called(call);
    }
    return order?.awaitedBy(localAddress(mode, type, name)) ?? [OPAQUE];
  }

  /** Makes an instance known to the expressions of its module. */
  public add(resource: TerraformResource, planned: JsonObject): void {
    this.scopeOf(resource.identity).add(resource, planned);
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

/** Arguments that are lists of ids: `network_interface_ids`, `source_ip_groups`. */
const LISTS_OF_IDS = /(_ids|_ip_groups)$/;

/** An argument in a plan: the planned value, with what it refers to where it is unknown. */
export function argumentValue(
  name: string,
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
    return leaves(value, unknown, () => undefined, scope);
  }
  let evaluated: { readonly value: Evaluated | undefined } | undefined;
  const referred = (): Evaluated | undefined => {
    evaluated ??= { value: evaluateReferences(references, scope) };
    return evaluated.value;
  };
  const length = Math.max(lengthOf(value), lengthOf(unknown));
  const isFlat = [value, unknown].every((list) => !Array.isArray(list) || !list.some(isJsonObject));
  const isWhollyUnknown = length === 0 && unknown === true && LISTS_OF_IDS.test(name);
  const members =
    (length > 0 && isFlat) || isWhollyUnknown
      ? evaluateMembers(references, length > 0 ? length : undefined, scope)
      : undefined;
  if (members) {
    return members.map((found, index) => leaves(at(value, index), at(unknown, index), () => found, scope));
  }
  return leaves(value, unknown, referred, scope);
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
  const written = pairBlocks(blocks, expressions, scope);
  return blocks.map((block, index) => {
    const unknownHere = Array.isArray(unknown) ? (unknown[index] as unknown) : unknown;
    const { expressions: own, dynamic } = written[index];
    const names = new Set(
      [block, unknownHere, ...own].flatMap((one) => (isJsonObject(one) ? Object.keys(one) : [])),
    );
    const result = newObject();
    for (const name of names) {
      const isUnknown = unknownHere === true || member(unknownHere, name);
      const given = own.map((one) => member(one, name)).filter((one) => one !== undefined);
      if (!dynamic && given.length === 0 && isUnknown === true && !isAlwaysWritten(name)) {
        // Nobody set it: the provider computes it.
        continue;
      }
      // What a dynamic block has, any of them may have made.
      const expression = dynamic || given.length === 0 ? undefined : together(given);
      result[name] = argumentValue(name, member(block, name), isUnknown, expression, scope);
    }
    return result;
  });
}

/** One expression, or one that refers to whatever either of several does. */
function together(expressions: readonly unknown[]): unknown {
  const references = expressions.map((one) => member(one, "references"));
  return expressions.length > 1 && references.every(Array.isArray)
    ? { references: references.flat() }
    : expressions[0];
}

/** A value whose unknown leaves are what `referred` finds. */
function leaves(
  value: unknown,
  unknown: unknown,
  referred: () => Evaluated | undefined,
  scope: PlanScope,
): TerraformValue {
  if (unknown === true) {
    return asLeaf(referred(), scope);
  }
  if (Array.isArray(value) || Array.isArray(unknown)) {
    const items = Array.isArray(value) ? value : [];
    const marks = Array.isArray(unknown) ? unknown : [];
    return Array.from({ length: Math.max(items.length, marks.length) }, (_, index) =>
      leaves(items[index], marks[index], referred, scope),
    );
  }
  if (isJsonObject(value) || isJsonObject(unknown)) {
    const result = newObject();
    for (const name of new Set([...Object.keys(value ?? {}), ...Object.keys(unknown ?? {})])) {
      result[name] = leaves(member(value, name), member(unknown, name), referred, scope);
    }
    return result;
  }
  if (typeof value !== "string") {
    return fromJson(value ?? null, (text) => text);
  }
  const references = provenance(value, referred());
  return references.length > 0 ? new Leaf(value, references, value) : value;
}

/** What a known text came from: of what the expression refers to, that which holds it. */
function provenance(text: string, value: Evaluated | undefined): readonly Reference[] {
  return text === "" || isCollection(value)
    ? []
    : candidates(value).filter((reference) =>
        textsAt(reference).some((found) => found !== "" && text.includes(found)),
      );
}

/** Texts at a place in a resource; where the plan stops at the resource, in all of its attributes. */
function textsAt({ resource, path }: Reference): string[] {
  if (path.length === 0) {
    return resource.attributeNames().flatMap((name) => textsIn(resource.attribute(name)));
  }
  const [first, ...steps] = path;
  return textsIn(
    steps.reduce<TerraformValue | undefined>(
      (found, step) =>
        Array.isArray(found)
          ? found[Number(step)]
          : isObject(found)
            ? memberOf(found, String(step))
            : undefined,
      resource.attribute(String(first)),
    ),
  );
}

function textsIn(value: TerraformValue | undefined): string[] {
  const found = scalarOf(value);
  if (found !== undefined) {
    return typeof found === "string" ? [found] : [];
  }
  return isObject(value) || Array.isArray(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** What an unknown value may be: also one of a few instances, or outputs of a module, of which one has the wanted type. */
function candidates(value: Evaluated | undefined): readonly Reference[] {
  // Naming all of a thousand instances for each of a thousand arguments would cost a square.
  const isMany = isCollection(value) && Object.keys(value).length > 50;
  return value === undefined || isMany ? [] : referencesIn([value]);
}

/**
 * Whether a local, or what a loop over one has, stands beside what is named: what that leads to may be meant as well.
 * Alone behind instances it is their key.
 */
function restsOnLocal(value: Evaluated | undefined): boolean {
  if (!(value instanceof Union)) {
    return false;
  }
  const open = value.members.filter(isOpen);
  return open.length > (isCollection(value.members[0]) ? 1 : 0);
}

/** An unknown value. A plan doesn't hold what locals and dynamic blocks refer to: that is whatever is within reach. */
function asLeaf(value: Evaluated | undefined, scope: PlanScope): Leaf {
  const named = candidates(value);
  const text = value instanceof Leaf ? value.text : named.length > 0 ? printReference(named[0]) : undefined;
  const isNamed = named.length > 0 || isCollection(value);
  return isNamed && !restsOnLocal(value)
    ? new Leaf(undefined, named, text ?? KNOWN_AFTER_APPLY)
    : new WithinReach(undefined, [...named, ...scope.reachable()], text ?? KNOWN_AFTER_APPLY);
}

const KNOWN_AFTER_APPLY = "known after apply";
