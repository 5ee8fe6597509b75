import { UnknownArgument } from "../model";
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
  /** What stands in the place of that. */
  readonly given?: string;
  /** What would settle whether the rule is there at all: then it's unknown as well. */
  readonly perhaps?: UnknownArgument;
  /** It matches by names (FQDNs, URLs, service tags), of which no input tells the addresses: then it's unknown as well. */
  readonly byName?: boolean;
  /** Which names those are. */
  readonly names?: readonly string[];
  /** Where a rule stands that decides otherwise and perhaps comes first: Azure tells no order of the two. */
  readonly tiedWith?: string;
}

/** What a filter makes of a set of packets (D2). Where it depends on a rule, each set is the most that it may be. */
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
  /** Rules that allow by name, where the answer depends on names. */
  readonly allowedByName: readonly FilterRule[];
}

/** Applies rules in order; the first match decides. */
export function applyRules(rules: readonly FilterRule[], packets: PacketSet): FilterResult {
  const sure = { allow: PacketSet.NONE, deny: PacketSet.NONE, continue: PacketSet.NONE };
  const open: { readonly rule: FilterRule; readonly matched: PacketSet }[] = [];
  const allowedBy: FilterRule[] = [];
  let rest = packets;
  let deniedBy: FilterRule | undefined;
  for (const rule of rules) {
    if (rest.isEmpty) {
      break;
    }
    for (const match of rule.matches) {
      const split = rest.split(match);
      if (split.matched.isEmpty) {
        continue;
      }
      if (rule.action === "allow") {
        allowedBy.push(rule);
      }
      if (rule.unknown) {
        open.push({ rule, matched: split.matched });
        continue;
      }
      rest = split.rest;
      sure[rule.action] = sure[rule.action].concat(split.matched);
      if (rule.action === "deny") {
        deniedBy ??= rule;
      }
    }
  }
  sure.continue = sure.continue.concat(rest);
  // A rule that may or may not match counts only where something else would be decided without it.
  const decisive = open.filter(({ rule, matched }) =>
    [
      ...ACTIONS.filter((action) => action !== rule.action).map((action) => sure[action]),
      ...open.filter((other) => other.rule.action !== rule.action).map((other) => other.matched),
    ].some((otherwise) => otherwise.intersects(matched)),
  );
  const most = (action: FilterRule["action"]): PacketSet =>
    decisive
      .filter(({ rule }) => rule.action === action)
      .reduce((all, { matched }) => all.union(matched), sure[action]);
  return {
    passed: most("allow"),
    denied: most("deny"),
    continued: most("continue"),
    deniedBy,
    allowedBy,
    dependsOn: decisive[0]?.rule,
    allowedByName: decisive
      .filter(({ rule }) => rule.byName === true && rule.action === "allow")
      .map(({ rule }) => rule),
  };
}

const ACTIONS = ["allow", "deny", "continue"] as const;
