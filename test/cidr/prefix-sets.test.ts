import fc from "fast-check";
import { firstFreePrefix, Ipv4Prefix, overlappingPrefixes, roomFor } from "../../lib/cidr";

const prefixes = fc
  .array(fc.tuple(fc.nat(0xffff), fc.integer({ min: 18, max: 28 })), { maxLength: 12 })
  .map((list) => list.map(([low, length]) => Ipv4Prefix.containing(0x0a000000 + low * 16, length)));

test("an overlap is found exactly where some two prefixes share addresses", () => {
  fc.assert(
    fc.property(prefixes, (list) => {
      const found = overlappingPrefixes(list.map((prefix, owner) => ({ prefix, owner })));
      for (const [a, b] of found) {
        expect(a.owner).not.toBe(b.owner);
        expect(a.prefix.overlaps(b.prefix)).toBe(true);
      }
      const involved = new Set(found.flatMap(([a, b]) => [a.owner, b.owner]));
      const overlapping = list.flatMap((prefix, index) =>
        list.some((other, at) => at !== index && other.overlaps(prefix)) ? [index] : [],
      );
      expect([...involved].sort()).toEqual(overlapping.sort());
    }),
  );
});

test("the free prefix is in a space, overlaps nothing, and no lower one would do", () => {
  const space = Ipv4Prefix.parse("10.0.0.0/20");
  fc.assert(
    fc.property(prefixes, fc.integer({ min: 20, max: 26 }), (taken, length) => {
      const fits = (candidate: Ipv4Prefix): boolean => !taken.some((prefix) => prefix.overlaps(candidate));
      const candidates = Array.from({ length: 2 ** (length - space.length) }, (_, index) =>
        Ipv4Prefix.containing(space.first + index * 2 ** (32 - length), length),
      );
      expect(firstFreePrefix([space], taken, length)?.toString()).toBe(candidates.find(fits)?.toString());
    }),
  );
});

test("a space that is smaller than what is asked has no room", () => {
  expect(firstFreePrefix([Ipv4Prefix.parse("10.0.0.0/24")], [], 23)).toBeUndefined();
});

test.each([
  ["around what it replaces", [], "10.0.2.0/26"],
  ["elsewhere if that is taken", ["10.0.2.32/27"], "10.0.0.0/26"],
])("room for a larger prefix is %s", (_, taken, expected) => {
  const [own, space] = ["10.0.2.0/27", "10.0.0.0/22"].map((text) => Ipv4Prefix.parse(text));
  const others = taken.map((text) => Ipv4Prefix.parse(text));
  expect(roomFor(own, [space], others, 26)?.toString()).toBe(expected);
});
