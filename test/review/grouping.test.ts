import fc from "fast-check";
import { groupAlike } from "../../lib/review/grouping";

const letters = fc.constantFrom("R", "B", "A");
const matrices = fc.integer({ min: 1, max: 7 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    cells: fc.array(letters, { minLength: count * count, maxLength: count * count }),
    kinds: fc.array(fc.constantFrom("hub", "spoke"), { minLength: count, maxLength: count }),
  }),
);

describe("grouping of endpoints that behave alike", () => {
  it("puts spokes that only reach the hub into one group", () => {
    const verdictOf = (from: number, to: number) => (from === 0 || to === 0 ? "R" : "B");
    const groups = groupAlike(4, verdictOf, () => "");
    expect(groups).toEqual([[0], [1, 2, 3]]);
  });

  it("keeps apart what the engine calls different kinds", () => {
    expect(groupAlike(2, () => "R", String)).toEqual([[0], [1]]);
  });

  it("keeps apart two pairs of spokes that are each peered with one another", () => {
    const peered = new Set(["0,1", "1,0", "2,3", "3,2"]);
    const groups = groupAlike(
      4,
      (from, to) => (peered.has(`${from},${to}`) ? "R" : "B"),
      () => "",
    );
    expect(groups).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it("makes every block of the matrix constant, whatever the matrix", () => {
    fc.assert(
      fc.property(matrices, ({ count, cells, kinds }) => {
        const verdictOf = (from: number, to: number) => cells[from * count + to];
        const groups = groupAlike(count, verdictOf, (index) => kinds[index]);
        expect(groups.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
        for (const from of groups) {
          for (const to of groups) {
            const block = from.flatMap((a) => to.filter((b) => a !== b).map((b) => verdictOf(a, b)));
            expect(new Set(block).size).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });
});
