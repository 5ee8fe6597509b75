import { Expression, ExpressionSyntaxError, SplatStep, TemplatePart } from "./syntax";
import { TemplatePiece, templatePieces } from "./template-pieces";
import { Token, tokenize } from "./tokens";

/** Operators by how tightly they bind, the loosest first. */
const PRECEDENCE = [["||"], ["&&"], ["==", "!="], ["<", ">", "<=", ">="], ["+", "-"], ["*", "/", "%"]];

/** Reads an expression such as `element(azurerm_lb.x.frontend_ip_configuration, 0).private_ip_address`. */
export function parseExpression(source: string): Expression {
  return new Parser(source).parse();
}

/** Reads a template: text with `${…}` and `%{…}` in it. `unescape` treats backslashes, as in a quoted string. */
export function parseTemplate(source: string, unescape = false): TemplatePart[] {
  const path = pathIn(source);
  if (path !== undefined) {
    return [path];
  }
  const pieces = templatePieces(source, unescape);
  const parts = templateParts(pieces, []);
  if (pieces.length > 0) {
    throw new ExpressionSyntaxError("a directive ends what has not begun");
  }
  return parts;
}

/** `${azurerm_subnet.x.id}`: nearly all templates are that, and are read without cutting them into tokens. */
function pathIn(source: string): TemplatePart | undefined {
  const [, path] = PATH.exec(source) ?? [];
  if (path === undefined) {
    return undefined;
  }
  const [first, ...names] = path.split(".");
  const expression = names.reduce<Expression>(
    (of, name) => ({ kind: "attribute", of, name }),
    nameOrKeyword(first),
  );
  return { source: path, expression };
}

const PATH = /^\$\{([a-z_][\w-]*(?:\.[a-z_][\w-]*)+)\}$/i;

/** Takes pieces up to one of the directives that end what they belong to. */
function templateParts(pieces: TemplatePiece[], ends: readonly string[]): TemplatePart[] {
  const parts: TemplatePart[] = [];
  for (let piece = pieces.at(0); piece !== undefined; piece = pieces.at(0)) {
    if (typeof piece !== "string" && piece.sign === "%" && ends.includes(piece.source)) {
      return parts;
    }
    pieces.shift();
    if (typeof piece === "string") {
      parts.push(piece);
    } else {
      const { sign, source } = piece;
      parts.push({ source, expression: sign === "$" ? parseExpression(source) : directive(source, pieces) });
    }
  }
  if (ends.length > 0) {
    throw new ExpressionSyntaxError(`a directive has no ${ends.at(-1)!}`);
  }
  return parts;
}

/** `%{ if … }` is a conditional of two texts, `%{ for … }` a list of texts that are joined. */
function directive(source: string, pieces: TemplatePiece[]): Expression {
  const [, word, rest] = /^(if|for)\b(.*)$/s.exec(source) ?? [];
  const body = (...ends: string[]): Expression => ({ kind: "template", parts: templateParts(pieces, ends) });
  const ended = (): string => (pieces.shift() as { source: string }).source;
  if (word === "if") {
    const then = body("else", "endif");
    const isTwofold = ended() === "else";
    const otherwise = isTwofold ? body("endif") : EMPTY;
    if (isTwofold) {
      ended();
    }
    return { kind: "conditional", test: parseExpression(rest), then, otherwise };
  }
  const loop = word === "for" ? parseExpression(`[for ${rest} : null]`) : undefined;
  if (loop?.kind !== "for") {
    throw new ExpressionSyntaxError(`"${source}" is no directive`);
  }
  const value = body("endfor");
  ended();
  const texts: Expression = { kind: "for", loop: { ...loop.loop, value } };
  return { kind: "call", name: "join", arguments: [EMPTY, texts], expand: false };
}

const EMPTY: Expression = { kind: "literal", value: "" };

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
      const value = Number(token.text);
      if (Number.isInteger(value) && !Number.isSafeInteger(value) && /^\d+$/.test(token.text)) {
        throw new ExpressionSyntaxError("a number is more exact than numbers here");
      }
      return { kind: "literal", value };
    }
    if (token.kind === "string" || token.kind === "heredoc") {
      const isQuoted = token.kind === "string";
      const parts = parseTemplate(isQuoted ? token.text.slice(1, -1) : token.text, isQuoted);
      return parts.every((part) => typeof part === "string")
        ? { kind: "literal", value: parts.join("") }
        : { kind: "template", parts };
    }
    if (token.kind === "name") {
      const name = this.nameOfFunction(token.text);
      return this.is("(") ? this.call(name) : nameOrKeyword(name);
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

  /** `provider::azurerm::f` and `core::f` have colons in their names. */
  private nameOfFunction(first: string): string {
    let name = first;
    while (this.is(":") && this.tokens[this.at + 1]?.text === ":") {
      this.at += 2;
      name += `::${this.name()}`;
    }
    return name;
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
