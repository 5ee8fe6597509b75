import { Construct, IConstruct } from "constructs";
import { ReservedSubnet } from "../azure/reserved-subnets";
import { Bastion } from "../bastion/bastion";
import { BastionSku } from "../bastion/bastion-tiers";
import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked, checkedNamed } from "../core/input-check";
import { PlacementProps } from "../core/placement";
import { HubSpokeError } from "../core/validation-error";
import { ForwardingRuleset, ForwardingRulesetOptions } from "../dns/forwarding-ruleset";
import { PrivateDnsZone } from "../dns/private-dns-zone";
import { PrivateLinkZones } from "../dns/private-link-zones";
import { PrivateResolver } from "../dns/private-resolver";
import { ExpressRouteCircuitOptions, ExpressRouteConnection } from "../gateway/express-route-connection";
import { ExpressRouteGateway } from "../gateway/express-route-gateway";
import { IExpressRouteGateway } from "../gateway/i-express-route-gateway";
import { IVpnGateway } from "../gateway/i-vpn-gateway";
import { SiteToSiteConnection, SiteToSiteOptions } from "../gateway/site-to-site-connection";
import { VpnGateway } from "../gateway/vpn-gateway";
import { ISubnet } from "../network/i-subnet";
import {
  attachmentsProblems,
  clientPoolProblems,
  coexistenceProblems,
  refuseSecond,
  warnOfPrivateBastion,
} from "./hub-checks";
import { HubPrivateDnsZoneOptions, HubPrivateLinkZonesOptions, HubPrivateResolverOptions } from "./hub-dns";
import { HubNameResolution } from "./hub-name-resolution";
import {
  HubBastionOptions,
  HubExpressRouteGatewayOptions,
  HubOptions,
  HubVpnGatewayOptions,
  HubAttachmentsOptions,
} from "./hub-options";
import { MemberEvents } from "./member-events";
import { NetworkMember } from "./network-member";
import { Claimant, warnOfOverlaps } from "./site-overlaps";

/** Props of a {@link Hub}. */
export interface HubProps extends HubOptions, PlacementProps {}

/**
 * The hub of a network: a virtual network that spokes are connected to (`azurerm_virtual_network` with its subnets, or one
 * that exists already), with what they share: gateways and their sites, a Bastion host, machines. Each is created when it
 * is asked for in the props or added later, with the reserved subnet that it needs.
 *
 * `HubSpokeConstruct` makes one; alone it has no peerings.
 */
export class Hub extends NetworkMember {
  private gateway?: IVpnGateway;
  private expressRoute?: IExpressRouteGateway;
  private givenGatewaySubnet?: ISubnet;
  private bastionOfHub?: Bastion;
  private readonly spokesSoFar: NetworkMember[] = [];
  private readonly spokeFollowers: ((spoke: NetworkMember) => void)[] = [];
  private readonly attachments?: HubAttachmentsOptions;
  private readonly sites: SiteToSiteConnection[] = [];
  private readonly circuits: ExpressRouteConnection[] = [];
  private readonly shared: IConstruct[] = [];
  private readonly names = new HubNameResolution(this, (follower) => this.followSpokes(follower));

  public constructor(scope: Construct, id: string, props: HubProps) {
    super(scope, id, "HubProps", props);
    this.attachments = props.attachments;
    checkAtSynth(this, () => [
      ...attachmentsProblems(props.attachments, this.addressSpace),
      props.egress?.isTransit
        ? "the hub's own machines don't leave through its transit, whose routes are for spokes; use Egress.natGateway()"
        : undefined,
    ]);
    if (props.vpnGateway) {
      this.addVpnGateway(props.vpnGateway);
    }
    if (props.existingVpnGateway) {
      const { gateway, subnet } = props.existingVpnGateway;
      this.givenGatewaySubnet = subnet;
      checkAtSynth(this, () => [
        subnet && gateway.subnet && subnet !== gateway.subnet
          ? "existingVpnGateway names two subnets, and the gateway knows its own: leave subnet out"
          : undefined,
      ]);
      this.useVpnGateway(gateway);
    }
    if (props.expressRouteGateway) {
      this.addExpressRouteGateway(props.expressRouteGateway);
    }
    if (props.existingExpressRouteGateway) {
      this.useExpressRouteGateway(props.existingExpressRouteGateway);
    }
    if (props.bastion) {
      this.addBastion(props.bastion);
    }
    checkAtSynth(this, () => [
      ...coexistenceProblems(this, this.gateway, this.expressRoute),
      ...clientPoolProblems(this.gateway, this.circuits, this.attachableSpace),
    ]);
    if (props.privateResolver) {
      this.addPrivateResolver(props.privateResolver);
    }
  }

  /** The hub's VPN gateway, if it has one. */
  public get vpnGateway(): IVpnGateway | undefined {
    return this.gateway;
  }

  /** The hub's ExpressRoute gateway, if it has one. */
  public get expressRouteGateway(): IExpressRouteGateway | undefined {
    return this.expressRoute;
  }

  /** The `GatewaySubnet` of the hub's gateways, if it is known. */
  public get gatewaySubnet(): ISubnet | undefined {
    return this.gateway?.subnet ?? this.givenGatewaySubnet ?? this.expressRoute?.subnet;
  }

  /** The hub's Bastion host, if one was created here. */
  public get bastion(): Bastion | undefined {
    return this.bastionOfHub;
  }

  /** Connections to on-premises sites. */
  public get siteToSiteConnections(): SiteToSiteConnection[] {
    return [...this.sites];
  }

  /** Connections to ExpressRoute circuits. */
  public get expressRouteConnections(): ExpressRouteConnection[] {
    return [...this.circuits];
  }

  /** Prefixes of all connected sites and circuits, as far as they are known before BGP, and of VPN clients. */
  public get onPremisesPrefixes(): string[] {
    const sites = [...this.sites, ...this.circuits].flatMap((site) => site.addressSpace);
    return [...new Set([...sites, ...(this.gateway?.clientAddressPool ?? [])])];
  }

  /** Prefixes of all spokes, attached ones too; none if all spokes are in this program. */
  public get attachableSpace(): string[] {
    return [...(this.attachments?.addressSpace ?? [])];
  }

  /** Gateways and Route Servers of the hub that its spokes use. */
  public get sharedGateways(): IConstruct[] {
    return [...this.shared];
  }

  /** Adds a VPN gateway, with its `GatewaySubnet` unless that is there, and returns it. Spokes use it from then on. */
  public addVpnGateway(options: HubVpnGatewayOptions): VpnGateway {
    const { subnetPrefix, ...rest } = checked(this, "HubVpnGatewayOptions", options, "vpnGateway");
    refuseSecond(this, "a VPN gateway", this.gateway);
    const subnet = this.gatewaySubnetFor("vpnGateway", subnetPrefix);
    const gateway = new VpnGateway(this, "VpnGateway", { ...this.placement, ...rest, subnet });
    this.useVpnGateway(gateway);
    return gateway;
  }

  /**
   * Adds an ExpressRoute gateway, with its `GatewaySubnet` unless that is there, and its circuits, and returns it. Spokes
   * use it from then on. Beside a VPN gateway it is created after that, or before, in the order of the program.
   */
  public addExpressRouteGateway(options: HubExpressRouteGatewayOptions): ExpressRouteGateway {
    const {
      subnetPrefix,
      circuits = [],
      ...rest
    } = checked(this, "HubExpressRouteGatewayOptions", options, "expressRouteGateway");
    refuseSecond(this, "an ExpressRoute gateway", this.expressRoute);
    const subnet = this.gatewaySubnetFor("expressRouteGateway", subnetPrefix);
    const gateway = new ExpressRouteGateway(this, "ExpressRouteGateway", {
      ...this.placement,
      ...rest,
      subnet,
    });
    this.useExpressRouteGateway(gateway);
    circuits.forEach(({ name, ...circuit }) => this.addCircuit(name, circuit));
    return gateway;
  }

  /** Connects the hub's ExpressRoute gateway to a circuit and returns the connection. */
  public addCircuit(name: string, options: ExpressRouteCircuitOptions): ExpressRouteConnection {
    checkedNamed(this, "ExpressRouteCircuitOptions", name, options);
    if (!this.expressRoute) {
      throw new HubSpokeError(
        this,
        `circuit ${quote(String(name))} needs an ExpressRoute gateway in the hub; give the hub expressRouteGateway or call ` +
          "addExpressRouteGateway first",
      );
    }
    const circuit = new ExpressRouteConnection(this, childId(this, "Circuit", name), {
      ...this.placement,
      ...options,
      name,
      gateway: this.expressRoute,
    });
    this.warnOfOverlaps(
      circuit,
      { called: `circuit ${quote(name)}`, addressSpace: circuit.addressSpace, bgpEnabled: true },
      [],
    );
    this.circuits.push(circuit);
    return circuit;
  }

  /** Adds Bastion with its `AzureBastionSubnet` and returns it. */
  public addBastion(options: HubBastionOptions): Bastion {
    const { subnetPrefix, hubOnly, ...rest } = checked(this, "HubBastionOptions", options, "bastion");
    refuseSecond(this, "a Bastion host", this.bastionOfHub);
    if (subnetPrefix === undefined && rest.sku !== BastionSku.DEVELOPER) {
      throw new HubSpokeError(
        this,
        `bastion.subnetPrefix is missing; give the prefix of its ${ReservedSubnet.BASTION}, /26 or larger`,
      );
    }
    const subnet =
      subnetPrefix === undefined
        ? undefined
        : this.addSubnet(ReservedSubnet.BASTION, { addressPrefix: subnetPrefix });
    const bastion = new Bastion(this, "Bastion", {
      ...this.placement,
      ...rest,
      subnet,
      virtualNetwork: this.virtualNetwork,
    });
    this.bastionOfHub = bastion;
    const isDeveloper = bastion.sku === BastionSku.DEVELOPER;
    checkAtSynth(bastion, () => [
      isDeveloper && subnet ? "Bastion Developer has no subnet; leave subnetPrefix out" : undefined,
      isDeveloper && !hubOnly && (this._events.prefixes?.spokes ?? []).length > 0
        ? "Bastion Developer reaches machines of the hub alone, and there are spokes: use BastionSku.BASIC or more with a " +
          "subnetPrefix, or say hubOnly"
        : undefined,
    ]);
    warnOfPrivateBastion(bastion, rest, () => this.shared.length > 0);
    return bastion;
  }

  /** The hub's private DNS resolver, if one was created here. */
  public get privateResolver(): PrivateResolver | undefined {
    return this.names.privateResolver;
  }

  /** Adds a private DNS resolver with its subnets and returns it. */
  public addPrivateResolver(options: HubPrivateResolverOptions): PrivateResolver {
    return this.names.addPrivateResolver(
      checked(this, "HubPrivateResolverOptions", options, "privateResolver"),
    );
  }

  /** Says who is asked for which domains: a ruleset of the hub's resolver, linked to the hub, which is returned. */
  public addForwardingRuleset(name: string, options: ForwardingRulesetOptions): ForwardingRuleset {
    checkedNamed(this, "ForwardingRulesetOptions", name, options);
    return this.names.addForwardingRuleset(name, options);
  }

  /** Adds a private zone, linked to the hub and, unless told otherwise, to all spokes, and returns it. */
  public addPrivateDnsZone(zoneName: string, options: HubPrivateDnsZoneOptions = {}): PrivateDnsZone {
    return this.names.addPrivateDnsZone(
      zoneName,
      checkedNamed(this, "HubPrivateDnsZoneOptions", zoneName, options),
    );
  }

  /** Adds the private zones of Azure's services, for private endpoints, and returns them. */
  public addPrivateLinkZones(options: HubPrivateLinkZonesOptions = {}): PrivateDnsZone[] {
    const { services, ...links } = checked(this, "HubPrivateLinkZonesOptions", options, "the zones");
    return PrivateLinkZones.names(this.placement.location, { services }).map((zoneName) =>
      this.addPrivateDnsZone(zoneName, links),
    );
  }

  /**
   * Tells of a spoke whoever follows spokes.
   * @internal
   */
  public _addSpoke(spoke: NetworkMember): void {
    this.spokesSoFar.push(spoke);
    this.spokeFollowers.forEach((follower) => follower(spoke));
  }

  /**
   * Addresses of the resolver that spokes ask, if they do.
   * @internal
   */
  public get _resolverOfSpokes(): string[] {
    return this.names.resolverOfSpokes;
  }

  private followSpokes(follower: (spoke: NetworkMember) => void): void {
    this.spokesSoFar.forEach(follower);
    this.spokeFollowers.push(follower);
  }

  /** Connects an on-premises site to the hub's VPN gateway and returns the connection. */
  public addSiteToSite(name: string, options: SiteToSiteOptions): SiteToSiteConnection {
    checkedNamed(this, "SiteToSiteOptions", name, options);
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
    const called = (each: SiteToSiteConnection): Claimant => ({
      called: `site ${quote(each.name)}`,
      addressSpace: each.addressSpace,
      bgpEnabled: each.bgpEnabled,
    });
    this.warnOfOverlaps(site, called(site), this.sites.map(called));
    this.sites.push(site);
    return site;
  }

  private warnOfOverlaps(construct: IConstruct, claimant: Claimant, earlier: readonly Claimant[]): void {
    warnOfOverlaps(construct, claimant, earlier, this, () => this.spokesSoFar);
  }

  /** Lets all spokes use a gateway or Route Server of the hub. Called for the hub's own VPN gateway already. */
  public shareGateway(gateway: IConstruct): void {
    this.shared.push(checked(this, "IConstruct", gateway, "the gateway"));
    this._events.shareGateway?.(gateway);
  }

  /** @internal */
  public override _report(events: MemberEvents): void {
    super._report(events);
    if (this.gateway) {
      events.useGateway?.(this.gateway);
    }
    if (this.expressRoute) {
      events.useExpressRouteGateway?.(this.expressRoute);
    }
  }

  private useVpnGateway(gateway: IVpnGateway): void {
    refuseSecond(this, "a VPN gateway", this.gateway);
    this.gateway = gateway;
    this.virtualNetwork.creationOrder.createsGateway(gateway);
    this.shareGateway(gateway);
    this._events.useGateway?.(gateway);
  }

  private useExpressRouteGateway(gateway: IExpressRouteGateway): void {
    refuseSecond(this, "an ExpressRoute gateway", this.expressRoute);
    this.expressRoute = gateway;
    this.virtualNetwork.creationOrder.createsGateway(gateway);
    this.shareGateway(gateway);
    this._events.useExpressRouteGateway?.(gateway);
  }

  /** The subnet of both gateways: whichever comes first says where it is. */
  private gatewaySubnetFor(property: string, prefix: string | undefined): ISubnet {
    const existing = this.subnets.find(({ subnetName }) => subnetName === ReservedSubnet.GATEWAY);
    const known = existing ?? this.gatewaySubnet;
    if (known && (prefix === undefined || prefix === known.addressPrefix)) {
      return known;
    }
    if (prefix === undefined) {
      throw new HubSpokeError(
        this,
        `${property}.subnetPrefix is missing; give the prefix of its ${ReservedSubnet.GATEWAY}, /27 or larger`,
      );
    }
    if (known && (this.gateway ?? this.expressRoute)) {
      throw new HubSpokeError(
        this,
        `${property}.subnetPrefix is ${quote(prefix)}, and both gateways of a hub are in one ${ReservedSubnet.GATEWAY}, ` +
          `which is ${known.addressPrefix}: leave subnetPrefix out`,
      );
    }
    return this.addSubnet(ReservedSubnet.GATEWAY, { addressPrefix: prefix });
  }
}
