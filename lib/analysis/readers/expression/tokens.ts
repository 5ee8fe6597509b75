import { ExpressionSyntaxError } from "./syntax";

/** One token of an expression. A string token keeps its source, since it may hold interpolations of its own. */
export interface Token {
  readonly kind: "number" | "string" | "name" | "symbol" | "end";
  readonly text: string;
  /** Where it begins and ends in the source. */
  readonly start: number;
  readonly end: number;
}

const SYMBOLS = ["...", "=>", "==", "!=", "<=", ">=", "&&", "||", ..."()[]{}.,:?=<>+-*/%!"];
const SPACE = /[\s]+/y;
const NUMBER = /\d+(\.\d+)?([eE][+-]?\d+)?/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;

/** Cuts an expression into tokens. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  while (at < source.length) {
    const space = match(SPACE);
    if (space) {
      at += space.length;
      continue;
    }
    const start = at;
    const push = (kind: Token["kind"], text: string): void => {
      at += text.length;
      tokens.push({ kind, text, start, end: at });
    };
    const last = tokens.at(-1);
    // `list.0.id` is an index followed by an attribute, not the number 0.
    const number = last?.text === "." ? /\d+/y : NUMBER;
    number.lastIndex = at;
    const digits = number.exec(source)?.[0];
    const name = digits ? undefined : match(NAME);
    if (source[at] === '"') {
      push("string", source.slice(at, endOfQuoted(source, at)));
    } else if (digits) {
      push("number", digits);
    } else if (name) {
      push("name", name);
    } else {
      const symbol = SYMBOLS.find((candidate) => source.startsWith(candidate, at));
      if (!symbol) {
        throw new ExpressionSyntaxError(`unexpected ${JSON.stringify(source[at])}`);
      }
      push("symbol", symbol);
    }
  }
  tokens.push({ kind: "end", text: "", start: at, end: at });
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
