import { WordedError } from "../analysis";
import { LocalizedText } from "../analysis/text";

/** What scripts depend on. */
export const EXIT = {
  fine: 0,
  /** An expectation failed, or a prediction differs from what Azure has. */
  expectationFailed: 1,
  /** The input (or the command line) is unusable. */
  unusable: 2,
} as const;

/** Ends the command with one sentence on stderr. */
export class UsageError extends WordedError {
  public override readonly name = "UsageError";

  public constructor(text: LocalizedText) {
    super("USAGE", {}, text);
  }
}
