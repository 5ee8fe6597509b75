import { Ipv4Prefix, parseIpv4 } from "../cidr";
import { FORBIDDEN_RANGES, PRIVATE_PREFIXES } from "./address-ranges";

/** Link-local addresses that a VPN gateway can speak BGP from. Source: "About BGP and VPN Gateway". */
export const APIPA_RANGE = { first: "169.254.21.0", last: "169.254.22.255" } as const;

const [FIRST, LAST] = [APIPA_RANGE.first, APIPA_RANGE.last].map((text) => parseIpv4(text)!);

/** Whether a text is an address of {@link APIPA_RANGE}. */
export function isGatewayApipa(text: string): boolean {
  const value = parseIpv4(text);
  return value !== undefined && value >= FIRST && value <= LAST;
}

/**
 * Longest prefix that a pool of VPN clients may have. Source: "Configure server settings for P2S VPN Gateway connections", client
 * address pool; read on 2026-11-27.
 */
export function longestClientPool(activeActive: boolean): number {
  return activeActive ? 28 : 29;
}

const LINK_LOCAL = Ipv4Prefix.parse("169.254.0.0/16");

/** Whether a text is a link-local address. */
export function isLinkLocal(text: string): boolean {
  return isIn(text, [LINK_LOCAL]);
}

function isIn(text: string, ranges: readonly Ipv4Prefix[]): boolean {
  const address = Ipv4Prefix.tryParse(`${text}/32`);
  return address !== undefined && ranges.some((range) => range.contains(address));
}

/** What no device has: "this network" and what was kept for later, beside what no network has. */
const NOBODYS = [
  ...FORBIDDEN_RANGES.map(({ prefix }) => prefix),
  ...["0.0.0.0/8", "240.0.0.0/4"].map((text) => Ipv4Prefix.parse(text)),
];

/** What kind of address the other end of a tunnel has. */
export type DeviceAddress = "public" | "private" | "nobody's";

/** How a tunnel over the Internet finds an address: `undefined` for a text that is none. */
export function deviceAddress(text: string): DeviceAddress | undefined {
  if (parseIpv4(text) === undefined) {
    return undefined;
  }
  return isIn(text, NOBODYS) ? "nobody's" : isIn(text, PRIVATE_PREFIXES) ? "private" : "public";
}

/**
 * SSTP of VPN clients; read in November 2026.
 * @see https://learn.microsoft.com/azure/vpn-gateway/ikev2-openvpn-from-sstp
 */
export const SSTP_RETIRED = { enabled: "2026-03-31", stopped: "2027-03-31" } as const;
