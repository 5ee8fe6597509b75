import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, parse } from "node:path";
import { nearestNames } from "../../text/nearest";
import type { NearText } from "../messages/json-problems";
import { strictJson } from "./commented-json";
import { bytesOf } from "./file-bytes";
import { InputError } from "./input-error";
import { isJsonObject, JsonDocument, JsonObject, kindOf } from "./json";
import { faultIn } from "./json-fault";
import { countKeys, repeatedKey } from "./repeated-keys";

/** How a file is called in messages; `-` is standard input. */
export function displayName(path: string): string {
  return path === "-" ? "standard input" : path;
}

/**
 * Reads a file that must hold a JSON object; `-` is standard input. What holds something else is an {@link InputError}
 * of one sentence.
 */
export function readJsonFile(path: string): JsonObject {
  const value = readDocument(path);
  if (!isJsonObject(value)) {
    throw new InputError("JSON_NO_OBJECT", { file: displayName(path), kind: kindOf(value) });
  }
  return value;
}

/** Reads a file that describes a network: an object, or a list of Azure's resources. */
export function readDocument(path: string): JsonDocument {
  const name = displayName(path);
  const { text, damaged } = readText(path, name);
  if (text.trim() === "") {
    throw new InputError("FILE_EMPTY", { file: name });
  }
  refuseOtherForms(path, name, text);
  const value = parseJson(text, name);
  refuseDamaged(name, damaged);
  if (!isJsonObject(value) && !Array.isArray(value)) {
    throw new InputError("JSON_NO_OBJECT", { file: name, kind: kindOf(value) });
  }
  return value;
}

/**
 * Reads any JSON value of a file (the Azure CLI prints lists too); `-` is standard input. What is no JSON is an
 * {@link InputError} of one sentence.
 */
export function readJsonValue(path: string): unknown {
  const name = displayName(path);
  const { text, damaged } = readText(path, name);
  const value = parseJson(text, name);
  refuseDamaged(name, damaged);
  return value;
}

/** Reads JSON text; a syntax error names the line. */
function parseJson(text: string, name: string): unknown {
  let strict = text;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    strict = strictJson(text);
    value = parseOrRefuse(strict, name);
  }
  const kept = refuseDepth(value, name);
  // Of what is written twice the first would be lost without a word.
  const repeated = countKeys(strict) === kept ? undefined : repeatedKey(strict);
  if (repeated !== undefined) {
    throw new InputError("JSON_REPEATED_KEY", { file: name, ...repeated });
  }
  return value;
}

function parseOrRefuse(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const position = Number(/position (\d+)/.exec(message)?.[1]);
    if (/end of JSON/.test(message) || position >= text.trimEnd().length) {
      throw new InputError("JSON_CUT_OFF", { file: name });
    }
    const place = faultIn(text);
    const offset = place?.offset ?? position;
    const line = Number.isNaN(offset) ? "" : String(text.slice(0, offset).split("\n").length);
    const near = nearestText(text) ?? place?.fault;
    throw new InputError("JSON_INVALID", { file: name, line, ...(near !== undefined && { near }) });
  }
}

/** What people have in a file that is almost JSON. */
function nearestText(text: string): NearText | undefined {
  if (text.includes("\u0000")) {
    return "binary";
  }
  if (text.includes("\u001b[")) {
    return "colours";
  }
  if (/^\s*[[{]/.test(text)) {
    return undefined;
  }
  return /^[[{]/m.test(text) ? "textBefore" : "text";
}

/** Deeper than any configuration, plan or state, and still within reach of a stack. */
const DEEPEST = 500;

/**
 * Refuses what nests so deeply that whoever reads it would run out of stack; a circle has no end either. Returns how many
 * members all objects have.
 */
export function refuseDepth(value: unknown, file: string): number {
  let count = 0;
  const open: { readonly members: readonly unknown[]; next: number }[] = [{ members: [value], next: 0 }];
  for (let level = open[0]; level !== undefined; level = open[open.length - 1]) {
    if (level.next === level.members.length) {
      open.pop();
      continue;
    }
    const member = level.members[level.next++];
    if (typeof member === "object" && member !== null) {
      if (open.length > DEEPEST) {
        throw new InputError("JSON_TOO_DEEP", { file });
      }
      const members = Array.isArray(member) ? member : Object.values(member);
      count += Array.isArray(member) ? 0 : members.length;
      open.push({ members, next: 0 });
    }
  }
  return count;
}

/** A text, and the line from which on it has bytes of another encoding, which can't be told what they are. */
interface FileText {
  readonly text: string;
  readonly damaged?: string;
}

/** Reads bytes as UTF-8. The decoder itself is asked: `isUtf8` beside it held 120 MB more of a file of 120 MB. */
export function decodeUtf8(bytes: Uint8Array): FileText {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder("utf-8").decode(bytes);
    return { text, damaged: String(text.slice(0, text.indexOf("\ufffd")).split("\n").length) };
  }
}

export function refuseDamaged(file: string, line: string | undefined): void {
  if (line !== undefined) {
    throw new InputError("FILE_NOT_UTF8", { file, line });
  }
}

function readText(path: string, name: string): FileText {
  let bytes: Buffer;
  try {
    bytes = path === "-" ? readFileSync(0) : bytesOf(path, name);
  } catch (error) {
    throw fileError(name, error);
  }
  if (bytes.subarray(0, 2).toString("latin1") === "PK") {
    throw isOfTerraform(bytes)
      ? new InputError("BINARY_PLAN", { file: name, path })
      : new InputError("FILE_COMPRESSED", { file: name, by: "unzip" });
  }
  if (bytes.subarray(0, 2).toString("hex") === "1f8b") {
    throw new InputError("FILE_COMPRESSED", {
      file: name,
      by: /tgz$|\.tar\./.test(path) ? "tar xzf" : "gunzip",
    });
  }
  // Windows PowerShell writes UTF-16 when output is redirected into a file.
  const mark = bytes.subarray(0, 2).toString("hex");
  const encoding = mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : undefined;
  try {
    return encoding === undefined ? decodeUtf8(bytes) : { text: new TextDecoder(encoding).decode(bytes) };
  } catch {
    throw new InputError("FILE_TOO_LARGE", { file: name });
  }
}

/** Of a ZIP archive, whether its first entry is one that Terraform puts into a plan. */
function isOfTerraform(bytes: Buffer): boolean {
  const length = bytes.length < 30 ? 0 : bytes.readUInt16LE(26);
  const first = bytes.toString("latin1", 30, 30 + length);
  return length === 0 || /^(tf(plan|state|config)|\.terraform)/.test(first);
}

function missing(file: string): InputError {
  if (file.trim() === "") {
    return new InputError("FILE_UNNAMED", { file });
  }
  if (/^https?:\/\//i.test(file)) {
    return new InputError("FILE_ELSEWHERE", { file });
  }
  return /[*?]/.test(file)
    ? new InputError("FILE_PATTERN", { file })
    : new InputError("FILE_MISSING", { file, ...nearest(file) });
}

/** What is there and has almost the name of a file that isn't; of files of a kind, more than its end is alike. */
function nearest(file: string): { readonly near?: string } {
  try {
    const own = parse(file);
    const near = nearestNames(own.base, readdirSync(dirname(file))).find((other) => {
      const { name, ext } = parse(other);
      return ext !== own.ext || nearestNames(own.name, [name]).length > 0;
    });
    return near === undefined ? {} : { near: join(dirname(file), near) };
  } catch {
    return {};
  }
}

/** What the file system says of a file, as a sentence. */
export function fileError(file: string, error: unknown): InputError {
  if (error instanceof InputError) {
    return error;
  }
  const code = (error as { code?: unknown }).code;
  switch (code) {
    case "ENOENT":
      if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
        return new InputError("FILE_LINK_BROKEN", { file });
      }
      return missing(file);
    case "EACCES":
    case "EPERM":
      return new InputError("FILE_FORBIDDEN", { file });
    case "EISDIR":
      return new InputError("FILE_IS_DIRECTORY", { file });
    case "ELOOP":
      return new InputError("FILE_LINKED_TO_ITSELF", { file });
    case "ERR_FS_FILE_TOO_LARGE":
      return new InputError("FILE_TOO_LARGE", { file });
    default:
      return new InputError("FILE_UNREADABLE", { file, cause: typeof code === "string" ? code : "" });
  }
}

/** Files of Terraform's that people have at hand and that are not JSON of a configuration, plan or state. */
function refuseOtherForms(path: string, name: string, text: string): void {
  const bicep = /\.bicep(param)?$/.exec(path);
  if (bicep !== null) {
    throw new InputError("BICEP_FILE", { file: name, command: bicep[1] ? "build-params" : "build" });
  }
  const start = text.trimStart().slice(0, 400);
  if (
    /\.tf$/.test(path) ||
    /^(resource|data|terraform|provider|variable|module|locals|output)\b[^:]*\{/.test(start)
  ) {
    throw new InputError("HCL_FILE", { file: name });
  }
  if (/^\{"@level"/.test(start)) {
    throw new InputError("PLAN_LOG", { file: name });
  }
  if (/^((Terraform|OpenTofu) (used|will) |\s*# \S+ (will|must) be )/m.test(start)) {
    throw new InputError("PLAN_AS_TEXT", { file: name });
  }
}
