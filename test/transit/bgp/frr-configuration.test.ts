import * as fc from "fast-check";
import { formatIpv4, Ipv4Prefix } from "../../../lib/cidr";
import { frrConfiguration, FrrNeighbor } from "../../../lib/transit/bgp/frr-configuration";

const prefix = fc
  .tuple(fc.integer({ min: 1, max: 223 }), fc.integer({ min: 8, max: 28 }))
  .map(([octet, length]) => String(Ipv4Prefix.containing(octet * 2 ** 24 + 99999, length)));
const neighbor = (index: number): FrrNeighbor => ({
  name: `spoke${index}`,
  addresses: [4, 5].map((host) => formatIpv4(0x0a000000 + index * 65536 + host)),
  withheld: [],
});

/** What a neighbour would be told, by the configuration's own filters in FRR's order. */
function announcedTo(configuration: string, address: string): string[] {
  const lines = configuration.split("\n").map((line) => line.trim());
  const list = (name: string): string[][] =>
    lines
      .filter((line) => line.startsWith(`ip prefix-list ${name} seq`))
      .map((line) => line.split(" ").slice(5));
  const passes = (entries: string[][], candidate: string): boolean => {
    const [action] = entries.find(([, match]) => match === candidate || match === "any") ?? ["deny"];
    return action === "permit";
  };
  const filter = lines.find((line) => line.startsWith(`neighbor ${address} prefix-list `))?.split(" ")[3];
  const [all, own] = [list("ANNOUNCED"), filter === undefined ? [] : list(filter)];
  return lines
    .filter((line) => line.startsWith("network "))
    .map((line) => line.split(" ")[1])
    .filter((candidate) => passes(all, candidate))
    .filter((candidate) => filter === undefined || passes(own, candidate));
}

test("each neighbour is told all networks but its own", () => {
  fc.assert(
    fc.property(fc.uniqueArray(prefix, { minLength: 2, maxLength: 12 }), (networks) => {
      const neighbors = networks.map((own, index) => ({ ...neighbor(index + 1), withheld: [own] }));
      const configuration = frrConfiguration({ asn: 65001, address: "10.0.2.4", networks, neighbors });
      for (const { addresses, withheld } of neighbors) {
        for (const address of addresses) {
          expect(announcedTo(configuration, address)).toEqual(
            networks.filter((it) => !withheld.includes(it)),
          );
        }
      }
    }),
  );
});

test("a speaker without anything to announce announces nothing", () => {
  const configuration = frrConfiguration({
    asn: 65001,
    address: "10.0.2.4",
    networks: [],
    neighbors: [neighbor(1)],
  });
  expect(announcedTo(configuration, "10.1.0.4")).toEqual([]);
  expect(configuration).not.toContain("prefix-list ANNOUNCED seq");
});

test("is the configuration that was reviewed", () => {
  const neighbors = [{ name: "spoke01", addresses: ["10.10.0.4", "10.10.0.5"], withheld: ["10.10.0.0/16"] }];
  const networks = ["10.10.0.0/16", "10.20.0.0/16"];
  expect(frrConfiguration({ asn: 65001, address: "10.0.2.4", networks, neighbors })).toMatchInlineSnapshot(`
   "frr defaults traditional
   log syslog informational
   service integrated-vtysh-config
   ip nht resolve-via-default
   !
   ip prefix-list TO-spoke01 seq 5 deny 10.10.0.0/16
   ip prefix-list TO-spoke01 seq 10 permit any
   !
   ip prefix-list ANNOUNCED seq 5 permit 10.10.0.0/16
   ip prefix-list ANNOUNCED seq 10 permit 10.20.0.0/16
   !
   route-map ANNOUNCED permit 10
    match ip address prefix-list ANNOUNCED
   exit
   !
   route-map NOTHING deny 10
   exit
   !
   router bgp 65001
    bgp router-id 10.0.2.4
    bgp log-neighbor-changes
    no bgp default ipv4-unicast
    no bgp network import-check
    neighbor ROUTE-SERVERS peer-group
    neighbor ROUTE-SERVERS remote-as 65515
    neighbor ROUTE-SERVERS ebgp-multihop 8
    neighbor ROUTE-SERVERS update-source 10.0.2.4
    neighbor 10.10.0.4 peer-group ROUTE-SERVERS
    neighbor 10.10.0.4 description spoke01
    neighbor 10.10.0.5 peer-group ROUTE-SERVERS
    neighbor 10.10.0.5 description spoke01
    !
    address-family ipv4 unicast
     network 10.10.0.0/16
     network 10.20.0.0/16
     neighbor ROUTE-SERVERS activate
     neighbor ROUTE-SERVERS next-hop-self
     neighbor ROUTE-SERVERS route-map NOTHING in
     neighbor ROUTE-SERVERS route-map ANNOUNCED out
     neighbor 10.10.0.4 prefix-list TO-spoke01 out
     neighbor 10.10.0.5 prefix-list TO-spoke01 out
    exit-address-family
   exit
   !
   "
  `);
});
