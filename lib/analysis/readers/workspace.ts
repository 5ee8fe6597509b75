import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The workspace that is selected in a root module: `terraform workspace select` notes any but the first one there. */
export function selectedWorkspace(folder: string | undefined): string {
  const file = join(folder ?? "", ".terraform", "environment");
  const name = folder !== undefined && isFile(file) ? readFileSync(file, "utf8").trim() : "";
  return name === "" ? "default" : name;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
