import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditValue, Firewall } from "../../model";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { toSet } from "../writing/edits";
import { ruleBefore } from "../writing/firewall-order";
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
      const edit: Edit = toSet(address, `${argument}.destination_address`, value);
      yield {
        edits: [edit],
        what: REPAIR_STEPS.DNAT_ADDRESS({ rule: params.rule, to: shown(value) }),
      };
    }
  }
}

/** D21: of DNAT rules for one address and port the first counts, so the one for this machine has to come before. */
export function* translatedFirst(trial: Trial): Iterable<Candidate> {
  if (trial.wish.kind === "blocked") {
    return;
  }
  const { firewalls, firewallPolicies } = trial.context.network.model;
  for (const { params } of trial.reasons("INGRESS_DNAT_UNUSED")) {
    const firewall = firewalls.find(({ address, name }) => [address, name].includes(params.firewall));
    const policy = firewallPolicies.find(({ address }) => address === firewall?.policy);
    const all = (policy ?? firewall)?.ruleCollections ?? [];
    const rules = [...all]
      .filter(({ kind }) => kind === "nat")
      .sort((a, b) => a.groupPriority - b.groupPriority || a.priority - b.priority)
      .flatMap((collection) => collection.rules.map((rule) => ({ collection, rule })));
    const nameOf = ({ collection, rule }: (typeof rules)[number]): string =>
      `${collection.name}/${rule.name}`;
    const index = rules.findIndex((one) => nameOf(one) === params.rule);
    for (const earlier of rules.slice(0, Math.max(0, index))) {
      const edits = ruleBefore(trial, rules[index], earlier, all);
      if (edits !== undefined) {
        const [first, second] = [params.rule, nameOf(earlier)];
        yield {
          edits,
          what: REPAIR_STEPS.RULE_FIRST({ first, second }),
          caution: REPAIR_CAUTIONS.COMES_FIRST({ first, second }),
        };
      }
    }
  }
}

function addressesOf(trial: Trial, { publicIps }: Firewall): readonly EditValue[] {
  return publicIps.flatMap((address) => attributeOf(trial, address, "ip_address") ?? []);
}
