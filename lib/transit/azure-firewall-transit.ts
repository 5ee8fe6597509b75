import { FirewallPolicy } from "@cdktf/provider-azurerm/lib/firewall-policy";
import { Construct } from "constructs";
import { PRIVATE_RANGES } from "../azure/address-ranges";
import { NAME_RULES } from "../azure/names";
import { ReservedSubnet } from "../azure/reserved-subnets";
import { nameProblem } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { late } from "../core/late";
import { ResourceKind } from "../core/naming";
import { commonArguments, namingOf, PlacementProps } from "../core/placement";
import { addressOf } from "../core/references";
import { freePrefix } from "../network/addressing";
import { Hub } from "../topology/hub";
import { AzureFirewall } from "./azure-firewall";
import { TransitRuleCollectionGroup } from "./firewall-rule-collection-group";
import { SpokeToSpokeRules } from "./firewall-rules";
import { FirewallSku } from "./firewall-sku";
import { ITransit, ITransitNetwork, ITransitRouting } from "./i-transit-routing";
import { NextHop } from "./next-hop";
import { NoTransit } from "./no-transit";
import { publicLooking } from "./private-address-space";
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
    const options = checked(scope, "AzureFirewallTransitOptions", this.options);
    const { hub } = network;
    const routes = options.routes ?? TransitRoutes.perPrefix();
    const sku = options.sku ?? FirewallSku.STANDARD;
    // Azure wants a firewall in the resource group of its network.
    const placement: PlacementProps = {
      ...hub.placement,
      resourceGroupName: hub.virtualNetwork.resourceGroupName,
    };
    const subnet = hub.addSubnet(ReservedSubnet.FIREWALL, { addressPrefix: options.subnetPrefix });
    const managementSubnet =
      options.managementSubnetPrefix === undefined
        ? undefined
        : hub.addSubnet(ReservedSubnet.FIREWALL_MANAGEMENT, {
            addressPrefix: options.managementSubnetPrefix,
          });
    const firewallPolicyId =
      options.existingPolicy?.firewallPolicyId ?? createPolicy(scope, network, placement, sku);
    const rules =
      options.spokeToSpokeRules ??
      (options.existingPolicy ? SpokeToSpokeRules.none() : SpokeToSpokeRules.allowAll());
    const groups =
      rules.rules.length > 0 || routes.translatesInternet
        ? [
            new TransitRuleCollectionGroup(scope, "Rules", {
              firewallPolicyId,
              network,
              rules,
              routes,
              naming: namingOf(placement),
              provider: placement.provider,
            }),
          ]
        : [];
    checkAtSynth(scope, () => problems(options, hub, sku));
    if (sku === FirewallSku.BASIC && !managementSubnet) {
      // Refused at synth, with a prefix that is free; the firewall itself would only repeat it.
      return new NoTransit().bind();
    }
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
    // E2: a group that is added to a policy in use updates the firewall and waits for its lock.
    firewall._waitFor(() => groups);
    return new UserDefinedRoutes(scope, "Routes", {
      hub,
      routes,
      nextHop: NextHop.virtualAppliance(firewall.privateIpAddress),
    });
  }
}

function createPolicy(
  scope: Construct,
  network: ITransitNetwork,
  placement: PlacementProps,
  sku: FirewallSku,
): string {
  const name = namingOf(placement).nameOf({
    kind: ResourceKind.FIREWALL_POLICY,
    subject: network.hub.name,
  });
  const policy = new FirewallPolicy(scope, "Policy", { name, sku, ...commonArguments(placement) });
  // Between spokes with addresses that look public, the firewall would translate as if to the Internet.
  policy.addOverride(
    "private_ip_ranges",
    late(() => {
      const inside = [network.hub, ...network.spokes].flatMap((member) => member.addressSpace);
      const unusual = publicLooking([...inside, ...network.hub.onPremisesPrefixes]);
      return unusual.length > 0 ? [...PRIVATE_RANGES, ...unusual.sort()] : undefined;
    }),
  );
  checkAtSynth(scope, () => [nameProblem(NAME_RULES.firewallPolicy, name)]);
  return `\${${addressOf(policy)}.id}`;
}

function problems(options: AzureFirewallTransitOptions, hub: Hub, sku: FirewallSku): (string | undefined)[] {
  const policySku = options.existingPolicy?.sku;
  const { virtualNetwork } = hub;
  const taken = hub.subnets.map((subnet) => subnet.addressPrefix);
  const free = freePrefix(virtualNetwork.addressSpace, taken, 26);
  return [
    policySku !== undefined && policySku !== sku
      ? `the firewall has tier ${sku} and its policy ${policySku}; the two must be the same: set sku to ${policySku}`
      : undefined,
    sku === FirewallSku.BASIC && options.managementSubnetPrefix === undefined
      ? "a firewall of tier Basic needs a management subnet of /26 or larger: give managementSubnetPrefix" +
        (free ? `, for instance "${free}", which is free` : "")
      : undefined,
  ];
}
