import { Route } from "@cdktf/provider-azurerm/lib/route";
import { TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { quote } from "./core/azure-names";
import { defaultProvider } from "./core/azurerm-version";
import { checkAtSynth } from "./core/checks";
import { childId } from "./core/child-id";
import { checked } from "./core/input-check";
import { namingOf, placementOf } from "./core/placement";
import { withoutStackTraces } from "./core/stack-traces";
import { HubSpokeError } from "./core/validation-error";
import { WarningCode } from "./core/warning-code";
import { warnAtSynth } from "./core/warnings";
import { certainlyOutside } from "./network/addressing";
import { IVirtualNetwork } from "./network/i-virtual-network";
import { NetworkPrefixes } from "./network/security-rules";
import { VirtualNetwork, VirtualNetworkAttributes } from "./network/virtual-network";
import { PeeringHalves, VnetPeering } from "./network/vnet-peering";
import { AttachableHub } from "./topology/attachable-hub";
import { Hub } from "./topology/hub";
import { Spoke, SpokeProps } from "./topology/spoke";
import { NextHop } from "./transit/routes/next-hop";
import { routeName } from "./transit/routes/route-destinations";
import { TransitRoutes } from "./transit/routes/transit-routes";
import { UserDefinedRoutes } from "./transit/routes/user-defined-routes";

/** Props of a {@link HubAttachment}. */
export interface HubAttachmentProps extends SpokeProps {
  /** The hub, in another stack and state. */
  readonly hub: AttachableHub;

  /**
   * Provider configuration of the hub's subscription, with the right to write there: the hub's side is created as well.
   * @default - the hub's side is left to whoever has the hub
   */
  readonly hubProvider?: TerraformProvider;

  /**
   * Whether the spoke uses the gateway or Route Server of the hub. Azure refuses it before the hub's half of the peering is
   * there and allows it.
   * @default - if the hub shares one and its side is created here
   */
  readonly useHubGateway?: boolean;

  /**
   * Which packets go through what forwards in the hub, if anything does: to the hub's `spokeAddressSpace` at least.
   * @default TransitRoutes.perPrefix()
   */
  readonly routes?: TransitRoutes;
}

/**
 * A spoke in a stack and state of its own, attached to a hub of another: a landing zone.
 *
 * It creates the spoke's side: its network and subnets, its half of the peering, and a route table that leads to all other spokes
 * (`spokeAddressSpace` of the hub), whichever there are: attaching another spoke changes nothing here. With `hubProvider` it
 * creates the hub's side, too: the hub's half of the peering, and the routes of the spoke in the table of `GatewaySubnet`.
 * The spoke asks the DNS servers that the hub has for it, unless it has some of its own.
 *
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/landing-zones.md
 */
export class HubAttachment extends Construct {
  /** The spoke. */
  public readonly spoke: Spoke;

  /** The peering with the hub, or the spoke's half of it. */
  public readonly peering: VnetPeering;

  public constructor(scope: Construct, id: string, props: HubAttachmentProps) {
    super(scope, id);
    checked(this, "HubAttachmentProps", props);
    const { hub, hubProvider, useHubGateway, routes, ...spoke } = props;
    if (hub._owner && TerraformStack.of(hub._owner) === TerraformStack.of(this)) {
      throw new HubSpokeError(
        this,
        "the hub is in this stack: add the spoke with addSpoke, which every route table follows",
      );
    }
    const { nextHopAddress, gatewayRouteTableName } = hub.attributes;
    const sharesGateway = hub.attributes.sharesGateway ?? false;
    const usesGateway = useHubGateway ?? (hubProvider !== undefined && sharesGateway);
    const writesGatewayRoutes =
      hubProvider !== undefined && gatewayRouteTableName !== undefined && nextHopAddress !== undefined;
    const network = VirtualNetwork.fromVirtualNetworkAttributes(this, "HubNetwork", networkOf(hub));
    this.spoke = withoutStackTraces(() => new Spoke(this, "Spoke", spoke));
    this.peering = withoutStackTraces(() => this.peer(network, usesGateway, props));
    let transit: UserDefinedRoutes | undefined;
    if (nextHopAddress !== undefined) {
      const nextHop = NextHop.virtualAppliance(nextHopAddress, { knownAfterCreation: false });
      transit = withoutStackTraces(() => this.route(network, nextHop, writesGatewayRoutes, props));
    }
    if (hub.attributes.dnsServers) {
      this.spoke.askDnsServers(this, hub.attributes.dnsServers);
    }
    this.spoke._report({
      prefixes: prefixesAround(hub),
      addSubnet: (subnet) => transit?.addSubnet(this.spoke, subnet),
    });
    checkAtSynth(this, () => [...this.problems(hub), usesGateway && !sharesGateway ? NO_GATEWAY : undefined]);
    warnAtSynth(this, WarningCode.GATEWAYSUBNET_BYPASS, () =>
      usesGateway && nextHopAddress !== undefined && routes?.isDefaultRoute && !writesGatewayRoutes
        ? "the spoke sends packets to on-premises through what forwards in the hub, but those from on-premises come directly, " +
          "which a stateful appliance drops: give hubProvider, and a hub whose gatewayRouteTableName is known, or add a route to " +
          "the spoke to the table of its GatewaySubnet"
        : undefined,
    );
  }

  private peer(network: IVirtualNetwork, usesGateway: boolean, props: HubAttachmentProps): VnetPeering {
    const { hub, hubProvider, naming } = props;
    const peering = new VnetPeering(this, "Peering", {
      virtualNetwork: network,
      remoteVirtualNetwork: this.spoke.virtualNetwork,
      allowGatewayTransit: usesGateway,
      useRemoteGateways: usesGateway,
      halves: hubProvider ? PeeringHalves.BOTH : PeeringHalves.REMOTE,
      naming: naming && namingOf(props),
      provider: hubProvider,
      remoteProvider: props.provider ?? defaultProvider(this),
    });
    const conditions = hub._preconditions(this);
    if (conditions.length > 0) {
      (peering.remote as TerraformResource).lifecycle = { precondition: conditions };
    }
    return peering;
  }

  /** Routes of the spoke to all others and to the sites, and of the sites to the spoke: both, or none of these two. */
  private route(
    network: IVirtualNetwork,
    nextHop: NextHop,
    writesGatewayRoutes: boolean,
    props: HubAttachmentProps,
  ): UserDefinedRoutes {
    const { attributes } = props.hub;
    const hub = new Hub(this, "Hub", {
      ...placementOf(props),
      name: attributes.name,
      virtualNetwork: network,
      attachments: { addressSpace: attributes.spokeAddressSpace },
    });
    const given = props.routes ?? TransitRoutes.perPrefix();
    const sites = writesGatewayRoutes ? (attributes.onPremisesPrefixes ?? []) : [];
    const routes = new UserDefinedRoutes(this, "Routes", {
      hub,
      nextHop,
      routes: given.isDefaultRoute
        ? given
        : TransitRoutes.perPrefix({
            destinations: [...new Set([...given.destinations, ...sites])],
            subnetNames: given.subnetNames,
          }),
    });
    routes.addSpoke(this.spoke);
    if (writesGatewayRoutes) {
      this.spoke.addressSpace.forEach((prefix) => this.routeFromGateway(prefix, nextHop, props));
    }
    return routes;
  }

  private routeFromGateway(prefix: string, nextHop: NextHop, { hub, hubProvider }: HubAttachmentProps): void {
    new Route(this, childId(this, "GatewayRoute", prefix), {
      name: routeName({ owner: this.spoke.name, prefix }),
      resourceGroupName: hub.attributes.resourceGroupName,
      routeTableName: hub.attributes.gatewayRouteTableName!,
      addressPrefix: prefix,
      nextHopType: nextHop._type,
      nextHopInIpAddress: nextHop.address,
      provider: hubProvider,
    });
  }

  private problems(hub: AttachableHub): string[] {
    const { spokeAddressSpace } = hub.attributes;
    return certainlyOutside(spokeAddressSpace, this.spoke.addressSpace).map(
      (prefix) =>
        `the spoke ${quote(this.spoke.name)} has ${prefix}, which isn't in spokeAddressSpace of the hub ` +
        `(${spokeAddressSpace.join(", ")}), so other spokes have no route to it: take a prefix in there`,
    );
  }
}

const NO_GATEWAY =
  "useHubGateway is set, and the hub shares no gateway: leave it out, or say sharesGateway of the hub";

function networkOf({ attributes }: AttachableHub): VirtualNetworkAttributes {
  const { name, virtualNetworkId, virtualNetworkName, resourceGroupName, addressSpace } = attributes;
  return { name, virtualNetworkId, virtualNetworkName, resourceGroupName, addressSpace };
}

/** What security groups of the spoke name. */
function prefixesAround({ attributes }: AttachableHub): NetworkPrefixes {
  const { addressSpace, spokeAddressSpace, onPremisesPrefixes } = attributes;
  return { hub: addressSpace, spokes: spokeAddressSpace, onPremises: onPremisesPrefixes };
}
