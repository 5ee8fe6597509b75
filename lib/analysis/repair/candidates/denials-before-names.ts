import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { inlineRule } from "../writing/inline-blocks";
import { refusals } from "./firewall-rules";

const NETWORK = "network_rule_collection";

/**
 * R62: network rules come before all application rules, so that one that denies leaves these nothing. Without it they
 * count, and what they don't allow is denied anyway.
 */
export function* denialsBeforeNames(trial: Trial): Iterable<Candidate> {
  for (const { owner, denying, reason } of trial.to.kind === "internet" ? refusals(trial) : []) {
    const names = owner.ruleCollections.find(
      ({ kind, action }) => kind === "application" && action === "Allow",
    );
    const rule = denying?.rules.find(({ name }) => reason.params.rule?.endsWith(`${denying.name}/${name}`));
    if (denying === undefined || denying.kind !== "network" || names === undefined || rule === undefined) {
      continue;
    }
    const place = inlineRule(trial, denying.origin, NETWORK, { collection: denying.name, name: rule.name });
    if (place !== undefined) {
      const second = `${denying.name}/${rule.name}`;
      yield {
        edits: [
          { op: "remove", address: place.address, block: place.isOnly ? place.collection : place.argument },
        ],
        what: REPAIR_STEPS.NETWORK_RULE_ASIDE({ rule: second, instead: "" }),
        caution: REPAIR_CAUTIONS.COMES_FIRST({
          first: `${names.name}/${names.rules.at(0)?.name ?? ""}`,
          second,
        }),
        cause: true,
      };
    }
  }
}
