import { formatIpv4, Ipv4Prefix, parseIpv4 } from "../../cidr";
import { NetworkInterface } from "../../compute/network-interface";
import { isDeferred, isReference, quote } from "../../core/azure-names";
import { checked } from "../../core/input-check";
import { knownPrefix } from "../../network/addressing";
import { contentsOf } from "../../network/network-contents";
import { hostAddressProblem } from "../../network/subnet-checks";
import { Hub } from "../../topology/hub";

/** What a route points at: the words of `azurerm_route_table`. */
enum NextHopType {
  /** A machine, load balancer or firewall with an address of its own. */
  VIRTUAL_APPLIANCE = "VirtualAppliance",
  /** The VPN gateway that the network uses. */
  VIRTUAL_NETWORK_GATEWAY = "VirtualNetworkGateway",
  /** The Internet. */
  INTERNET = "Internet",
  /** Nowhere: packets are dropped. */
  NONE = "None",
}

/** What is known of an appliance that routes point at. */
export interface VirtualApplianceHopOptions {
  /**
   * Whether the address is known only after something slow is created, such as a firewall. Peerings don't
   * wait for route tables then.
   * @default - true if the address is an expression, false if it is written out
   */
  readonly knownAfterCreation?: boolean;

  /**
   * Whether whoever gives the address has it checked already, such as an option that creates the appliance: its subnet says
   * then what is wrong.
   * @default false
   */
  readonly checkedElsewhere?: boolean;
}

/** Where user-defined routes send packets. */
export class NextHop {
  /**
   * An appliance, by its private address in the hub: that of a machine, of an internal load balancer, or of
   * a firewall.
   */
  public static virtualAppliance(address: string, options: VirtualApplianceHopOptions = {}): NextHop {
    checked("NextHop.virtualAppliance", "string", address, "the address");
    checked("NextHop.virtualAppliance", "VirtualApplianceHopOptions", options);
    const late = options.knownAfterCreation ?? isExpression(address);
    return new NextHop(NextHopType.VIRTUAL_APPLIANCE, late, address, options.checkedElsewhere);
  }

  /**
   * The hub's VPN gateway. Never an ExpressRoute gateway: Azure has no such next hop.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r27
   */
  public static virtualNetworkGateway(): NextHop {
    return new NextHop(NextHopType.VIRTUAL_NETWORK_GATEWAY, false);
  }

  /** Nowhere: packets are dropped. Of no use for letting spokes talk, but it ends a circle. */
  public static none(): NextHop {
    return new NextHop(NextHopType.NONE, false);
  }

  /**
   * The Internet, directly: what Azure asks of the subnet of a firewall.
   * @internal
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r62
   */
  public static _internet(): NextHop {
    return new NextHop(NextHopType.INTERNET, false);
  }

  private constructor(
    /**
     * What kind of next hop it is.
     * @internal
     */
    public readonly _type: NextHopType,
    /** Whether its address is known only after something slow is created. */
    public readonly knownAfterCreation: boolean,
    /** Address of an appliance; a gateway has none. */
    public readonly address?: string,
    private readonly isCheckedElsewhere = false,
  ) {}

  /** Whether packets go to an appliance. */
  public get isAppliance(): boolean {
    return this._type === NextHopType.VIRTUAL_APPLIANCE;
  }

  /** @internal */
  public get _isGateway(): boolean {
    return this._type === NextHopType.VIRTUAL_NETWORK_GATEWAY;
  }

  /**
   * Whether packets that come here go on.
   * @internal
   */
  public get _leadsOn(): boolean {
    return this._type !== NextHopType.NONE;
  }

  /**
   * Why routes of this hub's spokes can't point here, each reason as a sentence. An address that is known
   * only at apply passes.
   *
   * Azure uses a next hop only if it is in the own network or in one that is peered with it. Spokes
   * are peered with the hub.
   * @internal
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r21
   */
  public _problems(hub: Hub): string[] {
    if (this.address === undefined || this.isCheckedElsewhere || isExpression(this.address)) {
      return [];
    }
    const value = parseIpv4(this.address);
    if (value === undefined) {
      return [`the next hop ${quote(String(this.address))} is not an IPv4 address such as "10.0.1.4"`];
    }
    const spaces = hub.addressSpace.map(knownPrefix);
    const known = spaces.filter((space): space is Ipv4Prefix => space !== undefined);
    // A hub without addresses is a mistake of its own.
    const areKnown = known.length > 0 && known.length === spaces.length;
    if (areKnown && !known.some((space) => space.containsAddress(value))) {
      return [
        `the next hop ${formatIpv4(value)} is not in the hub (${hub.addressSpace.join(", ")}), so the spokes, ` +
          "which are peered with the hub, can't reach it directly; give the address of an appliance in the hub",
      ];
    }
    const subnet = hub.subnets.find((each) => knownPrefix(each.addressPrefix)?.containsAddress(value));
    const problem = subnet && hostAddressProblem("the next hop", this.address, subnet);
    return [problem, this.forwardingProblem(hub)].filter((each) => each !== undefined);
  }

  /** A machine of this program that has the address, and would drop what it is sent for others. */
  private forwardingProblem({ virtualNetwork }: Hub): string | undefined {
    const { staticAddresses } = contentsOf(virtualNetwork);
    const owner = staticAddresses.find(({ address }) => address === this.address)?.owner;
    return owner && (owner as Partial<NetworkInterface>)._forwards === false
      ? `the next hop ${this.address} is the address of ${owner.node.path}, which drops packets of others: give its machine ipForwarding`
      : undefined;
  }
}

/** Whether an address is known only at apply: a token, or a reference to another resource's attribute. */
function isExpression(address: string): boolean {
  return isDeferred(address) || isReference(address);
}
