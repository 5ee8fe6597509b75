import { AZURE_ASN } from "../../azure/autonomous-systems";

/** A Route Server as FRR sees it: two neighbours that are told the same. */
export interface FrrNeighbor {
  /** What it is called in the configuration: the spoke's name, for instance. */
  readonly name: string;
  /** Addresses of its instances; may be Terraform expressions. */
  readonly addresses: readonly string[];
  /** Prefixes of its own that it isn't told. */
  readonly withheld: readonly string[];
}

/** What FRR speaks BGP with, and what it says. */
export interface FrrSpeaker {
  /** Autonomous system number. */
  readonly asn: number;
  /** Address that it speaks from, and the next hop that it announces. */
  readonly address: string;
  /** Prefixes that it announces, as if they were its own. */
  readonly networks: readonly string[];
  /** The Route Servers that it speaks with. */
  readonly neighbors: readonly FrrNeighbor[];
}

/**
 * FRR's configuration for a speaker that attracts packets to itself through Route Servers.
 *
 * - All Route Servers have one number, 65515, so a route of one that is passed on to another would look like
 *   a circle to it and be dropped. Nothing is passed on: each prefix is announced as the speaker's own.
 * - Nothing is taken from them either. Azure's own routes carry the forwarded packets; a kernel route towards
 *   a Route Server could only divert them.
 * - The next hop is the speaker's address (R53), and the sessions go over several hops: Route Servers are
 *   never on the speaker's subnet.
 */
export function frrConfiguration({ asn, address, networks, neighbors }: FrrSpeaker): string {
  const withholding = neighbors.filter(({ withheld }) => withheld.length > 0);
  const each = (line: (ip: string, neighbor: FrrNeighbor) => string, among = neighbors): string[] =>
    among.flatMap((neighbor) => neighbor.addresses.map((ip) => line(ip, neighbor)));
  return [
    "frr defaults traditional",
    "log syslog informational",
    "service integrated-vtysh-config",
    // Route Servers are reached by the machine's default route, which FRR doesn't count as a way by itself.
    "ip nht resolve-via-default",
    "!",
    ...withholding.flatMap(({ name, withheld }) => [
      ...withheld.map((prefix, index) => `ip prefix-list TO-${name} seq ${5 * (index + 1)} deny ${prefix}`),
      `ip prefix-list TO-${name} seq ${5 * (withheld.length + 1)} permit any`,
      "!",
    ]),
    ...networks.map((prefix, index) => `ip prefix-list ANNOUNCED seq ${5 * (index + 1)} permit ${prefix}`),
    "!",
    "route-map ANNOUNCED permit 10",
    " match ip address prefix-list ANNOUNCED",
    "exit",
    "!",
    "route-map NOTHING deny 10",
    "exit",
    "!",
    `router bgp ${asn}`,
    ` bgp router-id ${address}`,
    " bgp log-neighbor-changes",
    " no bgp default ipv4-unicast",
    // Announced whether or not the machine's own routing table knows the prefix: it never does.
    " no bgp network import-check",
    " neighbor ROUTE-SERVERS peer-group",
    ` neighbor ROUTE-SERVERS remote-as ${AZURE_ASN}`,
    " neighbor ROUTE-SERVERS ebgp-multihop 8",
    ` neighbor ROUTE-SERVERS update-source ${address}`,
    ...each(
      (ip, { name }) => ` neighbor ${ip} peer-group ROUTE-SERVERS\n neighbor ${ip} description ${name}`,
    ),
    " !",
    " address-family ipv4 unicast",
    ...networks.map((prefix) => `  network ${prefix}`),
    "  neighbor ROUTE-SERVERS activate",
    "  neighbor ROUTE-SERVERS next-hop-self",
    "  neighbor ROUTE-SERVERS route-map NOTHING in",
    // Without a policy in each direction FRR exchanges nothing with another's number (RFC 8212).
    "  neighbor ROUTE-SERVERS route-map ANNOUNCED out",
    ...each((ip, { name }) => `  neighbor ${ip} prefix-list TO-${name} out`, withholding),
    " exit-address-family",
    "exit",
    "!",
    "",
  ].join("\n");
}
