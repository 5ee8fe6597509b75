import { Construct } from "constructs";
import { PlacementProps } from "../core/placement";
import { NatGatewayOptions } from "../network/nat-gateway";
import { AzureFirewall } from "./azure-firewall";
import { TransitRuleCollectionGroup } from "./firewall-rule-collection-group";
import { SpokeToSpokeRules } from "./firewall-rules";
import { FirewallSku } from "./firewall-sku";
import { ITransit, ITransitNetwork, ITransitRouting } from "./i-transit-routing";
import { NextHop } from "./next-hop";
import { TransitFirewallPolicy } from "./transit-firewall-policy";
import { TransitRoutes } from "./transit-routes";
import { UserDefinedRoutes } from "./user-defined-routes";

/** A firewall policy that exists already, or that the program creates itself. */
export interface ExistingFirewallPolicy {
  /** Azure resource id. */
  readonly firewallPolicyId: string;

  /**
   * Its tier, which must be the firewall's.
   * @default - not checked
   */
  readonly sku?: FirewallSku;
}

/** What an Azure Firewall as transit is made of. */
export interface AzureFirewallTransitOptions {
  /** Prefix of the hub's `AzureFirewallSubnet`, which is created: /26 or larger. */
  readonly subnetPrefix: string;

  /**
   * Prefix of the hub's `AzureFirewallManagementSubnet`, which is created: /26 or larger. The Basic tier
   * needs it.
   * @default - none
   */
  readonly managementSubnetPrefix?: string;

  /**
   * Tier.
   * @default FirewallSku.STANDARD
   */
  readonly sku?: FirewallSku;

  /**
   * A policy to use instead of creating one.
   * @default - one is created
   */
  readonly existingPolicy?: ExistingFirewallPolicy;

  /**
   * What the firewall lets through between spokes.
   * @default - everything in a policy that is created, and nothing more in one that exists, which others may use
   */
  readonly spokeToSpokeRules?: SpokeToSpokeRules;

  /**
   * Which packets of the spokes go through the firewall.
   * @default TransitRoutes.perPrefix()
   */
  readonly routes?: TransitRoutes;

  /**
   * Public addresses.
   * @default 1
   */
  readonly publicIpCount?: number;

  /**
   * A NAT gateway on the firewall's subnet, through whose addresses the firewall reaches the Internet: 64,512 ports for each
   * instead of 2,496. A StandardV2 one suits a firewall in several zones; a Standard one is in one zone, and so
   * should be the firewall.
   * @default - the firewall's own public addresses
   */
  readonly natGateway?: NatGatewayOptions;

  /**
   * Availability zones. Give an empty list in a region without zones.
   * @default ["1", "2", "3"]
   */
  readonly zones?: string[];

  /**
   * Azure name of the firewall.
   * @default - chosen by the naming strategy: `afw-<hub>`
   */
  readonly firewallName?: string;
}

/** Azure Firewall in the hub: option ① of the article. */
export class AzureFirewallTransit implements ITransitRouting {
  public constructor(private readonly options: AzureFirewallTransitOptions) {}

  public bind(scope: Construct, network: ITransitNetwork): ITransit {
    const { options } = this;
    const { hub } = network;
    const { routes = TransitRoutes.perPrefix(), sku = FirewallSku.STANDARD } = options;
    // Azure wants a firewall in the resource group of its network.
    const placement: PlacementProps = {
      ...hub.placement,
      resourceGroupName: hub.virtualNetwork.resourceGroupName,
    };
    scope.node.addValidation({ validate: () => policyProblems(options, sku) });
    const subnet = hub.addSubnet("AzureFirewallSubnet", { addressPrefix: options.subnetPrefix });
    if (options.natGateway) {
      hub.addNatGateway({ ...options.natGateway, subnetNames: [subnet.subnetName] });
    }
    const managementSubnet =
      options.managementSubnetPrefix === undefined
        ? undefined
        : hub.addSubnet("AzureFirewallManagementSubnet", { addressPrefix: options.managementSubnetPrefix });
    const firewallPolicyId =
      options.existingPolicy?.firewallPolicyId ??
      new TransitFirewallPolicy(scope, "Policy", { ...placement, network, sku }).firewallPolicyId;
    const firewall = new AzureFirewall(scope, "Firewall", {
      ...placement,
      name: hub.name,
      subnet,
      managementSubnet,
      firewallPolicyId,
      sku,
      publicIpCount: options.publicIpCount,
      zones: options.zones,
      firewallName: options.firewallName,
    });
    const rules =
      options.spokeToSpokeRules ??
      (options.existingPolicy ? SpokeToSpokeRules.none() : SpokeToSpokeRules.allowAll());
    if (rules.rules.length > 0 || routes.translatesInternet) {
      const { naming, provider } = placement;
      const group = { firewallPolicyId, network, rules, routes, naming, provider };
      firewall.awaitRules(new TransitRuleCollectionGroup(scope, "Rules", group));
    }
    return new UserDefinedRoutes(scope, "Routes", {
      hub,
      routes,
      nextHop: NextHop.virtualAppliance(firewall.privateIpAddress),
      forwarderSubnet: subnet,
    });
  }
}

function policyProblems({ existingPolicy }: AzureFirewallTransitOptions, sku: FirewallSku): string[] {
  const policySku = existingPolicy?.sku;
  return policySku !== undefined && policySku !== sku
    ? [
        `the firewall has tier ${sku} and its policy ${policySku}; the two must be the same: set sku to ${policySku}`,
      ]
    : [];
}
