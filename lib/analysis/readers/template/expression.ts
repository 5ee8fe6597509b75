/** An expression of a template: `[format('vnet-{0}', parameters('name'))]` without the brackets. */
export type TemplateExpression =
  | { readonly kind: "literal"; readonly value: string | number }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly TemplateExpression[] }
  | {
      readonly kind: "member";
      readonly of: TemplateExpression;
      readonly key: TemplateExpression;
      /** `.?name`: absent where there is nothing. */
      readonly optional: boolean;
    };

/** The expression in a text; `undefined` where the text is only a text. */
export function expressionIn(text: string): TemplateExpression | undefined {
  if (!text.startsWith("[") || !text.endsWith("]") || text.startsWith("[[")) {
    return undefined;
  }
  const parser = new Parser(text.slice(1, -1));
  return parser.whole();
}

/** A text that is no expression, in which `[[` stands for `[`. */
export function plainText(text: string): string {
  return text.startsWith("[[") ? text.slice(1) : text;
}

/** Deeper than anybody writes, and within reach of a stack. */
const DEEPEST = 200;

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)?(?=\s*\())|(\.\?|[.()[\],?])|([A-Za-z_]\w*))/y;

interface Token {
  readonly kind: "string" | "number" | "function" | "sign" | "name";
  readonly text: string;
}

class Parser {
  private readonly tokens: Token[] = [];
  private at = 0;
  private depth = 0;
  private readonly isReadable: boolean;

  public constructor(text: string) {
    TOKEN.lastIndex = 0;
    let end = 0;
    for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
      const [, string, number, call, sign, name] = match;
      end = TOKEN.lastIndex;
      this.tokens.push(
        string !== undefined
          ? { kind: "string", text: string.slice(1, -1).replaceAll("''", "'") }
          : number !== undefined
            ? { kind: "number", text: number }
            : call !== undefined
              ? { kind: "function", text: call }
              : sign !== undefined
                ? { kind: "sign", text: sign }
                : { kind: "name", text: name },
      );
    }
    this.isReadable = text.slice(end).trim() === "";
  }

  /** Everything, or `undefined` where it isn't well-formed. */
  public whole(): TemplateExpression | undefined {
    const expression = this.isReadable ? this.expression() : undefined;
    return this.at === this.tokens.length ? expression : undefined;
  }

  private expression(): TemplateExpression | undefined {
    if (++this.depth > DEEPEST) {
      return undefined;
    }
    let found = this.primary();
    while (found !== undefined) {
      const of: TemplateExpression = found;
      if (this.takes(".") || this.takes(".?")) {
        const optional = this.tokens[this.at - 1].text === ".?";
        const name = this.tokens[this.at++];
        const isName = name?.kind === "name" || name?.kind === "function";
        found = isName
          ? { kind: "member", of, key: { kind: "literal", value: name.text }, optional }
          : undefined;
      } else if (this.takes("[")) {
        const optional = this.takes("?");
        const key = this.expression();
        found = key !== undefined && this.takes("]") ? { kind: "member", of, key, optional } : undefined;
      } else {
        break;
      }
    }
    this.depth--;
    return found;
  }

  private primary(): TemplateExpression | undefined {
    const token = this.tokens.at(this.at);
    if (token === undefined) {
      return undefined;
    }
    this.at++;
    switch (token.kind) {
      case "string":
        return { kind: "literal", value: token.text };
      case "number":
        return { kind: "literal", value: Number(token.text) };
      case "function":
        return this.takes("(") ? this.call(token.text) : undefined;
      default:
        return undefined;
    }
  }

  private call(name: string): TemplateExpression | undefined {
    const args: TemplateExpression[] = [];
    while (!this.takes(")")) {
      const arg = (args.length === 0 || this.takes(",")) && this.expression();
      if (!arg) {
        return undefined;
      }
      args.push(arg);
    }
    return { kind: "call", name, args };
  }

  private takes(sign: string): boolean {
    const token = this.tokens.at(this.at);
    const isNext = token?.kind === "sign" && token.text === sign;
    this.at += isNext ? 1 : 0;
    return isNext;
  }
}
