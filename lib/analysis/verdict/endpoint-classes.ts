import { remember } from "../../collections/remember";
import { selectorLists } from "../filters/traffic-selectors";
import { NetworkSecurityGroup, Route } from "../model";
import { EndpointNode, hasUnknownAddresses } from "../network/endpoints";
import { SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { EndpointClass } from "../result";
import { SubnetTable } from "../routes/subnet-table";
import { AddressSet } from "../sets/address-set";
import { AnalysisContext } from "../trace/context";
import { forwardingInterfaces } from "../trace/leaving-interface";
import { NextHopOwner } from "../trace/next-hop";
import { perhapsCallingOut, serviceCallingOut } from "../trace/outbound-only";
import { AdjacencyClasses } from "./adjacency-classes";
import { FilterRelations, sameRelations, SOME } from "./filter-relations";
import { ForwardingClasses } from "./forwarding-classes";
import { Representatives } from "./representatives";
import { singletonNetworks } from "./singleton-networks";

/**
 * Sorts endpoints into classes that no route and no filter tells apart: two endpoints of one class
 * have, towards every endpoint of another network, the same verdict in both directions.
 *
 * A class is named by a signature: how the endpoint sends (UDRs, peerings, gateway, NSGs) and how every distinct
 * table of the network, every gateway and every list of addresses in a filter sees it. Whatever is particular to
 * one network (it hosts a forwarder, its addresses overlap) puts that network's identity into the signature, so
 * that a doubtful case is a class of its own rather than a wrong member of another.
 */
export function classesOf(
  context: AnalysisContext,
  endpoints: readonly EndpointNode[],
  representatives: Representatives,
  filterRelations: FilterRelations,
): { readonly classIndexes: readonly number[]; readonly classes: readonly EndpointClass[] } {
  const signer = new Signer(context, endpoints, representatives, filterRelations);
  const indexes = new Map<string, number>();
  const members: number[][] = [];
  const classIndexes = endpoints.map((endpoint, i) => {
    const signature = signer.signatureOf(endpoint, i);
    let index = indexes.get(signature);
    if (index === undefined) {
      index = members.length;
      indexes.set(signature, index);
      members.push([]);
    }
    members[index].push(i);
    return index;
  });
  return { classIndexes, classes: members.map((each) => ({ members: each })) };
}

class Signer {
  private readonly texts = new Map<string, number>();
  private readonly userRoutes: ReadonlyMap<SubnetNode, string>;
  private readonly ways = new PairNumbers<string, string>();
  private readonly writtenRoutes = new PairNumbers<string, number>();
  private readonly routeIds = new Map<readonly Route[], RouteIds>();
  private readonly groups = new Map<NetworkSecurityGroup, string>();
  private readonly sending = new Map<SubnetNode, string>();
  private readonly adjacencyClasses: AdjacencyClasses;
  private readonly networkPrefixes: ReadonlySet<string>;
  private readonly singletons: ReadonlySet<VirtualNetworkNode>;
  /** Where what forwards stands: to its own subnet it hands nothing on, or by the interface there. */
  private readonly forwarding: ReadonlySet<SubnetNode>;
  /** How endpoints relate to all lists of addresses, as a number. */
  private readonly relations: Int32Array;
  /** Endpoints that some list tells only a part of. */
  private readonly apart: ReadonlySet<number>;
  private readonly forwardingClasses: ForwardingClasses;

  public constructor(
    private readonly context: AnalysisContext,
    endpoints: readonly EndpointNode[],
    private readonly representatives: Representatives,
    filterRelations: FilterRelations,
  ) {
    this.singletons = singletonNetworks(context);
    const isTold = (owner: NextHopOwner): boolean =>
      owner.kind !== "nic" || forwardingInterfaces(context.nextHops, owner.nic).length > 1;
    this.forwarding = new Set(context.nextHops.owners.filter(isTold).map(({ subnet }) => subnet));
    this.adjacencyClasses = new AdjacencyClasses(context);
    this.networkPrefixes = new Set(
      context.network.virtualNetworks.flatMap((node) => node.prefixes.map(String)),
    );
    const { network, tables, filters, firewalls } = context;
    this.userRoutes = this.canonicalUserRoutes(network.subnets);
    const byWay = new Map<string, SubnetTable[]>();
    for (const subnet of network.subnets) {
      const way = this.sendingOf(subnet);
      const known = byWay.get(way) ?? [];
      if (known.length === 0) {
        byWay.set(way, known);
      }
      if (known.length < 2 && known[0]?.subnet.virtualNetwork !== subnet.virtualNetwork) {
        known.push(tables.tableOf(subnet));
      }
    }
    const others = network.subnets.flatMap((subnet) => context.alternatives.of(subnet));
    const ofHubs = tables.virtualWans.hubs.flatMap((hub) => [hub.firewallSubnet, hub.gatewaySubnet]);
    const views = [
      ...byWay.values(),
      ...ofHubs.map((subnet) => [tables.tableOf(subnet)]),
      ...others.flatMap(({ table }) => (table === undefined ? [] : [[table]])),
    ];
    this.forwardingClasses = new ForwardingClasses(views, tables.gateways, endpoints, representatives);
    const userSpaces = new Map<string, AddressSet>();
    for (const subnet of network.subnets) {
      const key = this.userRoutesOf(subnet);
      if (subnet.routes.length > 0 && !userSpaces.has(key)) {
        // What the tag holds (R67): own addresses are in it anyway, so the canonical routes tell all others.
        const own = subnet.virtualNetwork.space;
        userSpaces.set(key, AddressSet.of(subnet.routes.map((route) => route.addressPrefix)).union(own));
      }
    }
    const offered = new Set(network.virtualNetworks.map((node) => tables.gatewayRoutesOffered(node)));
    const gatewaySpaces = [...offered].map((layer) =>
      AddressSet.ofPrefixes(layer?.entries.map(({ prefix }) => prefix) ?? []),
    );
    const lists = [
      ...filters.addressLists,
      ...firewalls.addressLists,
      ...selectorLists(network.model.gatewayConnections),
      ...userSpaces.values(),
      ...gatewaySpaces,
      ...tables.virtualWans.openDestinations.map((prefix) => AddressSet.of([prefix])),
    ];
    const relations = [...new Set(lists.map((list) => filterRelations.of(list)))];
    this.relations = sameRelations(relations, endpoints.length);
    this.apart = new Set([...endpoints.keys()].filter((i) => relations.some((each) => each[i] === SOME)));
  }

  public signatureOf(endpoint: EndpointNode, index: number): string {
    const isKnown = this.representatives.of(endpoint).length > 0 && !hasUnknownAddresses(endpoint);
    if (endpoint.subnet === undefined || !isKnown) {
      return `one ${endpoint.id}`;
    }
    const { subnet } = endpoint;
    const { virtualNetwork } = subnet;
    const isApart = this.apart.has(index);
    const parts = [
      this.sendingOf(subnet),
      this.singletons.has(virtualNetwork) || isApart ? `network ${virtualNetwork.index}` : "",
      this.filtersOf(subnet),
      this.relations[index],
      serviceCallingOut(subnet) ?? perhapsCallingOut(subnet)?.resource ?? "",
      this.forwardingClasses.of(endpoint),
    ];
    if (isApart || this.forwarding.has(subnet)) {
      parts.push(endpoint.id);
    }
    return parts.join("\n");
  }

  /** Everything that decides how a subnet sends, but for its own network's prefixes. */
  private sendingOf(subnet: SubnetNode): string {
    let text = this.sending.get(subnet);
    if (text === undefined) {
      const { virtualNetwork } = subnet;
      text = this.intern(
        [
          this.adjacencyClasses.of(virtualNetwork),
          this.singletons.has(virtualNetwork) ? virtualNetwork.index : "",
          subnet.propagation,
          subnet.routeTable?.routesUnknown === true,
          this.userRoutesOf(subnet),
          // What may be otherwise here may be otherwise nowhere else.
          this.context.alternatives.of(subnet).length > 0 || subnet.goesWithNetwork === true ? subnet.id : "",
          [...virtualNetwork.links.values()].some((link) => link.subnets !== undefined) ? subnet.id : "",
          // Prefixes that hide None rows (R4a, R4b).
          virtualNetwork.prefixes
            .filter((prefix) => prefix.length <= 16)
            .map((prefix) => hidingPart(prefix))
            .join(),
        ].join("\n"),
      );
      this.sending.set(subnet, text);
    }
    return text;
  }

  /** The UDRs of a subnet, as far as other networks are concerned. */
  private userRoutesOf(subnet: SubnetNode): string {
    return this.userRoutes.get(subnet)!;
  }

  /**
   * "A route for every network but mine" is a different list in each spoke and yet the same rule: so own prefixes
   * that a list leaves out are added with the next hop of most others. No destination outside the own network can
   * tell the difference. A list that names few networks is left as it is where more subnets have the same that way.
   */
  private canonicalUserRoutes(subnets: readonly SubnetNode[]): Map<SubnetNode, string> {
    const texts = new Map<SubnetNode, string>();
    const undecided: { readonly subnet: SubnetNode; readonly asIs: string; readonly completed: string }[] =
      [];
    const uses = new Map<string, number>();
    for (const subnet of subnets) {
      const { ids, usualWay } = this.routeIdsOf(subnet.routes);
      const own = subnet.virtualNetwork.prefixes
        .map(String)
        .filter((prefix) => !subnet.routes.some(({ addressPrefix }) => addressPrefix === prefix));
      const textOf = (all: Iterable<number>): string => this.intern(Uint32Array.from(all).sort().join());
      if (usualWay === undefined || own.length === 0) {
        texts.set(subnet, textOf(ids));
        continue;
      }
      const completed = textOf([...ids, ...own.map((prefix) => this.writtenRoutes.of(prefix, usualWay))]);
      if (2 * ids.length >= this.networkPrefixes.size) {
        texts.set(subnet, completed);
        continue;
      }
      const asIs = textOf(ids);
      undecided.push({ subnet, asIs, completed });
      for (const text of [asIs, completed]) {
        uses.set(text, (uses.get(text) ?? 0) + 1);
      }
    }
    for (const { subnet, asIs, completed } of undecided) {
      texts.set(subnet, uses.get(asIs)! > uses.get(completed)! ? asIs : completed);
    }
    return texts;
  }

  private routeIdsOf(routes: readonly Route[]): RouteIds {
    return remember(this.routeIds, routes, () => {
      const uses = new Map<number, number>();
      const ids = new Uint32Array(routes.length);
      routes.forEach(({ addressPrefix, nextHopType, nextHops }, i) => {
        const hops =
          nextHops.length === 1
            ? (nextHops[0].ip ?? nextHops[0].text)
            : nextHops.map((hop) => hop.ip ?? hop.text).join("+");
        const way = this.ways.of(nextHopType, hops);
        if (this.networkPrefixes.has(addressPrefix)) {
          uses.set(way, (uses.get(way) ?? 0) + 1);
        }
        ids[i] = this.writtenRoutes.of(addressPrefix, way);
      });
      const [usual] = [...uses].sort((one, other) => other[1] - one[1]);
      return { ids, usualWay: usual?.[0] };
    });
  }

  private filtersOf(subnet: SubnetNode): string {
    const { networkSecurityGroups, networkManager } = this.context.network;
    const nicGroups = new Set(subnet.networkInterfaces.map((nic) => nic.networkSecurityGroup ?? ""));
    const groups = [
      subnet.networkSecurityGroup,
      undefined,
      ...[...nicGroups].map((address) => networkSecurityGroups.get(address)),
    ];
    const open = this.context.filters.isOpenAt(subnet);
    const admin = networkManager.adminRulesOf(subnet.virtualNetwork.address).map(({ address }) => address);
    return this.intern(
      [
        ...groups.map((group) => (group === undefined ? "" : this.rulesOf(group))),
        ...admin,
        open ? subnet.id : "",
      ].join("\n"),
    );
  }

  private rulesOf(group: NetworkSecurityGroup): string {
    let text = this.groups.get(group);
    if (text === undefined) {
      text = this.intern(JSON.stringify(group.rules.map((rule) => ({ ...rule, origin: "" }))));
      this.groups.set(group, text);
    }
    return text;
  }

  private intern(text: string): string {
    return `#${this.id(text)}`;
  }

  private id(text: string): number {
    let id = this.texts.get(text);
    if (id === undefined) {
      id = this.texts.size;
      this.texts.set(text, id);
    }
    return id;
  }
}

/** A route table's routes as numbers. */
interface RouteIds {
  readonly ids: Uint32Array;
  /** Type and next hop of most of its routes for exactly a network's prefix. */
  readonly usualWay: number | undefined;
}

/** Numbers for two things together, without a text for both: a million routes name a thousand prefixes. */
class PairNumbers<A, B> {
  private readonly known = new Map<A, Map<B, number>>();
  private count = 0;

  public of(one: A, other: B): number {
    return remember(
      remember(this.known, one, () => new Map<B, number>()),
      other,
      () => ++this.count,
    );
  }
}

function hidingPart(prefix: { readonly length: number; toString(): string }): string {
  return prefix.length <= 12 || prefix.toString() === "192.168.0.0/16" ? prefix.toString() : "";
}
