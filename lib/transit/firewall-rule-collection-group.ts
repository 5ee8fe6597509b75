import { FirewallPolicyRuleCollectionGroup } from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group";
import { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { late } from "../core/late";
import { checkName } from "../core/name-check";
import { ArticleNaming, INamingStrategy, ResourceKind } from "../core/naming";
import { isInside } from "../network/addressing";
import { Spoke } from "../topology/spoke";
import { FirewallProtocol, SpokeRule, SpokeToSpokeRules } from "./firewall-rules";
import { ITransitNetwork } from "./i-transit-routing";
import { insidePrefixes, internetRanges, meshOf } from "./private-address-space";
import { TransitRoutes } from "./transit-routes";

/** Props of a {@link TransitRuleCollectionGroup}. */
export interface TransitRuleCollectionGroupProps {
  /** Azure id of the policy that the rules are part of. */
  readonly firewallPolicyId: string;

  /** Whose spokes the rules are about. */
  readonly network: ITransitNetwork;

  /** What is allowed between spokes. */
  readonly rules: SpokeToSpokeRules;

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

/** A rule of the group: who may reach whom. */
interface Allowed {
  readonly name: string;
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly protocols?: readonly FirewallProtocol[];
  readonly ports?: readonly string[];
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
    new FirewallPolicyRuleCollectionGroup(this, "Resource", {
      name,
      firewallPolicyId: props.firewallPolicyId,
      priority: PRIORITY.group,
      networkRuleCollection: late(() => collections(props)),
      provider: props.provider,
    });
    checkName(this, NAME_RULES.ruleCollectionGroup, name);
    checkAtSynth(this, () => rules._problems(spokesOf(network).map((spoke) => spoke.name)));
  }
}

function collections(props: TransitRuleCollectionGroupProps): object[] {
  const { network, rules, routes = TransitRoutes.perPrefix() } = props;
  const spokes = prefixesOf(network);
  const sites = rules.allowsEverything
    ? [...new Set(meshOf(network).flatMap(({ hub }) => hub.onPremisesPrefixes))]
    : [];
  const listed = rules.allowsEverything ? routes.destinations : [];
  return [
    collection(
      "spoke-to-spoke",
      PRIORITY.spokes,
      rules.rules.map((rule) => betweenSpokes(network, rule)),
    ),
    collection("on-premises", PRIORITY.onPremises, [
      { name: "to-on-premises", sources: spokes, destinations: sites },
      { name: "from-on-premises", sources: sites, destinations: spokes },
    ]),
    collection("destinations", PRIORITY.destinations, [
      { name: "to-destinations", sources: spokes, destinations: listed },
    ]),
    collection("internet", PRIORITY.internet, [
      {
        name: "to-internet",
        sources: spokes,
        // Not "*": that would let spokes reach each other whatever the rules between them say.
        destinations: routes.translatesInternet ? internetRanges(insidePrefixes(network)) : [],
      },
    ]),
  ].flat();
}

function betweenSpokes(network: ITransitNetwork, rule: SpokeRule): Allowed {
  const { name, protocols, ports } = rule;
  return {
    name,
    sources: prefixesOf(network, rule.from),
    destinations: prefixesOf(network, rule.to),
    protocols,
    ports,
  };
}

/**
 * Prefixes of the named spokes, or of all, in the order of names: adding in another order changes nothing. Those that stand
 * for all spokes, attached ones too, come in their place.
 */
function prefixesOf(network: ITransitNetwork, names?: readonly string[]): string[] {
  const attachable = names ? [] : meshOf(network).flatMap(({ hub }) => hub.attachableSpace);
  const single = spokesOf(network)
    .filter(({ name }) => names === undefined || names.includes(name))
    .flatMap(({ spoke }) => spoke.addressSpace);
  return [...attachable, ...single.filter((prefix) => !isInside(prefix, attachable))];
}

/** The spokes by their names in rules: those of another hub of a mesh as `hub02/spoke01`. */
function spokesOf(network: ITransitNetwork): { readonly name: string; readonly spoke: Spoke }[] {
  const own = network.spokes.map((spoke) => ({ name: spoke.name, spoke }));
  const remote = network.remoteNetworks.flatMap(({ network: { hub, spokes } }) =>
    spokes.map((spoke) => ({ name: `${hub.name}/${spoke.name}`, spoke })),
  );
  return [own, remote].flatMap((spokes) => spokes.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

/** A collection in Terraform's words, without rules that would allow nothing; none if no rule is left. */
function collection(name: string, priority: number, allowed: readonly Allowed[]): object[] {
  const rules = allowed
    .filter(({ sources, destinations }) => sources.length > 0 && destinations.length > 0)
    .map((rule) => ({
      name: rule.name,
      protocols: rule.protocols ?? [FirewallProtocol.ANY],
      source_addresses: rule.sources,
      destination_addresses: rule.destinations,
      destination_ports: rule.ports ?? ["*"],
    }));
  return rules.length > 0 ? [{ name, priority, action: "Allow", rule: rules }] : [];
}
