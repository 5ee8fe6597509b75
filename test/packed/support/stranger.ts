import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root, runCommand } from "../../package/support/commands";
import { onceInThisRun } from "../../support/once";
import { tarball } from "./tarball";

/** Packages that a program shares with ours: it has its own choice of them. */
const PEERS = ["constructs", "cdktf", "@cdktf/provider-azurerm", "cdktn", "@cdktn/provider-azurerm"];

/**
 * A stranger's project: empty but for the packed tarball, installed by npm as anybody would.
 *
 * Its peers are links to this repo's copies, which npm installed from the same registry: downloading 270 MB of
 * provider again would say nothing more of our package. What is ours, and what we depend on, is really installed.
 */
export function strangersProject(): string {
  return onceInThisRun("stranger", (directory) => {
    writeFileSync(join(directory, "package.json"), JSON.stringify({ name: "stranger", private: true }));
    runCommand("npm", ["install", tarball().file, "--prefer-offline", "--no-audit", "--no-fund"], directory);
    for (const peer of PEERS) {
      const link = join(directory, "node_modules", peer);
      mkdirSync(dirname(link), { recursive: true });
      rmSync(link, { recursive: true, force: true });
      symlinkSync(join(root, "node_modules", peer), link);
    }
    return directory;
  });
}

/** A folder of the stranger's project for one program. */
export function strangersFolder(name: string): string {
  const folder = join(strangersProject(), name);
  mkdirSync(folder);
  return folder;
}
