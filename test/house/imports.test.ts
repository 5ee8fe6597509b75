import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { preProcessFile } from "typescript";

const root = resolve(__dirname, "../..");

/** The file that a relative import means. */
function target(from: string, specifier: string): string | undefined {
  const path = join(dirname(from), specifier);
  return [`${path}.ts`, join(path, "index.ts"), path].find(
    (file) => file.endsWith(".ts") && statSync(file, { throwIfNoEntry: false })?.isFile(),
  );
}

/** Every file of lib with what it imports, types included: TypeScript's own reader of imports knows both. */
function importsOfLib(): Map<string, string[]> {
  const files = readdirSync(join(root, "lib"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(root, "lib", name));
  return new Map(
    files.map((file) => [
      file,
      preProcessFile(readFileSync(file, "utf8"))
        .importedFiles.filter(({ fileName }) => fileName.startsWith("."))
        .map(({ fileName }) => target(file, fileName))
        .filter((found): found is string => found !== undefined),
    ]),
  );
}

/** Paths that lead back to where they began. */
function circles(imports: Map<string, string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) {
      found.push([...path.slice(start), file]);
    } else if (!done.has(file)) {
      (imports.get(file) ?? []).forEach((next) => visit(next, [...path, file]));
      done.add(file);
    }
  };
  [...imports.keys()].forEach((file) => visit(file, []));
  return found;
}

test("a circle is found wherever it begins", () => {
  const imports = new Map([
    ["a", ["b", "c"]],
    ["b", ["c"]],
    ["c", ["d"]],
    ["d", ["b"]],
  ]);
  expect(circles(imports)).toEqual([["b", "c", "d", "b"]]);
});

test("imports of lib go in no circle, those of types included", () => {
  const imports = importsOfLib();
  expect([...imports.values()].flat().length).toBeGreaterThan(300);
  expect(circles(imports).map((circle) => circle.map((file) => relative(root, file)).join(" → "))).toEqual(
    [],
  );
});
