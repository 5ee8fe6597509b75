/** The number that Azure gives its gateways and Route Servers. */
export const AZURE_ASN = 65515;

/** Reserved by Azure. Source: "About BGP with VPN Gateway", FAQ. */
const RESERVED_BY_AZURE = [8074, 8075, 12076, 65515, 65517, 65518, 65519, 65520];

/** Reserved by IANA: documentation ranges and the transition number. */
const RESERVED_BY_IANA: readonly (readonly [number, number])[] = [
  [23456, 23456],
  [64496, 64511],
  [65535, 65551],
];

/** A number that anyone may use for a private network, to propose in a message. */
export const PROPOSED_ASN = 65001;

/**
 * Why a number can't be used as a private autonomous system number with Azure, or `undefined`.
 *
 * Azure's own gateways may keep 65515; `allowAzureDefault` says that this is one.
 */
export function asnProblem(what: string, asn: number, allowAzureDefault = false): string | undefined {
  if (!Number.isInteger(asn) || asn < 1 || asn > 65535) {
    return `the ASN of ${what} is ${asn}; Azure takes 16-bit numbers, such as ${PROPOSED_ASN}`;
  }
  if (allowAzureDefault && asn === AZURE_ASN) {
    return undefined;
  }
  if (RESERVED_BY_AZURE.includes(asn)) {
    return `the ASN ${asn} of ${what} is reserved by Azure; take another, such as ${PROPOSED_ASN}`;
  }
  return RESERVED_BY_IANA.some(([low, high]) => asn >= low && asn <= high)
    ? `the ASN ${asn} of ${what} is reserved by IANA; take another, such as ${PROPOSED_ASN}`
    : undefined;
}
