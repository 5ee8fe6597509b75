import { Construct } from "constructs";
import { ReservedSubnet } from "../../azure/reserved-subnets";
import { checkAtSynth } from "../../core/checks";
import { waitFor } from "../../core/late";
import { resourceOf } from "../../core/references";
import {
  AzureFirewallTransitOptions,
  buildFirewall,
  FirewallTransit,
} from "../azure-firewall/azure-firewall-transit";
import { SpokeToSpokeRules } from "../azure-firewall/firewall-rules";
import { ITransit, ITransitNetwork, ITransitRouting } from "../i-transit-routing";
import { insidePrefixes, publicLooking } from "../private-address-space";
import { NextHop } from "../routes/next-hop";
import { InternetEgress, TransitRoutes } from "../routes/transit-routes";
import { UserDefinedRoutes } from "../routes/user-defined-routes";
import { RoutingAppliance } from "./routing-appliance";

/** What Azure's own router as transit is made of. */
export interface RoutingApplianceTransitOptions {
  /** Prefix of the hub's `VirtualNetworkApplianceSubnet`, which is created: /28 or larger, better /27. */
  readonly subnetPrefix: string;

  /**
   * Throughput in Gbps: 10, 50, 100 or 200. Another one replaces the appliance, and spokes don't talk meanwhile.
   * @default 50
   */
  readonly bandwidthInGbps?: number;

  /**
   * Which packets of the spokes go through it: never all of them, since it carries those for private addresses only.
   * @default TransitRoutes.perPrefix()
   */
  readonly routes?: TransitRoutes;

  /**
   * A firewall that is created in the hub for what spokes send to the Internet, which the appliance doesn't carry. Spokes talk past
   * it, so it takes neither `routes` nor `spokeToSpokeRules`.
   * @default - none
   */
  readonly internetFirewall?: AzureFirewallTransitOptions;

  /**
   * What forwards to the Internet, if it is there already: `NextHop.virtualAppliance` with an address in the hub.
   * @default - spokes keep their own ways
   */
  readonly internet?: NextHop;

  /**
   * Azure name of the appliance.
   * @default - chosen by the naming strategy: `vnra-<hub>`
   */
  readonly applianceName?: string;
}

/** Azure's Virtual Network Routing Appliance in the hub. */
export class RoutingApplianceTransit implements ITransitRouting {
  public constructor(private readonly options: RoutingApplianceTransitOptions) {}

  public bind(scope: Construct, network: ITransitNetwork): ITransit {
    const {
      subnetPrefix,
      routes = TransitRoutes.perPrefix(),
      internetFirewall,
      internet,
      ...appliance
    } = this.options;
    const { hub } = network;
    const subnet = hub.addSubnet(ReservedSubnet.ROUTING_APPLIANCE, { addressPrefix: subnetPrefix });
    const router = new RoutingAppliance(scope, "Appliance", {
      ...hub.placement,
      ...appliance,
      name: hub.name,
      subnet,
    });
    const built =
      internetFirewall && buildFirewall(scope, network, onlyForInternet(internetFirewall), INTERNET);
    if (built) {
      // Both lock the network for minutes.
      waitFor(resourceOf(built.firewall)!, () => [router]);
    }
    checkAtSynth(scope, () => [
      ...firewallProblems(this.options),
      routes.isDefaultRoute
        ? "a routing appliance carries packets for private addresses only, so a default route to it leads nowhere: use " +
          "TransitRoutes.perPrefix, and give it an internetFirewall, or spokes a way of their own, such as Egress.natGateway"
        : undefined,
      ...publicLooking([...insidePrefixes(network), ...routes.destinations]).map(
        (prefix) =>
          `${prefix} is not private, and a routing appliance carries packets for private addresses only: take other ` +
          "addresses, or another way to forward",
      ),
    ]);
    const tables = new UserDefinedRoutes(scope, "Routes", {
      hub,
      routes,
      nextHop: NextHop.virtualAppliance(router.privateIpAddress),
      forwarderSubnet: subnet,
      internet: built ? NextHop.virtualAppliance(built.firewall.privateIpAddress) : internet,
    });
    return built ? new FirewallTransit(scope, tables, built) : tables;
  }
}

/** What reaches the firewall: what goes to the Internet. */
const INTERNET = TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT });

function onlyForInternet(options: AzureFirewallTransitOptions): AzureFirewallTransitOptions {
  return { ...options, spokeToSpokeRules: SpokeToSpokeRules.none() };
}

function firewallProblems({
  internetFirewall,
  internet,
}: RoutingApplianceTransitOptions): (string | undefined)[] {
  return [
    internetFirewall && internet
      ? "internetFirewall creates what forwards to the Internet, and internet names what is there already: give one of them"
      : undefined,
    internetFirewall?.routes
      ? "internetFirewall.routes is for a firewall that spokes talk through: here the routes of the routing appliance count, " +
        "and 0.0.0.0/0 leads to the firewall; leave it out"
      : undefined,
    internetFirewall?.spokeToSpokeRules
      ? "internetFirewall.spokeToSpokeRules would see no packet, since spokes talk through the routing appliance: leave it out"
      : undefined,
    internetFirewall?.forcedTunnelling
      ? "internetFirewall.forcedTunnelling isn't supported beside a routing appliance: leave it out"
      : undefined,
  ];
}
