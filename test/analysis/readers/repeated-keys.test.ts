import fc from "fast-check";
import { countKeys, repeatedKey } from "../../../lib/analysis/readers/repeated-keys";

test("valid JSON has as many keys as its objects, whatever stands in its texts, and none twice", () => {
  const keysIn = (value: unknown): number =>
    typeof value !== "object" || value === null
      ? 0
      : (Array.isArray(value) ? 0 : Object.keys(value).length) +
        Object.values(value).reduce((sum: number, one) => sum + keysIn(one), 0);
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(countKeys(text)).toBe(keysIn(JSON.parse(text)));
      expect(repeatedKey(text)).toBeUndefined();
    }),
    { numRuns: 100 },
  );
});

test("a key is repeated in its own object only, and in whatever way it is escaped", () => {
  expect(repeatedKey('{"a":{"a":1},"b":[{"a":1},{"a":2}]}')).toBeUndefined();
  expect(repeatedKey('{"a":{"b":1,\n"\\u0062" : 2}}')).toEqual({ key: "b", line: "2" });
});
