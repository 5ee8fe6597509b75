import { CommonOptions } from "./common-options";
import { CliContext } from "./context";
import { EXIT } from "./exit-code";
import { LoadedNetwork } from "./load";

/** The exit code after `--require` and `--expect`. */
export function checkExpectations(
  _networks: readonly LoadedNetwork[],
  _options: CommonOptions,
  _context: CliContext,
): number {
  return EXIT.fine;
}
