import { SECURITY_RULE_PRIORITIES } from "../../../azure/priorities";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, FirewallRuleCollection, NetworkSecurityGroup, SecurityRule } from "../../model";
import { Candidate } from "../candidate";
import { ruleBefore } from "../writing/firewall-order";
import { priorityOf, writtenRule } from "../writing/security-group";
import { FindingCure, FindingDraft } from "./finding-cure";

const { first: FIRST, last: LAST } = SECURITY_RULE_PRIORITIES;

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
  for (const { group, rule } of ownRules(draft)) {
    const written = writtenRule(draft, group, rule);
    const edits = (["destination", "source"] as const).flatMap((end): Edit[] => {
      const [text = "", ...more] = end === "source" ? rule.sourcePorts : rule.destinationPorts;
      const ports = text.split(/[\s,;]+/).filter((port) => port !== "");
      const isList =
        more.length === 0 && ports.length > 1 && ports.every((port) => /^\d+(-\d+)?$/.test(port));
      return isList && written !== undefined
        ? [written.set(`${end}_port_range`, null), written.set(`${end}_port_ranges`, ports)]
        : [];
    });
    if (edits.length > 0) {
      yield { edits, what: REPAIR_STEPS.PORTS_APART({ rule: rule.name }) };
    }
  }
}

/** Several addresses in one text are a list, and what stands for many of them stands alone. */
export function* addressesApart(draft: FindingDraft): Iterable<Candidate> {
  const { about: { parts: names = [] } = {} } = draft.finding;
  for (const { group, rule } of ownRules(draft).filter((one) => names.includes(one.rule.name))) {
    const written = writtenRule(draft, group, rule);
    const edits = (["destination", "source"] as const).flatMap((end): Edit[] => {
      const [one, list] = [`${end}_address_prefix`, `${end}_address_prefixes`];
      const isList = written?.has(list) === true;
      const texts = end === "source" ? rule.sources : rule.destinations;
      const parts = isList ? texts : (texts[0] ?? "").split(/[\s,;]+/).filter((text) => text !== "");
      const alone = isList ? (texts.find((text) => text === "*") ?? texts[0]) : undefined;
      const isAlone =
        alone !== undefined && (alone === "*" || (texts.length === 1 && /^[a-z]+$/i.test(alone)));
      const isSeveral =
        !isList && parts.length > 1 && parts.every((text) => /^[\da-f.:]+(\/\d+)?$/i.test(text));
      return written !== undefined && isAlone
        ? [written.set(list, null), written.set(one, alone)]
        : written !== undefined && isSeveral
          ? [written.set(one, null), written.set(list, parts)]
          : [];
    });
    if (edits.length > 0) {
      yield { edits, what: REPAIR_STEPS.ADDRESSES_APART({ rule: rule.name }) };
    }
  }
}

/** A rule that the finding names is taken out. */
export function* withoutSecurityRule(draft: FindingDraft): Iterable<Candidate> {
  const { about: { parts: names = [] } = {} } = draft.finding;
  for (const { group, rule } of ownRules(draft).filter((one) => names.includes(one.rule.name))) {
    const written = writtenRule(draft, group, rule);
    if (written !== undefined) {
      const { address, block } = written;
      yield {
        edits: [{ op: "remove", address, ...(block !== undefined && { block }) }],
        what: REPAIR_STEPS.TAKEN_OUT({ resource: rule.name }),
        caution: REPAIR_CAUTIONS.RULE_WRITTEN({ rule: rule.name }),
      };
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
export function ownRules({ context, finding }: FindingDraft) {
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
