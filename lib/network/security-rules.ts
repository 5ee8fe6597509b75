import { checked } from "../core/input-check";

/** Protocols of a rule. */
export enum SecurityProtocol {
  /** All of them */
  ANY = "*",
  /** TCP */
  TCP = "Tcp",
  /** UDP */
  UDP = "Udp",
  /** ICMP, which has no ports */
  ICMP = "Icmp",
}

/** Prefixes of the network that a security group is part of, in CIDR notation. */
export interface NetworkPrefixes {
  /**
   * Those of the hub.
   * @default - none
   */
  readonly hub?: string[];

  /**
   * Those of all spokes, and of networks that are joined to a mesh with this one.
   * @default - none
   */
  readonly spokes?: string[];

  /**
   * Those of sites behind the hub's gateway.
   * @default - none
   */
  readonly onPremises?: string[];

  /**
   * Those of `AzureBastionSubnet`.
   * @default - none
   */
  readonly bastion?: string[];
}

/** Where packets come from that a security group lets in. */
export class TrafficSource {
  /** The hub's virtual network. */
  public static hub(): TrafficSource {
    return new TrafficSource(({ hub = [] }) => hub);
  }

  /** All spokes, this one too, and what is joined to a mesh with the network: of today, and what is added later. */
  public static spokes(): TrafficSource {
    return new TrafficSource(({ spokes = [] }) => spokes);
  }

  /** Sites behind the hub's gateway, as far as their prefixes are given. */
  public static onPremises(): TrafficSource {
    return new TrafficSource(({ onPremises = [] }) => onPremises);
  }

  /** Hub, spokes and on-premises. */
  public static network(): TrafficSource {
    return new TrafficSource(({ hub = [], spokes = [], onPremises = [] }) => [
      ...hub,
      ...spokes,
      ...onPremises,
    ]);
  }

  /** The hub's Bastion. */
  public static bastion(): TrafficSource {
    return new TrafficSource(({ bastion = [] }) => bastion);
  }

  /** These prefixes, in CIDR notation. */
  public static prefixes(prefixes: string[]): TrafficSource {
    checked("TrafficSource.prefixes", "string[]", prefixes);
    return new TrafficSource(() => prefixes);
  }

  /** A service tag, such as `Internet` or `AzureLoadBalancer`. */
  public static serviceTag(tag: string): TrafficSource {
    checked("TrafficSource.serviceTag", "string", tag, "the tag");
    return new TrafficSource(() => [], tag);
  }

  private constructor(
    private readonly prefixesIn: (network: NetworkPrefixes) => readonly string[],
    /** The service tag, if it is one. */
    public readonly tag?: string,
  ) {}

  /**
   * Its prefixes in a network.
   * @internal
   */
  public _prefixesIn(network: NetworkPrefixes): readonly string[] {
    return this.prefixesIn(network);
  }
}

/** What a closed security group lets in. */
export interface AllowedTraffic {
  /** Name of the rule: letters, digits, `.`, `_` and `-`. */
  readonly name: string;

  /** Where it comes from. */
  readonly from: TrafficSource[];

  /**
   * Protocol.
   * @default SecurityProtocol.TCP
   */
  readonly protocol?: SecurityProtocol;

  /**
   * Ports that it goes to, such as `443` or `8000-8010`.
   * @default - all
   */
  readonly ports?: string[];
}

/** How a security group comes to its subnet. */
export interface SecurityGroupOptions {
  /**
   * Whether a subnet has the group from its creation on, as policies demand that refuse a subnet without one. It needs azurerm 5:
   * otherwise the group comes in a second step.
   * @default false
   */
  readonly atCreation?: boolean;
}

/** A security group that is open for the network. */
export interface AllowNetworkOptions extends SecurityGroupOptions {
  /**
   * Ports that the network may reach, such as `443` or `8000-8010`. Bastion keeps its way to 22 and 3389.
   * @default - all
   */
  readonly ports?: string[];
}

/** A security group that is closed but for what it lists. */
export interface ClosedGroupOptions extends SecurityGroupOptions {
  /**
   * What it lets in.
   * @default - Bastion alone
   */
  readonly allow?: AllowedTraffic[];
}

/**
 * What a security group of a spoke lets in. Load balancers' probes always come in, and Bastion on 22 and 3389. All may
 * go out, to the network also where Azure's tag `VirtualNetwork` doesn't know its spokes.
 *
 * Rules name the prefixes of hub, spokes and sites, since the tag holds other spokes only where a route leads to them.
 * They follow what is added later.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r67
 */
export class SecurityGroup {
  /** Lets in what comes from hub, spokes and on-premises, through whatever transit, and nothing else. */
  public static allowNetwork(options: AllowNetworkOptions = {}): SecurityGroup {
    checked("SecurityGroup.allowNetwork", "AllowNetworkOptions", options);
    const { ports, atCreation } = options;
    const protocol = ports ? SecurityProtocol.TCP : SecurityProtocol.ANY;
    return new SecurityGroup(
      [{ name: "AllowNetworkInBound", from: [TrafficSource.network()], ports, protocol }],
      atCreation ?? false,
    );
  }

  /** Lets in what is listed, and nothing else: not even what comes from the same subnet. */
  public static closed(options: ClosedGroupOptions = {}): SecurityGroup {
    checked("SecurityGroup.closed", "ClosedGroupOptions", options);
    return new SecurityGroup(options.allow ?? [], options.atCreation ?? false);
  }

  private constructor(
    /** What it lets in, beside Bastion and load balancers. */
    public readonly allowed: AllowedTraffic[],
    /** Whether subnets have it from their creation on. */
    public readonly atCreation: boolean,
  ) {}
}
