import { INTENT_PREFIXES } from "../../azure/address-ranges";
import { DEFAULT_PREFIX, Ipv4Prefix } from "../../cidr";
import { groupBy } from "../../collections/group-by";
import { remember } from "../../collections/remember";
import { IpReference, VirtualHubRoute, VirtualHubRouteTable } from "../model";
import { Gateways } from "../network/gateways";
import { HubAnnouncement, hubAnnouncements } from "../network/hub-announcements";
import { HubBranch } from "../network/hub-gateways";
import { Network } from "../network/network";
import { VirtualNetworkNode } from "../network/virtual-network-node";
import {
  areMeshed,
  defaultTableOf,
  HubConnectionNode,
  HubNextHop,
  HubNode,
  learns,
  VirtualWans,
} from "../network/virtual-wan";
import { parsePrefixes } from "../sets/address-set";
import { HubWay, layerOf, RouteEntry, RouteLayer } from "./route-entry";

/** A route of a hub's router. */
interface HubRow extends Pick<RouteEntry, "prefix" | "origin" | "assumption"> {
  readonly way: HubWay;
}

/** What hubs of Virtual WAN write into networks, and know themselves (W78). */
export class HubRoutes {
  private readonly learned = new Map<string, readonly HubRow[]>();
  private readonly layers = new Map<string, RouteLayer>();
  /** By the address of the connection. */
  private readonly announced: ReadonlyMap<string, readonly HubAnnouncement[]>;

  public constructor(
    network: Network,
    private readonly wans: VirtualWans,
    private readonly gateways: Gateways,
  ) {
    this.announced = groupBy(hubAnnouncements(network, wans), ({ connection }) => connection.model.address);
  }

  /** Rows of a hub's router in a network that is connected with it, or of the hub's own; undefined elsewhere. */
  public offeredTo(network: VirtualNetworkNode): RouteLayer | undefined {
    const hub = this.wans.hubOf(network);
    if (hub !== undefined) {
      return this.behindGateways(hub);
    }
    const connections = this.wans.connectionsOf(network);
    return connections.length < 2
      ? connections.map((connection) => this.layerFor(connection)).at(0)
      : layerOf(connections.flatMap((connection) => this.rowsFor(connection)));
  }

  /** The network that Azure runs for a hub is peered with those that are connected. */
  public hubsOf(network: VirtualNetworkNode): RouteEntry[] {
    return this.wans.connectionsOf(network).flatMap(({ hub, model }) =>
      hub.network.prefixes.map((prefix): RouteEntry => ({
        prefix,
        source: "Default",
        nextHopType: "VNetPeering",
        target: { kind: "virtual-hub", hub, way: { kind: "hub" } },
        origin: model.address,
        nextHopTexts: [],
      })),
    );
  }

  /** What a hub's firewall knows: everything that is connected, however it is propagated. */
  public behindFirewall(hub: HubNode): RouteLayer {
    const own = hub.connections.flatMap((connection) => this.rowsOf(connection));
    const branches = this.gateways.branches.filter((branch) => branch.hub === hub).flatMap(branchRows);
    const known = new Set([...own, ...branches].map(({ prefix }) => prefix.toString()));
    const others = this.rowsOfTable(defaultTableOf(hub)).filter(
      ({ way, prefix }) => way.kind !== "firewall" && !known.has(prefix.toString()),
    );
    return layerOf([...own, ...branches, ...others].map((row) => entryOf(hub, row)));
  }

  /** What the gateways in a hub know: its default table. */
  private behindGateways(hub: HubNode): RouteLayer {
    return layerOf(
      this.rowsUnderIntent(hub, defaultTableOf(hub), false).map((row): RouteEntry => {
        const entry = entryOf(hub, row);
        return row.way.kind === "gateway" && row.way.hub === hub
          ? { ...entry, target: { kind: "gateway", gateway: row.way.gateway } }
          : entry;
      }),
    );
  }

  /** Connections with one table share it: a network's own prefixes in it never count there (R12). */
  private layerFor(connection: HubConnectionNode): RouteLayer {
    const { model, routing } = connection;
    const isAlone =
      model.staticRoutes.length > 0 ||
      this.announced.get(model.address)?.some(({ nextHop }) => nextHop !== undefined) === true;
    return isAlone
      ? layerOf(this.rowsFor(connection))
      : remember(this.layers, `${routing.associated} ${model.internetSecurity}`, () =>
          layerOf(this.rowsFor(connection)),
        );
  }

  private rowsFor({ hub, network, model, routing }: HubConnectionNode): RouteEntry[] {
    return this.rowsUnderIntent(hub, routing.associated, model.internetSecurity)
      .filter(({ way }) => !(way.kind === "appliance" && way.connection.network === network))
      .filter(({ way }) => !(hub.model.basic && leadsIntoNetwork(way)))
      .map((row) => entryOf(hub, row));
  }

  /** W79, W80: with a routing intent its next hops stand for all private prefixes, and for the default route. */
  private rowsUnderIntent(hub: HubNode, table: string, takesDefault: boolean): readonly HubRow[] {
    const { intent } = hub;
    const rows = this.rowsOfTable(table).filter(({ prefix }) => takesDefault || prefix.length > 0);
    const through = (nextHop: HubNextHop | undefined, prefixes: readonly Ipv4Prefix[]): HubRow[] =>
      nextHop === undefined
        ? []
        : prefixes.map((prefix) => ({
            prefix,
            origin: intent!.address,
            way: { kind: "firewall", hub, nextHop },
          }));
    const internet = through(takesDefault ? intent?.internet : undefined, [DEFAULT_PREFIX]);
    if (intent?.privateTraffic === undefined) {
      return [...rows.filter(({ prefix }) => internet.length === 0 || prefix.length > 0), ...internet];
    }
    // What somebody added to the private prefixes is a static route beside those of the policy.
    const added = rows.filter(({ prefix, way }) => prefix.length > 0 && way.kind === "firewall");
    const prefixes = new Map(
      [...INTENT_PREFIXES, ...added.map(({ prefix }) => prefix)].map((one) => [`${one}`, one]),
    );
    const taken = [...prefixes.values()];
    const beyond = this.announcedTo(hub).filter(
      (prefix) => prefix.length > 0 && !taken.some((known) => known.contains(prefix)),
    );
    return [
      ...through(intent.privateTraffic, taken),
      // W84: what else is private must be named to the intent, which no argument of the provider does.
      ...beyond.map((prefix): HubRow => ({
        prefix,
        origin: intent.address,
        way: { kind: "open", intent: intent.address },
      })),
      ...internet,
    ];
  }

  /** Prefixes of everything that is connected with a hub or one that it is meshed with. */
  private announcedTo(hub: HubNode): Ipv4Prefix[] {
    const networks = [...this.announced.values()].flat().filter((one) => areMeshed(hub, one.hub));
    const places = this.gateways.branches.filter((one) => areMeshed(hub, one.hub)).flatMap(branchRows);
    return [...new Map([...networks, ...places].map(({ prefix }) => [prefix.toString(), prefix])).values()];
  }

  private rowsOfTable(address: string): readonly HubRow[] {
    return remember(this.learned, address, () => {
      const table = this.wans.tables.get(address);
      const hub = this.wans.hub(table?.hub);
      return table === undefined || hub === undefined ? [] : this.rowsIn(table, hub);
    });
  }

  private rowsIn(table: VirtualHubRouteTable, hub: HubNode): readonly HubRow[] {
    const isLearned = (one: Pick<HubConnectionNode, "hub" | "routing">): boolean =>
      areMeshed(hub, one.hub) && learns(table, one.hub, one.routing);
    const written = table.routes.flatMap((route) => this.rowsOfRoute(hub, route));
    const networks = beforeBgp(this.wans.connections.filter(isLearned).flatMap((one) => this.rowsOf(one)));
    const branches = this.gateways.branches.filter(isLearned).flatMap(branchRows);
    const known = new Set(written.map(({ prefix }) => prefix.toString()));
    // A default route stays in its hub.
    const others = nearest(hub, [...networks, ...branches]).filter(
      ({ prefix, way }) => prefix.length > 0 || hubOfWay(way) === hub,
    );
    return [...written, ...others.filter(({ prefix }) => !known.has(prefix.toString()))];
  }

  private rowsOf({ model, network }: HubConnectionNode): HubRow[] {
    const isOwn = (prefix: Ipv4Prefix): boolean => network.prefixes.some((own) => own.contains(prefix));
    return (this.announced.get(model.address) ?? [])
      .filter(
        ({ prefix, nextHop, assumption }) =>
          nextHop === undefined || !isOwn(prefix) || (assumption === undefined && !model.bypassesNextHop),
      )
      .map(({ prefix, nextHop, assumption, connection }) => ({
        prefix,
        origin: model.address,
        ...(assumption && { assumption }),
        way: intoNetwork(connection, nextHop ?? behind(connection, prefix)),
      }));
  }

  /** A static route leads to a firewall, or into a network, where a route of the connection says whereto. */
  private rowsOfRoute(hub: HubNode, { prefixes, nextHop, origin }: VirtualHubRoute): HubRow[] {
    const connection = this.wans.connections.find(({ model }) => model.address === nextHop);
    const firewall = this.wans.firewalls.get(nextHop);
    const isHere = firewall?.virtualHub === hub.address;
    return parsePrefixes(prefixes).flatMap((prefix): HubRow[] => {
      if (connection === undefined) {
        const through = { text: nextHop, ...(isHere && { firewall }) };
        return [{ prefix, origin, way: { kind: "firewall", hub, nextHop: through } }];
      }
      const { model, network } = connection;
      const bypassing = model.bypassesNextHop ? network.prefixes.filter((own) => prefix.contains(own)) : [];
      return [...bypassing.filter((own) => own.length > prefix.length), prefix].map((one) => ({
        prefix: one,
        origin,
        way: intoNetwork(connection, behind(connection, one)),
      }));
    });
  }
}

/**
 * What a static route of a connection hands a prefix to. Also the network's own, which such a route contains, unless the
 * connection is told to bypass the next hop there (W170).
 */
function behind({ model, network }: HubConnectionNode, prefix: Ipv4Prefix): IpReference | undefined {
  const isOwn = network.prefixes.some((own) => own.contains(prefix));
  const containing = model.staticRoutes.find(({ prefixes }) =>
    parsePrefixes(prefixes).some((one) => one.contains(prefix)),
  );
  return isOwn && model.bypassesNextHop ? undefined : containing?.nextHop;
}

function intoNetwork(connection: HubConnectionNode, nextHop: IpReference | undefined): HubWay {
  return nextHop === undefined ? { kind: "network", connection } : { kind: "appliance", connection, nextHop };
}

/** W161: what a hub knows of connected networks comes before what an appliance announces of their addresses. */
function beforeBgp(rows: readonly HubRow[]): readonly HubRow[] {
  const networks = rows.flatMap(({ assumption, way, prefix }) =>
    assumption === undefined && leadsIntoNetwork(way) ? [prefix] : [],
  );
  return rows.filter(
    ({ assumption, prefix }) => assumption === undefined || !networks.some((own) => own.contains(prefix)),
  );
}

function entryOf(hub: HubNode, { prefix, way, origin, assumption }: HubRow): RouteEntry {
  const firewall = way.kind === "firewall" ? way.nextHop.firewall : undefined;
  return {
    prefix,
    source: "VirtualNetworkGateway",
    nextHopType: "VirtualNetworkGateway",
    target: { kind: "virtual-hub", hub, way },
    origin,
    nextHopTexts: [firewall?.privateIp ?? firewall?.name ?? hub.name],
    nextHopResource: firewall?.address ?? hub.address,
    ...(assumption && { assumption }),
  };
}

/** Between networks a hub of a Basic WAN passes nothing: it joins them with VPN sites (W85). */
function leadsIntoNetwork({ kind }: HubWay): boolean {
  return kind === "network" || kind === "appliance";
}

/** The hub that a way ends in, where that is told. */
export function hubOfWay(way: HubWay): HubNode | undefined {
  switch (way.kind) {
    case "network":
    case "appliance":
      return way.connection.hub;
    case "firewall":
    case "gateway":
      return way.hub;
    default:
      return undefined;
  }
}

/** What several hubs know, a hub has from its own connections. */
function nearest(hub: HubNode, rows: readonly HubRow[]): HubRow[] {
  const isOwn = ({ way }: HubRow): boolean => hubOfWay(way) === hub;
  const own = rows.filter(isOwn);
  const known = new Set(own.map(({ prefix }) => prefix.toString()));
  return [...own, ...rows.filter((row) => !isOwn(row) && !known.has(row.prefix.toString()))];
}

function branchRows({ hub, gateway, site, prefixes, origin }: HubBranch): HubRow[] {
  const assumed = site?.assumed.filter((one) => one.gateway === gateway) ?? [];
  return [
    ...(site?.configured ?? prefixes).map((prefix) => ({ prefix })),
    ...assumed.map(({ prefix, assumption }) => ({ prefix, assumption })),
  ].map((place) => ({ ...place, origin, way: { kind: "gateway", gateway, hub } }));
}
