import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import ts from "typescript";
import { root } from "../../package/support/commands";
import { ENTRIES } from "./markdown";

/** A docstring that the package's types carry to its users. */
export interface DocumentedPlace {
  readonly place: string;
  readonly text: string;
}

/** The docstrings of everything that the package exports, private members left out. */
export function publicDocumentation(): DocumentedPlace[] {
  const exported = new Set(Object.values(ENTRIES).flatMap(([file]) => exportsOf(resolve(root, file))));
  return [...exported].flatMap(docstringsOf);
}

const parsed = new Map<string, ts.SourceFile>();

/** Only the syntax: types, and with them the core's and the provider's, would take seconds. */
function sourceOf(file: string): ts.SourceFile {
  let source = parsed.get(file);
  if (source === undefined) {
    source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
    parsed.set(file, source);
  }
  return source;
}

/** What a module exports, of itself or of others; with `names`, only those. */
function exportsOf(file: string, names?: ReadonlySet<string>): ts.Node[] {
  return sourceOf(file).statements.flatMap((statement): ts.Node[] => {
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined) {
      const module = moduleFile(file, (statement.moduleSpecifier as ts.StringLiteral).text);
      const { exportClause } = statement;
      if (exportClause === undefined) {
        return exportsOf(module, names);
      }
      const listed = (exportClause as ts.NamedExports).elements.map(({ name }) => name.text);
      return exportsOf(module, new Set(listed.filter((name) => names?.has(name) ?? true)));
    }
    const isExported =
      ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    return isExported && (names === undefined || namesOf(statement).some((name) => names.has(name)))
      ? [statement]
      : [];
  });
}

function moduleFile(from: string, specifier: string): string {
  const path = resolve(dirname(from), specifier);
  return existsSync(`${path}.ts`) ? `${path}.ts` : resolve(path, "index.ts");
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const { name } = statement as ts.DeclarationStatement;
  return name === undefined ? [] : [name.getText()];
}

/** Docstrings of a declaration and of its members, not of what is inside functions. */
function docstringsOf(node: ts.Node): DocumentedPlace[] {
  if (ts.isBlock(node) || isPrivate(node)) {
    return [];
  }
  const source = node.getSourceFile();
  const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const own = ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map((comment) => ({ place: `${relative(root, source.fileName)}:${line}`, text: comment.getText() }));
  const inner: DocumentedPlace[] = [];
  node.forEachChild((child) => void inner.push(...docstringsOf(child)));
  return [...own, ...inner];
}

function isPrivate(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
  );
}
