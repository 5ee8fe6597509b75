import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";
import { root } from "../../package/support/commands";
import { ENTRIES } from "./markdown";

/** Names that the files of the package's entry export. */
export function exportedNames(): ReadonlySet<string> {
  const entry = readFileSync(resolve(root, "lib/index.ts"), "utf8");
  const files = [...entry.matchAll(/from "(.+)";/g)].map(([, file]) => resolve(root, "lib", `${file}.ts`));
  const declaration = /^export (?:abstract )?(?:class|interface|enum|type) (\w+)/gm;
  return new Set(
    files.flatMap((file) => [...readFileSync(file, "utf8").matchAll(declaration)].map(([, name]) => name)),
  );
}

/**
 * Everything that the compiler has against modules, which exist in memory alone: `file:line message`.
 *
 * @param entries files that stand for the package, by the name that is imported
 */
export function typeErrors(
  modules: ReadonlyMap<string, string>,
  entries: { readonly [name: string]: string[] } = ENTRIES,
): string[] {
  const files = new Map([...modules].map(([name, text]) => [resolve(root, name), text]));
  const host = ts.createCompilerHost(options(entries));
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, version, ...rest) => {
    const text = files.get(file);
    return text === undefined
      ? getSourceFile(file, version, ...rest)
      : ts.createSourceFile(file, text, version);
  };
  const program = ts.createProgram([...files.keys()], options(entries), host);
  return [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(file)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ start, messageText }) => {
        const line = source.getLineAndCharacterOfPosition(start ?? 0).line + 1;
        return `${file}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
      },
    );
  });
}

function options(paths: { readonly [name: string]: string[] }): ts.CompilerOptions {
  const config = ts.readConfigFile(resolve(root, "tsconfig.json"), ts.sys.readFile);
  return {
    ...ts.convertCompilerOptionsFromJson(config.config.compilerOptions, root).options,
    // Programs in a document may name what they don't go on to use.
    noUnusedLocals: false,
    noUnusedParameters: false,
    isolatedModules: false,
    baseUrl: root,
    paths,
  };
}
