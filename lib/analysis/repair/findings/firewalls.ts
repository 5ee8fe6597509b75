import { REPAIR_CAUTIONS, REPAIR_STEPS } from "../../messages/repairs";
import { Edit, EditValue } from "../../model";
import { Candidate } from "../candidate";
import { attributeOf, editable, shown } from "../writing/references";
import { FindingDraft } from "./finding-cure";

/** The policy in the firewall's tier, or the firewall in its policy's. */
export function* sameTier(draft: FindingDraft): Iterable<Candidate> {
  const { firewalls, firewallPolicies } = draft.context.network.model;
  const firewall = firewalls.find(({ address }) => address === draft.finding.resource);
  const policy = firewallPolicies.find(({ address }) => address === firewall?.policy);
  if (firewall?.skuTier !== undefined && policy !== undefined) {
    yield* replacing(draft, policy.address, "sku", firewall.skuTier);
    yield* replacing(draft, firewall.address, "sku_tier", policy.sku ?? "Standard");
  }
}

/** The firewall in the resource group of its network. */
export function* groupOfNetwork(draft: FindingDraft): Iterable<Candidate> {
  const { network } = draft.context;
  const firewall = network.model.firewalls.find(({ address }) => address === draft.finding.resource);
  const home = network.subnet(firewall?.subnet)?.virtualNetwork;
  const group = home && attributeOf(draft, home.address, "resource_group_name");
  if (firewall !== undefined && group !== undefined) {
    yield* replacing(draft, firewall.address, "resource_group_name", group);
  }
}

function* replacing(
  draft: FindingDraft,
  resource: string,
  argument: string,
  value: EditValue,
): Iterable<Candidate> {
  const address = editable(draft, resource);
  if (address !== undefined) {
    const edit: Edit = { op: "set", address, argument, value };
    yield {
      edits: [edit],
      what: REPAIR_STEPS.SETTING({ resource: address, written: `${argument} = ${shown(value)}` }),
      caution: REPAIR_CAUTIONS.REPLACED({ what: address }),
    };
  }
}
