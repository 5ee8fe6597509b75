import { attributeOf } from "../writing/references";
import { remadeWith } from "./arguments";
import { FindingCure, FindingDraft } from "./finding-cure";

/** What stands in a network is created in its region. */
export const regionOfNetwork: FindingCure = inRegionOf(({ finding }) => finding.about?.virtualNetwork);

/** A firewall policy is created in the region of the one from which it inherits. */
export const regionOfBasePolicy: FindingCure = inRegionOf(({ context, finding }) => {
  const { firewallPolicies } = context.network.model;
  return firewallPolicies.find(({ address }) => address === finding.resource)?.basePolicy;
});

function inRegionOf(otherOf: (draft: FindingDraft) => string | undefined): FindingCure {
  return (draft) => {
    const other = otherOf(draft);
    const region = other === undefined ? undefined : attributeOf(draft, other, "location");
    return remadeWith(draft, draft.finding.resource ?? "", "location", region);
  };
}
