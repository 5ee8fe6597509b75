import { PacketMatch, PacketSet } from "../sets/packet-set";

/** A rule of an ordered filter: of an NSG, of admin rules, of a firewall. */
export interface FilterRule {
  readonly name: string;
  /** Terraform address where it is configured. */
  readonly origin: string;
  /** `continue` hands the packet to the next filter. */
  readonly action: "allow" | "deny" | "continue";
  readonly matches: readonly PacketMatch[];
  /** Part of its match is known only after apply. */
  readonly unknown: boolean;
  /** It matches by names (FQDNs, URLs), of which no input tells the addresses: then it's unknown as well. */
  readonly byName?: boolean;
}

/** What a filter makes of a set of packets (D2). */
export interface FilterResult {
  readonly passed: PacketSet;
  readonly denied: PacketSet;
  /** What no rule matched, or what a rule handed on. */
  readonly continued: PacketSet;
  /** The first rule that denied something. */
  readonly deniedBy?: FilterRule;
  readonly allowedBy: readonly FilterRule[];
  /** A rule of unknown match on which the answer depends. */
  readonly dependsOn?: FilterRule;
}

/** Applies rules in order; the first match decides. */
export function applyRules(rules: readonly FilterRule[], packets: PacketSet): FilterResult {
  const known = apply(rules, packets, false);
  const unknown = rules.find(
    (rule) => rule.unknown && rule.matches.some((match) => !packets.split(match).matched.isEmpty),
  );
  if (unknown === undefined) {
    return known;
  }
  // The truth lies between "matches nothing" and "matches all it could"; where both agree, it does not matter.
  const widest = apply(rules, packets, true);
  const same =
    known.passed.isEmpty === widest.passed.isEmpty &&
    known.denied.isEmpty === widest.denied.isEmpty &&
    known.continued.isEmpty === widest.continued.isEmpty;
  return same ? known : { ...(known.passed.isEmpty ? widest : known), dependsOn: unknown };
}

function apply(rules: readonly FilterRule[], packets: PacketSet, matchUnknown: boolean): FilterResult {
  let rest = packets;
  let passed = PacketSet.NONE;
  let denied = PacketSet.NONE;
  let continued = PacketSet.NONE;
  let deniedBy: FilterRule | undefined;
  const allowedBy: FilterRule[] = [];
  for (const rule of rules) {
    if (rest.isEmpty) {
      break;
    }
    if (rule.unknown && !matchUnknown) {
      continue;
    }
    for (const match of rule.matches) {
      const split = rest.split(match);
      if (split.matched.isEmpty) {
        continue;
      }
      rest = split.rest;
      if (rule.action === "allow") {
        passed = passed.concat(split.matched);
        allowedBy.push(rule);
      } else if (rule.action === "deny") {
        denied = denied.concat(split.matched);
        deniedBy ??= rule;
      } else {
        continued = continued.concat(split.matched);
      }
    }
  }
  return { passed, denied, continued: continued.concat(rest), deniedBy, allowedBy };
}
