import { PrivateDnsResolverDnsForwardingRuleset } from "@cdktf/provider-azurerm/lib/private-dns-resolver-dns-forwarding-ruleset";
import { PrivateDnsResolverForwardingRule } from "@cdktf/provider-azurerm/lib/private-dns-resolver-forwarding-rule";
import { PrivateDnsResolverVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-resolver-virtual-network-link";
import { Construct } from "constructs";
import { PLATFORM_ADDRESS } from "../azure/address-ranges";
import { LIMITS } from "../azure/limits";
import { NAME_RULES } from "../azure/names";
import { parseIpv4 } from "../cidr";
import { isDeferred, isReference, quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked, checkedNamed } from "../core/input-check";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, PlacementProps } from "../core/placement";
import { addressOf, reference } from "../core/references";
import { IVirtualNetwork } from "../network/i-virtual-network";
import { contentsOf, isSameNetwork } from "../network/network-contents";
import { domainProblem, keptName } from "./domain-names";

/** Who is asked for a domain. */
export interface ForwardingRuleOptions {
  /** The domain, such as `corp.example.com`; `.` is everything that no other rule has. */
  readonly domain: string;

  /** Addresses of the DNS servers that are asked, up to six. */
  readonly servers: string[];

  /**
   * Port of the servers.
   * @default 53
   */
  readonly port?: number;
}

/** A rule of a list: what it does and its name. */
export interface NamedForwardingRuleOptions extends ForwardingRuleOptions {
  /** Name of the rule: letters, digits, `_` and `-`. */
  readonly name: string;
}

/** What a ruleset is made of, apart from its name. */
export interface ForwardingRulesetOptions {
  /**
   * Rules to start with; `addRule` adds more.
   * @default - none
   */
  readonly rules?: NamedForwardingRuleOptions[];

  /**
   * Azure name.
   * @default - chosen by the naming strategy: `dnsfrs-<name>`
   */
  readonly rulesetName?: string;
}

/** Props of a {@link ForwardingRuleset}. */
export interface ForwardingRulesetProps extends ForwardingRulesetOptions, PlacementProps {
  /** What it is for, such as `corp`. */
  readonly name: string;

  /** Azure ids of the outbound endpoints that ask, one or two of its region. */
  readonly outboundEndpointIds: string[];

  /**
   * The network of the resolver, to refuse a ruleset that would ask in a circle.
   * @default - not checked
   */
  readonly resolverNetwork?: IVirtualNetwork;

  /**
   * Address of the resolver's inbound endpoint, to refuse a ruleset that would ask in a circle.
   * @default - not checked
   */
  readonly resolverAddress?: string;
}

/**
 * Which DNS servers are asked for which domains (`azurerm_private_dns_resolver_dns_forwarding_ruleset`), in networks that are linked
 * with it and ask Azure's own DNS. A network has one ruleset.
 */
export class ForwardingRuleset extends Construct {
  private readonly resource: PrivateDnsResolverDnsForwardingRuleset;
  private readonly props: ForwardingRulesetProps;
  private readonly rules: NamedForwardingRuleOptions[] = [];
  private readonly linked: IVirtualNetwork[] = [];

  public constructor(scope: Construct, id: string, props: ForwardingRulesetProps) {
    super(scope, id);
    this.props = checked(this, "ForwardingRulesetProps", props);
    checkPlacement(this, props);
    const name =
      props.rulesetName ??
      namingOf(props).nameOf({ kind: ResourceKind.FORWARDING_RULESET, subject: props.name });
    checkName(this, NAME_RULES.forwardingRuleset, name, props.name);
    this.resource = new PrivateDnsResolverDnsForwardingRuleset(this, "Resource", {
      name,
      privateDnsResolverOutboundEndpointIds: props.outboundEndpointIds,
      ...commonArguments(props),
    });
    for (const { name: ruleName, ...rule } of props.rules ?? []) {
      this.addRule(ruleName, rule);
    }
    checkAtSynth(this, () => this.problems());
  }

  /** Azure resource id. */
  public get forwardingRulesetId(): string {
    return this.resource.id;
  }

  /** Whether a rule is for everything that no other rule has. */
  public get forwardsEverything(): boolean {
    return this.rules.some(({ domain }) => domain === ".");
  }

  /** Says who is asked for a domain. */
  public addRule(name: string, options: ForwardingRuleOptions): void {
    const { domain, servers, port } = checkedNamed(this, "ForwardingRuleOptions", name, options);
    this.rules.push({ name, ...options });
    new PrivateDnsResolverForwardingRule(this, childId(this, "Rule", name), {
      name,
      dnsForwardingRulesetId: `\${${addressOf(this.resource)}.id}`,
      // azurerm wants the dot at the end that DNS has.
      domainName: keptName(domain.endsWith(".") ? domain : `${domain}.`),
      targetDnsServers: servers.map((ipAddress) => ({ ipAddress, port: port ?? 53 })),
      provider: this.props.provider,
    });
  }

  /** Lets the rules hold in a network. */
  public addLink(name: string, virtualNetwork: IVirtualNetwork): void {
    checked(this, "string", name, "the name");
    checked(this, "IVirtualNetwork", virtualNetwork, "the network");
    checkName(this, { ...NAME_RULES.subnet, what: "link of a forwarding ruleset" }, name);
    this.linked.push(virtualNetwork);
    new PrivateDnsResolverVirtualNetworkLink(this, childId(this, "Link", name), {
      name,
      dnsForwardingRulesetId: `\${${addressOf(this.resource)}.id}`,
      virtualNetworkId: reference(virtualNetwork, "id", () => virtualNetwork.virtualNetworkId, this),
      provider: this.props.provider,
    });
    const { rulesets } = contentsOf(virtualNetwork);
    const [earlier] = rulesets;
    rulesets.push(this);
    checkAtSynth(this, () => [
      earlier
        ? `virtual network ${quote(virtualNetwork.name)} is linked to a ruleset already, ${earlier.node.path}; it takes one: ` +
          "put the rules together"
        : undefined,
    ]);
  }

  private problems(): (string | undefined)[] {
    const { rules } = this;
    const most = LIMITS.rulesOfForwardingRuleset.value;
    const domains = rules.map(({ domain }) => domain.replace(/\.$/, "").toLowerCase());
    const endpoints = this.props.outboundEndpointIds.length;
    const mostEndpoints = LIMITS.endpointsOfForwardingRuleset.value;
    return [
      endpoints >= 1 && endpoints <= mostEndpoints
        ? undefined
        : `outboundEndpointIds lists ${endpoints} endpoints; Azure takes 1 to ${mostEndpoints}`,
      rules.length > most ? `the ruleset has ${rules.length} rules; Azure takes ${most}` : undefined,
      ...rules.flatMap((rule, index) => [
        ...ruleProblems(rule),
        domains.indexOf(domains[index]) < index
          ? `two rules are for the domain ${quote(rule.domain)}; put their servers into one`
          : undefined,
        this.asksInCircle(rule)
          ? `rule ${quote(rule.name)} asks the resolver's own inbound endpoint, and its network is linked to the ruleset: each ` +
            "question would come back; ask another server, or don't link that network"
          : undefined,
      ]),
    ];
  }

  private asksInCircle({ servers }: NamedForwardingRuleOptions): boolean {
    const { resolverNetwork, resolverAddress } = this.props;
    return (
      resolverNetwork !== undefined &&
      this.linked.some((network) => isSameNetwork(network, resolverNetwork)) &&
      servers.some((server) => server === resolverAddress)
    );
  }
}

function ruleProblems({
  name,
  domain,
  servers,
  port = 53,
}: NamedForwardingRuleOptions): (string | undefined)[] {
  const what = `rule ${quote(name)}`;
  return [
    /^[A-Za-z][A-Za-z0-9_-]{0,79}$/.test(name)
      ? undefined
      : `the rule name ${quote(name)} is not allowed; use letters, digits, "_" and "-", starting with a letter`,
    domain === "." ? undefined : domainProblem(`the domain of ${what},`, domain, "corp.example.com"),
    servers.length >= 1 && servers.length <= 6
      ? undefined
      : `${what} has ${servers.length} servers; Azure takes 1 to 6`,
    ...servers
      .filter((server) => !isDeferred(server) && !isReference(server) && parseIpv4(server) === undefined)
      .map((server) => `${what} asks ${quote(server)}, which is no IPv4 address such as "10.0.0.4"`),
    servers.includes(PLATFORM_ADDRESS)
      ? `${what} asks ${PLATFORM_ADDRESS}, Azure's own DNS, which Azure refuses: names without a rule go there anyway, so leave ` +
        "the rule out"
      : undefined,
    Number.isInteger(port) && port >= 1 && port <= 65535
      ? undefined
      : `${what} has the port ${port}; give 1 to 65535`,
  ];
}
