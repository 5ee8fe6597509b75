import { spawnSync, SpawnSyncReturns } from "node:child_process";
import { resolve } from "node:path";

/** Folder of this repo's package.json. */
export const root = resolve(__dirname, "../../..");

const COMPILER = resolve(root, "node_modules/typescript-7/bin/tsc");

function start(command: string, args: string[], cwd: string): SpawnSyncReturns<string> {
  const result = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    // What jest sets for itself must not leak into a program that a user runs.
    env: { ...process.env, NODE_ENV: undefined, NODE_OPTIONS: undefined },
  });
  if (result.error) {
    throw result.error;
  }
  return result;
}

/** Runs a program and returns what it wrote to stdout; fails with everything that it wrote if it fails. */
export function runCommand(command: string, args: string[], cwd: string): string {
  const { status, stdout, stderr } = start(command, args, cwd);
  if (status !== 0) {
    throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stdout}\n${stderr}`);
  }
  return stdout;
}

/** Runs a tool of this repo's node_modules. */
export function runTool(script: string, args: string[], cwd: string): string {
  return runCommand(process.execPath, [resolve(root, "node_modules", script), ...args], cwd);
}

/** Runs a TypeScript program, in one process: tsx's own command is a second one. */
export function runProgram(file: string, cwd: string): string {
  return runCommand(process.execPath, ["--require", require.resolve("tsx/cjs"), file], cwd);
}

/** What the compiler has against a folder with a tsconfig.json, line by line; nothing if it compiles. */
export function errorsOfCompiler(folder: string): string[] {
  const { status, stdout, stderr } = start(
    process.execPath,
    [COMPILER, "-p", ".", "--singleThreaded"],
    folder,
  );
  const errors = stdout.split("\n").filter((line) => line !== "");
  if (status !== 0 && errors.length === 0) {
    throw new Error(`the compiler ended with ${status}: ${stderr}`);
  }
  return errors;
}
