import { IpReference, ModelResource } from "./resource";

/** Names inside of networks: who is asked for them, and where zones answer. */
export interface Dns {
  readonly servers: readonly NetworkDnsServers[];
  readonly resolvers: readonly DnsResolver[];
  readonly resolverEndpoints: readonly DnsResolverEndpoint[];
  readonly rulesets: readonly DnsForwardingRuleset[];
  readonly zones: readonly PrivateDnsZone[];
}

/** The servers that machines of a network ask; none = Azure's own. A network that isn't managed here has no entry. */
export interface NetworkDnsServers {
  readonly virtualNetwork: string;
  /** What sets them: the network, or its `azurerm_virtual_network_dns_servers`. */
  readonly origin: string;
  readonly servers: readonly IpReference[];
  /** There may be others than these: only apply tells, or a resource that sets them names no network of the input. */
  readonly isOpen: boolean;
}

export interface DnsResolver extends ModelResource {
  readonly virtualNetwork?: string;
}

export interface DnsResolverEndpoint extends ModelResource {
  readonly direction: "inbound" | "outbound";
  readonly resolver?: string;
  readonly subnet?: string;
  /** Given, or known from a state. */
  readonly privateIp?: string;
}

export interface DnsForwardingRuleset extends ModelResource {
  readonly outboundEndpoints: readonly string[];
  /** Those that are enabled. */
  readonly rules: readonly DnsForwardingRule[];
  /** Networks in which its rules hold. */
  readonly networks: readonly string[];
}

export interface DnsForwardingRule {
  readonly address: string;
  /** `.` is everything. */
  readonly domain?: string;
  /** Who is asked. */
  readonly servers: readonly ForwardedTo[];
}

export interface ForwardedTo extends IpReference {
  /** Undefined where only apply tells. */
  readonly port?: number;
}

export interface PrivateDnsZone extends ModelResource {
  /** Networks in which it answers. */
  readonly networks: readonly string[];
  /** Links by which machines of a network register their names in it. */
  readonly registrations: readonly { readonly address: string; readonly network: string }[];
  /** A link of which the input doesn't tell the network or the zone may be one of its. */
  readonly hasOpenLinks: boolean;
}
