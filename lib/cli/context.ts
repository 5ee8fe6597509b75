import { Language, LocalizedText } from "../analysis/result";
import { fill } from "../review";
import { nearestNames } from "../text/nearest";
import { UsageError } from "./exit-code";
import { Progress } from "./progress";
import { Terminal } from "./terminal";
import { WORDS } from "./words";

/** What a command works with besides its arguments. */
export interface CliContext {
  readonly terminal: Terminal;
  readonly progress: Progress;
  readonly language: Language;
  /** What the command ends with; each command sets it. */
  exitCode: number;
}

/** "There is no endpoint vnet-spok01/default; did you mean vnet-spoke01/default?" */
export function unknownName(
  phrase: LocalizedText,
  given: string,
  known: readonly string[],
  language: Language,
): UsageError {
  const near = nearestNames(given, known);
  const few = known.length <= 8 && known.length > 0;
  const hint =
    near.length > 0
      ? fill(WORDS.hint[language], { names: near.join(", ") })
      : few
        ? fill(WORDS.known[language], { names: known.join(", ") })
        : "";
  const sentence = fill(phrase[language], { given: JSON.stringify(given), hint });
  return new UsageError(sentence.replace(/\?\.$/, "?"));
}
