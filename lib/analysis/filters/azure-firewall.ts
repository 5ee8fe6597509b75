import { PRIVATE_RANGES } from "../../azure/address-ranges";
import { groupBy } from "../../collections/group-by";
import { Firewall, FirewallPolicy, FirewallRule, FirewallRuleCollection, NetworkModel } from "../model";
import { AddressSet } from "../sets/address-set";
import { ANY_PORT, PacketMatch, PacketSet, portRanges, protocolRanges } from "../sets/packet-set";
import { applyRules, FilterRule } from "./filter-rules";

/** What a firewall makes of packets (R62): deny by default. */
export interface FirewallResult {
  readonly passed: PacketSet;
  readonly denied: PacketSet;
  /** The rule that denied, where one did; the default otherwise. */
  readonly deniedBy?: FilterRule;
  /** It puts its own address as source. */
  readonly translatesSource: boolean;
  /** Whether it does depends on ranges of the firewall's own, beside its policy. */
  readonly rangesDisputed: boolean;
  /** Its rules are not in the configuration: everything is taken to pass. */
  readonly rulesUnknown?: string;
  readonly dependsOn?: FilterRule;
  readonly allowedByName?: readonly FilterRule[];
  /** Known malicious addresses are denied, and public ones are among these. */
  readonly threatIntelligence: boolean;
}

/** DNAT rules, and the base policy that has them: Microsoft's documents differ on whether they are inherited (W127). */
export interface TranslatingCollection extends FirewallRuleCollection {
  readonly base?: FirewallPolicy;
}

/** Azure Firewalls with their policies, rules compiled once. */
export class Firewalls {
  private readonly policies: ReadonlyMap<string, FirewallPolicy>;
  private readonly compiled = new Map<string, readonly FilterRule[]>();

  /** `internet` is what names of public services may stand for. */
  public constructor(
    private readonly model: NetworkModel,
    private readonly internet: AddressSet,
  ) {
    this.policies = new Map(model.firewallPolicies.map((policy) => [policy.address, policy]));
  }

  public apply(firewall: Firewall, packets: PacketSet, destinations: AddressSet): FirewallResult {
    const policies = this.policiesOf(firewall);
    const rulesUnknown =
      firewall.rulesUnknown ?? policies.map((policy) => policy.rulesUnknown).find((text) => text);
    const untranslated = untranslatedRanges(firewall, policies);
    const translates = !untranslated.containsAll(destinations);
    const own = policies.length > 0 ? firewall.privateIpRanges : undefined;
    const rangesDisputed =
      own !== undefined && translates === AddressSet.of(expandRanges(own)).containsAll(destinations);
    const result = applyRules(this.rulesOf(firewall, policies), packets);
    // A policy may make what it inherits stricter, never milder.
    const modes = policies.length > 0 ? policies : [firewall];
    const threatIntelligence =
      modes.some((each) => mayDeny(each.threatIntelligence)) &&
      !(isPrivate(destinations) && packets.split(FROM_PRIVATE).rest.isEmpty);
    if (rulesUnknown !== undefined) {
      // A base policy's rules come first, so that none that is known settles anything.
      return {
        passed: packets,
        denied: PacketSet.NONE,
        translatesSource: translates,
        rangesDisputed,
        threatIntelligence,
        rulesUnknown,
      };
    }
    const byNetworkRule = result.allowedBy.some((rule) => !rule.name.startsWith(APPLICATION));
    return {
      passed: result.passed,
      denied: result.denied.concat(result.continued),
      deniedBy: result.deniedBy,
      translatesSource: translates || (result.allowedBy.length > 0 && !byNetworkRule),
      rangesDisputed: rangesDisputed && byNetworkRule,
      dependsOn: result.dependsOn,
      allowedByName: result.allowedByName,
      threatIntelligence,
    };
  }

  /** What application rules let through of what asks the firewall's explicit proxy; undefined without one. */
  public proxied(firewall: Firewall, packets: PacketSet): { readonly ports: readonly number[] } | undefined {
    const policies = this.policiesOf(firewall);
    const ports = policies.at(-1)?.proxyPorts;
    if (ports === undefined) {
      return undefined;
    }
    const rules = this.rulesOf(firewall, policies).filter(({ name }) => name.startsWith(APPLICATION));
    const isOpen = policies.some(({ rulesUnknown }) => rulesUnknown !== undefined);
    return isOpen || !applyRules(rules, packets).passed.isEmpty ? { ports } : undefined;
  }

  /** DNAT rules in order: the first that matches opens what it translates. */
  public translations(firewall: Firewall): {
    readonly collections: readonly TranslatingCollection[];
    readonly rulesUnknown?: string;
  } {
    const policies = this.policiesOf(firewall);
    const rulesUnknown =
      firewall.rulesUnknown ?? policies.map((policy) => policy.rulesUnknown).find((text) => text);
    const collections = inOrder(policies, firewall).flatMap((each, index) =>
      each
        .filter(({ kind }) => kind === "nat")
        .map((one) => (index < policies.length - 1 ? { ...one, base: policies[index] } : one)),
    );
    return { collections, ...(rulesUnknown !== undefined && { rulesUnknown }) };
  }

  /** What says to which destinations it keeps the source: its policy and what that inherits, without one itself. */
  public decidingRanges(firewall: Firewall): readonly string[] {
    const policies = this.policiesOf(firewall);
    return (policies.length > 0 ? policies : [firewall]).map(({ address }) => address);
  }

  /** Destinations to which its network rules keep the source (R62). */
  public untranslatedBy(firewall: Firewall): AddressSet {
    return untranslatedRanges(firewall, this.policiesOf(firewall));
  }

  /** What any rule of a firewall compares packets with, and what its threat intelligence does. */
  public matchesOf(firewall: Firewall): readonly PacketMatch[] {
    const rules = this.rulesOf(firewall, this.policiesOf(firewall));
    return [FROM_PRIVATE, ...rules.flatMap((rule) => rule.matches)];
  }

  /** Every list of addresses that a rule compares with. */
  public get addressLists(): readonly AddressSet[] {
    const collections = [...this.model.firewalls, ...this.model.firewallPolicies];
    return collections.flatMap((owner) => [
      ...owner.ruleCollections
        .flatMap((collection) => collection.rules)
        .flatMap((rule) => [AddressSet.of(rule.sources), AddressSet.of(rule.destinations)]),
      AddressSet.of(expandRanges(owner.privateIpRanges)),
      ...(mayDeny(owner.threatIntelligence) ? [PRIVATE] : []),
    ]);
  }

  /** The base policy first: its rules come before those of the policy that inherits it. */
  private policiesOf(firewall: Firewall): FirewallPolicy[] {
    const chain: FirewallPolicy[] = [];
    let policy = this.policies.get(firewall.policy ?? "");
    while (policy !== undefined && !chain.includes(policy)) {
      chain.unshift(policy);
      policy = this.policies.get(policy.basePolicy ?? "");
    }
    return chain;
  }

  private rulesOf(firewall: Firewall, policies: readonly FirewallPolicy[]): readonly FilterRule[] {
    let rules = this.compiled.get(firewall.address);
    if (rules === undefined) {
      const ordered = inOrder(policies, firewall);
      // All network rules come before all application rules, whatever their priorities.
      rules = (["network", "application"] as const).flatMap((kind) =>
        ordered.flatMap((collections) =>
          withTies(collections.filter((collection) => collection.kind === kind)).flatMap((collection) =>
            compile(collection, this.internet),
          ),
        ),
      );
      this.compiled.set(firewall.address, rules);
    }
    return rules;
  }
}

/** Azure refuses them beside a policy. */
function classicRules({
  policy,
  rulesUnknown,
  ruleCollections,
}: Firewall): readonly FirewallRuleCollection[] {
  return policy === undefined && rulesUnknown === undefined ? ruleCollections : [];
}

/** Collections of each policy, and at last of the firewall itself, by their priority. */
function inOrder(
  policies: readonly FirewallPolicy[],
  firewall: Firewall,
): readonly (readonly FirewallRuleCollection[])[] {
  return [...policies.map(({ ruleCollections }) => ruleCollections), classicRules(firewall)].map(
    (collections) =>
      [...collections].sort((a, b) => a.groupPriority - b.groupPriority || a.priority - b.priority),
  );
}

interface Ordered extends FirewallRuleCollection {
  /** The group of one that decides otherwise and perhaps comes first. */
  readonly tiedWith?: string;
}

/**
 * Groups of one policy may have one priority, and Azure tells no order of them: what another of them decides otherwise
 * stands before both as well, as what perhaps counts. (https://learn.microsoft.com/answers/questions/2283292)
 */
function withTies(collections: readonly FirewallRuleCollection[]): readonly Ordered[] {
  const levels = groupBy(collections, ({ groupPriority }) => String(groupPriority));
  return [...levels.values()].flatMap((level) => [
    ...level.flatMap((one): Ordered[] => {
      const other = one.groupPriority > 0 && level.find((each) => isTied(one, each));
      return other ? [{ ...one, tiedWith: other.origin }] : [];
    }),
    ...level,
  ]);
}

function isTied(one: FirewallRuleCollection, other: FirewallRuleCollection): boolean {
  return one.origin !== other.origin && one.action !== other.action;
}

const PRIVATE = AddressSet.of(PRIVATE_RANGES);

const FROM_PRIVATE: PacketMatch = {
  sources: PRIVATE,
  destinations: AddressSet.ALL,
  protocols: protocolRanges(["*"]),
  sourcePorts: ANY_PORT,
  destinationPorts: ANY_PORT,
};

function isPrivate(addressed: AddressSet): boolean {
  return PRIVATE.containsAll(addressed);
}

/** `Deny`, or what only apply tells; it is about public addresses, since Microsoft's feed holds no others. */
function mayDeny(mode: string | undefined): boolean {
  return mode !== undefined && (/^deny$/i.test(mode) || mode.includes("${"));
}

/** Marks rules after which the source is always translated. */
const APPLICATION = "application rule ";

function compile(collection: Ordered, internet: AddressSet): FilterRule[] {
  const matches = collection.kind === "application" ? applicationMatches : networkMatches;
  return collection.rules.flatMap((rule): FilterRule[] => {
    const plain: FilterRule = {
      name: `${collection.kind === "application" ? APPLICATION : ""}${collection.name}/${rule.name}`,
      origin: collection.origin,
      action: collection.action === "Allow" ? "allow" : "deny",
      unknown:
        collection.perhaps !== undefined ||
        collection.tiedWith !== undefined ||
        rule.unknown !== undefined ||
        hasNames(rule),
      given: rule.unknown,
      perhaps: collection.perhaps,
      tiedWith: collection.tiedWith,
      byName: rule.unknown === undefined && hasNames(rule),
      names: [
        ...rule.destinationFqdns,
        ...(rule.destinationPublicNames ?? []),
        ...rule.destinations.filter((text) => /^[a-z]/i.test(text)),
      ],
      matches: matches(rule, destinationsOf(rule)),
    };
    return namesPublicServices(rule)
      ? [plain, { ...plain, unknown: true, byName: true, matches: matches(rule, internet) }]
      : [plain];
  });
}

/** Service tags, FQDN tags and web categories: which addresses they are, only Microsoft tells. */
function namesPublicServices({ destinations, destinationPublicNames = [] }: FirewallRule): boolean {
  return destinationPublicNames.length > 0 || destinations.some((text) => /^[a-z]/i.test(text));
}

function networkMatches(rule: FirewallRule, destinations: AddressSet): PacketMatch[] {
  const base = { sources: AddressSet.of(rule.sources), destinations, sourcePorts: ANY_PORT };
  const withPorts = rule.protocols.filter((protocol) => !/^icmp$/i.test(protocol));
  const matches: PacketMatch[] = [];
  if (withPorts.length > 0) {
    matches.push({
      ...base,
      protocols: protocolRanges(withPorts),
      destinationPorts: portRanges(rule.destinationPorts),
    });
  }
  if (withPorts.length < rule.protocols.length) {
    matches.push({ ...base, protocols: protocolRanges(["icmp"]), destinationPorts: ANY_PORT });
  }
  return matches;
}

/** HTTP, HTTPS and MSSQL on their ports. */
function applicationMatches(rule: FirewallRule, destinations: AddressSet): PacketMatch[] {
  const ports = rule.protocols.map((protocol) => protocol.split(":")[1]).filter((port) => port !== undefined);
  return [
    {
      sources: AddressSet.of(rule.sources),
      destinations,
      protocols: protocolRanges(["tcp"]),
      sourcePorts: ANY_PORT,
      destinationPorts: portRanges(ports),
    },
  ];
}

/** Names that may stand for any address, since only DNS knows; `*` does. */
function hasNames(rule: FirewallRule): boolean {
  return rule.destinationFqdns.length > 0 && !rule.destinationFqdns.includes("*");
}

function destinationsOf(rule: FirewallRule): AddressSet {
  return rule.destinationFqdns.length > 0 && rule.destinations.length === 0
    ? AddressSet.ALL
    : AddressSet.of(rule.destinations);
}

/** Destinations to which network rules keep the source (R62): a policy's ranges count, without one the firewall's. */
function untranslatedRanges(firewall: Firewall, policies: readonly FirewallPolicy[]): AddressSet {
  const owners = policies.length > 0 ? policies : [firewall];
  const own = [...owners].reverse().find(({ privateIpRanges }) => privateIpRanges !== undefined);
  return AddressSet.of(expandRanges(own?.privateIpRanges));
}

function expandRanges(ranges: readonly string[] | undefined): readonly string[] {
  if (ranges === undefined || ranges.length === 0) {
    return PRIVATE_RANGES;
  }
  return ranges.flatMap((range) => (/^ianaprivateranges$/i.test(range) ? PRIVATE_RANGES : [range]));
}
