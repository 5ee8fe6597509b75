/** Something that rules of a firewall name, and the prefixes that it stands for. */
export interface NamedPrefixes {
  /** Name in the rules, such as `spoke01`. */
  readonly name: string;

  /** Its prefixes in CIDR notation. */
  readonly prefixes: string[];

  /**
   * Azure id of an IP group with these prefixes, which rules name instead.
   * @default - rules list the prefixes
   */
  readonly ipGroupId?: string;
}

/** A spoke that rules of a firewall name. */
export interface FirewallSpoke extends NamedPrefixes {
  /**
   * Its subnets.
   * @default - rules can't name one
   */
  readonly subnets?: NamedPrefixes[];
}

/**
 * The network whose parts rules of a firewall name: read when the rules are written, so that what is added later is in it.
 * A `HubSpokeConstruct` gives its firewall's policy one.
 */
export interface IFirewallNetwork {
  /** Prefixes of the hub, in CIDR notation. */
  readonly hubPrefixes: string[];

  /** All spokes together. */
  readonly allSpokes: NamedPrefixes;

  /** Spokes; those of another hub of a mesh as `hub02/spoke01`. */
  readonly spokes: FirewallSpoke[];

  /** Sites behind the gateway, as far as their prefixes are given; those of another hub of a mesh as `hub02/tokyo`. */
  readonly sites: NamedPrefixes[];

  /** Public addresses of the firewall, in the order of its configurations. */
  readonly publicIpAddresses: string[];
}
