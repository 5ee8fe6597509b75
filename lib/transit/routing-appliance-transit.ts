import { Construct } from "constructs";
import { ReservedSubnet } from "../azure/reserved-subnets";
import { checkAtSynth } from "../core/checks";
import { ITransit, ITransitNetwork, ITransitRouting } from "./i-transit-routing";
import { NextHop } from "./next-hop";
import { insidePrefixes, publicLooking } from "./private-address-space";
import { RoutingAppliance } from "./routing-appliance";
import { TransitRoutes } from "./transit-routes";
import { UserDefinedRoutes } from "./user-defined-routes";

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
   * Azure name of the appliance.
   * @default - chosen by the naming strategy: `vnra-<hub>`
   */
  readonly applianceName?: string;
}

/** Azure's Virtual Network Routing Appliance in the hub. */
export class RoutingApplianceTransit implements ITransitRouting {
  public constructor(private readonly options: RoutingApplianceTransitOptions) {}

  public bind(scope: Construct, network: ITransitNetwork): ITransit {
    const { subnetPrefix, routes = TransitRoutes.perPrefix(), ...appliance } = this.options;
    const { hub } = network;
    const subnet = hub.addSubnet(ReservedSubnet.ROUTING_APPLIANCE, { addressPrefix: subnetPrefix });
    const { privateIpAddress } = new RoutingAppliance(scope, "Appliance", {
      ...hub.placement,
      ...appliance,
      name: hub.name,
      subnet,
    });
    checkAtSynth(scope, () => [
      routes.isDefaultRoute
        ? "a routing appliance carries packets for private addresses only, so a default route to it leads nowhere: use " +
          "TransitRoutes.perPrefix, and give spokes a way to the Internet of their own, such as Egress.natGateway"
        : undefined,
      ...publicLooking([...insidePrefixes(network), ...routes.destinations]).map(
        (prefix) =>
          `${prefix} is not private, and a routing appliance carries packets for private addresses only: take other ` +
          "addresses, or another way to forward",
      ),
    ]);
    return new UserDefinedRoutes(scope, "Routes", {
      hub,
      routes,
      nextHop: NextHop.virtualAppliance(privateIpAddress),
      forwarderSubnet: subnet,
    });
  }
}
