import { EndpointNode } from "../network/endpoints";
import { AddressSet } from "../sets/address-set";
import { PacketMatch } from "../sets/packet-set";

/** How an endpoint's addresses relate to a set: none of them are in it, all are, or only some. */
const NONE = 0;
const ALL = 1;
const SOME = 2;

/** So many relations fit a number's digits; more are a text. */
const DIGITS = 30;

/** How an endpoint relates to several sets; undefined where a set tells its own addresses apart. */
export type Relation = number | string | undefined;

/** How endpoints relate to the lists of addresses in filters, compared once for each list and endpoint. */
export class FilterRelations {
  private readonly indexes = new Map<EndpointNode, number>();
  private readonly endpoints: EndpointNode[] = [];
  private readonly relations = new Map<AddressSet, Uint8Array>();
  private readonly byContent = new Map<string, Uint8Array>();

  public constructor(endpoints: readonly EndpointNode[]) {
    endpoints.forEach((endpoint) => {
      this.indexes.set(endpoint, this.endpoints.push(endpoint) - 1);
    });
  }

  /** What filters ask of a packet's source, where its destination is one endpoint. */
  public ofSources(matches: readonly PacketMatch[], destination: EndpointNode): RelationsOf {
    const relevant = matches.filter(({ destinations }) => destinations.intersects(destination.region));
    return this.to(relevant.map(({ sources }) => sources));
  }

  /** What filters ask of a packet's destination, where its source is one endpoint. */
  public ofDestinations(matches: readonly PacketMatch[], source: EndpointNode): RelationsOf {
    const relevant = matches.filter(({ sources }) => sources.intersects(source.region));
    return this.to(relevant.map(({ destinations }) => destinations));
  }

  private to(sets: readonly AddressSet[]): RelationsOf {
    const distinct = [...new Set(sets.filter((set) => set !== AddressSet.ALL).map((set) => this.of(set)))];
    return (endpoint) => {
      const index = this.indexes.get(endpoint)!;
      let number = 0;
      let text = "";
      for (let i = 0; i < distinct.length; i++) {
        const relation = distinct[i][index];
        if (relation === SOME) {
          return undefined;
        }
        number = number * 2 + relation;
        if (i % DIGITS === DIGITS - 1) {
          text += `${number} `;
          number = 0;
        }
      }
      return text === "" ? number : `${text}${number}`;
    };
  }

  private of(set: AddressSet): Uint8Array {
    let known = this.relations.get(set);
    if (known === undefined) {
      const content = set.toString();
      known = this.byContent.get(content) ?? this.compare(set);
      this.relations.set(set, known);
      this.byContent.set(content, known);
    }
    return known;
  }

  private compare(set: AddressSet): Uint8Array {
    return Uint8Array.from(this.endpoints, ({ region }) =>
      !set.intersects(region) ? NONE : set.containsAll(region) ? ALL : SOME,
    );
  }
}

/** How an endpoint relates to the sets that were asked for. */
export type RelationsOf = (endpoint: EndpointNode) => Relation;
