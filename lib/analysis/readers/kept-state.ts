import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { isJsonObject, member } from "./json";
import { readJsonFile } from "./json-file";
import { StateLocation } from "./terraform-input";

/**
 * Where the state of a root module is kept that a plan or state was shown in, neither of which says so: `terraform init`
 * notes the backend in `.terraform`, and without one the state lies in the folder itself.
 */
export function stateKeptBy(folder: string | undefined): StateLocation | undefined {
  if (folder === undefined) {
    return undefined;
  }
  const directory = resolve(folder);
  const backend = initializedBackend(join(directory, ".terraform", "terraform.tfstate"));
  if (backend !== undefined) {
    return { directory, ...backend };
  }
  return existsSync(join(directory, "terraform.tfstate"))
    ? { directory, type: "local", settings: {} }
    : undefined;
}

/** What isn't set is noted as `null`. */
function initializedBackend(file: string): Pick<StateLocation, "type" | "settings"> | undefined {
  const backend = existsSync(file) ? backendIn(file) : undefined;
  const [type, config] = [member(backend, "type"), member(backend, "config")];
  if (typeof type !== "string" || !isJsonObject(config)) {
    return undefined;
  }
  const set = Object.entries(config).filter(([, value]) => value !== null);
  return { type, settings: Object.fromEntries(set) };
}

function backendIn(file: string): unknown {
  try {
    return readJsonFile(file).backend;
  } catch {
    // A note of Terraform's, not the input that somebody gave.
    return undefined;
  }
}
