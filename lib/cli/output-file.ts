import { inBoth } from "../analysis/text";
import { CliContext } from "./context";
import { UsageError } from "./exit-code";
import { causeOf } from "./file-cause";
import { replaceFile } from "./replace-file";
import { WORDS } from "./words";

/** Writes a whole file and says so; one that can't be written is a sentence. */
export function writeFile(file: string, text: string, { terminal, masking, language }: CliContext): void {
  try {
    replaceFile(file, masking.mask(text));
  } catch (error) {
    throw new UsageError(
      inBoth((either) => WORDS.notWritable({ file, cause: causeOf(error, either) })[either]),
    );
  }
  const size = `${Math.ceil(Buffer.byteLength(text) / 1024).toLocaleString(language)} KiB`;
  terminal.err(WORDS.wrote({ file, size })[language]);
}
