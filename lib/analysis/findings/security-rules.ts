import { NetworkSecurityGroup, SecurityRule } from "../model";
import { AddressSet } from "../sets/address-set";
import { portRanges } from "../sets/packet-set";
import { Check } from "./check";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** Rules of security groups, beside each other. */
export const SECURITY_RULE_CHECKS: readonly Check[] = [
  {
    code: "SECURITY_RULE_UNUSED",
    severity: "info",
    what: {
      en: "A rule of a security group decides otherwise than an earlier one that matches all of it: it is never used (W66)",
      ja: "ネットワーク セキュリティ グループの規則が、先に評価されてすべてに一致する別の規則と逆の動作を指定しています。この規則は使われません（W66）",
    },
    source: SOURCES.securityGroups,
    fix: {
      en: "Remove the rule, or put it before the other.",
      ja: "規則を削除するか、もう一方より優先度の数値を小さくしてください。",
    },
    *find({ model }) {
      for (const group of model.networkSecurityGroups) {
        for (const { earlier, later } of shadowed(group)) {
          yield {
            resource: later.origin,
            message: {
              en: `Rule ${quote(later.name)} of ${nameOf(group)} (${later.priority}, ${later.access}) is never used: rule ${quote(earlier.name)} (${earlier.priority}, ${earlier.access}) matches all of it before.`,
              ja: `${nameOf(group)} の規則 ${quote(later.name)}（${later.priority}、${later.access}）は使われません。先に評価される規則 ${quote(earlier.name)}（${earlier.priority}、${earlier.access}）が同じ通信すべてに一致します。`,
            },
            fix: {
              en: `Give ${quote(later.name)} a priority below ${earlier.priority} if it is meant to decide, or remove it.`,
              ja: `${quote(later.name)} を有効にするなら優先度を ${earlier.priority} より小さくし、不要なら削除してください。`,
            },
          };
        }
      }
    },
  },
];

/** Each rule that surely is behind one that decides otherwise. */
function* shadowed({ rules }: NetworkSecurityGroup): Iterable<{
  readonly earlier: SecurityRule;
  readonly later: SecurityRule;
}> {
  // What apply or a condition decides may not be there, or match less; the model says 0 for an unknown priority.
  const known = rules.filter(
    ({ perhaps, priority, unknown }) => perhaps === undefined && unknown === undefined && priority > 0,
  );
  const ordered = [...known].sort((a, b) => a.priority - b.priority);
  const general: SecurityRule[] = [];
  for (const later of ordered) {
    const earlier = general.find((one) => one.priority < later.priority && coversRule(one, later));
    if (earlier === undefined) {
      general.push(later);
    } else if (earlier.access !== later.access) {
      // One that says the same again does no harm.
      yield { earlier, later };
    }
  }
}

function coversRule(one: SecurityRule, other: SecurityRule): boolean {
  return (
    one.direction === other.direction &&
    [ANY, other.protocol.toLowerCase()].includes(one.protocol.toLowerCase()) &&
    coversPorts(one.sourcePorts, other.sourcePorts) &&
    coversPorts(one.destinationPorts, other.destinationPorts) &&
    coversEnd(one.sources, other.sources, other.sourceApplicationSecurityGroups) &&
    coversEnd(one.destinations, other.destinations, other.destinationApplicationSecurityGroups)
  );
}

const ANY = "*";

function coversPorts(ports: readonly string[], others: readonly string[]): boolean {
  const ranges = portRanges(ports);
  return (
    others.length > 0 &&
    portRanges(others).every(([first, last]) => ranges.some(([from, to]) => from <= first && last <= to))
  );
}

/** Prefixes by their addresses, tags and IPv6 by their text, application security groups by "any" alone. */
function coversEnd(
  ends: readonly string[],
  others: readonly string[],
  otherGroups: readonly string[],
): boolean {
  if (ends.includes(ANY)) {
    return others.length + otherGroups.length > 0;
  }
  const [space, texts] = [AddressSet.of(ends), ends.map((text) => text.toLowerCase())];
  return (
    otherGroups.length === 0 &&
    others.length > 0 &&
    others.every((other) => {
      const part = AddressSet.of([other]);
      const isPrefix = other !== ANY && part.ranges.length > 0;
      return isPrefix ? space.containsAll(part) : texts.includes(other.toLowerCase());
    })
  );
}

/** Whether some of what a rule matches is known only after apply. */
export function isVague(rule: SecurityRule): boolean {
  return rule.unknown !== undefined || rule.sources.length === 0 || rule.destinations.length === 0;
}
