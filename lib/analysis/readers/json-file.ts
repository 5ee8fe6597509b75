import { readFileSync } from "node:fs";
import { InputError } from "./input-error";
import { isJsonObject, JsonObject } from "./json";

/** How a file is called in messages; `-` is standard input. */
export function displayName(path: string): string {
  return path === "-" ? "standard input" : path;
}

/** Reads a file that must hold a JSON object, and says in one sentence what it holds otherwise. */
export function readJsonFile(path: string): JsonObject {
  const name = displayName(path);
  const text = readText(path, name);
  if (text.trim() === "") {
    throw new InputError(`${name} is empty.`);
  }
  refuseOtherForms(path, name, text);
  const value = parseJson(text, name);
  if (!isJsonObject(value)) {
    const kind = Array.isArray(value) ? "a list" : value === null ? "null" : `a ${typeof value}`;
    throw new InputError(`${name} holds ${kind}, not a JSON object.`);
  }
  return value;
}

/** Reads JSON text; a syntax error names the line. */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const position = Number(/position (\d+)/.exec(message)?.[1]);
    if (/end of JSON/.test(message) || position >= text.trimEnd().length) {
      throw new InputError(`${name} is cut off: its JSON has no end.`);
    }
    const line = Number.isNaN(position) ? "" : ` (line ${text.slice(0, position).split("\n").length})`;
    throw new InputError(`${name} is not valid JSON${line}.`);
  }
}

function readText(path: string, name: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path === "-" ? 0 : path);
  } catch (error) {
    throw new InputError(`${name} ${causeOf(error)}.`);
  }
  if (bytes.subarray(0, 2).toString("latin1") === "PK") {
    throw new InputError(`${name} is a binary plan; give the output of "terraform show -json ${path}".`);
  }
  // Windows PowerShell writes UTF-16 when output is redirected into a file.
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(bytes);
  } catch {
    throw new InputError(`${name} is too large to be read.`);
  }
}

/** Completes `<file> …` for an error of the file system. */
export function causeOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  switch (code) {
    case "ENOENT":
      return "does not exist";
    case "EACCES":
    case "EPERM":
      return "may not be read by this user";
    case "EISDIR":
      return "is a directory";
    case "ERR_FS_FILE_TOO_LARGE":
      return "is too large to be read";
    default:
      return `can't be read (${String(code ?? "unknown cause")})`;
  }
}

/** Files of Terraform's that people have at hand and that are not JSON of a configuration, plan or state. */
function refuseOtherForms(path: string, name: string, text: string): void {
  const start = text.trimStart().slice(0, 400);
  if (
    /\.tf$/.test(path) ||
    /^(resource|data|terraform|provider|variable|module|locals|output)\b[^:]*\{/.test(start)
  ) {
    throw new InputError(
      `${name} is HCL, which is not read directly; give the output of "terraform show -json" for a plan of it.`,
    );
  }
  if (/^\{"@level"/.test(start)) {
    throw new InputError(
      `${name} is the log of "terraform plan -json"; save the plan with -out and give the output of "terraform show -json".`,
    );
  }
  if (/^((Terraform|OpenTofu) (used|will) |\s*# \S+ (will|must) be )/m.test(start)) {
    throw new InputError(
      `${name} is a plan as text; give the output of "terraform show -json" for the saved plan.`,
    );
  }
}
