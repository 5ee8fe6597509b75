import { REPAIR_STEPS } from "../../messages/repairs";
import { Candidate } from "../candidate";
import { editable } from "../writing/references";
import { FindingCure, FindingDraft } from "./finding-cure";

/** What an association binds to the subnet that the finding names is taken off. */
export function withoutAssociation(type: string): FindingCure {
  return function* (draft: FindingDraft): Iterable<Candidate> {
    const subnet = draft.context.network.subnet(draft.finding.resource);
    const { resources } = draft.context.network.model;
    const association = resources.find(
      (one) => one.type === type && subnet !== undefined && isOf(one.values.subnet_id, subnet.address),
    );
    const address = association && editable(draft, association.address);
    if (address !== undefined) {
      yield { edits: [{ op: "remove", address }], what: REPAIR_STEPS.TAKEN_OUT({ resource: address }) };
    }
  };
}

function isOf(id: unknown, address: string): boolean {
  return typeof id === "string" && id.replace(/^\$\{|\.id\}$/g, "") === address;
}
