import { Budget } from "./expression/budget";
import { Evaluated } from "./expression/evaluated";
import { evaluateText } from "./expression/evaluator";
import { Scope, within } from "./expression/scope";
import { settle } from "./expression/settle";
import { entriesOf, isRecord, isSet, itemsOf, knownScalar } from "./expression/values";
import { isJsonObject, JsonObject } from "./json";
import { idIn } from "./known-after-apply";
import {
  ArgumentSource,
  Leaf,
  newObject,
  printValue,
  TerraformObject,
  TerraformValue,
} from "./terraform/value";

/** A scope that remembers texts: a thousand routes name the same next hop. */
export interface RememberingScope extends Scope {
  text(text: string): TerraformValue;
}

/** Arguments that are Terraform's, not the resource's. */
const META_ARGUMENTS = new Set([
  "//",
  "count",
  "for_each",
  "provider",
  "depends_on",
  "lifecycle",
  "connection",
  "provisioner",
  "dynamic",
]);

/** What stands in a nested block and is none of its arguments. */
const NO_MEMBERS = new Set(["//", "dynamic"]);

/** The arguments in the body of a resource block. */
export class Body implements ArgumentSource {
  public constructor(
    private readonly body: JsonObject,
    private readonly scope: Scope,
    private readonly address: string,
    private readonly awaited: () => readonly string[],
  ) {}

  public waitsFor(): readonly string[] {
    return this.awaited();
  }

  public hasBlocks(name: string): boolean {
    return this.names().includes(name) && !this.ignores(name);
  }

  public ignores(name: string): boolean {
    const ignored = lifecycleOf(this.body)
      .flatMap(({ ignore_changes: names }) => names)
      .filter((one) => typeof one === "string");
    return ignored.some((text) => [name, "all"].includes(bareName(text) ?? text));
  }

  public names(): readonly string[] {
    const own = Object.keys(this.body).filter((name) => !META_ARGUMENTS.has(name));
    const { dynamic } = this.body;
    return dynamic === undefined
      ? own
      : [...new Set([...own, ...dynamicBlocks(dynamic).map(([name]) => name)])];
  }

  public read(name: string): TerraformValue | undefined {
    const isWritten = Object.hasOwn(this.body, name) || this.body.dynamic !== undefined;
    if (!isWritten || META_ARGUMENTS.has(name)) {
      return undefined;
    }
    const { budget } = this.scope;
    return budget.reading(this.address, () => {
      const own = Object.hasOwn(this.body, name) ? evaluateBlock(this.body[name], this.scope) : undefined;
      const { dynamic } = this.body;
      return dynamic === undefined ? own : withDynamic(own, name, dynamic, this.scope);
    });
  }
}

/** Whether OpenTofu makes a resource or module at all (`lifecycle { enabled = … }`), where a body says it. */
export function enabledIn(body: JsonObject): unknown {
  return lifecycleOf(body).find(({ enabled }) => (enabled ?? undefined) !== undefined)?.enabled;
}

function lifecycleOf({ lifecycle }: JsonObject): JsonObject[] {
  return [lifecycle].flat().filter(isJsonObject);
}

/** A value with its expressions evaluated; places in resources stay places, and every key is a key. */
export function evaluateJson(value: unknown, scope: Scope): Evaluated {
  if (typeof value === "string") {
    return isTemplate(value) ? evaluateText(value, scope) : value;
  }
  scope.budget.step();
  if (Array.isArray(value)) {
    return scope.budget.made(value.map((item) => evaluateJson(item, scope)));
  }
  if (!isJsonObject(value)) {
    return (value ?? null) as Evaluated;
  }
  const object = Object.create(null) as Record<string, Evaluated>;
  for (const [key, member] of Object.entries(value)) {
    object[evaluateKey(key, scope)] = evaluateJson(member, scope);
  }
  return scope.budget.made(object);
}

/** The name of a provider or an iterator, which HCL writes as an expression. */
export function bareName(value: unknown): string | undefined {
  return typeof value === "string" ? value.replace(/^\$\{\s*|\s*\}$/g, "") : undefined;
}

/** One of what a `for_each` goes through. */
interface Entry {
  /** What stands for it in an address. */
  readonly text: string;
  readonly key: Evaluated;
  readonly value: Evaluated;
}

/**
 * What a `for_each` goes through: an object's members, or the texts of a set; in a `dynamic` block also any list's. Ids
 * that only apply tells are keys too, which Terraform refuses before their resources are there.
 */
export function entriesOfForEach(
  collection: Evaluated,
  budget: Budget,
  anyList = false,
): readonly Entry[] | undefined {
  const items = itemsOf(collection);
  if (!items) {
    const known = isRecord(collection) ? collection : settle(collection, budget);
    return isRecord(known)
      ? entriesOf(known)?.map(([key, value]) => ({ text: String(key), key, value }))
      : undefined;
  }
  if (anyList && !isSet(collection)) {
    return items.map((value, key) => ({ text: String(key), key, value }));
  }
  const entries = items.map((value, index): Entry | undefined => {
    if (anyList && isRecord(value)) {
      return { text: String(index), key: value, value };
    }
    const known = knownScalar(value);
    const text = known === undefined ? idNamedBy(value, budget) : String(known);
    return text === undefined ? undefined : { text, key: known === undefined ? value : text, value };
  });
  return entries.includes(undefined) ? undefined : (entries as Entry[]);
}

/** What stands for the id of a resource that isn't created yet: no other resource has the same. */
function idNamedBy(item: Evaluated, budget: Budget): string | undefined {
  return idIn(item, budget) && printValue(settle(item, budget));
}

/** The arguments and nested blocks of a block, with dynamic blocks written out. */
function evaluateBlock(value: unknown, scope: Scope): TerraformValue {
  if (typeof value === "string" && isTemplate(value)) {
    scope.budget.step();
    const made = remembers(scope) ? scope.text(value) : settle(evaluateText(value, scope), scope.budget);
    // Whoever reads it goes through it.
    scope.budget.payForWhole([made]);
    return made;
  }
  // What is written out costs no more than going through it: a million routes are what somebody wrote.
  scope.budget.pay(1);
  // What holds no expression is taken as it stands: a million routes may name nothing but texts.
  if (Array.isArray(value)) {
    const items = value.map((item) => evaluateBlock(item, scope));
    return items.every((item, i) => item === value[i]) ? (value as TerraformValue[]) : items;
  }
  if (!isJsonObject(value)) {
    return (value ?? null) as TerraformValue;
  }
  const keys = Object.keys(value);
  const members = keys.map((key) => (NO_MEMBERS.has(key) ? undefined : evaluateBlock(value[key], scope)));
  if (keys.every((key, i) => members[i] === value[key] && !NO_MEMBERS.has(key) && !isTemplate(key))) {
    return value as TerraformObject;
  }
  const object = newObject();
  keys.forEach((key, i) => {
    const evaluated = members[i];
    if (evaluated !== undefined) {
      object[evaluateKey(key, scope)] = evaluated;
    }
  });
  const { dynamic } = value;
  for (const [name] of dynamic === undefined ? [] : dynamicBlocks(dynamic)) {
    const blocks = withDynamic(object[name], name, dynamic, scope);
    if (blocks !== undefined) {
      object[name] = blocks;
    }
  }
  return object;
}

function isTemplate(text: string): boolean {
  return text.includes("{") && (text.includes("${") || text.includes("%{"));
}

/** HCL computes keys too: `{ (var.name) = 1 }`. */
function evaluateKey(key: string, scope: Scope): string {
  return isTemplate(key) ? String(knownScalar(evaluateText(key, scope)) ?? key) : key;
}

function remembers(scope: Scope): scope is RememberingScope {
  return "text" in scope;
}

function dynamicBlocks(dynamic: unknown): [string, JsonObject][] {
  return [dynamic]
    .flat()
    .filter(isJsonObject)
    .flatMap((byName) => Object.entries(byName))
    .flatMap(([name, blocks]) =>
      [blocks]
        .flat()
        .filter(isJsonObject)
        .map((block): [string, JsonObject] => [name, block]),
    );
}

/** The blocks of a name that are written out, and those that a `dynamic` block makes. */
function withDynamic(
  own: TerraformValue | undefined,
  name: string,
  dynamic: unknown,
  scope: Scope,
): TerraformValue | undefined {
  const generators = dynamicBlocks(dynamic).filter(([candidate]) => candidate === name);
  if (generators.length === 0) {
    return own;
  }
  const made = generators.flatMap(([, block]): TerraformValue[] => {
    const collection = evaluateJson(block.for_each, scope);
    const iterator = bareName(block.iterator) ?? name;
    const entries = entriesOfForEach(collection, scope.budget, true);
    if (!entries) {
      return [new Leaf(undefined, [], printValue(settle(collection, scope.budget)))];
    }
    return entries.flatMap(({ key, value }) =>
      [
        evaluateBlock(block.content, within(scope, new Map<string, Evaluated>([[iterator, { key, value }]]))),
      ].flat(),
    );
  });
  return [...(own === undefined ? [] : [own].flat()), ...made];
}
