import { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { reservedSubnetOf } from "../azure/reserved-subnets";
import { checkAtSynth } from "../core/checks";
import { PlacementProps } from "../core/placement";
import { WarningCode } from "../core/warning-code";
import { warnAtSynth } from "../core/warnings";
import { ISubnet } from "../network/i-subnet";
import { SecurityGroup } from "../network/security-rules";
import { VnetPeering } from "../network/vnet-peering";
import { egressProblems, egressWarning, leakWarning } from "./egress-checks";
import { NetworkMember } from "./network-member";
import { NetworkMemberOptions } from "./network-member-options";

/** What a spoke is made of, apart from its name. */
export interface SpokeOptions extends NetworkMemberOptions {
  /**
   * What a security group of the spoke lets in, on all of its subnets that have no `networkSecurityGroupId` of their own.
   * @default - no security group
   */
  readonly securityGroup?: SecurityGroup;

  /**
   * Azure region of the spoke.
   * @default - the network's
   */
  readonly location?: string;

  /**
   * Resource group of the spoke.
   * @default - the network's
   */
  readonly resourceGroupName?: string;

  /**
   * Provider configuration of the spoke, such as an alias for another subscription.
   * @default - the network's
   */
  readonly provider?: TerraformProvider;

  /**
   * Tags of the spoke's resources, on top of the network's.
   * @default - the network's alone
   */
  readonly tags?: { [key: string]: string };
}

/** A spoke of a list: its options and its name. */
export interface NamedSpokeOptions extends SpokeOptions {
  /** Name, such as `spoke01`: Azure names (`vnet-spoke01`) and the Terraform address are made of it. */
  readonly name: string;
}

/** Props of a {@link Spoke}. */
export interface SpokeProps extends NetworkMemberOptions, PlacementProps {
  /** Name, such as `spoke01`. */
  readonly name: string;

  /**
   * What a security group of the spoke lets in, on all of its subnets that have no `networkSecurityGroupId` of their own.
   * @default - no security group
   */
  readonly securityGroup?: SecurityGroup;
}

/**
 * A spoke of a network: a virtual network that is connected to the hub (`azurerm_virtual_network` with its subnets, or one
 * that exists already), in a region, resource group and subscription of its own if that is asked for.
 *
 * `HubSpokeConstruct.addSpoke` makes one and connects it as the transit option has it; alone it has no peering.
 */
export class Spoke extends NetworkMember {
  private peeringWithHub?: VnetPeering;
  private routeTable?: () => string;
  private readonly defaultRoutes = new Map<ISubnet, boolean>();

  public constructor(scope: Construct, id: string, props: SpokeProps) {
    super(scope, id, "SpokeProps", props);
    if (props.securityGroup) {
      this.addSecurityGroup(props.name, { rules: props.securityGroup });
    }
    const facts = {
      name: props.name,
      egress: props.egress,
      machines: this._machines,
      defaultRoutes: this.defaultRoutes,
    };
    const routable = (): ISubnet[] =>
      [...this.subnets, ...this.existingSubnets].filter(({ subnetName }) => !reservedSubnetOf(subnetName));
    checkAtSynth(this, () => egressProblems(facts, routable()));
    warnAtSynth(this, WarningCode.SPOKE_WITHOUT_EGRESS, () => egressWarning(facts));
    warnAtSynth(this, WarningCode.EGRESS_NOT_NONE, () => leakWarning(facts, routable()));
  }

  /** The peering with the hub, unless the transit option connects them in another way. */
  public get peering(): VnetPeering | undefined {
    return this.peeringWithHub;
  }

  /**
   * Azure id of the route table that its subnets have, if the transit option gives them one: to associate it
   * with subnets that exist already, which are left alone otherwise.
   */
  public get routeTableId(): string | undefined {
    return this.routeTable?.();
  }

  /**
   * Remembers the route table of its subnets.
   * @internal
   */
  public _setRouteTable(routeTableId: () => string): void {
    this.routeTable = routeTableId;
  }

  /**
   * Remembers that a subnet's route table leads everything to the transit, and whether that leads to the Internet.
   * @internal
   */
  public _setDefaultRoute(subnet: ISubnet, leadsToInternet: boolean): void {
    this.defaultRoutes.set(subnet, leadsToInternet);
  }

  /**
   * Remembers the peering with the hub.
   * @internal
   */
  public _setPeering(peering: VnetPeering): void {
    this.peeringWithHub = peering;
  }
}
