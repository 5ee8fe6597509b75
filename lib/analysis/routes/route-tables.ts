import { remember } from "../../collections/remember";
import { Route, UnknownArgument } from "../model";
import { Gateways } from "../network/gateways";
import { Network } from "../network/network";
import { ConnectedGroup } from "../network/network-manager";
import { RouteServerNode, routeServersOf } from "../network/route-servers";
import { areInOneGroup, SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { VirtualWans } from "../network/virtual-wan";
import {
  placedEndpoints,
  PlacedEndpoint,
  privateEndpointAddresses,
  privateEndpointRoutes,
} from "./endpoint-routes";
import { gatewayRoutes } from "./gateway-routes";
import { HubRoutes } from "./hub-routes";
import { connectedGroupRoutes, peeringRoutes } from "./peering-routes";
import { RouteEntry, RouteLayer, layerOf } from "./route-entry";
import { SubnetTable } from "./subnet-table";
import { localRoutes } from "./system-routes";
import { UserRoutes, userRoutes } from "./user-routes";

/** What gateways and a Route Server may offer, and what would tell. */
interface PossibleLayer {
  readonly gateway: RouteLayer;
  readonly unknown: UnknownArgument;
}

/** All effective route tables, built when first asked for, their layers shared. */
export class RouteTables {
  public readonly gateways: Gateways;
  public readonly virtualWans: VirtualWans;
  private readonly hubRoutes: HubRoutes;
  public readonly routeServers: ReadonlyMap<VirtualNetworkNode, RouteServerNode>;
  public readonly placedEndpoints: readonly PlacedEndpoint[];
  /** Addresses of private endpoints, by the address of their subnet. */
  public readonly privateEndpointAddresses: ReadonlyMap<string, ReadonlySet<number>>;
  private readonly tables = new Map<SubnetNode, SubnetTable>();
  private readonly local = new Map<VirtualNetworkNode, RouteLayer>();
  private readonly peering = new Map<VirtualNetworkNode, RouteLayer>();
  private readonly groups = new Map<ConnectedGroup, RouteLayer>();
  private readonly groupedEndpoints = new Map<ConnectedGroup, readonly VirtualNetworkNode[]>();
  private readonly endpoints = new Map<VirtualNetworkNode, RouteLayer>();
  private readonly gateway = new Map<VirtualNetworkNode, RouteLayer>();
  private readonly ofHubs = new Map<VirtualNetworkNode, { readonly layer: RouteLayer | undefined }>();
  private readonly both = new Map<VirtualNetworkNode, RouteLayer>();
  private readonly user = new Map<readonly Route[], UserRoutes>();
  private readonly privateEndpoints: ReadonlyMap<VirtualNetworkNode, readonly RouteEntry[]>;

  public constructor(public readonly network: Network) {
    this.gateways = new Gateways(network);
    this.virtualWans = VirtualWans.of(network);
    this.hubRoutes = new HubRoutes(network, this.virtualWans, this.gateways);
    this.routeServers = routeServersOf(network, this.gateways);
    this.placedEndpoints = placedEndpoints(network);
    this.privateEndpoints = privateEndpointRoutes(this.placedEndpoints);
    this.privateEndpointAddresses = privateEndpointAddresses(this.placedEndpoints);
  }

  public tableOf(subnet: SubnetNode): SubnetTable {
    const { virtualNetwork } = subnet;
    return remember(this.tables, subnet, () => {
      return new SubnetTable(subnet, {
        local: remember(this.local, virtualNetwork, () => localRoutes(virtualNetwork)),
        peering: remember(this.peering, virtualNetwork, () => this.peeringRoutes(virtualNetwork)),
        connectedGroups: virtualNetwork.connectedGroups.map((group) => ({
          group,
          layer: remember(this.groups, group, () => connectedGroupRoutes(this.network, group)),
        })),
        privateEndpoints: this.privateEndpointsSeenBy(virtualNetwork),
        gateway: subnet.propagation ? this.learnedBy(subnet) : undefined,
        user: remember(this.user, subnet.routes, () => userRoutes(subnet.routes)),
      });
    });
  }

  /** Whether an address in a subnet is a private endpoint's. */
  public isPrivateEndpoint(subnet: SubnetNode, address: number): boolean {
    return this.privateEndpointAddresses.get(subnet.address)?.has(address) === true;
  }

  /** What gateways and Route Server offer to a network, whether or not its subnets accept it (R46). */
  public gatewayRoutesOffered(virtualNetwork: VirtualNetworkNode): RouteLayer | undefined {
    const hub = this.routesOfHub(virtualNetwork);
    const host = this.virtualWans.hubOf(virtualNetwork) ? undefined : this.gateways.hostOf(virtualNetwork);
    if (host === undefined || hub === undefined) {
      return host === undefined ? hub : this.gatewayRoutesOf(host);
    }
    return remember(this.both, virtualNetwork, () =>
      layerOf(
        [hub, this.gatewayRoutesOf(host)].flatMap(({ entries }) => entries.flatMap((one) => one.values)),
      ),
    );
  }

  /** A hub's firewall knows more than the hub's tables. */
  private learnedBy(subnet: SubnetNode): RouteLayer | undefined {
    const hub = this.virtualWans.hubOf(subnet.virtualNetwork);
    return hub?.firewallSubnet === subnet
      ? this.hubRoutes.behindFirewall(hub)
      : this.gatewayRoutesOffered(subnet.virtualNetwork);
  }

  private routesOfHub(virtualNetwork: VirtualNetworkNode): RouteLayer | undefined {
    let known = this.ofHubs.get(virtualNetwork);
    if (known === undefined) {
      known = { layer: this.hubRoutes.offeredTo(virtualNetwork) };
      this.ofHubs.set(virtualNetwork, known);
    }
    return known.layer;
  }

  private peeringRoutes(virtualNetwork: VirtualNetworkNode): RouteLayer {
    const hubs = this.hubRoutes.hubsOf(virtualNetwork);
    const peers = peeringRoutes(virtualNetwork);
    return hubs.length === 0 ? peers : layerOf([...peers.entries.flatMap(({ values }) => values), ...hubs]);
  }

  /** What the gateways and Route Server of a network offer. */
  public gatewayRoutesOf(host: VirtualNetworkNode): RouteLayer {
    return remember(this.gateway, host, () =>
      gatewayRoutes(this.network.model, this.gateways.at(host), this.routeServers.get(host)),
    );
  }

  /** What a network may be offered instead: by a host that it may use, or with a peer that may be its Route Server's. */
  public possibleGatewayRoutesOffered(virtualNetwork: VirtualNetworkNode): readonly PossibleLayer[] {
    const host = this.gateways.hostOf(virtualNetwork);
    return [
      ...this.gateways
        .possibleHostsOf(virtualNetwork)
        .flatMap(({ host: other, unknown }) => [
          { gateway: this.gatewayRoutesOf(other), unknown },
          ...this.withPossiblePeers(other),
        ]),
      ...(host === undefined ? [] : this.withPossiblePeers(host)),
    ];
  }

  private withPossiblePeers(host: VirtualNetworkNode): readonly PossibleLayer[] {
    const server = this.routeServers.get(host);
    return (server?.possible ?? []).map(({ routes, unknown }) => ({
      gateway: gatewayRoutes(this.network.model, this.gateways.at(host), {
        ...server!,
        routes: [...server!.routes, ...routes],
      }),
      unknown,
    }));
  }

  /** R8: of the network itself, of those directly peered with it, and of those in a connected group with it. */
  public privateEndpointsSeenBy(virtualNetwork: VirtualNetworkNode): RouteLayer {
    return remember(this.endpoints, virtualNetwork, () => {
      const grouped = virtualNetwork.connectedGroups
        .flatMap((group) => this.endpointNetworksIn(group))
        .filter((node) => areInOneGroup(virtualNetwork, node));
      const networks = new Set([virtualNetwork, ...virtualNetwork.links.keys(), ...grouped]);
      return layerOf([...networks].flatMap((node) => this.privateEndpoints.get(node) ?? []));
    });
  }

  private endpointNetworksIn(group: ConnectedGroup): readonly VirtualNetworkNode[] {
    return remember(this.groupedEndpoints, group, () =>
      [...this.privateEndpoints.keys()].filter((node) => node.connectedGroups.includes(group)),
    );
  }
}
