import { LIMITS } from "../azure/limits";
import { isKeptByDns } from "../azure/tags";
import { PlacementProps } from "../core/placement";
import { PrivateDnsZoneOptions } from "../dns/private-dns-zone";
import { PrivateLinkZoneSelection } from "../dns/private-link-zones";

/** A private resolver in a hub, and its subnets. */
export interface HubPrivateResolverOptions {
  /** Prefix of the subnet `dns-inbound` that is created for the endpoint that others ask: /28 to /24. */
  readonly inboundSubnetPrefix: string;

  /**
   * Static address of that endpoint.
   * @default - Azure chooses one
   */
  readonly inboundAddress?: string;

  /**
   * Prefix of the subnet `dns-outbound` that is created for the endpoint that asks others: /28 to /24.
   * @default - none, and no rulesets
   */
  readonly outboundSubnetPrefix?: string;

  /**
   * Whether spokes that are created without DNS servers of their own ask it. Where the firewall answers DNS, they ask the firewall,
   * which asks the resolver.
   * @default true
   */
  readonly serveSpokes?: boolean;

  /**
   * Azure name.
   * @default - chosen by the naming strategy: `dnspr-<hub>`
   */
  readonly resolverName?: string;
}

/** Which networks see a private zone. */
export interface HubZoneLinks {
  /**
   * Whether spokes are linked too, of today and later. The hub always is. Spokes that ask a resolver or a firewall in the hub see the
   * zone without.
   * @default true
   */
  readonly linkSpokes?: boolean;

  /**
   * Whether names that the zone doesn't have are looked up on the Internet, for zones of Private Link.
   * @default false
   */
  readonly fallbackToInternet?: boolean;
}

/** A private zone of a hub. */
export interface HubPrivateDnsZoneOptions extends PrivateDnsZoneOptions, HubZoneLinks {
  /**
   * Whether machines of linked networks get a record of their own in the zone. A network registers in one zone.
   * @default false
   */
  readonly registration?: boolean;
}

/** Zones of Private Link of a hub. */
export interface HubPrivateLinkZonesOptions extends PrivateLinkZoneSelection, HubZoneLinks {}

/** Tags of a zone: its own, and as many of the network's as Azure takes and keeps there. */
export function zoneTags(
  ofNetwork: PlacementProps["tags"],
  own: { readonly [key: string]: string } | undefined,
): PlacementProps["tags"] {
  const kept = Object.entries(ofNetwork ?? {}).filter(([key]) => isKeptByDns(key) && !(key in (own ?? {})));
  const room = Math.max(0, LIMITS.tagsOfZoneOrAccount.value - Object.keys(own ?? {}).length);
  return ofNetwork || own ? { ...Object.fromEntries(kept.slice(0, room)), ...own } : undefined;
}
