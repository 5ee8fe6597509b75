import { groupPairs } from "../../collections/group-by";
import {
  GatewayConnection,
  GATEWAYS_ELSEWHERE,
  isAboutExistence,
  isPlaceOpen,
  mayBeAny,
  NetworkModel,
  UnknownArgument,
  VirtualNetworkGateway,
} from "../model";
import { AddressSet, parsePrefixes } from "../sets/address-set";
import { PrefixMap } from "../sets/prefix-map";
import { isAnnounced, learnRoutes } from "./gateway-learning";
import { GatewayNode, OnPremisesSite } from "./gateway-node";
import { tunnelsPerhaps } from "./gateway-tunnels";
import { gatewaysInHubs, HubBranch, hubBranches } from "./hub-gateways";
import { prefixesAtHubs, withHubTunnels } from "./hub-tunnels";
import { internetSpace } from "./internet";
import { Network } from "./network";
import { onPremisesSites } from "./on-premises";
import { PeeringLink, SubnetNode, VirtualNetworkNode } from "./virtual-network-node";
import { HubNode, VirtualWans } from "./virtual-wan";
import { vpnClients } from "./vpn-clients";

/** Whether a connection or a gateway exchanges routes. */
export const BGP = "bgp_enabled";

/** What decides whether a gateway takes routes over BGP: of an autonomous system with its own number it takes none. */
const SPEAKER_ARGUMENTS = [BGP, "asn", "bgp_settings"];

/** What gets everything for which a gateway has no other route. */
const DEFAULT_SITE = "default_local_network_gateway_id";

/** What a connection joins, and how. */
const CONNECTION_ARGUMENTS = [
  BGP,
  "virtual_network_gateway_id",
  "peer_virtual_network_gateway_id",
  "local_network_gateway_id",
];

/** A network whose gateways may serve another. */
export interface PossibleHost {
  readonly host: VirtualNetworkNode;
  readonly unknown: UnknownArgument;
}

/** All gateways: whose routes reach which virtual network (R32), and what BGP tells them (R40–R44). */
export class Gateways {
  public readonly gateways: readonly GatewayNode[];
  /** Those in hubs of Virtual WAN, and what they lead to. */
  public readonly inHubs: readonly GatewayNode[];
  public readonly branches: readonly HubBranch[];
  public readonly sites: readonly OnPremisesSite[];
  /** What neither a network nor a site has. */
  public readonly internet: AddressSet;
  /** VPN clients of each gateway that takes some (W39). */
  public readonly clients: readonly OnPremisesSite[];
  private readonly byAddress = new Map<string, GatewayNode>();
  private readonly byNetwork = new Map<VirtualNetworkNode, GatewayNode[]>();
  private readonly hosts = new Map<VirtualNetworkNode, VirtualNetworkNode | undefined>();
  private readonly openConnections = new Map<GatewayNode, UnknownArgument[]>();
  /** Of networks with gateways, what would settle whether others use these. */
  private readonly perhapsClients: ReadonlyMap<string, readonly UnknownArgument[]>;
  private readonly routeServerNetworks: ReadonlySet<VirtualNetworkNode>;
  private readonly untoldHosts: ReadonlyMap<string, readonly UnknownArgument[]>;

  public constructor(private readonly network: Network) {
    this.routeServerNetworks = routeServerNetworks(network);
    this.untoldHosts = untoldHosts(network);
    this.gateways = network.model.virtualNetworkGateways.flatMap((model) => {
      const subnet = network.subnet(model.subnet);
      return subnet === undefined ? [] : [this.addGateway(model, subnet)];
    });
    this.inHubs = gatewaysInHubs(network.model, VirtualWans.of(network)).map(({ model, hub }) =>
      this.addGateway(model, hub.gatewaySubnet, hub),
    );
    for (const virtualNetwork of network.virtualNetworks) {
      const host = this.hostOf(virtualNetwork);
      if (host !== undefined && host !== virtualNetwork) {
        this.at(host).forEach((gateway) => gateway.clients.push(virtualNetwork));
      }
    }
    this.perhapsClients = groupPairs(
      network.virtualNetworks.flatMap((virtualNetwork) =>
        this.possibleHostsOf(virtualNetwork).map(({ host, unknown }) => [host.address, unknown] as const),
      ),
    );
    const wans = VirtualWans.of(network);
    const joined = withHubTunnels(network, wans, this.byAddress);
    this.addOpenConnections(joined);
    this.sites = onPremisesSites(joined, this.byAddress);
    this.clients = vpnClients([...this.gateways, ...this.inHubs]);
    learnRoutes(
      joined,
      {
        gateways: [...this.gateways, ...this.inHubs],
        sites: this.sites,
        clients: this.clients,
        atHub: prefixesAtHubs(network, wans),
      },
      this.byAddress,
    );
    this.branches = hubBranches(network.model, this.inHubs, this.sites);
    this.internet = internetSpace(network.virtualNetworks, [...this.sites, ...this.clients]);
  }

  public gateway(address: string | undefined): GatewayNode | undefined {
    return address === undefined ? undefined : this.byAddress.get(address);
  }

  /** Gateways that stand in a virtual network. */
  public at(virtualNetwork: VirtualNetworkNode): readonly GatewayNode[] {
    return this.byNetwork.get(virtualNetwork) ?? [];
  }

  /**
   * The network whose gateways and Route Server serve this one: itself, or the remote end of the peering with
   * `use_remote_gateways` here and `allow_gateway_transit` there (R32).
   */
  public hostOf(virtualNetwork: VirtualNetworkNode): VirtualNetworkNode | undefined {
    if (!this.hosts.has(virtualNetwork)) {
      this.hosts.set(virtualNetwork, this.findHost(virtualNetwork));
    }
    return this.hosts.get(virtualNetwork);
  }

  /** R27: the gateway that a UDR `VirtualNetworkGateway` means, or why there is none. */
  public nextHopOf(virtualNetwork: VirtualNetworkNode): GatewayNode | "none" | "expressroute" {
    const host = this.hostOf(virtualNetwork);
    const gateways = host === undefined ? [] : this.at(host);
    if (gateways.some((gateway) => gateway.model.type === "ExpressRoute")) {
      return "expressroute";
    }
    return gateways[0] ?? "none";
  }

  /** What would tell whether {@link nextHopOf} is an ExpressRoute gateway, where none surely is. */
  public openTypeFor(virtualNetwork: VirtualNetworkNode): UnknownArgument | undefined {
    const host = this.hostOf(virtualNetwork);
    return (host === undefined ? [] : this.at(host))
      .map(({ address }) => this.network.unknown(address, "type"))
      .find((open) => open !== undefined);
  }

  /** Whether a gateway tells a site about an address over BGP (R42): the site has a route to it. */
  public announces(gateway: GatewayNode, address: number, site: OnPremisesSite | undefined): boolean {
    return (
      [gateway.virtualNetwork, ...gateway.clients].some(({ space }) => space.contains(address)) ||
      this.passesOn(gateway, address, site)
    );
  }

  /** R42: whether a gateway learned a way to an address, other than from that site, and tells of it. */
  public passesOn(gateway: GatewayNode, address: number, site: OnPremisesSite | undefined): boolean {
    let isTold = false;
    gateway.learned.forEachMatch(address, (_, routes) => {
      isTold ||= routes.some(
        (route) =>
          isAnnounced(gateway, route) && !(route.tunnel.kind === "on-premises" && route.tunnel.site === site),
      );
    });
    return isTold;
  }

  /**
   * Whether VPN clients have a route to an address: to the gateway's network and those that use it, to what it learned
   * over BGP, and to what it pushes besides. Terraform's static routes of connections are none of these.
   */
  public tellsClients(gateway: GatewayNode, address: number): "surely" | "over-bgp" | undefined {
    const { clients, model, virtualNetwork } = gateway;
    const pushed = parsePrefixes(model.vpnClientRoutes ?? []);
    const isSure =
      [virtualNetwork, ...clients].some(({ space }) => space.contains(address)) ||
      pushed.some((prefix) => prefix.containsAddress(address));
    const learned = gateway.learned.longestMatch(address);
    const isLearned = learned.some((route) => !route.static && route.prefix.length > 0);
    return isSure ? "surely" : isLearned ? "over-bgp" : undefined;
  }

  /** Networks whose gateways may serve this one besides {@link hostOf}, with what would settle it. */
  public possibleHostsOf(virtualNetwork: VirtualNetworkNode): readonly PossibleHost[] {
    if (this.serves(virtualNetwork)) {
      return [];
    }
    const flags = (link: PeeringLink): UnknownArgument[] | undefined => {
      if (!this.serves(link.to)) {
        return undefined;
      }
      const uses = this.network.unknown(link.local.address, "use_remote_gateways");
      const allows = this.network.unknown(link.remote.address, "allow_gateway_transit");
      const isPossible =
        (link.local.useRemoteGateways || uses !== undefined) &&
        (link.remote.allowGatewayTransit || allows !== undefined);
      return isPossible ? [uses, allows].filter((one) => one !== undefined) : undefined;
    };
    const linked = [...virtualNetwork.links.values()].flatMap((link) =>
      (flags(link) ?? []).slice(0, 1).map((unknown) => ({ host: link.to, unknown })),
    );
    const possible = [...virtualNetwork.possibleLinks.values()].flatMap(({ link, unknown }) =>
      flags(link) === undefined ? [] : [{ host: link.to, unknown }],
    );
    return [...linked, ...possible];
  }

  /** Networks whose gateways serve this one, or may: {@link hostOf} comes first. */
  public allHostsOf(virtualNetwork: VirtualNetworkNode): readonly VirtualNetworkNode[] {
    const sure = this.hostOf(virtualNetwork);
    const possible = this.possibleHostsOf(virtualNetwork).map(({ host }) => host);
    return [...new Set(sure === undefined ? possible : [sure, ...possible])];
  }

  /**
   * Arguments of gateways and connections that the input leaves open and that could give a network routes: where a
   * gateway or Route Server stands, and what the gateways that serve the network, or may, are connected with.
   */
  public openFor(virtualNetwork: VirtualNetworkNode): readonly UnknownArgument[] {
    return [
      ...this.openPlacesNear(virtualNetwork).map(({ unknown }) => unknown),
      ...this.allHostsOf(virtualNetwork)
        .flatMap((one) => this.at(one))
        .flatMap((gateway) => [...this.openAt(gateway), ...this.perhapsBehind(gateway)]),
    ];
  }

  /** {@link openFor}, and networks whose gateways serve this one while the input doesn't hold any of them. */
  public openRoutesFor(virtualNetwork: VirtualNetworkNode): readonly UnknownArgument[] {
    return [...this.openFor(virtualNetwork), ...this.untoldHostsOf(virtualNetwork)];
  }

  private untoldHostsOf(virtualNetwork: VirtualNetworkNode): readonly UnknownArgument[] {
    return this.hostOf(virtualNetwork) === undefined
      ? (this.untoldHosts.get(virtualNetwork.address) ?? [])
      : [];
  }

  /** Gateways and Route Servers that may stand in a network or a neighbour of it, with what would settle that. */
  private openPlacesNear(
    virtualNetwork: VirtualNetworkNode,
  ): readonly { readonly address: string; readonly unknown: UnknownArgument }[] {
    // A hub has thousands of neighbours, and a gateway of which nobody knows where it stands is rare.
    const isNear = (network: VirtualNetworkNode): boolean =>
      network === virtualNetwork || virtualNetwork.links.has(network);
    const { routeServers, virtualNetworkGateways } = this.network.model;
    return [...virtualNetworkGateways, ...routeServers].flatMap((gateway) => {
      const { address, perhaps, subnet } = gateway;
      const guessed = isPlaceOpen(gateway) ? perhaps : undefined;
      const unknown = this.network.subnet(subnet) ? guessed : this.network.unknownPlace(address);
      const networks = unknown?.candidates.map((one) => this.network.subnet(one)?.virtualNetwork);
      return unknown !== undefined &&
        (mayBeAny(unknown) || networks!.some((one) => one === undefined || isNear(one)))
        ? [{ address, unknown }]
        : [];
    });
  }

  /** What would settle which networks are behind the gateways that a gateway exchanges routes with. */
  private perhapsBehind(gateway: GatewayNode): readonly UnknownArgument[] {
    return this.reach(gateway)
      .filter((peer) => peer.virtualNetwork !== gateway.virtualNetwork)
      .flatMap((peer) => this.perhapsClients.get(peer.virtualNetwork.address) ?? []);
  }

  /** What a gateway may be connected with. */
  public openAt(gateway: GatewayNode): readonly UnknownArgument[] {
    return this.reach(gateway).flatMap((near) => this.openConnections.get(near) ?? []);
  }

  /**
   * What leaves open whether gateways give a network a default route: default sites, where those stand that have peers, and
   * gateways of which nothing is told.
   */
  public openDefaultsFor(virtualNetwork: VirtualNetworkNode): readonly UnknownArgument[] {
    const { gatewayConnections, routeServerBgpConnections } = this.network.model;
    const speaking = new Set([
      ...gatewayConnections.flatMap((one) => (one.bgpEnabled ? [one.gateway, one.peerGateway] : [])),
      ...routeServerBgpConnections.map(({ routeServer }) => routeServer),
    ]);
    return [
      ...this.untoldHostsOf(virtualNetwork),
      ...this.openFor(virtualNetwork).filter((open) => this.mayBringDefault(virtualNetwork, open)),
      ...this.openPlacesNear(virtualNetwork).flatMap(({ address, unknown }) =>
        speaking.has(address) ? [unknown] : [],
      ),
    ];
  }

  /** A default site, who is behind a connection where there is one, and peers of which nobody wrote the prefixes. */
  private mayBringDefault(
    virtualNetwork: VirtualNetworkNode,
    { argument, resource }: UnknownArgument,
  ): boolean {
    switch (argument) {
      case DEFAULT_SITE:
        return true;
      case "address_space":
        return this.network.model.gatewayConnections.some(
          ({ bgpEnabled, localNetworkGateway }) => bgpEnabled && localNetworkGateway === resource,
        );
      case "virtual_network_gateway_id":
      case "local_network_gateway_id":
        return (
          this.network.model.gatewayConnections.some(
            (one) => one.address === resource && this.isSilent(one),
          ) ||
          this.allHostsOf(virtualNetwork)
            .flatMap((host) => this.at(host))
            .some(({ model }) => model.defaultSite !== undefined)
        );
      default:
        return false;
    }
  }

  /** Whether somebody speaks BGP at the far end whose prefixes nobody wrote. */
  private isSilent({ type, bgpEnabled, localNetworkGateway }: GatewayConnection): boolean {
    const site = this.network.model.localNetworkGateways.find(
      ({ address }) => address === localNetworkGateway,
    );
    return type === "ExpressRoute" || (type === "IPsec" && bgpEnabled && !site?.addressSpace.length);
  }

  /** What decides which routes a gateway and the sites at it have, and is open. */
  public openRoutesAt(gateway: GatewayNode): readonly UnknownArgument[] {
    return this.openAt(gateway).filter(
      (open) => SPEAKER_ARGUMENTS.includes(open.argument) || isAboutExistence(open),
    );
  }

  /** A gateway and all that it exchanges routes with. */
  private reach(gateway: GatewayNode): readonly GatewayNode[] {
    const found = new Set([gateway]);
    for (const one of found) {
      for (const { values } of one.learned.entries) {
        for (const { tunnel } of values) {
          if (tunnel.kind === "gateway") {
            found.add(tunnel.peer);
          }
        }
      }
    }
    return [...found];
  }

  private addOpenConnections(joined: NetworkModel): void {
    for (const gateway of this.gateways) {
      const open = this.network.unknown(gateway.address, DEFAULT_SITE);
      this.openConnections.set(gateway, open === undefined ? [] : [open]);
    }
    for (const { ends, unknown } of tunnelsPerhaps(this.network, joined, this.byAddress)) {
      ends.forEach((gateway) => this.addOpen(gateway, unknown));
    }
    const sites = new Map(this.network.model.localNetworkGateways.map((site) => [site.address, site]));
    for (const connection of this.network.model.gatewayConnections) {
      const { address: resource = "", addressSpaceUnknown: text } =
        sites.get(connection.localNetworkGateway ?? "") ?? {};
      const own = this.gateway(connection.gateway);
      if (text !== undefined) {
        this.addOpen(own, { resource, argument: "address_space", text, candidates: [] });
      }
      const open = CONNECTION_ARGUMENTS.map((argument) => this.network.unknown(connection.address, argument));
      const speaks = [connection.gateway, connection.peerGateway].flatMap((end = "") =>
        connection.bgpEnabled ? SPEAKER_ARGUMENTS.map((argument) => this.network.unknown(end, argument)) : [],
      );
      for (const unknown of [...open, ...speaks, connection.perhaps]) {
        if (unknown !== undefined) {
          const ends = [connection.gateway, connection.peerGateway, ...unknown.candidates];
          if (mayBeAny(unknown) && !SPEAKER_ARGUMENTS.includes(unknown.argument)) {
            ends.push(...this.byAddress.keys());
          }
          for (const gateway of new Set(ends.map((end) => this.gateway(end)))) {
            this.addOpen(gateway, unknown);
          }
        }
      }
    }
  }

  private addOpen(gateway: GatewayNode | undefined, unknown: UnknownArgument): void {
    if (gateway !== undefined) {
      this.openConnections.set(gateway, [...(this.openConnections.get(gateway) ?? []), unknown]);
    }
  }

  private findHost(virtualNetwork: VirtualNetworkNode): VirtualNetworkNode | undefined {
    if (this.serves(virtualNetwork)) {
      return virtualNetwork;
    }
    for (const link of virtualNetwork.links.values()) {
      if (link.local.useRemoteGateways && link.remote.allowGatewayTransit && this.serves(link.to)) {
        return link.to;
      }
    }
    return undefined;
  }

  private serves(virtualNetwork: VirtualNetworkNode): boolean {
    return this.byNetwork.has(virtualNetwork) || this.routeServerNetworks.has(virtualNetwork);
  }

  private addGateway(model: VirtualNetworkGateway, subnet: SubnetNode, hub?: HubNode): GatewayNode {
    const node: GatewayNode = {
      model,
      address: model.address,
      name: model.name ?? model.address,
      subnet,
      virtualNetwork: subnet.virtualNetwork,
      ...(hub && { hub }),
      clients: [],
      learned: new PrefixMap(),
      undeclaredPeers: [],
    };
    this.byAddress.set(model.address, node);
    const here = this.byNetwork.get(subnet.virtualNetwork);
    if (here === undefined) {
      this.byNetwork.set(subnet.virtualNetwork, [node]);
    } else {
      here.push(node);
    }
    return node;
  }
}

function routeServerNetworks(network: Network): ReadonlySet<VirtualNetworkNode> {
  const networks = network.model.routeServers.map((server) => network.subnet(server.subnet)?.virtualNetwork);
  return new Set(networks.filter((node) => node !== undefined));
}

/** R32: peerings that use, or may use, the gateways of a network of which the input doesn't hold any, by the network that they are of. */
function untoldHosts(network: Network): ReadonlyMap<string, readonly UnknownArgument[]> {
  const found = new Map<string, UnknownArgument[]>();
  for (const peering of network.model.peerings) {
    const { address: resource, virtualNetwork, remoteVirtualNetwork, remoteText } = peering;
    const remote = network.virtualNetwork(remoteVirtualNetwork);
    const isTold = remote !== undefined && remote.model.external !== true;
    const flag = network.unknown(resource, "use_remote_gateways");
    if ((peering.useRemoteGateways || flag !== undefined) && virtualNetwork !== undefined && !isTold) {
      const text = remote?.name ?? remoteText;
      const open = flag ?? { resource, argument: GATEWAYS_ELSEWHERE, text, candidates: [] };
      found.set(virtualNetwork, [...(found.get(virtualNetwork) ?? []), open]);
    }
  }
  return found;
}
