/** Where a command writes: the process's streams, or buffers in a test. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether a person watches stderr: only then is progress shown. */
  readonly errIsTerminal: boolean;
  /** Of the window that text is written to; undefined where it goes into a file or a pipe. */
  readonly columns?: number;
}

export function processTerminal(): Terminal {
  // `hub-spoke reach … | head` closes the pipe early; that is no error of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") {
      process.exit();
    }
    throw error;
  });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    errIsTerminal: process.stderr.isTTY === true,
    ...(process.stdout.isTTY && { columns: process.stdout.columns }),
  };
}
