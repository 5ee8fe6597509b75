import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { toSet } from "../writing/edits";
import { attributeOf, editable } from "../writing/references";

/** R40c: what was sent to the gateway for the Internet's sake, and that no site takes from there: one of them does. */
export function* defaultSites(trial: Trial): Iterable<Candidate> {
  const { lost } = trial;
  if (trial.to.kind !== "internet" || trial.wish.kind !== "reachable" || lost === undefined) {
    return;
  }
  const { network, tables } = trial.context;
  const here = tables.gateways.gateways.filter(
    ({ subnet, model }) => subnet === lost.at && model.type === "Vpn" && model.defaultSite === undefined,
  );
  for (const { address: resource, name } of here) {
    const address = editable(trial, resource);
    // What a site says over BGP, no edit of the gateway adds.
    const connections = network.model.gatewayConnections.filter(
      ({ gateway, bgpEnabled }) => gateway === resource && !bgpEnabled,
    );
    for (const site of network.model.localNetworkGateways.filter(({ address: one }) =>
      connections.some(({ localNetworkGateway }) => localNetworkGateway === one),
    )) {
      const value = attributeOf(trial, site.address, "id");
      if (address !== undefined && value !== undefined) {
        const said = { gateway: name, site: site.name ?? site.address };
        yield {
          edits: [toSet(address, "default_local_network_gateway_id", value)],
          what: REPAIR_STEPS.DEFAULT_SITE(said),
          caution: REPAIR_CAUTIONS.DEFAULT_SITE(said),
          handsOver: true,
        };
      }
    }
  }
}
