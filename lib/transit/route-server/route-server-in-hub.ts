import { Construct } from "constructs";
import { PRIVATE_PREFIXES } from "../../azure/address-ranges";
import { ReservedSubnet } from "../../azure/reserved-subnets";
import { Ipv4Prefix } from "../../cidr";
import { quote } from "../../core/azure-names";
import { checkAtSynth } from "../../core/checks";
import { WarningCode } from "../../core/warning-code";
import { warnAtSynth } from "../../core/warnings";
import { IVpnGateway } from "../../gateway/i-vpn-gateway";
import { knownPrefix } from "../../network/addressing";
import { Hub } from "../../topology/hub";
import { Spoke } from "../../topology/spoke";
import { IBgpAppliance } from "../bgp/bgp-appliance";
import { ITransit, ITransitNetwork } from "../i-transit-routing";
import { reservedSubnetIn } from "../reserved-subnet";
import { RouteServer } from "./route-server";
import { HubRouteServerOptions } from "./route-server-options";

/**
 * One Route Server in the hub, which spokes use together with the hub's VPN gateway (R52). The speaker
 * announces a summary, because a Route Server doesn't take what it knows already (R54).
 */
export class RouteServerInHub implements ITransit {
  public readonly peersSpokes = true;
  public readonly sharesGateway = true;
  private readonly created?: RouteServer;

  public constructor(
    scope: Construct,
    private readonly network: ITransitNetwork,
    private readonly options: HubRouteServerOptions,
    private readonly appliance: IBgpAppliance,
  ) {
    const { hub } = network;
    this.created = options.routeServer ? undefined : createRouteServer(scope, hub, options);
    const routeServer = options.routeServer ?? this.created!;
    hub.shareGateway(routeServer);
    appliance.announce(options.supernets ?? []);
    appliance.peerWith(hub.name, routeServer, []);
    checkAtSynth(scope, () => this.problems());
    warnAtSynth(scope, WarningCode.ROUTE_SERVER_SAME_PREFIX_ON_PREMISES, () => this.onPremisesWarning());
  }

  public addSpoke(spoke: Spoke): void {
    if (this.options.supernets === undefined) {
      const prefixes = spoke.addressSpace.map(knownPrefix);
      this.appliance.announce(
        PRIVATE_PREFIXES.filter((block) =>
          prefixes.some((prefix) => prefix !== undefined && block.contains(prefix)),
        ).map(String),
      );
    }
  }

  public useGateway(gateway: IVpnGateway): void {
    this.created?._placeBeside(gateway);
  }

  private problems(): (string | undefined)[] {
    const announced = this.appliance.announcedPrefixes;
    if (announced.some((text) => knownPrefix(text) === undefined)) {
      return []; // The appliance says so.
    }
    const supernets = announced.map((text) => Ipv4Prefix.parse(text));
    const { hub, spokes } = this.network;
    return [
      supernets.some(({ length }) => length === 0)
        ? "the supernet 0.0.0.0/0 would bring the Internet traffic of all spokes to the speaker, which has no " +
          'way out for it; announce private prefixes, such as "10.0.0.0/8"'
        : undefined,
      ...[hub, ...spokes].flatMap((member) =>
        knownPrefixes(member).flatMap((prefix) =>
          supernets.map((supernet) => filtered(member, prefix, supernet)),
        ),
      ),
      ...spokes.flatMap((spoke) =>
        knownPrefixes(spoke)
          .filter((prefix) => !supernets.some((supernet) => supernet.contains(prefix)))
          .map(
            (prefix) =>
              `${prefix} of spoke ${quote(spoke.name)} is in none of the announced prefixes ` +
              `(${announced.join(", ") || "none"}), so other spokes get no route to it; add one that holds it to ` +
              "routeServer({ hub: { supernets } })",
          ),
      ),
    ];
  }

  /** R56: which of the two wins is a matter of preference and path length, not of what the program says. */
  private onPremisesWarning(): string | undefined {
    const announced = this.appliance.announcedPrefixes;
    const both = this.network.hub.onPremisesPrefixes.filter((prefix) => announced.includes(prefix));
    return both.length > 0
      ? `${both.join(", ")} is announced by the speaker and belongs to a site on-premises too, so either may get ` +
          "the packets of the other; announce prefixes of your own in routeServer({ hub: { supernets } })"
      : undefined;
  }
}

/** What a Route Server would silently leave out (R54). */
function filtered(member: Hub | Spoke, prefix: Ipv4Prefix, supernet: Ipv4Prefix): string | undefined {
  if (!prefix.contains(supernet)) {
    return undefined;
  }
  const relation = prefix.equals(supernet) ? "equal to" : "inside";
  return (
    `the supernet ${supernet} is ${relation} ${prefix} of ${quote(member.name)}, so the Route Server won't use ` +
    "it; announce a larger one"
  );
}

function knownPrefixes({ addressSpace }: Hub | Spoke): Ipv4Prefix[] {
  return addressSpace.map(knownPrefix).filter((prefix): prefix is Ipv4Prefix => prefix !== undefined);
}

function createRouteServer(scope: Construct, hub: Hub, options: HubRouteServerOptions): RouteServer {
  return new RouteServer(scope, "RouteServer", {
    ...hub.placement,
    routeServerName: options.routeServerName,
    branchToBranchTraffic: options.branchToBranchTraffic,
    hubRoutingPreference: options.hubRoutingPreference,
    name: hub.name,
    subnet: reservedSubnetIn(hub, {
      name: ReservedSubnet.ROUTE_SERVER,
      addressPrefix: options.subnetPrefix,
      defaultLength: 26,
      setting: "routeServer({ hub: { subnetPrefix } })",
    }),
  });
}
