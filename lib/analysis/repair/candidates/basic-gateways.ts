import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { withZones } from "../writing/gateways";

/** A SKU that other networks surely use. */
export function* largerGateways(trial: Trial): Iterable<Candidate> {
  const { virtualNetworkGateways } = trial.context.network.model;
  for (const { resource } of trial.reasons("GATEWAY_BASIC_TRANSIT")) {
    for (const gateway of virtualNetworkGateways.filter(({ address }) => address === resource)) {
      yield* withZones(trial, gateway);
    }
  }
}
