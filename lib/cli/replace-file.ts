import { randomUUID } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/**
 * Writes a file that is either the old one or the whole new one, whatever happens meanwhile. A link stays a link, a
 * file keeps its permissions, and what is no file (`/dev/stdout`, a named pipe) is written to as it is.
 */
export function replaceFile(file: string, text: string): void {
  const there = lstatSync(file, { throwIfNoEntry: false });
  const existing = statSync(file, { throwIfNoEntry: false });
  if (there !== undefined && existing?.isFile() !== true) {
    writeFileSync(file, text);
    return;
  }
  if (existing !== undefined) {
    // A file that is protected against writing stays, though its folder would let it be replaced.
    accessSync(file, constants.W_OK);
  }
  const target = existing === undefined ? file : realpathSync(file);
  const temporary = join(dirname(target), `.hub-spoke-${randomUUID()}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    if (existing !== undefined) {
      chmodSync(temporary, existing.mode & 0o777);
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
