import { REPAIR_STEPS } from "../../messages/repair-steps";
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

/** Of two associations that bind one subnet, either may go. */
export function* eitherAssociation(draft: FindingDraft): Iterable<Candidate> {
  const { resources } = draft.context.network.model;
  const { resource, about } = draft.finding;
  for (const one of resources.filter(({ address }) => [resource, about?.association].includes(address))) {
    const address = editable(draft, one.address);
    if (address !== undefined) {
      yield { edits: [{ op: "remove", address }], what: REPAIR_STEPS.TAKEN_OUT({ resource: address }) };
    }
  }
}

/** The argument by which a subnet names something else than its association binds. */
export function* withoutWriteOnly(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "", about } = draft.finding;
  const address = editable(draft, resource);
  const argument = about?.argument;
  if (address !== undefined && argument !== undefined) {
    yield {
      edits: [
        { op: "set", address, argument, value: null },
        { op: "set", address, argument: `${argument}_version`, value: null },
      ],
      what: REPAIR_STEPS.SETTING({ resource: address, written: `${argument} = null` }),
    };
  }
}
