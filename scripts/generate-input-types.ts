/**
 * `npx tsx scripts/generate-input-types.ts`: writes down for run time what the public interfaces say at compile time.
 *
 * Programs in plain JavaScript, programs run by `tsx` and settings read from YAML are checked by no compiler. So
 * that the check can't drift from the types, it is made of them; a test fails when the file is stale.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { ClassType, EnumType, StructType } from "../lib/core/input-types";
import { root } from "./run";

/** Folders of lib/ that hold no constructs. */
const OTHER_HALF = /^(?:analysis|review|cli|cidr|azure|text)\//;

/** What is asked of a value of a core's class. */
const CORE_CLASSES: { readonly [name: string]: ClassType } = {
  TerraformProvider: { members: ["fqn"], from: [] },
  IConstruct: { members: ["node"], from: [] },
};

/** What methods return that users implement. */
const FROM_USERS = ["ITransit"];

type Declaration = ts.InterfaceDeclaration | ts.ClassDeclaration | ts.EnumDeclaration;

/** What the public interfaces say. */
export interface InputTypes {
  /** As they are written: with the names of those from which they inherit. */
  readonly own: { readonly [name: string]: StructType };
  /** With all that they inherit. */
  readonly structs: { readonly [name: string]: StructType };
  readonly enums: { readonly [name: string]: EnumType };
  readonly classes: { readonly [name: string]: ClassType };
}

/** What the sources say now. */
export function readInputTypes(): InputTypes {
  const declarations = readDeclarations();
  const structs: { [name: string]: StructType } = {};
  const own: { [name: string]: StructType } = {};
  const enums: { [name: string]: EnumType } = {};
  const classes: { [name: string]: ClassType } = { ...CORE_CLASSES };
  for (const [name, declaration] of [...declarations].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (ts.isEnumDeclaration(declaration)) {
      enums[name] = enumValues(declaration);
    } else if (isStruct(declaration)) {
      structs[name] = members(declaration, declarations);
      own[name] = {
        ...inheriting(parents(declaration, declarations).map((parent) => parent.name!.text)),
        ...ownMembers(declaration),
      };
    } else {
      classes[name] = { members: required(declaration, declarations), from: factoriesOf(name, declarations) };
    }
  }
  const used = new Set([...FROM_USERS, ...typesOfMembers(structs), ...typesOfParameters(declarations)]);
  const usedOf = <T>(all: { [name: string]: T }): { [name: string]: T } =>
    Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name)));
  return { own, structs, enums: usedOf(enums), classes: usedOf(classes) };
}

async function write({ own, enums, classes }: InputTypes): Promise<void> {
  const text = `// Written by scripts/generate-input-types.ts from the public interfaces; a test fails when it is stale.

/** Properties of plain data, each with its type: "string", "Name", "string[]" for a list, "{string}" for a map. */
export interface StructType {
  readonly [property: string]: string;
}

/** Members of an enum, each with its value. */
export interface EnumType {
  readonly [member: string]: string;
}

/** What an object of a class has, and the factories that make one. */
export interface ClassType {
  /** Public members that are never absent, methods with brackets: "bind()". */
  readonly members: readonly string[];
  /** Static methods that return one. */
  readonly from: readonly string[];
}

/** Interfaces of plain data, by name: their own properties, and under "${INHERITED}" whose they have too. "?" marks optional ones. */
const OWN = ${JSON.stringify(own)} as const satisfies { readonly [name: string]: StructType };

/** The same with what they inherit, which comes first. */
export const STRUCTS = Object.fromEntries(
  Object.keys(OWN).map((name) => [name, withInherited(name as keyof typeof OWN)]),
) as { readonly [name in keyof typeof OWN]: StructType };

function withInherited(name: keyof typeof OWN): StructType {
  const { "${INHERITED}": inherited, ...own }: StructType = OWN[name];
  const parents = inherited === undefined ? [] : (inherited.split(", ") as (keyof typeof OWN)[]);
  return Object.assign({}, ...parents.map(withInherited), own);
}

/** Members of the enums that they use, with their values. */
export const ENUMS: { readonly [name: string]: EnumType } = ${JSON.stringify(enums)};

/** Classes and interfaces that they use: what such an object has, and how one is made. */
export const CLASSES: { readonly [name: string]: ClassType } = ${JSON.stringify(classes)};
`;
  // Loaded here alone: it imports itself in a way that jest, which reads the types, has no part in.
  const { format } = await import("prettier");
  const style = JSON.parse(readFileSync(join(root, ".prettierrc.json"), "utf8"));
  writeFileSync(
    join(root, "lib/core/input-types.ts"),
    await format(text, { ...style, parser: "typescript" }),
  );
}

/** What the public entry exports of the constructs' half, by name. */
function readDeclarations(): Map<string, Declaration> {
  const all = new Map<string, Declaration>();
  const files = readdirSync(join(root, "lib"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !OTHER_HALF.test(file))
    .sort();
  for (const file of files) {
    for (const statement of parse(file).statements) {
      if (isDeclaration(statement) && statement.name && isExported(statement)) {
        all.set(statement.name.text, statement);
      }
    }
  }
  const exported = exportedNames();
  return new Map([...all].filter(([name]) => exported.has(name)));
}

function parse(file: string): ts.SourceFile {
  const text = readFileSync(join(root, "lib", file), "utf8");
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
}

function exportedNames(): Set<string> {
  const names = new Set<string>();
  for (const statement of parse("index.ts").statements.filter(ts.isExportDeclaration)) {
    if (statement.exportClause && ts.isNamedExports(statement.exportClause)) {
      statement.exportClause.elements.forEach((element) => names.add(element.name.text));
    } else {
      const file = `${(statement.moduleSpecifier as ts.StringLiteral).text}.ts`;
      parse(file)
        .statements.filter(isDeclaration)
        .filter((each) => isExported(each) && each.name)
        .forEach((each) => names.add(each.name!.text));
    }
  }
  return names;
}

function isDeclaration(node: ts.Node): node is Declaration {
  return ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node);
}

function isExported(node: Declaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

/** Plain data is an interface whose name doesn't start with "I": jsii's own rule. */
function isStruct(node: Declaration): node is ts.InterfaceDeclaration {
  return ts.isInterfaceDeclaration(node) && !/^I[A-Z]/.test(node.name.text);
}

/** Names of the types that public methods take. */
function typesOfParameters(declarations: ReadonlyMap<string, Declaration>): string[] {
  return [...declarations.values()]
    .filter(ts.isClassDeclaration)
    .flatMap(({ members: all }) => all.filter(ts.isMethodDeclaration))
    .flatMap(({ parameters }) => parameters.map(({ type }) => type?.getText() ?? ""));
}

function parents(
  node: ts.InterfaceDeclaration | ts.ClassDeclaration,
  all: ReadonlyMap<string, Declaration>,
): Declaration[] {
  return (node.heritageClauses ?? [])
    .flatMap(({ types }) => types.map((type) => type.expression.getText()))
    .map((name) => all.get(name))
    .filter((parent) => parent !== undefined);
}

/** The properties of an interface with those of its parents. */
function members(node: ts.InterfaceDeclaration, all: ReadonlyMap<string, Declaration>): StructType {
  const inherited = parents(node, all).map((parent) => members(parent as ts.InterfaceDeclaration, all));
  return Object.assign({}, ...inherited, ownMembers(node));
}

/** Under which name a struct names those from which it inherits: no property is called so. */
const INHERITED = "...";

function inheriting(names: readonly string[]): StructType {
  return names.length === 0 ? {} : { [INHERITED]: names.join(", ") };
}

function ownMembers(node: ts.InterfaceDeclaration): StructType {
  const own = node.members.filter(ts.isPropertySignature).map((member) => {
    const name = member.name.getText().replaceAll('"', "");
    return [member.questionToken ? `${name}?` : name, typeText(member.type!)] as const;
  });
  return Object.fromEntries(own);
}

/** As `StructType` writes a type. */
function typeText(node: ts.TypeNode): string {
  if (ts.isArrayTypeNode(node)) {
    return `${typeText(node.elementType)}[]`;
  }
  if (ts.isTypeLiteralNode(node)) {
    return `{${typeText((node.members[0] as ts.IndexSignatureDeclaration).type)}}`;
  }
  if (ts.isTypeOperatorNode(node)) {
    return typeText(node.type);
  }
  return node.getText();
}

function enumValues(node: ts.EnumDeclaration): EnumType {
  return Object.fromEntries(
    node.members.map((member) => [member.name.getText(), (member.initializer as ts.StringLiteral).text]),
  );
}

/** Public members that every such object has, methods with brackets; of a class that has none, those for the package itself. */
function required(node: Declaration, all: ReadonlyMap<string, Declaration>): string[] {
  if (ts.isEnumDeclaration(node)) {
    return [];
  }
  const isConstruct = (node.heritageClauses ?? []).some(({ types }) =>
    types.some((type) => /^I?Construct$|Base$/.test(type.expression.getText())),
  );
  const parameters = [...node.members]
    .filter(ts.isConstructorDeclaration)
    .flatMap((each) => [...each.parameters]);
  const own = [...node.members, ...parameters]
    .filter((member) => ts.isMethodSignature(member) || ts.isPropertySignature(member) || isPublic(member))
    .filter((member) => member.name && !("questionToken" in member && member.questionToken))
    .map((member) => `${member.name!.getText()}${isMethod(member) ? "()" : ""}`);
  const inherited = parents(node, all).flatMap((parent) => required(parent, all));
  const everything = [...new Set([...(isConstruct ? ["node"] : []), ...inherited, ...own])];
  const open = everything.filter((name) => !name.startsWith("_"));
  return open.length > 0 ? open : everything;
}

function isMethod(member: ts.Node): boolean {
  return ts.isMethodSignature(member) || ts.isMethodDeclaration(member);
}

function isPublic(member: ts.TypeElement | ts.ClassElement | ts.ParameterDeclaration): boolean {
  const kinds = (ts.canHaveModifiers(member) ? (member.modifiers ?? []) : []).map(({ kind }) => kind);
  return (
    kinds.includes(ts.SyntaxKind.PublicKeyword) &&
    !kinds.includes(ts.SyntaxKind.StaticKeyword) &&
    !ts.isConstructorDeclaration(member)
  );
}

/** Public static methods that give such an object, wherever they stand, or classes that are one: how a program comes by one. */
function factoriesOf(name: string, all: ReadonlyMap<string, Declaration>): string[] {
  const classes = [...all.values()].filter(ts.isClassDeclaration);
  const given = classes.flatMap((owner) =>
    owner.members
      .filter(ts.isMethodDeclaration)
      .filter(
        (method) =>
          method.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) &&
          !method.name.getText().startsWith("_") &&
          method.type?.getText() === name,
      )
      .map((method) => `${owner.name!.text}.${method.name.getText()}`),
  );
  return given.length > 0
    ? given
    : classes
        .filter((owner) =>
          owner.heritageClauses?.some(({ types }) =>
            types.some((type) => type.expression.getText() === name),
          ),
        )
        .map((owner) => `new ${owner.name!.text}`);
}

/** Names of the types that properties are of. */
function typesOfMembers(structs: { readonly [name: string]: StructType }): Set<string> {
  return new Set(
    Object.values(structs)
      .flatMap((struct) => Object.values(struct))
      .map((type) => type.replace(/[[\]{}]/g, "")),
  );
}

if (require.main === module) {
  void write(readInputTypes());
}
