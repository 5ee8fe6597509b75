import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

/** Folder of package.json. */
export const root = resolve(__dirname, "..");

/** Runs a tool of node_modules, with its output shown, and ends the program if it fails. */
export function run(tool: string, args: string[], cwd = root): void {
  const { status, error } = spawnSync(process.execPath, [resolve(root, "node_modules", tool), ...args], {
    cwd,
    stdio: "inherit",
  });
  if (error) {
    throw error;
  }
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}
