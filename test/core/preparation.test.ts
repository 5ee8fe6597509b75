import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { App, Lazy, TerraformOutput, TerraformStack, Token, Testing } from "cdktf";
import { late } from "../../lib/core/late";
import { prepare } from "../../lib/core/preparation";

interface Pair {
  readonly here: TerraformStack;
  readonly there: TerraformStack;
  readonly name: string;
  /** A value that resolves to the name of the other stack's group. */
  readonly lazy: { readonly produce: () => string };
}

/** Two stacks of one app, of which the first uses what the second gives out. */
function twoStacks(use: (pair: Pair) => void): TerraformStack {
  const app: App = Testing.app();
  const [here, there] = ["here", "there"].map((id) => new TerraformStack(app, id));
  const { name } = new ResourceGroup(there, "group", { name: "rg", location: "eastasia" });
  use({ here, there, name, lazy: { produce: () => name } });
  return here;
}

/** Names of what a stack holds once it is prepared: references to another stack are read from its state. */
function heldAfter(preparation: (stack: TerraformStack) => void, use: (pair: Pair) => void): string[] {
  const here = twoStacks(use);
  preparation(here);
  return App.of(here)
    .node.findAll()
    .map(({ node }) => node.path);
}

const asTheCore = (stack: TerraformStack): void => stack.prepareStack();

const PLAIN = { name: "rg", location: "eastasia" };

const group = (stack: TerraformStack, overrides: Record<string, unknown>): void => {
  // The first of a kind is resolved in any case.
  new ResourceGroup(stack, "first", PLAIN);
  const made = new ResourceGroup(stack, "own", PLAIN);
  Object.entries(overrides).forEach(([key, value]) => made.addOverride(key, value));
};

test.each<[string, (pair: Pair) => void, boolean]>([
  ["in a text", ({ here, name }) => group(here, { a: `x-${name}` }), true],
  ["in a list", ({ here, name }) => group(here, { a: ["x", { b: name }] }), true],
  ["in a key", ({ here, name }) => group(here, { a: { [name]: 1 } }), true],
  ["as a list", ({ here, name }) => group(here, { a: Token.asList(late(() => [name])) }), true],
  ["as a map", ({ here, name }) => group(here, { a: Token.asStringMap(late(() => ({ b: name }))) }), true],
  ["as a number", ({ here, name }) => group(here, { a: Token.asNumber(late(() => name)) }), true],
  [
    "as a number in a text",
    ({ here, name }) => group(here, { a: `n ${Token.asNumber(late(() => name))}` }),
    true,
  ],
  ["as a value computed at synth", ({ here, name }) => group(here, { a: late(() => ({ b: [name] })) }), true],
  [
    "as a lazy value",
    ({ here, lazy }) => group(here, { a: Lazy.anyValue({ produce: () => lazy.produce() }) }),
    true,
  ],
  [
    "in an argument",
    ({ here, name }) => {
      group(here, {});
      new ResourceGroup(here, "second", { ...PLAIN, managedBy: name });
    },
    true,
  ],
  [
    "in a provisioner",
    ({ here, name }) => {
      group(here, {});
      new ResourceGroup(here, "second", { ...PLAIN, provisioners: [{ type: "local-exec", command: name }] });
    },
    true,
  ],
  [
    "in a condition",
    ({ here, name }) => {
      group(here, {});
      const precondition = [{ condition: `\${${name} != ""}`, errorMessage: "x" }];
      new ResourceGroup(here, "second", { ...PLAIN, lifecycle: { precondition } });
    },
    true,
  ],
  [
    "in the id of what is imported",
    ({ here, name }) => {
      group(here, {});
      new ResourceGroup(here, "second", PLAIN).importFrom(`/groups/${name}`);
    },
    true,
  ],
  [
    "in what a class of its own writes",
    ({ here, name }) => {
      class Own extends ResourceGroup {
        // As the core declares it.
        // eslint-disable-next-line @typescript-eslint/no-explicit-any
        public override toTerraform(): any {
          return { ...super.toTerraform(), locals: { name: this.node.id === "second" ? name : "x" } };
        }
      }
      ["first", "second"].forEach((id) => new Own(here, id, PLAIN));
    },
    true,
  ],
  ["in an output", ({ here, name }) => new TerraformOutput(here, "out", { value: name }), true],
  ["nowhere", ({ here }) => group(here, { a: ["x", { b: 1e6, c: null, d: true, e: "1.5e+3" }] }), false],
])("a reference to another stack %s is found, as by the core", (_, use, isFound) => {
  const held = heldAfter(prepare, use);
  expect(held).toEqual(heldAfter(asTheCore, use));
  expect(held.some((path) => path.startsWith("there/cross-stack-output"))).toBe(isFound);
});

test("a replaced part of a value computed at synth is refused before anything is written", () => {
  const replace = ({ here }: Pair): void => {
    group(here, {});
    const tags = Token.asAny(late(() => ({}))) as unknown as Record<string, string>;
    new ResourceGroup(here, "second", { ...PLAIN, tags }).addOverride("tags.b", "x");
  };
  expect(() => heldAfter(asTheCore, replace)).toThrow(/override/i);
  expect(() => heldAfter(prepare, replace)).toThrow(/override/i);
});

test("what a lazy value adds is there before the stack is written", () => {
  const add = ({ here }: Pair): void => {
    const produce = (): string => {
      if (!here.node.tryFindChild("late")) {
        new TerraformOutput(here, "late", { value: "x" });
      }
      return "x";
    };
    group(here, { a: Lazy.stringValue({ produce }) });
  };
  expect(heldAfter(prepare, add)).toContain("here/late");
});

test("a program that prepares a stack in its own way does so", () => {
  const prepared = jest.fn();
  class Own extends TerraformStack {
    public override prepareStack(): void {
      prepared();
      super.prepareStack();
    }
  }
  prepare(new Own(Testing.app(), "own"));
  expect(prepared).toHaveBeenCalledTimes(1);
});

test("a value that goes in circles is refused as by the core", () => {
  const circle: Record<string, unknown> = {};
  circle.again = circle;
  // Read only once it is prepared: the core already copies what is given now.
  const use = ({ here }: Pair): void => group(here, { a: late(() => circle) });
  const said = (preparation: (stack: TerraformStack) => void): string => {
    try {
      heldAfter(preparation, use);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(said(prepare)).toBe(said(asTheCore));
  expect(said(prepare)).toMatch(/circular/i);
});
