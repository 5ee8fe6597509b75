import { Construct } from "constructs";
import { regionId } from "../../azure/regions";
import { HALF_DEFAULT_PREFIXES, parseIpv4 } from "../../cidr";
import { quote } from "../../core/azure-names";
import { checkAtSynth } from "../../core/checks";
import { childId } from "../../core/child-id";
import { checked } from "../../core/input-check";
import { PlacementProps } from "../../core/placement";
import { resourceOf } from "../../core/references";
import { HubSpokeError } from "../../core/validation-error";
import { WarningCode } from "../../core/warning-code";
import { warnAtSynth } from "../../core/warnings";
import { IExpressRouteGateway } from "../../gateway/i-express-route-gateway";
import { IVpnGateway } from "../../gateway/i-vpn-gateway";
import { isInside, knownPrefix } from "../../network/addressing";
import { ISubnet } from "../../network/i-subnet";
import { Hub } from "../../topology/hub";
import { Spoke } from "../../topology/spoke";
import { IRemoteNetwork, ITransit } from "../i-transit-routing";
import { NextHop } from "./next-hop";
import { routeLimitProblem, routeLimitWarning } from "./route-limits";
import { TableDestinations } from "./table-destinations";
import { TransitRouteTable } from "./transit-route-table";
import { TransitRoutes } from "./transit-routes";

/** Props of {@link UserDefinedRoutes}. */
export interface UserDefinedRoutesProps {
  /** Hub that the next hop is in. */
  readonly hub: Hub;

  /** Where the routes send packets. */
  readonly nextHop: NextHop;

  /**
   * Which packets they send there.
   * @default TransitRoutes.perPrefix()
   */
  readonly routes?: TransitRoutes;

  /**
   * Subnet of the next hop, which gets routes to the other hubs of a `HubSpokeMesh`.
   * @default - the hub's subnet that the next hop's address is in, if it was created here and the address is known
   */
  readonly forwarderSubnet?: ISubnet;

  /**
   * Where the subnet of the next hop sends what goes to the Internet: to the hub's gateway, or to an appliance in the hub.
   * @default - to the Internet
   */
  readonly forwarderInternet?: NextHop;

  /**
   * Where spokes send what goes to the Internet, if not to `nextHop`: a firewall beside a router, for instance. For
   * `TransitRoutes.perPrefix`.
   * @default - spokes keep their own ways
   */
  readonly internet?: NextHop;
}

/**
 * Route tables that make spokes use a transit: for the spokes, and for the hub's gateway.
 *
 * A strategy creates it in `bind` and calls `addSpoke` for each spoke. Everything else follows, also for
 * spokes, subnets, gateways and sites that are added later:
 *
 * - With a route for each prefix, each spoke has a table of its own, since its own prefixes must be absent
 *   from it. With a default route all tables would be the same, so spokes in the hub's region, resource
 *   group and subscription share one: fewer resources, and a new spoke changes none that exists. Spokes
 *   elsewhere have their own, since a table serves one region and subscription.
 * - `GatewaySubnet` gets one route for each spoke prefix, so that packets from on-premises take the same way
 *   as those to it. They must be the exact prefixes: the gateway has a peering route for each, which a
 *   summary would not beat. It never gets 0.0.0.0/0 and keeps what the gateway learns, or the
 *   gateway would stop working. A gateway as next hop needs none of this.
 * - In the spokes, known prefixes of on-premises sites are routed through the transit too, if
 *   `GatewaySubnet` is.
 *
 * Azure allows 1,000 routes in a table since May 2026, and 400 before: more than 400 is a warning, more than 1,000 refused.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r20
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r13
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r47
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r46
 */
export class UserDefinedRoutes extends Construct implements ITransit {
  public readonly peersSpokes = true;
  public readonly sharesGateway = true;

  private readonly hub: Hub;
  private readonly nextHop: NextHop;
  private readonly routes: TransitRoutes;
  private readonly destinations: TableDestinations;
  private readonly routed = new Map<
    Spoke,
    { readonly scope: Construct; readonly table: TransitRouteTable }
  >();
  private readonly followed = new Set<ISubnet>();
  private readonly givenForwarderSubnet?: ISubnet;
  private readonly tunnel?: NextHop;
  private readonly internet?: NextHop;
  private gatewayTable?: TransitRouteTable;
  private forwarderTable?: TransitRouteTable;
  private sharedTable?: TransitRouteTable;

  public constructor(scope: Construct, id: string, props: UserDefinedRoutesProps) {
    super(scope, id);
    checked(this, "UserDefinedRoutesProps", props);
    const { hub, nextHop } = props;
    this.hub = hub;
    this.nextHop = nextHop;
    this.routes = props.routes ?? TransitRoutes.perPrefix();
    this.destinations = new TableDestinations({ ...props, routes: this.routes });
    this.givenForwarderSubnet = props.forwarderSubnet;
    this.tunnel = props.forwarderInternet;
    this.internet = props.internet;
    if (this.tunnel) {
      this.routeForwarder();
    }
    if (hub.vpnGateway) {
      this.useGateway(hub.vpnGateway);
    }
    if (hub.expressRouteGateway) {
      this.useExpressRouteGateway(hub.expressRouteGateway);
    }
    checkAtSynth(this, () => [
      ...nextHop._problems(hub),
      ...this.tunnelProblems(),
      ...this.internetProblems(),
      ...this.routes._problems(),
      ...this.subnetNameProblems(),
      ...this.destinationProblems(),
      routeLimitProblem(this.destinations.largest()),
    ]);
    this.warn();
  }

  /** Gives a spoke its routes, and all others routes to it. */
  public addSpoke(spoke: Spoke): void {
    checked(this, "Spoke", spoke, "the spoke");
    const scope = new Construct(this, childId(this, "Spoke", spoke.name));
    this.destinations.spokes.push(spoke);
    const table = this.tableFor(scope, spoke);
    this.routed.set(spoke, { scope, table });
    spoke._setRouteTable(() => table.routeTableId);
    [...spoke.subnets, ...spoke.existingSubnets].forEach((subnet) => this.addSubnet(spoke, subnet));
  }

  /** Gives a subnet the routes of its spoke. Does nothing about one that has them, or of a spoke that has none. */
  public addSubnet(spoke: Spoke, subnet: ISubnet): void {
    checked(this, "ISubnet", subnet, "the subnet");
    const routed = this.routed.get(spoke);
    if (!routed || this.followed.has(subnet) || !this.routes.appliesTo(subnet.subnetName)) {
      return;
    }
    this.followed.add(subnet);
    if (this.routes.isDefaultRoute) {
      spoke._setDefaultRoute(subnet, this.routes.translatesInternet);
    } else if (this.internet) {
      spoke._setDefaultRoute(subnet, this.internet._leadsOn);
    }
    const { scope } = routed;
    const id = childId(scope, "Association", subnet.subnetName);
    const association = routed.table.associate(scope, id, subnet, spoke.placement);
    const { creationOrder } = spoke.virtualNetwork;
    if (this.nextHop.knownAfterCreation || this.internet?.knownAfterCreation) {
      creationOrder.afterPeerings(association);
    } else {
      creationOrder.writesSubnet(association);
    }
  }

  /**
   * Name of the table that `GatewaySubnet` has, if it has one.
   * @internal
   */
  public get _gatewayRouteTableName(): string | undefined {
    return this.gatewayTable?.routeTableName;
  }

  /** Gives the subnet of the hub's VPN gateway its routes, if packets go through an appliance. */
  public useGateway(gateway: IVpnGateway): void {
    this.routeGatewaySubnet(checked(this, "IVpnGateway", gateway, "the gateway").subnet);
  }

  /** Gives the subnet of the hub's ExpressRoute gateway the same routes: the two share it. */
  public useExpressRouteGateway(gateway: IExpressRouteGateway): void {
    this.routeGatewaySubnet(checked(this, "IExpressRouteGateway", gateway, "the gateway").subnet);
  }

  private routeGatewaySubnet(known: ISubnet | undefined): void {
    const subnet = known ?? this.hub.gatewaySubnet;
    if (this.gatewayTable || !subnet || !this.nextHop.isAppliance) {
      return;
    }
    const { hub } = this;
    this.gatewayTable = new TransitRouteTable(this, "GatewayTable", {
      ...hub.placement,
      subject: `${hub.name}-gateway`,
      nextHop: this.nextHop,
      keepsGatewayRoutes: true,
      destinations: () => this.destinations.ofGateway(),
      sharedWithOtherStates: hub.attachableSpace.length > 0,
    });
    const association = this.gatewayTable.associate(this, "GatewayAssociation", subnet, hub.placement);
    this.destinations.gatewayIsRouted = true;
    const { creationOrder } = hub.virtualNetwork;
    creationOrder.afterGateways(association);
    creationOrder.afterPeerings(association);
  }

  /** The next hop, if other networks of a mesh can send packets to it: a gateway has no address. */
  public get forwarder(): NextHop | undefined {
    return this.nextHop.isAppliance ? this.nextHop : undefined;
  }

  /**
   * Routes packets to another network of the mesh. The subnet of the next hop gets a table that leads to the other
   * hub's forwarder; the tables of spokes and of the hub's gateway lead to the own one.
   */
  public addRemoteNetwork(remote: IRemoteNetwork): void {
    this.destinations.remotes.push(remote);
    this.routeForwarder();
  }

  private tunnelProblems(): string[] {
    const { tunnel, hub } = this;
    if (!tunnel) {
      return [];
    }
    if (!tunnel.isAppliance && hub.expressRouteGateway) {
      return [
        "forced tunnelling leads to the hub's gateway, and Azure forwards nothing to a gateway as next hop where there is an " +
          "ExpressRoute gateway: use ForcedTunnelling.toAppliance",
      ];
    }
    return tunnel.isAppliance || hub.vpnGateway
      ? tunnel._problems(hub)
      : ["forced tunnelling leads to the hub's gateway, and the hub has none: give it vpnGateway"];
  }

  private internetProblems(): string[] {
    const { internet, hub, routes } = this;
    if (!internet) {
      return [];
    }
    return [
      ...internet._problems(hub),
      ...(routes.isDefaultRoute
        ? [
            "routes lead everything to the next hop, and internet leads what goes to the Internet elsewhere: use " +
              "TransitRoutes.perPrefix, or leave internet out",
          ]
        : []),
      ...(internet._isGateway && !hub.vpnGateway
        ? ["internet leads to the hub's VPN gateway, and the hub has none: give it vpnGateway"]
        : []),
    ];
  }

  private routeForwarder(): void {
    if (this.forwarderTable) {
      return;
    }
    const { hub } = this;
    const subnet = this.forwarderSubnet;
    if (!subnet) {
      throw new HubSpokeError(
        this,
        "the mesh needs a route table for the subnet of what forwards in the hub, and which subnet that is isn't " +
          "known: give nextHopSubnet of networkVirtualAppliance, forwarderSubnet of UserDefinedRoutes, or an address in a subnet " +
          "of the hub",
      );
    }
    this.forwarderTable = new TransitRouteTable(this, "ForwarderTable", {
      ...hub.placement,
      subject: `${hub.name}-forwarder`,
      nextHop: this.nextHop,
      keepsGatewayRoutes: true,
      destinations: () => this.destinations.ofForwarder(subnet),
    });
    const association = this.forwarderTable.associate(this, "ForwarderAssociation", subnet, hub.placement);
    hub.virtualNetwork.creationOrder.afterPeerings(association);
  }

  private get forwarderSubnet(): ISubnet | undefined {
    const address = parseIpv4(this.nextHop.address ?? "");
    return (
      this.givenForwarderSubnet ??
      this.hub.subnets.find(
        ({ addressPrefix }) =>
          address !== undefined && (knownPrefix(addressPrefix)?.containsAddress(address) ?? false),
      )
    );
  }

  private tableFor(scope: Construct, spoke: Spoke): TransitRouteTable {
    const { nextHop, routes, hub } = this;
    const common = { nextHop, keepsGatewayRoutes: !routes.isDefaultRoute };
    if (routes.isDefaultRoute && samePlace(spoke.placement, hub.placement)) {
      this.sharedTable ??= new TransitRouteTable(this, "SharedTable", {
        ...hub.placement,
        ...common,
        subject: `${hub.name}-spokes`,
        destinations: () => this.destinations.ofSharedTable(),
      });
      return this.sharedTable;
    }
    return new TransitRouteTable(scope, "Table", {
      ...spoke.placement,
      ...common,
      subject: spoke.name,
      destinations: () => this.destinations.ofSpoke(spoke),
    });
  }

  private subnetNameProblems(): string[] {
    const existing = new Set(
      this.destinations.spokes.flatMap((spoke) =>
        [...spoke.subnets, ...spoke.existingSubnets].map((subnet) => subnet.subnetName.toLowerCase()),
      ),
    );
    return existing.size === 0
      ? []
      : (this.routes.subnetNames ?? [])
          .filter((name) => !existing.has(name.toLowerCase()))
          .map((name) => `subnetNames lists ${quote(name)}, but no spoke has a subnet of that name`);
  }

  /** A default route leads there already, and a longer one would send the spoke's inner traffic away. */
  private destinationProblems(): string[] {
    return this.routes.isDefaultRoute
      ? this.routes.destinations.flatMap((prefix) =>
          this.destinations.spokes
            .filter((spoke) => isInside(prefix, spoke.addressSpace))
            .map(
              (spoke) =>
                `the destinations list ${prefix}, which is in spoke ${quote(spoke.name)}: the default route leads ` +
                "there already, so leave it out",
            ),
        )
      : [];
  }

  private warn(): void {
    const { hub, routes, nextHop } = this;
    warnAtSynth(this, WarningCode.ROUTE_TABLE_LARGE, () => routeLimitWarning(this.destinations.largest()));
    warnAtSynth(this, WarningCode.SPOKE_NOT_ROUTED, () => {
      const halfRouted = this.destinations.spokes.filter(
        (spoke) =>
          resourceOf(spoke.virtualNetwork) === undefined &&
          ![...spoke.subnets, ...spoke.existingSubnets].some((subnet) => this.followed.has(subnet)),
      );
      return halfRouted.length > 0
        ? `${halfRouted.map(({ name }) => quote(name)).join(", ")} exists already and no subnet of it is created here, so ` +
            "others send packets to it through the transit and its own machines don't answer that way: associate the " +
            "route table spoke.routeTableId with its subnets, list them in existingSubnets, or create subnets here"
        : undefined;
    });
    warnAtSynth(this, WarningCode.GATEWAYSUBNET_BYPASS, () =>
      nextHop.isAppliance &&
      routes.isDefaultRoute &&
      (hub.vpnGateway ?? hub.expressRouteGateway) &&
      !hub.gatewaySubnet
        ? "spokes send packets to on-premises through the transit, but those from on-premises come directly, which " +
          `a stateful appliance drops: give ${hub.vpnGateway ? "existingVpnGateway" : "existingExpressRouteGateway"} its subnet`
        : undefined,
    );
    warnAtSynth(this, WarningCode.GATEWAY_WITHOUT_DEFAULT_ROUTE, () => {
      const isForced = this.tunnel?.isAppliance === false || this.internet?._isGateway === true;
      const gateway = hub.vpnGateway;
      // Sites of a gateway that exists already, and what a site says over BGP, aren't known here.
      const isKnown =
        gateway !== undefined &&
        resourceOf(gateway) !== undefined &&
        hub.siteToSiteConnections.every(({ bgpEnabled }) => !bgpEnabled) &&
        !hasDefaultSite(gateway);
      const prefixes = new Set(hub.siteToSiteConnections.flatMap(({ addressSpace }) => addressSpace));
      // Azure takes no 0.0.0.0/0 in a site's address space, and its two halves do the same.
      const hasDefault =
        prefixes.has("0.0.0.0/0") || HALF_DEFAULT_PREFIXES.every((half) => prefixes.has(half.toString()));
      return isForced && isKnown && !hasDefault
        ? "what goes to the Internet is sent to the hub's VPN gateway, and no site takes it from there: let one announce 0.0.0.0/0 " +
            "over BGP, give one 0.0.0.0/1 and 128.0.0.0/1 in addressSpace, or set defaultLocalNetworkGatewayId on the gateway's resource (node.defaultChild)"
        : undefined;
    });
    warnAtSynth(this, WarningCode.ON_PREMISES_PREFIXES_UNKNOWN, () => {
      const silent = [...hub.siteToSiteConnections, ...hub.expressRouteConnections].filter(
        (site) => site.addressSpace.length === 0,
      );
      return nextHop.isAppliance &&
        !routes.isDefaultRoute &&
        this.gatewayTable !== undefined &&
        silent.length > 0
        ? `packets to ${silent.map((site) => quote(site.name)).join(", ")} go past the transit and those from there ` +
            "through it, which a stateful appliance drops: what a site announces by BGP isn't known here, so give " +
            "it addressSpace, list its prefixes in destinations, or use TransitRoutes.defaultRoute"
        : undefined;
    });
  }
}

/** R40c: whether the program gave the gateway's resource a default site. */
function hasDefaultSite(gateway: IVpnGateway): boolean {
  const resource: object | undefined = resourceOf(gateway);
  const given = "defaultLocalNetworkGatewayIdInput";
  return resource !== undefined && given in resource && resource[given] !== undefined;
}

function samePlace(one: PlacementProps, other: PlacementProps): boolean {
  return (
    regionId(one.location) === regionId(other.location) &&
    one.resourceGroupName === other.resourceGroupName &&
    one.provider === other.provider
  );
}
