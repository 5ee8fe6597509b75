import { NetworkManagerConnectivityConfiguration } from "@cdktf/provider-azurerm/lib/network-manager-connectivity-configuration";
import { TerraformProvider } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { LIMITS } from "../azure/limits";
import { NAME_RULES } from "../azure/names";
import { regionId } from "../azure/regions";
import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { late } from "../core/late";
import { checkName } from "../core/name-check";
import { reference, resourceOf } from "../core/references";
import { WarningCode } from "../core/warning-code";
import { warnAtSynth } from "../core/warnings";
import { overlapsBetweenOwners } from "../network/addressing";
import { CreationOrder } from "../network/creation-order";
import { IVirtualNetwork } from "../network/i-virtual-network";
import { contentsOf, isSameNetwork } from "../network/network-contents";
import { addPeering } from "../network/peers";
import { routeGiversIn } from "../network/single-services";
import { DeployedConfiguration, ScopeAccess } from "./deployments";
import { NetworkGroup } from "./network-group";

/** Networks of groups that reach each other. */
export interface ManagedMeshOptions {
  /** The groups. */
  readonly groups: NetworkGroup[];

  /**
   * Whether networks in different regions reach each other too.
   * @default - true if they are in several
   */
  readonly global?: boolean;
}

/** A hub and the groups that are peered with it. */
export interface ManagedHubAndSpokeOptions {
  /** The hub. */
  readonly hub: IVirtualNetwork;

  /** Groups of its spokes. */
  readonly groups: NetworkGroup[];

  /**
   * Whether spokes use the hub's gateway, which must be there.
   * @default false
   */
  readonly useHubGateway?: boolean;

  /**
   * Whether spokes of one group reach each other directly, and the hub with them: a connected group for each.
   * @default false
   */
  readonly directConnectivity?: boolean;

  /**
   * With `directConnectivity`: whether spokes in different regions reach each other too.
   * @default - true if they are in several
   */
  readonly global?: boolean;
}

/** Azure's topologies. */
export enum ConnectivityTopology {
  HUB_AND_SPOKE = "HubAndSpoke",
  MESH = "Mesh",
}

interface ConnectivitySettings extends Partial<ManagedHubAndSpokeOptions> {
  readonly name: string;
  readonly groups: NetworkGroup[];
  readonly networkManagerId: string;
  readonly topology: ConnectivityTopology;
  readonly provider?: TerraformProvider;
}

/** Peers or connects groups of networks (`azurerm_network_manager_connectivity_configuration`). */
export class ConnectivityConfiguration extends Construct implements DeployedConfiguration {
  public readonly access = ScopeAccess.CONNECTIVITY;
  public readonly configurationName: string;

  private readonly resource: NetworkManagerConnectivityConfiguration;
  private readonly settings: ConnectivitySettings;
  private readonly gateways: IConstruct[] = [];
  private sharesGateway: boolean;

  public constructor(scope: Construct, id: string, settings: ConnectivitySettings) {
    super(scope, id);
    this.settings = settings;
    this.configurationName = settings.name;
    this.sharesGateway = settings.useHubGateway ?? false;
    const { topology, hub, networkManagerId, provider, name } = settings;
    checkName(this, NAME_RULES.networkManagerPart, name);
    this.resource = new NetworkManagerConnectivityConfiguration(this, "Resource", {
      name,
      networkManagerId,
      connectivityTopology: topology,
      // True would remove every peering that the configuration doesn't have, those of this program too.
      deleteExistingPeeringEnabled: false,
      globalMeshEnabled: late(() => this.isGlobal) as never,
      hub: hub && {
        resourceId: reference(hub, "id", () => hub.virtualNetworkId, this),
        resourceType: "Microsoft.Network/virtualNetworks",
      },
      appliesToGroup: late(() =>
        settings.groups.map((group) => ({
          network_group_id: group.networkGroupId,
          group_connectivity: settings.directConnectivity ? "DirectlyConnected" : "None",
          global_mesh_enabled: this.isGlobal,
          use_hub_gateway: this.sharesGateway,
        })),
      ),
      provider,
    });
    if (hub) {
      const peered = new Set<CreationOrder>();
      settings.groups.forEach((group) =>
        group._follow((spoke) => {
          if (!peered.has(spoke.creationOrder)) {
            peered.add(spoke.creationOrder);
            this.peer(hub, spoke);
          }
        }),
      );
      checkAtSynth(this, () => this.hubProblems(hub));
    }
    checkAtSynth(this, () => this.sizeProblems());
    this.warn();
  }

  public get configurationId(): string {
    return reference(this, "id", () => this.resource.id, this);
  }

  public usesGateway(): boolean {
    return this.sharesGateway;
  }

  public parts(): IConstruct[] {
    const { hub, groups } = this.settings;
    return [
      ...groups.flatMap((group) => group._resources),
      ...(this.sharesGateway && hub ? [...this.gateways, ...routeGiversIn(hub)] : []),
    ];
  }

  public content(): object {
    const { hub, topology, directConnectivity = false, groups } = this.settings;
    return {
      topology,
      directConnectivity,
      hub: hub?.name ?? null,
      global: this.isGlobal,
      useHubGateway: this.sharesGateway,
      groups: groups.map(({ groupName, members }) => [groupName, members.map(({ name }) => name).sort()]),
    };
  }

  /** Lets the spokes use a gateway or Route Server of the hub, after which it is deployed. */
  public shareGateway(gateway: IConstruct): void {
    this.sharesGateway = true;
    this.gateways.push(gateway);
  }

  /** Each once, also one that is in two groups. */
  private get members(): IVirtualNetwork[] {
    const all = this.settings.groups.flatMap((group) => group.members);
    return [...new Map(all.map((network) => [network.creationOrder, network])).values()];
  }

  /** Between regions only where asked for or needed; without a connected group it means nothing. */
  private get isGlobal(): boolean {
    const { directConnectivity, global } = this.settings;
    const regions = this.networks.map(({ location }) => regionId(location ?? ""));
    return (directConnectivity ?? false) && (global ?? new Set(regions).size > 1);
  }

  private peer(hub: IVirtualNetwork, spoke: IVirtualNetwork): void {
    addPeering(hub, { owner: this, peer: spoke, usesGateway: () => false });
    addPeering(spoke, { owner: this, peer: hub, usesGateway: () => this.sharesGateway });
  }

  private hubProblems(hub: IVirtualNetwork): (string | undefined)[] {
    const { members } = this;
    return [
      ...members.flatMap((spoke) => {
        const others = contentsOf(spoke).peerings.filter(({ owner }) => owner !== this);
        const twin = others.find(({ peer }) => isSameNetwork(peer, hub));
        const foreign = this.sharesGateway && others.find(({ usesGateway }) => usesGateway());
        const [own] = this.sharesGateway ? routeGiversIn(spoke) : [];
        return [
          isSameNetwork(spoke, hub)
            ? `the hub ${quote(hub.name)} is in a group of its own spokes: take it out`
            : undefined,
          twin
            ? `${quote(spoke.name)} and the hub ${quote(hub.name)} are peered already, by ${twin.owner.node.path}; Azure allows one ` +
              "peering between two networks: leave one of the two out"
            : undefined,
          own
            ? `${quote(spoke.name)} can't use the gateway of ${quote(hub.name)}, since it has one of its own, ${own.node.path}: leave ` +
              "one of the two out"
            : undefined,
          foreign
            ? `${quote(spoke.name)} uses the gateway of another network already, over ${foreign.owner.node.path}; Azure allows one`
            : undefined,
        ];
      }),
      this.sharesGateway &&
      this.gateways.length === 0 &&
      resourceOf(hub) !== undefined &&
      routeGiversIn(hub).length === 0
        ? `useHubGateway is set, and the hub ${quote(hub.name)} has no gateway, so Azure creates the peerings in one direction only: ` +
          "give it one, or leave useHubGateway out"
        : undefined,
      ...overlapsBetweenOwners(
        [hub, ...members].flatMap((network) =>
          network.addressSpace.map((text) => ({ owner: network.name, text })),
        ),
      )
        .filter(({ first, second }) => [first.owner, second.owner].includes(hub.name))
        .map(
          ({ first, second }) =>
            `${quote(first.owner)} (${first.text}) and ${quote(second.owner)} (${second.text}) overlap, so Azure refuses to peer ` +
            "them; give one of them other addresses",
        ),
    ];
  }

  /** All that it connects. */
  public get networks(): IVirtualNetwork[] {
    const { hub } = this.settings;
    return [...(hub ? [hub] : []), ...this.members];
  }

  /** Tells how often a network is in a connected group: the hub is in that of each group of spokes. */
  public get connectedGroupsOf(): (network: IVirtualNetwork) => number {
    const { connectedGroups } = this;
    const { hub } = this.settings;
    return (network) => {
      const isHub = hub !== undefined && isSameNetwork(hub, network);
      return connectedGroups.filter(
        (members) => isHub || members.some((member) => isSameNetwork(member, network)),
      ).length;
    };
  }

  /** Networks that reach each other without peerings, as one group each. */
  private get connectedGroups(): IVirtualNetwork[][] {
    const { topology, directConnectivity, groups } = this.settings;
    if (topology === ConnectivityTopology.MESH) {
      return [this.members];
    }
    return directConnectivity ? groups.map((group) => group.members) : [];
  }

  private sizeProblems(): string[] {
    const most = LIMITS.networksOfHighScaleGroup.value;
    return this.connectedGroups
      .filter((members) => members.length > most)
      .map(
        (members) =>
          `the connected group of ${quote(this.configurationName)} has ${members.length} virtual networks; Azure allows ${most} with ` +
          "the preview feature AllowHighScaleConnectedGroup: divide them",
      );
  }

  private warn(): void {
    const { hub } = this.settings;
    warnAtSynth(this, WarningCode.PEERING_LIMIT, () => {
      const most = LIMITS.peeringsOfManagedHub.value;
      return hub && this.members.length > most
        ? `the hub ${quote(hub.name)} has ${this.members.length} spokes; Azure allows ${most} for a hub of Virtual Network Manager: ` +
            "divide the spokes among several hubs"
        : undefined;
    });
    warnAtSynth(this, WarningCode.CONNECTED_GROUP_LIMIT, () => {
      const { value } = LIMITS.networksOfConnectedGroup;
      const large = this.connectedGroups.find((members) => members.length > value);
      return large
        ? `the connected group of ${quote(this.configurationName)} has ${large.length} virtual networks; Azure allows ${value} unless ` +
            "the preview feature AllowHighScaleConnectedGroup is registered, which some regions have"
        : undefined;
    });
    warnAtSynth(this, WarningCode.CONNECTED_GROUP_OVERLAP, () => {
      const overlaps = this.connectedGroups.flatMap((members) =>
        overlapsBetweenOwners(
          members.flatMap(({ name, addressSpace }) => addressSpace.map((text) => ({ owner: name, text }))),
        ),
      );
      return overlaps.length > 0
        ? `in the connected group of ${quote(this.configurationName)} ` +
            overlaps
              .map(
                ({ first, second }) =>
                  `${quote(first.owner)} (${first.text}) and ${quote(second.owner)} (${second.text}) overlap`,
              )
              .join(", ") +
            ", and Azure drops what goes to the addresses that they share: give one of them others"
        : undefined;
    });
  }
}
