import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findingsOf, readInput } from "../../../lib/analysis";
import { ALLOWANCE, Budget } from "../../../lib/analysis/readers/expression/budget";
import { evaluateTemplate } from "../../../lib/analysis/readers/expression/evaluator";
import { Scope } from "../../../lib/analysis/readers/expression/scope";

// A part of what an input may cost, so that the tests take no longer than others.
const allowances = [
  jest.replaceProperty(ALLOWANCE, "work", ALLOWANCE.work / 16),
  jest.replaceProperty(ALLOWANCE, "instances", ALLOWANCE.instances / 10),
];
afterAll(() => allowances.forEach((allowance) => allowance.restore()));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hub-spoke-budget-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

type Files = { readonly [name: string]: string };

/** Everything that a review would read of a folder. */
function readAll(files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  for (const { model } of readInput(directory)) {
    model.resources.forEach(({ values }) => values);
    findingsOf(model);
  }
}

const named = (expression: string): string =>
  `resource "azurerm_virtual_network" "v" {\n  name          = ${expression}\n  address_space = ["10.0.0.0/16"]\n}\n`;

/** Forty locals of which each is made of the next one, `made`. */
const chain = (made: (next: string) => string, last: string, length = 40): string =>
  `locals {\n${Array.from({ length }, (_, index) => `  a${index} = ${made(`local.a${index + 1}`)}\n`).join("")}  a${length} = ${last}\n}\n`;

/** Forty folders of which each calls the next one. */
const modules = (body: (depth: number) => string, last: string): Files =>
  Object.fromEntries([
    ...Array.from({ length: 40 }, (_, index) => [`m${index}/main.tf`, body(index + 1)]),
    ["m40/main.tf", last],
  ]) as Files;

describe("what asks for more than any machine has ends in one sentence", () => {
  test.each<[string, Files, RegExp]>([
    ["a width", { "main.tf": named('format("%400000000s", "x")') }, /azurerm_virtual_network\.v asks for/],
    ["a precision", { "main.tf": named('format("%.400000000f", 1)') }, /azurerm_virtual_network\.v asks for/],
    ["an indentation", { "main.tf": named('indent(1e9, "a\\nb")') }, /azurerm_virtual_network\.v asks for/],
    [
      "lists that share their members",
      { "main.tf": named("jsonencode(local.a0)") + chain((next) => `[${next}, ${next}]`, '"x"') },
      /local\.a\d+ asks for/,
    ],
    [
      "objects that do",
      { "main.tf": named("jsonencode(local.a0)") + chain((next) => `{ l = ${next}, r = ${next} }`, '"x"') },
      /local\.a\d+ asks for/,
    ],
    [
      "texts that double",
      { "main.tf": named("local.a0") + chain((next) => `"\${${next}}\${${next}}"`, '"x"') },
      /local\.a\d+ asks for/,
    ],
    [
      "texts that double and are unknown",
      { "main.tf": named("local.a0") + chain((next) => `"\${${next}}\${${next}}"`, '"${data.a_b.c.d}"') },
      /local\.a\d+ asks for/,
    ],
    [
      "texts that join",
      { "main.tf": named("local.a0") + chain((next) => `join(${next}, [${next}, ${next}])`, '"x"') },
      /local\.a\d+ asks for/,
    ],
    [
      "texts that replace",
      { "main.tf": named("local.a0") + chain((next) => `replace(${next}, "x", ${next})`, '"xx"') },
      /local\.a\d+ asks for/,
    ],
    [
      "texts that replace by a pattern",
      { "main.tf": named("local.a0") + chain((next) => `replace(${next}, "/x/", "$0$0$0$0")`, '"xx"') },
      /local\.a\d+ asks for/,
    ],
    [
      "a product of sets",
      { "main.tf": named('length(setproduct([for i in range(99) : toset(["a", "b"])]...))') },
      /azurerm_virtual_network\.v asks for/,
    ],
    [
      "arguments that copy each other's",
      {
        "main.tf":
          Array.from({ length: 40 }, (_, index) => {
            const next = `azurerm_route_table.t${index + 1}.tags`;
            return `resource "azurerm_route_table" "t${index}" {\n  tags = { a = ${next}, b = ${next} }\n}\n`;
          }).join("") + 'resource "azurerm_route_table" "t40" {\n  tags = { a = "b" }\n}\n',
      },
      /azurerm_route_table\.t\d+ asks for/,
    ],
    [
      "outputs of modules that double",
      {
        "main.tf": `module "m" {\n  source = "./m0"\n}\n${named("jsonencode(module.m.o)")}`,
        ...modules(
          (depth) =>
            `module "m" {\n  source = "../m${depth}"\n}\noutput "o" {\n  value = [module.m.o, module.m.o]\n}\n`,
          'output "o" {\n  value = 1\n}\n',
        ),
      },
      /module\.m\.output\.o asks for/,
    ],
    [
      "variables of modules that double",
      {
        "main.tf": `module "m" {\n  source = "./m0"\n  v      = { a = 1 }\n}\n`,
        ...modules(
          (depth) =>
            `variable "v" {\n  type = map(any)\n}\nmodule "m" {\n  source = "../m${depth}"\n  v      = { a = var.v, b = var.v }\n}\n`,
          `variable "v" {\n  type = map(any)\n}\n${named("jsonencode(var.v)")}`,
        ),
      },
      /asks for/,
    ],
    [
      "a count",
      { "main.tf": 'resource "azurerm_route_table" "t" {\n  count = 1e9\n}\n' },
      /more than 10,000 resources and modules; azurerm_route_table\.t is beyond/,
    ],
    [
      "counts together",
      {
        "main.tf":
          'resource "azurerm_route_table" "t" {\n  count = 6000\n}\nresource "azurerm_subnet" "s" {\n  count = 6000\n}\n',
      },
      /more than 10,000 resources and modules; azurerm_subnet\.s is beyond/,
    ],
    [
      "modules that call two, each of which calls two",
      {
        "main.tf": 'module "m" {\n  source = "./m0"\n}\n',
        ...modules(
          (depth) =>
            `module "a" {\n  source = "../m${depth}"\n}\nmodule "b" {\n  source = "../m${depth}"\n}\n`,
          named('"x"'),
        ),
      },
      /more than 10,000 resources and modules; module\.m\./,
    ],
  ])("%s", (_, files, sentence) => {
    expect(() => readAll(files)).toThrow(sentence);
  });
});

test.each([
  ["loops in loops", "${length([for a in range(46) : [for b in range(46) : [for c in range(46) : c > b]]])}"],
  ["texts of loops", '${join("", flatten([for a in range(95) : [for b in range(95) : "${a}-${b}"]]))}'],
  ["patterns", '${[for a in range(330) : replace(join("", range(330)), "/[0-9]/", a)]}'],
])("%s are paid for", (_, text) => {
  const budget = new Budget("main.tf", 100_000);
  const scope: Scope = {
    budget,
    variable: () => undefined,
    local: () => undefined,
    resource: () => undefined,
    name: () => undefined,
  };
  expect(() => budget.reading("local.x", () => evaluateTemplate(text, scope))).toThrow(/local\.x asks for/);
});

test("what is only deep or slow elsewhere is read, or unknown", () => {
  readAll({
    "main.tf": [
      named('"v"'),
      named('regex("^(a|a)*(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")').replace('"v"', '"w"'),
      named('templatefile("${path.module}/self.tpl", {})').replace('"v"', '"x"'),
      named('jsonencode(yamldecode(file("${path.module}/bomb.yaml")))').replace('"v"', '"y"'),
      named('jsonencode(jsondecode(file("${path.module}/deep.json")))').replace('"v"', '"z"'),
      named("jsonencode(local.a0)").replace('"v"', '"deep"'),
      chain((next) => next, '"x"', 300),
    ].join("\n"),
    "self.tpl": '${templatefile("self.tpl", {})}${templatefile("self.tpl", {})}',
    "bomb.yaml": Array.from({ length: 20 }, (_, index) =>
      index === 0
        ? "a0: &a0 x"
        : `a${index}: &a${index} [${Array.from({ length: 8 }, () => `*a${index - 1}`).join(", ")}]`,
    ).join("\n"),
    "deep.json": `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
  });
});

test("more instances than any subscription holds end in one sentence", () => {
  expect(() =>
    readAll({
      "main.tf":
        'resource "azurerm_route_table" "t" {\n  for_each = toset([for p in setproduct(range(120), range(120)) : join("-", p)])\n}\n',
    }),
  ).toThrow(/more than 10,000 resources and modules; azurerm_route_table\.t is beyond/);
});
