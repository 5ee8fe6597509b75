import { RouteTable } from "@cdktf/provider-azurerm/lib/route-table";
import { SubnetRouteTableAssociation } from "@cdktf/provider-azurerm/lib/subnet-route-table-association";
import { Construct } from "constructs";
import { parseIpv4 } from "../cidr";
import { isDeferred, NAME_RULES, nameProblem } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { ResourceKind } from "../core/naming";
import { commonArguments, namingOf } from "../core/placement";
import { reference } from "../core/references";
import { HubSpokeError } from "../core/validation-error";
import { knownPrefix } from "../network/addressing";
import { NetworkWrites } from "../network/network-writes";
import { Subnet } from "../network/subnet";
import { Hub } from "../topology/hub";
import { IBgpAppliance } from "./bgp-appliance";
import { BgpSpeaker } from "./bgp-speaker";
import { ExistingBgpAppliance, ExistingBgpApplianceOptions } from "./existing-bgp-appliance";
import { ITransit, ITransitNetwork, ITransitRouting } from "./i-transit-routing";
import { RouteServerInHub } from "./route-server-in-hub";
import { RouteServerPlacement, RouteServerTransitOptions } from "./route-server-options";
import { RouteServerPerSpoke } from "./route-server-per-spoke";

/** Route Servers that put routes to a BGP speaker in the hub into the spokes; the speaker forwards. */
export class RouteServerTransit implements ITransitRouting {
  public constructor(private readonly options: RouteServerTransitOptions) {}

  public bind(scope: Construct, network: ITransitNetwork): ITransit {
    const { options } = this;
    const inHub = options.placement === RouteServerPlacement.HUB;
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
        ? "routeServer has settings in spokes, but its placement is HUB, where no spoke has a Route Server"
        : "routeServer has settings in hub, but its placement is PER_SPOKE; set placement: RouteServerPlacement.HUB",
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
    checkAtSynth(scope, () => [placeProblem(hub, appliance!)]);
    return new ExistingBgpAppliance(scope, appliance!);
  }
  const { subnetPrefix, subnetName, ...options } = speaker;
  const subnet = hub.addSubnet(subnetName ?? "bgp-speaker", { addressPrefix: subnetPrefix });
  if (inHub) {
    keepOwnRoutesAway(scope, hub, subnet);
  }
  return new BgpSpeaker(scope, "BgpSpeaker", { ...hub.placement, ...options, subnet });
}

/** Packets go to an appliance in the same network or in one that is peered with it, and nowhere else. */
function placeProblem(hub: Hub, { address }: ExistingBgpApplianceOptions): string | undefined {
  const value = isDeferred(address) ? undefined : parseIpv4(address);
  const prefixes = hub.addressSpace.map(knownPrefix);
  return value === undefined || prefixes.some((prefix) => !prefix || prefix.containsAddress(value))
    ? undefined
    : `the appliance's address ${address} is not in the hub (${hub.addressSpace.join(", ")}), where spokes could ` +
        "reach it; give its private address there";
}

/**
 * A Route Server in the hub puts the speaker's routes into the speaker's subnet too: what has no better route
 * would go round and round. A table without propagation keeps them out; the peerings' routes stay (R46).
 */
function keepOwnRoutesAway(scope: Construct, hub: Hub, subnet: Subnet): void {
  const name = namingOf(hub.placement).nameOf({ kind: ResourceKind.ROUTE_TABLE, subject: subnet.subnetName });
  const table = new RouteTable(scope, "SpeakerRouteTable", {
    name,
    bgpRoutePropagationEnabled: false,
    ...commonArguments(hub.placement),
  });
  const association = new SubnetRouteTableAssociation(scope, "SpeakerRouteTableAssociation", {
    subnetId: reference(subnet, "id", () => subnet.subnetId, scope),
    routeTableId: table.id,
    provider: hub.placement.provider,
  });
  NetworkWrites.into(hub.virtualNetwork).subnetWrites.push(association);
  checkAtSynth(scope, () => [nameProblem(NAME_RULES.routeTable, name)]);
}
