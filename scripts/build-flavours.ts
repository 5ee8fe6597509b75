import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** A module is its code and its types. */
const ENDING = /\.(?:js|d\.ts)$/;

/** What stands between quotes and leads to another file of the flavour. */
const RELATIVE = /(["'])(\.\.?\/[\w./-]+)\1/g;

/**
 * A program for cdktf as one for cdktn: only module specifiers change, so both flavours do the same.
 *
 * `"cdktf"` → `"cdktn"`, `"@cdktf/provider-azurerm/lib/x"` → `"@cdktn/provider-azurerm/lib/x"`.
 */
export function forCdktn(code: string): string {
  return code
    .replace(/((?:\bfrom|\bimport|\brequire\(|\bimport\()\s*)(["'])cdktf\2/g, "$1$2cdktn$2")
    .replace(
      /((?:\bfrom|\bimport|\brequire\(|\bimport\()\s*)(["'])@cdktf\/(provider-azurerm\b[^"']*)\2/g,
      "$1$2@cdktn/$3$2",
    );
}

/**
 * Writes the cdktn flavour of a built cdktf flavour, beside it. One copy serves both of what imports no core, neither
 * itself nor by what it imports.
 */
export function buildCdktnFlavour(from: string, to: string): void {
  const files = readdirSync(from, { recursive: true, encoding: "utf8" }).filter((file) => ENDING.test(file));
  const code = new Map(files.map((file) => [file, readFileSync(join(from, file), "utf8")]));
  const bound = boundToCore(code);
  for (const [file, text] of code) {
    if (bound.has(moduleOf(file))) {
      const target = join(to, file);
      const rewritten = forCdktn(text).replace(RELATIVE, (written, quote: string, specifier: string) =>
        bound.has(targetOf(code, file, specifier))
          ? written
          : quote +
            relative(dirname(target), join(from, dirname(file), specifier)).replaceAll(sep, "/") +
            quote,
      );
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, rewritten);
    }
  }
}

/** Modules that import a core, themselves or by what they import. */
function boundToCore(code: ReadonlyMap<string, string>): ReadonlySet<string> {
  const importers = new Map<string, string[]>();
  for (const [file, text] of code) {
    for (const [, , specifier = ""] of text.matchAll(RELATIVE)) {
      const target = targetOf(code, file, specifier);
      importers.set(target, [...(importers.get(target) ?? []), moduleOf(file)]);
    }
  }
  const bound = new Set<string>();
  const waiting = [...code].filter(([, text]) => forCdktn(text) !== text).map(([file]) => moduleOf(file));
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    if (!bound.has(module)) {
      bound.add(module);
      waiting.push(...(importers.get(module) ?? []));
    }
  }
  return bound;
}

function moduleOf(file: string): string {
  return file.replace(ENDING, "");
}

function targetOf(code: ReadonlyMap<string, string>, file: string, specifier: string): string {
  const path = join(dirname(file), specifier);
  return code.has(`${path}.js`) || code.has(`${path}.d.ts`) ? path : join(path, "index");
}
