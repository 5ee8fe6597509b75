/** The number of Azure's gateways and Route Servers, unless a gateway is given another. */
export const AZURE_ASN = 65515;

/** A number that anyone may use for a private network, to propose in a message. */
export const PROPOSED_ASN = 65001;

/** Private 16-bit numbers below Azure's own. Source: RFC 6996; the rest of the range is partly reserved. */
export const PRIVATE_ASNS = { first: 64512, last: 65514 } as const;

/** The largest number that Route Server takes from a peer, and that its and a gateway's tunnels can have. */
export const LAST_16_BIT_ASN = 65534;
export const LAST_ASN = 4_294_967_294;

/** Source: "About BGP with VPN Gateway" and "Azure Route Server FAQ". */
const RESERVED_BY_AZURE: ReadonlySet<number> = new Set([
  8074, 8075, 12076, 65515, 65517, 65518, 65519, 65520,
]);

/** The transition number, documentation ranges and the last number of 16 bits. */
const RESERVED_BY_IANA: readonly (readonly [first: number, last: number])[] = [
  [23456, 23456],
  [64496, 64511],
  [65535, 65551],
];

/** Why a number is none that a network at the other end of Azure's BGP can have. */
export type AsnFault = "not a number" | "reserved by Azure" | "reserved by IANA" | "too long";

/**
 * What is wrong with an autonomous system number. `16-bit` is for peers of a Route Server, which takes no
 * longer ones; gateways and their sites take 32 bits.
 */
export function asnFault(asn: number, bits: "16-bit" | "32-bit" = "32-bit"): AsnFault | undefined {
  if (!Number.isInteger(asn) || asn < 1 || asn > LAST_ASN) {
    return "not a number";
  }
  if (RESERVED_BY_AZURE.has(asn)) {
    return "reserved by Azure";
  }
  if (RESERVED_BY_IANA.some(([first, last]) => asn >= first && asn <= last)) {
    return "reserved by IANA";
  }
  return bits === "16-bit" && asn > LAST_16_BIT_ASN ? "too long" : undefined;
}
