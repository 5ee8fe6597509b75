import { REPAIR_STEPS } from "../../messages/repairs";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { editable } from "../writing/references";

/** A /32 that beats the routes which its subnet could let count (R8). */
export function* endpointPolicies(trial: Trial): Iterable<Candidate> {
  for (const { decisions, target } of trial.ways) {
    const passesBy = decisions.some(({ hop }) => hop.route?.nextHopType === "InterfaceEndpoint");
    const subnet = passesBy ? target.subnet : undefined;
    const address = subnet && editable(trial, subnet.address);
    if (subnet !== undefined && address !== undefined) {
      const argument = "private_endpoint_network_policies";
      yield {
        edits: [{ op: "set", address, argument, value: "RouteTableEnabled" }],
        what: REPAIR_STEPS.ENDPOINT_POLICY({ at: subnet.id }),
      };
    }
  }
}
