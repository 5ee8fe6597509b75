import { Leaf, TerraformValue } from "../terraform/value";
import { Budget } from "./budget";
import { concatenate } from "./concatenation";
import { areEqual, isAlwaysText } from "./equality";
import { Evaluated } from "./evaluated";
import { callFileFunction } from "./file-functions";
import { callFunction, catchesRefusals, goesThroughAll } from "./functions";
import { membersOf, openResult } from "./open-collections";
import { OpenValues } from "./open-values";
import { isTrue, operate } from "./operators";
import { parseExpression, parseTemplate } from "./parser";
import { callPartlyKnown } from "./partly-known";
import { numberOf, truthOf } from "./scalars";
import { Scope, within } from "./scope";
import { settle } from "./settle";
import { Expression, ExpressionSyntaxError, ForLoop, TemplatePart } from "./syntax";
import { Choice, Missing, oneOf, Several, Union } from "./union";
import { entriesOf, isRecord, isUnknown, itemsOf, knownScalar } from "./values";

/** Evaluates a text of Terraform's JSON, which is a template: `"${azurerm_subnet.x.id}"`, `"vnet-${var.name}"`, `"plain"`. */
export function evaluateTemplate(text: string, scope: Scope): TerraformValue {
  return settle(evaluateText(text, scope), scope.budget);
}

/** The same, but places in resources stay places, so that more can be asked of them. */
export function evaluateText(text: string, scope: Scope): Evaluated {
  if (!text.includes("${") && !text.includes("%{")) {
    return text;
  }
  return whereParsed(text, () => {
    const parts = parseTemplate(text);
    return parts.length === 1 ? evaluatePart(parts[0], scope) : evaluateParts(parts, scope);
  });
}

/** Evaluates a bare expression, such as a reference in a plan; places in resources stay places. */
export function evaluateExpressionText(text: string, scope: Scope): Evaluated {
  return whereParsed(text, () => new Evaluator(scope, text).evaluate(parseExpression(text)));
}

/** What has no syntax of Terraform's stays as it is written. */
function whereParsed(text: string, evaluate: () => Evaluated): Evaluated {
  try {
    return evaluate();
  } catch (error) {
    // Too deep for the stack is too deep to be meant.
    if (error instanceof ExpressionSyntaxError || error instanceof RangeError) {
      return new Leaf(undefined, [], text);
    }
    throw error;
  }
}

function evaluatePart(part: TemplatePart, scope: Scope): Evaluated {
  return typeof part === "string" ? part : new Evaluator(scope, part.source).evaluate(part.expression);
}

function evaluateParts(parts: readonly TemplatePart[], scope: Scope): Evaluated {
  return concatenate(
    parts.map((part) => evaluatePart(part, scope)),
    parts,
    scope,
  );
}

/** Of more combinations of choices only what they refer to is kept. */
const MOST_CHOICES = 32;

/** Evaluates one interpolation as far as its values are known. */
class Evaluator {
  private readonly open: OpenValues;

  public constructor(
    private readonly scope: Scope,
    source: string,
  ) {
    this.open = new OpenValues(scope.budget, source);
  }

  public evaluate(expression: Expression): Evaluated {
    const { budget } = this.scope;
    budget.step();
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "template":
        return evaluateParts(expression.parts, this.scope);
      case "variable": {
        const value = this.scope.name(expression.name);
        return value === undefined ? this.open.unknown([], expression.name) : value;
      }
      case "attribute":
        return this.attribute(expression);
      case "index":
        return this.open.step(this.evaluate(expression.of), this.evaluate(expression.index));
      case "splat":
        return this.splat(expression);
      case "call":
        return this.functionCall(expression);
      case "tuple":
        return whole(
          expression.items.map((item) => this.evaluate(item)),
          budget,
        );
      case "object":
        return this.object(expression);
      case "for":
        return this.forLoop(expression.loop);
      case "conditional":
        return this.conditional(expression);
      case "binary":
        return this.binary(expression.operator, expression.left, expression.right);
      case "unary":
        return this.unary(expression);
    }
  }

  private functionCall(expression: Expression & { kind: "call" }): Evaluated {
    if (catchesRefusals(expression.name)) {
      return this.caught(expression.name, expression.arguments);
    }
    const args = expression.arguments.map((argument) => this.evaluate(argument));
    const last = expression.expand ? itemsOf(args.at(-1)) : [];
    if (last === undefined) {
      return this.open.unknown(args);
    }
    const expanded = expression.expand ? [...args.slice(0, -1), ...last] : args;
    const result = this.call(expression.name, expanded);
    return result === undefined ? this.result(expression.name, expanded) : result;
  }

  /** `try` and `can`: what may be missing is followed by whatever comes next. */
  private caught(name: string, expressions: readonly Expression[]): Evaluated {
    const possible: Evaluated[] = [];
    for (const expression of expressions) {
      const before = this.open.risks;
      const value = this.evaluate(expression);
      const isRisky = this.open.risks > before;
      if (!(value instanceof Missing)) {
        possible.push(value);
      }
      if (/can$/.test(name)) {
        // What a function made of texts that are always there, whichever they are, is there too.
        const isOpen = isRisky || (isUnknown(value) && !isAlwaysText(value));
        return value instanceof Missing ? false : isOpen ? this.open.unknown([]) : true;
      }
      if (!(value instanceof Missing) && !isRisky) {
        break;
      }
    }
    return possible.length === 0 ? new Missing(this.open.source) : oneOf(possible, this.open.source);
  }

  private call(name: string, args: readonly Evaluated[], choices = 1): Evaluated | undefined {
    const { budget } = this.scope;
    const missing = args.find((arg) => arg instanceof Missing);
    if (missing) {
      return missing;
    }
    const chosen = args.findIndex((arg) => arg instanceof Choice);
    const choice = args[chosen];
    if (choice instanceof Choice && choices * choice.members.length <= MOST_CHOICES) {
      const each = choice.members.map((member) => {
        const given = args.map((arg, index) => (index === chosen ? member : arg));
        const result = this.call(name, given, choices * choice.members.length);
        return result === undefined ? this.result(name, given) : result;
      });
      const found = each.filter((one) => !(one instanceof Missing));
      this.open.risks += each.length - found.length;
      return found.length === 0 ? each[0] : oneOf(found, this.open.source);
    }
    for (const arg of args) {
      const text = knownScalar(arg);
      budget.references(itemsOf(arg) ?? []);
      budget.pay(typeof text === "string" ? text.length : 1);
    }
    if (name === "sensitive" && args.length === 1) {
      this.scope.secret?.(args[0]);
    }
    if (goesThroughAll(name)) {
      budget.payForWhole(args);
    }
    const call = (given: readonly Evaluated[]): Evaluated | undefined =>
      this.scope.ownFunction?.(name, given) ??
      callFileFunction(name, given, this.scope, evaluateText) ??
      callFunction(name, given);
    const known = call(args);
    const result = known === undefined ? callPartlyKnown(name, args, call) : known;
    budget.pay(Array.isArray(result) ? result.length : 1);
    return result === undefined ? undefined : budget.made(result);
  }

  /** What a function gives of which only apply tells: what it may choose from, or whatever it is made of. */
  private result(name: string, args: readonly Evaluated[]): Evaluated {
    return openResult(name, args, this.open.source) ?? this.open.unknown(args);
  }

  private attribute(expression: Expression & { kind: "attribute" }): Evaluated {
    const { of, name } = expression;
    if (of.kind === "variable" && this.scope.name(of.name) === undefined) {
      const found = this.root(of.name, name);
      if (found !== undefined) {
        return found;
      }
    }
    if (of.kind === "attribute" && of.of.kind === "variable" && of.of.name === "data") {
      return this.scope.resource("data", of.name, name) ?? this.open.unknown([], `data.${of.name}.${name}`);
    }
    return this.open.step(this.evaluate(of), name);
  }

  private root(owner: string, name: string): Evaluated | undefined {
    switch (owner) {
      case "var": {
        const value = this.scope.variable(name);
        return value === undefined ? this.open.unknown([], `var.${name}`) : value;
      }
      case "local": {
        const value = this.scope.local(name);
        return value === undefined ? this.open.unknown([], `local.${name}`) : value;
      }
      case "module": {
        const value = this.scope.outputsOf?.(name) ?? this.scope.resource("managed", owner, name);
        return value === undefined ? this.open.unknown([], `module.${name}`) : value;
      }
      case "path":
        return this.path(name);
      case "terraform":
        return name === "workspace" ? (this.scope.workspace?.() ?? "default") : undefined;
      default:
        return this.scope.resource("managed", owner, name);
    }
  }

  private path(name: string): string | undefined {
    const { folders } = this.scope;
    return name === "module" ? folders?.module : folders?.root;
  }

  private splat(expression: Expression & { kind: "splat" }): Evaluated {
    const value = this.evaluate(expression.of);
    const each = (item: Evaluated): Evaluated =>
      expression.each.reduce(
        (at: Evaluated, step) =>
          this.open.step(at, step.kind === "attribute" ? step.name : this.evaluate(step.index)),
        item,
      );
    if (isUnknown(value)) {
      const members = value instanceof Several || value instanceof Union ? membersOf(value) : undefined;
      return members === undefined ? this.open.unknown([value]) : this.open.several(members.map(each));
    }
    const items = itemsOf(value) ?? (value === null ? [] : [value]);
    this.scope.budget.pay(items.length);
    return whole(items.map(each), this.scope.budget);
  }

  /** The members of what only apply tells, under keys that only apply tells. */
  private openEntries(collection: Evaluated): [Evaluated, Evaluated][] | undefined {
    return membersOf(collection)?.map((value) => [
      this.open.unknown([], `keys(${(collection as Leaf).text})[*]`),
      value,
    ]);
  }

  private object(expression: Expression & { kind: "object" }): Evaluated {
    const object = Object.create(null) as Record<string, Evaluated>;
    const named = expression.entries.map(([key]) => this.evaluate(key));
    const refused = named.find((key) => key instanceof Missing);
    if (refused !== undefined) {
      return refused;
    }
    const keys = named.map(knownScalar);
    expression.entries.forEach(([, value], index) => {
      object[String(keys[index] ?? `\0${index}`)] = this.evaluate(value);
    });
    const made = whole(object, this.scope.budget);
    return keys.includes(undefined) && isRecord(made) ? this.open.keyed(named, Object.values(made)) : made;
  }

  private forLoop(loop: ForLoop): Evaluated {
    const collection = this.evaluate(loop.collection);
    if (collection instanceof Missing) {
      return collection;
    }
    const known = entriesOf(collection);
    const entries = known ?? this.openEntries(collection);
    if (!entries) {
      return this.open.unknown([collection]);
    }
    const list: Evaluated[] = [];
    const object = Object.create(null) as Record<string, Evaluated>;
    const keys: Evaluated[] = [];
    let isOpen = known === undefined;
    this.scope.budget.pay(entries.length);
    for (const [key, value] of entries) {
      const names = new Map<string, Evaluated>([[loop.valueName, value]]);
      if (loop.keyName) {
        names.set(loop.keyName, key);
      }
      const inner = new Evaluator(within(this.scope, names), this.open.source);
      const tested = loop.condition ? inner.evaluate(loop.condition) : true;
      if (tested instanceof Missing) {
        return tested;
      }
      const condition = knownScalar(tested);
      isOpen ||= condition === undefined;
      if (condition !== undefined && !isTrue(condition)) {
        continue;
      }
      const item = inner.evaluate(loop.value);
      list.push(item);
      if (loop.key) {
        const named = inner.evaluate(loop.key);
        if (named instanceof Missing) {
          return named;
        }
        const name = knownScalar(named);
        keys.push(named);
        if (loop.grouped) {
          ((object[String(name)] ??= []) as Evaluated[]).push(item);
        } else {
          object[String(name)] = item;
        }
      }
      this.open.risks += inner.open.risks;
    }
    if (!isOpen && !loop.grouped && keys.some(isUnnamed)) {
      return this.open.keyed(keys, list);
    }
    if (isOpen || keys.some(isUnnamed)) {
      const members = list.filter((item) => !(item instanceof Missing));
      return members.length === 0
        ? this.open.unknown([collection])
        : this.open.several(loop.grouped ? [members] : members);
    }
    return whole(loop.key ? object : list, this.scope.budget);
  }

  private conditional(expression: Expression & { kind: "conditional" }): Evaluated {
    const tested = this.evaluate(expression.test);
    const test = knownScalar(tested);
    if (tested instanceof Missing) {
      return tested;
    }
    if (test === undefined) {
      return this.open.choice([this.evaluate(expression.then), this.evaluate(expression.otherwise)]);
    }
    const isMet = this.open.computed(() => truthOf(test));
    return isMet instanceof Missing
      ? isMet
      : this.evaluate(isMet === true ? expression.then : expression.otherwise);
  }

  private binary(operator: string, leftSide: Expression, rightSide: Expression): Evaluated {
    const values = [this.evaluate(leftSide), this.evaluate(rightSide)];
    const [left, right] = values.map(knownScalar);
    if (operator === "||" && (isTrue(left) || isTrue(right))) {
      return true;
    }
    if (
      operator === "&&" &&
      ((left !== undefined && !isTrue(left)) || (right !== undefined && !isTrue(right)))
    ) {
      return false;
    }
    if (operator === "==" || operator === "!=") {
      this.scope.budget.payForWhole(values);
      const same = areEqual(values[0], values[1]);
      return same === undefined ? this.open.unknown(values) : same === (operator === "==");
    }
    if (left === undefined || right === undefined) {
      return this.open.unknown(values);
    }
    return this.open.computed(() => operate(operator, left, right));
  }

  private unary(expression: Expression & { kind: "unary" }): Evaluated {
    const value = this.evaluate(expression.operand);
    const operand = knownScalar(value);
    if (operand === undefined) {
      return this.open.unknown([value]);
    }
    return this.open.computed(() => (expression.operator === "!" ? !truthOf(operand) : -numberOf(operand)));
  }
}

function isUnnamed(key: Evaluated): boolean {
  return knownScalar(key) === undefined;
}

/** A list or object; where Terraform refuses a member, it refuses the whole. */
function whole(value: Evaluated[] | { [key: string]: Evaluated }, budget: Budget): Evaluated {
  return Object.values(value).find((member) => member instanceof Missing) ?? budget.made(value);
}
