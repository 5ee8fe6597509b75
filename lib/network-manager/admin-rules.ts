import { NetworkManagerAdminRule } from "@cdktf/provider-azurerm/lib/network-manager-admin-rule";
import { NetworkManagerAdminRuleCollection } from "@cdktf/provider-azurerm/lib/network-manager-admin-rule-collection";
import { NetworkManagerSecurityAdminConfiguration } from "@cdktf/provider-azurerm/lib/network-manager-security-admin-configuration";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { LIMITS } from "../azure/limits";
import { NAME_RULES } from "../azure/names";
import { ADMIN_RULE_PRIORITIES, isPriority } from "../azure/priorities";
import { isDeferred, isReference, nameProblem, quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked } from "../core/input-check";
import { WarningCode } from "../core/warning-code";
import { warnAtSynth } from "../core/warnings";
import { prefixProblem } from "../network/addressing";
import { isPort } from "../network/inline-security-rules";
import { SecurityProtocol } from "../network/security-rules";
import { ScopeAccess } from "./deployments";
import { GroupRules, GroupRulesSettings } from "./group-rules";
import { NetworkGroup } from "./network-group";

/** What an admin rule does with packets. */
export enum AdminRuleAction {
  /** Drops them; no security group can let them in */
  DENY = "Deny",
  /** Leaves them to security groups */
  ALLOW = "Allow",
  /** Lets them through; no security group can drop them */
  ALWAYS_ALLOW = "AlwaysAllow",
}

/** A rule that comes before security groups. */
export interface AdminRule {
  /** Its name. */
  readonly name: string;

  /** What it does. */
  readonly action: AdminRuleAction;

  /** 1 to 4096, each once: the lowest that matches decides. */
  readonly priority: number;

  /**
   * Whether it is for packets that leave, not for those that arrive.
   * @default false
   */
  readonly outbound?: boolean;

  /**
   * Protocol.
   * @default SecurityProtocol.ANY
   */
  readonly protocol?: SecurityProtocol;

  /**
   * Prefixes in CIDR notation, or service tags.
   * @default - from anywhere
   */
  readonly sources?: string[];

  /**
   * Prefixes in CIDR notation, or service tags.
   * @default - to anywhere
   */
  readonly destinations?: string[];

  /**
   * Ports of the destination, such as `443` or `8000-8010`.
   * @default - all
   */
  readonly ports?: string[];
}

/** Rules for groups of networks. */
export interface AdminRulesOptions {
  /** The groups. */
  readonly groups: NetworkGroup[];

  /** The rules. */
  readonly rules: AdminRule[];
}

/** Rules that suit most organizations. */
export class Guardrails {
  /**
   * Keeps the Internet from ports that attackers try first, such as those of remote desktops, SSH, file shares and databases,
   * whatever security groups say.
   *
   * @param priority of the first of its two rules
   * @see https://learn.microsoft.com/azure/virtual-network-manager/concept-security-admins#protect-high-risk-ports
   */
  public static denyHighRiskPorts(priority: number = 1000): AdminRule[] {
    checked("Guardrails.denyHighRiskPorts", "number", priority, "the priority");
    return [SecurityProtocol.TCP, SecurityProtocol.UDP].map((protocol, index) => ({
      name: `deny-high-risk-ports-${protocol.toLowerCase()}`,
      action: AdminRuleAction.DENY,
      priority: priority + index,
      protocol,
      sources: ["Internet"],
      ports: [...HIGH_RISK_PORTS],
    }));
  }

  private constructor() {}
}

/** "Security admin rules in Azure Virtual Network Manager", protect high-risk ports. */
const HIGH_RISK_PORTS =
  "20 21 22 23 69 111 119 135 161 162 445 512 514 593 873 2049 3389 5800 5900 11211".split(" ");

/** "Limitations of Azure Virtual Network Manager": tags that admin rules don't take. */
const REFUSED_TAGS = ["AzurePlatformDNS", "AzurePlatformIMDS", "AzurePlatformLKM"];

const PROTOCOLS: { readonly [protocol: string]: string } = { [SecurityProtocol.ANY]: "Any" };

interface AdminSettings extends AdminRulesOptions, GroupRulesSettings {}

/** Rules that come before security groups (`azurerm_network_manager_security_admin_configuration`, R68). */
export class AdminConfiguration extends GroupRules {
  public readonly access = ScopeAccess.SECURITY_ADMIN;
  public readonly rules: readonly AdminRule[];

  protected readonly resource: NetworkManagerSecurityAdminConfiguration;
  protected readonly ruleResources: TerraformResource[];

  public constructor(scope: Construct, id: string, settings: AdminSettings) {
    super(scope, id, settings);
    const { name, networkManagerId, provider, groups, rules } = settings;
    this.rules = rules;
    this.resource = new NetworkManagerSecurityAdminConfiguration(this, "Resource", {
      name,
      networkManagerId,
      provider,
    });
    const collection = new NetworkManagerAdminRuleCollection(this, "Collection", {
      name,
      securityAdminConfigurationId: this.configurationId,
      networkGroupIds: groups.map((group) => group.networkGroupId),
      provider,
    });
    this.ruleResources = rules.map(
      (rule) =>
        new NetworkManagerAdminRule(this, childId(this, "Rule", rule.name), {
          ...argumentsOf(rule),
          adminRuleCollectionId: collection.id,
          provider,
        }),
    );
    checkAtSynth(this, () => problemsOf(rules));
  }

  public content(): object {
    return {
      groups: this.groups.map(({ groupName }) => groupName),
      rules: this.rules.map(argumentsOf),
    };
  }
}

/** Warns of more rules and prefixes than a manager takes. */
export function adminRuleLimits(manager: Construct, configurations: readonly AdminConfiguration[]): void {
  warnAtSynth(manager, WarningCode.NETWORK_MANAGER_ADMIN_RULE_LIMIT, () => {
    const rules = configurations.flatMap((configuration) => configuration.rules);
    const prefixes = rules.flatMap(({ sources = [], destinations = [] }) => [...sources, ...destinations]);
    const { adminRulesOfManager: mostRules, prefixesOfAdminRules: mostPrefixes } = LIMITS;
    return rules.length > mostRules.value || prefixes.length > mostPrefixes.value
      ? `the network manager has ${rules.length} admin rules with ${prefixes.length} prefixes; Azure allows ${mostRules.value} and ` +
          `${mostPrefixes.value}: take fewer, with larger prefixes`
      : undefined;
  });
}

function argumentsOf({
  name,
  action,
  priority,
  outbound,
  protocol,
  sources,
  destinations,
  ports,
}: AdminRule) {
  return {
    name,
    action,
    priority,
    direction: outbound ? "Outbound" : "Inbound",
    protocol: PROTOCOLS[protocol ?? SecurityProtocol.ANY] ?? protocol!,
    source: endsOf(sources),
    destination: endsOf(destinations),
    destinationPortRanges: ports,
  };
}

function endsOf(
  texts: readonly string[] | undefined,
): { readonly addressPrefix: string; readonly addressPrefixType: string }[] | undefined {
  return texts?.map((text) => ({
    addressPrefix: text,
    addressPrefixType: isTag(text) ? "ServiceTag" : "IPPrefix",
  }));
}

/** Whether a text is a service tag such as `Internet` or `Storage.WestEurope`. */
export function isTag(text: string): boolean {
  return !isDeferred(text) && /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)?$/.test(text);
}

function problemsOf(rules: readonly AdminRule[]): (string | undefined)[] {
  const priorities = rules.map(({ priority }) => priority);
  return [
    rules.length === 0 ? "there are no rules: give one" : undefined,
    ...rules.flatMap(({ name, priority, protocol, ports = [], sources, destinations }, index) => [
      nameProblem(NAME_RULES.networkManagerPart, name),
      isPriority(priority, ADMIN_RULE_PRIORITIES)
        ? undefined
        : `the rule ${quote(name)} has the priority ${priority}; give one from ${ADMIN_RULE_PRIORITIES.first} to ${ADMIN_RULE_PRIORITIES.last}`,
      priorities.indexOf(priority) < index
        ? `the rules ${quote(rules[priorities.indexOf(priority)].name)} and ${quote(name)} both have the priority ${priority}; give ` +
          "each its own"
        : undefined,
      ports.length > 0 && (protocol === undefined || protocol === SecurityProtocol.ICMP)
        ? `the rule ${quote(name)} has ports and no protocol that has them: give SecurityProtocol.TCP or UDP, or leave ports out`
        : undefined,
      ...ports
        .filter((port) => !isPort(port))
        .map((port) => `${quote(port)} of the rule ${quote(name)} is no port; write one like "443"`),
      sources?.length === 0 || destinations?.length === 0
        ? `the rule ${quote(name)} has an empty list of addresses: leave it out for all`
        : undefined,
      ...[...(sources ?? []), ...(destinations ?? [])].map((text) => addressProblem(name, text)),
    ]),
  ];
}

function addressProblem(rule: string, text: string): string | undefined {
  if (isDeferred(text) || isReference(text) || text === "*") {
    return undefined;
  }
  const refused = REFUSED_TAGS.find((tag) => tag.toLowerCase() === text.toLowerCase());
  if (refused) {
    return `the rule ${quote(rule)} names the service tag ${refused}, which admin rules don't take`;
  }
  return isTag(text) ? undefined : prefixProblem(`an address of the rule ${quote(rule)}`, text);
}
