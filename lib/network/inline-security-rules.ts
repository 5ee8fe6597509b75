import { BASTION_TARGET_PORTS } from "../azure/bastion-rules";
import { NAME_RULES } from "../azure/names";
import { SECURITY_RULE_PRIORITIES } from "../azure/priorities";
import { Ipv4Prefix } from "../cidr";
import { nameProblem, quote } from "../core/azure-names";
import { serviceTagProblem } from "../core/service-tags";
import { knownPrefix, prefixProblem } from "./addressing";
import {
  AllowedTraffic,
  NetworkPrefixes,
  SecurityGroup,
  SecurityProtocol,
  TrafficSource,
} from "./security-rules";

/** A rule as a security group has it. */
export interface InlineRule {
  /** Its name in the group. */
  readonly name: string;
  /** Seen from the subnet. */
  readonly direction: "Inbound" | "Outbound";
  /** 100 to 4096; the lowest that matches counts. */
  readonly priority: number;
  /** Whether what matches passes. */
  readonly access: "Allow" | "Deny";
  /** Protocol. */
  readonly protocol: SecurityProtocol;
  /** Prefixes, or one service tag, or `*`. */
  readonly sources: readonly string[];
  /** The same. */
  readonly destinations: readonly string[];
  /** Ports of the destination. */
  readonly ports: readonly string[];
}

const { first: FIRST_PRIORITY, last: LAST_PRIORITY } = SECURITY_RULE_PRIORITIES;
const STEP = 10;
const ANY = ["*"];
const ANYTHING = {
  direction: "Inbound",
  access: "Allow",
  protocol: SecurityProtocol.ANY,
  sources: ANY,
  destinations: ANY,
  ports: ANY,
} as const;

/** The rules of a group in a network. Those whose sources are empty there are left out. */
export function rulesOf({ allowed }: SecurityGroup, network: NetworkPrefixes): InlineRule[] {
  const bastion: AllowedTraffic = {
    name: "AllowBastionInBound",
    from: [TrafficSource.bastion()],
    ports: [...BASTION_TARGET_PORTS],
  };
  const everywhere = withoutCovered(TrafficSource.network()._prefixesIn(network));
  const outbound = { ...ANYTHING, name: "AllowNetworkOutBound", direction: "Outbound" } as const;
  return [
    ...[...allowed, bastion]
      .flatMap((each) => allowRules(each, network))
      .map((rule, index) => ({ ...rule, priority: FIRST_PRIORITY + STEP * index })),
    {
      ...ANYTHING,
      name: "AllowAzureLoadBalancerInBound",
      priority: LAST_PRIORITY - 1,
      sources: ["AzureLoadBalancer"],
    },
    { ...ANYTHING, name: "DenyAllInBound", priority: LAST_PRIORITY, access: "Deny" },
    ...(everywhere.length > 0 ? [{ ...outbound, priority: FIRST_PRIORITY, destinations: everywhere }] : []),
  ];
}

/** One rule for all prefixes, and one for each service tag, since Azure takes no mixture. */
function allowRules(
  { name, from, protocol = SecurityProtocol.TCP, ports }: AllowedTraffic,
  network: NetworkPrefixes,
): Omit<InlineRule, "priority">[] {
  const prefixes = withoutCovered(from.flatMap((source) => source._prefixesIn(network)));
  const common = { direction: "Inbound", access: "Allow", protocol, destinations: ANY } as const;
  const parts = [
    ...(prefixes.length > 0 ? [{ name, sources: prefixes }] : []),
    ...from.flatMap(({ tag }) => (tag === undefined ? [] : [{ name: `${name}-${tag}`, sources: [tag] }])),
  ];
  const all = parts.length === 1 ? [{ ...parts[0], name }] : parts;
  return all.map((part) => ({ ...common, ...part, ports: ports ?? ANY }));
}

/** Azure takes no two prefixes in a rule of which one is in the other. */
function withoutCovered(prefixes: readonly string[]): string[] {
  const known = [...new Set(prefixes)].map((text) => ({ text, prefix: knownPrefix(text) }));
  return known
    .filter(
      ({ prefix }, index) =>
        prefix === undefined || !known.some((other, at) => at !== index && isCovered(prefix, other.prefix)),
    )
    .map(({ text }) => text);
}

function isCovered(inner: Ipv4Prefix, outer: Ipv4Prefix | undefined): boolean {
  return outer !== undefined && outer.contains(inner);
}

/** What is wrong with the rules whatever the network. */
export function ruleProblems({ allowed }: SecurityGroup): (string | undefined)[] {
  const names = allowed.map(({ name }) => name.toLowerCase());
  return allowed.flatMap(({ name, from, protocol, ports }, index) => [
    nameProblem(NAME_RULES.securityRule, name),
    names.indexOf(name.toLowerCase()) < index
      ? `the security group has two rules named ${quote(name)}; rename one`
      : undefined,
    from.length === 0 ? `the rule ${quote(name)} lets nobody in: give from at least one source` : undefined,
    ports?.length === 0
      ? `the rule ${quote(name)} has an empty list of ports, and Azure takes at least one: leave ports out for all of them`
      : undefined,
    ports && ports.length > 1 && ports.includes("*")
      ? `the rule ${quote(name)} lists "*" beside other ports, which Azure refuses: leave ports out for all of them`
      : undefined,
    protocol === SecurityProtocol.ICMP && ports && ports.length > 0
      ? `the rule ${quote(name)} is for ICMP, which has no ports; leave ports out`
      : undefined,
    ...(ports ?? [])
      .filter((port) => !isPort(port))
      .map(
        (port) =>
          `${quote(port)} of the rule ${quote(name)} is no port; write one like "443", a range like "8000-8010", or "*"`,
      ),
    ...from.flatMap((source) =>
      source._prefixesIn({}).map((text) => prefixProblem(`a source of rule ${quote(name)}`, text)),
    ),
    ...from.map(({ tag }) =>
      tag === undefined ? undefined : serviceTagProblem(`the rule ${quote(name)}`, tag),
    ),
  ]);
}

/** Whether a text is a port, a range of ports or "*". */
export function isPort(text: string): boolean {
  const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  return (
    text === "*" ||
    (first !== undefined && Number(first) <= Number(last ?? first) && Number(last ?? first) <= 65535)
  );
}

/** The rule as a block of Terraform JSON, which must have every argument of an inline rule, be it null. */
export function inlineRule(rule: InlineRule): object {
  return {
    access: rule.access,
    description: null,
    ...end("destination_address", rule.destinations),
    destination_application_security_group_ids: null,
    ...portEnd("destination_port", rule.ports),
    direction: rule.direction,
    name: rule.name,
    priority: rule.priority,
    protocol: rule.protocol,
    ...end("source_address", rule.sources),
    source_application_security_group_ids: null,
    ...portEnd("source_port", ANY),
  };
}

/** A single prefix or tag has another argument than several. */
function end(name: string, values: readonly string[]): object {
  const [first] = values;
  return {
    [`${name}_prefix`]: values.length === 1 ? first : null,
    [`${name}_prefixes`]: values.length === 1 ? null : values,
  };
}

function portEnd(name: string, values: readonly string[]): object {
  const [first] = values;
  return {
    [`${name}_range`]: values.length === 1 ? first : null,
    [`${name}_ranges`]: values.length === 1 ? null : values,
  };
}
