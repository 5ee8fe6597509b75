/** Where a command writes: the process's streams, or buffers in a test. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether a person watches stderr: only then is progress shown. */
  readonly errIsTerminal: boolean;
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
  };
}
