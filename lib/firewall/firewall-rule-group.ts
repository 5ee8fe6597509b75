import { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group";
import { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { FIREWALL_RULE_NAME, NAME_RULES } from "../azure/names";
import { nameProblem, quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { checked, checkedNamed } from "../core/input-check";
import { late, waitFor } from "../core/late";
import { checkName } from "../core/name-check";
import { ArticleNaming, INamingStrategy, ResourceKind } from "../core/naming";
import { reference } from "../core/references";
import { FirewallRule, FirewallRuleKind } from "./firewall-rule";
import { IFirewallNetwork } from "./i-firewall-network";
import { IFirewallPolicy } from "./i-firewall-policy";
import { groupsOfPolicy } from "./policy-groups";
import {
  ALLOW_BAND,
  DENY_BAND,
  GROUP_BAND,
  Prioritized,
  priorityOf,
  priorityProblems,
} from "./rule-priorities";
import { RuleSurroundings, WrittenRule } from "./written-rule";

/** What a collection does with what its rules match. */
export enum FirewallAction {
  /** It passes. */
  ALLOW = "Allow",
  /** It is dropped. */
  DENY = "Deny",
}

/** Rules of one kind that do the same. */
export interface FirewallRuleCollectionOptions {
  /**
   * What it does with what its rules match. DNAT rules always let through.
   * @default FirewallAction.ALLOW
   */
  readonly action?: FirewallAction;

  /**
   * Priority in its group, 100 to 65000: the lowest comes first. All network rules of a policy come before all application rules.
   * @default - made of the name, so that it stays; collections that deny come before those that allow
   */
  readonly priority?: number;

  /** Its rules, all network rules, all application rules or all DNAT rules. */
  readonly rules: FirewallRule[];
}

/** A collection of a list: its options and its name. */
export interface NamedFirewallRuleCollectionOptions extends FirewallRuleCollectionOptions {
  /** Name, the only one in its group. */
  readonly name: string;
}

/** What a group of rule collections is made of, apart from its name. */
export interface FirewallRuleGroupOptions {
  /**
   * Priority in its policy, 100 to 65000: the lowest comes first. Groups of a base policy come before all.
   * @default - made of the name, so that it stays: 200 to 999, before what the transit lets through itself (1000)
   */
  readonly priority?: number;

  /**
   * Collections to start with; `addCollection` adds more.
   * @default - none
   */
  readonly collections?: NamedFirewallRuleCollectionOptions[];
}

/** A group of a list: its options and its name. */
export interface NamedFirewallRuleGroupOptions extends FirewallRuleGroupOptions {
  /** What it is for, such as `web`: the naming strategy makes `rcg-web` of it. */
  readonly name: string;
}

/** Props of a {@link FirewallRuleGroup}. */
export interface FirewallRuleGroupProps extends NamedFirewallRuleGroupOptions {
  /** The policy that it is part of. */
  readonly policy: IFirewallPolicy;

  /**
   * The network whose parts the rules name.
   * @default - that of the policy
   */
  readonly network?: IFirewallNetwork;

  /**
   * Chooses the group's name.
   * @default - `rcg-<name>`
   */
  readonly naming?: INamingStrategy;

  /**
   * Provider configuration.
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

interface Collection extends Prioritized {
  readonly kind: FirewallRuleKind;
  readonly options: FirewallRuleCollectionOptions;
}

/**
 * Rules of a firewall's policy (`azurerm_firewall_policy_rule_collection_group`). Groups of one policy are created one after another,
 * before the firewalls of this program that have the policy: Azure changes a policy, and each firewall with it, once at a time.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#order-of-creation
 */
export class FirewallRuleGroup extends Construct {
  /** Name that the program gave. */
  public readonly name: string;

  private readonly props: FirewallRuleGroupProps;
  private readonly collections: Collection[] = [];

  public constructor(scope: Construct, id: string, props: FirewallRuleGroupProps) {
    super(scope, id);
    this.props = checked(this, "FirewallRuleGroupProps", props);
    this.name = props.name;
    const { policy } = props;
    const naming = props.naming ?? new ArticleNaming();
    const groupName = naming.nameOf({ kind: ResourceKind.RULE_COLLECTION_GROUP, subject: props.name });
    checkName(this, NAME_RULES.ruleCollectionGroup, groupName, props.name);
    const priority = props.priority ?? priorityOf(props.name, GROUP_BAND);
    const resource = new FirewallPolicyRuleCollectionGroup(this, "Resource", {
      name: groupName,
      firewallPolicyId: reference(policy, "id", () => policy.firewallPolicyId, this),
      priority,
      provider: props.provider,
    });
    for (const kind of Object.values(FirewallRuleKind)) {
      resource.addOverride(
        `${kind}_rule_collection`,
        late(() => this.written(kind)),
      );
    }
    const groups = groupsOfPolicy(this, policy.firewallPolicyId);
    const earlier = groups.add({
      construct: this,
      name: groupName,
      priority,
      isGiven: props.priority !== undefined,
      hasDnat: () => this.collections.some(({ kind }) => kind === FirewallRuleKind.DNAT),
      ipGroupIds: () => this.rules().flatMap(({ ipGroupIds }) => ipGroupIds),
    });
    waitFor(resource, () => earlier.map(({ construct }) => construct));
    for (const { name, ...options } of props.collections ?? []) {
      this.addCollection(name, options);
    }
    checkAtSynth(this, () => this.problems());
  }

  /** Adds a collection of rules. */
  public addCollection(name: string, options: FirewallRuleCollectionOptions): void {
    checkedNamed(this, "FirewallRuleCollectionOptions", name, options);
    const denies = options.action === FirewallAction.DENY;
    this.collections.push({
      name,
      options,
      kind: options.rules.at(0)?.kind ?? FirewallRuleKind.NETWORK,
      priority: options.priority ?? priorityOf(name, denies ? DENY_BAND : ALLOW_BAND),
      isGiven: options.priority !== undefined,
    });
  }

  private get around(): RuleSurroundings {
    const { policy, network } = this.props;
    return {
      network: network ?? policy.network,
      sku: policy.sku,
      dnsProxy: policy.dnsProxy,
      tlsInspection: policy.tlsInspection,
    };
  }

  private rules(collections: readonly Collection[] = this.collections): WrittenRule[] {
    const { around } = this;
    return collections.flatMap(({ options }) => options.rules.map((rule) => rule._write(around)));
  }

  /** Collections of a kind in Terraform's words, by priority; a rule that nothing can match yet is left out. */
  private written(kind: FirewallRuleKind): object[] | undefined {
    const collections = this.collections
      .filter((collection) => collection.kind === kind)
      .sort((a, b) => a.priority - b.priority)
      .map((collection) => ({
        name: collection.name,
        priority: collection.priority,
        action: kind === FirewallRuleKind.DNAT ? "Dnat" : (collection.options.action ?? FirewallAction.ALLOW),
        rule: this.rules([collection])
          .filter(({ isEmpty }) => !isEmpty)
          .map(({ rule }) => rule),
      }))
      .filter(({ rule }) => rule.length > 0);
    return collections.length > 0 ? collections : undefined;
  }

  private problems(): (string | undefined)[] {
    const { collections } = this;
    return [
      ...priorityProblems("rule collection", collections),
      ...collections.flatMap(({ name, options: { rules, action } }) => {
        const kinds = new Set(rules.map(({ kind }) => kind));
        const names = rules.map((rule) => rule.name.toLowerCase());
        const twice = rules.find((rule, index) => names.indexOf(rule.name.toLowerCase()) < index);
        return [
          nameProblem({ ...FIREWALL_RULE_NAME, what: "rule collection" }, name),
          rules.length === 0 ? `rule collection ${quote(name)} has no rules` : undefined,
          kinds.size > 1
            ? `rule collection ${quote(name)} has ${[...kinds].map((kind) => KIND_WORDS[kind]).join(" and ")} rules; give ` +
              "each kind a collection of its own"
            : undefined,
          kinds.has(FirewallRuleKind.DNAT) && action === FirewallAction.DENY
            ? `rule collection ${quote(name)} has DNAT rules, which deny nothing: leave action out`
            : undefined,
          twice
            ? `two firewall rules of collection ${quote(name)} are named ${quote(twice.name)}; rename one`
            : undefined,
        ];
      }),
      ...new Set(this.rules().flatMap(({ problems }) => problems)),
    ];
  }
}

const KIND_WORDS: { readonly [kind in FirewallRuleKind]: string } = {
  [FirewallRuleKind.NETWORK]: "network",
  [FirewallRuleKind.APPLICATION]: "application",
  [FirewallRuleKind.DNAT]: "DNAT",
};
