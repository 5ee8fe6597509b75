import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { win32 } from "node:path";
import { LocalizedText } from "../analysis/text";
import { UsageError } from "./exit-code";
import { WORDS } from "./words";

/** An answer of Resource Graph may hold 1,000 networks with everything in them. */
const LARGEST_ANSWER = 2 ** 30;

/**
 * Runs the user's own Azure CLI and parses what it prints. No shell reads the arguments, and nobody is asked anything:
 * whatever stops it is one sentence.
 */
export function runAzureCli(args: readonly string[]): unknown {
  const [program, ...before] = azureCliProgram(process.platform, process.env, existsSync);
  const all = [...before, ...args, "--only-show-errors", "-o", "json"];
  const { error, status, stdout, stderr } = spawnSync(program, all, {
    encoding: "utf8",
    maxBuffer: LARGEST_ANSWER,
    stdio: ["ignore", "pipe", "pipe"],
    env: process.env,
    shell: false,
  });
  if (error !== undefined) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === "ENOENT" || code === "EINVAL" ? WORDS.azMissing : WORDS.azFailed({ cause: code ?? message }),
    );
  }
  if (status !== 0) {
    throw new UsageError(problemIn(stderr));
  }
  try {
    return JSON.parse(stdout.replace(/^\ufeff/, ""));
  } catch {
    throw new UsageError(WORDS.azNoJson);
  }
}

/**
 * What starts the Azure CLI. On Windows that is a batch file, which only a shell can run and whose arguments no quoting
 * keeps safe; it does nothing but start the Python that is installed beside it, so that is started instead.
 */
export function azureCliProgram(
  platform: string,
  env: { readonly [name: string]: string | undefined },
  exists: (file: string) => boolean,
): readonly [string, ...string[]] {
  const folders = platform === "win32" ? (env.Path ?? env.PATH ?? "").split(";") : [];
  const pythons = folders
    .filter((folder) => folder !== "" && exists(win32.join(folder, "az.cmd")))
    .map((folder) => win32.join(folder, "..", "python.exe"));
  const python = pythons.find(exists);
  return python === undefined ? ["az"] : [python, "-IBm", "azure.cli"];
}

/** What the Azure CLI complains of, in words that say what to do. */
function problemIn(stderr: string): LocalizedText {
  if (/resource-graph|'graph' is (misspelled|not)|invalid choice: '?graph/i.test(stderr)) {
    return WORDS.azExtensionMissing;
  }
  if (/az login|AADSTS|not logged in|No subscription found|refresh token/i.test(stderr)) {
    return WORDS.azNotLoggedIn;
  }
  const lines = stderr.split("\n").map((line) => line.replace(/^(ERROR:|az:( error:)?)\s*/, "").trim());
  const cause = lines.find((line) => line !== "" && !line.startsWith("WARNING")) ?? "";
  return WORDS.azFailed({ cause: cause.slice(0, 300).replace(/\.$/, "") });
}
