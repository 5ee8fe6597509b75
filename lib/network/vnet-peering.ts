import {
  VirtualNetworkPeering,
  VirtualNetworkPeeringConfig,
} from "@cdktf/provider-azurerm/lib/virtual-network-peering";
import { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { tellAsTwin } from "../core/duplicate-names";
import { checked } from "../core/input-check";
import { late, waitFor } from "../core/late";
import { checkName } from "../core/name-check";
import { ArticleNaming, INamingStrategy, ResourceKind } from "../core/naming";
import { configurationOf, writtenElsewhere } from "../core/one-subscription";
import { ownReferences, reference, resourcesOf } from "../core/references";
import { HubSpokeError } from "../core/validation-error";
import { overlapsBetweenOwners } from "./addressing";
import { CreationOrder } from "./creation-order";
import { IVirtualNetwork } from "./i-virtual-network";
import { isSameNetwork, PeeringOfNetwork } from "./network-contents";
import { addPeering } from "./peers";
import { routeGiversIn } from "./single-services";

/** Which of the two resources of a peering are created here. */
export enum PeeringHalves {
  /** Both. */
  BOTH = "both",
  /** That on `virtualNetwork`. Whoever has the remote network creates the other. */
  LOCAL = "local",
  /** That on `remoteVirtualNetwork`. Whoever has the other network creates the other. */
  REMOTE = "remote",
}

/** Props of a {@link VnetPeering}. */
export interface VnetPeeringProps {
  /** The network whose gateway may be shared: the hub, in a hub-and-spoke. */
  readonly virtualNetwork: IVirtualNetwork;

  /** The network that it is peered with: the spoke. */
  readonly remoteVirtualNetwork: IVirtualNetwork;

  /**
   * Whether each side accepts packets that the other side forwards for a third network. Every way to let
   * spokes talk through the hub needs it.
   * @default true
   */
  readonly allowForwardedTraffic?: boolean;

  /**
   * Whether the remote network may use the gateway or Route Server of this one.
   * @default false
   */
  readonly allowGatewayTransit?: boolean;

  /**
   * Whether the remote network uses the gateway or Route Server of this one. The remote network must have
   * neither.
   * @default false
   */
  readonly useRemoteGateways?: boolean;

  /**
   * The gateway or Route Server that the remote network uses: its half is created after it, since Azure
   * refuses to use what isn't there.
   * @default - it exists already
   */
  readonly remoteGateway?: IConstruct;

  /**
   * Which halves are created here: both are needed before a packet passes.
   * @default PeeringHalves.BOTH
   */
  readonly halves?: PeeringHalves;

  /**
   * Names of the two peerings.
   * @default - the names of the article: `hub01-to-spoke01` and `spoke01-to-hub01`
   */
  readonly naming?: INamingStrategy;

  /**
   * Provider configuration for this network's half.
   * @default - that of the network if it is created here, else the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;

  /**
   * Provider configuration for the remote network's half, if that is in another subscription.
   * @default - that of the network if it is created here, else the same as `provider`
   */
  readonly remoteProvider?: TerraformProvider;
}

/**
 * A peering in both directions: two `azurerm_virtual_network_peering`, or the one of them that is created here.
 *
 * Order of creation: both networks' subnets, then this network's half, then the remote half (after the
 * gateway, if it uses one). Azure refuses a peering while a subnet is being written, and the provider
 * doesn't retry it.
 */
export class VnetPeering extends Construct {
  private readonly localHalf?: VirtualNetworkPeering;
  private readonly remoteHalf?: VirtualNetworkPeering;
  private readonly remotePrerequisites: IConstruct[] = [];
  private gatewayTransit: boolean;
  private remoteGateways: boolean;

  public constructor(scope: Construct, id: string, props: VnetPeeringProps) {
    super(scope, id);
    checked(this, "VnetPeeringProps", props);
    const { virtualNetwork, remoteVirtualNetwork, halves } = props;
    this.remoteGateways = props.useRemoteGateways ?? false;
    this.gatewayTransit = props.allowGatewayTransit ?? false;
    const localProvider = props.provider ?? configurationOf(virtualNetwork, this)?.configuration;
    const remoteProvider =
      props.remoteProvider ??
      (configurationOf(remoteVirtualNetwork, this) ?? { configuration: props.provider }).configuration;
    this.localHalf = halves === PeeringHalves.REMOTE ? undefined : this.addLocalHalf(props, localProvider);
    this.remoteHalf = halves === PeeringHalves.LOCAL ? undefined : this.addRemoteHalf(props, remoteProvider);
    if (props.remoteGateway) {
      this.remotePrerequisites.push(props.remoteGateway);
    }
    this.orderHalves(props, localProvider, remoteProvider);
    const earlier = this.tellNetworks(props);
    const twin = earlier.find(({ owner, peer }) => owner !== this && isSameNetwork(peer, virtualNetwork));
    if (twin || isSameNetwork(virtualNetwork, remoteVirtualNetwork)) {
      tellAsTwin(this);
    }
    const written = [
      { half: this.localHalf, from: virtualNetwork, provider: localProvider },
      { half: this.remoteHalf, from: remoteVirtualNetwork, provider: remoteProvider },
    ].filter(({ half }) => half !== undefined);
    checkAtSynth(this, () => [
      ...written.map(({ from, provider }) =>
        writtenElsewhere(`the half on ${quote(from.name)}`, from.virtualNetworkId, provider, this),
      ),
      ...pairProblems(props, twin),
      halves === undefined && this.remoteGateways && !this.gatewayTransit
        ? `"${remoteVirtualNetwork.name}" uses the gateway of "${virtualNetwork.name}", which doesn't allow it: ` +
          "set allowGatewayTransit as well"
        : undefined,
      ...(this.remoteGateways ? this.gatewayProblems(props, earlier) : []),
      ...overlapProblems(props),
    ]);
  }

  private addLocalHalf(
    props: VnetPeeringProps,
    provider: TerraformProvider | undefined,
  ): VirtualNetworkPeering {
    return this.addHalf("Local", props, props.virtualNetwork, props.remoteVirtualNetwork, {
      allowGatewayTransit: late(() => this.gatewayTransit),
      useRemoteGateways: false,
      provider,
    });
  }

  private addRemoteHalf(
    props: VnetPeeringProps,
    provider: TerraformProvider | undefined,
  ): VirtualNetworkPeering {
    return this.addHalf("Remote", props, props.remoteVirtualNetwork, props.virtualNetwork, {
      allowGatewayTransit: false,
      useRemoteGateways: late(() => this.remoteGateways),
      provider,
    });
  }

  private addHalf(
    childName: string,
    { naming = new ArticleNaming(), allowForwardedTraffic = true }: VnetPeeringProps,
    from: IVirtualNetwork,
    to: IVirtualNetwork,
    own: Pick<VirtualNetworkPeeringConfig, "allowGatewayTransit" | "useRemoteGateways" | "provider">,
  ): VirtualNetworkPeering {
    const name = naming.nameOf({ kind: ResourceKind.PEERING, subject: `${from.name}-to-${to.name}` });
    checkName(this, NAME_RULES.peering, name);
    return new VirtualNetworkPeering(this, childName, {
      name,
      resourceGroupName: ownReferences(this, from.resourceGroupName),
      virtualNetworkName: reference(from, "name", () => from.virtualNetworkName, this),
      remoteVirtualNetworkId: reference(to, "id", () => to.virtualNetworkId, this),
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic,
      // Azure copies the peer's address space once; a change of this value makes it copy again.
      triggers: { remote_address_space: [...to.addressSpace].sort().join(",") },
      ...own,
    });
  }

  private orderHalves(
    { virtualNetwork, remoteVirtualNetwork }: VnetPeeringProps,
    localProvider: TerraformProvider | undefined,
    remoteProvider: TerraformProvider | undefined,
  ): void {
    CreationOrder._peer(
      this.localHalf && { resource: this.localHalf, provider: localProvider, usesGateway: () => false },
      this.remoteHalf && {
        resource: this.remoteHalf,
        provider: remoteProvider,
        usesGateway: () => this.remoteGateways,
      },
      [virtualNetwork.creationOrder, remoteVirtualNetwork.creationOrder],
    );
    if (this.remoteHalf) {
      waitFor(this.remoteHalf, () => [
        ...this.remotePrerequisites,
        ...(this.remoteGateways ? routeGiversIn(virtualNetwork) : []),
      ]);
    }
  }

  /** Tells both networks of this peering; those that the remote one has already. */
  private tellNetworks({
    virtualNetwork,
    remoteVirtualNetwork,
  }: VnetPeeringProps): readonly PeeringOfNetwork[] {
    addPeering(virtualNetwork, { owner: this, peer: remoteVirtualNetwork, usesGateway: () => false });
    const usesGateway = (): boolean => this.remoteGateways;
    return addPeering(remoteVirtualNetwork, { owner: this, peer: virtualNetwork, usesGateway });
  }

  /** Sources: "Configure VPN gateway transit for virtual network peering", and the errors that Azure gives. */
  private gatewayProblems(
    { virtualNetwork, remoteVirtualNetwork }: VnetPeeringProps,
    earlier: readonly PeeringOfNetwork[],
  ): (string | undefined)[] {
    const own = routeGiversIn(remoteVirtualNetwork);
    const other = earlier.find(({ usesGateway }) => usesGateway());
    return [
      own.length > 0
        ? `"${remoteVirtualNetwork.name}" can't use the gateway of "${virtualNetwork.name}", since it has one of its ` +
          `own, ${own[0].node.path}: leave one of the two out`
        : undefined,
      other
        ? `"${remoteVirtualNetwork.name}" uses the gateway of another network already, over ${other.owner.node.path}; ` +
          "Azure allows one"
        : undefined,
      resourcesOf([virtualNetwork]).length > 0 &&
      this.remotePrerequisites.length === 0 &&
      routeGiversIn(virtualNetwork).length === 0
        ? `"${remoteVirtualNetwork.name}" uses the gateway of "${virtualNetwork.name}", which is created here without ` +
          "one: create a gateway or Route Server in it, or say which it is with remoteGateway"
        : undefined,
    ];
  }

  /** The half on this network, pointing at the remote one: to make other resources wait for it. */
  public get local(): ITerraformDependable {
    return this.created(this.localHalf, PeeringHalves.LOCAL);
  }

  /** The half on the remote network, pointing at this one: to make other resources wait for it. */
  public get remote(): ITerraformDependable {
    return this.created(this.remoteHalf, PeeringHalves.REMOTE);
  }

  private created(half: VirtualNetworkPeering | undefined, name: PeeringHalves): VirtualNetworkPeering {
    if (!half) {
      throw new HubSpokeError(
        this,
        `its ${name} half isn't created here: leave halves out, or don't wait for it`,
      );
    }
    return half;
  }

  /** Whether the remote network uses a gateway or Route Server of this one. */
  public get usesRemoteGateways(): boolean {
    return this.remoteGateways;
  }

  /**
   * Lets the remote network use a gateway or Route Server of this one, on both halves, and creates the remote half
   * after it.
   * @internal
   */
  public _shareGateway(gateway: IConstruct): void {
    this.gatewayTransit = true;
    this.remoteGateways = true;
    this.remotePrerequisites.push(gateway);
  }
}

function pairProblems(
  { virtualNetwork, remoteVirtualNetwork }: VnetPeeringProps,
  twin: PeeringOfNetwork | undefined,
): (string | undefined)[] {
  return [
    isSameNetwork(virtualNetwork, remoteVirtualNetwork)
      ? `virtual network "${virtualNetwork.name}" can't be peered with itself`
      : undefined,
    twin
      ? `"${virtualNetwork.name}" and "${remoteVirtualNetwork.name}" are peered already, by ${twin.owner.node.path}; ` +
        "Azure allows one peering between two networks: leave one of the two out"
      : undefined,
  ];
}

function overlapProblems({ virtualNetwork, remoteVirtualNetwork }: VnetPeeringProps): string[] {
  const owned = [virtualNetwork, remoteVirtualNetwork].flatMap((network) =>
    network.addressSpace.map((text) => ({ owner: network.name, text })),
  );
  return overlapsBetweenOwners(owned).map(
    ({ first, second }) =>
      `"${first.owner}" (${first.text}) and "${second.owner}" (${second.text}) overlap, so Azure ` +
      "refuses to peer them; give one of them other addresses",
  );
}
