import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Built code that loads each of the provider's resources when it is first created.
 *
 * They are most of what importing the package costs, and a program uses a few of them. TypeScript has no way to say
 * this in the source without giving up the types or the plain imports.
 */
export function loadProviderLate(code: string): string {
  return code.replace(
    /^const (\w+) = require\("(@cdktf\/provider-azurerm\/lib\/[\w-]+)"\);$/gm,
    (_, variable: string, module: string) => {
      const names = new Set(
        [...code.matchAll(new RegExp(`\\b${variable}\\.(\\w+)`, "g"))].map(([, name]) => name),
      );
      const getters = [...names].map(
        (name) =>
          `get ${name}() { const { ${name} } = require("${module}"); ` +
          `Object.defineProperty(this, "${name}", { value: ${name} }); return ${name}; }`,
      );
      return `const ${variable} = { ${getters.join(", ")} };`;
    },
  );
}

/** Does so for every file of a built flavour. */
export function loadProviderLateIn(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".js")) {
      const path = join(folder, file);
      writeFileSync(path, loadProviderLate(readFileSync(path, "utf8")));
    }
  }
}
