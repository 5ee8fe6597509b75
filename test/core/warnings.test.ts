import { AnnotationMetadataEntryType } from "cdktf";
import { Construct } from "constructs";
import { VirtualNetwork, WarningCode, Warnings } from "../../lib";
import { warnAtSynth } from "../../lib/core/warnings";
import { stackWith, synthesizeStack, warnings } from "../support/synth";

function warning(prepare: (scope: Construct) => void = () => undefined, message?: string): string[] {
  const stack = stackWith((scope) => {
    const parent = new Construct(scope, "Parent");
    const child = new Construct(parent, "Child");
    warnAtSynth(child, WarningCode.PEERING_LIMIT, () => message);
    prepare(parent);
  });
  return warnings(stack);
}

test("warns with the code that acknowledges it", () => {
  expect(warning(undefined, "something may be wrong")).toEqual(["something may be wrong [PEERING_LIMIT]"]);
});

test("is silent when there is nothing to warn of", () => {
  expect(warning()).toEqual([]);
});

test("is silent below a construct that acknowledges the code, and no other code", () => {
  expect(warning((scope) => Warnings.acknowledge(scope, WarningCode.PEERING_LIMIT, "known"), "m")).toEqual(
    [],
  );
  expect(
    warning((scope) => Warnings.acknowledge(scope, WarningCode.ROUTE_TABLE_LARGE, "known"), "m"),
  ).toHaveLength(1);
});

test("a code that no warning has is refused, with the nearest one", () => {
  expect(() => warning((scope) => Warnings.acknowledge(scope, "PEERINGS_LIMIT", "known"))).toThrow(
    '[stack/Parent] no warning has the code "PEERINGS_LIMIT"; did you mean "PEERING_LIMIT"?',
  );
});

describe("a warning of the user's own", () => {
  const add = (scope: Construct): void =>
    Warnings.add(scope, "ROUTER_OVERLOADED", { validate: () => ["too many spokes", "too few cores"] });

  test("is told at synth, each message with the code", () => {
    expect(warning(add)).toEqual([
      "too many spokes [ROUTER_OVERLOADED]",
      "too few cores [ROUTER_OVERLOADED]",
    ]);
  });

  test("is acknowledged by its code, before or after it is added", () => {
    for (const order of [
      [add, acknowledge],
      [acknowledge, add],
    ]) {
      expect(warning((scope) => order.forEach((step) => step(scope)))).toEqual([]);
    }
  });

  test("is meant by a slip in its code", () => {
    expect(() =>
      warning((scope) => {
        add(scope);
        Warnings.acknowledge(scope, "ROUTER_OVERLOAD", "known");
      }),
    ).toThrow('no warning has the code "ROUTER_OVERLOAD"; did you mean "ROUTER_OVERLOADED"?');
  });

  test("has a code that is written as one", () => {
    for (const code of ["router overloaded", "", "${X}", undefined as never]) {
      expect(() => warning((scope) => Warnings.add(scope, code, { validate: () => [] }))).toThrow(
        /^\[stack\/Parent\] .*code/,
      );
    }
  });

  function acknowledge(scope: Construct): void {
    Warnings.acknowledge(scope.node.root, "ROUTER_OVERLOADED", "known");
  }
});

describe("what several constructs have in common", () => {
  const told = (...acknowledged: string[]): [string, string][] => {
    const stack = stackWith((scope) => {
      for (const name of ["first", "second"]) {
        const network = new VirtualNetwork(scope, name, {
          name,
          location: "nowhere",
          resourceGroupName: "rg",
          addressSpace: ["10.0.0.0/16"],
        });
        if (acknowledged.includes(name)) {
          Warnings.acknowledge(network, WarningCode.REGION_UNKNOWN, "known");
        }
      }
    });
    synthesizeStack(stack);
    return stack.node
      .findAll()
      .flatMap(({ node }) =>
        node.metadata
          .filter(({ type }) => type === AnnotationMetadataEntryType.WARN)
          .map(({ data }): [string, string] => [node.path, data]),
      );
  };

  test("is told once", () => {
    expect(told()).toEqual([["stack/first", expect.stringMatching(/"nowhere".*\[REGION_UNKNOWN\]$/)]]);
  });

  test.each([
    ["first", "stack/second"],
    ["second", "stack/first"],
  ])("acknowledged at the %s, is told at its neighbour", (acknowledged, neighbour) => {
    expect(told(acknowledged)).toEqual([[neighbour, expect.stringMatching(/\[REGION_UNKNOWN\]$/)]]);
  });

  test("acknowledged at all of them, is silent", () => {
    expect(told("first", "second")).toEqual([]);
  });
});
