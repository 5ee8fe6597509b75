import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditArguments, Firewall, FirewallPolicy, FirewallRuleCollection } from "../../model";
import { Reason } from "../../result";
import { formatRange } from "../../sets/address-set";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { Draft } from "../writing/draft";
import { newResource, toAppend } from "../writing/edits";
import { lastPriority, policiesOf } from "../writing/firewall-collections";
import { indexOfBlock } from "../writing/inline-blocks";
import { freeAzureName, localName } from "../writing/names";
import { packetsOf } from "../writing/packets";
import { argumentOf, attributeOf, editable, typeOf } from "../writing/references";

/** What a firewall refused, and whose rules it goes by. */
export interface Refusal {
  readonly firewall: Firewall;
  readonly owner: Firewall | FirewallPolicy;
  readonly reason: Reason;
  /** The collection that denies; without one, nothing allows. */
  readonly denying?: FirewallRuleCollection;
}

/**
 * Firewalls that have no rule for this, one that denies it, or one that lets pass what has a name (R62, W94): on the
 * Internet the name is what was meant, between networks it is an accident.
 */
export function* refusals(trial: Trial): Iterable<Refusal> {
  const { model } = trial.context.network;
  const byName = trial.to.kind === "internet" ? [] : ["FILTER_BY_NAME"];
  for (const reason of trial.reasons("FIREWALL_DENY", "FILTERED_PARTLY", ...byName)) {
    const firewall = model.firewalls.find(
      ({ address, name, policy }) =>
        [name, address].includes(reason.params.firewall ?? reason.params.group ?? reason.params.at) ||
        address === reason.resource ||
        (policy !== undefined && policy === reason.resource),
    );
    if (firewall !== undefined) {
      const owners = policiesOf(firewall, model.firewallPolicies);
      const denies = ({ name, action, rules }: FirewallRuleCollection): boolean =>
        action === "Deny" && rules.some((rule) => reason.params.rule?.endsWith(`${name}/${rule.name}`));
      // What a base policy denies, no policy that inherits from it allows: all its rules come first.
      const owner = owners.find(({ ruleCollections }) => ruleCollections.some(denies)) ?? owners[0];
      const denying = owner.ruleCollections.find(denies);
      yield { firewall, owner, reason, ...(denying && { denying }) };
    }
  }
}

/** One more rule, about these packets alone. */
export function* firewallRules(trial: Trial): Iterable<Candidate> {
  for (const refusal of refusals(trial)) {
    yield* allowed(trial, refusal);
  }
}

function* allowed(trial: Trial, { firewall, owner, denying, reason }: Refusal): Iterable<Candidate> {
  const packets = packetsOf(trial);
  const isOutbound = trial.to.kind === "internet";
  const rule: EditArguments = {
    name: freeAzureName(`allow-${packets.label}`, []),
    protocols: [packets.firewallProtocol],
    source_addresses: packets.sources,
    destination_addresses: isOutbound ? publicRanges(trial) : packets.destinations,
    destination_ports: [packets.firewallProtocol === "ICMP" ? "*" : packets.port],
  };
  for (const edits of ruleEdits(trial, firewall, owner, denying, rule)) {
    yield {
      edits,
      what: REPAIR_STEPS.FIREWALL_RULE({
        firewall: firewall.name ?? firewall.address,
        from: packets.sources.join(", "),
        to: isOutbound ? trial.to.id : packets.destinations.join(", "),
        ports: packets.text,
      }),
      ...overridden({ firewall, denying, reason }),
    };
  }
}

/** One more rule that allows, in each place that takes it. */
export function* ruleEdits(
  draft: Draft,
  firewall: Firewall,
  owner: Firewall | FirewallPolicy,
  denying: FirewallRuleCollection | undefined,
  rule: EditArguments,
): Iterable<readonly Edit[]> {
  yield* inCollections(draft, owner, denying, rule);
  yield* owner === firewall
    ? inNewCollection(draft, firewall, denying, rule)
    : inNewGroup(draft, owner, denying, rule);
}

/** All but what is private: a rule for every address would open what is between networks too. */
function publicRanges({ to }: Trial): readonly string[] {
  return to.region.ranges.map(([first, last]) => formatRange(first, last));
}

/** Who denied it is asked first. */
export function overridden({
  firewall,
  denying,
  reason,
}: Pick<Refusal, "firewall" | "denying" | "reason">): Pick<Candidate, "caution"> {
  return denying === undefined
    ? {}
    : {
        caution: REPAIR_CAUTIONS.DENIAL_OVERRIDDEN({
          rule: reason.params.rule ?? denying.name,
          group: firewall.name ?? firewall.address,
        }),
      };
}

/** Whether a collection comes before the one that denied. */
export function isBefore(
  denying: FirewallRuleCollection | undefined,
  collection: FirewallRuleCollection,
): boolean {
  const order = ({ groupPriority, priority }: FirewallRuleCollection): number =>
    groupPriority * 1e6 + priority;
  return denying === undefined || order(collection) < order(denying);
}

/** One more rule in a collection of network rules that allows, and that comes before the one that denied. */
function* inCollections(
  draft: Draft,
  owner: Firewall | FirewallPolicy,
  denying: FirewallRuleCollection | undefined,
  rule: EditArguments,
): Iterable<readonly Edit[]> {
  for (const collection of owner.ruleCollections) {
    const { origin, kind, action, name } = collection;
    const address = editable(draft, origin);
    const isOpen = kind === "network" && action === "Allow" && isBefore(denying, collection);
    if (address === undefined || !isOpen) {
      continue;
    }
    if (typeOf(draft, origin) === "azurerm_firewall_network_rule_collection") {
      yield [toAppend(address, "rule", rule)];
      continue;
    }
    const index = indexOfBlock(argumentOf(draft, origin, "network_rule_collection"), name);
    if (index >= 0) {
      yield [toAppend(address, `network_rule_collection[${index}].rule`, rule)];
    }
  }
}

/** A collection before the one that denies, in its group: no priority is left before that of the group. */
function* inGroupOf(
  draft: Draft,
  owner: Pick<FirewallPolicy, "ruleCollections">,
  denying: FirewallRuleCollection | undefined,
  rule: EditArguments,
): Iterable<readonly Edit[]> {
  const origin = denying?.origin ?? "";
  const address = editable(draft, origin);
  const beside = owner.ruleCollections.filter((one) => one.origin === origin);
  const priority = lastPriority(
    beside.map((one) => one.priority),
    denying?.priority,
  );
  if (address !== undefined && typeOf(draft, origin) === GROUP_OF_POLICY && priority !== undefined) {
    const name = freeAzureName(
      String(rule.name),
      beside.map((one) => one.name),
    );
    const value: EditArguments = { name, priority, action: "Allow", rule: [rule] };
    yield [toAppend(address, "network_rule_collection", value)];
  }
}

const GROUP_OF_POLICY = "azurerm_firewall_policy_rule_collection_group";

/** A group of its own, where no collection takes the rule. */
function* inNewGroup(
  draft: Draft,
  policy: Pick<FirewallPolicy, "address" | "ruleCollections">,
  denying: FirewallRuleCollection | undefined,
  rule: EditArguments,
): Iterable<readonly Edit[]> {
  const id = attributeOf(draft, policy.address, "id");
  const taken = policy.ruleCollections.map(({ groupPriority }) => groupPriority);
  const priority = lastPriority(taken, denying?.groupPriority);
  if (priority === undefined) {
    yield* inGroupOf(draft, policy, denying, rule);
  }
  if (id === undefined || priority === undefined) {
    return;
  }
  const label = String(rule.name);
  yield [
    newResource(
      draft,
      "azurerm_firewall_policy_rule_collection_group",
      `${localName(policy.address)}_${label}`,
      {
        name: label,
        firewall_policy_id: id,
        priority,
        network_rule_collection: [{ name: label, priority: 100, action: "Allow", rule: [rule] }],
      },
    ),
  ];
}

/** The same for a firewall without policy, whose collections are resources with rules in them. */
function* inNewCollection(
  draft: Draft,
  { address, policy, rulesUnknown, ruleCollections }: Firewall,
  denying: FirewallRuleCollection | undefined,
  rule: EditArguments,
): Iterable<readonly Edit[]> {
  const name = attributeOf(draft, address, "name");
  const group = attributeOf(draft, address, "resource_group_name");
  const collections = ruleCollections.filter(({ kind }) => kind === "network");
  const priority = lastPriority(
    collections.map((one) => one.priority),
    denying?.priority,
  );
  const isClassic = policy === undefined && rulesUnknown === undefined;
  if (!isClassic || name === undefined || group === undefined || priority === undefined) {
    return;
  }
  const known = ruleCollections.map((one) => one.name);
  const label = freeAzureName(String(rule.name), known);
  yield [
    newResource(draft, "azurerm_firewall_network_rule_collection", `${localName(address)}_${label}`, {
      name: label,
      azure_firewall_name: name,
      resource_group_name: group,
      priority,
      action: "Allow",
      rule: [rule],
    }),
  ];
}
