import { ExpressionSyntaxError } from "./syntax";

/** One token of an expression. A string token keeps its source, since it may hold interpolations of its own. */
export interface Token {
  readonly kind: "number" | "string" | "heredoc" | "name" | "symbol" | "end";
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
    const heredoc = heredocAt(source, at);
    if (heredoc) {
      tokens.push({ kind: "heredoc", text: heredoc.content });
      at = heredoc.end;
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
    } else if (isEscaped(source, at)) {
      at += 2;
    } else if (isInterpolation(source, at)) {
      at = endOfInterpolation(source, at) - 1;
    } else if (source[at] === '"') {
      return at + 1;
    }
  }
  throw new ExpressionSyntaxError("a string has no end");
}

/** Whether `$${` or `%%{` begins here, which stand for `${` and `%{`. */
export function isEscaped(source: string, at: number): boolean {
  return source.startsWith("$${", at) || source.startsWith("%%{", at);
}

/** Whether `${` or `%{` begins here. */
export function isInterpolation(source: string, at: number): boolean {
  return (source[at] === "$" || source[at] === "%") && source[at + 1] === "{";
}

/** Index after the brace that closes the interpolation that begins at `start`. */
export function endOfInterpolation(source: string, start: number): number {
  let braces = 0;
  for (let at = start + 1; at < source.length; at++) {
    const character = source[at];
    const beyond = endOfComment(source, at) ?? heredocAt(source, at)?.end;
    if (beyond !== undefined) {
      at = beyond - 1;
    } else if (character === '"') {
      at = endOfQuoted(source, at) - 1;
    } else if (character === "{") {
      braces++;
    } else if (character === "}" && --braces === 0) {
      return at + 1;
    }
  }
  throw new ExpressionSyntaxError("an interpolation has no end");
}

/** What stands between `<<EOT` or `<<-EOT` and its end, which `-` moves to the left. */
function heredocAt(
  source: string,
  at: number,
): { readonly content: string; readonly end: number } | undefined {
  HEREDOC.lastIndex = at;
  const [opening, dash, name] = (source.startsWith("<<", at) && HEREDOC.exec(source)) || [];
  if (opening === undefined) {
    return undefined;
  }
  const start = at + opening.length;
  const closing = new RegExp(`^[ \\t]*${name}(?=\\r?\\n|$)`, "m").exec(source.slice(start));
  if (!closing) {
    throw new ExpressionSyntaxError(`no ${name} ends the text`);
  }
  const text = source.slice(start, start + closing.index);
  return { content: dash ? flushed(text) : text, end: start + closing.index + closing[0].length };
}

const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

function flushed(text: string): string {
  const lines = text.split("\n");
  const indents = lines.slice(0, -1).map((line) => /^ */.exec(line)![0].length);
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least)).join("\n");
}

function endOfComment(source: string, at: number): number | undefined {
  if (source.startsWith("/*", at)) {
    const end = source.indexOf("*/", at + 2);
    return end < 0 ? source.length : end + 2;
  }
  if (source[at] !== "#" && !source.startsWith("//", at)) {
    return undefined;
  }
  const end = source.indexOf("\n", at);
  return end < 0 ? source.length : end;
}
