import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { isSameData } from "../../lib/collections/same-data";

describe("plain data", () => {
  test("is the same where Node finds it equal", () => {
    const letters = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(undefined, null, 0, 1, "", "a", false),
        fc.array(tie("value"), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom("a", "b"), tie("value"), { noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(letters.value, letters.value, (one, other) => {
        expect(isSameData(one, other)).toBe(isDeepStrictEqual(one, other));
        expect(isSameData(one, structuredClone(one))).toBe(true);
      }),
    );
  });

  test("doesn't look into what isn't plain", () => {
    expect(isSameData(new Set([1]), new Set([1]))).toBe(false);
    expect(isSameData(new Map([["a", 1]]), new Map([["a", 2]]))).toBe(false);
  });
});
