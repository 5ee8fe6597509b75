import { Firewall } from "@cdktf/provider-azurerm/lib/firewall";
import { Construct, IConstruct } from "constructs";
import { takesPolicy } from "../azure/firewall-tiers";
import { LIMITS } from "../azure/limits";
import { NAME_RULES } from "../azure/names";
import { RESERVED_SUBNET_RULES, ReservedSubnet } from "../azure/reserved-subnets";
import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { quote } from "../core/azure-names";
import { checkAtSynth, tellOnceWithin } from "../core/checks";
import { checked } from "../core/input-check";
import { waitFor } from "../core/late";
import { checkName } from "../core/name-check";
import { INamingStrategy, ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, placementOf, PlacementProps } from "../core/placement";
import { givenOut, reference } from "../core/references";
import { zoneListProblems, zonesMissing, zonesOrNone } from "../core/regions";
import { otherGroupProblem } from "../core/same-group";
import { WarningCode } from "../core/warning-code";
import { warnAtSynth } from "../core/warnings";
import { showToWatchers, WatchedKind } from "../core/watched-resources";
import { freePrefix } from "../network/addressing";
import { ISubnet } from "../network/i-subnet";
import { contentsOf, isSameNetwork } from "../network/network-contents";
import { claimAddresses, PublicIpAddress, PublicIpTier } from "../network/public-ip-address";
import { PublicIpPrefix } from "../network/public-ip-prefix";
import { claimService, SingleService } from "../network/single-services";
import { wrongSubnet } from "../network/subnet-checks";
import { unansweredProblem } from "./dns-askers";
import { FirewallSku } from "./firewall-sku";
import { groupsOfPolicy, PolicyGroups } from "./policy-groups";

/** Props of an {@link AzureFirewall}. */
export interface AzureFirewallProps extends PlacementProps {
  /** What the firewall is for, such as `hub01`: the naming strategy makes `afw-hub01` of it. */
  readonly name: string;

  /** The network's `AzureFirewallSubnet`: /26 or larger. */
  readonly subnet: ISubnet;

  /**
   * The network's `AzureFirewallManagementSubnet`: /26 or larger. The Basic tier needs it.
   * @default - none
   */
  readonly managementSubnet?: ISubnet;

  /** Azure id of its policy: of the same tier, or Standard for a Premium firewall. */
  readonly firewallPolicyId: string;

  /**
   * Whether what goes to the Internet leaves another way than by its own addresses: a policy with DNAT rules is refused then.
   * @default false
   */
  readonly forcedTunnelling?: boolean;

  /**
   * Tier.
   * @default FirewallSku.STANDARD
   */
  readonly sku?: FirewallSku;

  /**
   * Public addresses: each gives 2,496 ports per instance for what goes to the Internet.
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
   * Availability zones. Give an empty list in a region without zones. Changing them replaces the firewall.
   * @default ["1", "2", "3"]
   */
  readonly zones?: string[];

  /**
   * Azure name, 2 to 56 characters.
   * @default - chosen by the naming strategy: `afw-<name>`
   */
  readonly firewallName?: string;
}

/**
 * An Azure Firewall with a policy: an `azurerm_firewall` and its `azurerm_public_ip`s. It costs money as
 * long as it exists.
 */
export class AzureFirewall extends Construct {
  /** Its public addresses, in the order of its configurations; that of the management side isn't among them. */
  public readonly publicIpAddresses: PublicIpAddress[];

  private readonly resource: Firewall;

  public constructor(scope: Construct, id: string, props: AzureFirewallProps) {
    super(scope, id);
    checked(this, "AzureFirewallProps", props);
    tellOnceWithin(this);
    checkPlacement(this, props);
    const named = this.named(props);
    const { name, zones } = named;
    const { subnet } = props;
    const sku = props.sku ?? FirewallSku.STANDARD;
    const count = props.publicIpAddresses?.length ?? props.publicIpCount ?? 1;
    const prefix = this.addPrefix(named);
    this.publicIpAddresses = props.publicIpAddresses ?? this.addAddresses(named, count, prefix);
    this.resource = this.addFirewall(named, sku);
    showToWatchers({
      kind: WatchedKind.FIREWALL,
      owner: this,
      resource: this.resource,
      name,
      placement: props,
    });
    // E1: it holds the provider's lock on the network for all of its creation, so what else writes the
    // network comes first; a gateway that waits for its subnet would start ten minutes late.
    subnet.virtualNetwork.creationOrder.afterSubnets(this.resource);
    // E2: a group that is added to a policy in use updates the firewall, which Azure refuses while it is being created.
    const groups = groupsOfPolicy(this, props.firewallPolicyId);
    waitFor(this.resource, () => groups.all.map(({ construct }) => construct));

    const claims = claimAddresses(this, "the firewall", this.publicIpAddresses, zones);
    claimService(this, SingleService.FIREWALL, subnet.virtualNetwork);
    warnAtSynth(this, WarningCode.ZONES_WITHOUT_REGION_ZONES, () =>
      zonesMissing(props.location, `firewall ${quote(name)}`, zones ?? []),
    );
    checkAtSynth(this, () => [
      ...claims,
      tierProblem(sku, groups),
      this.groupProblem(props),
      networkProblem(props),
      ...this.policyProblems(props, groups),
      ...zoneListProblems(zones ?? []),
      ...addressProblems(props, count, prefix),
      ...subnetProblems(props, sku),
    ]);
  }

  private named(props: AzureFirewallProps): NamedFirewall {
    const naming = namingOf(props);
    const name = props.firewallName ?? naming.nameOf({ kind: ResourceKind.FIREWALL, subject: props.name });
    checkName(this, NAME_RULES.firewall, name, props.name);
    return { props, naming, name, zones: zonesOrNone(props.zones) };
  }

  private addPrefix({ props, naming, name, zones }: NamedFirewall): PublicIpPrefix | undefined {
    if (props.publicIpPrefixLength === undefined) {
      return undefined;
    }
    const prefix = new PublicIpPrefix(this, "PublicIpPrefix", {
      ...placementOf(props),
      publicIpPrefixName: naming.nameOf({ kind: ResourceKind.PUBLIC_IP_PREFIX, subject: name }),
      length: props.publicIpPrefixLength,
      zones,
    });
    prefix._isCounted();
    return prefix;
  }

  private addAddresses(
    named: NamedFirewall,
    count: number,
    prefix: PublicIpPrefix | undefined,
  ): PublicIpAddress[] {
    const length = Math.max(1, Math.min(count, MOST_ADDRESSES));
    return Array.from({ length }, (_, i) => i + 1).map((ordinal) =>
      this.addAddress(named, `PublicIp${ordinal}`, named.name, {
        ordinal: ordinal > 1 ? ordinal : undefined,
        prefix,
      }),
    );
  }

  private addAddress(
    { props, naming, zones }: NamedFirewall,
    childName: string,
    subject: string,
    { ordinal, prefix }: AddressDetails,
  ): PublicIpAddress {
    return new PublicIpAddress(this, childName, {
      ...placementOf(props),
      publicIpName: naming.nameOf({ kind: ResourceKind.PUBLIC_IP, subject, ordinal }),
      zones,
      publicIpPrefixId: prefix && reference(prefix, "id", () => prefix.publicIpPrefixId, this),
    });
  }

  private addFirewall(named: NamedFirewall, sku: FirewallSku): Firewall {
    const { props, name, zones } = named;
    const { subnet, managementSubnet } = props;
    const idOf = (address: PublicIpAddress): string =>
      reference(address, "id", () => address.publicIpAddressId, this);
    return new Firewall(this, "Resource", {
      name,
      skuName: "AZFW_VNet",
      skuTier: sku,
      firewallPolicyId: props.firewallPolicyId,
      zones,
      ipConfiguration: this.publicIpAddresses.map((address, index) => ({
        name: `ipconfig${index + 1}`,
        // Only the first configuration names the subnet; it holds the private address.
        subnetId: index === 0 ? reference(subnet, "id", () => subnet.subnetId, this) : undefined,
        publicIpAddressId: idOf(address),
      })),
      managementIpConfiguration: managementSubnet && {
        name: "management",
        subnetId: reference(managementSubnet, "id", () => managementSubnet.subnetId, this),
        publicIpAddressId: idOf(this.addAddress(named, "ManagementPublicIp", `${name}-management`, {})),
      },
      ...commonArguments(props),
    });
  }

  private groupProblem({
    resourceGroupName,
    subnet: { virtualNetwork },
  }: AzureFirewallProps): string | undefined {
    return otherGroupProblem(
      "the firewall",
      this,
      resourceGroupName,
      `its virtual network ${quote(virtualNetwork.name)}`,
      virtualNetwork.resourceGroupName,
    );
  }

  private policyProblems(
    { subnet, forcedTunnelling, firewallPolicyId }: AzureFirewallProps,
    groups: PolicyGroups,
  ): (string | undefined)[] {
    return [
      groups.lacksDnsProxy() && !groups.hasDnat
        ? unansweredProblem(this, subnet, this.privateIpAddress)
        : undefined,
      forcedTunnelling && groups.hasDnat
        ? "the policy has DNAT rules, and a firewall with forcedTunnelling takes none: its answers would go another way"
        : undefined,
      azureIdProblem("firewallPolicyId", firewallPolicyId, AzureIdType.FIREWALL_POLICY),
    ];
  }

  /** Azure resource id. */
  public get firewallId(): string {
    return this.resource.id;
  }

  /** Azure resource id of its policy. */
  public get firewallPolicyId(): string {
    return this.resource.firewallPolicyIdInput!;
  }

  /** Its private address, which routes point at. Known after apply. */
  public get privateIpAddress(): string {
    return givenOut(this.resource, "ip_configuration[0].private_ip_address");
  }

  /**
   * Creates the firewall after rules of its policy: a group that is added to a policy in use updates the firewall, and
   * Azure refuses that while the firewall is being created.
   *
   * @param ruleCollectionGroup an `azurerm_firewall_policy_rule_collection_group`, or a construct that creates one
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#order-of-creation
   */
  public awaitRules(ruleCollectionGroup: IConstruct): void {
    checked(this, "IConstruct", ruleCollectionGroup, "the rule collection group");
    waitFor(this.resource, () => [ruleCollectionGroup]);
  }
}

/** A firewall's props, and what follows from them for all that it creates. */
interface NamedFirewall {
  readonly props: AzureFirewallProps;
  readonly naming: INamingStrategy;
  readonly name: string;
  readonly zones: string[] | undefined;
}

interface AddressDetails {
  readonly ordinal?: number;
  readonly prefix?: PublicIpPrefix;
}

const MOST_ADDRESSES = LIMITS.publicAddressesOfFirewall.value;

function tierProblem(sku: FirewallSku, groups: PolicyGroups): string | undefined {
  return groups.sku === undefined || takesPolicy(sku, groups.sku)
    ? undefined
    : `the firewall has tier ${sku} and its policy ${groups.sku}, which Azure doesn't take together: set sku of one to that of the other`;
}

function networkProblem({ subnet, managementSubnet }: AzureFirewallProps): string | undefined {
  return managementSubnet && !isSameNetwork(managementSubnet.virtualNetwork, subnet.virtualNetwork)
    ? `the firewall's subnet is in virtual network ${quote(subnet.virtualNetwork.name)} and its management subnet in ` +
        `${quote(managementSubnet.virtualNetwork.name)}: give it one of the same network`
    : undefined;
}

function addressProblems(
  { publicIpAddresses, publicIpCount, publicIpPrefixLength }: AzureFirewallProps,
  count: number,
  prefix: PublicIpPrefix | undefined,
): (string | undefined)[] {
  return [
    Number.isInteger(count) && count >= 1 && count <= MOST_ADDRESSES
      ? undefined
      : `${publicIpAddresses ? "the number of publicIpAddresses" : "publicIpCount"} is ${count}; a firewall takes 1 to ${MOST_ADDRESSES}`,
    publicIpAddresses && (publicIpCount !== undefined || prefix)
      ? "give publicIpAddresses of your own, or publicIpCount and publicIpPrefixLength for those that are created, not both"
      : undefined,
    prefix && count > prefix.size
      ? `publicIpCount is ${count}, and a prefix of length ${publicIpPrefixLength} has ${prefix.size} addresses`
      : undefined,
    ...(publicIpAddresses ?? []).map((address) =>
      address.tier === PublicIpTier.STANDARD
        ? undefined
        : `a firewall takes addresses of tier Standard; ${address.node.path} is ${address.tier}`,
    ),
  ];
}

function subnetProblems(
  { subnet, managementSubnet }: AzureFirewallProps,
  sku: FirewallSku,
): (string | undefined)[] {
  return [
    wrongSubnet("a firewall", subnet, ReservedSubnet.FIREWALL),
    managementSubnet &&
      wrongSubnet("the management side of a firewall", managementSubnet, ReservedSubnet.FIREWALL_MANAGEMENT),
    sku === FirewallSku.BASIC && !managementSubnet ? managementSubnetMissing(subnet) : undefined,
  ];
}

function managementSubnetMissing({ virtualNetwork }: ISubnet): string {
  const { longestPrefix } = RESERVED_SUBNET_RULES[ReservedSubnet.FIREWALL_MANAGEMENT];
  const taken = contentsOf(virtualNetwork).subnets.map((subnet) => subnet.addressPrefix);
  const free = freePrefix(virtualNetwork.addressSpace, taken, longestPrefix);
  return (
    `a firewall of tier Basic needs a management subnet of /${longestPrefix} or larger, ` +
    `${ReservedSubnet.FIREWALL_MANAGEMENT}: give its prefix${free ? `, for instance "${free}", which is free` : ""}`
  );
}
