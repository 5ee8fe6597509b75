import { remember } from "../../collections/remember";
import { EndpointNode } from "../network/endpoints";
import { VirtualNetworkNode } from "../network/virtual-network-node";
import { leadText, RouteEntry } from "../routes/route-entry";
import { Selection, SubnetTable } from "../routes/subnet-table";
import { PacketMatch, PacketSet } from "../sets/packet-set";
import { AnalysisContext } from "../trace/context";
import { TraceEnd, TraceQuestion } from "../trace/question";
import { sameReason } from "../trace/reason";
import { trace } from "../trace/tracer";
import { AdjacencyClasses } from "./adjacency-classes";
import { FilterRelations, Relation, RelationsOf } from "./filter-relations";
import { FlowOutcome, outcomeOf } from "./flow-outcomes";
import { replyQuestion } from "./reply";
import { Representatives } from "./representatives";
import { singletonNetworks } from "./singleton-networks";

/** All branches of a trace. */
export interface FlowOutcomes {
  /** The same for all that are the same, and for the same reasons, from 1. */
  readonly id: number;
  readonly ends: readonly FlowOutcome[];
  /** The branches that arrive, by the places whose filters know the flow then. */
  readonly arrivals: readonly { readonly outcome: FlowOutcome; readonly seen: Seen }[];
  /** A device put its own address as source on some branch (R31b). */
  readonly translated: boolean;
}

/** Places whose filters know a flow. */
export interface Seen {
  readonly id: number;
  readonly places: readonly string[];
}

/**
 * The outcomes of packets between two networks, followed once for all sources that nothing tells apart on the way to
 * one destination: which row they leave by, where they leave, what lets them out, and how every filter that they
 * meet relates to their addresses.
 *
 * Sources of which the input leaves open how they send, and those of which a filter tells some addresses apart, have
 * no known outcome: they are traced by themselves.
 */
export class FlowCache {
  private readonly departures: Departures;
  private readonly parties: readonly Party[];
  private readonly indexes: ReadonlyMap<EndpointNode, number>;
  private readonly outcomes = new Map<string, FlowOutcomes>();
  private readonly seen = new Map<string, Seen>();

  public constructor(
    private readonly context: AnalysisContext,
    endpoints: readonly EndpointNode[],
    representatives: Representatives,
    private readonly relations: FilterRelations,
  ) {
    this.indexes = new Map(endpoints.map((endpoint, index) => [endpoint, index]));
    this.parties = endpoints.map((endpoint, index): Party => {
      const own = representatives.of(endpoint).map((address) => new Target(endpoint, address));
      return { endpoint, index, targets: own, sender: undefined };
    });
    const targets = this.parties.flatMap((party) => party.targets);
    targets.sort((a, b) => a.address - b.address).forEach((target, place) => (target.place = place));
    const addresses = targets.map(({ address }) => address);
    this.departures = new Departures(context, this.relations, addresses);
  }

  /** The place of an endpoint among those asked about; undefined where it isn't one of them. */
  public indexOf(endpoint: EndpointNode): number | undefined {
    return this.indexes.get(endpoint);
  }

  /** The endpoint in a place, with what is known of packets to it. */
  public partyAt(index: number): Party {
    return this.parties[index];
  }

  /** What becomes of a request. */
  public ofRequest(from: Party, to: Party, target: Target): FlowOutcomes | undefined {
    const start = this.departures.of(target.requests, from, to, target, false);
    const place = start?.furthest(from.index);
    return place && (place.outcomes ?? this.follow(start!, from, this.request(from, to, target)));
  }

  /** What becomes of a reply from `from` to who asked. */
  public ofReply(from: Party, to: Party, target: Target, seen: Seen): FlowOutcomes | undefined {
    const departed = (target.replies[seen.id] ??= new Departed());
    const start = this.departures.of(departed, from, to, target, true);
    const place = start?.furthest(from.index);
    return place && (place.outcomes ?? this.follow(start!, from, this.reply(from, to, target, seen)));
  }

  private request({ endpoint: from }: Party, { endpoint: to }: Party, { address }: Target): TraceQuestion {
    const { protocol = "tcp", port } = this.context.options;
    return {
      from,
      to,
      address,
      packets: PacketSet.of(from.region, to.region, protocol, port),
      inWords: false,
    };
  }

  private reply(from: Party, to: Party, { address }: Target, { places }: Seen): TraceQuestion {
    const ends = { from: to.endpoint, to: from.endpoint, inWords: false };
    return replyQuestion(this.context, ends, address, places);
  }

  /** Follows the packets, and notes which filters they met. */
  private follow(start: Place, { index }: Party, question: TraceQuestion): FlowOutcomes | undefined {
    const { to } = question;
    const met: (readonly PacketMatch[])[] = [];
    const ends = trace(this.context, { ...question, onFilter: (matches) => met.push(matches()) });
    let place = start;
    for (const matches of met) {
      const filter = this.relations.ofSources(matches, to);
      if (filter !== undefined) {
        place.filter ??= filter;
        const relation = place.filter(index);
        if (relation === undefined) {
          return undefined;
        }
        place = place.after(relation);
      }
    }
    place.outcomes = this.known(ends);
    return place.outcomes;
  }

  private known(ends: readonly TraceEnd[]): FlowOutcomes {
    const all = ends.map((end) => ({ end, outcome: outcomeOf(end), seen: this.seenBy(end) }));
    const translated = ends.some(({ state }) => state.translations.length > 0);
    const explained = ends.map(({ state }) => [state.reasons.map(sameReason), state.assumptions]);
    const key = JSON.stringify([all.map(({ outcome, seen }) => [outcome, seen.id]), translated, explained]);
    return remember(this.outcomes, key, () => ({
      id: this.outcomes.size + 1,
      ends: all.map(({ outcome }) => outcome),
      arrivals: all.filter(({ outcome }) => outcome.outcome === "DELIVERED"),
      translated,
    }));
  }

  private seenBy({ state }: TraceEnd): Seen {
    const places = [...new Set(state.seen)].sort();
    return remember(this.seen, places.join("\n"), () => ({ id: this.seen.size, places }));
  }
}

/** An endpoint as source and as destination. */
export interface Party {
  readonly endpoint: EndpointNode;
  /** Its place among those that were asked about. */
  readonly index: number;
  readonly targets: readonly Target[];
  /** How it sends, once somebody asked. */
  sender: Sender | typeof OPEN | undefined;
}

/** An address that packets are sent to. */
export class Target {
  public readonly requests = new Departed();
  /** By what the request was seen by. */
  public readonly replies: Departed[] = [];
  /** Its place among the addresses of all targets. */
  public place = 0;

  public constructor(
    public readonly endpoint: EndpointNode,
    public readonly address: number,
  ) {}
}

/** The traces to one address, as a tree: first by how they leave, then by each filter that they meet. */
class Departed {
  private readonly starts: Place[][] = [];

  public after(row: number, leave: number): Place {
    const places = (this.starts[leave] ??= []);
    return (places[row] ??= new Place());
  }
}

/** Somewhere on the way: the filter that is met there, or what becomes of the packets. */
class Place {
  public filter: RelationsOf | undefined;
  public outcomes: FlowOutcomes | undefined;
  private next: Map<Relation, Place> | undefined;

  /** Where a source gets as far as is known; undefined where a filter tells its addresses apart. */
  public furthest(source: number): Place | undefined {
    if (this.filter === undefined) {
      return this;
    }
    const relation = this.filter(source);
    return relation === undefined ? undefined : this.after(relation).furthest(source);
  }

  public after(relation: Relation): Place {
    this.next ??= new Map();
    const known = this.next.get(relation);
    if (known !== undefined) {
      return known;
    }
    const place = new Place();
    this.next.set(relation, place);
    return place;
  }
}

/** How sources leave their subnets, as numbers: equal ones meet the same on the way to one destination. */
class Departures {
  private readonly adjacencyClasses: AdjacencyClasses;
  private readonly singletons: ReadonlySet<VirtualNetworkNode>;
  private readonly texts = new Map<string, number>();
  private readonly leaves = new Map<string, number>();
  private readonly starts = new Map<string, number>();
  private readonly rows = new Map<RouteEntry, number>();

  public constructor(
    private readonly context: AnalysisContext,
    private readonly relations: FilterRelations,
    /** Of all targets, in ascending order. */
    private readonly addresses: readonly number[],
  ) {
    this.adjacencyClasses = new AdjacencyClasses(context);
    this.singletons = singletonNetworks(context);
  }

  /** Undefined where the input leaves open how it leaves. */
  public of(departed: Departed, from: Party, to: Party, target: Target, isReply: boolean): Place | undefined {
    const sender = (from.sender ??= this.makeSender(from) ?? OPEN);
    const destination = to.endpoint;
    if (
      sender === OPEN ||
      destination.subnet === undefined ||
      from.endpoint.subnet!.virtualNetwork === destination.subnet.virtualNetwork
    ) {
      return undefined;
    }
    const leave = isReply || sender.filter === undefined ? 0 : this.leaveOf(from, to, sender);
    return leave === undefined ? undefined : departed.after(sender.rows.to(target), leave);
  }

  private makeSender({ endpoint, index }: Party): Sender | undefined {
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
      subnet.goesWithNetwork === true ||
      alternatives.of(subnet).length > 0 ||
      table.layers.user.unknownPrefixes.length > 0 ||
      routeTable?.routesUnknown === true ||
      tables.virtualWans.openAt(virtualNetwork).length > 0 ||
      virtualNetwork.virtualHubs.some((hub) => tables.virtualWans.hub(hub) === undefined) ||
      virtualNetwork.possibleLinks.size > 0 ||
      gateways.possibleHostsOf(virtualNetwork).length > 0 ||
      gateways.openRoutesFor(virtualNetwork).length > 0 ||
      networkManager.openBetween(virtualNetwork.address, virtualNetwork.address) !== undefined;
    if (isOpen) {
      return undefined;
    }
    const isAlone =
      this.singletons.has(virtualNetwork) ||
      [...virtualNetwork.links.values()].some((link) => link.subnets !== undefined);
    const number = this.numberOf(
      isAlone
        ? `subnet ${subnet.index}`
        : [
            this.adjacencyClasses.of(virtualNetwork),
            subnet.propagation,
            virtualNetwork.unresolvedPeering !== undefined,
          ].join(" "),
    );
    const matches = filters.matchesAt(subnet, undefined, "Outbound");
    const own = this.relations.ofSources(matches, endpoint);
    const hasFilter = matches.length > 0 || filters.isOpenAt(subnet);
    return {
      rows: new Rows(table, this.addresses, (selection) =>
        remember(this.starts, `${number} ${this.rowsOf(selection)}`, () => this.starts.size),
      ),
      ...(hasFilter && { filter: this.relations.ofDestinations(matches, endpoint) ?? (() => 0) }),
      leaves: new Map(),
      isUniform: own === undefined || own(index) !== undefined,
    };
  }

  /** What its own filters let out towards a destination. */
  private leaveOf(from: Party, to: Party, sender: Sender): number | undefined {
    const relation = sender.isUniform ? sender.filter!(to.index) : undefined;
    return relation === undefined
      ? undefined
      : remember(sender.leaves, relation, () =>
          remember(this.leaves, this.letOut(from.endpoint, to.endpoint), () => this.leaves.size + 1),
        );
  }

  private letOut(from: EndpointNode, to: EndpointNode): string {
    const { protocol = "tcp", port } = this.context.options;
    const packets = PacketSet.of(from.region, to.region, protocol, port);
    const { passed, denied, dependsOn, unknownGroup } = this.context.filters.atEndpoint(
      from.subnet!,
      "Outbound",
      packets,
    );
    return [passed.kinds, denied.isEmpty, dependsOn !== undefined, unknownGroup !== undefined].join("\n");
  }

  private rowsOf(selection: Selection | undefined): string {
    return selection?.entries.map((entry) => this.rowOf(entry)).join() ?? "";
  }

  private rowOf(entry: RouteEntry): number {
    return remember(this.rows, entry, () => this.numberOf(leadText(entry)));
  }

  private numberOf(text: string): number {
    return remember(this.texts, text, () => this.texts.size + 1);
  }
}

/** A sender of which the input leaves open how it sends. */
const OPEN = "open";

interface Sender {
  /** By which row of which kind of table it sends to each target. */
  readonly rows: Rows;
  /** How destinations relate to its own filters, where it has any. */
  readonly filter?: RelationsOf;
  readonly leaves: Map<Relation, number>;
  /** Its own filters don't tell its addresses apart. */
  readonly isUniform: boolean;
}

/** Who asks about so few targets needs no rows to all of them. */
const FEW_TARGETS = 8;

/** By which row a table sends to each target, as numbers. */
class Rows {
  private asked = 0;
  private all: Int32Array | undefined;

  public constructor(
    private readonly table: SubnetTable,
    private readonly addresses: readonly number[],
    private readonly numberOf: (selection: Selection | undefined) => number,
  ) {}

  public to({ address, place }: Target): number {
    if (this.all === undefined && ++this.asked <= FEW_TARGETS) {
      return this.numberOf(this.table.select(address));
    }
    this.all ??= this.toAll();
    return this.all[place];
  }

  private toAll(): Int32Array {
    const numbers = new Int32Array(this.addresses.length);
    for (const { start, end, selection } of this.table.selectRuns(this.addresses)) {
      numbers.fill(this.numberOf(selection), start, end);
    }
    return numbers;
  }
}
