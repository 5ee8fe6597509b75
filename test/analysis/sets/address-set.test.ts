import fc from "fast-check";
import { AddressSet, formatRange } from "../../../lib/analysis/sets/address-set";

/** Addresses near each other and near both ends, where ranges touch and wrap. */
const address = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 0xffffffff - 20, max: 0xffffffff }),
);
const ranges = fc.array(
  fc.tuple(address, address).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  { maxLength: 5 },
);

test("a set holds what one of its ranges holds, and its complement the rest", () => {
  fc.assert(
    fc.property(ranges, address, (list, each) => {
      const set = AddressSet.ofRanges(list);
      const expected = list.some(([first, last]) => first <= each && each <= last);
      expect([set.contains(each), set.complement().contains(each)]).toEqual([expected, !expected]);
    }),
  );
});

test("ranges are sorted, disjoint and do not touch", () => {
  fc.assert(
    fc.property(ranges, (list) => {
      const merged = AddressSet.ofRanges(list).ranges;
      merged.slice(1).forEach(([first], index) => expect(first).toBeGreaterThan(merged[index][1] + 1));
    }),
  );
});

test("sets obey the laws of sets", () => {
  fc.assert(
    fc.property(ranges, ranges, (left, right) => {
      const [a, b] = [AddressSet.ofRanges(left), AddressSet.ofRanges(right)];
      const both = a.union(b);
      expect(both.containsAll(a) && both.containsAll(b)).toBe(true);
      expect(a.complement().complement().ranges).toEqual(a.ranges);
      expect(a.intersects(b)).toBe(b.intersects(a));
      expect(a.complement().containsAll(b)).toBe(!a.intersects(b));
    }),
  );
});

test.each([
  [["*"], "*"],
  [["Any"], "*"],
  [["10.0.0.4"], "10.0.0.4"],
  [["10.0.0.4/24"], "10.0.0.0/24"],
  [["10.0.0.0/25", "10.0.0.128/25"], "10.0.0.0/24"],
  [["10.0.0.4-10.0.0.9"], "10.0.0.4-10.0.0.9"],
  [["10.0.0.9-10.0.0.4"], ""],
  [["VirtualNetwork", "fd00::/8", "10.0.0.0/33", "10.0.0.0/8/8"], ""],
])("%j reads as %j", (texts, expected) => {
  expect(AddressSet.of(texts).toString()).toBe(expected);
});

test("a range of 2^n addresses that starts elsewhere is no prefix", () => {
  expect(formatRange(1, 2)).toBe("0.0.0.1-0.0.0.2");
});
