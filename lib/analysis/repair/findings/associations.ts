import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { inlineBlock } from "../writing/inline-blocks";
import { argumentOf, editable } from "../writing/references";
import { FindingCure, FindingDraft } from "./finding-cure";

/** What a subnet says itself, where no association of a type does: inside of its network it may have another name. */
const OWN_ARGUMENTS: { readonly [type: string]: readonly string[] } = {
  azurerm_subnet_network_security_group_association: ["security_group", "network_security_group_id"],
  azurerm_subnet_nat_gateway_association: ["nat_gateway_id"],
};

/** What an association binds to the subnet that the finding names is taken off, or what the subnet names itself. */
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
    } else if (subnet !== undefined) {
      yield* unset(draft, subnet.address, OWN_ARGUMENTS[type] ?? []);
    }
  };
}

function* unset(draft: FindingDraft, subnet: string, names: readonly string[]): Iterable<Candidate> {
  const inline = inlineBlock(draft, subnet, "subnet");
  const address = inline === undefined ? editable(draft, subnet) : inline.address;
  const isSet = (name: string): boolean =>
    (inline === undefined ? argumentOf(draft, subnet, name) : inline.block[name]) !== undefined;
  const name = names.find(isSet);
  if (address !== undefined && name !== undefined) {
    const argument = inline === undefined ? name : `${inline.argument}.${name}`;
    yield {
      edits: [toSet(address, argument, null)],
      what: REPAIR_STEPS.SETTING({ resource: subnet, written: `${name} = null` }),
    };
  }
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
      edits: [toSet(address, argument, null), toSet(address, `${argument}_version`, null)],
      what: REPAIR_STEPS.SETTING({ resource: address, written: `${argument} = null` }),
    };
  }
}
