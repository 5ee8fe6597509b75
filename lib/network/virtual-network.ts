import { VirtualNetwork as AzurermVirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { azureIdProblem, AzureIdType, nameInIdProblem } from "../core/azure-ids";
import { knownNameProblem } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked, checkedNamed } from "../core/input-check";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { sharedInStack } from "../core/noted";
import { checkPlacement, commonArguments, namingOf, PlacementProps } from "../core/placement";
import { identityOf, standsFor } from "../core/references";
import { showToWatchers, WatchedKind } from "../core/watched-resources";
import { addressSpaceProblems } from "./addressing";
import { CreationOrder } from "./creation-order";
import { dnsServerProblems } from "./dns-server-checks";
import { checkHubConnections } from "./hub-connections";
import { IVirtualNetwork } from "./i-virtual-network";
import { contentsOf } from "./network-contents";
import { NamedSubnetOptions, Subnet, SubnetOptions } from "./subnet";

/** What is known of a virtual network that exists already. */
export interface VirtualNetworkAttributes {
  /** Azure resource id. */
  readonly virtualNetworkId: string;

  /** Name in its resource group. */
  readonly virtualNetworkName: string;

  /** Resource group that holds it. */
  readonly resourceGroupName: string;

  /** Its address prefixes in CIDR notation: routes and checks are computed from them. */
  readonly addressSpace: string[];

  /**
   * What the network is for, such as `hub01`: names of peerings and route tables are made of it.
   * @default - the network's name without a leading `vnet-`
   */
  readonly name?: string;

  /**
   * Azure region. A network manager deploys to it.
   * @default - not known
   */
  readonly location?: string;
}

/** Props of a {@link VirtualNetwork}. */
export interface VirtualNetworkProps extends PlacementProps {
  /** What the network is for, such as `hub01`: the naming strategy makes the Azure name of it. */
  readonly name: string;

  /** Address prefixes in CIDR notation, such as `10.0.0.0/16`: at least one, none over another. */
  readonly addressSpace: string[];

  /**
   * Subnets to start with; `addSubnet` adds more.
   * @default - no subnets
   */
  readonly subnets?: NamedSubnetOptions[];

  /**
   * Azure name, 2 to 64 characters.
   * @default - chosen by the naming strategy: `vnet-<name>`
   */
  readonly virtualNetworkName?: string;

  /**
   * DNS servers that machines in the network are given.
   * @default - Azure's own resolver
   */
  readonly dnsServers?: string[];
}

abstract class VirtualNetworkBase extends Construct implements IVirtualNetwork {
  public abstract readonly name: string;
  public abstract readonly virtualNetworkId: string;
  public abstract readonly virtualNetworkName: string;
  public abstract readonly resourceGroupName: string;
  public abstract readonly location?: string;
  public abstract readonly addressSpace: string[];
  public abstract readonly creationOrder: CreationOrder;
}

/**
 * A virtual network and its subnets.
 *
 * Creates one `azurerm_virtual_network` and one `azurerm_subnet` for each subnet. Subnets are resources of
 * their own because inline `subnet` blocks can't be written from CDKTF.
 */
export class VirtualNetwork extends VirtualNetworkBase {
  /** Uses a virtual network that exists already; nothing is created and none of its subnets is touched. */
  public static fromVirtualNetworkAttributes(
    scope: Construct,
    id: string,
    attrs: VirtualNetworkAttributes,
  ): IVirtualNetwork {
    checked(`${scope.node.path}/${id}`, "VirtualNetworkAttributes", attrs);
    class Import extends VirtualNetworkBase {
      public readonly name = attrs.name ?? attrs.virtualNetworkName.replace(/^vnet-/, "");
      public readonly virtualNetworkId = attrs.virtualNetworkId;
      public readonly virtualNetworkName = attrs.virtualNetworkName;
      public readonly resourceGroupName = attrs.resourceGroupName;
      public readonly location = attrs.location;
      public readonly addressSpace = [...attrs.addressSpace];
      public readonly creationOrder = orderOfExisting(this, identityOf(this, attrs.virtualNetworkId));
    }
    const imported = new Import(scope, id);
    standsFor(imported, attrs.virtualNetworkId);
    checkHubConnections(imported);
    const { virtualNetworkId, virtualNetworkName, resourceGroupName } = attrs;
    checkAtSynth(imported, () => {
      const idProblem = azureIdProblem("virtualNetworkId", virtualNetworkId, AzureIdType.VIRTUAL_NETWORK);
      const inId = (property: string, name: string, segment: string): string | undefined =>
        idProblem === undefined
          ? nameInIdProblem([property, name], ["virtualNetworkId", virtualNetworkId], segment)
          : undefined;
      return [
        idProblem,
        knownNameProblem(NAME_RULES.virtualNetwork, virtualNetworkName) ??
          inId("virtualNetworkName", virtualNetworkName, "virtualNetworks"),
        knownNameProblem(NAME_RULES.resourceGroup, resourceGroupName) ??
          inId("resourceGroupName", resourceGroupName, "resourceGroups"),
        ...addressSpaceProblems(imported.name, attrs.addressSpace),
      ];
    });
    return imported;
  }

  public readonly name: string;
  public readonly addressSpace: string[];
  public readonly resourceGroupName: string;
  public readonly location?: string;
  public readonly creationOrder = new CreationOrder();
  private readonly resource: AzurermVirtualNetwork;
  private readonly provider?: TerraformProvider;
  private readonly subnetList: Subnet[] = [];

  public constructor(scope: Construct, id: string, props: VirtualNetworkProps) {
    super(scope, id);
    checked(this, "VirtualNetworkProps", props);
    checkPlacement(this, props);
    const azureName =
      props.virtualNetworkName ??
      namingOf(props).nameOf({ kind: ResourceKind.VIRTUAL_NETWORK, subject: props.name });
    this.name = props.name;
    checkName(this, NAME_RULES.virtualNetwork, azureName, props.name);
    this.addressSpace = [...props.addressSpace];
    this.resourceGroupName = props.resourceGroupName;
    this.location = props.location;
    this.provider = props.provider;
    this.resource = new AzurermVirtualNetwork(this, "Resource", {
      name: azureName,
      addressSpace: this.addressSpace,
      dnsServers: props.dnsServers,
      ...commonArguments(props),
    });
    if (props.dnsServers && props.dnsServers.length > 0) {
      contentsOf(this).dnsServers.push({ owner: this, servers: props.dnsServers });
    }
    showToWatchers({
      kind: WatchedKind.VIRTUAL_NETWORK,
      owner: this,
      resource: this.resource,
      name: azureName,
      placement: props,
      parts: () => this.creationOrder._parts(),
    });
    checkHubConnections(this);
    checkAtSynth(this, () => [
      ...addressSpaceProblems(azureName, this.addressSpace),
      ...dnsServerProblems(props.dnsServers ?? []),
    ]);
    for (const { name, ...options } of props.subnets ?? []) {
      this.addSubnet(name, options);
    }
  }

  public get virtualNetworkId(): string {
    return this.resource.id;
  }

  public get virtualNetworkName(): string {
    return this.resource.name;
  }

  /** The subnets created here, in the order in which they were added. */
  public get subnets(): Subnet[] {
    return [...this.subnetList];
  }

  /** Adds a subnet and returns it. */
  public addSubnet(name: string, options: SubnetOptions): Subnet {
    checkedNamed(this, "SubnetOptions", name, options);
    const subnet = new Subnet(this, childId(this, "Subnet", name), {
      ...options,
      name,
      virtualNetwork: this,
      provider: this.provider,
    });
    this.subnetList.push(subnet);
    return subnet;
  }
}

/** The orders of networks that exist already: a program may name one in several places. */
const orderOfExisting = sharedInStack(() => new CreationOrder());
