import { writeSync } from "node:fs";
import { isatty } from "node:tty";
import { inBoth } from "../analysis/text";
import { UsageError } from "./exit-code";
import { causeOf } from "./file-cause";
import { WORDS } from "./words";

/** Where a command writes: the process's streams, or buffers in a test. */
export interface Terminal {
  /** Throws {@link OutputClosed} once nobody reads any more. */
  out(text: string): void;
  err(text: string): void;
  /** Whether a person watches stderr: only then is progress shown. */
  readonly errIsTerminal: boolean;
  /** Of the window that text is written to; undefined where it goes into a file or a pipe. */
  readonly columns?: number;
}

/** `hub-spoke reach … | head` has what it wanted: no error, but no reason to go on either. */
export class OutputClosed extends Error {}

/**
 * Files and pipes are written at once rather than by the streams, which would report a full disk or a closed pipe only
 * when all work is done.
 */
export function processTerminal(): Terminal {
  return {
    out: isatty(1) ? (text) => void process.stdout.write(text) : writeOutput,
    err: isatty(2) ? (text) => void process.stderr.write(text) : writeErrors,
    errIsTerminal: isatty(2),
    ...(isatty(1) && { columns: process.stdout.columns }),
  };
}

function writeOutput(text: string): void {
  try {
    writeAll(1, text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EPIPE") {
      throw new OutputClosed();
    }
    throw new UsageError(
      inBoth(
        (either) =>
          WORDS.notWritable({ file: WORDS.standardOutput[either], cause: causeOf(error, either) })[either],
      ),
    );
  }
}

/** There is nowhere left to complain; the exit code still tells. */
function writeErrors(text: string): void {
  try {
    writeAll(2, text);
  } catch {
    return;
  }
}

function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") {
        throw error;
      }
      // A pipe that somebody made non-blocking is full; its reader needs a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
