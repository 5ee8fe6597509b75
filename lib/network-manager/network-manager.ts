import { DataAzurermSubscription } from "@cdktf/provider-azurerm/lib/data-azurerm-subscription";
import { NetworkManager as AzurermNetworkManager } from "@cdktf/provider-azurerm/lib/network-manager";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { LIMITS } from "../azure/limits";
import { NAME_RULES } from "../azure/names";
import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { isDeferred, isReference, quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked, checkedNamed } from "../core/input-check";
import { late } from "../core/late";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { notedOf } from "../core/noted";
import { checkPlacement, commonArguments, namingOf, placementOf, PlacementProps } from "../core/placement";
import { identityOf, reference } from "../core/references";
import { WarningCode } from "../core/warning-code";
import { warnAtSynth } from "../core/warnings";
import { IVirtualNetwork } from "../network/i-virtual-network";
import { AddressPool, AddressPoolOptions } from "./address-pool";
import { AdminConfiguration, AdminRulesOptions, adminRuleLimits } from "./admin-rules";
import {
  ConnectivityConfiguration,
  ConnectivityTopology,
  ManagedHubAndSpokeOptions,
  ManagedMeshOptions,
} from "./connectivity-configuration";
import { ManagerDeployments, ScopeAccess } from "./deployments";
import { IManagedConfiguration } from "./i-managed-configuration";
import { ManagedRoutesOptions, RoutingConfiguration } from "./managed-routes";
import { NetworkGroup } from "./network-group";

/** Props of a {@link NetworkManager}. */
export interface NetworkManagerProps extends PlacementProps {
  /** What it is for, such as `corp`: the naming strategy makes `vnm-corp` of it. */
  readonly name: string;

  /**
   * Azure name.
   * @default - chosen by the naming strategy: `vnm-<name>`
   */
  readonly networkManagerName?: string;

  /**
   * Ids of the subscriptions whose networks it manages: `/subscriptions/<id>`.
   * @default - that of its provider, if there are no `managementGroupIds` either
   */
  readonly subscriptionIds?: string[];

  /**
   * Ids of management groups whose networks it manages. `Microsoft.Network` must be registered in each.
   * @default - none
   */
  readonly managementGroupIds?: string[];

  /**
   * Id of a manager that exists already, to use instead of creating one. Nobody else may deploy it to the same regions: Azure takes
   * one deployment of a kind for each.
   * @default - one is created
   */
  readonly existingManagerId?: string;

  /**
   * Regions to deploy to beside those of the networks, whose region may be unknown if they exist already.
   * @default - none
   */
  readonly locations?: string[];
}

/**
 * Azure Virtual Network Manager (`azurerm_network_manager`): groups of virtual networks, and what it does with them. Each change is
 * deployed to the regions of the networks (`azurerm_network_manager_deployment`); on destroy deployments go first.
 *
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/network-manager.md
 */
export class NetworkManager extends Construct {
  private readonly resource?: AzurermNetworkManager;
  private readonly props: NetworkManagerProps;
  private readonly deployments: ManagerDeployments;
  private readonly groups: NetworkGroup[] = [];
  private readonly adminConfigurations: AdminConfiguration[] = [];
  private readonly connectivity: ConnectivityConfiguration[] = [];
  private readonly routings: RoutingConfiguration[] = [];
  private readonly pools: AddressPool[] = [];

  public constructor(scope: Construct, id: string, props: NetworkManagerProps) {
    super(scope, id);
    this.props = checked(this, "NetworkManagerProps", props);
    checkPlacement(this, props);
    if (props.existingManagerId === undefined) {
      this.resource = this.create();
    }
    this.deployments = new ManagerDeployments(this, {
      networkManagerId: this.networkManagerId,
      provider: props.provider,
      locations: props.locations ?? [],
    });
    const others = managersIn(TerraformStack.of(this));
    others.push(this);
    checkAtSynth(this, () => [
      props.existingManagerId === undefined
        ? undefined
        : azureIdProblem("existingManagerId", props.existingManagerId, AzureIdType.NETWORK_MANAGER),
      ...this.scopeProblems(),
      this.rivalProblem(others),
      ...this.connectedGroupProblems(),
    ]);
    adminRuleLimits(this, this.adminConfigurations);
    warnAtSynth(this, WarningCode.NETWORK_GROUP_EMPTY, () =>
      this.groups.length + this.pools.length === 0
        ? `the network manager ${quote(props.name)} has no groups and no pools, so it does nothing: call addGroup or addAddressPool, or ` +
          "leave it out"
        : undefined,
    );
  }

  /** Azure resource id. */
  public get networkManagerId(): string {
    return this.resource
      ? reference(this, "id", () => this.resource!.id, this)
      : this.props.existingManagerId!;
  }

  /** Adds a group of networks and returns it. */
  public addGroup(name: string, members: IVirtualNetwork[] = []): NetworkGroup {
    return this.createGroup(checked(this, "string", name, "the name"), members, false);
  }

  /**
   * A group for spokes, which come later.
   * @internal
   */
  public _addSpokeGroup(name: string): NetworkGroup {
    return this.createGroup(name, [], true);
  }

  /** Peers a hub with the networks of groups, in both directions, and returns the configuration. */
  public addHubAndSpoke(name: string, options: ManagedHubAndSpokeOptions): IManagedConfiguration {
    return this._addHubAndSpoke(name, checkedNamed(this, "ManagedHubAndSpokeOptions", name, options));
  }

  /**
   * Lets the networks of groups reach each other directly, without peerings: a connected group. Returns the configuration.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r70
   */
  public addMesh(name: string, options: ManagedMeshOptions): IManagedConfiguration {
    return this.addConnectivity(name, {
      ...checkedNamed(this, "ManagedMeshOptions", name, options),
      topology: ConnectivityTopology.MESH,
      directConnectivity: true,
    });
  }

  /**
   * Adds rules that come before the security groups of all networks of groups, and returns the configuration.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r68
   */
  public addAdminRules(name: string, options: AdminRulesOptions): IManagedConfiguration {
    checkedNamed(this, "AdminRulesOptions", name, options);
    const configuration = new AdminConfiguration(
      this,
      childId(this, "AdminRules", name, "security admin configuration"),
      {
        ...options,
        name,
        networkManagerId: this.networkManagerId,
        provider: this.props.provider,
      },
    );
    this.adminConfigurations.push(configuration);
    this.deploy(configuration, options.groups);
    return configuration;
  }

  /**
   * Adds routes to the route tables of all subnets of groups' networks, which keep what they have (mode UseExisting, azurerm 4.58), and
   * returns the configuration.
   */
  public addRoutes(name: string, options: ManagedRoutesOptions): IManagedConfiguration {
    checkedNamed(this, "ManagedRoutesOptions", name, options);
    const configuration = new RoutingConfiguration(
      this,
      childId(this, "Routing", name, "routing configuration"),
      {
        ...options,
        name,
        networkManagerId: this.networkManagerId,
        provider: this.props.provider,
      },
    );
    const earlier = [...this.routings];
    this.routings.push(configuration);
    checkAtSynth(configuration, () => earlier.flatMap((other) => configuration.clashesWith(other)));
    this.deploy(configuration, options.groups);
    return configuration;
  }

  /** Adds a pool of addresses (IPAM) and returns it. */
  public addAddressPool(name: string, options: AddressPoolOptions): AddressPool {
    checkedNamed(this, "AddressPoolOptions", name, options);
    const pool = AddressPool._of(this, childId(this, "AddressPool", name), {
      ...placementOf(this.props),
      ...options,
      name,
      networkManagerId: this.networkManagerId,
      siblings: this.pools,
    });
    this.pools.push(pool);
    return pool;
  }

  /** @internal */
  public _addHubAndSpoke(name: string, options: ManagedHubAndSpokeOptions): ConnectivityConfiguration {
    return this.addConnectivity(name, { ...options, topology: ConnectivityTopology.HUB_AND_SPOKE });
  }

  /**
   * Whether networks of other subscriptions than its own can be members.
   * @internal
   */
  public get _spansSubscriptions(): boolean {
    const { subscriptionIds, managementGroupIds, existingManagerId } = this.props;
    return (subscriptionIds ?? managementGroupIds ?? existingManagerId) !== undefined;
  }

  /** @internal */
  public get _placement(): PlacementProps {
    return placementOf(this.props);
  }

  private createGroup(name: string, members: IVirtualNetwork[], mayBeEmpty: boolean): NetworkGroup {
    const group = NetworkGroup._of(this, childId(this, "Group", name), {
      name,
      members,
      networkManager: this,
      mayBeEmpty,
    });
    this.groups.push(group);
    return group;
  }

  private create(): AzurermNetworkManager {
    const { props } = this;
    const name =
      props.networkManagerName ??
      namingOf(props).nameOf({ kind: ResourceKind.NETWORK_MANAGER, subject: props.name });
    checkName(this, NAME_RULES.networkManager, name, props.name);
    const isOwnScope = !props.subscriptionIds && !props.managementGroupIds;
    const resource = new AzurermNetworkManager(this, "Resource", {
      name,
      ...commonArguments(props),
      scope: {
        subscriptionIds: isOwnScope
          ? [new DataAzurermSubscription(this, "Subscription", { provider: props.provider }).id]
          : props.subscriptionIds,
        managementGroupIds: props.managementGroupIds,
      },
    });
    resource.addOverride(
      "scope_accesses",
      late(() => (this.accesses.length > 0 ? this.accesses : undefined)),
    );
    return resource;
  }

  private get accesses(): ScopeAccess[] {
    return this.deployments.accesses;
  }

  private addConnectivity(
    name: string,
    options: Omit<ConstructorParameters<typeof ConnectivityConfiguration>[2], "name" | "networkManagerId">,
  ): ConnectivityConfiguration {
    const configuration = new ConnectivityConfiguration(
      this,
      childId(this, "Connectivity", name, "connectivity configuration"),
      {
        ...options,
        name,
        networkManagerId: this.networkManagerId,
        provider: this.props.provider,
      },
    );
    this.connectivity.push(configuration);
    this.deploy(configuration, options.groups);
    if (options.hub) {
      this.deployments.reach(configuration, options.hub);
    }
    return configuration;
  }

  private deploy(
    configuration: Parameters<ManagerDeployments["reach"]>[0],
    groups: readonly NetworkGroup[],
  ): void {
    this.deployments.add(configuration);
    groups.forEach((group) => group._follow((network) => this.deployments.reach(configuration, network)));
    checkAtSynth(this, () => [
      ...groups
        .filter((group) => !this.groups.includes(group))
        .map(
          (group) =>
            `the group ${quote(group.groupName)} is of another network manager; make it with addGroup of this one`,
        ),
      ...groups
        .filter((group, index) => groups.indexOf(group) < index)
        .map(
          (group) =>
            `${quote(configuration.configurationName)} has the group ${quote(group.groupName)} twice: give it once`,
        ),
      groups.length === 0
        ? `${quote(configuration.configurationName)} has no groups: give it one of addGroup`
        : undefined,
    ]);
  }

  private scopeProblems(): (string | undefined)[] {
    const { subscriptionIds, managementGroupIds, existingManagerId } = this.props;
    const given = [...(subscriptionIds ?? []), ...(managementGroupIds ?? [])];
    return [
      existingManagerId !== undefined && given.length > 0
        ? "a manager that exists already has its scope: leave subscriptionIds and managementGroupIds out"
        : undefined,
      existingManagerId === undefined && (subscriptionIds ?? managementGroupIds) && given.length === 0
        ? "the manager has an empty scope: give subscriptionIds or managementGroupIds, or leave both out"
        : undefined,
      ...repeated("subscriptionIds", subscriptionIds),
      ...repeated("managementGroupIds", managementGroupIds),
      ...wrongIds("subscriptionIds", subscriptionIds, /^\/subscriptions\/[^/\s${}]+$/, "/subscriptions/<id>"),
      ...wrongIds(
        "managementGroupIds",
        managementGroupIds,
        /^\/providers\/Microsoft\.Management\/managementGroups\/[^/\s${}]+$/i,
        "/providers/Microsoft.Management/managementGroups/<name>",
      ),
    ];
  }

  private connectedGroupProblems(): string[] {
    const most = LIMITS.connectedGroupsOfNetwork.value;
    const networks = this.connectivity.flatMap((configuration) => configuration.networks);
    const configurations = this.connectivity.map((each) => ({
      name: quote(each.configurationName),
      connectedGroupsOf: each.connectedGroupsOf,
    }));
    return [...new Map(networks.map((network) => [network.creationOrder, network])).values()].flatMap(
      (network) => {
        const groups = configurations.map(({ name, connectedGroupsOf }) => ({
          name,
          count: connectedGroupsOf(network),
        }));
        const count = groups.reduce((sum, each) => sum + each.count, 0);
        return count > most
          ? [
              `${quote(network.name)} is in ${count} connected groups, of ` +
                `${groups.flatMap((each) => (each.count > 0 ? each.name : [])).join(", ")}; Azure allows ${most} for a network: take it out of one`,
            ]
          : [];
      },
    );
  }

  /** Azure takes one manager for a scope and feature, and one deployment for a manager, region and feature. */
  private rivalProblem(managers: readonly NetworkManager[]): string | undefined {
    const earlier = managers.slice(0, managers.indexOf(this));
    const rival = earlier.find(
      (other) =>
        other.place === this.place && other.accesses.some((access) => this.accesses.includes(access)),
    );
    return rival
      ? `${rival.node.path} manages the same networks, and Azure takes one network manager for a scope and feature: use that one ` +
          "in both places"
      : undefined;
  }

  private get place(): string {
    const { existingManagerId, subscriptionIds, managementGroupIds, provider } = this.props;
    return existingManagerId === undefined
      ? JSON.stringify([
          [...(subscriptionIds ?? []), ...(managementGroupIds ?? [])]
            .map((each) => each.toLowerCase())
            .sort(),
          this._spansSubscriptions ? "" : (provider?.alias ?? ""),
        ])
      : identityOf(this, existingManagerId);
  }
}

const managersIn = notedOf<TerraformStack, NetworkManager[]>(() => []);

/** Ids that are listed twice, which Azure refuses; it doesn't tell them apart by case. */
function repeated(property: string, ids: string[] = []): string[] {
  const known = ids.map((each) => each.toLowerCase());
  return ids
    .filter((_, index) => known.indexOf(known[index]) < index)
    .map((each) => `${property} lists ${quote(each)} twice; name it once`);
}

function wrongIds(property: string, ids: string[] | undefined, pattern: RegExp, like: string): string[] {
  return (ids ?? [])
    .filter((each) => !isDeferred(each) && !isReference(each) && !pattern.test(each))
    .map((each) => `${property} lists ${quote(each)}; write ids like "${like}"`);
}
