import { REPAIR_STEPS } from "../../messages/repair-steps";
import { DELETES_PEERINGS } from "../../model";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { toSet } from "../writing/edits";
import { argumentOf, editable } from "../writing/references";

/** Members of one group that Network Manager joins to a hub and not to each other (R70). */
export function* connectedGroups(trial: Trial): Iterable<Candidate> {
  const { connectivityConfigurations, networkGroups } = trial.context.network.model.networkManager;
  const ends = [trial.from, trial.to].map(({ subnet }) => subnet?.virtualNetwork.address ?? "");
  const around = new Set(
    networkGroups
      .filter(({ virtualNetworks }) => ends.every((end) => virtualNetworks.includes(end)))
      .map(({ address }) => address),
  );
  for (const { address, name, groups, topology } of connectivityConfigurations) {
    const index = groups.findIndex(
      ({ networkGroup, connectivity }) => connectivity === "None" && around.has(networkGroup),
    );
    const written = [argumentOf(trial, address, "applies_to_group")].flat();
    const block = editable(trial, address);
    if (topology === "HubAndSpoke" && index >= 0 && written.length === groups.length && block !== undefined) {
      const argument = `applies_to_group[${index}].group_connectivity`;
      yield {
        edits: [toSet(block, argument, "DirectlyConnected")],
        what: REPAIR_STEPS.GROUP_CONNECTED({ configuration: name ?? address }),
        direct: true,
      };
    }
  }
}

/** Peerings that Network Manager would delete at its next deployment (W24). */
export function* keptPeerings(trial: Trial): Iterable<Candidate> {
  for (const { params } of trial.reasons("PEERING_MAY_BE_DELETED")) {
    const address = editable(trial, params.configuration);
    if (address !== undefined) {
      yield {
        edits: [toSet(address, DELETES_PEERINGS, false)],
        what: REPAIR_STEPS.SETTING({ resource: address, written: `${DELETES_PEERINGS} = false` }),
      };
    }
  }
}
