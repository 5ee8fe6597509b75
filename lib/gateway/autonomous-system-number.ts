import {
  AsnFault,
  asnFault,
  AZURE_ASN,
  LAST_16_BIT_ASN,
  LAST_ASN,
  PROPOSED_ASN,
} from "../azure/autonomous-systems";

/** What carries a number: gateways of Azure's may keep 65515, and a Route Server takes no 32-bit numbers. */
export enum AsnOwner {
  /** A gateway of Azure's */
  GATEWAY = "gateway",
  /** A device at the other end of a gateway's tunnel */
  SITE = "site",
  /** What tells a Route Server its routes */
  ROUTE_SERVER_PEER = "routeServerPeer",
}

/** Why a number can't be used as an autonomous system number with Azure, or `undefined`. */
export function asnProblem(what: string, asn: number, owner: AsnOwner): string | undefined {
  if (owner === AsnOwner.GATEWAY && asn === AZURE_ASN) {
    return undefined;
  }
  const isPeer = owner === AsnOwner.ROUTE_SERVER_PEER;
  const fault = asnFault(asn, isPeer ? "16-bit" : "32-bit");
  return fault && sentence(what, asn, fault, isPeer ? LAST_16_BIT_ASN : LAST_ASN);
}

function sentence(what: string, asn: number, fault: AsnFault, last: number): string {
  switch (fault) {
    case "reserved by Azure":
    case "reserved by IANA":
      return `the ASN ${asn} of ${what} is ${fault}; take another, such as ${PROPOSED_ASN}`;
    case "too long":
      return `the ASN of ${what} is ${asn}; a Route Server takes 16-bit numbers, such as ${PROPOSED_ASN}`;
    default:
      return `the ASN of ${what} is ${asn}; it is a number from 1 to ${last}, such as ${PROPOSED_ASN}`;
  }
}
