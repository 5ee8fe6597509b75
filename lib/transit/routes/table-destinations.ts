import { ReservedSubnet } from "../../azure/reserved-subnets";
import { isInside } from "../../network/addressing";
import { ISubnet } from "../../network/i-subnet";
import { Hub } from "../../topology/hub";
import { Spoke } from "../../topology/spoke";
import { IRemoteNetwork } from "../i-transit-routing";
import { NextHop } from "./next-hop";
import { distinctDestinations, EVERYTHING, RouteDestination } from "./route-destinations";
import { TransitRoutes } from "./transit-routes";

/** What routes of a transit lead to, as it was asked for. */
export interface TableDestinationsProps {
  /** Hub that the next hop is in. */
  readonly hub: Hub;
  /** Which packets spokes send to the next hop. */
  readonly routes: TransitRoutes;
  /** Where spokes send what goes to the Internet, if not to the next hop. */
  readonly internet?: NextHop;
  /** Where the subnet of the next hop sends what goes to the Internet. */
  readonly forwarderInternet?: NextHop;
}

/** Where the routes of each table of a transit lead: to the spokes, sites and other hubs that are there so far. */
export class TableDestinations {
  /** In the order in which they were added. */
  public readonly spokes: Spoke[] = [];
  public readonly remotes: IRemoteNetwork[] = [];
  /** Whether packets from on-premises take the same way. */
  public gatewayIsRouted = false;

  private readonly hub: Hub;
  private readonly routes: TransitRoutes;
  private readonly internet?: NextHop;
  private readonly tunnel?: NextHop;
  private spokePrefixes?: { readonly count: number; readonly all: RouteDestination[] };

  public constructor(props: TableDestinationsProps) {
    this.hub = props.hub;
    this.routes = props.routes;
    this.internet = props.internet;
    this.tunnel = props.forwarderInternet;
  }

  /** Of the table of a spoke. */
  public ofSpoke(spoke: Spoke): RouteDestination[] {
    return this.routes.isDefaultRoute ? this.ofSharedTable() : this.perPrefixDestinations(spoke);
  }

  /** Of the table that spokes share. */
  public ofSharedTable(): RouteDestination[] {
    return distinctDestinations([EVERYTHING, ...this.listedDestinations()]);
  }

  /** Of the table of `GatewaySubnet`. */
  public ofGateway(): RouteDestination[] {
    const remote = this.remotes.flatMap((each) => [
      ...remoteSpokes(each),
      // The other hub's forwarder answers through this one, and the gateway has a peering route past it.
      ...each.network.hub.addressSpace.map((prefix) => ({ owner: each.network.hub.name, prefix })),
    ]);
    return distinctDestinations([...this.spokeDestinations(), ...remote]);
  }

  /** What the forwarder sends on to those of the other hubs. */
  public ofForwarder(subnet: ISubnet): RouteDestination[] {
    const remote = this.remotes.flatMap((each) =>
      this.destinationsIn(each).map((destination) => ({ ...destination, nextHop: each.forwarder })),
    );
    // A firewall must reach the Internet directly, whatever a gateway learns.
    const isFirewall = subnet.subnetName === ReservedSubnet.FIREWALL;
    const nextHop = this.tunnel ?? (isFirewall ? NextHop._internet() : undefined);
    return distinctDestinations(nextHop ? [...remote, { ...EVERYTHING, nextHop }] : remote);
  }

  /** The size of the largest table, and which one it is: that of the spoke with the fewest own prefixes. */
  public largest(): { readonly name: string; readonly routes: number } {
    const gateway = this.gatewayIsRouted ? this.ofGateway().length : 0;
    const ownCount = (each: Spoke): number => each.virtualNetwork.addressSpace.length;
    const [fewestOwn] = [...this.spokes].sort((a, b) => ownCount(a) - ownCount(b));
    const spoke = fewestOwn ? this.ofSpoke(fewestOwn).length : 0;
    return gateway > spoke
      ? { name: ReservedSubnet.GATEWAY, routes: gateway }
      : { name: "a spoke", routes: spoke };
  }

  private perPrefixDestinations(spoke: Spoke): RouteDestination[] {
    const { attachableSpace } = this.hub;
    return distinctDestinations([
      ...this.spokeDestinations().filter(
        ({ owner, prefix }) => owner !== spoke.name && !isInside(prefix, attachableSpace),
      ),
      ...attachableSpace.map((prefix) => ({ owner: "spokes", prefix })),
      ...this.onPremisesDestinations(),
      ...this.remotes.flatMap((remote) => this.destinationsIn(remote)),
      ...this.listedDestinations().filter(({ prefix }) => !isInside(prefix, spoke.addressSpace)),
      ...(this.internet ? [{ ...EVERYTHING, nextHop: this.internet }] : []),
    ]);
  }

  /** In the order of names, so that a program that adds spokes in another order changes no table. */
  private spokeDestinations(): RouteDestination[] {
    if (this.spokePrefixes?.count !== this.spokes.length) {
      const all = [...this.spokes]
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap((spoke) => spoke.addressSpace.map((prefix) => ({ owner: spoke.name, prefix })));
      this.spokePrefixes = { count: this.spokes.length, all: distinctDestinations(all) };
    }
    return this.spokePrefixes.all;
  }

  /** Routed only if the way back is: packets that pass a stateful appliance in one direction are dropped. */
  private onPremisesDestinations(): RouteDestination[] {
    return this.gatewayIsRouted
      ? this.hub.onPremisesPrefixes.map((prefix) => ({ owner: "on-premises", prefix }))
      : [];
  }

  /** Spokes and sites of another network of the mesh; what a site of the own hub has is nearer. */
  private destinationsIn(remote: IRemoteNetwork): RouteDestination[] {
    const own = this.hub.onPremisesPrefixes;
    const { hub } = remote.network;
    const sites = hub.onPremisesPrefixes.filter(
      (prefix) => !own.some((each) => isInside(prefix, [each]) || isInside(each, [prefix])),
    );
    return [
      ...remoteSpokes(remote),
      ...sites.map((prefix) => ({ owner: `${hub.name}-on-premises`, prefix })),
    ];
  }

  private listedDestinations(): RouteDestination[] {
    return this.routes.destinations.map((prefix) => ({ owner: undefined, prefix }));
  }
}

function remoteSpokes({ network, destinations }: IRemoteNetwork): RouteDestination[] {
  return destinations.map((prefix) => ({ owner: network.hub.name, prefix }));
}
