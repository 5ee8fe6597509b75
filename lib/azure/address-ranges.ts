import { Ipv4Prefix } from "../cidr";

/** Ranges that are never on the Internet: RFC 1918 and RFC 6598. */
export const PRIVATE_RANGES: readonly string[] = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
];

/** {@link PRIVATE_RANGES} as numbers. */
export const PRIVATE_PREFIXES: readonly Ipv4Prefix[] = PRIVATE_RANGES.map((text) => Ipv4Prefix.parse(text));

/** What a routing intent of Virtual WAN takes for private: RFC 1918. Source: "How to configure Virtual WAN Hub routing intent". */
export const INTENT_PREFIXES: readonly Ipv4Prefix[] = PRIVATE_PREFIXES.slice(0, 3);

/** Azure's own address in each network: DNS, DHCP, probes of load balancers, the machines' agent. */
export const PLATFORM_ADDRESS = "168.63.129.16";

/** A range that no virtual network may use. */
export interface ForbiddenRange {
  /** The range. */
  readonly prefix: Ipv4Prefix;
  /** What it is for. */
  readonly use: { readonly en: string; readonly ja: string };
}

function forbidden(range: string, en: string, ja: string): ForbiddenRange {
  return { prefix: Ipv4Prefix.parse(range), use: { en, ja } };
}

/** Source: "Azure Virtual Network FAQ", which address ranges can be used. */
export const FORBIDDEN_RANGES: readonly ForbiddenRange[] = [
  forbidden("224.0.0.0/4", "multicast", "マルチキャスト"),
  forbidden("255.255.255.255/32", "broadcast", "ブロードキャスト"),
  forbidden("127.0.0.0/8", "loopback", "ループバック"),
  forbidden("169.254.0.0/16", "link-local addresses", "リンクローカル"),
  forbidden(`${PLATFORM_ADDRESS}/32`, "Azure's own services", "Azure 自身のサービス"),
];

/** Prefix lengths that Azure creates: of an address space from /2 to /29, of a subnet up to /29. */
export const LARGEST_NETWORK = 2;
export const SMALLEST_NETWORK = 29;

/** Addresses that Azure keeps in every subnet: the first four and the last. */
const KEPT_AT_START = 4;
const KEPT_AT_END = 1;

/** First and last address of a subnet that a machine can have. */
export function usableRange(prefix: Ipv4Prefix): { readonly first: number; readonly last: number } {
  return { first: prefix.first + KEPT_AT_START, last: prefix.last - KEPT_AT_END };
}

/** The first address of a subnet that a machine can have: Azure keeps the four before it, and the last. */
export function firstUsable({ first }: Ipv4Prefix): number {
  return first + 4;
}
