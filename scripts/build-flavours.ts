import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Folders that import no core and that no construct imports: one copy of them serves both flavours. The leaves cidr,
 * azure and text are imported by relative path from constructs, so each flavour has its own.
 */
const CORELESS = ["analysis", "collections", "review", "cli"];

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

/** Writes the cdktn flavour of a built cdktf flavour. */
export function buildCdktnFlavour(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter((each) => !CORELESS.includes(each))) {
    if (statSync(join(from, name)).isDirectory()) {
      buildCdktnFlavour(join(from, name), join(to, name));
    } else {
      writeFileSync(join(to, name), forCdktn(readFileSync(join(from, name), "utf8")));
    }
  }
}
