import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Writes files into a folder of their own, which goes with the run; objects as JSON. */
export function folderOf(files: { readonly [name: string]: string | object }): string {
  const folder = mkdtempSync(join(tmpdir(), "hub-spoke-files-"));
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}
