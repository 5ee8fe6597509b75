import { remember } from "../../collections/remember";
import { EndpointNode } from "../network/endpoints";
import { Gateways } from "../network/gateways";
import { VirtualNetworkNode } from "../network/network";
import { networkOf, RouteEntry, wayText } from "../routes/route-entry";
import { Selection, SubnetTable } from "../routes/subnet-table";
import { Representatives } from "./representatives";

/** An address of an endpoint in a network. */
interface Place {
  readonly address: number;
  readonly network: VirtualNetworkNode;
}

/**
 * How the rest of a network sees endpoints: by which row of every distinct table, and through which tunnel of every
 * gateway their addresses are reached. Addresses that look the same to all have one number.
 */
export class Appearances {
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
    const seen = new Partition(places.length);
    for (const [first, other] of views) {
      const viewer = first.subnet.virtualNetwork;
      const targets = new Targets();
      const selections = first.selectEach(addresses);
      seen.split((i) => {
        const { address, network } = places[i];
        const fromElsewhere = network === viewer && other !== undefined;
        return targets.of(fromElsewhere ? other.select(address) : selections[i], network);
      });
    }
    for (const { learned } of gateways) {
      seen.split((i) =>
        learned
          .longestMatch(addresses[i])
          .map(({ tunnel, prefix }) =>
            tunnel.kind === "gateway"
              ? `${prefix.length}${tunnel.peer.address}`
              : `${prefix.length}${tunnel.site.id}`,
          )
          .join(),
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

  public split(traitOf: (index: number) => string): void {
    // Most tables see most places alike: only what differs from the first parts from the others.
    const usual = this.parts.length === 0 ? "" : traitOf(0);
    const byTrait = new Map<string, Map<number, number>>();
    for (let i = 1; i < this.parts.length; i++) {
      const trait = traitOf(i);
      if (trait !== usual) {
        const byPart = remember(byTrait, trait, () => new Map<number, number>());
        this.parts[i] = remember(byPart, this.parts[i], () => ++this.last);
      }
    }
  }
}

/** Where selections lead, as texts without the identity of the destination's own network. */
class Targets {
  private readonly texts = new Map<Selection, string>();

  public of(selection: Selection | undefined, own: VirtualNetworkNode): string {
    if (selection === undefined) {
      return "-";
    }
    const { entries } = selection;
    if (entries.some(({ target }) => networkOf(target) === own)) {
      return textOf(selection, own);
    }
    return remember(this.texts, selection, () => textOf(selection, own));
  }
}

function textOf({ entries, length }: Selection, own: VirtualNetworkNode): string {
  return `${length}${entries.map((entry) => targetText(entry, own)).join()}`;
}

/** A target without the identity of the endpoint's own network. */
function targetText(entry: RouteEntry, own: VirtualNetworkNode): string {
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
