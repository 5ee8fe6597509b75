import { Construct } from "constructs";
import { PlacementProps } from "../../core/placement";
import { AzureFirewall } from "../../firewall/azure-firewall";
import { FirewallPolicy } from "../../firewall/firewall-policy";
import { FirewallPolicyOptions } from "../../firewall/firewall-policy-options";
import { NamedFirewallRuleGroupOptions } from "../../firewall/firewall-rule-group";
import { FirewallSku } from "../../firewall/firewall-sku";
import { ISubnet } from "../../network/i-subnet";
import { NatGatewayOptions } from "../../network/nat-gateway";
import { PublicIpAddress } from "../../network/public-ip-address";
import { Hub } from "../../topology/hub";
import { Spoke } from "../../topology/spoke";
import { ITransit, ITransitNetwork, ITransitRouting } from "../i-transit-routing";
import { NextHop } from "../routes/next-hop";
import { TransitRoutes } from "../routes/transit-routes";
import { UserDefinedRoutes } from "../routes/user-defined-routes";
import { FirewallIpGroups } from "./firewall-ip-groups";
import { FirewallNetwork } from "./firewall-network";
import {
  TransitRuleCollectionGroup,
  TransitRuleCollectionGroupProps,
} from "./firewall-rule-collection-group";
import { SpokeToSpokeRules } from "./firewall-rules";
import { ForcedTunnelling } from "./forced-tunnelling";
import { TransitFirewallPolicy, TransitFirewallPolicyProps } from "./transit-firewall-policy";

/** A firewall policy that exists already, or that the program creates itself. */
export interface ExistingFirewallPolicy {
  /** Azure resource id. */
  readonly firewallPolicyId: string;

  /**
   * Its tier: the firewall's, or Standard for a Premium firewall.
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
   * and forced tunnelling need it. Adding or removing it later replaces the firewall.
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
   * What the policy that is created has beside rules: DNS proxy, intrusion detection, a base policy and more.
   * @default - Azure's defaults
   */
  readonly policy?: FirewallPolicyOptions;

  /**
   * Groups of rules to start with; `network.transit.firewallPolicy.addRuleGroup` adds more.
   * @default - none
   */
  readonly ruleGroups?: NamedFirewallRuleGroupOptions[];

  /**
   * Whether each spoke has an IP group, and all together one, which rules name in place of prefixes: a new spoke changes no rule then.
   * @default false
   */
  readonly ipGroups?: boolean;

  /**
   * Where the firewall sends what goes to the Internet, if not there: to another firewall on-premises, for instance. It needs
   * `managementSubnetPrefix`, and takes no DNAT rules.
   * @default - to the Internet
   */
  readonly forcedTunnelling?: ForcedTunnelling;

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
   * Public addresses of your own in place of those that are created: Standard, in the firewall's zones.
   * @default - `publicIpCount` are created
   */
  readonly publicIpAddresses?: PublicIpAddress[];

  /**
   * Length of a public IP prefix that is created and that the addresses are taken from, 28 to 31.
   * @default - none: the addresses are apart from each other
   */
  readonly publicIpPrefixLength?: number;

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
    const { routes = TransitRoutes.perPrefix(), forcedTunnelling } = this.options;
    const built = buildFirewall(scope, network, this.options, routes);
    const tables = new UserDefinedRoutes(scope, "Routes", {
      hub: network.hub,
      routes,
      nextHop: NextHop.virtualAppliance(built.firewall.privateIpAddress),
      forwarderSubnet: built.subnet,
      forwarderInternet: forcedTunnelling?.nextHop,
    });
    return new FirewallTransit(scope, tables, built);
  }
}

/** A firewall in the hub with what belongs to it, and no routes to it yet. */
export interface BuiltFirewall {
  /** It. */
  readonly firewall: AzureFirewall;
  /** Where it stands. */
  readonly subnet: ISubnet;
  /** Groups of the spokes' prefixes, if its rules name them so. */
  readonly ipGroups?: FirewallIpGroups;
  /** Addresses to ask for names, if it answers. */
  readonly dnsServers?: string[];
}

/**
 * Creates a firewall in the hub, its policy and rules.
 *
 * @param routes what leads to it: whether that is the Internet too
 */
export function buildFirewall(
  scope: Construct,
  network: ITransitNetwork,
  options: AzureFirewallTransitOptions,
  routes: TransitRoutes,
): BuiltFirewall {
  const { hub } = network;
  const { sku = FirewallSku.STANDARD } = options;
  // Azure wants a firewall in the resource group of its network.
  const placement: PlacementProps = {
    ...hub.placement,
    resourceGroupName: hub.virtualNetwork.resourceGroupName,
  };
  const subnets = addSubnets(hub, options);
  const ipGroups = options.ipGroups
    ? new FirewallIpGroups(scope, "IpGroups", { ...placement, network })
    : undefined;
  const firewallNetwork = new FirewallNetwork({ network, ipGroups });
  const policy = policyOf(scope, options, { ...placement, network, firewallNetwork, sku });
  const firewallPolicyId = policy?.firewallPolicyId ?? options.existingPolicy!.firewallPolicyId;
  const firewall = new AzureFirewall(scope, "Firewall", {
    ...placement,
    ...subnets,
    name: hub.name,
    firewallPolicyId,
    forcedTunnelling: options.forcedTunnelling !== undefined,
    sku,
    publicIpCount: options.publicIpCount,
    publicIpAddresses: options.publicIpAddresses,
    publicIpPrefixLength: options.publicIpPrefixLength,
    zones: options.zones,
    firewallName: options.firewallName,
  });
  firewallNetwork.useFirewall(firewall);
  firewall.node.addValidation({
    validate: () => optionProblems(options, sku).filter((problem) => problem !== undefined),
  });
  const { naming, provider } = placement;
  addTransitRules(scope, options, { firewallPolicyId, network, firewallNetwork, routes, naming, provider });
  for (const { name, ...group } of policy ? (options.ruleGroups ?? []) : []) {
    policy?.addRuleGroup(name, group);
  }
  return {
    firewall,
    subnet: subnets.subnet,
    ipGroups,
    dnsServers: policy?.dnsProxy ? [firewall.privateIpAddress] : undefined,
  };
}

/** What the firewall allows between spokes, and of the Internet's if it is routed through it. */
function addTransitRules(
  scope: Construct,
  { spokeToSpokeRules, existingPolicy }: AzureFirewallTransitOptions,
  props: Omit<TransitRuleCollectionGroupProps, "rules"> & { readonly routes: TransitRoutes },
): void {
  const rules =
    spokeToSpokeRules ?? (existingPolicy ? SpokeToSpokeRules.none() : SpokeToSpokeRules.allowAll());
  if (rules.rules.length > 0 || props.routes.translatesInternet) {
    new TransitRuleCollectionGroup(scope, "Rules", { ...props, rules });
  }
}

/** The subnets of a firewall, and the NAT gateway through which it may leave for the Internet. */
function addSubnets(
  hub: Hub,
  { subnetPrefix, natGateway, managementSubnetPrefix }: AzureFirewallTransitOptions,
): { readonly subnet: ISubnet; readonly managementSubnet?: ISubnet } {
  const subnet = hub.addSubnet("AzureFirewallSubnet", { addressPrefix: subnetPrefix });
  if (natGateway) {
    hub.addNatGateway({ ...natGateway, subnetNames: [subnet.subnetName] });
  }
  return managementSubnetPrefix === undefined
    ? { subnet }
    : {
        subnet,
        managementSubnet: hub.addSubnet("AzureFirewallManagementSubnet", {
          addressPrefix: managementSubnetPrefix,
        }),
      };
}

/** The policy that is created for the firewall; `undefined` where it has one that exists already. */
function policyOf(
  scope: Construct,
  { existingPolicy, policy }: AzureFirewallTransitOptions,
  props: TransitFirewallPolicyProps,
): TransitFirewallPolicy | undefined {
  if (existingPolicy === undefined) {
    return new TransitFirewallPolicy(scope, "Policy", { ...policy, ...props });
  }
  if (existingPolicy.sku !== undefined) {
    // Its tier has to fit that of the firewall.
    FirewallPolicy.fromFirewallPolicyAttributes(scope, "ExistingPolicy", existingPolicy);
  }
  return undefined;
}

/** Routes of spokes, and what else each has of a firewall: an IP group, and DNS servers. */
export class FirewallTransit implements ITransit {
  public readonly peersSpokes = true;
  public readonly sharesGateway = true;
  public readonly dnsServers?: string[];

  public constructor(
    private readonly scope: Construct,
    private readonly tables: UserDefinedRoutes,
    private readonly built: BuiltFirewall,
  ) {
    this.dnsServers = built.dnsServers;
  }

  public addSpoke(spoke: Spoke): void {
    const { dnsServers } = this;
    const { ipGroups } = this.built;
    this.tables.addSpoke(spoke);
    ipGroups?.addSpoke(spoke);
    if (dnsServers) {
      spoke.askDnsServers(this.scope, dnsServers);
    }
  }
}

function optionProblems(options: AzureFirewallTransitOptions, sku: FirewallSku): (string | undefined)[] {
  const { existingPolicy, policy, ruleGroups, forcedTunnelling, managementSubnetPrefix } = options;
  return [
    existingPolicy && (policy || ruleGroups)
      ? "policy and ruleGroups are for a policy that is created, and existingPolicy is given: use FirewallRuleGroup with " +
        "FirewallPolicy.fromFirewallPolicyAttributes for rules in that one"
      : undefined,
    forcedTunnelling && managementSubnetPrefix === undefined
      ? "forcedTunnelling needs a management side, which keeps its way to Azure: give managementSubnetPrefix, /26 or larger"
      : undefined,
    forcedTunnelling && options.natGateway
      ? "with forcedTunnelling nothing leaves through the firewall's subnet to the Internet, so a NAT gateway there is unused: leave " +
        "natGateway out"
      : undefined,
    forcedTunnelling && sku === FirewallSku.BASIC
      ? "the tier Basic has no forced tunnelling: use FirewallSku.STANDARD, or leave forcedTunnelling out"
      : undefined,
  ];
}
