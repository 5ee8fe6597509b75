import assert from "assert";
import { Lazy, TerraformStack, Testing, Token } from "cdktf";
import { ITransit, ITransitRouting, HubSpokeConstruct } from "../../lib";
import { withoutStackTraces } from "../../lib/core/stack-traces";

test("errors thrown meanwhile keep their stack trace, and later ones too", () => {
  const thrown = (): Error => {
    try {
      return withoutStackTraces(() => {
        throw new Error("inside");
      });
    } catch (error) {
      return error as Error;
    }
  };
  expect(thrown().stack).toMatch(/Error: inside\n\s+at .*stack-traces\.test/);
  expect(new Error("later").stack).toMatch(/stack-traces\.test/);
});

test("tokens made meanwhile resolve, and have no trace", () => {
  const token = withoutStackTraces(() => Token.asAny({ a: 1 }));
  expect(token.creationStack).toEqual([]);
});

test("no frames are collected for what the core makes meanwhile", () => {
  const collected: object[] = [];
  const capture = jest.spyOn(Error, "captureStackTrace").mockImplementation((target) => {
    collected.push(target);
  });
  withoutStackTraces(() => [Token.asAny({ a: 1 }), Lazy.stringValue({ produce: () => "a" })]);
  const seen = collected.length;
  Token.asAny({ a: 1 });
  capture.mockRestore();
  expect([seen, collected.length]).toEqual([0, 1]);
});

/** What a user's own transit may do while ours runs it. */
function stackOf(fail: () => unknown): string | undefined {
  class Custom implements ITransitRouting {
    public bind(): ITransit {
      return { peersSpokes: true, sharesGateway: false, addSpoke: () => fail() } as ITransit;
    }
  }
  const stack = new TerraformStack(Testing.app({ outdir: process.env.HUB_SPOKE_TEST_RUN }), "stack");
  const network = new HubSpokeConstruct(stack, "Network", {
    location: "eastasia",
    hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
    transit: new Custom(),
  });
  try {
    network.addSpoke("spoke01", { addressSpace: ["10.1.0.0/16"] });
  } catch (error) {
    return (error as Error).stack;
  }
  return undefined;
}

test.each<[string, () => unknown]>([
  ["a failing assert", () => assert.equal(1, 2)],
  [
    "an error that captures its own",
    () => {
      const error = new Error("own");
      Error.captureStackTrace(error);
      throw error;
    },
  ],
  [
    "an object that captures one",
    () => {
      const carrier: { stack?: string } = {};
      Error.captureStackTrace(carrier);
      throw carrier;
    },
  ],
  [
    "code that formats frames itself",
    () => {
      const before = Error.prepareStackTrace;
      Error.prepareStackTrace = (_, frames) => frames.map((frame) => `at ${frame.getFileName()}`).join();
      const { stack } = new Error("formatted");
      Error.prepareStackTrace = before;
      throw { stack };
    },
  ],
])("%s in a user's transit has its frames", (_, fail) => {
  expect(stackOf(fail)).toMatch(/at .*stack-traces\.test/);
});
