import { REPAIR_STEPS } from "../../messages/repairs";
import { Candidate } from "../candidate";
import { argumentOf, editable } from "../writing/references";
import { FindingDraft } from "./finding-cure";

/** Routes count for the private endpoints of a subnet. */
export function* countingRoutes(draft: FindingDraft): Iterable<Candidate> {
  const { model } = draft.context.network;
  const endpoint = model.privateEndpoints.find(({ address }) => address === draft.finding.resource);
  const subnet = draft.context.network.subnet(endpoint?.subnet);
  const address = subnet && editable(draft, subnet.address);
  const isOlder = OLDER.some((one) => subnet && argumentOf(draft, subnet.address, one) !== undefined);
  if (subnet !== undefined && address !== undefined && !isOlder) {
    const policy = subnet.model.privateEndpointNetworkPolicies;
    const value = policy === "NetworkSecurityGroupEnabled" ? "Enabled" : "RouteTableEnabled";
    const argument = "private_endpoint_network_policies";
    yield {
      edits: [{ op: "set", address, argument, value }],
      what: REPAIR_STEPS.ENDPOINT_POLICY({ at: subnet.id }),
    };
  }
}

const OLDER: readonly string[] = [
  "private_endpoint_network_policies_enabled",
  "enforce_private_link_endpoint_network_policies",
];
