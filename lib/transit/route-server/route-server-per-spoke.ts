import { Construct } from "constructs";
import { ReservedSubnet } from "../../azure/reserved-subnets";
import { quote } from "../../core/azure-names";
import { checkAtSynth } from "../../core/checks";
import { childId } from "../../core/child-id";
import { WarningCode } from "../../core/warning-code";
import { warnAtSynth } from "../../core/warnings";
import { knownPrefix } from "../../network/addressing";
import { Spoke } from "../../topology/spoke";
import { IBgpAppliance } from "../bgp/bgp-appliance";
import { ITransit, ITransitNetwork } from "../i-transit-routing";
import { reservedSubnetIn } from "../reserved-subnet";
import { unknownSpokeProblems } from "../unknown-spokes";
import { IRouteServer } from "./i-route-server";
import { RouteServer } from "./route-server";
import { RouteServerSpokeOptions } from "./route-server-options";

/**
 * A Route Server in each spoke (R55): it knows its own spoke only, so the speaker can give it the exact
 * prefixes of all others.
 *
 * Spokes don't use the hub's gateway, since a network has a Route Server of its own or another's, not both.
 */
export class RouteServerPerSpoke implements ITransit {
  public readonly peersSpokes = true;
  public readonly sharesGateway = false;

  public constructor(
    private readonly scope: Construct,
    private readonly network: ITransitNetwork,
    private readonly options: { readonly [name: string]: RouteServerSpokeOptions },
    private readonly appliance: IBgpAppliance,
  ) {
    checkAtSynth(scope, () => unknownSpokeProblems("routeServer", options, network.spokes));
    warnAtSynth(scope, WarningCode.ROUTE_SERVER_NO_ON_PREMISES, () => this.onPremisesWarning());
  }

  public addSpoke(spoke: Spoke): void {
    const routeServer = this.options[spoke.name]?.routeServer ?? this.createRouteServer(spoke);
    // The spoke says itself what is no prefix.
    const prefixes = spoke.addressSpace.filter((prefix) => knownPrefix(prefix));
    this.appliance.announce(prefixes);
    this.appliance.peerWith(spoke.name, routeServer, prefixes);
  }

  private createRouteServer(spoke: Spoke): IRouteServer {
    return new RouteServer(this.scope, childId(this.scope, "RouteServer", spoke.name), {
      ...spoke.placement,
      name: spoke.name,
      subnet: reservedSubnetIn(spoke, {
        name: ReservedSubnet.ROUTE_SERVER,
        addressPrefix: this.options[spoke.name]?.subnetPrefix,
        defaultLength: 26,
        setting: `routeServer({ spokes: { ${quote(spoke.name)}: { subnetPrefix } } })`,
      }),
    });
  }

  private onPremisesWarning(): string | undefined {
    const sites = this.network.hub.siteToSiteConnections.map(({ name }) => quote(name));
    return sites.length > 0
      ? `the hub is connected to ${sites.join(", ")}, but spokes with a Route Server of their own can't use the ` +
          "hub's gateway and don't reach it; use topology: RouteServerTopology.HUB if they should"
      : undefined;
  }
}
