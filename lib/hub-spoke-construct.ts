import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { ReservedSubnet } from "./azure/reserved-subnets";
import { quote } from "./core/azure-names";
import { checkAtSynth } from "./core/checks";
import { childId } from "./core/child-id";
import { checked, checkedNamed } from "./core/input-check";
import { ResourceKind } from "./core/naming";
import { tellsOfGroup } from "./core/one-subscription";
import { namingOf, placementOf, PlacementProps } from "./core/placement";
import { withoutStackTraces } from "./core/stack-traces";
import { literalTexts } from "./core/text";
import { HubSpokeError } from "./core/validation-error";
import { WarningCode } from "./core/warning-code";
import { warnAtSynth } from "./core/warnings";
import { HubSpokeProps } from "./hub-spoke-props";
import { outsideOf } from "./network/addressing";
import { CreationOrder } from "./network/creation-order";
import { Diagnostics, DiagnosticsOptions } from "./network/diagnostics";
import { FlowLogs, FlowLogsOptions } from "./network/flow-logs";
import { contentsOf, isSameNetwork } from "./network/network-contents";
import { peeringLimitWarning } from "./network/peering-limit";
import { ResourceLocks, ResourceLocksOptions } from "./network/resource-locks";
import { NetworkPrefixes } from "./network/security-rules";
import { VnetPeering } from "./network/vnet-peering";
import { ConnectivityConfiguration } from "./network-manager/connectivity-configuration";
import { NetworkGroup } from "./network-manager/network-group";
import { NetworkManager } from "./network-manager/network-manager";
import { addNetworkOutput } from "./network-outputs";
import { AttachableHub } from "./topology/attachable-hub";
import { Hub } from "./topology/hub";
import { Spoke, SpokeOptions } from "./topology/spoke";
import {
  foreignGroupProblem,
  foreignScopeProblem,
  overlapsOfSpokes,
  spokesOutside,
} from "./topology/spoke-checks";
import { IRemoteNetwork, ITransit, ITransitNetwork } from "./transit/i-transit-routing";
import { NoTransit } from "./transit/no-transit";
import { NextHop } from "./transit/routes/next-hop";
import { UserDefinedRoutes } from "./transit/routes/user-defined-routes";
import { TransitParts } from "./transit/transit-parts";

/**
 * A hub-and-spoke network: a hub, its spokes, the peerings between them, and a way for spokes to reach each
 * other.
 *
 * Terraform addresses follow from the names that the program gives: adding, removing or reordering a spoke
 * moves no other.
 */
export class HubSpokeConstruct extends Construct {
  /** The hub. */
  public readonly hub: Hub;

  /** What the transit option built. */
  public readonly transit: TransitParts;

  /**
   * The network as its transit and others of a mesh know it.
   * @internal
   */
  public readonly _network: ITransitNetwork;

  private readonly placement: PlacementProps;
  private readonly managed?: ManagedSpokes;
  private readonly boundTransit: ITransit;
  private readonly transitParts: ITransit[];
  private readonly remoteNetworks: IRemoteNetwork[] = [];
  private readonly spokeList: Spoke[] = [];
  private readonly spokeNetworks = new Set<CreationOrder>();

  public constructor(scope: Construct, id: string, props: HubSpokeProps) {
    super(scope, id);
    checked(this, "HubSpokeProps", props);
    this.placement = {
      ...placementOf(props as PlacementProps),
      resourceGroupName: props.resourceGroupName ?? this.createResourceGroup(props),
    };
    this.hub = withoutStackTraces(() => new Hub(this, "Hub", { ...this.placement, ...props.hub }));
    const { hub, spokeList } = this;
    this._network = this.networkOfTransit(props.connectBy);
    const transitScope = new Construct(this, "Transit");
    const bound = withoutStackTraces(() =>
      (props.transit ?? new NoTransit()).bind(transitScope, this._network),
    );
    this.boundTransit = checked(transitScope, "ITransit", bound, "what bind() of the transit returns");
    this.transitParts = partsOf(this.boundTransit, transitScope);
    this.transit = new TransitParts(transitScope, this.transitParts);
    this.managed = props.connectBy && this.manageSpokes(props.connectBy);
    hub._report({
      prefixes: this.prefixes,
      useGateway: (gateway) => this.transitParts.forEach((part) => part.useGateway?.(gateway)),
      useExpressRouteGateway: (gateway) =>
        this.transitParts.forEach((part) => part.useExpressRouteGateway?.(gateway)),
      shareGateway: (gateway) => {
        if (this.boundTransit.sharesGateway) {
          spokeList.forEach((spoke) => spoke.peering?._shareGateway(gateway));
          this.managed?.configuration.shareGateway(gateway);
        }
      },
    });
    checkAtSynth(this, () => [
      ...overlapsOfSpokes(this.spokeList),
      ...spokesOutside(this.hub.attachableSpace, this.spokeList),
    ]);
    contentsOf(hub.virtualNetwork).families.push(this.spokeNetworks);
    warnAtSynth(this, WarningCode.PEERING_LIMIT, () =>
      peeringLimitWarning(
        `the hub ${quote(hub.name)}`,
        this.spokeList.filter((spoke) => spoke.peering).length,
        "divide the spokes among several hubs, or connect them by a NetworkManager (connectBy)",
      ),
    );
    this.addOperations(props);
    for (const { name, ...options } of props.spokes ?? []) {
      this.addSpoke(name, options);
    }
  }

  /** What a transit sees: spokes and other networks that come later too. */
  private networkOfTransit(networkManager: HubSpokeProps["connectBy"]): ITransitNetwork {
    const { hub, spokeList, remoteNetworks } = this;
    return {
      hub,
      get spokes(): Spoke[] {
        return [...spokeList];
      },
      get remoteNetworks(): IRemoteNetwork[] {
        return [...remoteNetworks];
      },
      networkManager,
    };
  }

  private addOperations({ diagnostics, flowLogs, locks, ddosProtection }: HubSpokeProps): void {
    if (diagnostics) {
      this.addDiagnostics(diagnostics);
    }
    if (flowLogs) {
      this.addFlowLogs(flowLogs);
    }
    if (locks) {
      this.addLocks(locks);
    }
    ddosProtection?.protect(this);
  }

  /** The spokes, in the order in which they were added. */
  public get spokes(): Spoke[] {
    return [...this.spokeList];
  }

  /**
   * The hub as spokes of other stacks need it, if `hub.attachments` lets them attach: for stacks of the same program, or as an
   * output (`exportHub`). It is the hub as it is now, so take it when gateways and sites are there.
   */
  public get attachableHub(): AttachableHub {
    const { hub, boundTransit, transit } = this;
    if (hub.attachableSpace.length === 0 || !boundTransit.peersSpokes) {
      throw new HubSpokeError(
        this,
        boundTransit.peersSpokes
          ? "spokes of other stacks can't attach yet: give the hub attachments with the addressSpace of all spokes"
          : "spokes of other stacks can't attach, since this transit doesn't peer spokes with the hub: choose another",
      );
    }
    // Spokes ask the first that answers: what forwards, or else the resolver.
    const dnsServers = (): string[] =>
      transit.dnsServers.length > 0 ? transit.dnsServers : hub._resolverOfSpokes;
    const beyond = (): { readonly sharesGateway: boolean; readonly onPremisesPrefixes: string[] } => ({
      sharesGateway: boundTransit.sharesGateway && hub.sharedGateways.length > 0,
      onPremisesPrefixes: hub.onPremisesPrefixes,
    });
    const [now, servers] = [beyond(), dnsServers()];
    checkAtSynth(this, () => [
      JSON.stringify(beyond()) === JSON.stringify(now) && dnsServers().length === servers.length
        ? undefined
        : "the hub got a gateway, sites or DNS servers after attachableHub or exportHub, which attached spokes wouldn't know: " +
          "call them last",
    ]);
    const { virtualNetworkId, virtualNetworkName, resourceGroupName } = hub.virtualNetwork;
    return AttachableHub._of(this, {
      ...now,
      name: hub.name,
      virtualNetworkId,
      virtualNetworkName,
      resourceGroupName,
      addressSpace: hub.addressSpace,
      spokeAddressSpace: hub.attachableSpace,
      nextHopAddress: transit.nextHopAddress,
      dnsServers: servers.length > 0 ? servers : undefined,
      gatewayRouteTableName: this.gatewayRouteTableName,
    });
  }

  /**
   * Writes what attached spokes need as an output of the stack, read in theirs by `AttachableHub.fromOutput`, and returns it for
   * other stacks of the same program.
   *
   * @param name name of the output, such as `hub01`
   */
  public exportHub(name: string): AttachableHub {
    const hub = this.attachableHub;
    hub._addOutput(this, checked(this, "string", name, "the name"));
    return hub;
  }

  /**
   * Writes ids and addresses of the network as an output of the stack: of virtual networks and subnets, gateways, Bastion and
   * resolver, of the firewall or load balancer of the transit, and the route table of each spoke. What comes later is in it.
   *
   * @param name name of the output, such as `network`
   */
  public addOutput(name: string): void {
    addNetworkOutput(this, checked(this, "string", name, "the name"), this);
  }

  /** Sends logs of gateways, firewalls and Bastion to a workspace, of those that come later too, and returns what does. */
  public addDiagnostics(options: DiagnosticsOptions): Diagnostics {
    this.refuseSecond("Diagnostics", "diagnostics");
    const diagnostics = new Diagnostics(this, "Diagnostics", options);
    diagnostics.watch(this);
    return diagnostics;
  }

  /** Records connections of all virtual networks, of those that come later too, and returns what does. */
  public addFlowLogs(options: FlowLogsOptions): FlowLogs {
    this.refuseSecond("FlowLogs", "flow logs");
    const logs = new FlowLogs(this, "FlowLogs", options);
    logs.watch(this);
    return logs;
  }

  /** Locks what is expensive to lose, also what comes later, and returns what does. */
  public addLocks(options: ResourceLocksOptions = {}): ResourceLocks {
    this.refuseSecond("Locks", "locks");
    const locks = new ResourceLocks(this, "Locks", options);
    locks.watch(this);
    return locks;
  }

  /** Adds a spoke, connects it as all others are, and returns it. Route tables of the others follow. */
  public addSpoke(name: string, options: SpokeOptions): Spoke {
    checkedNamed(this, "SpokeOptions", name, options);
    return withoutStackTraces(() => this.connect(name, options));
  }

  /**
   * What forwards in the hub, if other networks can send packets to it and get routed to.
   * @internal
   */
  public get _forwarder(): NextHop | undefined {
    return this.transitParts.find((part) => part.forwarder && part.addRemoteNetwork)?.forwarder;
  }

  /**
   * Routes packets to another network of the mesh.
   * @internal
   */
  public _addRemoteNetwork(remote: IRemoteNetwork): void {
    this.remoteNetworks.push(remote);
    withoutStackTraces(() => this.transitParts.forEach((part) => part.addRemoteNetwork?.(remote)));
  }

  private get gatewayRouteTableName(): string | undefined {
    const names = this.transitParts.map(
      (part) => (part as Partial<UserDefinedRoutes>)._gatewayRouteTableName,
    );
    return names.find((each) => each !== undefined);
  }

  private refuseSecond(id: string, what: string): void {
    if (this.node.tryFindChild(id)) {
      throw new HubSpokeError(
        this,
        `the network has ${what} already; make others by themselves, and let them watch what they are for`,
      );
    }
  }

  private connect(name: string, options: SpokeOptions): Spoke {
    const { virtualNetwork } = options;
    const same =
      virtualNetwork &&
      [this.hub, ...this.spokeList].find((member) => isSameNetwork(member.virtualNetwork, virtualNetwork));
    if (same) {
      throw new HubSpokeError(
        this,
        `the network of spoke ${quote(name)} is that of ${quote(same.name)} already: leave one of the two out`,
      );
    }
    const spoke = new Spoke(this, childId(this, "Spoke", name), {
      ...this.placement,
      ...options,
      location: options.location ?? this.placement.location,
      resourceGroupName: options.resourceGroupName ?? this.placement.resourceGroupName,
      provider: options.provider ?? this.placement.provider,
      tags: mergeTags(this.placement.tags, options.tags),
      name,
    });
    const foreignGroup = foreignGroupProblem(name, options, this.placement.provider);
    if (foreignGroup !== undefined) {
      tellsOfGroup(spoke);
    }
    checkAtSynth(spoke, () => [
      foreignGroup,
      foreignScopeProblem(spoke, this.managed && this._network.networkManager),
    ]);
    if (this.managed) {
      this.managed.group.addMember(spoke.virtualNetwork);
    } else if (this.boundTransit.peersSpokes) {
      spoke._setPeering(this.peer(spoke));
    }
    this.spokeList.push(spoke);
    this.spokeNetworks.add(spoke.virtualNetwork.creationOrder);
    contentsOf(spoke.virtualNetwork).families.push(this.spokeNetworks);
    this.boundTransit.addSpoke(spoke);
    this.hub._addSpoke(spoke);
    spoke._report({
      prefixes: this.prefixes,
      addSubnet: (subnet) => this.transitParts.forEach((part) => part.addSubnet?.(spoke, subnet)),
    });
    return spoke;
  }

  /** What security groups name: read at synth, when everything is there. */
  private get prefixes(): NetworkPrefixes {
    const { hub, spokeList, remoteNetworks } = this;
    return {
      get hub() {
        return hub.addressSpace;
      },
      get spokes() {
        const others = remoteNetworks.flatMap(({ network }) => [network.hub, ...network.spokes]);
        const { attachableSpace } = hub;
        const single = [...spokeList, ...others].flatMap((member) => member.addressSpace);
        return [...attachableSpace, ...outsideOf(attachableSpace, single)].sort();
      },
      get onPremises() {
        return hub.onPremisesPrefixes;
      },
      get bastion() {
        return hub.subnets
          .filter(({ subnetName }) => subnetName === ReservedSubnet.BASTION)
          .map(({ addressPrefix }) => addressPrefix);
      },
    };
  }

  private peer(spoke: Spoke): VnetPeering {
    const { hub } = this;
    const peering = new VnetPeering(spoke, "Peering", {
      virtualNetwork: hub.virtualNetwork,
      remoteVirtualNetwork: spoke.virtualNetwork,
      naming: this.placement.naming,
      provider: hub.placement.provider,
      remoteProvider: spoke.placement.provider,
    });
    if (this.boundTransit.sharesGateway) {
      hub.sharedGateways.forEach((gateway) => peering._shareGateway(gateway));
    }
    return peering;
  }

  private manageSpokes(manager: NetworkManager): ManagedSpokes | undefined {
    const { hub, boundTransit } = this;
    if (TerraformStack.of(manager) !== TerraformStack.of(this)) {
      throw new HubSpokeError(
        this,
        `the network manager ${manager.node.path} is in another stack: create one here, with existingManagerId if it is to be that one`,
      );
    }
    if (!boundTransit.peersSpokes) {
      throw new HubSpokeError(
        this,
        "this transit doesn't peer spokes with the hub, so there is nothing to connect: leave connectBy out, or choose another transit",
      );
    }
    const group = manager._addSpokeGroup(`${hub.name}-spokes`);
    const options = { hub: hub.virtualNetwork, groups: [group] };
    const configuration = manager._addHubAndSpoke(hub.name, options);
    if (boundTransit.sharesGateway) {
      hub.sharedGateways.forEach((gateway) => configuration.shareGateway(gateway));
    }
    return { group, configuration };
  }

  private createResourceGroup(props: HubSpokeProps): string {
    return new ResourceGroup(this, "ResourceGroup", {
      name: namingOf(props as PlacementProps).nameOf({
        kind: ResourceKind.RESOURCE_GROUP,
        subject: props.hub.name,
      }),
      location: props.location,
      tags: props.tags && literalTexts(props.tags),
      provider: props.provider,
    }).name;
  }
}

/** How a network manager connects the spokes. */
interface ManagedSpokes {
  readonly group: NetworkGroup;
  readonly configuration: ConnectivityConfiguration;
}

/** A transit and those in its scope that it is made of. */
function partsOf(transit: ITransit, scope: IConstruct): ITransit[] {
  const inScope = scope.node.findAll() as (IConstruct & Partial<ITransit>)[];
  const parts = inScope.filter(
    (each): each is IConstruct & ITransit => each.peersSpokes !== undefined && each.addSpoke !== undefined,
  );
  return [...new Set([transit, ...parts])];
}

function mergeTags(
  common: { [key: string]: string } | undefined,
  own: { [key: string]: string } | undefined,
): { [key: string]: string } | undefined {
  return own ? { ...common, ...own } : common;
}
