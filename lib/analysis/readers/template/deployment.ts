import type { Budget } from "../expression/budget";
import { asText, isJsonObject, JsonObject, member, objectsIn } from "../json";
import {
  Leaf,
  newObject,
  OpenInstances,
  printValue,
  Reference,
  scalarOf,
  TerraformValue,
  withSensitive,
} from "../terraform/value";
import { Declared, DeploymentTree, Outputs } from "./deployment-tree";
import {
  countOf,
  evaluateCopy,
  evaluateJson,
  evaluatePart,
  Frame,
  inLoop,
  OUTSIDE,
  ReferenceCall,
  Scope,
} from "./evaluator";
import { idIn } from "./resource-ids";
import { argumentName, withIds } from "./shown-parts";
import { GivenText, argumentText, memberOf, objectOf, partOf, unknownValue } from "./values";

/** Where something is deployed, as far as anybody knows. */
export interface Place {
  readonly subscription: TerraformValue;
  readonly resourceGroup: TerraformValue;
}

export const ANYWHERE: Place = {
  subscription: unknownValue("subscription().subscriptionId"),
  resourceGroup: unknownValue("resourceGroup().name"),
};

/** Values for a deployment's parameters by name in lower case. */
export type Given = ReadonlyMap<string, () => TerraformValue>;

/** One template in one place, with values for its parameters. */
export class Deployment implements Outputs, Scope {
  private readonly known = new Map<string, TerraformValue | undefined>();
  private readonly symbols = new Map<string, Declared[]>();
  private readonly own: Declared[] = [];

  public constructor(
    private readonly template: JsonObject,
    private readonly given: Given,
    private readonly place: Place,
    private readonly tree: DeploymentTree,
    private readonly name: TerraformValue,
    /** The deployment whose parameters the expressions here mean: a nested one of outer scope has none of its own. */
    private readonly outer?: Deployment,
    private readonly outerFrame: Frame = OUTSIDE,
  ) {
    const resources = template.resources;
    const all: (readonly [string, unknown])[] = Array.isArray(resources)
      ? resources.map((one) => ["", one] as const)
      : Object.entries(isJsonObject(resources) ? resources : {});
    for (const [symbol, resource] of all) {
      if (isJsonObject(resource)) {
        this.declare(symbol, resource, "", "");
      }
    }
    this.own.forEach(({ nested }) => nested?.());
  }

  public parameter(name: string): TerraformValue | undefined {
    if (this.outer !== undefined) {
      return this.outer.parameter(name);
    }
    return this.once(`parameter ${name.toLowerCase()}`, () => {
      const declaration = insensitive(this.template.parameters, name);
      const given = this.given.get(name.toLowerCase());
      const value =
        given?.() ??
        (isJsonObject(declaration) && "defaultValue" in declaration
          ? evaluateJson(declaration.defaultValue, this, OUTSIDE)
          : undefined);
      if (value === undefined && this.isNullable(declaration)) {
        return null;
      }
      return value !== undefined && /^secure/i.test(asText(member(declaration, "type")))
        ? withSensitive(value, true)
        : value;
    });
  }

  public variable(name: string): TerraformValue | undefined {
    if (this.outer !== undefined) {
      return this.outer.variable(name);
    }
    return this.once(`variable ${name.toLowerCase()}`, () => {
      const { variables } = this.template;
      const copy = objectsIn(member(variables, "copy")).find((one) => isSame(asText(one.name), name));
      const value = insensitive(variables, name);
      return copy !== undefined
        ? evaluateCopy(copy, this, OUTSIDE)
        : value === undefined
          ? undefined
          : evaluateJson(value, this, OUTSIDE);
    });
  }

  public surroundings(name: string): TerraformValue | undefined {
    const { subscription, resourceGroup } = this.outer?.place ?? this.place;
    const ids = `/subscriptions/${printValue(subscription)}`;
    switch (name) {
      case "subscription":
        return objectOf([
          ["id", ids],
          ["subscriptionId", subscription],
        ]);
      case "resourcegroup":
        return objectOf([
          ["id", `${ids}/resourceGroups/${printValue(resourceGroup)}`],
          ["name", resourceGroup],
          ["location", unknownValue("resourceGroup().location")],
        ]);
      case "deployment":
        return objectOf([["name", this.outer?.name ?? this.name]]);
      default:
        return undefined;
    }
  }

  public reference({ name, target, isFull, path }: ReferenceCall): TerraformValue | undefined {
    const found = this.find(asText(scalarOf(target) ?? ""));
    if (name === "references") {
      return undefined;
    }
    const resource = found.at(0);
    if (resource === undefined || found.length > 1) {
      return undefined;
    }
    if (name === "resourceInfo") {
      return memberOf(
        objectOf([
          ["id", resource.id],
          ["name", resource.name.split("/").at(-1) ?? ""],
          ["type", resource.type],
        ]),
        path[0],
      );
    }
    const [first, output, , ...rest] = isFull && isSame(asText(path[0]), "properties") ? path.slice(1) : path;
    if (resource.nested !== undefined && isSame(asText(first), "outputs")) {
      return resource.nested()?.output(asText(output), rest);
    }
    return this.attribute(resource, isFull ? path : ["properties", ...path]);
  }

  public userFunction(name: string): JsonObject | undefined {
    const [namespace, own] = name.split(".");
    const space = objectsIn(this.template.functions).find((one) => isSame(asText(one.namespace), namespace));
    const found = insensitive(space?.members, own);
    return isJsonObject(found) ? found : undefined;
  }

  public get budget(): Budget {
    return this.tree.budget;
  }

  /** What a deployment gives to whoever deploys it, or what lies in it at a path. */
  public output(name: string, path: readonly (string | number)[]): TerraformValue | undefined {
    return this.once(`output ${[name.toLowerCase(), ...path].join(" ")}`, () => {
      const output = insensitive(this.template.outputs, name);
      const copy = member(output, "copy");
      const value = isJsonObject(copy)
        ? evaluateCopy(copy, this, this.frame, true)
        : evaluatePart(member(output, "value"), path, this, this.frame);
      return isJsonObject(copy) ? partOf(value, path) : value;
    });
  }

  private get frame(): Frame {
    return this.outer === undefined ? OUTSIDE : this.outerFrame;
  }

  /** By symbolic name, id, or name. */
  private find(target: string): readonly Declared[] {
    const symbol = this.symbols.get(target.toLowerCase());
    const byId = symbol === undefined ? this.tree.find(target) : undefined;
    if (symbol !== undefined) {
      // One that is there already may be what another part deploys.
      return symbol.map((one) => (one.isExisting ? (this.tree.find(one.id) ?? one) : one));
    }
    return byId !== undefined
      ? [byId]
      : this.own.filter(({ name, type }) => isSame(name, target) || isSame(`${type}/${name}`, target));
  }

  /** An attribute of a resource: what it is configured to, and that it is that resource's. */
  private attribute(resource: Declared, path: readonly (string | number)[]): TerraformValue | undefined {
    const found = partOf(resource.isExisting ? undefined : resource.body(), path);
    if (typeof found === "object" && found !== null && !(found instanceof Leaf)) {
      return withIds(found, resource.id, path);
    }
    const into: Reference[] = [];
    const steps = path.filter((key) => key !== "properties").map(argumentName);
    this.tree.pending.push({ id: resource.id, path: steps, into });
    const value = scalarOf(found);
    const text = value === undefined ? `${resource.name}.${steps.join(".")}` : asText(value);
    return value === undefined && steps.at(-1) === "private_ip_address"
      ? new GivenText(undefined, into, text)
      : new Leaf(value, into, text);
  }

  private declare(symbol: string, resource: JsonObject, parentType: string, parentName: string): void {
    const { copy } = resource;
    if (!isJsonObject(copy)) {
      this.declareOne(symbol, resource, this.frame, parentType, parentName);
      return;
    }
    const count = evaluateJson(copy.count, this, this.frame);
    const number = countOf(count);
    for (let index = 0; index < (number ?? 1); index++) {
      const frame = inLoop(this.frame, asText(copy.name), index, true);
      this.declareOne(symbol, resource, number === undefined ? this.frame : frame, parentType, parentName, {
        attribute: "copy",
        value: number === undefined ? count : undefined,
        ...(number !== undefined && { index }),
      });
    }
  }

  private declareOne(
    symbol: string,
    resource: JsonObject,
    frame: Frame,
    parentType: string,
    parentName: string,
    loop: { readonly attribute?: string; readonly value?: TerraformValue; readonly index?: number } = {},
  ): void {
    const condition = resource.condition === undefined ? true : evaluateJson(resource.condition, this, frame);
    if (scalarOf(condition) === false) {
      return;
    }
    const type = parentType === "" ? asText(resource.type) : `${parentType}/${asText(resource.type)}`;
    const own = printValue(evaluateJson(resource.name, this, frame));
    const name = parentName === "" ? nameOf(type, own) : `${parentName}/${own}`;
    const place = this.placeOf(resource, frame);
    const id = idIn(scopeOf(type, place), type, [name]);
    const open =
      this.whatIsOpen(name, type, { attribute: "condition", value: condition }) ??
      this.whatIsOpen(name, type, loop);
    const declared: Declared = {
      open,
      id,
      type,
      name,
      isExisting: resource.existing === true,
      source: resource,
      template: this.template,
      awaits: () => this.awaited(resource, frame).map((one) => one.id),
      body: () => this.once(`body ${id}`, () => this.body(resource, frame)) ?? newObject(),
      ...(isSame(type, DEPLOYMENT) && { nested: onlyOnce(() => this.nest(resource, name, frame, place)) }),
    };
    this.tree.budget.instance(id);
    this.own.push(declared);
    this.tree.add(declared);
    // One of a loop is called with its index, too.
    const symbols =
      symbol === "" ? [] : [symbol, ...(loop.index === undefined ? [] : [`${symbol}[${loop.index}]`])];
    for (const one of symbols.map((each) => each.toLowerCase())) {
      this.symbols.set(one, [...(this.symbols.get(one) ?? []), declared]);
    }
    const children = resource.resources;
    for (const [key, child] of Array.isArray(children)
      ? children.map((one) => ["", one] as const)
      : Object.entries(isJsonObject(children) ? children : {})) {
      if (isJsonObject(child)) {
        this.declareChild(key, child, type, name, frame);
      }
    }
  }

  /** A child may be written with the whole type and name. */
  private declareChild(symbol: string, child: JsonObject, type: string, name: string, frame: Frame): void {
    const isWhole = /^[\w-]+\.[\w.-]+\//.test(asText(child.type));
    this.declareOne(symbol, child, frame, isWhole ? "" : type, isWhole ? "" : name);
  }

  private body(resource: JsonObject, frame: Frame): TerraformValue {
    const parts = BODY.filter((key) => key in resource);
    return objectOf(parts.map((key) => [key, evaluateJson(resource[key], this, frame)] as const));
  }

  /** One stands for all where nobody knows how many there are, or whether. */
  private whatIsOpen(
    name: string,
    type: string,
    { attribute, value }: { readonly attribute?: string; readonly value?: TerraformValue },
  ): OpenInstances | undefined {
    if (attribute === undefined || value === undefined || value === true || scalarOf(value) === true) {
      return undefined;
    }
    const resource = `${type.split("/").at(-1)}/${name.split("/").at(-1)}`;
    const text = argumentText(value);
    this.tree.problems.push({ code: "UNKNOWN_INSTANCES", resource, attribute, text });
    return { of: resource, argument: attribute, text };
  }

  private placeOf(resource: JsonObject, frame: Frame): Place {
    const at = (key: string, otherwise: TerraformValue): TerraformValue =>
      resource[key] === undefined ? otherwise : evaluateJson(resource[key], this, frame);
    const scope =
      resource.scope === undefined ? undefined : scalarOf(evaluateJson(resource.scope, this, frame));
    const [, subscription, group] =
      /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?$/i.exec(asText(scope)) ?? [];
    return {
      subscription: subscription ?? at("subscriptionId", this.place.subscription),
      resourceGroup: group ?? at("resourceGroup", this.place.resourceGroup),
    };
  }

  private nest(resource: JsonObject, name: string, frame: Frame, place: Place): Deployment | undefined {
    // What it waits for is there before it.
    this.awaited(resource, frame).forEach((one) => one.nested?.());
    const template = member(resource.properties, "template");
    if (!isJsonObject(template)) {
      this.tree.problems.push({ code: "TEMPLATE_ELSEWHERE", resource: name, attribute: "templateLink" });
      return undefined;
    }
    const scope = member(member(resource.properties, "expressionEvaluationOptions"), "scope");
    const isInner = isSame(asText(scope), "inner");
    const parameters = member(resource.properties, "parameters");
    const given = new Map(
      Object.entries(isJsonObject(parameters) ? parameters : {}).map(
        ([key, parameter]) => [key.toLowerCase(), () => this.valueOf(key, parameter, frame)] as const,
      ),
    );
    return isInner
      ? new Deployment(template, given, place, this.tree, name)
      : new Deployment(template, new Map(), place, this.tree, name, this.outer ?? this, frame);
  }

  private awaited({ dependsOn }: JsonObject, frame: Frame): readonly Declared[] {
    const awaited = Array.isArray(dependsOn) ? (dependsOn as unknown[]) : [];
    return awaited.flatMap((one) => this.find(printValue(evaluateJson(one, this, frame))));
  }

  /** A value, or a reference to a vault that nobody opens. */
  private valueOf(name: string, parameter: unknown, frame: Frame): TerraformValue {
    return isJsonObject(parameter) && "value" in parameter
      ? evaluateJson(parameter.value, this, frame)
      : unknownValue(`parameters('${name}')`);
  }

  /** Whether nothing stands for a parameter that nobody gives: so it says itself, or the type that it names. */
  private isNullable(declaration: unknown, depth = 0): boolean {
    const [, type] = /^#\/definitions\/(.+)$/.exec(asText(member(declaration, "$ref"))) ?? [];
    return (
      member(declaration, "nullable") === true ||
      (type !== undefined &&
        depth < 20 &&
        this.isNullable(member(this.template.definitions, type), depth + 1))
    );
  }

  /** Nothing stands for a value while it is computed, so that a circle ends here. */
  private once(key: string, compute: () => TerraformValue | undefined): TerraformValue | undefined {
    if (!this.known.has(key)) {
      this.known.set(key, undefined);
      this.known.set(key, compute());
    }
    return this.known.get(key);
  }
}

export const DEPLOYMENT = "Microsoft.Resources/deployments";

/** What of a resource's body ARM shows again. */
const BODY: readonly string[] = ["location", "sku", "zones", "kind", "properties"];

/** The id of the subscription or group in which a resource of a type lies. */
export function scopeOf(type: string, { subscription, resourceGroup }: Place): string {
  const root = `/subscriptions/${printValue(subscription)}`;
  return isSame(type, "Microsoft.Resources/resourceGroups")
    ? root
    : `${root}/resourceGroups/${printValue(resourceGroup)}`;
}

/** Computes when it is first asked, and is nothing while it computes. */
function onlyOnce<T>(compute: () => T | undefined): () => T | undefined {
  let isAsked = false;
  let known: T | undefined;
  return () => {
    if (!isAsked) {
      isAsked = true;
      known = compute();
    }
    return known;
  };
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A member by name, whatever its case. */
function insensitive(value: unknown, name: string): unknown {
  const key = isJsonObject(value) ? Object.keys(value).find((one) => isSame(one, name)) : undefined;
  return key === undefined ? undefined : member(value, key);
}

/** Of a name that nobody tells, and that holds those of what is around too, each is as open: none of them is missing. */
function nameOf(type: string, written: string): string {
  const kinds = type.split("/").slice(1);
  return /^\$\{[^{}/]*\}$/.test(written) ? kinds.map(() => written).join("/") : written;
}
