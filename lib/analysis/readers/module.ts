import { ModelProblem } from "../model";
import { newResource } from "./arm/azapi";
import {
  bareName,
  Body,
  enabledIn,
  entriesOfForEach,
  evaluateJson,
  RememberingScope,
} from "./configuration-body";
import { BlockOrder } from "./dependencies";
import { Budget } from "./expression/budget";
import { Evaluated } from "./expression/evaluated";
import { evaluateText } from "./expression/evaluator";
import { Place } from "./expression/place";
import { Folders, Scope, within } from "./expression/scope";
import { settle } from "./expression/settle";
import { convert } from "./expression/types";
import { Several } from "./expression/union";
import { knownScalar, lazyObject } from "./expression/values";
import { isJsonObject, JsonObject } from "./json";
import { ResourceDeclaration } from "./json-configuration";
import { newIdAmong, newIdComparedWithNull, openKeys } from "./known-after-apply";
import { ModuleOutputs, moduleOutputs } from "./module-outputs";
import { ModuleTree } from "./module-tree";
import { ReadAgain } from "./read-again";
import { secretAddresses } from "./secret-addresses";
import {
  fromLiteral,
  isObject,
  Leaf,
  OpenInstances,
  printReference,
  printValue,
  Reference,
  TerraformResource,
  TerraformValue,
  withSensitive,
} from "./terraform/value";
import { UnreadModule, unreadModule } from "./unread-module";

/** The instances of a resource or module: one, or by number or key. */
interface Expansion<T> {
  readonly instances: readonly T[];
  /** What the address evaluates to. */
  readonly value: Evaluated;
}

/** What one call of a module gives it. */
interface Call {
  /** `module.spoke["a"]`; empty for the root. */
  readonly address: string;
  /** Values of its variables, evaluated when somebody asks. */
  readonly given: ReadonlyMap<string, () => Evaluated>;
  /** Which blocks are created before which, in all instances alike. */
  readonly order: BlockOrder;
  /** The provider configuration of the root that one here means. */
  readonly provider: (name: string) => string;
  readonly root: string | undefined;
  readonly workspace: () => string;
  readonly problems: ModelProblem[];
  readonly unreadModules: UnreadModule[];
  readonly secrets: Set<string>;
  readonly budget: Budget;
  /** Only apply tells how many instances there are, or of a module around it. */
  readonly open?: OpenInstances;
}

/** One instance of a module, which is the scope of the expressions in it. */
export class Module implements RememberingScope {
  public readonly folders?: Folders;
  public readonly budget: Budget;
  private readonly declarations = new Map<string, ResourceDeclaration>();
  private readonly expansions = new Map<string, Expansion<TerraformResource> | undefined>();
  private readonly moduleExpansions = new Map<string, Expansion<Module> | undefined>();
  private readonly unreadOutputs = new Map<string, Evaluated | undefined>();
  private readonly variables = new Map<string, Evaluated | undefined>();
  private readonly locals = new Map<string, Evaluated | undefined>();
  private readonly texts = new Map<string, TerraformValue>();

  public constructor(
    private readonly tree: ModuleTree,
    private readonly call: Call,
  ) {
    this.budget = call.budget;
    for (const declaration of tree.blocks.resources) {
      this.declarations.set(keyOf(declaration), declaration);
    }
    if (tree.directory !== undefined && call.root !== undefined) {
      this.folders = { root: call.root, module: tree.directory };
    }
  }

  /** The resources here and in the modules below. */
  public allResources(): TerraformResource[] {
    for (const address of this.tree.blocks.forgotten) {
      this.call.problems.push({ code: "REMOVED_AND_KEPT", resource: this.within(address) });
    }
    const own = this.tree.blocks.resources.flatMap(
      (declaration) => this.expand(keyOf(declaration), declaration)?.instances ?? [],
    );
    const below = [...this.tree.blocks.modules.keys()].flatMap((name) => {
      const instances = this.moduleExpansion(name)?.instances;
      const body = this.tree.blocks.modules.get(name) ?? {};
      if (!instances && !this.isCalledNever(body)) {
        const resource = this.within(`module.${name}`);
        const code = this.tree.isCircular?.(name) === true ? "MODULE_CIRCULAR" : "MODULE_MISSING";
        this.call.problems.push({ code, resource, attribute: "source" });
        this.call.unreadModules.push(
          unreadModule(resource, body, (value) => settle(evaluateJson(value, this), this.budget)),
        );
      }
      return (instances ?? []).flatMap((instance) => instance.allResources());
    });
    return [...own, ...below];
  }

  public text(text: string): TerraformValue {
    let value = this.texts.get(text);
    if (value === undefined) {
      value = settle(evaluateText(text, this), this.budget);
      this.texts.set(text, value);
    }
    return value;
  }

  public variable(name: string): Evaluated | undefined {
    const declaration = this.tree.blocks.variables.get(name);
    return (
      declaration && this.once(this.variables, name, `var.${name}`, () => this.marked(name, declaration))
    );
  }

  public local(name: string): Evaluated | undefined {
    const { locals } = this.tree.blocks;
    return locals.has(name)
      ? this.once(this.locals, name, `local.${name}`, () => evaluateJson(locals.get(name), this))
      : undefined;
  }

  public resource(mode: "managed" | "data", type: string, name: string): Evaluated | undefined {
    const key = keyOf({ mode, type, name });
    const declaration = this.declarations.get(key);
    return declaration && this.expand(key, declaration)?.value;
  }

  /** Attributes of what is inside of the modules here, as their outputs give them out. */
  public outputsInside(): ModuleOutputs {
    const modules = [...this.tree.blocks.modules].flatMap(([name, body]): [string, TerraformValue][] => {
      const value = this.outputsOf(name);
      if (value === undefined || value instanceof Several) {
        return [];
      }
      const settled = settle(value, this.budget);
      return (body.for_each ?? undefined) === undefined || !isObject(settled)
        ? [[name, settled]]
        : Object.entries(settled).map(([key, one]) => [`${name}[${JSON.stringify(key)}]`, one]);
    });
    return moduleOutputs(modules);
  }

  public outputsOf(module: string): Evaluated | undefined {
    return this.moduleExpansion(module)?.value ?? this.outputsOfUnread(module);
  }

  /** Of a module that isn't there it is known which instances there are, as far as its call tells that. */
  private outputsOfUnread(name: string): Evaluated | undefined {
    const body = this.tree.blocks.modules.get(name);
    if (body === undefined || this.tree.called(name) !== undefined) {
      return undefined;
    }
    const one = (key: string | number): [string, Evaluated] => [
      String(key),
      new Leaf(undefined, [], `module.${name}[${JSON.stringify(key)}]`),
    ];
    return this.once(this.unreadOutputs, name, `module.${name}`, () => {
      const count = knownScalar(evaluateJson(body.count ?? null, this));
      if (typeof count === "number" && Number.isInteger(count) && count >= 0) {
        this.budget.instancesOf(`module.${name}`, count);
        return Array.from({ length: count }, (_, index) => one(index)[1]);
      }
      const entries = entriesOfForEach(evaluateJson(body.for_each ?? null, this), this.budget);
      return entries?.every(({ key }) => knownScalar(key) !== undefined) === true
        ? (Object.assign(
            Object.create(null),
            Object.fromEntries(entries.map(({ text }) => one(text))),
          ) as Evaluated)
        : undefined;
    });
  }

  public workspace(): string {
    return this.call.workspace();
  }

  public name(): undefined {
    return undefined;
  }

  /** What Terraform doesn't print of a sensitive variable, nobody else may (nor call a secret that is written down). */
  private marked(name: string, declaration: JsonObject): Evaluated | undefined {
    const value = this.valueOf(name, declaration);
    if (value === undefined || declaration.sensitive !== true) {
      return value;
    }
    this.secret(value);
    return withSensitive(value as TerraformValue, true) as Evaluated;
  }

  /** Notes what isn't to be printed, nor anything that is made of it. */
  public secret(value: Evaluated): void {
    secretAddresses(settle(value, this.budget), true).forEach((text) => this.call.secrets.add(text));
  }

  private valueOf(name: string, declaration: JsonObject): Evaluated | undefined {
    const given = this.call.given.get(name)?.();
    const isRefused = declaration.nullable === false && given !== undefined && knownScalar(given) === null;
    if (given !== undefined && !isRefused) {
      return this.budget.copied(convert(given, declaration.type));
    }
    const byDefault = (): Evaluated => fromLiteral(declaration.default);
    return "default" in declaration ? this.budget.copied(convert(byDefault(), declaration.type)) : undefined;
  }

  /** What a module gives to whoever calls it; outputs may need each other's modules, so each waits to be asked. */
  public outputs(): Evaluated {
    const { outputs } = this.tree.blocks;
    return lazyObject(
      [...outputs].map(([name, { value }]) => [
        name,
        () => this.budget.reading(this.within(`output.${name}`), () => evaluateJson(value, this)),
      ]),
    );
  }

  private moduleExpansion(name: string): Expansion<Module> | undefined {
    const tree = this.tree.called(name);
    const body = this.tree.blocks.modules.get(name);
    return (
      tree &&
      body &&
      this.once(this.moduleExpansions, name, `module.${name}`, () =>
        this.instances(
          body,
          this.within(`module.${name}`),
          (address, _, scope, open) =>
            this.newModule(tree, body, { address, scope, order: this.call.order.called(name)!, open }),
          (module) => module.outputs(),
        ),
      )
    );
  }

  private newModule(
    tree: ModuleTree,
    body: JsonObject,
    { address, scope, order, open }: Pick<Call, "address" | "order" | "open"> & { readonly scope: Scope },
  ): Module {
    const given = new Map(
      [...tree.blocks.variables.keys()]
        .filter((name) => Object.hasOwn(body, name))
        .map((name) => [name, () => evaluateJson(body[name], scope)]),
    );
    const passed = new Map(
      [body.providers]
        .flat()
        .filter(isJsonObject)
        .flatMap((providers) => Object.entries(providers))
        .map(([inside, outside]) => [bareName(inside), bareName(outside) ?? ""]),
    );
    const { provider, root, workspace, problems, unreadModules, secrets, budget } = this.call;
    return new Module(tree, {
      address,
      given,
      order,
      provider: (name) => provider(passed.get(name) ?? name),
      root,
      workspace,
      problems,
      unreadModules,
      secrets,
      budget,
      open,
    });
  }

  private expand(key: string, declaration: ResourceDeclaration): Expansion<TerraformResource> | undefined {
    const { mode, type, name, body } = declaration;
    const local = `${mode === "data" ? "data." : ""}${type}.${name}`;
    return this.once(this.expansions, key, local, () =>
      this.instances(
        body,
        this.within(local),
        (address, instanceKey, scope, open) => {
          const provider = this.call.provider(bareName(body.provider) ?? type.split("_")[0]);
          const module = this.call.address;
          const own = new Body(body, scope, address, () => this.call.order.awaitedBy(local));
          return newResource(
            { address, mode, type, name, key: instanceKey, module, provider, open },
            mode === "data" ? new ReadAgain(own, type, (kind) => this.made(kind, provider)) : own,
          );
        },
        (resource) => Place.of(resource),
      ),
    );
  }

  /** What this module makes of a type, for a provider. */
  private made(type: string, provider: string): readonly TerraformResource[] {
    return [...this.declarations]
      .filter(([, one]) => one.mode === "managed" && one.type === type)
      .flatMap(([key, one]) => this.expand(key, one)?.instances ?? [])
      .filter(({ identity }) => identity.provider === provider);
  }

  /** Writes out `count`, `for_each` and `enabled`, of resources as of modules. */
  private instances<T>(
    body: JsonObject,
    address: string,
    make: (
      address: string,
      key: string | number | undefined,
      scope: Scope,
      open: OpenInstances | undefined,
    ) => T,
    valueOf: (instance: T) => Evaluated,
  ): Expansion<T> {
    const paid = (at: string, key?: string | number, scope: Scope = this, open = this.call.open): T => {
      this.budget.instance(at);
      return make(at, key, scope, open);
    };
    const one = (key: string | number, names: [string, Evaluated]): T =>
      paid(`${address}[${JSON.stringify(key)}]`, key, within(this, new Map([names])));
    const unknown = (attribute: string, value: Evaluated): Expansion<T> => {
      // One instance stands for all, and says that it does.
      const text = printValue(settle(value, this.budget));
      this.call.problems.push({ code: "UNKNOWN_INSTANCES", resource: address, attribute, text });
      const instance = paid(address, undefined, this, { of: address, argument: attribute, text });
      return { instances: [instance], value: new Several([valueOf(instance)], address) };
    };
    const waits = (attribute: string, id: Reference | undefined): void => {
      if (id !== undefined) {
        const text = printReference(id);
        this.call.problems.push({ code: "INSTANCES_AFTER_APPLY", resource: address, attribute, text });
      }
    };
    if (body.count !== undefined && body.count !== null) {
      waits("count", newIdComparedWithNull(body.count, this));
      const count = evaluateJson(body.count, this);
      const number = Number(knownScalar(count));
      if (knownScalar(count) === undefined || !Number.isInteger(number) || number < 0) {
        return unknown("count", count);
      }
      this.budget.instancesOf(address, number);
      const instances = Array.from({ length: number }, (_, index) => one(index, ["count", { index }]));
      return { instances, value: instances.map(valueOf) };
    }
    if (body.for_each !== undefined && body.for_each !== null) {
      const collection = evaluateJson(body.for_each, this);
      const entries = entriesOfForEach(collection, this.budget);
      const keys = entries?.map(({ key }) => key) ?? openKeys(collection);
      waits("for_each", newIdComparedWithNull(body.for_each, this) ?? newIdAmong(keys, this.budget));
      if (!entries) {
        return unknown("for_each", collection);
      }
      this.budget.instancesOf(address, entries.length);
      const value = Object.create(null) as Record<string, Evaluated>;
      const instances = entries.map(({ text, key, value: member }) => {
        const instance = one(text, ["each", { key, value: member }]);
        value[text] = valueOf(instance);
        return instance;
      });
      return { instances, value };
    }
    const enabled = evaluateJson(enabledIn(body) ?? true, this);
    const [isOn, isOff] = [true, false].map((truth) => String(knownScalar(enabled)) === String(truth));
    if (isOff) {
      return { instances: [], value: null };
    }
    if (!isOn) {
      return unknown("enabled", enabled);
    }
    const instance = paid(address);
    return { instances: [instance], value: valueOf(instance) };
  }

  /** Whether a call surely makes nothing, so that nobody misses what it names. */
  private isCalledNever({ count, for_each: each }: JsonObject): boolean {
    const number = knownScalar(evaluateJson(count ?? null, this));
    const isEmpty = (): boolean => entriesOfForEach(evaluateJson(each, this), this.budget)?.length === 0;
    return String(number) === "0" || ((each ?? undefined) !== undefined && isEmpty());
  }

  /** Computes a value when it is first asked for; nothing stands for it while it is computed, so that a circle ends here. */
  private once<T>(
    known: Map<string, T | undefined>,
    key: string,
    where: string,
    compute: () => T | undefined,
  ): T | undefined {
    const before = known.get(key);
    if (before !== undefined || known.has(key)) {
      return before;
    }
    known.set(key, undefined);
    const value = this.budget.reading(this.within(where), compute);
    known.set(key, value);
    return value;
  }

  /** An address in this module. */
  private within(address: string): string {
    return this.call.address === "" ? address : `${this.call.address}.${address}`;
  }
}

function keyOf(declaration: Pick<ResourceDeclaration, "mode" | "type" | "name">): string {
  return `${declaration.mode}.${declaration.type}.${declaration.name}`;
}
