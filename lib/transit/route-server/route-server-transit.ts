import { Construct } from "constructs";
import { checkAtSynth, tellOnceWithin } from "../../core/checks";
import { HubSpokeError } from "../../core/validation-error";
import { Subnet } from "../../network/subnet";
import { Hub } from "../../topology/hub";
import { IBgpAppliance } from "../bgp/bgp-appliance";
import { BgpSpeaker } from "../bgp/bgp-speaker";
import { ExistingBgpAppliance } from "../bgp/existing-bgp-appliance";
import { ITransit, ITransitNetwork, ITransitRouting } from "../i-transit-routing";
import { NextHop } from "../routes/next-hop";
import { TransitRouteTable } from "../routes/transit-route-table";
import { RouteServerInHub } from "./route-server-in-hub";
import { RouteServerTopology, RouteServerTransitOptions } from "./route-server-options";
import { RouteServerPerSpoke } from "./route-server-per-spoke";

/** Route Servers that put routes to a BGP speaker in the hub into the spokes; the speaker forwards. */
export class RouteServerTransit implements ITransitRouting {
  public constructor(private readonly options: RouteServerTransitOptions) {}

  public bind(scope: Construct, network: ITransitNetwork): ITransit {
    const { options } = this;
    tellOnceWithin(scope);
    const inHub = String(options.topology ?? options.placement) === String(RouteServerTopology.HUB);
    refuseContradictions(scope, options, inHub);
    const appliance = createAppliance(scope, network.hub, options, inHub);
    return inHub
      ? new RouteServerInHub(scope, network, options.hub ?? {}, appliance)
      : new RouteServerPerSpoke(scope, network, options.spokes ?? {}, appliance);
  }
}

function refuseContradictions(scope: Construct, options: RouteServerTransitOptions, inHub: boolean): void {
  if ((options.speaker === undefined) === (options.appliance === undefined)) {
    throw new HubSpokeError(
      scope,
      "routeServer needs one BGP speaker in the hub: give speaker to have one created " +
        '(speaker: { subnetPrefix: "10.0.2.0/27" }), or appliance for one that exists, not both',
    );
  }
  if (inHub ? options.spokes : options.hub) {
    throw new HubSpokeError(
      scope,
      inHub
        ? "routeServer has settings in spokes, but its topology is HUB, where no spoke has a Route Server"
        : "routeServer has settings in hub, but its topology is PER_SPOKE; set topology: RouteServerTopology.HUB",
    );
  }
}

function createAppliance(
  scope: Construct,
  hub: Hub,
  { speaker, appliance }: RouteServerTransitOptions,
  inHub: boolean,
): IBgpAppliance {
  if (!speaker) {
    const existing = appliance!;
    checkAtSynth(scope, () => NextHop.virtualAppliance(existing.address)._problems(hub));
    return new ExistingBgpAppliance(scope, existing);
  }
  const { subnetPrefix, subnetName, ...options } = speaker;
  const subnet = hub.addSubnet(subnetName ?? "bgp-speaker", { addressPrefix: subnetPrefix });
  const created = new BgpSpeaker(scope, "BgpSpeaker", { ...hub.placement, ...options, subnet });
  if (inHub) {
    endCircles(scope, hub, subnet, created);
  }
  return created;
}

/**
 * A Route Server in the hub puts the speaker's summary into the speaker's subnet too: a packet to an address
 * that nobody has would go round and round. Dropping what only the summary covers ends that; the peerings'
 * routes and those to on-premises are longer and stay.
 */
function endCircles(scope: Construct, hub: Hub, subnet: Subnet, appliance: IBgpAppliance): void {
  const table = new TransitRouteTable(scope, "SpeakerRouteTable", {
    ...hub.placement,
    subject: subnet.subnetName,
    nextHop: NextHop.none(),
    keepsGatewayRoutes: true,
    destinations: () => appliance.announcedPrefixes.map((prefix) => ({ owner: undefined, prefix })),
  });
  const association = table.associate(scope, "SpeakerRouteTableAssociation", subnet, hub.placement);
  hub.virtualNetwork.creationOrder.writesSubnet(association);
}
