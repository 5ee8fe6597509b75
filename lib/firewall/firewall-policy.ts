import { FirewallPolicy as AzurermFirewallPolicy } from "@cdktf/provider-azurerm/lib/firewall-policy";
import { Construct } from "constructs";
import { PRIVATE_RANGES } from "../azure/address-ranges";
import { NAME_RULES } from "../azure/names";
import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked, checkedNamed } from "../core/input-check";
import { late, waitFor } from "../core/late";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, PlacementProps } from "../core/placement";
import { standsFor } from "../core/references";
import { otherRegionProblem } from "../core/same-region";
import { FirewallPolicyOptions, policyArguments, policyProblems } from "./firewall-policy-options";
import { FirewallRuleGroup, FirewallRuleGroupOptions } from "./firewall-rule-group";
import { FirewallSku } from "./firewall-sku";
import { IFirewallNetwork } from "./i-firewall-network";
import { IFirewallPolicy } from "./i-firewall-policy";
import { groupsOfPolicy } from "./policy-groups";

/** What is known of a policy that exists already. */
export interface FirewallPolicyAttributes {
  /** Azure resource id. */
  readonly firewallPolicyId: string;

  /**
   * Its tier.
   * @default - not known, and not checked
   */
  readonly sku?: FirewallSku;

  /**
   * Whether it answers DNS for its firewalls' clients.
   * @default - not known, and not checked
   */
  readonly dnsProxy?: boolean;
}

/** Props of a {@link FirewallPolicy}. */
export interface FirewallPolicyProps extends FirewallPolicyOptions, PlacementProps {
  /** What it is for, such as `hub01`: the naming strategy makes `afwp-hub01` of it. */
  readonly name: string;

  /**
   * Tier: no higher than its firewalls'.
   * @default FirewallSku.STANDARD
   */
  readonly sku?: FirewallSku;

  /**
   * The network whose parts its rules name.
   * @default - rules name prefixes, IP groups and tags alone
   */
  readonly network?: IFirewallNetwork;
}

/**
 * A policy of firewalls (`azurerm_firewall_policy`): what they let through, and how they look at it. It denies everything until it
 * is given rules.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r62
 */
export class FirewallPolicy extends Construct implements IFirewallPolicy {
  /** Uses a policy that exists already; nothing is created. */
  public static fromFirewallPolicyAttributes(
    scope: Construct,
    id: string,
    attrs: FirewallPolicyAttributes,
  ): IFirewallPolicy {
    checked(`${scope.node.path}/${id}`, "FirewallPolicyAttributes", attrs);
    class Import extends Construct implements IFirewallPolicy {
      public readonly firewallPolicyId = attrs.firewallPolicyId;
      public readonly sku = attrs.sku;
      public readonly dnsProxy = attrs.dnsProxy;
    }
    const imported = new Import(scope, id);
    standsFor(imported, attrs.firewallPolicyId);
    groupsOfPolicy(imported, attrs.firewallPolicyId).sku ??= attrs.sku;
    checkAtSynth(imported, () => [
      azureIdProblem("firewallPolicyId", attrs.firewallPolicyId, AzureIdType.FIREWALL_POLICY),
    ]);
    return imported;
  }

  /** Its tier. */
  public readonly sku?: FirewallSku;

  /** Whether it answers DNS for its firewalls' clients. */
  public readonly dnsProxy?: boolean;

  /** Whether it has a certificate to inspect TLS with. */
  public readonly tlsInspection?: boolean;

  /** The network whose parts its rules name. */
  public readonly network?: IFirewallNetwork;

  private readonly resource: AzurermFirewallPolicy;
  private readonly props: FirewallPolicyProps;

  public constructor(scope: Construct, id: string, props: FirewallPolicyProps) {
    super(scope, id);
    this.props = checked(this, "FirewallPolicyProps", props);
    checkPlacement(this, props);
    const sku = props.sku ?? FirewallSku.STANDARD;
    this.sku = sku;
    // What it has not itself, it has of its base policy, which may not be known.
    this.dnsProxy = props.dnsProxy ? true : props.basePolicy ? props.basePolicy.dnsProxy : false;
    this.tlsInspection = props.tlsInspection
      ? true
      : props.basePolicy
        ? props.basePolicy.tlsInspection
        : false;
    this.network = props.network;
    const name =
      props.policyName ?? namingOf(props).nameOf({ kind: ResourceKind.FIREWALL_POLICY, subject: props.name });
    // "Default" is in no Terraform address: the policy has the one of this construct.
    this.resource = new AzurermFirewallPolicy(this, "Default", {
      name,
      sku,
      ...policyArguments(props),
      ...commonArguments(props),
    });
    this.resource.addOverride(
      "private_ip_ranges",
      late(() => this.untranslatedRanges()),
    );
    const ofPolicy = groupsOfPolicy(this, this.firewallPolicyId);
    ofPolicy.sku = sku;
    ofPolicy.lacksDnsProxy = () => this.dnsProxy === false && !this.hasOwnDns;
    if (props.basePolicy) {
      const groups = groupsOfPolicy(this, props.basePolicy.firewallPolicyId);
      ofPolicy.inherit(groups);
      // A group that is added to the base updates this one.
      waitFor(this.resource, () => groups.all.map(({ construct }) => construct));
    }
    checkName(this, NAME_RULES.firewallPolicy, name, props.name);
    checkAtSynth(this, () => [
      ...policyProblems(props, sku),
      props.basePolicy && otherRegionProblem("the policy", this, "its base policy", props.basePolicy),
    ]);
  }

  /** Azure resource id. */
  public get firewallPolicyId(): string {
    return this.resource.id;
  }

  /** Adds a group of rules and returns it. */
  public addRuleGroup(name: string, options: FirewallRuleGroupOptions): FirewallRuleGroup {
    checkedNamed(this, "FirewallRuleGroupOptions", name, options);
    const { naming, provider } = this.props;
    return new FirewallRuleGroup(this, childId(this, "RuleGroup", name), {
      ...options,
      name,
      policy: this,
      naming: naming && namingOf(this.props),
      provider,
    });
  }

  /**
   * Prefixes that look public and are inside.
   * @internal
   */
  protected get _unusualPrefixes(): string[] {
    return [];
  }

  /**
   * Names the DNS servers that the policy asks, known at synth only.
   * @internal
   */
  protected _askForDns(servers: () => string[] | undefined): void {
    this.resource.addOverride("dns.servers", late(servers));
  }

  /** Whether the program has written what its resource says of DNS itself. */
  private get hasOwnDns(): boolean {
    const { dnsInput, rawOverrides } = this.resource as unknown as DnsOfResource;
    return dnsInput !== undefined || "dns" in rawOverrides;
  }

  private untranslatedRanges(): string[] | undefined {
    const unusual = this._unusualPrefixes;
    const { privateRanges } = this.props;
    return privateRanges || unusual.length > 0
      ? [...new Set([...(privateRanges ?? PRIVATE_RANGES), ...unusual])]
      : undefined;
  }
}

/** What the bindings and the core keep of a policy's DNS. */
interface DnsOfResource {
  readonly dnsInput?: unknown;
  readonly rawOverrides: object;
}
