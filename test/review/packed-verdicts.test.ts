import fc from "fast-check";
import { packVerdicts, unpackVerdicts } from "../../lib/review/html/packed-verdicts";

describe("verdicts on the page", () => {
  test("are the document's", () => {
    const matrix = fc.nat({ max: 12 }).chain((count) =>
      fc
        .array(fc.constantFrom("R", "R", "R", "B", "C"), {
          minLength: count * count,
          maxLength: count * count,
        })
        .map((letters) => ({
          count,
          verdicts: letters.map((letter, i) => (i % (count + 1) === 0 ? "." : letter)).join(""),
        })),
    );
    fc.assert(
      fc.property(matrix, ({ count, verdicts }) => {
        expect(unpackVerdicts(packVerdicts(verdicts, count))).toBe(verdicts);
      }),
    );
  });

  test("are one row where all endpoints are alike, however many there are", () => {
    const count = 300;
    const verdicts = Array.from({ length: count * count }, (_, i) =>
      i % (count + 1) === 0 ? "." : "R",
    ).join("");
    expect(packVerdicts(verdicts, count).rows).toEqual(["R300"]);
  });
});
