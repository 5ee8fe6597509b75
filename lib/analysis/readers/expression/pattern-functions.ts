import { Evaluated } from "./scope";
import { Missing } from "./union";
import { knownScalar } from "./values";

/** Longer texts are no names or addresses, and a hostile pattern could keep one busy for ever. */
const MAX_TEXT = 2_000;

/** Functions of regular expressions; `undefined` where only apply can tell, or where Go's patterns aren't JavaScript's. */
export const PATTERN_FUNCTIONS: Record<string, (args: readonly Evaluated[]) => Evaluated | undefined> = {
  regex: ([pattern, text]) => {
    const matches = matchesOf(pattern, text);
    return matches && (matches.at(0) ?? new Missing(String(knownScalar(text))));
  },
  regexall: ([pattern, text]) => matchesOf(pattern, text),
  replace: ([text, search, replacement]) => {
    const [known, wanted, by] = [text, search, replacement].map(knownScalar);
    if (known === undefined || wanted === undefined || by === undefined) {
      return undefined;
    }
    const [, inner] = /^\/(.*)\/$/s.exec(String(wanted)) ?? [];
    if (inner === undefined) {
      return String(known).split(String(wanted)).join(String(by));
    }
    const expression = String(known).length > MAX_TEXT ? undefined : compile(inner);
    // "$1" and "${1}" in Go are "$1" in JavaScript.
    return (
      expression &&
      String(known).replace(
        expression,
        String(by).replace(/\$\{(\w+)\}/g, (_, group: string) =>
          /^\d+$/.test(group) ? `$${group}` : `$<${group}>`,
        ),
      )
    );
  },
};

/** What each match gives: the whole, or its groups as a list or, if they have names, as an object. */
function matchesOf(pattern: Evaluated, text: Evaluated): Evaluated[] | undefined {
  const [source, known] = [knownScalar(pattern), knownScalar(text)];
  const expression =
    typeof source === "string" && typeof known === "string" && known.length <= MAX_TEXT
      ? compile(source)
      : undefined;
  return (
    expression &&
    [...(known as string).matchAll(expression)].map((match): Evaluated => {
      if (match.groups) {
        return Object.assign(Object.create(null), match.groups) as { [key: string]: string };
      }
      return match.length > 1 ? match.slice(1).map((group) => group ?? null) : match[0];
    })
  );
}

function compile(pattern: string): RegExp | undefined {
  // A repeated group that repeats something itself takes JavaScript for ever, and Go no time at all.
  if (/[+*}]\)[+*{]/.test(pattern)) {
    return undefined;
  }
  try {
    return new RegExp(pattern.replaceAll("(?P<", "(?<"), "gu");
  } catch {
    return undefined;
  }
}
