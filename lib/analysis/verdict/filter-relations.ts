import { firstIndex } from "../../collections/first-index";
import { remember } from "../../collections/remember";
import { EndpointNode } from "../network/endpoints";
import { AddressSet } from "../sets/address-set";
import { PacketMatch } from "../sets/packet-set";

/** How an endpoint's addresses relate to a set: none of them are in it (0), all are, or only some. */
const ALL = 1;
export const SOME = 2;

/** So many relations fit a number's digits; more are a text. */
const DIGITS = 30;

/** How an endpoint relates to several sets; undefined where a set tells its own addresses apart. */
export type Relation = number | string | undefined;

/** How endpoints relate to the lists of addresses in filters, compared once for each list and endpoint. */
export class FilterRelations {
  private readonly ranges: RangeIndex;
  private readonly relations = new Map<AddressSet, Uint8Array>();
  private readonly byContent = new Map<string, Uint8Array>();

  public constructor(private readonly endpoints: readonly EndpointNode[]) {
    this.ranges = new RangeIndex(endpoints.map(({ region }) => region));
  }

  /** What filters ask of a packet's source, where its destination is one endpoint; undefined where they ask nothing. */
  public ofSources(matches: readonly PacketMatch[], destination: EndpointNode): RelationsOf | undefined {
    const relevant = matches.filter(({ destinations }) => destinations.intersects(destination.region));
    return this.to(relevant.map(({ sources }) => sources));
  }

  /** What filters ask of a packet's destination, where its source is one endpoint. */
  public ofDestinations(matches: readonly PacketMatch[], source: EndpointNode): RelationsOf | undefined {
    const relevant = matches.filter(({ sources }) => sources.intersects(source.region));
    return this.to(relevant.map(({ destinations }) => destinations));
  }

  private to(sets: readonly AddressSet[]): RelationsOf | undefined {
    const distinct = [...new Set(sets.filter((set) => set !== AddressSet.ALL).map((set) => this.of(set)))];
    if (distinct.length === 0) {
      return undefined;
    }
    return (index) => {
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

  /** How every endpoint, in their order, relates to a set. */
  public of(set: AddressSet): Uint8Array {
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
    const relations = new Uint8Array(this.endpoints.length);
    for (const index of this.ranges.touching(set)) {
      relations[index] = set.containsAll(this.endpoints[index].region) ? ALL : SOME;
    }
    return relations;
  }
}

/** A number for each endpoint that those share which relate to all lists in the same way. */
export function sameRelations(lists: readonly Uint8Array[], endpoints: number): Int32Array {
  const numbers = new Int32Array(endpoints);
  let last = 0;
  for (const relations of lists) {
    // Most lists have few of the endpoints in them: only those part from the others.
    const parted = new Map<number, number>();
    for (let i = 0; i < endpoints; i++) {
      if (relations[i] !== 0) {
        numbers[i] = remember(parted, numbers[i] * (SOME + 1) + relations[i], () => ++last);
      }
    }
  }
  return numbers;
}

/** Which of many sets of addresses share some with another. */
class RangeIndex {
  /** All ranges, by their first address; `reach` is the highest address of those up to one. */
  private readonly ranges: { first: number; last: number; reach: number; owner: number }[] = [];

  public constructor(sets: readonly AddressSet[]) {
    sets.forEach(({ ranges }, owner) =>
      ranges.forEach(([first, last]) => this.ranges.push({ first, last, reach: last, owner })),
    );
    this.ranges.sort((a, b) => a.first - b.first);
    let reach = -1;
    for (const range of this.ranges) {
      reach = Math.max(reach, range.last);
      range.reach = reach;
    }
  }

  public touching(set: AddressSet): ReadonlySet<number> {
    const owners = new Set<number>();
    for (const [first, last] of set.ranges) {
      for (let i = this.firstReaching(first); i < this.ranges.length && this.ranges[i].first <= last; i++) {
        if (this.ranges[i].last >= first) {
          owners.add(this.ranges[i].owner);
        }
      }
    }
    return owners;
  }

  private firstReaching(address: number): number {
    return firstIndex(this.ranges.length, (i) => this.ranges[i].reach >= address);
  }
}

/** How the endpoint at an index relates to the sets that were asked for. */
export type RelationsOf = (index: number) => Relation;
