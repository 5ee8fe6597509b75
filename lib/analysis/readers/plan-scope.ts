import { groupPairs } from "../../collections/group-by";
import { Budget } from "./expression/budget";
import { Evaluated } from "./expression/evaluated";
import { Place } from "./expression/place";
import { Union } from "./expression/union";
import { isLazy, isRecord, knownScalar, lazyObject, referencesIn } from "./expression/values";
import { isJsonObject, JsonObject, member, objectsIn } from "./json";
import { PlannedGroup, PlannedKeys } from "./plan-keys";
import { NamesOfObjects, PlanNames, Siblings } from "./plan-names";
import { evaluateCollections, evaluateReferences, isCollection } from "./plan-references";
import { namesOfObjects } from "./plan-same-object";
import { fromJson, Leaf, Reference, scalarOf, TerraformResource } from "./terraform/value";
import { isOpen } from "./within-reach";

/** A module instance of a plan: what the names in its expressions stand for. */
export class PlanScope implements PlanNames {
  private readonly groups = new Map<string, TerraformResource[]>();
  private readonly planned = new Map<string, Map<string | number | undefined, JsonObject>>();
  private readonly keys = new PlannedKeys(() => this.plannedGroups(), this);
  private readonly values = new Map<string, Evaluated>();
  private readonly variables = new Map<string, Evaluated | undefined>();
  private readonly collections = new Map<unknown, readonly Evaluated[]>();
  private readonly childInstances = new Map<string, Map<string | number | undefined, PlanScope>>();
  private readonly declarations = new Map<string, JsonObject>();
  private objectNames?: NamesOfObjects;
  private reach?: readonly Reference[];
  private given?: { [key: string]: Evaluated };

  public constructor(
    /** The module's part of `configuration`. */
    private readonly module: JsonObject,
    public readonly budget: Budget,
    /** The call that made the instance, and the scope that calls; the root has the plan's variables instead. */
    private readonly caller: ModuleCaller | { readonly variables: JsonObject },
    /** `each` and `count` of this scope. */
    private readonly key?: string | number,
    private readonly forEach?: unknown,
    private readonly keyScope?: PlanScope,
    private readonly block?: JsonObject,
  ) {
    for (const declared of objectsIn(module.resources)) {
      const { mode, type, name } = declared;
      if (typeof type === "string" && typeof name === "string") {
        this.declarations.set(`${mode === "data" ? "data" : "managed"}.${type}.${name}`, declared);
      }
    }
  }

  public declaration(mode: string, type: string, name: string): JsonObject | undefined {
    return this.declarations.get(`${mode}.${type}.${name}`);
  }

  /** The scope of one instance of a resource, in which `each` and `count` have values. */
  public ofInstance(
    instance: { readonly key?: string | number },
    declaration: JsonObject | undefined,
  ): PlanScope {
    if (instance.key === undefined) {
      return this;
    }
    const inner = Object.create(this) as {
      -readonly [P in "key" | "forEach" | "keyScope" | "block"]: unknown;
    };
    inner.key = instance.key;
    inner.block = declaration;
    inner.forEach = declaration?.for_each_expression;
    inner.keyScope = this;
    return inner as unknown as PlanScope;
  }

  /** The instance of a module that is called here. */
  public child(name: string, key: string | number | undefined): PlanScope {
    const instances = this.childInstances.get(name) ?? new Map<string | number | undefined, PlanScope>();
    this.childInstances.set(name, instances);
    let scope = instances.get(key);
    if (!scope) {
      const calls = isJsonObject(this.module.module_calls) ? this.module.module_calls : {};
      const call = Object.hasOwn(calls, name) && isJsonObject(calls[name]) ? calls[name] : {};
      const module = isJsonObject(call.module) ? call.module : {};
      scope = new PlanScope(module, this.budget, { scope: this.ofInstance({ key }, call), call });
      instances.set(key, scope);
    }
    return scope;
  }

  /** Makes an instance known, with its planned values. */
  public add(resource: TerraformResource, planned: JsonObject): void {
    const { mode, type, name } = resource.identity;
    const key = `${mode}.${type}.${name}`;
    const group = this.groups.get(key) ?? [];
    const instances = this.planned.get(key) ?? new Map<string | number | undefined, JsonObject>();
    this.groups.set(key, group);
    this.planned.set(key, instances);
    group.push(resource);
    instances.set(resource.identity.key, planned);
  }

  public resource(mode: "managed" | "data", type: string, name: string): Evaluated | undefined {
    if (mode === "managed" && type === "module") {
      return this.moduleOutputs(name);
    }
    const key = `${mode}.${type}.${name}`;
    let value = this.values.get(key);
    const group = this.groups.get(key);
    if (value === undefined && group) {
      value = instancesOf(group.map((resource) => [resource.identity.key, Place.of(resource)]));
      this.values.set(key, value);
    }
    return value;
  }

  public variable(name: string): Evaluated | undefined {
    if (!this.variables.has(name)) {
      this.variables.set(name, undefined);
      this.variables.set(name, this.newVariable(name));
    }
    return this.variables.get(name);
  }

  /** A plan doesn't hold locals. */
  public local(): undefined {
    return undefined;
  }

  public name(name: string): Evaluated | undefined {
    if (this.key === undefined) {
      return undefined;
    }
    if (name === "count") {
      return { index: this.key };
    }
    return name === "each" ? { key: this.key, value: this.eachValue() } : undefined;
  }

  public learnedKey(text: string, collection: string): string | undefined {
    return typeof this.key === "string"
      ? (this.keyScope ?? this).keys.keyOf(this.forEach, this.key, text, collection)
      : undefined;
  }

  public isOtherKey(text: string, collection: string): boolean {
    return (
      this.block !== undefined &&
      (text === "count.index" || text === "each.key") &&
      (this.keyScope ?? this).keys.isOther(this.block, this.key, text, collection)
    );
  }

  public loop(): { readonly key?: string | number; readonly forEach: unknown } {
    return { key: this.key, forEach: this.forEach };
  }

  public namesOfObjects(): NamesOfObjects {
    const scope = this.keyScope ?? this;
    scope.objectNames ??= namesOfObjects(scope.plannedGroups(), (key, { block }) =>
      scope.ofInstance({ key }, block),
    );
    return scope.objectNames;
  }

  public siblings(): Siblings | undefined {
    if (this.block === undefined) {
      return undefined;
    }
    const { mode, type, name } = this.block;
    const key = `${mode === "data" ? "data" : "managed"}.${String(type)}.${String(name)}`;
    return (this.keyScope ?? this).planned.get(key);
  }

  /**
   * Everything of which only apply tells the id, and that an expression here can lead to: what is in this module, what
   * the modules that it calls give back, and what it is given itself. An unknown value comes from one of these.
   */
  public reachable(): readonly Reference[] {
    const scope = this.keyScope ?? this;
    scope.reach ??= scope.newReach();
    return scope.reach;
  }

  private newReach(): readonly Reference[] {
    const own = this.within();
    if (!("call" in this.caller) || !isJsonObject(this.caller.call.expressions)) {
      return own;
    }
    const given = Object.keys(this.caller.call.expressions).flatMap((name) => this.variable(name) ?? []);
    // What a local of the caller leads to stands in the caller.
    const outside = holdsOpen(given) ? this.caller.scope.reachable() : unsettled(referencesIn(given));
    return [...new Set([...own, ...outside])];
  }

  /** What is in this module, and what the modules that it calls give back. */
  private within(): readonly Reference[] {
    const own = [...this.groups.values()].flat().map((resource) => Place.of(resource));
    const children = [...this.childInstances.values()].flatMap((instances) => [...instances.values()]);
    const inside = children.flatMap((child) =>
      holdsOpen(Object.values(child.outputs())) ? child.within() : [],
    );
    return [...unsettled(referencesIn([...own, ...children.map((child) => child.outputs())])), ...inside];
  }

  private *plannedGroups(): Generator<PlannedGroup> {
    for (const [key, instances] of this.planned) {
      const block = this.declarations.get(key);
      if (block !== undefined) {
        yield { block, instances };
      }
    }
  }

  private eachValue(): Evaluated {
    const key = String(this.key);
    const found = (this.keyScope ?? this).collectionsOf(this.forEach).flatMap((collection): Evaluated[] => {
      if (isRecord(collection)) {
        return Object.hasOwn(collection, key) ? [collection[key]] : [];
      }
      if (Array.isArray(collection)) {
        return memberWithKey(collection, key);
      }
      // Of an object with ids in it a plan only says where those come from: any member may have each.
      const references = referencesIn([collection]);
      return references.length > 0 ? [new Leaf(undefined, references, "each.value")] : [];
    });
    if (found.length === 0) {
      // What a function made of the collections isn't in a plan: any member of theirs may be in it.
      const collections = (this.keyScope ?? this).collectionsOf(this.forEach);
      return new Leaf(undefined, collections.flatMap(few), "each.value");
    }
    return found.length === 1 ? found[0] : new Union(found, "each.value");
  }

  /** What a `for_each` goes through: evaluated once, not once for each of a thousand instances. */
  private collectionsOf(forEach: unknown): readonly Evaluated[] {
    let collections = this.collections.get(forEach);
    if (collections === undefined) {
      this.collections.set(forEach, []);
      const constant = member(forEach, "constant_value");
      collections =
        constant === undefined
          ? evaluateCollections(member(forEach, "references"), this)
          : [fromJson(constant, (text) => text)];
      this.collections.set(forEach, collections);
    }
    return collections;
  }

  private newVariable(name: string): Evaluated | undefined {
    const declared = member(this.module.variables, name);
    const fallback = isJsonObject(declared) ? declared.default : undefined;
    if (!("call" in this.caller)) {
      const given = member(this.caller.variables, name);
      const value = isJsonObject(given) ? given.value : fallback;
      return value === undefined ? undefined : fromJson(value, (text) => text);
    }
    const expression = member(this.caller.call.expressions, name);
    if (expression !== undefined) {
      return evaluateExpression(expression, this.caller.scope);
    }
    return fallback === undefined ? undefined : fromJson(fallback, (text) => text);
  }

  /** `module.x`: its outputs, for each instance; evaluated when somebody asks. */
  private moduleOutputs(name: string): Evaluated | undefined {
    const instances = this.childInstances.get(name);
    if (!instances) {
      return undefined;
    }
    return instancesOf([...instances].map(([key, scope]) => [key, answering(scope.outputs(), key)]));
  }

  /** Outputs may need each other's modules, so each waits to be asked, and then is computed once. */
  private outputs(): { [key: string]: Evaluated } {
    this.given ??= lazyObject(
      Object.entries(isJsonObject(this.module.outputs) ? this.module.outputs : {}).map(([name, output]) => [
        name,
        () => answeringByName(evaluateExpression(member(output, "expression"), this)) as Evaluated,
      ]),
    );
    return this.given;
  }
}

/** Who called a module instance. */
export interface ModuleCaller {
  readonly scope: PlanScope;
  readonly call: JsonObject;
}

/** References to what has no id yet. */
function unsettled(references: readonly Reference[]): readonly Reference[] {
  return references.filter(({ resource }) => typeof scalarOf(resource.attribute("id")) !== "string");
}

/** Whether some of the values, or something in them, is left to a local. */
function holdsOpen(values: readonly Evaluated[], depth = 3): boolean {
  return values.some(
    (value) =>
      isOpen(value) ||
      (value instanceof Union && holdsOpen(value.members, depth)) ||
      (depth > 0 && isCollection(value) && holdsOpen(Object.values(value), depth - 1)),
  );
}

/** A `{constant_value}` or `{references}` of a plan's configuration. */
function evaluateExpression(expression: unknown, scope: PlanScope): Evaluated | undefined {
  if (!isJsonObject(expression)) {
    return undefined;
  }
  return "constant_value" in expression
    ? fromJson(expression.constant_value, (text) => text)
    : evaluateReferences(expression.references, scope);
}

/** The member of a list that a `for_each` has under a key: `toset(…)`, or `{ for x in … : x.name => x }`. */
function memberWithKey(list: readonly Evaluated[], key: string): Evaluated[] {
  if (!list.some(isRecord)) {
    const isThere = list.map(knownScalar).some((known) => known === undefined || String(known) === key);
    return isThere ? [key] : [];
  }
  const found = list.filter(
    (one) => isRecord(one) && Object.values(one).some((text) => knownScalar(text) === key),
  );
  // `{ for i, x in … : i => x }`: a member that has the number of another in it isn't meant.
  const isNumbered = /^\d+$/.test(key) && Number(key) in list && found[0] !== list[Number(key)];
  return found.length === 1 && !isNumbered ? found : [];
}

/**
 * The outputs of a module instance, which answer to its key as well: a plan tells of `{ for k, m in module.x : k => m.id }`
 * that it is made of `module.x`, and where that has one instance, each member is of it.
 */
function answering(
  outputs: { [key: string]: Evaluated },
  key: string | number | undefined,
): { [key: string]: Evaluated } {
  if (key !== undefined && !Object.hasOwn(outputs, String(key))) {
    Object.defineProperty(outputs, String(key), { value: outputs, enumerable: false });
  }
  return outputs;
}

/**
 * Instances by key, which answer to their names as well: a plan tells of the output `{ for s in azurerm_subnet.x : s.name =>
 * s.id }` that it is made of `azurerm_subnet.x`, and Terraform has refused a key that isn't in it.
 */
function answeringByName(value: Evaluated | undefined): Evaluated | undefined {
  if (!isRecord(value) || isLazy(value)) {
    return value;
  }
  const byName = groupPairs(
    Object.values(value).flatMap((one): [string, Evaluated][] => {
      const name = one instanceof Place && one.reference.path.length === 0 ? nameOf(one) : undefined;
      return name === undefined || Object.hasOwn(value, name) ? [] : [[name, one]];
    }),
  );
  if (byName.size === 0) {
    return value;
  }
  // The instances themselves are called by their keys alone.
  const copy = Object.assign(Object.create(null), value) as { [key: string]: Evaluated };
  for (const [name, [one, ...more]] of byName) {
    if (more.length === 0) {
      Object.defineProperty(copy, name, { value: one, enumerable: false });
    }
  }
  return copy;
}

function nameOf({ reference }: Place): string | undefined {
  const name = scalarOf(reference.resource.attribute("name"));
  return typeof name === "string" ? name : undefined;
}

/** What is in a collection; naming all of a thousand members for each of a thousand instances would cost a square. */
function few(collection: Evaluated): readonly Reference[] {
  const isMany = typeof collection === "object" && collection !== null && Object.keys(collection).length > 50;
  return isMany ? [] : referencesIn([collection]);
}

/** One instance without a key, a list by number, an object by key. */
function instancesOf(instances: [string | number | undefined, Evaluated][]): Evaluated {
  if (instances.some(([key]) => typeof key === "string")) {
    const object = Object.create(null) as Record<string, Evaluated>;
    for (const [key, value] of instances) {
      object[String(key)] = value;
    }
    return object;
  }
  if (instances.some(([key]) => typeof key === "number")) {
    const sorted = [...instances].sort(([a], [b]) => Number(a) - Number(b));
    return sorted.map(([, value]) => value);
  }
  return instances[0][1];
}
