import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { toAppend, toSet } from "../writing/edits";
import { packetsOf } from "../writing/packets";
import { editable } from "../writing/references";

/** A tunnel whose selectors don't hold these packets, or a part of them. */
export function* trafficSelectors(trial: Trial): Iterable<Candidate> {
  const connections = trial.context.network.model.gatewayConnections;
  for (const { resource } of trial.reasons("TRAFFIC_SELECTORS", "FILTERED_PARTLY")) {
    const connection = connections.find((one) => one.address === resource);
    const address = connection && editable(trial, connection.address);
    if (connection !== undefined && address !== undefined) {
      const { sources, destinations } = packetsOf(trial);
      const [local, remote] =
        trial.from.site === undefined ? [sources, destinations] : [destinations, sources];
      const tunnel = connection.name ?? connection.address;
      yield {
        edits: [
          toAppend(address, "traffic_selector_policy", {
            local_address_cidrs: local,
            remote_address_cidrs: remote,
          }),
        ],
        what: REPAIR_STEPS.TRAFFIC_SELECTOR({ tunnel, local: local.join(", "), remote: remote.join(", ") }),
        caution: REPAIR_CAUTIONS.OTHER_DEVICE({ tunnel }),
      };
    }
  }
}

/** A tunnel by policy takes nothing from other tunnels (W136). */
export function* routeBasedTunnels(trial: Trial): Iterable<Candidate> {
  for (const { resource = "", params } of trial.reasons("SITES_BY_POLICY")) {
    const address = editable(trial, resource);
    if (address !== undefined) {
      yield {
        edits: [toSet(address, "use_policy_based_traffic_selectors", false)],
        what: REPAIR_STEPS.TUNNEL_BY_ROUTES({ tunnel: params.connection }),
        caution: REPAIR_CAUTIONS.OTHER_DEVICE({ tunnel: params.connection }),
      };
    }
  }
}
