import type { JsonFault } from "../messages/json-problems";

/** Where a text stops being JSON, and why. */
export interface FaultPlace {
  readonly offset: number;
  /** Undefined where nobody can tell. */
  readonly fault?: JsonFault;
}

const SPACE = /[ \t\r\n]*/y;
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;
const WORD = /[\p{L}_$][\p{L}\p{N}_$.-]*/uy;

/** What may follow: a value, the first value of a list or its end, a key, the first key or its end, a colon, or a comma. */
type Expected = "value" | "valueOrEnd" | "key" | "keyOrEnd" | "colon" | "comma";

/** The first place at which a text isn't JSON; undefined where it is, or ends too early. */
export function faultIn(text: string): FaultPlace | undefined {
  const open: ("[" | "{")[] = [];
  let expected: Expected = "value";
  let comma = 0;
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    at += found?.length ?? 0;
    return found !== undefined && found !== "";
  };
  for (;;) {
    take(SPACE);
    if (at >= text.length) {
      return undefined;
    }
    const sign = text[at];
    const isClosing = sign === "]" || sign === "}";
    if (expected === "comma" && open.length === 0) {
      return { offset: at, fault: isComment(text, at) ? "comment" : "more" };
    }
    if (isClosing && open.at(-1) === (sign === "]" ? "[" : "{")) {
      if (expected === "value" || expected === "key") {
        return text[comma] === "," ? { offset: comma, fault: "trailingComma" } : { offset: at };
      }
      if (expected !== "colon") {
        open.pop();
        expected = "comma";
        at += 1;
        continue;
      }
    }
    if (expected === "comma" || expected === "colon") {
      if (sign !== (expected === "comma" ? "," : ":")) {
        return { offset: at, fault: betweenFault(text, at, expected) };
      }
      comma = at;
      expected = expected === "comma" && open.at(-1) === "{" ? "key" : "value";
      at += 1;
    } else if (expected === "key" || expected === "keyOrEnd") {
      if (!take(TEXT)) {
        return { offset: at, fault: valueFault(text, at, "unquotedKey") };
      }
      expected = "colon";
    } else if (sign === "[" || sign === "{") {
      open.push(sign);
      expected = sign === "[" ? "valueOrEnd" : "keyOrEnd";
      at += 1;
    } else if (take(TEXT) || take(SCALAR)) {
      expected = "comma";
    } else {
      return { offset: at, fault: valueFault(text, at, "noValue") };
    }
  }
}

function isComment(text: string, at: number): boolean {
  return text[at] === "#" || text.startsWith("//", at) || text.startsWith("/*", at);
}

function betweenFault(text: string, at: number, expected: "comma" | "colon"): JsonFault | undefined {
  if (isComment(text, at)) {
    return "comment";
  }
  return expected === "comma" && /["[{\w-]/.test(text[at]) ? "missingComma" : undefined;
}

function valueFault(text: string, at: number, word: JsonFault): JsonFault | undefined {
  if (isComment(text, at)) {
    return "comment";
  }
  switch (text[at]) {
    case '"':
      return "badText";
    case "'":
      return "singleQuotes";
    case "\u201c":
    case "\u201d":
    case "\u201e":
      return "typographicQuotes";
    default:
      WORD.lastIndex = at;
      return WORD.test(text) ? word : undefined;
  }
}
