import fc from "fast-check";
import { PrefixMap } from "../../../lib/analysis/sets/prefix-map";
import { Ipv4Prefix } from "../../../lib/cidr";

const address = fc.oneof(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0xfffffff0, max: 0xffffffff }));
const prefix = fc
  .tuple(address, fc.constantFrom(0, 1, 28, 30, 31, 32))
  .map(([first, length]) => Ipv4Prefix.containing(first, length));

test("the longest match is the value of the longest prefix that contains the address", () => {
  fc.assert(
    fc.property(fc.array(prefix, { maxLength: 8 }), address, (prefixes, each) => {
      const map = new PrefixMap<number>();
      prefixes.forEach((item, index) => map.add(item, index));
      const matches = prefixes.filter((item) => item.containsAddress(each));
      const longest = Math.max(...matches.map(({ length }) => length));
      expect(map.longestMatch(each)).toEqual(
        prefixes.flatMap((item, index) =>
          item.containsAddress(each) && item.length === longest ? [index] : [],
        ),
      );
      const lengths: number[] = [];
      map.forEachMatch(each, (length) => lengths.push(length));
      expect(lengths).toEqual([...new Set(matches.map(({ length }) => length))].sort((a, b) => a - b));
    }),
  );
});

test("values of one prefix stay together, in the order of insertion", () => {
  const map = new PrefixMap<string>();
  const [wide, narrow] = [Ipv4Prefix.parse("10.0.0.0/8"), Ipv4Prefix.parse("10.0.0.0/16")];
  map.add(narrow, "a");
  map.add(wide, "b");
  map.add(narrow, "c");
  expect(map.get(narrow)).toEqual(["a", "c"]);
  expect(map.get(Ipv4Prefix.parse("10.0.0.0/24"))).toEqual([]);
  expect(map.entries.map(({ prefix: { length }, values }) => [length, values])).toEqual([
    [16, ["a", "c"]],
    [8, ["b"]],
  ]);
});
