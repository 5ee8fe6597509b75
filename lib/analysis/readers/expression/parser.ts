import { Expression, ExpressionSyntaxError, SplatStep, TemplatePart } from "./syntax";
import { endOfInterpolation, isInterpolation, Token, tokenize } from "./tokens";

/** Operators by how tightly they bind, the loosest first. */
const PRECEDENCE = [["||"], ["&&"], ["==", "!="], ["<", ">", "<=", ">="], ["+", "-"], ["*", "/", "%"]];

/** Reads an expression such as `element(azurerm_lb.x.frontend_ip_configuration, 0).private_ip_address`. */
export function parseExpression(source: string): Expression {
  return new Parser(source).parse();
}

/** Reads a template: text with `${…}` in it. `unescape` treats backslashes, as in a quoted string of an expression. */
export function parseTemplate(source: string, unescape = false): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  for (let at = 0; at < source.length; at++) {
    const character = source[at];
    if ((character === "$" || character === "%") && source.startsWith(`${character}{`, at + 1)) {
      text += `${character}{`;
      at += 2;
    } else if (isInterpolation(source, at)) {
      if (character === "%") {
        throw new ExpressionSyntaxError("template directives are not evaluated");
      }
      const end = endOfInterpolation(source, at);
      // `${~ x ~}` trims the text around it, which no name, address or id needs.
      const inner = source
        .slice(at + 2, end - 1)
        .replace(/^~|~$/g, "")
        .trim();
      parts.push(text, { source: inner, expression: parseExpression(inner) });
      text = "";
      at = end - 1;
    } else if (unescape && character === "\\") {
      const escape = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/su.exec(source.slice(at, at + 10));
      text += unescaped(escape);
      at += (escape?.[0].length ?? 1) - 1;
    } else {
      text += character;
    }
  }
  parts.push(text);
  return parts.filter((part) => part !== "");
}

function unescaped(escape: RegExpExecArray | null): string {
  const code = escape?.[1] ?? escape?.[2];
  if (code) {
    const point = parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : "";
  }
  const simple: Record<string, string> = { n: "\n", r: "\r", t: "\t" };
  const character = escape?.[3] ?? "";
  return simple[character] ?? character;
}

/** Recursive descent over the tokens of one expression. */
class Parser {
  private readonly tokens: Token[];
  private at = 0;

  public constructor(source: string) {
    this.tokens = tokenize(source);
  }

  public parse(): Expression {
    const expression = this.expression();
    if (this.peek.kind !== "end") {
      throw new ExpressionSyntaxError(`unexpected "${this.peek.text}"`);
    }
    return expression;
  }

  private get peek(): Token {
    return this.tokens[this.at];
  }

  private take(): Token {
    return this.tokens[this.at++];
  }

  private is(symbol: string): boolean {
    return this.peek.kind === "symbol" && this.peek.text === symbol;
  }

  private accept(symbol: string): boolean {
    const found = this.is(symbol);
    this.at += found ? 1 : 0;
    return found;
  }

  private expect(symbol: string): void {
    if (!this.accept(symbol)) {
      throw new ExpressionSyntaxError(`expected "${symbol}", found "${this.peek.text}"`);
    }
  }

  private name(): string {
    if (this.peek.kind !== "name") {
      throw new ExpressionSyntaxError(`expected a name, found "${this.peek.text}"`);
    }
    return this.take().text;
  }

  private expression(): Expression {
    const test = this.binary(0);
    let result = test;
    if (this.accept("?")) {
      const then = this.expression();
      this.expect(":");
      result = { kind: "conditional", test, then, otherwise: this.expression() };
    }
    return result;
  }

  private binary(level: number): Expression {
    if (level === PRECEDENCE.length) {
      return this.unary();
    }
    let left = this.binary(level + 1);
    while (this.peek.kind === "symbol" && PRECEDENCE[level].includes(this.peek.text)) {
      const operator = this.take().text;
      left = { kind: "binary", operator, left, right: this.binary(level + 1) };
    }
    return left;
  }

  private unary(): Expression {
    if (this.is("!") || this.is("-")) {
      const operator = this.take().text;
      const operand = this.unary();
      return { kind: "unary", operator, operand };
    }
    return this.postfix(this.primary());
  }

  private postfix(start: Expression): Expression {
    let result = start;
    for (;;) {
      if (this.accept(".")) {
        if (this.accept("*")) {
          result = { kind: "splat", of: result, each: this.attributeSplatSteps() };
        } else if (this.peek.kind === "number") {
          result = { kind: "index", of: result, index: { kind: "literal", value: Number(this.take().text) } };
        } else {
          result = { kind: "attribute", of: result, name: this.name() };
        }
      } else if (this.is("[") && this.tokens[this.at + 1]?.text === "*") {
        this.at += 2;
        this.expect("]");
        result = { kind: "splat", of: result, each: this.fullSplatSteps() };
      } else if (this.accept("[")) {
        const index = this.expression();
        this.expect("]");
        result = { kind: "index", of: result, index };
      } else {
        return result;
      }
    }
  }

  /** After `.*` only attributes belong to each element; an index picks from the result. */
  private attributeSplatSteps(): SplatStep[] {
    const steps: SplatStep[] = [];
    while (this.is(".") && this.tokens[this.at + 1]?.kind === "name") {
      this.at++;
      steps.push({ kind: "attribute", name: this.name() });
    }
    return steps;
  }

  private fullSplatSteps(): SplatStep[] {
    const steps: SplatStep[] = [];
    for (;;) {
      if (this.is(".") && this.tokens[this.at + 1]?.kind === "name") {
        this.at++;
        steps.push({ kind: "attribute", name: this.name() });
      } else if (this.is("[") && this.tokens[this.at + 1]?.text !== "*") {
        this.at++;
        steps.push({ kind: "index", index: this.expression() });
        this.expect("]");
      } else {
        return steps;
      }
    }
  }

  private primary(): Expression {
    const token = this.take();
    if (token.kind === "number") {
      return { kind: "literal", value: Number(token.text) };
    }
    if (token.kind === "string") {
      const parts = parseTemplate(token.text.slice(1, -1), true);
      return parts.every((part) => typeof part === "string")
        ? { kind: "literal", value: parts.join("") }
        : { kind: "template", parts };
    }
    if (token.kind === "name") {
      return this.is("(") ? this.call(token.text) : nameOrKeyword(token.text);
    }
    switch (token.text) {
      case "(": {
        const inner = this.expression();
        this.expect(")");
        return inner;
      }
      case "[":
        return this.peek.text === "for" ? this.forLoop("]") : this.tuple();
      case "{":
        return this.peek.text === "for" ? this.forLoop("}") : this.object();
      default:
        throw new ExpressionSyntaxError(`unexpected "${token.text}"`);
    }
  }

  private call(name: string): Expression {
    this.expect("(");
    const args: Expression[] = [];
    let expand = false;
    while (!this.accept(")")) {
      args.push(this.expression());
      expand = this.accept("...");
      if (!this.is(")")) {
        this.expect(",");
      }
    }
    return { kind: "call", name, arguments: args, expand };
  }

  private tuple(): Expression {
    const items: Expression[] = [];
    while (!this.accept("]")) {
      items.push(this.expression());
      if (!this.is("]")) {
        this.expect(",");
      }
    }
    return { kind: "tuple", items };
  }

  private object(): Expression {
    const entries: [Expression, Expression][] = [];
    while (!this.accept("}")) {
      // A bare name is a key as it stands, not a variable.
      const bare = this.peek.kind === "name" && ["=", ":"].includes(this.tokens[this.at + 1].text);
      const key: Expression = bare ? { kind: "literal", value: this.name() } : this.expression();
      if (!this.accept("=")) {
        this.expect(":");
      }
      entries.push([key, this.expression()]);
      this.accept(",");
    }
    return { kind: "object", entries };
  }

  private forLoop(close: "]" | "}"): Expression {
    this.name();
    const first = this.name();
    const second = this.accept(",") ? this.name() : undefined;
    if (this.name() !== "in") {
      throw new ExpressionSyntaxError('expected "in"');
    }
    const collection = this.expression();
    this.expect(":");
    let value = this.expression();
    let key: Expression | undefined;
    if (this.accept("=>")) {
      key = value;
      value = this.expression();
    }
    const grouped = this.accept("...");
    let condition: Expression | undefined;
    if (this.peek.kind === "name" && this.peek.text === "if") {
      this.at++;
      condition = this.expression();
    }
    this.expect(close);
    const loop = { valueName: second ?? first, keyName: second && first, collection, key, value, condition };
    return { kind: "for", loop: { ...loop, grouped } };
  }
}

function nameOrKeyword(name: string): Expression {
  const keywords: Record<string, true | false | null> = { true: true, false: false, null: null };
  return Object.hasOwn(keywords, name)
    ? { kind: "literal", value: keywords[name] }
    : { kind: "variable", name };
}
