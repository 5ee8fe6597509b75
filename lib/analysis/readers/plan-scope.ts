import { Place } from "./expression/place";
import { Evaluated, Scope } from "./expression/scope";
import { isRecord } from "./expression/values";
import { isJsonObject, JsonObject, member, objectsIn } from "./json";
import { evaluateReferences } from "./plan-references";
import { TerraformResource } from "./terraform/resource";
import { fromJson } from "./terraform/value";

/** A module instance of a plan: what the names in its expressions stand for. */
export class PlanScope implements Scope {
  private readonly groups = new Map<string, TerraformResource[]>();
  private readonly values = new Map<string, Evaluated>();
  private readonly variables = new Map<string, Evaluated | undefined>();
  private readonly collections = new Map<unknown, Evaluated | undefined>();
  private readonly childInstances = new Map<string, Map<string | number | undefined, PlanScope>>();
  private readonly declarations = new Map<string, JsonObject>();

  public constructor(
    /** The module's part of `configuration`. */
    private readonly module: JsonObject,
    /** The call that made the instance, and the scope that calls; the root has the plan's variables instead. */
    private readonly caller: ModuleCaller | { readonly variables: JsonObject },
    /** `each` and `count` of this scope. */
    private readonly key?: string | number,
    private readonly forEach?: unknown,
    private readonly keyScope?: PlanScope,
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
    const inner = Object.create(this) as { key: unknown; forEach: unknown; keyScope: unknown };
    inner.key = instance.key;
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
      scope = new PlanScope(module, { scope: this.ofInstance({ key }, call), call });
      instances.set(key, scope);
    }
    return scope;
  }

  public add(resource: TerraformResource): void {
    const { mode, type, name } = resource.identity;
    const key = `${mode}.${type}.${name}`;
    const group = this.groups.get(key);
    if (group) {
      group.push(resource);
    } else {
      this.groups.set(key, [resource]);
    }
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
    return name === "each" ? { key: this.key, value: this.eachValue() ?? null } : undefined;
  }

  /** Key of the resource instance whose arguments are read in this scope. */
  public get instanceKey(): string | number | undefined {
    return this.key;
  }

  private eachValue(): Evaluated | undefined {
    const collection = (this.keyScope ?? this).collectionOf(this.forEach);
    if (isRecord(collection)) {
      return collection[String(this.key)];
    }
    return Array.isArray(collection) ? this.key : undefined;
  }

  /** What a `for_each` goes through: evaluated once, not once for each of a thousand instances. */
  private collectionOf(forEach: unknown): Evaluated | undefined {
    if (!this.collections.has(forEach)) {
      this.collections.set(forEach, evaluateExpression(forEach, this));
    }
    return this.collections.get(forEach);
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
    return instancesOf([...instances].map(([key, scope]) => [key, scope.outputs()]));
  }

  private outputs(): Evaluated {
    const outputs = Object.create(null) as Record<string, Evaluated>;
    const declared = isJsonObject(this.module.outputs) ? this.module.outputs : {};
    for (const [name, output] of Object.entries(declared)) {
      const get = (): Evaluated | undefined =>
        isJsonObject(output) ? evaluateExpression(output.expression, this) : undefined;
      Object.defineProperty(outputs, name, { enumerable: true, get });
    }
    return outputs;
  }
}

/** Who called a module instance. */
export interface ModuleCaller {
  readonly scope: PlanScope;
  readonly call: JsonObject;
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
