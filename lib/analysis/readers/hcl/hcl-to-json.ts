import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { gunzipSync } from "node:zlib";
import { InputError } from "../input-error";
import { isJsonObject, JsonObject } from "../json";

/** What the WebAssembly of `@cdktn/hcl2json` puts into the object that it is given. */
interface Bridge {
  parse?(file: string, text: string, done: (error: string | null, json: string) => void): void;
}

/** What is global once Go's runtime for WebAssembly is loaded, as far as it is needed. */
interface GoGlobals {
  readonly Go: new () => { readonly importObject: object; run(instance: object): Promise<void> };
  /** Node.js has it, but its types don't. */
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object, imports: object) => object;
  };
  __parse_terraform_config_wasm__?: Bridge;
}

let bridge: Bridge | undefined;

/**
 * Turns HCL into Terraform's JSON: expressions become templates, `"${var.x}"`, and blocks lists of objects.
 *
 * @throws {InputError} HCL_SYNTAX with file and line
 */
export function hclToJson(file: string, text: string): JsonObject {
  bridge ??= startBridge();
  let answer: { readonly error: string | null; readonly json: string } | undefined;
  bridge.parse?.("input", text, (error, json) => {
    answer = { error, json };
  });
  if (!answer || answer.error !== null) {
    // "parse config: [input:2,6-3,1: Invalid expression; Expected the start of an expression, but …]"
    const [, line, cause] = /\[input:(\d+),\d+[^:]*: ([^;\]]+)/.exec(answer?.error ?? "") ?? [];
    throw new InputError("HCL_SYNTAX", { file, line: line ?? "", cause: cause ?? "" });
  }
  const value: unknown = JSON.parse(answer.json);
  return isJsonObject(value) ? value : {};
}

/** A version of Node.js that doesn't know a flag says so to the user; these are known to have both. */
const NEWEST_WITH_FLAGS = 24;
const UNTIERED = ["--no-wasm-tier-up", "--no-wasm-dynamic-tiering"];

/**
 * Starts the parser within this call. The package's own `parse` does the same in promises, which would make whoever
 * reads an input wait for HCL that few inputs hold.
 */
function startBridge(): Bridge {
  // The parser works for a moment: compiling it once more, to run faster, takes longer than it runs.
  if (Number(process.versions.node.split(".")[0]) <= NEWEST_WITH_FLAGS) {
    UNTIERED.forEach((flag) => setFlagsFromString(flag));
  }
  const folder = dirname(require.resolve("@cdktn/hcl2json/package.json"));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only who reads HCL pays for it
  require("@cdktn/hcl2json/wasm/bridge_wasm_exec.js");
  const globals = globalThis as unknown as GoGlobals;
  const go = new globals.Go();
  const module = new globals.WebAssembly.Module(gunzipSync(readFileSync(join(folder, "main.wasm.gz"))));
  const started: Bridge = {};
  globals.__parse_terraform_config_wasm__ = started;
  // Runs until the parser waits for calls; the promise would end with the parser, which never does.
  void go.run(new globals.WebAssembly.Instance(module, go.importObject));
  return started;
}
