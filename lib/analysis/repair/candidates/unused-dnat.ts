import { REPAIR_STEPS } from "../../messages/repairs";
import { Edit, EditValue, Firewall } from "../../model";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { inlineRule } from "../writing/inline-blocks";
import { attributeOf, shown } from "../writing/references";

/** Another of the firewall's public addresses for a DNAT rule that no packet comes to: it names none of them, or earlier rules take all. */
export function* unusedTranslations(trial: Trial): Iterable<Candidate> {
  if (trial.wish.kind === "blocked") {
    return;
  }
  const { firewalls } = trial.context.network.model;
  for (const { resource = "", params } of trial.reasons("INGRESS_DNAT_UNUSED")) {
    const firewall = firewalls.find(({ address, name }) => [address, name].includes(params.firewall));
    const [collection, name] = params.rule.split("/");
    const place = inlineRule(trial, resource, "nat_rule_collection", { collection, name });
    if (firewall === undefined || place === undefined) {
      continue;
    }
    const { address, argument, block } = place;
    for (const value of addressesOf(trial, firewall).filter((one) => one !== block.destination_address)) {
      const edit: Edit = { op: "set", address, argument: `${argument}.destination_address`, value };
      yield {
        edits: [edit],
        what: REPAIR_STEPS.DNAT_ADDRESS({ rule: params.rule, to: shown(value) }),
      };
    }
  }
}

function addressesOf(trial: Trial, { publicIps }: Firewall): readonly EditValue[] {
  return publicIps.flatMap((address) => attributeOf(trial, address, "ip_address") ?? []);
}
