import { readFileSync } from "node:fs";
import { join } from "node:path";
import { STRUCTS } from "../../lib/core/input-types";
import { API_FILE, apiDocument, readAssembly } from "../../scripts/api-docs";
import { root } from "../package/support/commands";
import { tarball } from "./support/tarball";

jest.setTimeout(300_000);

interface Member {
  readonly name: string;
  readonly optional?: boolean;
  readonly docs?: { readonly summary?: string; readonly default?: string };
}

interface Type {
  readonly name: string;
  readonly kind: "class" | "interface" | "enum";
  /** Whether it is a struct: props, options, attributes. */
  readonly datatype?: boolean;
  /** Full names of those that it extends. */
  readonly interfaces?: string[];
  readonly properties?: Member[];
  readonly docs?: { readonly summary?: string };
}

let types: Type[];

beforeAll(() => {
  tarball();
  types = Object.values(JSON.parse(readFileSync(join(root, ".jsii"), "utf8")).types);
});

/** Members of all structs, as `Struct.member`. */
function structMembers(wanted: (member: Member) => boolean): string[] {
  return types
    .filter((type) => type.datatype)
    .flatMap((type) => (type.properties ?? []).filter(wanted).map((member) => `${type.name}.${member.name}`));
}

test("every public type and every prop says what it is", () => {
  expect(structMembers(() => true).length).toBeGreaterThan(50);
  expect(types.filter((type) => !type.docs?.summary).map((type) => type.name)).toEqual([]);
  expect(structMembers((member) => !member.docs?.summary)).toEqual([]);
});

test("what is checked at run time is every property that jsii knows, and no other", () => {
  const interfaces = new Map(types.filter((type) => type.datatype).map((type) => [type.name, type]));
  const keysOf = (type: Type): string[] => [
    ...(type.interfaces ?? []).flatMap((parent) => keysOf(interfaces.get(parent.split(".").pop()!)!)),
    ...(type.properties ?? []).map(({ name, optional }) => (optional ? `${name}?` : name)),
  ];
  expect(
    Object.fromEntries(Object.entries(STRUCTS).map(([name, of]) => [name, Object.keys(of).sort()])),
  ).toEqual(
    Object.fromEntries([...interfaces].map(([name, type]) => [name, [...new Set(keysOf(type))].sort()])),
  );
});

test("API.md is what `npm run docs:api` writes of it, short enough for a person", () => {
  const document = apiDocument(readAssembly());
  expect(readFileSync(API_FILE, "utf8")).toBe(document);
  expect(document.length).toBeLessThan(200_000);
  const described = [...document.matchAll(/^### (.*)$/gm)].map(([, name]) => name);
  expect(described.sort()).toEqual(types.map(({ name }) => name).sort());
  const targets = new Set([...document.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor));
  expect([...targets].filter((anchor) => !described.some((name) => name.toLowerCase() === anchor))).toEqual(
    [],
  );
});

test("every optional prop says what happens without it", () => {
  expect(structMembers((member) => member.optional === true && !member.docs?.default)).toEqual([]);
});

test("signatures name no class of a core but those that both cores have alike", () => {
  const foreign = new Set(
    [...JSON.stringify(types).matchAll(/"fqn":"((?!cdktf-azure-hub-spoke\.)[^"]+)"/g)].map(
      ([, name]) => name,
    ),
  );
  expect([...foreign].sort()).toEqual([
    "cdktf.ITerraformDependable",
    "cdktf.TerraformProvider",
    "constructs.Construct",
    "constructs.IConstruct",
    "constructs.IValidation",
  ]);
});
