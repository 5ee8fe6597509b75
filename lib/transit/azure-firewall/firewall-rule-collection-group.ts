import { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group";
import { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { NAME_RULES } from "../../azure/names";
import { checkAtSynth } from "../../core/checks";
import { checked } from "../../core/input-check";
import { late, waitFor } from "../../core/late";
import { checkName } from "../../core/name-check";
import { ArticleNaming, INamingStrategy, ResourceKind } from "../../core/naming";
import { FirewallAddresses } from "../../firewall/firewall-addresses";
import { FirewallRule } from "../../firewall/firewall-rule";
import { IFirewallNetwork } from "../../firewall/i-firewall-network";
import { groupsOfPolicy } from "../../firewall/policy-groups";
import { WrittenRule } from "../../firewall/written-rule";
import { ITransitNetwork } from "../i-transit-routing";
import { insidePrefixes, internetRanges, meshOf } from "../private-address-space";
import { TransitRoutes } from "../routes/transit-routes";
import { FirewallNetwork } from "./firewall-network";
import { asFirewallRule, SpokeToSpokeRules } from "./firewall-rules";

/** Props of a {@link TransitRuleCollectionGroup}. */
export interface TransitRuleCollectionGroupProps {
  /** Azure id of the policy that the rules are part of. */
  readonly firewallPolicyId: string;

  /** Whose spokes the rules are about. */
  readonly network: ITransitNetwork;

  /** What is allowed between spokes. */
  readonly rules: SpokeToSpokeRules;

  /**
   * What the rules name: it may have IP groups for spokes.
   * @default - the spokes of the network, by their prefixes
   */
  readonly firewallNetwork?: IFirewallNetwork;

  /**
   * What is routed through the firewall: further destinations, and the Internet, are let through then.
   * @default TransitRoutes.perPrefix()
   */
  readonly routes?: TransitRoutes;

  /**
   * Chooses the group's name.
   * @default - `rcg-spoke-to-spoke`
   */
  readonly naming?: INamingStrategy;

  /**
   * Provider configuration.
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** Priorities leave room for collections of the user's before and between ours. */
const PRIORITY = { group: 1000, spokes: 1000, onPremises: 1100, destinations: 1200, internet: 1300 };

/**
 * Network rules that let spokes talk through a firewall (`azurerm_firewall_policy_rule_collection_group`).
 * Their addresses are those of all spokes at synth.
 */
export class TransitRuleCollectionGroup extends Construct {
  public constructor(scope: Construct, id: string, props: TransitRuleCollectionGroupProps) {
    super(scope, id);
    const { network, rules } = checked(this, "TransitRuleCollectionGroupProps", props);
    const naming = props.naming ?? new ArticleNaming();
    const name = naming.nameOf({ kind: ResourceKind.RULE_COLLECTION_GROUP, subject: "spoke-to-spoke" });
    const resource = new FirewallPolicyRuleCollectionGroup(this, "Resource", {
      name,
      firewallPolicyId: props.firewallPolicyId,
      priority: PRIORITY.group,
      networkRuleCollection: late(() => collections(props)),
      provider: props.provider,
    });
    checkName(this, NAME_RULES.ruleCollectionGroup, name);
    const around = { network: props.firewallNetwork ?? new FirewallNetwork({ network }) };
    const written = (): WrittenRule[] =>
      collectionsOf(props).flatMap(([, , list]) => list.map((rule) => rule._write(around)));
    const groups = groupsOfPolicy(this, props.firewallPolicyId);
    const earlier = groups.add({
      construct: this,
      name,
      priority: PRIORITY.group,
      isGiven: true,
      hasDnat: () => false,
      ipGroupIds: () => written().flatMap(({ ipGroupIds }) => ipGroupIds),
    });
    // E2: a policy takes one change at a time.
    waitFor(resource, () => earlier.map(({ construct }) => construct));
    checkAtSynth(this, () => [
      ...rules._problems(),
      ...rules.rules.flatMap((rule) => asFirewallRule(rule)._write(around).problems),
    ]);
  }
}

/** The collections of the group: name, priority and rules. */
function collectionsOf(props: TransitRuleCollectionGroupProps): [string, number, FirewallRule[]][] {
  const { network, rules, routes = TransitRoutes.perPrefix() } = props;
  const spokes = FirewallAddresses.spokes();
  const sites = rules.allowsEverything
    ? [...new Set(meshOf(network).flatMap(({ hub }) => hub.onPremisesPrefixes))]
    : [];
  const listed = rules.allowsEverything ? routes.destinations : [];
  // Not "*": that would let spokes reach each other whatever the rules between them say.
  const internet = routes.translatesInternet ? internetRanges(insidePrefixes(network)) : [];
  const allow = (name: string, from: FirewallAddresses, to: FirewallAddresses): FirewallRule =>
    FirewallRule.network({ name, from: [from], to: [to] });
  const [onPremises, destinations, outside] = [sites, listed, internet].map((prefixes) =>
    FirewallAddresses.prefixes(prefixes),
  );
  return [
    ["spoke-to-spoke", PRIORITY.spokes, rules.rules.map(asFirewallRule)],
    [
      "on-premises",
      PRIORITY.onPremises,
      [allow("to-on-premises", spokes, onPremises), allow("from-on-premises", onPremises, spokes)],
    ],
    ["destinations", PRIORITY.destinations, [allow("to-destinations", spokes, destinations)]],
    ["internet", PRIORITY.internet, [allow("to-internet", spokes, outside)]],
  ];
}

/** The collections in Terraform's words, without rules that would allow nothing; none if no rule is left. */
function collections(props: TransitRuleCollectionGroupProps): object[] {
  const network = props.firewallNetwork ?? new FirewallNetwork({ network: props.network });
  return collectionsOf(props).flatMap(([name, priority, list]) => {
    const rule = list
      .map((each) => each._write({ network }))
      .filter(({ isEmpty }) => !isEmpty)
      .map((written) => written.rule);
    return rule.length > 0 ? [{ name, priority, action: "Allow", rule }] : [];
  });
}
