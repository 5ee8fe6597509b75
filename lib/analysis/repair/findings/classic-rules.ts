import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditArguments, EditValue } from "../../model";
import { Candidate } from "../candidate";
import { newResource } from "../writing/edits";
import { localName } from "../writing/names";
import { argumentOf, attributeOf, editable } from "../writing/references";
import { FindingDraft } from "./finding-cure";

const GROUP = "azurerm_firewall_policy_rule_collection_group";

/** What a classic rule's arguments are called in a policy; those that aren't here, as in classic ones. */
const RENAMED: { readonly [argument: string]: string } = {
  protocol: "protocols",
  target_fqdns: "destination_fqdns",
  fqdn_tags: "destination_fqdn_tags",
};

/** The rules of a classic collection become a group of the policy that its firewall has: there they count. */
export function* rulesInPolicy(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const { firewalls, firewallPolicies } = draft.context.network.model;
  const firewall = firewalls.find(({ ruleCollections }) =>
    ruleCollections.some(({ origin }) => origin === resource),
  );
  const collection = firewall?.ruleCollections.find(({ origin }) => origin === resource);
  const policy = firewallPolicies.find(({ address }) => address === firewall?.policy);
  const id = policy && attributeOf(draft, policy.address, "id");
  const rules = [argumentOf(draft, resource, "rule") ?? []]
    .flat()
    .map((rule) => ruleOfPolicy(rule as EditArguments));
  if (
    collection === undefined ||
    policy === undefined ||
    id === undefined ||
    // Of several instances each has rules of its own.
    editable(draft, resource) !== resource ||
    !rules.every((rule) => rule !== undefined)
  ) {
    return;
  }
  const { kind, priority, action } = collection;
  const taken = new Set(policy.ruleCollections.map(({ groupPriority }) => groupPriority));
  let place = priority;
  while (taken.has(place)) {
    place++;
  }
  const name = argumentOf(draft, resource, "name") as EditValue;
  const create: Edit = newResource(draft, GROUP, localName(resource), {
    name,
    firewall_policy_id: id,
    priority: place,
    [`${kind}_rule_collection`]: [{ name, priority, action, rule: rules }],
  });
  yield {
    edits: [create, { op: "remove", address: resource }],
    what: REPAIR_STEPS.RULES_IN_POLICY({ collection: resource, policy: policy.address }),
    caution: REPAIR_CAUTIONS.RULES_COUNT({ collection: resource }),
  };
}

/** `undefined` where a policy's rule takes one of what the classic one lists. */
function ruleOfPolicy(rule: EditArguments): EditArguments | undefined {
  const { destination_addresses: destinations = null, description = null, ...rest } = rule;
  const written = Object.entries(rest).filter(([, value]) => !isNothing(value));
  const named = Object.fromEntries(written.map(([name, value]) => [RENAMED[name] ?? name, value]));
  if (isNothing(rule.translated_address)) {
    return {
      ...named,
      ...(!isNothing(destinations) && { destination_addresses: destinations }),
      // Of an application rule alone.
      ...(rule.protocol !== undefined && !isNothing(description) && { description }),
    };
  }
  const [destination, ...more] = [destinations ?? []].flat() as EditValue[];
  return destination === undefined || more.length > 0
    ? undefined
    : { ...named, destination_address: destination };
}

function isNothing(value: EditValue | undefined): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
