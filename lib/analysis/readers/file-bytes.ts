import { readFileSync, statSync } from "node:fs";
import { InputError } from "./input-error";

/** Where a shell hands over what a command prints, `<(…)`, or standard input; nothing ends at once. */
const HANDED_OVER = /^\/(dev\/(stdin$|null$|fd\/)|proc\/)/;

/**
 * The bytes of a file. What is no file may never end, or wait for somebody to write: of that only what a shell hands over is
 * read. The file system's own errors are left as they are.
 */
export function bytesOf(path: string, name = path): Buffer {
  const stat = statSync(path);
  const isStream = stat.isFIFO() || stat.isSocket() || stat.isCharacterDevice() || stat.isBlockDevice();
  if (isStream && !HANDED_OVER.test(path)) {
    throw new InputError("FILE_NO_FILE", { file: name });
  }
  return readFileSync(path);
}
