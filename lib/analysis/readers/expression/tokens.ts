import { ExpressionSyntaxError } from "./syntax";

/** One token of an expression. A string token keeps its source, since it may hold interpolations of its own. */
export interface Token {
  readonly kind: "number" | "string" | "name" | "symbol" | "end";
  readonly text: string;
}

const TOKEN =
  /(?<space>\s+|\/\*[\s\S]*?\*\/|(?:#|\/\/)[^\n]*)|(?<name>[\p{ID_Start}_][\p{ID_Continue}-]*)|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<symbol>\.\.\.|=>|==|!=|<=|>=|&&|\|\||[()[\]{}.,:?=<>+\-*/%!])/uy;
const INDEX = /\d+/y;

/** Cuts an expression into tokens. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    if (source[at] === '"') {
      const end = endOfQuoted(source, at);
      tokens.push({ kind: "string", text: source.slice(at, end) });
      at = end;
      continue;
    }
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(source)?.groups;
    if (!groups) {
      throw new ExpressionSyntaxError(`unexpected ${JSON.stringify(source[at])}`);
    }
    const { space, name, symbol } = groups;
    let { number } = groups;
    if (number && tokens.at(-1)?.text === ".") {
      // `list.0.1` is two indices, not the number 0.1.
      INDEX.lastIndex = at;
      number = INDEX.exec(source)![0];
    }
    const text = space ?? name ?? number ?? symbol;
    if (!space) {
      tokens.push({ kind: name ? "name" : number ? "number" : "symbol", text });
    }
    at += text.length;
  }
  tokens.push({ kind: "end", text: "" });
  return tokens;
}

/** Index after the closing quote of the string that opens at `start`; its interpolations may hold strings again. */
function endOfQuoted(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === "\\") {
      at++;
    } else if (isInterpolation(source, at)) {
      at = endOfInterpolation(source, at) - 1;
    } else if (source[at] === '"') {
      return at + 1;
    }
  }
  throw new ExpressionSyntaxError("a string has no end");
}

/** Whether `${` or `%{` begins here, rather than the escape `$${`. */
export function isInterpolation(source: string, at: number): boolean {
  return (source[at] === "$" || source[at] === "%") && source[at + 1] === "{";
}

/** Index after the brace that closes the interpolation that begins at `start`. */
export function endOfInterpolation(source: string, start: number): number {
  let braces = 0;
  for (let at = start + 1; at < source.length; at++) {
    const character = source[at];
    if (character === '"') {
      at = endOfQuoted(source, at) - 1;
    } else if (character === "{") {
      braces++;
    } else if (character === "}" && --braces === 0) {
      return at + 1;
    }
  }
  throw new ExpressionSyntaxError("an interpolation has no end");
}
