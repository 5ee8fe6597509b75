import { Token } from "cdktf";
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
