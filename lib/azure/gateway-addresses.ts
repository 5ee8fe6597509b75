import { parseIpv4 } from "../cidr";

/** Link-local addresses that a VPN gateway can speak BGP from. Source: "About BGP and VPN Gateway". */
export const APIPA_RANGE = { first: "169.254.21.0", last: "169.254.22.255" } as const;

const [FIRST, LAST] = [APIPA_RANGE.first, APIPA_RANGE.last].map((text) => parseIpv4(text)!);

/** Whether a text is an address of {@link APIPA_RANGE}. */
export function isGatewayApipa(text: string): boolean {
  const value = parseIpv4(text);
  return value !== undefined && value >= FIRST && value <= LAST;
}
