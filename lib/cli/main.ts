import { optimizeLess } from "./optimize-less";
import { runCli } from "./program";
import { processTerminal } from "./terminal";

/** What bin/hub-spoke.js calls. The exit code is set rather than forced, so that a pipe gets all output. */
export function main(): void {
  optimizeLess();
  process.exitCode = runCli(process.argv.slice(2), processTerminal());
}
