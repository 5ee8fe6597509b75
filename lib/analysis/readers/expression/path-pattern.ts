import { compile } from "./pattern-functions";

/** `**` as a whole step, `*`, `?`, `[a-z]`, `{a,b}`, or a character. */
const PIECE = /\*\*\/|\*\*$|\*\*|\*|\?|\[(\^|!)?((?:\\.|[^\]\\])+)\]|[{},]|\\(.)|[^]/gsu;

/**
 * Whether a path is like a pattern of `fileset`: `*` and `?` stand for what is in one step, `**` for any steps, `[…]` for
 * one of the characters, and `{…,…}` for one of the texts. `undefined` for patterns that nobody uses.
 */
export function pathMatcher(pattern: string): ((path: string) => boolean) | undefined {
  let depth = 0;
  let source = "";
  for (const match of pattern.matchAll(PIECE)) {
    const [piece, negated, members, escaped] = match;
    const isStep = match.index === 0 || pattern[match.index - 1] === "/";
    if (piece.startsWith("**") && !isStep) {
      return undefined;
    }
    depth += piece === "{" ? 1 : piece === "}" ? -1 : 0;
    if (depth < 0) {
      return undefined;
    }
    source += regexOf(piece, { negated, members, escaped, isInBraces: depth > 0 || piece === "}" });
  }
  if (depth !== 0 || pattern.split("/").includes("..")) {
    return undefined;
  }
  const expression = compile(`^(?:${source})$`);
  return (path) => expression.matcher(path).find();
}

function regexOf(
  piece: string,
  more: {
    readonly negated?: string;
    readonly members?: string;
    readonly escaped?: string;
    readonly isInBraces: boolean;
  },
): string {
  const { negated, members, escaped, isInBraces } = more;
  if (members !== undefined) {
    const inside = members.replace(/\\(.)|[[\]^]/g, (one: string, letter?: string) => `\\${letter ?? one}`);
    return `[${negated ? "^/" : ""}${inside}]`;
  }
  if (escaped !== undefined) {
    return literal(escaped);
  }
  if (isInBraces && /^[{},]$/.test(piece)) {
    return { "{": "(?:", "}": ")", ",": "|" }[piece as "{" | "}" | ","];
  }
  switch (piece) {
    case "**/":
      return "(?:[^/]+/)*";
    case "**":
      return ".*";
    case "*":
      return "[^/]*";
    case "?":
      return "[^/]";
    default:
      return literal(piece);
  }
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
