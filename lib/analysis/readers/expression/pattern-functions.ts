import type { RE2JS } from "re2js";
import { refuseLongText } from "./budget";
import { Evaluated } from "./evaluated";
import { Refused, textOf } from "./scalars";
import { replaced } from "./text-functions";
import { knownScalar, objectOf } from "./values";

/** Functions of regular expressions, Go's kind, which no pattern keeps busy for long; `undefined` where only apply can tell. */
export const PATTERN_FUNCTIONS: Record<string, (args: readonly Evaluated[]) => Evaluated | undefined> = {
  regex: ([pattern, text]) => {
    const matches = matchesOf(pattern, text, 1);
    if (matches?.length === 0) {
      throw new Refused();
    }
    return matches?.[0];
  },
  regexall: ([pattern, text]) => matchesOf(pattern, text, Infinity),
  replace: ([text, search, replacement]) => {
    const [known, wanted, by] = [text, search, replacement].map(knownScalar);
    if (known === undefined || wanted === undefined || by === undefined) {
      return undefined;
    }
    const [, inner] = /^\/(.*)\/$/s.exec(textOf(wanted)) ?? [];
    return inner === undefined
      ? replaced(textOf(known), textOf(wanted), textOf(by))
      : replacedMatches(textOf(known), inner, textOf(by));
  },
};

/** What each match gives: the whole, or its groups as a list or, if they have names, as an object. */
function matchesOf(pattern: Evaluated, text: Evaluated, most: number): Evaluated[] | undefined {
  const [source, known] = [knownScalar(pattern), knownScalar(text)];
  if (source === undefined || known === undefined) {
    return undefined;
  }
  const expression = compile(textOf(source));
  const names = Object.entries(expression.namedGroups());
  const matcher = expression.matcher(textOf(known));
  const found: Evaluated[] = [];
  while (found.length < most && matcher.find()) {
    const group = (index: number): Evaluated => matcher.group(index) ?? null;
    if (names.length > 0) {
      const members = names.map(([name, index]): [string, Evaluated] => [name, group(index)]);
      found.push(objectOf(members));
    } else {
      const groups = Array.from({ length: matcher.groupCount() }, (_, index) => group(index + 1));
      found.push(groups.length > 0 ? groups : group(0));
    }
  }
  return found;
}

/** What a replacement names: `$$`, or a group as `$1`, `$name`, `${1}` or `${name}`. */
const NAMED = /\$(?:(\$)|(\w+)|\{(\w+)\})/;

/** In the replacement `$1`, `${1}` and `${name}` are groups, and `$$` is a dollar. */
function replacedMatches(text: string, pattern: string, replacement: string): string {
  const expression = compile(pattern);
  const names = expression.namedGroups();
  const matcher = expression.matcher(text);
  const group = (name: string): string | number => {
    const index = /^\d+$/.test(name) ? Number(name) : Object.hasOwn(names, name) ? names[name] : undefined;
    return index === undefined || index > matcher.groupCount() ? "" : index;
  };
  // A text, a dollar and a group by either notation take turns; what isn't there is undefined.
  const parts = (replacement.split(NAMED) as (string | undefined)[]).map((part = "", index) =>
    part === "" || index % 4 < 2 ? part : group(part),
  );
  let result = "";
  let end = 0;
  while (matcher.find()) {
    result += text.slice(end, matcher.start());
    for (const part of parts) {
      result += typeof part === "string" ? part : (matcher.group(part) ?? "");
    }
    refuseLongText(result.length);
    end = matcher.end();
  }
  return result + text.slice(end);
}

/** Patterns are Go's: loaded by who has one. */
export function compile(pattern: string): RE2JS {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  const { RE2JS: Re2 } = require("re2js") as typeof import("re2js");
  refuseLongText(pattern.length * 1_000);
  try {
    return Re2.compile(pattern);
  } catch {
    throw new Refused();
  }
}
