import { ITransit, ITransitRouting } from "./i-transit-routing";

/** Peerings only: each spoke reaches the hub, and no spoke reaches another. */
export class NoTransit implements ITransitRouting {
  public bind(): ITransit {
    return { peersSpokes: true, sharesGateway: true, addSpoke: () => undefined };
  }
}
