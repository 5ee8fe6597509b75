import { Construct } from "constructs";
import { Warnings } from "../../lib";
import { warnAtSynth } from "../../lib/core/warnings";
import { stackWith, warnings } from "../support/synth";

function warning(prepare: (scope: Construct) => void = () => undefined, message?: string): string[] {
  const stack = stackWith((scope) => {
    const parent = new Construct(scope, "Parent");
    const child = new Construct(parent, "Child");
    warnAtSynth(child, "PEERING_LIMIT", () => message);
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
  expect(warning((scope) => Warnings.acknowledge(scope, "PEERING_LIMIT", "known"), "m")).toEqual([]);
  expect(warning((scope) => Warnings.acknowledge(scope, "OTHER", "known"), "m")).toHaveLength(1);
});
