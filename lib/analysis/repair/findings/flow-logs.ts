import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { argumentOf, attributeOf, editable } from "../writing/references";
import { FindingDraft } from "./finding-cure";

/** The network of the subnets to which a group is bound is recorded instead of the group. */
export function* recordedNetwork(draft: FindingDraft): Iterable<Candidate> {
  const { network } = draft.context;
  const { resource = "" } = draft.finding;
  const address = editable(draft, resource);
  const places = ["target_resource_id", "network_security_group_id"];
  const argument = places.find((one) => argumentOf(draft, resource, one) !== undefined);
  const recorded = argument === undefined ? "" : String(argumentOf(draft, resource, argument));
  const homes = network.subnets.filter(({ networkSecurityGroup: group }) =>
    recorded.includes(group?.address ?? "\n"),
  );
  const [only, ...others] = new Set(homes.map(({ virtualNetwork }) => virtualNetwork));
  const id = only && attributeOf(draft, only.address, "id");
  if (address !== undefined && id !== undefined && others.length === 0) {
    yield {
      edits: [
        toSet(address, "target_resource_id", id),
        ...(argument === "network_security_group_id" ? [toSet(address, argument, null)] : []),
      ],
      what: REPAIR_STEPS.FLOW_LOG_TARGET({ log: address, network: only.name }),
    };
  }
}
