import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { errorsOfCompiler, root } from "../../package/support/commands";
import { publishedTypes } from "../../package/support/published-types";

/** Names that the files of the package's entry export. */
export function exportedNames(): ReadonlySet<string> {
  const entry = readFileSync(resolve(root, "lib/index.ts"), "utf8");
  const files = [...entry.matchAll(/from "(.+)";/g)].map(([, file]) => resolve(root, "lib", `${file}.ts`));
  const declaration = /^export (?:abstract )?(?:class|interface|enum|type) (\w+)/gm;
  return new Set(
    files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(declaration)].map(([, name]) => name)),
  );
}

/** Everything that the compiler has against modules that know the package by its published types: `file(line,column): error …`. */
export function typeErrors(modules: ReadonlyMap<string, string>): string[] {
  const folder = mkdtempSync(join(process.env.HUB_SPOKE_TEST_RUN!, "types-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [name, text] of modules) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const paths = publishedTypes();
  // Programs in a document may name what they don't go on to use.
  const compilerOptions = { noUnusedLocals: false, noUnusedParameters: false, isolatedModules: false, paths };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      extends: resolve(root, "tsconfig.json"),
      compilerOptions,
      include: [],
      files: [...modules.keys()],
    }),
  );
  return errorsOfCompiler(folder);
}
