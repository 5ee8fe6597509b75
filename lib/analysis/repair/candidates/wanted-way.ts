import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { passes } from "../wish";
import { leadThrough } from "./asymmetry";

/** The pair should pass something: routes that lead each way there. */
export function* wantedWay(trial: Trial): Iterable<Candidate> {
  const { wish } = trial;
  if (wish.kind === "through") {
    for (const way of trial.ways) {
      if (!passes(way.hops, wish.resource)) {
        yield* leadThrough(trial, way, wish.resource);
      }
    }
  }
}
