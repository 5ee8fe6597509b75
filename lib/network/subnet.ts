import { Subnet as AzurermSubnet } from "@cdktf/provider-azurerm/lib/subnet";
import { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { RENAMED_ARGUMENTS } from "../azure/azurerm-versions";
import { NAME_RULES } from "../azure/names";
import { RESERVED_SUBNET_RULES, reservedSubnetOf } from "../azure/reserved-subnets";
import { azureIdProblem, AzureIdType, nameInIdProblem } from "../core/azure-ids";
import { isDeferred, isReference, knownNameProblem, quote } from "../core/azure-names";
import { writeRenamed } from "../core/azurerm-version";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { checkName } from "../core/name-check";
import { configurationOf, writtenElsewhere } from "../core/one-subscription";
import { ownReferences, reference, standsFor } from "../core/references";
import { firstAddresses, prefixesOf, prefixProblem } from "./addressing";
import { ISubnet } from "./i-subnet";
import { IVirtualNetwork } from "./i-virtual-network";
import { contentsOf } from "./network-contents";
import { attachToSubnet } from "./security-group-association";
import { existingSubnetProblems, subnetProblems } from "./subnet-checks";
import { featureArguments, featureProblems, SubnetFeatures } from "./subnet-features";

/** What a subnet is made of, apart from its name and network. */
export interface SubnetOptions extends SubnetFeatures {
  /** Address prefix in CIDR notation, inside the network's address space and apart from its other subnets. */
  readonly addressPrefix: string;

  /**
   * Whether machines without a public address or NAT gateway get Azure's implicit way to the Internet.
   *
   * The article's lab has it, since it was the default of its time. Azure makes new subnets private today,
   * and so do we: give a machine that needs the Internet an explicit way out.
   *
   * @default false
   */
  readonly defaultOutboundAccess?: boolean;

  /**
   * Azure id of a network security group for the subnet.
   * @default - none
   */
  readonly networkSecurityGroupId?: string;
}

/** A subnet of a list: its options and its name. */
export interface NamedSubnetOptions extends SubnetOptions {
  /** Name of the subnet, 1 to 80 characters. Its Terraform address follows from it. */
  readonly name: string;
}

/** Props of a {@link Subnet}. */
export interface SubnetProps extends NamedSubnetOptions {
  /** The network to create it in. */
  readonly virtualNetwork: IVirtualNetwork;

  /**
   * Provider configuration.
   * @default - that of the network if it is created here, else the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** What is known of a subnet that exists already. */
export interface SubnetAttributes {
  /** Azure resource id. */
  readonly subnetId: string;

  /** Name in its virtual network. */
  readonly subnetName: string;

  /** Its address prefix in CIDR notation. */
  readonly addressPrefix: string;

  /**
   * Its further prefixes, if it has several.
   * @default - none
   */
  readonly additionalPrefixes?: string[];

  /** The network that it is part of. */
  readonly virtualNetwork: IVirtualNetwork;
}

abstract class SubnetBase extends Construct implements ISubnet {
  public abstract readonly subnetId: string;
  public abstract readonly subnetName: string;
  public abstract readonly addressPrefix: string;
  public abstract readonly additionalPrefixes?: string[];
  public abstract readonly virtualNetwork: IVirtualNetwork;
}

/**
 * One subnet: an `azurerm_subnet`, and the association of its network security group if it has one.
 *
 * Refused at synth: a prefix outside the network or over another subnet, a reserved name in other case, a
 * reserved subnet that is too small, and a security group where Azure allows none.
 */
export class Subnet extends SubnetBase {
  /** Uses a subnet that exists already; nothing is created. */
  public static fromSubnetAttributes(scope: Construct, id: string, attrs: SubnetAttributes): ISubnet {
    checked(`${scope.node.path}/${id}`, "SubnetAttributes", attrs);
    class Import extends SubnetBase {
      public readonly subnetId = attrs.subnetId;
      public readonly subnetName = attrs.subnetName;
      public readonly addressPrefix = attrs.addressPrefix;
      public readonly additionalPrefixes = attrs.additionalPrefixes;
      public readonly virtualNetwork = attrs.virtualNetwork;
    }
    const imported = new Import(scope, id);
    standsFor(imported, attrs.subnetId);
    const { subnets, existingSubnets } = contentsOf(attrs.virtualNetwork);
    const others = [...existingSubnets];
    existingSubnets.push(imported);
    checkAtSynth(imported, () => [
      azureIdProblem("subnetId", attrs.subnetId, AzureIdType.SUBNET),
      knownNameProblem(NAME_RULES.subnet, attrs.subnetName) ??
        nameInIdProblem(["subnetName", attrs.subnetName], ["subnetId", attrs.subnetId], "subnets"),
      nameInIdProblem(
        // As its id says: a name that isn't that of its own id is the network's mistake.
        ["virtualNetwork", attrs.virtualNetwork.virtualNetworkId.split("/").pop()!],
        ["subnetId", attrs.subnetId],
        "virtualNetworks",
      ),
      ...prefixesOf(attrs).map((prefix) =>
        prefixProblem(`the address prefix of subnet ${quote(attrs.subnetName)}`, prefix),
      ),
      ...existingSubnetProblems(imported, [...others, ...subnets]),
    ]);
    if (isDeferred(attrs.subnetId) || isReference(attrs.subnetId)) {
      // The program may create it after all, with a resource of its own.
      attrs.virtualNetwork.creationOrder.writesSubnet(imported);
    }
    return imported;
  }

  public readonly subnetName: string;
  public readonly addressPrefix: string;
  public readonly additionalPrefixes?: string[];
  public readonly virtualNetwork: IVirtualNetwork;

  /** Service that it is delegated to, if it is. */
  public readonly delegatedTo?: string;

  /** Whether it was given a security group of its own. */
  public readonly hasSecurityGroup: boolean;

  /** Whether machines in it have Azure's implicit way to the Internet. */
  public readonly defaultOutboundAccess: boolean;

  private readonly resource: AzurermSubnet;

  public constructor(scope: Construct, id: string, props: SubnetProps) {
    super(scope, id);
    checked(this, "SubnetProps", props);
    const { virtualNetwork } = props;
    const provider = props.provider ?? configurationOf(virtualNetwork, this)?.configuration;
    this.subnetName = props.name;
    this.addressPrefix = props.addressPrefix;
    this.additionalPrefixes = props.additionalPrefixes;
    this.delegatedTo = props.delegation?.service;
    this.hasSecurityGroup = props.networkSecurityGroupId !== undefined;
    this.defaultOutboundAccess = props.defaultOutboundAccess ?? false;
    this.virtualNetwork = virtualNetwork;
    checkName(this, NAME_RULES.subnet, props.name);
    const reserved = reservedSubnetOf(props.name);
    this.resource = new AzurermSubnet(this, "Resource", {
      name: props.name,
      resourceGroupName: ownReferences(this, virtualNetwork.resourceGroupName),
      virtualNetworkName: reference(virtualNetwork, "name", () => virtualNetwork.virtualNetworkName, this),
      addressPrefixes: prefixesOf(this),
      // Azure's own services find their way out by themselves; privacy is a property of workload subnets.
      defaultOutboundAccessEnabled: reserved ? undefined : this.defaultOutboundAccess,
      ...featureArguments(props),
      provider,
    });
    if (props.serviceEndpoints) {
      const services = props.serviceEndpoints;
      writeRenamed(
        this.resource,
        RENAMED_ARGUMENTS.serviceEndpoints,
        () => services,
        () => services.map((service) => ({ service })),
      );
    }
    const { subnets } = contentsOf(virtualNetwork);
    subnets.push(this);
    virtualNetwork.creationOrder.writesSubnet(this.resource);
    if (props.networkSecurityGroupId !== undefined) {
      attachToSubnet(this, "NetworkSecurityGroup", this, props.networkSecurityGroupId, { provider });
    }
    checkAtSynth(this, () => [
      writtenElsewhere(`subnet ${quote(props.name)}`, virtualNetwork.virtualNetworkId, provider, this),
      ...subnetProblems(this, subnets),
      ...featureProblems(props.name, reserved, props),
      props.networkSecurityGroupId === undefined
        ? undefined
        : azureIdProblem(
            "networkSecurityGroupId",
            props.networkSecurityGroupId,
            AzureIdType.NETWORK_SECURITY_GROUP,
          ),
      reserved &&
      props.networkSecurityGroupId !== undefined &&
      !RESERVED_SUBNET_RULES[reserved].networkSecurityGroupAllowed
        ? `Azure allows no network security group on ${reserved}; leave networkSecurityGroupId out`
        : undefined,
    ]);
  }

  public get subnetId(): string {
    return this.resource.id;
  }

  /**
   * The first addresses that machines can have, such as `10.0.1.4`: fewer than asked for if the subnet is too small,
   * and none if its prefix is wrong, which synth refuses.
   *
   * @param count how many
   */
  public firstAddresses(count: number): string[] {
    return firstAddresses(this.addressPrefix, checked(this, "number", count, "the count of addresses"));
  }
}
