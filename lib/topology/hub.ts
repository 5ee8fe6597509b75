import { Construct, IConstruct } from "constructs";
import { ReservedSubnet } from "../azure/reserved-subnets";
import { Bastion, BastionOptions } from "../bastion/bastion";
import { quote } from "../core/azure-names";
import { childId } from "../core/child-id";
import { checked } from "../core/input-check";
import { PlacementProps } from "../core/placement";
import { HubSpokeError } from "../core/validation-error";
import { ActiveActiveVpnGateway, VpnGatewayOptions } from "../gateway/active-active-vpn-gateway";
import { IVpnGateway } from "../gateway/i-vpn-gateway";
import { SiteToSiteConnection, SiteToSiteOptions } from "../gateway/site-to-site-connection";
import { MemberEvents } from "./member-events";
import { NetworkMember, NetworkMemberOptions } from "./network-member";

/** A VPN gateway in a hub, and its subnet. */
export interface HubVpnGatewayOptions extends VpnGatewayOptions {
  /** Prefix of the `GatewaySubnet` that is created: /27 or larger is recommended. */
  readonly subnetPrefix: string;
}

/** A Bastion host in a hub, and its subnet. */
export interface HubBastionOptions extends BastionOptions {
  /** Prefix of the `AzureBastionSubnet` that is created: /26 or larger. */
  readonly subnetPrefix: string;
}

/** What a hub is made of. */
export interface HubOptions extends NetworkMemberOptions {
  /** Name, such as `hub01`: Azure names are made of it (`vnet-hub01`). */
  readonly name: string;

  /**
   * An active-active VPN gateway to create; spokes use it.
   * @default - none
   */
  readonly vpnGateway?: HubVpnGatewayOptions;

  /**
   * A VPN gateway that the hub has already (`ActiveActiveVpnGateway.fromVpnGatewayAttributes`); spokes use it. Where it
   * is known with its subnet, packets from on-premises take the same way as those to it.
   * @default - none
   */
  readonly existingVpnGateway?: IVpnGateway;

  /**
   * A Bastion host to create.
   * @default - none
   */
  readonly bastion?: HubBastionOptions;
}

/** Props of a {@link Hub}. */
export interface HubProps extends HubOptions, PlacementProps {}

/** The hub of a network: a virtual network that spokes are connected to, with what they share. */
export class Hub extends NetworkMember {
  private gateway?: IVpnGateway;
  private bastionOfHub?: Bastion;
  private readonly sites: SiteToSiteConnection[] = [];
  private readonly shared: IConstruct[] = [];

  public constructor(scope: Construct, id: string, props: HubProps) {
    super(scope, id, "HubProps", props);
    if (props.vpnGateway) {
      this.addVpnGateway(props.vpnGateway);
    }
    if (props.existingVpnGateway) {
      this.useVpnGateway(props.existingVpnGateway);
    }
    if (props.bastion) {
      this.addBastion(props.bastion);
    }
  }

  /** The hub's VPN gateway, if it has one. */
  public get vpnGateway(): IVpnGateway | undefined {
    return this.gateway;
  }

  /** The hub's Bastion host, if one was created here. */
  public get bastion(): Bastion | undefined {
    return this.bastionOfHub;
  }

  /** Connections to on-premises sites. */
  public get siteToSiteConnections(): SiteToSiteConnection[] {
    return [...this.sites];
  }

  /** Prefixes of all connected sites, as far as they are known before BGP. */
  public get onPremisesPrefixes(): string[] {
    return [...new Set(this.sites.flatMap((site) => site.addressSpace))];
  }

  /** Gateways and Route Servers of the hub that its spokes use. */
  public get sharedGateways(): IConstruct[] {
    return [...this.shared];
  }

  /** Adds an active-active VPN gateway with its `GatewaySubnet` and returns it. Spokes use it from then on. */
  public addVpnGateway(options: HubVpnGatewayOptions): ActiveActiveVpnGateway {
    const { subnetPrefix, ...rest } = checked(this, "HubVpnGatewayOptions", options, "vpnGateway");
    this.refuseSecond("VPN gateway", this.gateway);
    const subnet = this.addSubnet(ReservedSubnet.GATEWAY, { addressPrefix: subnetPrefix });
    const gateway = new ActiveActiveVpnGateway(this, "VpnGateway", { ...this.placement, ...rest, subnet });
    this.useVpnGateway(gateway);
    return gateway;
  }

  /** Adds Bastion with its `AzureBastionSubnet` and returns it. */
  public addBastion(options: HubBastionOptions): Bastion {
    const { subnetPrefix, ...rest } = checked(this, "HubBastionOptions", options, "bastion");
    this.refuseSecond("Bastion host", this.bastionOfHub);
    const subnet = this.addSubnet(ReservedSubnet.BASTION, { addressPrefix: subnetPrefix });
    this.bastionOfHub = new Bastion(this, "Bastion", { ...this.placement, ...rest, subnet });
    return this.bastionOfHub;
  }

  /** Connects an on-premises site to the hub's VPN gateway and returns the connection. */
  public addSiteToSite(name: string, options: SiteToSiteOptions): SiteToSiteConnection {
    checked(this, "SiteToSiteOptions", options, name);
    if (!this.gateway) {
      throw new HubSpokeError(
        this,
        `site ${quote(String(name))} needs a VPN gateway in the hub; give the hub vpnGateway or call addVpnGateway first`,
      );
    }
    const site = new SiteToSiteConnection(this, childId(this, "Site", name), {
      ...this.placement,
      ...options,
      name,
      vpnGateway: this.gateway,
    });
    this.sites.push(site);
    return site;
  }

  /** Lets all spokes use a gateway or Route Server of the hub. Called for the hub's own VPN gateway already. */
  public shareGateway(gateway: IConstruct): void {
    this.shared.push(gateway);
    this._events.shareGateway?.(gateway);
  }

  /** @internal */
  public override _report(events: MemberEvents): void {
    super._report(events);
    if (this.gateway) {
      events.useGateway?.(this.gateway);
    }
  }

  private useVpnGateway(gateway: IVpnGateway): void {
    this.refuseSecond("VPN gateway", this.gateway);
    this.gateway = gateway;
    this.virtualNetwork.creationOrder.createsGateway(gateway);
    this.shareGateway(gateway);
    this._events.useGateway?.(gateway);
  }

  private refuseSecond(what: string, existing: IConstruct | undefined): void {
    if (existing) {
      throw new HubSpokeError(this, `the hub has a ${what} already; a virtual network takes one`);
    }
  }
}
