import { Construct } from "constructs";
import { checkAtSynth } from "../core/checks";
import { HubSpokeError } from "../core/validation-error";
import { ApplianceImage } from "./appliance-images";
import { ITransit, ITransitNetwork, ITransitRouting } from "./i-transit-routing";
import { NetworkAppliances, NetworkAppliancesOptions } from "./network-appliances";
import { NextHop } from "./next-hop";
import { TransitRoutes } from "./transit-routes";
import { UserDefinedRoutes } from "./user-defined-routes";

/**
 * A network virtual appliance as transit: give `nextHopAddress` for one that you have, or `image` and
 * `subnetPrefix` for new ones.
 */
export interface NetworkVirtualApplianceTransitOptions {
  /**
   * Private address in the hub of an appliance, or of the load balancer before several, that something else
   * creates. Its interfaces need IP forwarding.
   * @default - appliances are created
   */
  readonly nextHopAddress?: string;

  /**
   * Image of the appliances to create: one of `ApplianceImages`, or your own.
   * @default - none are created
   */
  readonly image?: ApplianceImage;

  /**
   * Prefix of the hub's subnet for the interfaces that forward, which is created.
   * @default - none are created
   */
  readonly subnetPrefix?: string;

  /**
   * Prefix of the hub's subnet for interfaces of management, which is created.
   * @default - appliances have one interface
   */
  readonly managementSubnetPrefix?: string;

  /**
   * Name of the appliances and their subnet: `nva` gives `vm-nva01`, `vm-nva02`, `lbi-nva`.
   * @default "nva"
   */
  readonly name?: string;

  /**
   * How many appliances there are.
   * @default 2
   */
  readonly instances?: number;

  /**
   * Whether a load balancer stands before them. A single one may do without.
   * @default true
   */
  readonly loadBalancer?: boolean;

  /**
   * Address that routes point at: that of the load balancer, or of the only appliance without one.
   * @default - the first of the subnet that Azure gives away
   */
  readonly privateIpAddress?: string;

  /**
   * Availability zones that the appliances are spread over.
   * @default - none
   */
  readonly zones?: string[];

  /**
   * Configuration that the appliance loads at its first start, in the vendor's own format. No secrets: it is
   * in Terraform's state.
   * @default - none
   */
  readonly bootstrap?: string;

  /**
   * Accept the vendor's terms for the whole subscription. Fails if they have been accepted already.
   * @default false
   */
  readonly acceptMarketplaceTerms?: boolean;

  /**
   * Size of the machines.
   * @default - the image's
   */
  readonly size?: string;

  /**
   * Administrator's name.
   * @default "azureadmin"
   */
  readonly adminUsername?: string;

  /**
   * Administrator's password: the value of a sensitive `TerraformVariable`.
   * @default - the stack's variable `admin_password`
   */
  readonly adminPassword?: string;

  /**
   * Public SSH key of the administrator, instead of a password.
   * @default - a password
   */
  readonly adminSshPublicKey?: string;

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
    const routes = this.options.routes ?? TransitRoutes.perPrefix();
    const tables = new UserDefinedRoutes(scope, "Routes", {
      hub: network.hub,
      routes,
      nextHop: NextHop.virtualAppliance(this.nextHopAddress(scope, network, routes)),
    });
    return { peersSpokes: true, sharesGateway: true, addSpoke: (spoke) => tables.addSpoke(spoke) };
  }

  private nextHopAddress(scope: Construct, { hub }: ITransitNetwork, routes: TransitRoutes): string {
    const { nextHopAddress, image, subnetPrefix, managementSubnetPrefix, ...options } = this.options;
    if (nextHopAddress !== undefined) {
      checkAtSynth(scope, () => [
        image !== undefined || subnetPrefix !== undefined
          ? "give nextHopAddress for appliances that exist, or image and subnetPrefix for new ones, not both"
          : undefined,
      ]);
      return nextHopAddress;
    }
    if (image === undefined || subnetPrefix === undefined) {
      throw new HubSpokeError(
        scope,
        "networkVirtualAppliance needs to know its next hop: give nextHopAddress for an appliance that exists, " +
          "or image and subnetPrefix for new ones",
      );
    }
    const name = options.name ?? "nva";
    const appliance: NetworkAppliancesOptions = { ...options, image, name };
    return new NetworkAppliances(scope, "Appliances", {
      ...hub.placement,
      ...appliance,
      subnet: hub.addSubnet(name, { addressPrefix: subnetPrefix }),
      managementSubnet:
        managementSubnetPrefix === undefined
          ? undefined
          : hub.addSubnet(`${name}-management`, { addressPrefix: managementSubnetPrefix }),
      publicIp: routes.translatesInternet,
    }).privateIpAddress;
  }
}
