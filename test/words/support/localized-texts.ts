import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import * as ts from "typescript";

/** A text of the sources in both languages; what is filled in stands as `${expression}`. */
export interface LocalizedSource {
  /** `lib/cli/words.ts:12`. */
  readonly place: string;
  readonly en: readonly string[];
  readonly ja: readonly string[];
}

const ROOT = join(__dirname, "../../..");

/** Every `{ en, ja }` that lib/ writes, wherever it stands: each alternative of a condition is a text of its own. */
export function localizedTexts(): LocalizedSource[] {
  const files = readdirSync(join(ROOT, "lib"), { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".ts")).flatMap((file) => textsOf(join(ROOT, "lib", file)));
}

function textsOf(file: string): LocalizedSource[] {
  const code = readFileSync(file, "utf8");
  // Most files write no text, and parsing them would be most of the work.
  if (!/\bja["']?:/.test(code)) {
    return [];
  }
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: LocalizedSource[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const [en, ja] = ["en", "ja"].map((name) => valueOf(node, name));
      if (en !== undefined && ja !== undefined) {
        const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        found.push({ place: `${relative(ROOT, file)}:${line}`, en: literalsIn(en), ja: literalsIn(ja) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function valueOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = object.properties.find((one) => one.name?.getText() === name);
  return property !== undefined && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

/** Literals, those inside of what another one is filled with included; a text compared with is none. */
function literalsIn(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) {
    return isCompared(node) ? [] : [node.text];
  }
  if (ts.isTemplateExpression(node)) {
    const filled = node.templateSpans.map(
      ({ expression, literal }) => `\${${expression.getText()}}${literal.text}`,
    );
    return [
      node.head.text + filled.join(""),
      ...node.templateSpans.flatMap(({ expression }) => literalsIn(expression)),
    ];
  }
  return childrenOf(node).flatMap(literalsIn);
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return children;
}

function isCompared({ parent }: ts.Node): boolean {
  return ts.isBinaryExpression(parent) || ts.isElementAccessExpression(parent);
}
