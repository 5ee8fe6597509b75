import { Language, LocalizedText } from "../analysis/result";
import { nearestNames } from "../text/nearest";
import { UsageError } from "./exit-code";
import { Masking } from "./masking";
import { Progress } from "./progress";
import { Terminal } from "./terminal";
import { UnknownName, WORDS } from "./words";

/** What a command works with besides its arguments. */
export interface CliContext {
  readonly terminal: Terminal;
  readonly progress: Progress;
  readonly masking: Masking;
  readonly language: Language;
  /** What the command ends with; each command sets it. */
  exitCode: number;
}

/** "There is no endpoint vnet-spok01/default; did you mean vnet-spoke01/default?" What is `taken` too isn't listed. */
export function unknownName(
  phrase: (unknown: UnknownName) => LocalizedText,
  given: string,
  known: readonly string[],
  taken: readonly string[] = [],
): UsageError {
  const near = nearestNames(given, [...known, ...taken]);
  const ending =
    near.length > 0
      ? WORDS.nearNames({ names: near.join(", ") })
      : known.length > 0
        ? WORDS.knownNames({ names: namesOf(known) })
        : WORDS.noNames;
  return new UsageError(phrase({ given: JSON.stringify(given), ending }));
}

/** Of many names, the first. */
export function namesOf(names: readonly string[]): string {
  return [...names.slice(0, 8), ...(names.length > 8 ? ["…"] : [])].join(", ");
}
