import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What `work` returns, done once for a whole test run: the first test file that asks does it, in a folder that
 * stays until the run ends, and the others wait. The result must be JSON.
 */
export function onceInThisRun<T>(name: string, work: (directory: string) => T): T {
  const directory = join(process.env.HUB_SPOKE_TEST_RUN!, name);
  const result = join(directory, "result.json");
  if (claim(directory)) {
    writeFileSync(`${result}.part`, JSON.stringify(attempt(() => work(directory))));
    renameSync(`${result}.part`, result);
  }
  while (!existsSync(result)) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  const { value, error } = JSON.parse(readFileSync(result, "utf8"));
  if (error !== undefined) {
    throw new Error(error);
  }
  return value;
}

function claim(directory: string): boolean {
  try {
    mkdirSync(directory);
    return true;
  } catch {
    return false;
  }
}

/** A failure is a result too: without it, those who wait would wait for ever. */
function attempt<T>(work: () => T): { readonly value?: T; readonly error?: string } {
  try {
    return { value: work() };
  } catch (error) {
    return { error: String(error) };
  }
}
