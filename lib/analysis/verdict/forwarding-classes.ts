import { firstIndex } from "../../collections/first-index";
import { remember } from "../../collections/remember";
import { EndpointNode } from "../network/endpoints";
import { Gateways } from "../network/gateways";
import { VirtualNetworkNode } from "../network/virtual-network-node";
import { networkOf, RouteEntry, wayText } from "../routes/route-entry";
import { Selection, SubnetTable } from "../routes/subnet-table";
import { Representatives } from "./representatives";

/** An address of an endpoint in a network. */
interface Place {
  readonly address: number;
  readonly network: VirtualNetworkNode;
}

/**
 * Forwarding equivalence, seen from the rest of a network: by which row of every distinct table, and through which tunnel of every
 * gateway their addresses are reached. Addresses that look the same to all have one number.
 */
export class ForwardingClasses {
  private readonly byEndpoint = new Map<EndpointNode, readonly Place[]>();
  private readonly numbers = new Map<Place, number>();

  /** @param views one table of each distinct way of sending, and one of another network where there is any */
  public constructor(
    views: readonly (readonly SubnetTable[])[],
    { gateways }: Gateways,
    endpoints: readonly EndpointNode[],
    representatives: Representatives,
  ) {
    for (const endpoint of endpoints) {
      const network = endpoint.subnet?.virtualNetwork;
      if (network !== undefined) {
        const places = representatives.of(endpoint).map((address) => ({ address, network }));
        this.byEndpoint.set(endpoint, places);
      }
    }
    const places = [...this.byEndpoint.values()].flat().sort((a, b) => a.address - b.address);
    const addresses = places.map(({ address }) => address);
    const placesOf = new Map<VirtualNetworkNode, number[]>();
    places.forEach(({ network }, i) => remember(placesOf, network, () => []).push(i));
    const seen = new Partition(places.length);
    for (const view of views) {
      seen.split(traitsSeenFrom(view, places, addresses, placesOf));
    }
    for (const { learned } of gateways) {
      seen.split(
        addresses.map((address, i) => {
          const tunnels = learned.longestMatch(address).map(({ tunnel, prefix }) => {
            const end = tunnel.kind === "gateway" ? tunnel.peer.address : tunnel.site.id;
            return `${prefix.length}${end}`;
          });
          return [i, tunnels.join()];
        }),
      );
    }
    places.forEach((place, i) => this.numbers.set(place, seen.parts[i]));
  }

  public of(endpoint: EndpointNode): string {
    return this.byEndpoint
      .get(endpoint)!
      .map((place) => this.numbers.get(place))
      .join();
  }
}

/** Things in parts, split by one trait after the other. */
class Partition {
  public readonly parts: Int32Array;
  private last = 0;

  public constructor(count: number) {
    this.parts = new Int32Array(count);
  }

  /** Parts things by their traits; those without any have one in common. */
  public split(traits: Iterable<readonly [thing: number, trait: string]>): void {
    const byTrait = new Map<string, Map<number, number>>();
    for (const [i, trait] of traits) {
      const byPart = remember(byTrait, trait, () => new Map<number, number>());
      this.parts[i] = remember(byPart, this.parts[i], () => ++this.last);
    }
  }
}

/**
 * Where packets to places go from some subnets, for each place where they don't go the way that most go: tables see most
 * places alike.
 */
function* traitsSeenFrom(
  [first, other]: readonly SubnetTable[],
  places: readonly Place[],
  addresses: readonly number[],
  placesOf: ReadonlyMap<VirtualNetworkNode, readonly number[]>,
): Iterable<readonly [place: number, trait: string]> {
  const viewer = first.subnet.virtualNetwork;
  const runs = first.selectRuns(addresses).map((run) => ({ ...run, text: textOf(run.selection, undefined) }));
  if (runs.length === 0) {
    return;
  }
  const usual = runs.reduce((a, b) => (b.end - b.start > a.end - a.start ? b : a)).text;
  for (const { start, end, selection, text } of runs) {
    const near = new Set([
      viewer,
      ...(selection?.entries ?? []).flatMap(({ target }) => networkOf(target) ?? []),
    ]);
    for (let i = start; text !== usual && i < end; i++) {
      if (!near.has(places[i].network)) {
        yield [i, text];
      }
    }
    for (const network of near) {
      for (const i of within(placesOf.get(network) ?? [], start, end)) {
        const fromElsewhere = network === viewer && other !== undefined;
        const trait = textOf(fromElsewhere ? other.select(addresses[i]) : selection, network);
        if (trait !== usual) {
          yield [i, trait];
        }
      }
    }
  }
}

/** Those of some numbers in ascending order that are in a range. */
function* within(numbers: readonly number[], start: number, end: number): Iterable<number> {
  const first = firstIndex(numbers.length, (i) => numbers[i] >= start);
  for (let i = first; i < numbers.length && numbers[i] < end; i++) {
    yield numbers[i];
  }
}

/** Where a selection leads, without the identity of the destination's own network. */
function textOf(selection: Selection | undefined, own: VirtualNetworkNode | undefined): string {
  return selection === undefined
    ? "-"
    : `${selection.length}${selection.entries.map((entry) => targetText(entry, own)).join()}`;
}

/** A target without the identity of the endpoint's own network. */
function targetText(entry: RouteEntry, own: VirtualNetworkNode | undefined): string {
  const { target } = entry;
  switch (target.kind) {
    case "network":
      return `${entry.nextHopType} ${target.network === own ? "own" : target.network.index}`;
    case "gateway":
      return `gateway ${target.gateway.address}`;
    case "address":
      return `${entry.source} ${target.addresses.map(({ ip, text }) => ip ?? text).join("+")}`;
    case "virtual-hub":
      return `${target.hub.address} ${target.way.kind === "network" && networkOf(target) === own ? `own at ${target.way.connection.hub.address}` : wayText(target.way)}`;
    case "private-endpoint":
      return `private-endpoint ${target.subnet.address}`;
    default:
      return `${entry.source} ${target.kind}`;
  }
}
