import * as fc from "fast-check";
import { faultIn } from "../../../lib/analysis/readers/json-fault";

test.each([
  ['{"a": [1, 2,\n]}', "trailingComma", 11],
  ['{"a": 1,}', "trailingComma", 7],
  ['{"a": 1 "b": 2}', "missingComma", 8],
  ['[{"a": 1}\n{"a": 2}]', "missingComma", 10],
  ['{"a": 1, // one\n"b": 2}', "comment", 9],
  ['{"a": 1}\n// end', "comment", 9],
  ["{'a': 1}", "singleQuotes", 1],
  ['{"a": “x”}', "typographicQuotes", 6],
  ["{a: 1}", "unquotedKey", 1],
  ['{"a": "one\ntwo"}', "badText", 6],
  ['{"a": "C:\\temp\\x"}', "badText", 6],
  ['{"a": NaN}', "noValue", 6],
  ['{"a": True}', "noValue", 6],
  ['{"a": 1}{"a": 2}', "more", 8],
  ['{"a": 1}]', "more", 8],
  ["[,]", undefined, 1],
  ["[1}", undefined, 2],
  ['{"a"}', undefined, 4],
  ['{"a": 007}', undefined, 6],
])("%j: %s", (text, fault, offset) => {
  expect(() => JSON.parse(text) as unknown).toThrow();
  expect(faultIn(text)).toEqual(fault === undefined ? { offset } : { fault, offset });
});

test("nothing is a fault that JSON.parse reads, and what it refuses is one unless more would cure it", () => {
  const spoilt = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", '"', "]", "}", ":", " ", "\\", "0", "x", "\n", "-"))
    .map(([text, place, sign]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + sign + text.slice(at + (place % 2));
    });
  fc.assert(
    fc.property(spoilt, (text) => {
      const fault = faultIn(text);
      try {
        JSON.parse(text);
        expect(fault).toBeUndefined();
      } catch (error) {
        const place = Number(/position (\d+)/.exec((error as Error).message)?.[1]);
        const isCut = /end of JSON/.test((error as Error).message) || place >= text.trimEnd().length;
        expect(isCut || fault !== undefined).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});
