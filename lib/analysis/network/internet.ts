import { FORBIDDEN_RANGES, PRIVATE_RANGES } from "../../azure/address-ranges";
import { AddressSet } from "../sets/address-set";
import { OnPremisesSite, prefixesOfSite } from "./gateway-node";
import { VirtualNetworkNode } from "./virtual-network-node";

/** Addresses that nothing on the Internet has, wherever one asks from. */
export const NEVER_PUBLIC = AddressSet.of([
  ...PRIVATE_RANGES,
  ...FORBIDDEN_RANGES.map(({ prefix }) => prefix.toString()),
  "0.0.0.0/8",
  "224.0.0.0/3",
]);

/** What the Internet has: public addresses that are neither a virtual network's nor a site's own. */
export function internetSpace(
  networks: readonly VirtualNetworkNode[],
  sites: readonly OnPremisesSite[],
): AddressSet {
  const prefixes = sites.flatMap(prefixesOfSite).filter(({ length }) => length > 0);
  return AddressSet.ofRanges([
    ...NEVER_PUBLIC.ranges,
    ...networks.flatMap(({ space }) => space.ranges),
    ...AddressSet.ofPrefixes(prefixes).ranges,
  ]).complement();
}
