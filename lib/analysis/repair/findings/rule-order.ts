import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, FirewallRuleCollection, NetworkSecurityGroup, SecurityRule } from "../../model";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { ruleBefore } from "../writing/firewall-order";
import { indexOfBlock } from "../writing/inline-blocks";
import { argumentOf, editable } from "../writing/references";
import { priorityOf } from "../writing/security-group";
import { FindingCure, FindingDraft } from "./finding-cure";

const [FIRST, LAST] = [100, 4096];

/** Of two rules with one priority either moves to the next that is free: which comes first is said. */
export function* distinctRulePriorities(draft: FindingDraft): Iterable<Candidate> {
  for (const { group, rule } of ownRules(draft)) {
    const same = group.rules.filter(
      (one) => one !== rule && one.direction === rule.direction && one.priority === rule.priority,
    );
    for (const one of same.length === 0 ? [] : [rule, ...same]) {
      yield* moved(
        draft,
        group,
        one,
        one.priority + 1,
        LAST,
        [rule, ...same].find((other) => other !== one),
      );
    }
  }
}

/** A priority that Azure doesn't take: the nearest that it does, among the other rules where it stood. */
export function* priorityWithin(draft: FindingDraft): Iterable<Candidate> {
  for (const { group, rule } of ownRules(draft)) {
    const others = group.rules
      .filter((one) => one !== rule && one.direction === rule.direction)
      .map(({ priority }) => priority);
    if (rule.priority > LAST) {
      const before = others.filter((one) => one <= LAST);
      yield* moved(draft, group, rule, Math.max(FIRST, ...before) + (before.length > 0 ? 1 : 0), LAST);
    } else if (rule.priority < FIRST) {
      const after = Math.min(LAST + 1, ...others.filter((one) => one > rule.priority));
      yield* moved(draft, group, rule, FIRST, after - 1);
    }
  }
}

/** `80,443` is two ports, which have an argument of their own. */
export function* portsApart(draft: FindingDraft): Iterable<Candidate> {
  for (const { rule } of ownRules(draft)) {
    const address = editable(draft, rule.origin);
    const blocks = argumentOf(draft, rule.origin, "security_rule");
    const index = indexOfBlock(blocks, rule.name);
    const at = index < 0 ? "" : `security_rule[${index}].`;
    const edits = (["destination", "source"] as const).flatMap((end): Edit[] => {
      const [written, ...more] = end === "source" ? rule.sourcePorts : rule.destinationPorts;
      const ports = (written ?? "").split(/[\s,;]+/).filter((port) => port !== "");
      const isList =
        more.length === 0 && ports.length > 1 && ports.every((port) => /^\d+(-\d+)?$/.test(port));
      return isList && address !== undefined
        ? [toSet(address, `${at}${end}_port_range`, null), toSet(address, `${at}${end}_port_ranges`, ports)]
        : [];
    });
    if (edits.length > 0) {
      yield { edits, what: REPAIR_STEPS.PORTS_APART({ rule: rule.name }) };
    }
  }
}

function* moved(
  draft: FindingDraft,
  group: NetworkSecurityGroup,
  rule: SecurityRule,
  from: number,
  to: number,
  behind?: SecurityRule,
): Iterable<Candidate> {
  const taken = new Set(
    group.rules.filter((one) => one.direction === rule.direction).map(({ priority }) => priority),
  );
  let value = from;
  while (taken.has(value)) {
    value++;
  }
  const edit = value > to ? undefined : priorityOf(draft, group, rule, value);
  if (edit !== undefined) {
    yield {
      edits: [edit],
      what: REPAIR_STEPS.SETTING({ resource: rule.name, written: `priority = ${value}` }),
      ...(behind !== undefined &&
        behind.access !== rule.access && {
          caution: REPAIR_CAUTIONS.COMES_FIRST({ first: behind.name, second: rule.name }),
        }),
    };
  }
}

/** Rules that the finding's resource writes, with their group. */
function ownRules({ context, finding }: FindingDraft) {
  const { networkSecurityGroups } = context.network.model;
  return networkSecurityGroups.flatMap((group) =>
    group.rules
      .filter(({ origin }) => origin === finding.resource || group.address === finding.resource)
      .map((rule) => ({ group, rule })),
  );
}

/** A firewall's rule that an earlier one leaves nothing comes before that one. */
export const ruleFirst: FindingCure = function* (draft) {
  const { resource = "", about: { rule } = {} } = draft.finding;
  const { firewallPolicies } = draft.context.network.model;
  const all = firewallPolicies.find(({ ruleCollections }) =>
    ruleCollections.some(({ origin }) => origin === resource),
  )?.ruleCollections;
  const named = (origin: string, name: string): FirewallRuleCollection | undefined =>
    all?.find((one) => one.origin === origin && one.name === name);
  const later = rule && named(resource, rule.collection);
  const earlier = rule?.by && named(rule.by.origin, rule.by.collection);
  const edits =
    later &&
    earlier &&
    ruleBefore(draft, { collection: later, rule }, { collection: earlier, rule: rule.by! }, all!);
  if (edits !== undefined) {
    const [first, second] = [rule!, rule!.by!].map(({ collection, name }) => `${collection}/${name}`);
    yield {
      edits,
      what: REPAIR_STEPS.RULE_FIRST({ first, second }),
      caution: REPAIR_CAUTIONS.COMES_FIRST({ first, second }),
    };
  }
};
