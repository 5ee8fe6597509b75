import { EndpointNode } from "../network/endpoints";
import { VirtualNetworkNode } from "../network/network";
import { RouteEntry } from "../routes/route-entry";
import { SubnetTable } from "../routes/subnet-table";
import { PacketMatch, PacketSet } from "../sets/packet-set";
import { AnalysisContext } from "../trace/context";
import { TraceEnd, TraceQuestion } from "../trace/question";
import { trace } from "../trace/tracer";
import { Fate, fateOf } from "./fates";
import { FilterRelations, Relation, RelationsOf } from "./filter-relations";
import { replyQuestion } from "./reply";
import { singularNetworks } from "./singular-networks";
import { Surroundings } from "./surroundings";

/** All branches of a trace. */
export interface Fates {
  /** The same for all that are the same, from 1. */
  readonly id: number;
  readonly ends: readonly Fate[];
  /** The branches that arrive, by the places whose filters know the flow then. */
  readonly arrivals: readonly { readonly fate: Fate; readonly seen: Seen }[];
  /** A device put its own address as source on some branch (R31b). */
  readonly translated: boolean;
}

/** Places whose filters know a flow. */
export interface Seen {
  readonly id: number;
  readonly places: readonly string[];
}

/**
 * The fates of packets between two networks, followed once for all sources that nothing tells apart on the way to
 * one destination: which row they leave by, where they leave, what lets them out, and how every filter that they
 * meet relates to their addresses.
 *
 * Sources of which the input leaves open how they send, and those of which a filter tells some addresses apart, have
 * no known fate: they are traced by themselves.
 */
export class KnownFates {
  private readonly departures: Departures;
  private readonly relations: FilterRelations;
  private readonly forward = new Map<EndpointNode, Map<number, Destination>>();
  private readonly replies = new Map<EndpointNode, Map<number, Destination>>();
  private readonly fates = new Map<string, Fates>();
  private readonly seen = new Map<string, Seen>();
  private readonly indexes = new Map<string, number>();

  public constructor(
    private readonly context: AnalysisContext,
    endpoints: readonly EndpointNode[],
  ) {
    this.relations = new FilterRelations(endpoints);
    this.departures = new Departures(context, this.relations);
  }

  /** What becomes of a request to an address of `to`. */
  public ofRequest(from: EndpointNode, to: EndpointNode, address: number): Fates | undefined {
    const byAddress = remember(this.forward, to, () => new Map<number, Destination>());
    const destination = remember(byAddress, address, () => new Destination(this.indexOf(to, address)));
    const { protocol = "tcp", port } = this.context.options;
    return this.of(destination, from, to, address, false, () => {
      const packets = PacketSet.of(from.region, to.region, protocol, port);
      return { from, to, address, packets, inWords: false };
    });
  }

  /** What becomes of a reply from `from` to an address of `to`, which asked. */
  public ofReply(from: EndpointNode, to: EndpointNode, address: number, seen: Seen): Fates | undefined {
    const bySeen = remember(this.replies, to, () => new Map<number, Destination>());
    const destination = remember(
      bySeen,
      address * SEEN_LIMIT + seen.id,
      () => new Destination(this.indexOf(to, address)),
    );
    return this.of(destination, from, to, address, true, () =>
      replyQuestion(this.context, { from: to, to: from, inWords: false }, address, seen.places),
    );
  }

  private indexOf(to: EndpointNode, address: number): number {
    return remember(this.indexes, `${to.id} ${address}`, () => this.indexes.size);
  }

  private of(
    destination: Destination,
    from: EndpointNode,
    to: EndpointNode,
    address: number,
    isReply: boolean,
    question: () => TraceQuestion,
  ): Fates | undefined {
    const departure = this.departures.of(from, to, address, destination.index, isReply);
    if (departure === undefined) {
      return undefined;
    }
    let place = destination.after(departure);
    for (let filter = place.filter; filter !== undefined; filter = place.filter) {
      const relation = filter(from);
      if (relation === undefined) {
        return undefined;
      }
      place = place.after(relation);
    }
    return place.fates ?? this.follow(destination.after(departure), question());
  }

  /** Follows the packets, and notes which filters they met. */
  private follow(start: Place, question: TraceQuestion): Fates | undefined {
    const { from, to } = question;
    const met: (readonly PacketMatch[])[] = [];
    const ends = trace(this.context, { ...question, onFilter: (matches) => met.push(matches()) });
    let place = start;
    for (const matches of met) {
      place.filter ??= this.relations.ofSources(matches, to);
      const relation = place.filter(from);
      if (relation === undefined) {
        return undefined;
      }
      place = place.after(relation);
    }
    place.fates = this.known(ends);
    return place.fates;
  }

  private known(ends: readonly TraceEnd[]): Fates {
    const all = ends.map((end) => ({ end, fate: fateOf(end), seen: this.seenBy(end) }));
    const translated = ends.some(({ state }) => state.translations.length > 0);
    const key = JSON.stringify([all.map(({ fate, seen }) => [fate, seen.id]), translated]);
    return remember(this.fates, key, () => ({
      id: this.fates.size + 1,
      ends: all.map(({ fate }) => fate),
      arrivals: all.filter(({ fate }) => fate.outcome === "DELIVERED"),
      translated,
    }));
  }

  private seenBy({ state }: TraceEnd): Seen {
    const places = [...new Set(state.seen)].sort();
    return remember(this.seen, places.join("\n"), () => ({ id: this.seen.size, places }));
  }
}

/** The traces to one address, as a tree: first by how they leave, then by each filter that they meet. */
class Destination {
  private readonly starts = new Map<number, Place>();

  public constructor(public readonly index: number) {}

  public after(departure: number): Place {
    return remember(this.starts, departure, () => new Place());
  }
}

/** Somewhere on the way: the filter that is met there, or what becomes of the packets. */
class Place {
  public filter: RelationsOf | undefined;
  public fates: Fates | undefined;
  private next: Map<Relation, Place> | undefined;

  public after(relation: Relation): Place {
    this.next ??= new Map();
    return remember(this.next, relation, () => new Place());
  }
}

/** How sources leave their subnets, as numbers: equal ones meet the same on the way to one destination. */
class Departures {
  private readonly surroundings: Surroundings;
  private readonly singular: ReadonlySet<VirtualNetworkNode>;
  private readonly senders = new Map<EndpointNode, Sender | typeof OPEN>();
  private readonly texts = new Map<string, number>();
  private readonly rows = new Map<RouteEntry, number>();

  public constructor(
    private readonly context: AnalysisContext,
    private readonly relations: FilterRelations,
  ) {
    this.surroundings = new Surroundings(context);
    this.singular = singularNetworks(context);
  }

  /** Undefined where the input leaves open how it leaves. */
  public of(
    from: EndpointNode,
    to: EndpointNode,
    address: number,
    index: number,
    isReply: boolean,
  ): number | undefined {
    const sender = this.senderOf(from);
    if (sender === OPEN || from.virtualNetwork === to.virtualNetwork || to.subnet === undefined) {
      return undefined;
    }
    const row = (sender.rows[index] ??= this.rowTo(sender.table, address));
    const leave = isReply || sender.filter === undefined ? 0 : this.leaveOf(from, to, sender);
    return leave === undefined ? undefined : (row * LIMIT + sender.number) * LIMIT + leave;
  }

  private senderOf(endpoint: EndpointNode): Sender | typeof OPEN {
    return remember(this.senders, endpoint, () => this.makeSender(endpoint) ?? OPEN);
  }

  private makeSender(endpoint: EndpointNode): Sender | undefined {
    const { subnet } = endpoint;
    if (subnet === undefined) {
      return undefined;
    }
    const { virtualNetwork, routeTable } = subnet;
    const { tables, alternatives, filters, network } = this.context;
    const { networkManager } = network;
    const { gateways } = tables;
    const table = tables.tableOf(subnet);
    const isOpen =
      alternatives.of(subnet).length > 0 ||
      table.layers.user.unknownPrefixes.length > 0 ||
      routeTable?.routesUnknown === true ||
      virtualNetwork.virtualHubs.length > 0 ||
      virtualNetwork.possibleLinks.size > 0 ||
      gateways.possibleHostsOf(virtualNetwork).length > 0 ||
      gateways.openFor(virtualNetwork).length > 0 ||
      networkManager.openBetween(virtualNetwork.address, virtualNetwork.address) !== undefined;
    if (isOpen) {
      return undefined;
    }
    const isAlone =
      this.singular.has(virtualNetwork) ||
      [...virtualNetwork.links.values()].some((link) => link.subnets !== undefined);
    const number = this.numberOf(
      isAlone
        ? `subnet ${subnet.index}`
        : [
            this.surroundings.of(virtualNetwork),
            subnet.propagation,
            virtualNetwork.hasUnresolvedPeering,
          ].join(" "),
    );
    const matches = filters.matchesAt(subnet, undefined, "Outbound");
    const hasFilter = matches.length > 0 || filters.isOpenAt(subnet);
    return {
      number,
      table,
      rows: [],
      ...(hasFilter && { filter: this.relations.ofDestinations(matches, endpoint) }),
      leaves: new Map(),
      isUniform: this.relations.ofSources(matches, endpoint)(endpoint) !== undefined,
    };
  }

  /** What its own filters let out towards a destination. */
  private leaveOf(from: EndpointNode, to: EndpointNode, sender: Sender): number | undefined {
    const relation = sender.isUniform ? sender.filter!(to) : undefined;
    return relation === undefined
      ? undefined
      : remember(sender.leaves, relation, () => this.numberOf(this.letOut(from, to)));
  }

  private letOut(from: EndpointNode, to: EndpointNode): string {
    const { protocol = "tcp", port } = this.context.options;
    const packets = PacketSet.of(from.region, to.region, protocol, port);
    const { passed, denied, dependsOn, unknownGroup } = this.context.filters.atEndpoint(
      from.subnet!,
      "Outbound",
      packets,
    );
    return [
      "lets out",
      passed.kinds,
      denied.isEmpty,
      dependsOn !== undefined,
      unknownGroup !== undefined,
    ].join("\n");
  }

  private rowTo(table: SubnetTable, address: number): number {
    const entries = table.select(address)?.entries ?? [];
    return entries.length === 1
      ? this.rowOf(entries[0])
      : this.numberOf(entries.map((entry) => this.rowOf(entry)).join());
  }

  private rowOf(entry: RouteEntry): number {
    return remember(this.rows, entry, () =>
      this.numberOf(JSON.stringify([entry.source, leadsTo(entry), entry.assumption])),
    );
  }

  private numberOf(text: string): number {
    return remember(this.texts, text, () => this.texts.size + 1);
  }
}

/** A sender of which the input leaves open how it sends. */
const OPEN = "open";

interface Sender {
  readonly number: number;
  readonly table: SubnetTable;
  /** By which row it sends to each destination. */
  readonly rows: number[];
  /** How destinations relate to its own filters, where it has any. */
  readonly filter?: RelationsOf;
  readonly leaves: Map<Relation, number>;
  /** Its own filters don't tell its addresses apart. */
  readonly isUniform: boolean;
}

/** More sets of places than a network has. */
const SEEN_LIMIT = 2 ** 20;

/** Three numbers below it make one that is still exact. */
const LIMIT = 2 ** 17;

/** Where a row leads, whoever sends by it. */
function leadsTo({ target }: RouteEntry): unknown {
  switch (target.kind) {
    case "network":
      return [target.kind, target.network.index];
    case "gateway":
      return [target.kind, target.gateway.address];
    case "address":
      return [target.kind, target.addresses];
    case "private-endpoint":
      return [target.kind, target.subnet.address];
    case "unknown":
      return [target.kind, target.text];
    default:
      return [target.kind];
  }
}

function remember<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
