import { existsSync, lstatSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Edit, EditableInput, Repair } from "../analysis";
import { inBoth } from "../analysis/text";
import { editsAsHcl, repairFiles, REPAIR_PHRASES } from "../review";
import { CliContext } from "./context";
import { UsageError } from "./exit-code";
import { causeOf } from "./file-cause";
import { replaceFile } from "./replace-file";
import { WORDS } from "./words";

/** Writes a repair into a folder as new files; all of them or none, and none that is there already. */
export function writeRepair(
  folder: string,
  repair: Repair,
  input: EditableInput,
  format: "hcl" | "tf.json",
  context: CliContext,
): void {
  const { terminal, masking, language } = context;
  const { files, byHand } = repairFiles(repair.id, repair.edits, input.overrides(repair.edits), format);
  const secret = files.find(({ text }) => masking.mask(text) !== text);
  if (secret !== undefined) {
    throw new UsageError(WORDS.fileWithSecrets({ file: join(folder, secret.name) }));
  }
  // A link that leads nowhere is there, too.
  const there = files
    .map(({ name }) => join(folder, name))
    .find((file) => lstatSync(file, { throwIfNoEntry: false }) !== undefined);
  if (there !== undefined) {
    throw new UsageError(WORDS.fileExists({ file: there }));
  }
  const written: string[] = [];
  for (const { name, text } of files) {
    const file = join(folder, name);
    try {
      makeFolder(dirname(file));
      replaceFile(file, text);
      written.push(file);
    } catch (error) {
      written.forEach((each) => rmSync(each));
      throw new UsageError(
        inBoth((either) => WORDS.notWritable({ file, cause: causeOf(error, either) })[either]),
      );
    }
  }
  for (const { name, text } of files) {
    const size = `${Math.ceil(Buffer.byteLength(text) / 1024).toLocaleString(language)} KiB`;
    terminal.err(WORDS.wrote({ file: join(folder, name), size })[language]);
  }
  tellByHand(byHand, context);
}

/** What no file of ours can do. */
export function tellByHand(edits: readonly Edit[], { terminal, language }: CliContext): void {
  if (edits.length > 0) {
    terminal.err(REPAIR_PHRASES.byHand[language]);
    editsAsHcl(edits, language)
      .split("\n")
      .forEach((line) => terminal.err(line));
  }
}

/** With those above it. Node's own way to do that never ends where a folder can't hold any, as in `/proc`. */
function makeFolder(folder: string): void {
  if (!existsSync(folder)) {
    makeFolder(dirname(folder));
    mkdirSync(folder);
  }
}
