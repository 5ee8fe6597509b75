import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { attributeOf, editable, shown } from "../writing/references";
import { FindingDraft } from "./finding-cure";

/** What stands in a network is created in its region. */
export function* regionOfNetwork(draft: FindingDraft): Iterable<Candidate> {
  const { about } = draft.finding;
  if (about?.virtualNetwork !== undefined) {
    yield* inRegionOf(draft, about.virtualNetwork);
  }
}

/** A firewall policy is created in the region of the one from which it inherits. */
export function* regionOfBasePolicy(draft: FindingDraft): Iterable<Candidate> {
  const { firewallPolicies } = draft.context.network.model;
  const policy = firewallPolicies.find(({ address }) => address === draft.finding.resource);
  if (policy?.basePolicy !== undefined) {
    yield* inRegionOf(draft, policy.basePolicy);
  }
}

function* inRegionOf(draft: FindingDraft, other: string): Iterable<Candidate> {
  const address = editable(draft, draft.finding.resource ?? "");
  const value = attributeOf(draft, other, "location");
  if (address !== undefined && value !== undefined) {
    yield {
      edits: [{ op: "set", address, argument: "location", value }],
      what: REPAIR_STEPS.SETTING({ resource: address, written: `location = ${shown(value)}` }),
      caution: REPAIR_CAUTIONS.REPLACED({ what: address }),
    };
  }
}
