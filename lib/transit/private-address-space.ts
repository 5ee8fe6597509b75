import { PRIVATE_PREFIXES } from "../azure/address-ranges";
import { formatIpv4, Ipv4Prefix } from "../cidr";
import { knownPrefix } from "../network/addressing";
import { ITransitNetwork } from "./i-transit-routing";

/** Unicast addresses: 1.0.0.0 to 223.255.255.255. */
const FIRST_UNICAST = Ipv4Prefix.parse("1.0.0.0/8").first;
const LAST_UNICAST = Ipv4Prefix.parse("223.0.0.0/8").last;

/** A network and the others of its mesh. */
export function meshOf(network: ITransitNetwork): ITransitNetwork[] {
  return [network, ...network.remoteNetworks.map((remote) => remote.network)];
}

/** Prefixes of everything that packets through a transit come from or go to, apart from the Internet. */
export function insidePrefixes(network: ITransitNetwork): string[] {
  return meshOf(network).flatMap(({ hub, spokes }) => [
    ...[hub, ...spokes].flatMap((member) => member.addressSpace),
    ...hub.attachableSpace,
    ...hub.onPremisesPrefixes,
  ]);
}

/** The prefixes that are not part of private address space, so that they look like the Internet. */
export function publicLooking(prefixes: readonly string[]): string[] {
  return prefixes.filter((text) => {
    const prefix = knownPrefix(text);
    return prefix !== undefined && !PRIVATE_PREFIXES.some((space) => space.contains(prefix));
  });
}

/** Ranges such as `1.0.0.0-9.255.255.255` that are the Internet: neither private nor one of the prefixes. */
export function internetRanges(exceptPrefixes: readonly string[]): string[] {
  const taken = [...PRIVATE_PREFIXES, ...exceptPrefixes.map(knownPrefix)]
    .filter((prefix): prefix is Ipv4Prefix => prefix !== undefined && prefix.first <= LAST_UNICAST)
    .sort((a, b) => a.first - b.first);
  const ranges: string[] = [];
  let next = FIRST_UNICAST;
  for (const prefix of taken) {
    if (prefix.first > next) {
      ranges.push(`${formatIpv4(next)}-${formatIpv4(prefix.first - 1)}`);
    }
    next = Math.max(next, prefix.last + 1);
  }
  return next <= LAST_UNICAST ? [...ranges, `${formatIpv4(next)}-${formatIpv4(LAST_UNICAST)}`] : ranges;
}
