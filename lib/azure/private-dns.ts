/**
 * Names that a private zone can't have, in the public cloud. Zones under them are allowed, such as those of Private Link. Source:
 * "What is an Azure Private DNS zone?", restrictions; read on 2026-11-27.
 */
const RESERVED_ZONES: ReadonlySet<string> = new Set([
  "azclient.ms",
  "azure.com",
  "cloudapp.net",
  "core.windows.net",
  "microsoft.com",
  "msidentity.com",
  "trafficmanager.net",
  "windows.net",
]);

/** Whether Azure keeps the name of a private zone to itself. */
export function isReservedZone(name: string): boolean {
  return RESERVED_ZONES.has(name.toLowerCase());
}

/** Most labels of a private zone's name; the same source. */
export const LABELS_OF_ZONE = 34;

/**
 * The service to which a subnet of a resolver's endpoint is delegated, and its prefix lengths. Source: "What is Azure DNS Private
 * Resolver?", subnet restrictions.
 */
export const RESOLVER_SUBNET = {
  delegation: "Microsoft.Network/dnsResolvers",
  shortestPrefix: 24,
  longestPrefix: 28,
} as const;

/** Whether a subnet of a prefix length takes an endpoint of a resolver. */
export function takesResolver(length: number): boolean {
  return length >= RESOLVER_SUBNET.shortestPrefix && length <= RESOLVER_SUBNET.longestPrefix;
}
