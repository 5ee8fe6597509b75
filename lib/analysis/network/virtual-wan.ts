import { keptWith } from "../../collections/kept-with";
import {
  builtInTable,
  Firewall,
  mayBeAny,
  NetworkModel,
  UnknownArgument,
  VirtualHub,
  VirtualHubConnection,
  VirtualHubRouteTable,
  VirtualHubRouting,
} from "../model";
import { Network } from "./network";
import { SubnetNode, unknownSubnet, unlinkedNetwork, VirtualNetworkNode } from "./virtual-network-node";

const DEFAULT = "0.0.0.0/0";

/** A hub of Virtual WAN, with stand-ins for the subnets that Azure doesn't show. */
export interface HubNode {
  readonly model: VirtualHub;
  readonly address: string;
  readonly name: string;
  /** The network that Azure runs for it. */
  readonly network: VirtualNetworkNode;
  /** Where its firewall sends from, and where its gateways do. */
  readonly firewallSubnet: SubnetNode;
  readonly gatewaySubnet: SubnetNode;
  readonly connections: HubConnectionNode[];
  readonly intent: HubIntent | undefined;
}

/** What a routing intent hands packets to. */
export interface HubIntent {
  readonly address: string;
  readonly privateTraffic?: HubNextHop;
  readonly internet?: HubNextHop;
}

/** A firewall in the hub, or something that the analysis doesn't know. */
export interface HubNextHop {
  readonly firewall?: Firewall;
  readonly text: string;
}

/** A virtual network on a hub. */
export interface HubConnectionNode {
  readonly model: VirtualHubConnection;
  readonly hub: HubNode;
  readonly network: VirtualNetworkNode;
  /** With what a routing intent makes of it. */
  readonly routing: VirtualHubRouting;
  /** Where packets stand that the hub hands to the network. */
  readonly arrival: SubnetNode;
}

/** Hubs with what is connected with them: which routes they know is another matter. */
export class VirtualWans {
  public readonly hubs: readonly HubNode[];
  public readonly connections: readonly HubConnectionNode[];
  public readonly tables: ReadonlyMap<string, VirtualHubRouteTable>;
  public readonly firewalls: ReadonlyMap<string, Firewall>;
  private static readonly known = keptWith((network: Network) => new VirtualWans(network));
  private readonly byNetwork = new Map<VirtualNetworkNode, HubConnectionNode[]>();
  private readonly byAddress = new Map<string, HubNode>();
  /** What the input leaves open, by the networks and hubs that it may concern. */
  private readonly open = new Map<VirtualNetworkNode, UnknownArgument[]>();
  /** Routes to any place that hubs may have, or a network by its connection. */
  private readonly openRoutes = new Map<VirtualNetworkNode, UnknownArgument[]>();

  /** One for each network. */
  public static of(network: Network): VirtualWans {
    return VirtualWans.known(network);
  }

  private constructor(network: Network) {
    const { model } = network;
    this.tables = new Map(model.virtualWan.routeTables.map((table) => [table.address, table]));
    this.firewalls = network.firewalls;
    this.hubs = model.virtualWan.hubs.map((hub, i) =>
      hubNode(network.model, hub, -1 - network.virtualNetworks.length - i),
    );
    this.hubs.forEach((hub) => this.byAddress.set(hub.address, hub));
    this.connections = model.virtualWan.connections.flatMap((connection) => {
      const node = network.virtualNetwork(connection.virtualNetwork);
      const hub = this.byAddress.get(connection.hub);
      return node === undefined || hub === undefined ? [] : [this.connect(connection, hub, node)];
    });
    this.findOpen(network);
  }

  public hub(address: string | undefined): HubNode | undefined {
    return address === undefined ? undefined : this.byAddress.get(address);
  }

  /** The hub that a network is: those of hubs are among no others. */
  public hubOf(network: VirtualNetworkNode): HubNode | undefined {
    const hub = this.byAddress.get(network.address);
    return hub?.network === network ? hub : undefined;
  }

  public connectionsOf(network: VirtualNetworkNode): readonly HubConnectionNode[] {
    return this.byNetwork.get(network) ?? [];
  }

  /** Whether a network is connected with a hub, or may be. */
  public isAtHub(network: VirtualNetworkNode): boolean {
    return network.virtualHubs.length > 0 || this.open.has(network) || this.hubOf(network) !== undefined;
  }

  /** What the input leaves open about a network's connections, their hubs, and the routes of these. */
  public openAt(network: VirtualNetworkNode): readonly UnknownArgument[] {
    return [...this.openConnectionsOf(network), ...this.openRoutesOf(network)];
  }

  /** Whether connections and their hubs are what the input says and nothing else: it concerns what is at a hub. */
  public openConnectionsOf(network: VirtualNetworkNode): readonly UnknownArgument[] {
    const hub = this.hubOf(network);
    return [
      ...(this.open.get(network) ?? []),
      ...this.connectionsOf(network).flatMap((connection) => [
        ...connection.routing.open,
        ...connection.hub.model.open,
        ...(this.open.get(connection.hub.network) ?? []),
      ]),
      ...(hub?.model.open ?? []),
      ...this.tablesOf(network).flatMap(({ open }) => open.filter(isAboutLearning)),
    ];
  }

  /** What may be a row to any place, connected or not, in the tables by which a network sends. */
  public openRoutesOf(network: VirtualNetworkNode): readonly UnknownArgument[] {
    const hubs = this.connectionsOf(network).map(({ hub }) => hub.network);
    return [
      ...this.tablesOf(network).flatMap(({ open }) => open.filter((one) => !isAboutLearning(one))),
      ...[network, ...hubs].flatMap((one) => this.openRoutes.get(one) ?? []),
    ];
  }

  /** All places to which routes of hubs lead perhaps: packets to some of an endpoint's addresses may fare otherwise. */
  public get openDestinations(): readonly string[] {
    const open = [
      ...this.openRoutes.values(),
      ...[...this.tables.values()].map((table) => table.open),
    ].flat();
    return [...new Set(open.flatMap(({ destinations = [] }) => destinations))];
  }

  /** The tables by which a network, or a hub itself, sends. */
  private tablesOf(network: VirtualNetworkNode): readonly VirtualHubRouteTable[] {
    const hub = this.hubOf(network);
    return [
      ...this.connectionsOf(network).map(({ routing }) => routing.associated),
      ...(hub === undefined ? [] : [defaultTableOf(hub)]),
    ].flatMap((address) => this.tables.get(address) ?? []);
  }

  /**
   * A connection of a network that names no labels, where the label default would make the tables learn of it by which another
   * network, or a hub, sends.
   */
  public unlabelled(from: VirtualNetworkNode, to: VirtualNetworkNode): HubConnectionNode | undefined {
    const tables = this.tablesOf(from);
    return this.connectionsOf(to).find(({ routing, hub: there }) => {
      const labelled = { ...routing, propagated: { ...routing.propagated, labels: ["default"] } };
      return (
        routing.isUnlabelled === true &&
        tables.some((table) => {
          const user = this.hub(table.hub);
          const isMeshed = user !== undefined && areMeshed(user, there);
          return isMeshed && !learns(table, there, routing) && learns(table, there, labelled);
        })
      );
    });
  }

  /**
   * A route table of somebody's own, by which a network sends, where another hub has a routing intent for private
   * traffic: Azure's documentation has the two in one Virtual WAN as not to be combined, so what that table learns is open (W81).
   */
  public besideIntent(
    from: VirtualNetworkNode,
    others: readonly HubNode[],
  ): { readonly table: VirtualHubRouteTable; readonly hub: HubNode } | undefined {
    const own = this.tablesOf(from).filter(({ builtIn }) => builtIn === undefined);
    const secured = others.filter(({ intent }) => intent?.privateTraffic !== undefined);
    const open = own.flatMap((table) => {
      const user = this.hub(table.hub);
      const beyond = secured.filter((hub) => user !== undefined && user !== hub && areMeshed(user, hub));
      return beyond.map((hub) => ({ table, hub }));
    });
    return open.at(0);
  }

  /** Connections that may be another network's or hub's, and what may stand in another hub. */
  private findOpen(network: Network): void {
    const { connections, routingIntents, gateways, routeTables, openRoutes } = network.model.virtualWan;
    connections.forEach((connection) => this.findOpenEnds(network, connection));
    const everyHub = this.hubs.map((hub) => hub.network);
    openRoutes.forEach((unknown) => this.noteRoute(everyHub, unknown));
    this.hubs.forEach((hub) => this.findOpenMesh(hub));
    for (const { address, hub, perhaps } of [...routingIntents, ...gateways, ...routeTables]) {
      const elsewhere = network.unknown(address, "virtual_hub_id");
      if (elsewhere !== undefined) {
        const all = mayBeAny(elsewhere) ? this.hubs : elsewhere.candidates.map((one) => this.hub(one));
        all.forEach((one) => this.note(one?.network, elsewhere));
      }
      for (const unknown of [perhaps, network.unknown(address, "routing_policy")]) {
        if (unknown !== undefined) {
          this.note(this.hub(hub)?.network, unknown);
        }
      }
    }
    for (const { hub, open } of routingIntents) {
      open.forEach((unknown) => this.note(this.hub(hub)?.network, unknown));
    }
  }

  /** A hub of a WAN that only apply tells may be meshed with each of the others. */
  private findOpenMesh(hub: HubNode): void {
    const { address: resource, wan: text } = hub.model;
    const apart = text.includes("${") ? this.hubs.filter((other) => !areMeshed(hub, other)) : [];
    const unknown = { resource, argument: "virtual_wan_id", text, candidates: [] };
    for (const { network } of apart.length === 0 ? [] : [hub, ...apart]) {
      this.note(network, unknown);
      this.noteRoute([network], { ...unknown, destinations: this.writtenPrefixes() });
    }
  }

  /** What a connection joins, and whose tables learn what is behind it. */
  private findOpenEnds(network: Network, connection: VirtualHubConnection): void {
    const { address, routing, openRoutes, staticRoutes } = connection;
    const destinations = staticRoutes.flatMap(({ prefixes }) => prefixes);
    const own = this.hub(connection.hub);
    const hubs = own === undefined ? this.hubs : this.hubs.filter((hub) => areMeshed(own, hub));
    const remote = network.unknown(address, "remote_virtual_network_id");
    if (remote !== undefined) {
      const named = remote.candidates.map((candidate) => network.virtualNetwork(candidate));
      (mayBeAny(remote) ? network.virtualNetworks : named).forEach((node) => this.note(node, remote));
    }
    const hub = network.unknown(address, "virtual_hub_id");
    if (hub !== undefined) {
      const node = network.virtualNetwork(connection.virtualNetwork);
      this.note(node, hub);
      this.noteRoute(node === undefined ? [] : [node], { ...hub, destinations: this.writtenPrefixes() });
    }
    this.findOpenDefault(network, connection);
    const known = [remote, hub, ...routing.open].flatMap((one) => (one ? [{ ...one, destinations }] : []));
    [...openRoutes, ...known].forEach((unknown) =>
      this.noteRoute(
        hubs.map((one) => one.network),
        unknown,
      ),
    );
  }

  /** Whether a network takes the default route that its hub may have. */
  private findOpenDefault(network: Network, { address, virtualNetwork }: VirtualHubConnection): void {
    const { bgp, onPremises } = network.model.assumptions;
    const unknown = network.unknown(address, "internet_security_enabled");
    const node = network.virtualNetwork(virtualNetwork);
    const announced = [
      ...bgp.flatMap(({ announces }) => announces),
      ...onPremises.flatMap(({ prefixes }) => prefixes),
    ];
    const hasDefault =
      this.hubs.some(({ intent }) => intent?.internet !== undefined) ||
      [...this.writtenPrefixes(), ...announced].includes(DEFAULT);
    if (unknown !== undefined && node !== undefined && hasDefault) {
      this.noteRoute([node], { ...unknown, destinations: [DEFAULT] });
    }
  }

  /** To what routes of hubs lead beyond that which is connected. */
  private writtenPrefixes(): readonly string[] {
    const inTables = [...this.tables.values()].flatMap(({ routes }) => routes);
    const behind = this.connections.flatMap(({ model }) => model.staticRoutes);
    return [...new Set([...inTables, ...behind].flatMap(({ prefixes }) => prefixes))];
  }

  private note(node: VirtualNetworkNode | undefined, unknown: UnknownArgument): void {
    if (node !== undefined) {
      this.open.set(node, [...(this.open.get(node) ?? []), unknown]);
    }
  }

  private noteRoute(nodes: readonly VirtualNetworkNode[], unknown: UnknownArgument): void {
    if (unknown.destinations?.length !== 0) {
      nodes.forEach((node) => this.openRoutes.set(node, [...(this.openRoutes.get(node) ?? []), unknown]));
    }
  }

  private connect(model: VirtualHubConnection, hub: HubNode, network: VirtualNetworkNode): HubConnectionNode {
    const node: HubConnectionNode = {
      model,
      hub,
      network,
      routing: routingUnder(hub, model.routing),
      arrival: { ...unknownSubnet(network), id: hub.name, name: hub.name, address: hub.address },
    };
    hub.connections.push(node);
    this.byNetwork.set(network, [...this.connectionsOf(network), node]);
    return node;
  }
}

/** Which tables learn of what: about the routes that a table has written in it, it says nothing. */
function isAboutLearning({ argument }: UnknownArgument): boolean {
  return argument === "labels";
}

export function defaultTableOf({ address }: HubNode): string {
  return builtInTable(address, "default");
}

/** A routing intent takes over associations and propagation. */
export function routingUnder(hub: HubNode, own: VirtualHubRouting): VirtualHubRouting {
  const table = defaultTableOf(hub);
  return hub.intent === undefined
    ? own
    : { associated: table, propagated: { tables: [table], labels: ["default"] }, open: own.open };
}

/** Whether a table learns what a connection of a hub has. */
export function learns(
  table: VirtualHubRouteTable,
  hub: HubNode,
  { propagated }: VirtualHubRouting,
): boolean {
  if (table.builtIn === "none" || (hub.intent?.privateTraffic !== undefined && table.hub === hub.address)) {
    return false;
  }
  return (
    propagated.tables.includes(table.address) ||
    table.labels.some((label) => propagated.labels.includes(label))
  );
}

/** Hubs of a Standard WAN are meshed. */
export function areMeshed(one: HubNode, other: HubNode): boolean {
  return one === other || (one.model.wan === other.model.wan && !one.model.basic);
}

function hubNode(model: NetworkModel, hub: VirtualHub, index: number): HubNode {
  const addressSpace = hub.addressPrefix === undefined ? [] : [hub.addressPrefix];
  const network = unlinkedNetwork({ ...hub, addressSpace }, index);
  const { name, prefixes } = network;
  const subnet: SubnetNode = {
    ...unknownSubnet(network),
    index: 2 * index,
    id: name,
    name,
    prefixes,
    region: network.space,
    model: { ...unknownSubnet(network).model, prefixes: network.model.addressSpace },
  };
  return {
    model: hub,
    address: hub.address,
    name,
    network,
    firewallSubnet: subnet,
    gatewaySubnet: { ...subnet, index: 2 * index - 1 },
    connections: [],
    intent: intentOf(model, hub),
  };
}

function intentOf(model: NetworkModel, { address: hub }: VirtualHub): HubIntent | undefined {
  const intents = model.virtualWan.routingIntents.filter((intent) => intent.hub === hub);
  const to = (destination: RegExp): HubNextHop | undefined => {
    const policies = intents.flatMap(({ policies: own }) => own);
    const policy = policies.find(({ destinations }) => destinations.some((one) => destination.test(one)));
    const firewall = model.firewalls.find(({ address }) => address === policy?.firewall);
    return policy && { text: policy.nextHop, ...(firewall?.virtualHub === hub && { firewall }) };
  };
  return intents.length === 0
    ? undefined
    : {
        address: intents[0].address,
        privateTraffic: to(/^privatetraffic$/i),
        internet: to(/^internet$/i),
      };
}
