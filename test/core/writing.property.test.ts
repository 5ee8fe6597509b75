import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import {
  App,
  Fn,
  Lazy,
  TerraformCount,
  TerraformElement,
  TerraformIterator,
  TerraformLocal,
  TerraformMetaArguments,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Testing,
  Token,
} from "cdktf";
import fc from "fast-check";
import { late } from "../../lib/core/late";
import { written } from "../../lib/core/writing";
import { runs } from "../support/runs";

/** What a value can refer to. */
interface Given {
  readonly name: string;
  readonly count: number;
}

/** A value, made anew for each stack: tokens belong to one. */
type Make = (given: Given) => unknown;

const always = (...values: unknown[]): fc.Arbitrary<Make> =>
  fc.constantFrom(...values.map((each) => () => each));

const plain = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }).map(
    (text): Make =>
      () =>
        text,
  ),
  fc.double().map(
    (number): Make =>
      () =>
        number,
  ),
  always(
    undefined,
    null,
    true,
    false,
    0,
    -0,
    "",
    "${x.y}",
    "$${x}",
    "%{if a}",
    "スポーク",
    "\ud800",
    "{}",
    "\n",
  ),
  always(
    "hub-ee",
    "1e5",
    "a-1.5e+3",
    "4e5f-9e1e",
    "-|e-",
    "TfToken",
    "#{x}",
    [],
    {},
    [[]],
    [undefined],
    [null],
    [{}],
  ),
);

const token = fc.constantFrom<Make[]>(
  ({ name }) => name,
  ({ name }) => `x ${name} \${y} $\${z}`,
  ({ count }) => count,
  ({ count }) => `n ${count}`,
  ({ name }) => Fn.join("-", ["a", Fn.upper(name), "${b}"]),
  ({ name }) => Token.asList(Fn.split(",", name)),
  ({ name }) => Token.asNumberList(Fn.split(",", name)),
  ({ name }) => Token.asStringMap(Fn.jsondecode(name)),
  ({ name }) => Token.asNumberMap(Fn.jsondecode(name)),
  ({ name }) => Token.asAnyMap(Fn.jsondecode(name)),
  ({ name }) => ({ [name]: 1, [`b ${name}`]: [name] }),
  ({ name }) => Lazy.anyValue({ produce: () => ({ a: [name, undefined, {}] }) }),
  () => Lazy.anyValue({ produce: () => undefined }),
  ({ name }) =>
    TerraformIterator.fromList(Token.asList(Fn.split(",", name))).dynamic({ a: 1, b: { c: name } }),
  () => TerraformIterator.fromMap({ a: "b" }).dynamic({ name: "c" }),
);

class Instance {
  public readonly a = "b";
  public get c(): string {
    return "d";
  }
}

const hidden = (key: string, value: unknown): object =>
  Object.defineProperty({ a: 1 }, key, { value, enumerable: false });
const own = (key: string, value: unknown): object =>
  Object.defineProperty({ a: 1 }, key, { value, enumerable: true });
// Without lists: the core takes twice as long for each in a meta-argument, for ever in the end.
const deep = (levels: number): unknown =>
  Array.from({ length: levels }).reduce<unknown>((inner) => ({ a: inner }), "x");
const resolvable = (value: unknown): object => ({
  creationStack: [],
  resolve: () => value,
  toString: () => "",
});

const odd = fc.constantFrom<Make[]>(
  () => new Date(0),
  () => [new Date(0)],
  () => new Instance(),
  () => [new Instance(), new Map([[1, 2]]), new Set([1])],
  () => [Object.assign(Object.create(null), { a: 1 })],
  () => [Object.create({ a: 1 })],
  () => [Object.create(resolvable("x"))],
  () => [hidden("resolve", () => "x"), hidden("_children", 1)],
  () => resolvable({ a: "b" }),
  () => resolvable(undefined),
  () => late(() => resolvable("x")),
  () => ({ resolve: "x", whilePrepared: "x", _children: "x" }),
  () => [{ resolve: 1 }, { whilePrepared: 1 }, { constructor: 1 }, { toString: 1 }, { hasOwnProperty: null }],
  () => [own("__proto__", { b: 1 })],
  () => ({ 2: "a", 10: "b", 1: "c", b: 1, a: 2 }),
  () => [Object.assign([1], { extra: 2 }), Array.from({ length: 3 }), new Array(3)],
  () => [Symbol("x"), new String("x"), new Number(1), Object(true)],
  () => [{ toJSON: undefined, a: 1 }],
  () => deep(90),
  () => deep(110),
  () => late(() => undefined),
  () => Object.freeze({ a: Object.freeze(["b"]) }),
);

/** What the core refuses, or comes to grief with. */
const wrong = fc.constantFrom<Make[]>(
  () => () => "x",
  () => [() => "x"],
  () => [{ toJSON: () => "x" }],
  () => 1n,
  () => "${TfToken[TOKEN.999999999]}",
  () => "#{TfToken[TOKEN.0]}",
  () => ["a", "#{TfToken[TOKEN.0]}"],
  () => ({ "&{TfToken[TOKEN.999999999]}": "x" }),
  () => Token.STRING_MAP_TOKEN_VALUE,
  () => Token.NUMBER_MAP_TOKEN_VALUE,
  () => ({ [Token.ANY_MAP_TOKEN_VALUE]: 1 }),
  () => "-1.8881545897087503e+289",
  () => "n -8.5e298",
  () => "-1.8881545897087503e289",
  () => -1.8881545897087503e289,
  () => -8.988465674311582e298,
  () => [own("_children", {}), { _children: {}, _metadata: {} }],
  () => [
    {
      get a(): string {
        throw new Error("a getter");
      },
    },
  ],
  () => ({
    get a(): string {
      throw new TypeError("a getter");
    },
  }),
  () =>
    late(() => {
      throw new RangeError("a late value");
    }),
  () =>
    Lazy.anyValue({
      produce: () => {
        throw new Error("a lazy value");
      },
    }),
  () => deep(250),
  () => [deep(199), deep(250)],
);

const KEYS = [
  "a",
  "B",
  "camelCase",
  "tags",
  "dynamic",
  "//",
  "constructor",
  "toString",
  "1",
  "0",
  "",
  "ä",
  "-1.5e+3",
];

const { value } = fc.letrec<{ value: Make; leaf: Make }>((tie) => ({
  leaf: fc.oneof(
    { arbitrary: plain, weight: 120 },
    { arbitrary: token, weight: 10 },
    { arbitrary: odd, weight: 10 },
    { arbitrary: wrong, weight: 1 },
  ),
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie("leaf"),
    fc.array(tie("value"), { maxLength: 3 }).map(
      (all): Make =>
        (given) =>
          all.map((each) => each(given)),
    ),
    fc.dictionary(fc.constantFrom(...KEYS), tie("value"), { maxKeys: 4, noNullPrototype: true }).map(
      (all): Make =>
        (given) =>
          Object.fromEntries(Object.entries(all).map(([key, each]) => [key, each(given)])),
    ),
    tie("value").map((each): Make => (given) => {
      const made = each(given);
      return late(() => made);
    }),
  ),
}));

/** A resource with whatever arguments. */
class Raw extends TerraformResource {
  public constructor(
    scope: TerraformStack,
    id: string,
    private readonly attributes: Record<string, unknown>,
    config: TerraformMetaArguments = {},
    type = "raw",
  ) {
    super(scope, id, { terraformResourceType: type, ...config });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.attributes;
  }
}

/** A resource that writes itself in its own way, with the core's help. */
class OwnWay extends Raw {
  // As the core declares it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  public override toTerraform(): any {
    return { ...super.toTerraform(), locals: { own: this.node.id } };
  }
}

/** An element that writes what it likes. */
class Fragment extends TerraformElement {
  public constructor(
    scope: TerraformStack,
    id: string,
    private readonly fragment: unknown,
  ) {
    super(scope, id);
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  public override toTerraform(): any {
    return this.fragment;
  }
}

type Change = (resource: Raw, given: Given, id: string) => void;

const change: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        "a",
        "a.B",
        "tags.x",
        "lifecycle",
        "lifecycle.a.b",
        "depends_on",
        "//",
        "//.metadata.x",
        "count",
      ),
      value,
    )
    .map(
      ([path, make]): Change =>
        (resource, given) =>
          resource.addOverride(path, make(given)),
    ),
  fc.constantFrom<Change[]>(
    (resource) => resource.importFrom("/groups/x"),
    (resource, { name }) => resource.importFrom(`/groups/${name}`),
    (resource) => resource.moveToId("raw.elsewhere"),
    (resource) => resource.moveFromId("raw.elsewhere"),
    (resource) => resource.moveTo("target"),
    (resource, _, id) => resource.addMoveTarget(id === "0" ? "target" : id),
    (resource) => resource.overrideLogicalId("same"),
    (resource) => resource.overrideLogicalId("constructor"),
    (resource, { name }) => resource.overrideLogicalId(name),
    (resource) => resource.overrideLogicalId("1e5"),
    (resource) => Object.freeze(resource),
    (resource) => Object.assign(resource, { toTerraform: () => ({ resource: { raw: { own: { a: 1 } } } }) }),
    (resource) => Object.assign(resource, { toTerraform: Raw.prototype.toTerraform }),
  ),
);

type Config = (stack: TerraformStack, given: Given, make: Make) => TerraformMetaArguments;

const config: fc.Arbitrary<Config> = fc.constantFrom<Config[]>(
  () => ({}),
  () => ({ dependsOn: [] }),
  (stack) => ({ dependsOn: [stack.node.findChild("first") as TerraformElement & { fqn: string }] }),
  () => ({ count: 3 }),
  (_, { count }) => ({ count }),
  (_, { count }) => ({ count: TerraformCount.of(count) }),
  () => ({ forEach: TerraformIterator.fromList(["a", "b"]) }),
  (_, { name }) => ({ forEach: TerraformIterator.fromList(Fn.split(",", name)) }),
  () => ({ count: 3, forEach: TerraformIterator.fromList(["a"]) }),
  (stack) => ({ provider: stack.node.findChild("azurerm") as AzurermProvider }),
  (_, given, make) => ({
    lifecycle: {
      createBeforeDestroy: true,
      ignoreChanges: ["a"],
      precondition: [{ condition: make(given) as string, errorMessage: "x" }],
    },
  }),
  (stack) => ({ lifecycle: { replaceTriggeredBy: ["raw.x", stack.node.findChild("first") as Raw] } }),
  (_, given, make) => ({
    provisioners: [{ type: "local-exec", command: make(given) as string }],
    connection: { type: "ssh", host: "h", password: make(given) as string },
  }),
);

type Add = (stack: TerraformStack, id: string, given: Given) => void;

const raw: fc.Arbitrary<Add> = fc
  .record({
    attributes: fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 4, noNullPrototype: true }),
    metaArguments: fc.option(config),
    other: value,
    changes: fc.oneof<fc.WeightedArbitrary<Change[]>[]>(
      { weight: 3, arbitrary: fc.constant<Change[]>([]) },
      { weight: 1, arbitrary: fc.array(change, { maxLength: 2 }) },
    ),
    type: fc.constantFrom("raw", "raw", "raw", "other", "toString"),
    Kind: fc.constantFrom(...Array.from({ length: 19 }, () => Raw), OwnWay),
  })
  .map(({ attributes, metaArguments, other, changes, type, Kind }): Add => (stack, id, given) => {
    const made = Object.fromEntries(Object.entries(attributes).map(([key, make]) => [key, make(given)]));
    const resource = new Kind(stack, id, made, metaArguments?.(stack, given, other), type);
    changes.forEach((each) => each(resource, given, id));
  });

const others: fc.Arbitrary<Add> = value.chain((make) =>
  fc.constantFrom<Add[]>(
    (stack, id, given) => new TerraformOutput(stack, id, { value: make(given) }),
    (stack, id, given) => new TerraformLocal(stack, id, make(given)),
    (stack, id, given) => new TerraformVariable(stack, id, { default: make(given) }),
    (stack, id) => new ResourceGroup(stack, id, { name: id, location: "eastasia", tags: { id } }),
    (stack, id, given) =>
      new ResourceGroup(stack, id, { name: id, location: "eastasia" }).addOverride("tags", make(given)),
    (stack, id) => new Raw(new TerraformStack(stack, id), "inside", {}),
    (stack, id, given) => new Fragment(stack, id, { resource: { raw: { [`f${id}`]: make(given) } } }),
    (stack, id) => new Fragment(stack, id, { resource: { raw: { same: { a: ["x"] } } } }),
    (stack, id) => new Fragment(stack, id, { resource: { raw: null } }),
    (stack, id) => new Fragment(stack, id, { resource: "x" }),
    (stack, id) => new Fragment(stack, id, { resource: { raw: [] } }),
    (stack, _, given) => stack.addOverride("terraform.x", make(given)),
    (stack, _, given) => stack.addOverride("resource.raw.first.a", make(given)),
    (stack) => stack.addOverride("resource.raw", undefined),
    (stack, _, given) => stack.addOverride("resource", make(given)),
  ),
);

const program = fc.array(fc.oneof({ weight: 5, arbitrary: raw }, { weight: 1, arbitrary: others }), {
  maxLength: 5,
});

function stackOf(additions: readonly Add[]): TerraformStack {
  const app: App = Testing.app();
  const stack: TerraformStack = new TerraformStack(app, "stack");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  const first = new Raw(stack, "first", { a: "b" });
  const given = { name: first.getStringAttribute("name"), count: first.getNumberAttribute("count") };
  additions.forEach((add, index) => add(stack, String(index), given));
  return stack;
}

/** The text that the core would write, and each resource's with its keys as they come; or what is said instead. */
function outcome(write: () => unknown): string[] {
  try {
    const json = write() as { resource?: Record<string, Record<string, unknown>> };
    const asTheyCome = Object.values(Object(json.resource)).flatMap((ofType) =>
      Object.entries(Object(ofType)).map(([id, each]) => `${id} ${JSON.stringify(each)}`),
    );
    return [JSON.stringify(json, sorted, 2), ...asTheyCome.sort()];
  } catch (error) {
    return [(error as Error).constructor.name, (error as Error).message];
  }
}

/** As the core sorts keys before it writes. */
function sorted(_: string, each: unknown): unknown {
  return each === null || typeof each !== "object" || Array.isArray(each)
    ? each
    : Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const ofTheCore = TerraformStack.prototype.toTerraform;

/** What is written, and how many resources without the core. */
function writtenHere(stack: TerraformStack): { here: string[]; withoutCore: number } {
  const count = (json: { resource?: object }): number =>
    Object.values(Object(json.resource)).flatMap((ofType) => Object.keys(Object(ofType))).length;
  const byTheCore = jest.spyOn(TerraformStack.prototype, "toTerraform");
  let counted = 0;
  byTheCore.mockImplementation(function (this: TerraformStack) {
    const json = ofTheCore.call(this);
    counted = count(json);
    return json;
  });
  let all = 0;
  try {
    const here = outcome(() => {
      const json = written(stack) as object;
      all = count(json);
      return json;
    });
    return { here, withoutCore: all - counted };
  } finally {
    byTheCore.mockRestore();
  }
}

test("whatever a stack holds, its JSON is the core's, and so are errors", () => {
  const seen = { errors: 0, files: 0, withoutCore: 0, resources: 0 };
  fc.assert(
    fc.property(program, (additions) => {
      let stack: TerraformStack;
      try {
        stack = stackOf(additions);
      } catch {
        // Refused by the core before there is a stack.
        return;
      }
      const core = outcome(() => ofTheCore.call(stack));
      if (outcome(() => ofTheCore.call(stack)).join("\n") !== core.join("\n")) {
        // A list that overrides a part of "//" is appended to itself each time that the core writes it.
        return;
      }
      const { here, withoutCore } = writtenHere(stack);
      expect(here).toEqual(core);
      expect(outcome(() => ofTheCore.call(stack))).toEqual(core);
      seen[core[0].startsWith("{") ? "files" : "errors"] += 1;
      seen.withoutCore += withoutCore;
      seen.resources += core.length - 1;
    }),
    { numRuns: runs(100), endOnFailure: true },
  );
  // Not all were left to the core, and not all were refused.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
});
