import type { Budget } from "../expression/budget";
import { asText, isJsonObject, JsonObject, member, objectsIn } from "../json";
import { isObject, Leaf, newObject, printValue, scalarOf, TerraformValue } from "../terraform/value";
import { expressionIn, plainText, TemplateExpression } from "./expression";
import { callFunction, MOST_COPIES } from "./functions";
import { resourceIdOf } from "./resource-ids";
import { areEqual, argumentText, joinedText, memberOf, objectOf, partOf, unknownValue } from "./values";

/** What expressions of one deployment lead to. */
export interface Scope {
  parameter(name: string): TerraformValue | undefined;
  variable(name: string): TerraformValue | undefined;
  /** Where it is deployed: `resourceGroup()`, `subscription()`, `deployment()`. */
  surroundings(name: string): TerraformValue | undefined;
  /** Members of `reference(…)` and `resourceInfo(…)`. */
  reference(call: ReferenceCall): TerraformValue | undefined;
  /** A function that the template defines: its parameters' names, and what it makes. */
  userFunction(name: string): JsonObject | undefined;
  /** What the whole template may cost. */
  readonly budget: Budget;
}

export interface ReferenceCall {
  readonly name: "reference" | "resourceInfo" | "references";
  /** Symbolic name, name or id. */
  readonly target: TerraformValue;
  /** The whole resource, not its properties alone. */
  readonly isFull: boolean;
  readonly path: readonly (string | number)[];
}

/** The loops around an expression, and what lambdas and functions name. */
export interface Frame {
  readonly loops: ReadonlyMap<string, number>;
  /** Of the loop that `copyIndex()` means. */
  readonly index?: number;
  readonly names: ReadonlyMap<string, TerraformValue>;
  /** In a function that the template defines, only its own parameters are known. */
  readonly own?: ReadonlyMap<string, TerraformValue>;
}

export const OUTSIDE: Frame = { loops: new Map(), names: new Map() };

/** A frame inside of one more loop. */
export function inLoop(frame: Frame, name: string, index: number, isResource: boolean): Frame {
  const loops = new Map([...frame.loops, [name.toLowerCase(), index] as const]);
  return { ...frame, loops, ...(isResource && { index }) };
}

/** Evaluates a piece of a template: texts in brackets are expressions, `copy` in an object makes lists. */
export function evaluateJson(value: unknown, scope: Scope, frame: Frame): TerraformValue {
  scope.budget.step();
  if (typeof value === "string") {
    return evaluateText(value, scope, frame);
  }
  if (Array.isArray(value)) {
    return value.map((item) => evaluateJson(item, scope, frame));
  }
  if (!isJsonObject(value)) {
    return value as TerraformValue;
  }
  const object = newObject();
  for (const [key, item] of Object.entries(value)) {
    if (key === "copy" && Array.isArray(item)) {
      for (const copy of objectsIn(item)) {
        object[asText(copy.name)] = evaluateCopy(copy, scope, frame);
      }
    } else {
      object[key.startsWith("[") ? printValue(evaluateText(key, scope, frame)) : key] = evaluateJson(
        item,
        scope,
        frame,
      );
    }
  }
  return object;
}

/** What lies at a path in a piece of a template. */
export function evaluatePart(
  value: unknown,
  path: readonly (string | number)[],
  scope: Scope,
  frame: Frame,
): TerraformValue | undefined {
  const expression = typeof value === "string" ? expressionIn(value) : undefined;
  return expression === undefined
    ? value === undefined
      ? undefined
      : partOf(evaluateJson(value, scope, frame), path)
    : new Evaluation(scope, frame).at(
        expression,
        path.map((key) => ({ key, optional: false })),
      );
}

/** A list in which each member is made in a loop; `isOnly` where there is no other around it to count. */
export function evaluateCopy(copy: JsonObject, scope: Scope, frame: Frame, isOnly = false): TerraformValue {
  const count = evaluateJson(copy.count, scope, frame);
  const number = countOf(count);
  return number === undefined
    ? unknownValue(`copy '${asText(copy.name)}' of ${argumentText(count)}`)
    : Array.from({ length: number }, (_, index) =>
        evaluateJson(copy.input, scope, inLoop(frame, asText(copy.name), index, isOnly)),
      );
}

/** How often a loop runs; `undefined` where only the deployment tells. */
export function countOf(count: TerraformValue): number | undefined {
  const number = scalarOf(count);
  return typeof number === "number" && Number.isInteger(number) && number >= 0 && number <= MOST_COPIES
    ? number
    : undefined;
}

function evaluateText(text: string, scope: Scope, frame: Frame): TerraformValue {
  const expression = expressionIn(text);
  if (expression !== undefined) {
    return new Evaluation(scope, frame).evaluate(expression);
  }
  return text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[")
    ? unknownValue(text)
    : plainText(text);
}

class Evaluation {
  public constructor(
    private readonly scope: Scope,
    private readonly frame: Frame,
  ) {}

  public evaluate(expression: TemplateExpression | undefined): TerraformValue {
    this.scope.budget.step();
    return this.at(expression, []);
  }

  /** What lies at keys in what an expression makes. References are asked for just that: they know more than was written. */
  public at(expression: TemplateExpression | undefined, keys: readonly Key[]): TerraformValue {
    switch (expression?.kind) {
      case undefined:
        return null;
      case "literal":
        return keys.reduce(memberAt, expression.value);
      case "member":
        return this.at(expression.of, [this.key(expression.key, expression.optional), ...keys]);
      case "call": {
        const { name, args } = expression;
        switch (name.toLowerCase()) {
          case "reference":
          case "references":
          case "resourceinfo":
            return this.referred(name, args, keys);
          case "tryget":
            return this.at(args[0], [...args.slice(1).map((key) => this.key(key, true)), ...keys]);
          case "if":
            return this.choice(args, keys);
          default:
            return keys.reduce(memberAt, this.call(name, args));
        }
      }
    }
  }

  private key(expression: TemplateExpression, optional: boolean): Key {
    return { key: this.evaluate(expression), optional };
  }

  private referred(given: string, args: readonly TemplateExpression[], keys: readonly Key[]): TerraformValue {
    const path = keys.map(({ key }) => scalarOf(key));
    if (!path.every((key) => typeof key === "string" || typeof key === "number")) {
      return unknownValue(`${given}(…)`);
    }
    const [target, , full] = args.map((arg) => this.evaluate(arg));
    const name = given.toLowerCase();
    const kind = name === "resourceinfo" ? "resourceInfo" : name === "references" ? name : "reference";
    return (
      this.scope.reference({ name: kind, target, isFull: /^full$/i.test(asText(scalarOf(full))), path }) ??
      unknownValue([`${given}(${argumentText(target)})`, ...path].join("."))
    );
  }

  private call(given: string, args: readonly TemplateExpression[]): TerraformValue {
    const name = given.toLowerCase();
    const arg = (index: number): TerraformValue =>
      args[index] === undefined ? null : this.evaluate(args[index]);
    switch (name) {
      case "parameters":
      case "variables":
      case "lambdavariables":
        return this.named(name, given, arg(0));
      case "and":
      case "or":
        return this.logical(name, args);
      case "coalesce":
        return this.coalesce(args);
      case "copyindex":
        return this.copyIndex(args);
      case "map":
      case "filter":
      case "reduce":
      case "toobject":
      case "mapvalues":
      case "sort":
        return this.withLambda(name, args);
      case "contains":
        // What Azure answers holds more than what was written.
        return this.isReference(args[0]) && callFunction(name, [arg(0), arg(1)]) !== true
          ? unknownValue(`${given}(…, ${argumentText(arg(1))})`)
          : this.ordinary(given, args);
      default:
        return this.ordinary(given, args);
    }
  }

  private ordinary(given: string, args: readonly TemplateExpression[]): TerraformValue {
    const name = given.toLowerCase();
    const values = args.map((one) => this.evaluate(one));
    const candidates: readonly (() => TerraformValue | undefined)[] = [
      () => (given.includes(".") ? this.userFunction(given, values) : undefined),
      () => (args.length === 0 ? this.scope.surroundings(name) : undefined),
      () => resourceIdOf(name, values, (where) => this.scope.surroundings(where)),
      () => callFunction(name, values),
    ];
    for (const candidate of candidates) {
      const found = candidate();
      if (found !== undefined) {
        return this.scope.budget.made(found);
      }
    }
    return unknownValue(`${given}(${values.map(argumentText).join(", ")})`);
  }

  private named(kind: string, given: string, name: TerraformValue): TerraformValue {
    const text = asText(scalarOf(name));
    const found =
      kind === "lambdavariables"
        ? this.frame.names.get(text)
        : kind === "variables"
          ? this.scope.variable(text)
          : this.frame.own === undefined
            ? this.scope.parameter(text)
            : this.frame.own.get(text.toLowerCase());
    return found === undefined ? unknownValue(`${given}(${argumentText(name)})`) : found;
  }

  private isReference(expression: TemplateExpression | undefined): boolean {
    return (
      (expression?.kind === "member" && this.isReference(expression.of)) ||
      (expression?.kind === "call" && expression.name.toLowerCase() === "reference")
    );
  }

  private choice(
    [condition, then, otherwise]: readonly TemplateExpression[],
    keys: readonly Key[],
  ): TerraformValue {
    const test = this.evaluate(condition);
    const known = scalarOf(test);
    if (typeof known === "boolean") {
      return this.at(known ? then : otherwise, keys);
    }
    const [one, other] = [this.at(then, keys), this.at(otherwise, keys)];
    return areEqual(one, other) === true
      ? one
      : unknownValue(`if(${[test, one, other].map(argumentText).join(", ")})`);
  }

  private logical(name: "and" | "or", args: readonly TemplateExpression[]): TerraformValue {
    const open: TerraformValue[] = [];
    for (const one of args) {
      const value = this.evaluate(one);
      const known = scalarOf(value);
      if (known === (name === "or")) {
        return known;
      }
      if (typeof known !== "boolean") {
        open.push(value);
      }
    }
    return open.length === 0 ? name === "and" : unknownValue(`${name}(${open.map(argumentText).join(", ")})`);
  }

  private coalesce(args: readonly TemplateExpression[]): TerraformValue {
    for (const one of args) {
      const value = this.evaluate(one);
      if (value !== null && !(value instanceof Leaf && value.value === null)) {
        return value;
      }
    }
    return null;
  }

  private copyIndex(args: readonly TemplateExpression[]): TerraformValue {
    const [first, second] = args.map((one) => scalarOf(this.evaluate(one)));
    const isNamed = typeof first === "string";
    const index = isNamed ? this.frame.loops.get(first.toLowerCase()) : this.frame.index;
    const offset = Number((isNamed ? second : first) ?? 0);
    return index === undefined ? unknownValue(`copyIndex(${isNamed ? `'${first}'` : ""})`) : index + offset;
  }

  private withLambda(name: string, args: readonly TemplateExpression[]): TerraformValue {
    const list = this.evaluate(args[0]);
    const apply = (lambda: TemplateExpression | undefined, ...given: TerraformValue[]): TerraformValue => {
      const isLambda = lambda?.kind === "call" && lambda.name.toLowerCase() === "lambda";
      const parts = isLambda ? lambda.args : [];
      const named = parts
        .slice(0, -1)
        .map((part, index) => [asText(part.kind === "literal" && part.value), given[index] ?? null] as const);
      const body = parts.at(-1);
      const inside = { ...this.frame, names: new Map([...this.frame.names, ...named]) };
      return body === undefined
        ? unknownValue("lambda()")
        : new Evaluation(this.scope, inside).evaluate(body);
    };
    const unknown = (): TerraformValue => unknownValue(`${name}(${argumentText(list)}, …)`);
    if (name === "mapvalues" && isObject(list)) {
      return objectOf(Object.entries(list).map(([key, value]) => [key, apply(args[1], value)] as const));
    }
    if (!Array.isArray(list)) {
      return unknown();
    }
    switch (name) {
      case "map":
        return list.map((item, index) => apply(args[1], item, index));
      case "filter": {
        const answers = list.map((item, index) => scalarOf(apply(args[1], item, index)));
        return answers.every((answer) => typeof answer === "boolean")
          ? list.filter((_, index) => answers[index])
          : unknown();
      }
      case "reduce":
        return list.reduce<TerraformValue>(
          (sum, item, index) => apply(args[2], sum, item, index),
          this.evaluate(args[1]),
        );
      case "toobject":
        return objectOf(
          list.map(
            (item) =>
              [
                printValue(apply(args[1], item)),
                args[2] === undefined ? item : apply(args[2], item),
              ] as const,
          ),
        );
      case "sort": {
        const order = (a: TerraformValue, b: TerraformValue): number =>
          scalarOf(apply(args[1], a, b)) === true ? -1 : 1;
        return [...list].sort(order);
      }
      default:
        return unknown();
    }
  }

  private userFunction(name: string, values: readonly TerraformValue[]): TerraformValue | undefined {
    const definition = this.scope.userFunction(name);
    if (definition === undefined) {
      return undefined;
    }
    const names = objectsIn(definition.parameters).map((one) => asText(one.name).toLowerCase());
    const own = new Map(names.map((one, index) => [one, values[index] ?? null] as const));
    return evaluateJson(member(definition.output, "value"), this.scope, {
      loops: new Map(),
      names: new Map(),
      own,
    });
  }
}

/** `[0]`, `.name`, `.?name`. */
interface Key {
  readonly key: TerraformValue;
  readonly optional: boolean;
}

function memberAt(value: TerraformValue, { key, optional }: Key): TerraformValue {
  if (optional && scalarOf(value) === null) {
    return null;
  }
  const known = scalarOf(key);
  const found = known === undefined ? undefined : memberOf(value, known);
  if (found === undefined && optional && known !== undefined && (isObject(value) || Array.isArray(value))) {
    return null;
  }
  const step = typeof known === "number" ? `[${known}]` : `.${argumentText(key).replace(/^'|'$/g, "")}`;
  return found ?? unknownValue(`${innermost(value)}${step}`);
}

function innermost(value: TerraformValue): string {
  return value instanceof Leaf ? joinedName(value) : "(…)";
}

function joinedName(value: Leaf): string {
  return value.value === undefined ? value.text : printValue(joinedText([value]));
}
