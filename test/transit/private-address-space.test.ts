import fc from "fast-check";
import { PRIVATE_RANGES } from "../../lib/azure/address-ranges";
import { Ipv4Prefix, parseIpv4 } from "../../lib/cidr";
import { internetRanges, publicLooking } from "../../lib/transit/private-address-space";

function inRanges(ranges: readonly string[], address: number): boolean {
  return ranges.some((range) => {
    const [first, last] = range.split("-").map((text) => parseIpv4(text)!);
    return first <= address && address <= last;
  });
}

test("the Internet is every unicast address that is neither private nor one of the given prefixes", () => {
  const prefix = fc
    .tuple(fc.nat(0xffffffff), fc.integer({ min: 4, max: 32 }))
    .map(([address, length]) => String(Ipv4Prefix.containing(address, length)));
  fc.assert(
    fc.property(fc.array(prefix, { maxLength: 5 }), fc.nat(0xffffffff), (excluded, address) => {
      const taken = [...PRIVATE_RANGES, ...excluded].some((text) =>
        Ipv4Prefix.parse(text).containsAddress(address),
      );
      const unicast = address >= parseIpv4("1.0.0.0")! && address <= parseIpv4("223.255.255.255")!;
      expect(inRanges(internetRanges(excluded), address)).toBe(unicast && !taken);
    }),
  );
});

test("a prefix is private only if all of it is", () => {
  expect(publicLooking(["10.1.0.0/16", "20.0.0.0/16", "172.0.0.0/8", "100.64.0.0/10"])).toEqual([
    "20.0.0.0/16",
    "172.0.0.0/8",
  ]);
});
