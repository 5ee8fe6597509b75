import { remember } from "../../collections/remember";
import { EndpointNode } from "../network/endpoints";

/** Two ends, from the one that asks. */
export interface PairOfNodes {
  readonly from: EndpointNode;
  readonly to: EndpointNode;
}

/** Pairs by the resource that is to blame for each. Whom to blame is judged once for each pair, as far as somebody asks. */
export class BlamedPairs {
  private readonly found = new Map<string, PairOfNodes[]>();
  private readonly rest: Iterator<PairOfNodes>;

  public constructor(
    pairs: Iterable<PairOfNodes>,
    private readonly blame: (pair: PairOfNodes) => string,
  ) {
    this.rest = pairs[Symbol.iterator]();
  }

  /** Those of one resource, in the order of all. */
  public *of(resource: string): Iterable<PairOfNodes> {
    for (let told = 0; ;) {
      for (const known = this.found.get(resource) ?? []; told < known.length; told++) {
        yield known[told];
      }
      const next = this.rest.next();
      if (next.done === true) {
        return;
      }
      remember(this.found, this.blame(next.value), () => []).push(next.value);
    }
  }
}
