import { Construct } from "constructs";
import { ISubnet } from "../../network/i-subnet";
import { ITransit, ITransitNetwork, ITransitRouting } from "../i-transit-routing";
import { NextHop } from "../routes/next-hop";
import { TransitRoutes } from "../routes/transit-routes";
import { UserDefinedRoutes } from "../routes/user-defined-routes";
import { ApplianceImage } from "./appliance-images";
import { NetworkAppliances, NetworkAppliancesOptions } from "./network-appliances";

/**
 * A network virtual appliance as transit: give `nextHopAddress` for one that you have, or `image` and
 * `subnetPrefix` for new ones.
 */
export interface NetworkVirtualApplianceTransitOptions extends NetworkAppliancesOptions {
  /**
   * Private address in the hub of an appliance, or of the load balancer before several, that something else
   * creates. Its interfaces need IP forwarding.
   * @default - appliances are created
   */
  readonly nextHopAddress?: string;

  /**
   * Subnet of `nextHopAddress`, which gets routes to the other hubs of a `HubSpokeMesh`.
   * @default - the hub's subnet that the address is in, if it was created here
   */
  readonly nextHopSubnet?: ISubnet;

  /**
   * Image of the appliances to create: one of `ApplianceImages`, or your own.
   * @default - none are created
   */
  readonly image?: ApplianceImage;

  /**
   * Prefix of the hub's subnet for the interfaces that forward, which is created and named like the
   * appliances.
   * @default - none are created
   */
  readonly subnetPrefix?: string;

  /**
   * Prefix of the hub's subnet for interfaces of management, which is created.
   * @default - appliances have one interface
   */
  readonly managementSubnetPrefix?: string;

  /**
   * Which packets of the spokes go through the appliances. With egress through the transit each appliance
   * gets a public address; that it translates to it is up to its configuration.
   * @default TransitRoutes.perPrefix()
   */
  readonly routes?: TransitRoutes;
}

/** A vendor's appliance in the hub: option ② of the article. */
export class NetworkVirtualApplianceTransit implements ITransitRouting {
  public constructor(private readonly options: NetworkVirtualApplianceTransitOptions) {}

  public bind(scope: Construct, network: ITransitNetwork): ITransit {
    const { nextHopAddress, nextHopSubnet, routes = TransitRoutes.perPrefix(), ...appliances } = this.options;
    scope.node.addValidation({ validate: () => contradictions(this.options) });
    const address = nextHopAddress ?? createAppliances(scope, network, appliances, routes);
    const nextHop =
      address === undefined
        ? NextHop.none()
        : NextHop.virtualAppliance(address, { checkedElsewhere: nextHopAddress === undefined });
    return new UserDefinedRoutes(scope, "Routes", {
      hub: network.hub,
      routes,
      // Refused at synth if there is none, by the validation above or by the subnet with the wrong prefix.
      nextHop,
      forwarderSubnet: nextHopSubnet,
    });
  }
}

function contradictions(options: NetworkVirtualApplianceTransitOptions): string[] {
  const { nextHopAddress, image, subnetPrefix } = options;
  if (nextHopAddress !== undefined) {
    return image !== undefined || subnetPrefix !== undefined
      ? ["give nextHopAddress for appliances that exist, or image and subnetPrefix for new ones, not both"]
      : [];
  }
  return image === undefined || subnetPrefix === undefined
    ? [
        "networkVirtualAppliance needs to know its next hop: give nextHopAddress for an appliance that exists, or " +
          "image and subnetPrefix for new ones",
      ]
    : [];
}

/** Creates the appliances and returns the address that routes point at, if what was given is enough for it. */
function createAppliances(
  scope: Construct,
  { hub }: ITransitNetwork,
  options: NetworkVirtualApplianceTransitOptions,
  routes: TransitRoutes,
): string | undefined {
  const { image, subnetPrefix, managementSubnetPrefix, ...rest } = options;
  if (image === undefined || subnetPrefix === undefined) {
    return undefined;
  }
  const { name = "nva" } = options;
  const subnet = hub.addSubnet(name, { addressPrefix: subnetPrefix });
  const managementSubnet =
    managementSubnetPrefix === undefined
      ? undefined
      : hub.addSubnet(`${name}-management`, { addressPrefix: managementSubnetPrefix });
  if (subnet.firstAddresses(1).length === 0) {
    return undefined;
  }
  return new NetworkAppliances(scope, "Appliances", {
    ...hub.placement,
    ...rest,
    image,
    name,
    subnet,
    managementSubnet,
    publicIp: routes.translatesInternet,
  }).privateIpAddress;
}
