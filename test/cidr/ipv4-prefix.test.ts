import fc from "fast-check";
import { formatIpv4, Ipv4Prefix, parseIpv4 } from "../../lib/cidr";

const prefixes = fc
  .tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 32 }))
  .map(([address, length]) => Ipv4Prefix.containing(address, length));

describe("Ipv4Prefix", () => {
  test.each([
    ["hello", /is not an IPv4 prefix such as "10.0.0.0\/16"/],
    ["10.0.0.0", /did you mean "10.0.0.0\/32"/],
    ["10.0.0.0/33", /has the length "\/33"/],
    ["10.0.0.0/", /has the length "\/"/],
    ["10.0.0.1/16", /host bits set; the prefix that contains it is "10.0.0.0\/16"/],
    ["010.0.0.0/8", /is not an IPv4 prefix/],
    ["10.0/16", /is not an IPv4 prefix/],
    ["10.1.0.0/255.255.0.0", /did you mean "10.1.0.0\/16"/],
    ["10.1.0.0/255.0.255.0", /has the length "\/255.0.255.0"; an IPv4 prefix has \/0 to \/32$/],
    ["10.1.0.0/16, 10.2.0.0/16", /did you mean "10.1.0.0\/16", "10.2.0.0\/16"/],
    ["fd00::/8", /is IPv6; give an IPv4 prefix/],
    ["10.0.0.0/16/24", /is not an IPv4 prefix/],
    ["10.1s.1.0/24", /did you mean "10.1.1.0\/24"/],
    ["10.1o.0.O/16", /did you mean "10.10.0.0\/16"/],
    ["10.0..1.0/24", /did you mean "10.0.1.0\/24"/],
    ["10.x.0.0/16", /such as "10.0.0.0\/16"$/],
    ["10.300.0.0/16", /such as "10.0.0.0\/16"$/],
    [" 10.0.0.0 / 16", /is not an IPv4 prefix.*did you mean "10.0.0.0\/16"/],
  ])("refuses %j and says why", (text, reason) => {
    expect(() => Ipv4Prefix.parse(text)).toThrow(reason);
    expect(Ipv4Prefix.tryParse(text)).toBeUndefined();
  });

  test("reads back what it writes", () => {
    fc.assert(fc.property(prefixes, (prefix) => Ipv4Prefix.parse(String(prefix)).equals(prefix)));
  });

  test("holds exactly the addresses between first and last", () => {
    fc.assert(
      fc.property(prefixes, fc.integer({ min: 0, max: 0xffffffff }), (prefix, address) => {
        expect(prefix.containsAddress(address)).toBe(address >= prefix.first && address <= prefix.last);
        expect(prefix.last - prefix.first + 1).toBe(prefix.size);
      }),
    );
  });

  test("two prefixes overlap exactly when their ranges do", () => {
    fc.assert(
      fc.property(prefixes, prefixes, (a, b) => {
        expect(a.overlaps(b)).toBe(a.first <= b.last && b.first <= a.last);
        expect(a.contains(b)).toBe(a.first <= b.first && b.last <= a.last);
      }),
    );
  });
});

test("an address survives formatting and parsing", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 0xffffffff }), (a) => parseIpv4(formatIpv4(a)) === a));
  expect(parseIpv4("1.2.3")).toBeUndefined();
  expect(parseIpv4("1.2.3.256")).toBeUndefined();
});
