import fc from "fast-check";
import { AddressSet } from "../../../lib/analysis/sets/address-set";
import {
  ANY_PORT,
  PacketMatch,
  PacketSet,
  portRanges,
  protocolRanges,
} from "../../../lib/analysis/sets/packet-set";

const addresses = fc
  .subarray(["10.0.0.0/30", "10.0.0.2-10.0.0.9", "10.0.1.4"], { minLength: 1 })
  .map((texts) => AddressSet.of(texts));
const ports = fc
  .subarray(["443", "400-500", "1-1023", "*"], { minLength: 1 })
  .map((texts) => portRanges(texts));
const match: fc.Arbitrary<PacketMatch> = fc.record({
  sources: addresses,
  destinations: addresses,
  protocols: fc.subarray(["Tcp", "Udp", "Icmp", "*"], { minLength: 1 }).map(protocolRanges),
  sourcePorts: fc.constant(ANY_PORT),
  destinationPorts: ports,
});
const protocol = fc.constantFrom("tcp" as const, "udp" as const, "icmp" as const, "any" as const);

test("what a rule matches it matches whole, and nothing of what it leaves", () => {
  fc.assert(
    fc.property(addresses, addresses, protocol, match, (sources, destinations, each, rule) => {
      const { matched, rest } = PacketSet.of(sources, destinations, each, undefined).split(rule);
      expect(matched.split(rule).rest.isEmpty).toBe(true);
      expect(rest.split(rule).matched.isEmpty).toBe(true);
    }),
  );
});

test("a packet is matched or left, and never both or neither", () => {
  const source = AddressSet.of(["10.0.0.3"]);
  const destination = AddressSet.of(["10.0.0.1"]);
  fc.assert(
    fc.property(fc.constantFrom(1, 80, 443, 500, 65535), match, (port, rule) => {
      const { matched, rest } = PacketSet.of(source, destination, "tcp", port).split(rule);
      const hits =
        rule.sources.contains(source.ranges[0][0]) &&
        rule.destinations.contains(destination.ranges[0][0]) &&
        rule.protocols.some(([first, last]) => first <= 0 && 0 <= last) &&
        rule.destinationPorts.some(([first, last]) => first <= port && port <= last);
      expect([matched.isEmpty, rest.isEmpty]).toEqual([!hits, hits]);
    }),
  );
});

test("ICMP has no ports: only a rule for all of them matches it, which Azure itself writes 0-65535", () => {
  const all = PacketSet.of(AddressSet.ALL, AddressSet.ALL, "icmp", undefined);
  const rule = { sources: AddressSet.ALL, destinations: AddressSet.ALL, protocols: protocolRanges(["*"]) };
  const withPorts = (destinationPorts: PacketMatch["destinationPorts"]): PacketSet =>
    all.split({ ...rule, sourcePorts: ANY_PORT, destinationPorts }).matched;
  expect(withPorts(portRanges(["1-65535"])).isEmpty).toBe(true);
  expect(withPorts(portRanges(["0-65535"])).isEmpty).toBe(false);
  expect(withPorts(portRanges(["*"])).isEmpty).toBe(false);
});

test("source translation keeps everything but the source", () => {
  const set = PacketSet.of(AddressSet.of(["10.0.0.4"]), AddressSet.ALL, "tcp", 443);
  const translated = set.withSources(AddressSet.of(["10.0.9.9"]));
  const inside = (text: string): number => AddressSet.of([text]).ranges[0][0];
  expect(translated.hasSource(inside("10.0.9.9"))).toBe(true);
  expect(translated.hasSource(inside("10.0.0.4"))).toBe(false);
  expect(translated.describe(PacketSet.of(AddressSet.ALL, AddressSet.ALL, "tcp", undefined))).toBe(
    "TCP 443 ← 10.0.9.9",
  );
});
