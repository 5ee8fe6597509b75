import { NetworkWatcherFlowLog } from "@cdktf/provider-azurerm/lib/network-watcher-flow-log";
import { TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { regionId } from "../azure/regions";
import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { isDeferred, isReference, nameProblem, quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked } from "../core/input-check";
import { waitFor } from "../core/late";
import { ResourceKind } from "../core/naming";
import { commonArguments, locationProblem, namingOf } from "../core/placement";
import { addressOf } from "../core/references";
import {
  addToWatched,
  watchedId,
  WatchedKind,
  WatchedResource,
  watchResources,
} from "../core/watched-resources";

/** Evaluation of flow logs in a workspace: who talks with whom, and how much. */
export interface TrafficAnalytics {
  /** Azure id of the Log Analytics workspace. */
  readonly workspaceResourceId: string;

  /** The workspace's own id, a GUID (`workspace_id` of `azurerm_log_analytics_workspace`). */
  readonly workspaceId: string;

  /** Azure region of the workspace. */
  readonly workspaceRegion: string;

  /**
   * Minutes between two evaluations: 10 or 60.
   * @default 60
   */
  readonly intervalMinutes?: number;
}

/** Where flow logs go. */
export interface FlowLogsOptions {
  /**
   * Azure ids of the storage accounts by region (`japaneast`): Standard performance, in the region of the networks whose
   * logs they take.
   */
  readonly storageAccountIds: { [region: string]: string };

  /**
   * Days that logs are kept, 1 to 365, or 0 for ever.
   * @default 30
   */
  readonly retentionDays?: number;

  /**
   * Evaluation in a workspace.
   * @default - none
   */
  readonly trafficAnalytics?: TrafficAnalytics;

  /**
   * Resource group of the Network Watchers.
   * @default "NetworkWatcherRG", where Azure makes one for each region by itself
   */
  readonly networkWatcherResourceGroupName?: string;

  /**
   * Names of the Network Watchers by region.
   * @default - `NetworkWatcher_<region>`, as Azure names them
   */
  readonly networkWatcherNames?: { [region: string]: string };
}

/** Stands for a region that only apply tells. */
const LATE_REGION = "";

/**
 * Records which connections virtual networks have, and which security groups refuse: an `azurerm_network_watcher_flow_log`
 * for each network, created when all else in the network is. Network Watchers are there already in every region with a network, and are never created.
 *
 * The first 5 GB of a month and subscription cost nothing.
 */
export class FlowLogs extends Construct {
  private readonly options: FlowLogsOptions;
  private readonly accounts: ReadonlyMap<string, string>;
  private readonly watchers: ReadonlyMap<string, string>;
  /** Names of networks in regions without a storage account. */
  private readonly homeless = new Map<string, readonly string[]>();

  public constructor(scope: Construct, id: string, options: FlowLogsOptions) {
    super(scope, id);
    this.options = checked(this, "FlowLogsOptions", options);
    this.accounts = byRegion(options.storageAccountIds);
    this.watchers = byRegion(options.networkWatcherNames ?? {});
    const days = options.retentionDays;
    checkAtSynth(this, () => [
      ...Object.entries(options.storageAccountIds).map(
        ([region, account]) =>
          locationProblem(region, "the region in storageAccountIds,") ??
          azureIdProblem(`storageAccountIds.${region}`, account, AzureIdType.STORAGE_ACCOUNT),
      ),
      days === undefined || (Number.isInteger(days) && days >= 0 && days <= 365)
        ? undefined
        : `retentionDays is ${days}; give whole days, 1 to 365, or 0 to keep logs for ever`,
      options.networkWatcherResourceGroupName === undefined
        ? undefined
        : nameProblem(NAME_RULES.resourceGroup, options.networkWatcherResourceGroupName),
      ...Object.values(options.networkWatcherNames ?? {}).map((name) => nameProblem(WATCHER_NAME, name)),
      ...analyticsProblems(options.trafficAnalytics),
      ...this.homelessProblems(),
    ]);
  }

  /** Records the networks that are created in a scope, such as a `HubSpokeConstruct`: now and later. */
  public watch(scope: IConstruct): void {
    watchResources(this, checked(this, "IConstruct", scope, "the scope"), (found) => {
      if (found.kind === WatchedKind.VIRTUAL_NETWORK) {
        this.record(found);
      }
    });
  }

  private homelessProblems(): string[] {
    const known = [...this.accounts.keys()].map(quote).join(", ") || "none";
    return [...this.homeless].map(([region, names]) =>
      region === LATE_REGION
        ? `the location of ${names.map(quote).join(", ")} is known only at apply, and flow logs go to a storage account of the same ` +
          "region: give it as text"
        : `virtual network${names.length > 1 ? "s" : ""} ${names.map(quote).join(", ")} ${names.length > 1 ? "are" : "is"} in ` +
          `${quote(region)}, for which there is no storage account; flow logs go to one in the same region: add ${quote(region)} to ` +
          `storageAccountIds, which has ${known}`,
    );
  }

  private record(found: WatchedResource): void {
    const { resource, name, placement, parts } = found;
    const { retentionDays = 30, trafficAnalytics, networkWatcherResourceGroupName } = this.options;
    const { location, tags, provider } = commonArguments(placement);
    const region = isDeferred(location) ? LATE_REGION : regionId(location);
    const account = this.accounts.get(region);
    const isHere = TerraformStack.of(resource) === TerraformStack.of(this);
    checkAtSynth(this, () => [
      earlier
        ? `virtual network ${quote(name)} has a flow log already, by ${earlier.node.scope!.node.path}, and Azure takes one: leave one of ` +
          "the two out"
        : undefined,
    ]);
    if (account === undefined && locationProblem(location) === undefined) {
      this.homeless.set(region, [...(this.homeless.get(region) ?? []), name]);
    }
    const log: NetworkWatcherFlowLog = new NetworkWatcherFlowLog(
      this,
      childId(this, "Network", watchedId(this, found)),
      {
        name: namingOf(placement).nameOf({ kind: ResourceKind.FLOW_LOG, subject: name }),
        networkWatcherName: this.watchers.get(region) ?? `NetworkWatcher_${region}`,
        resourceGroupName: networkWatcherResourceGroupName ?? "NetworkWatcherRG",
        targetResourceId: isHere ? `\${${addressOf(resource)}.id}` : resource.getStringAttribute("id"),
        storageAccountId: account ?? "",
        enabled: true,
        version: 2,
        retentionPolicy: { enabled: retentionDays > 0, days: retentionDays },
        trafficAnalytics: trafficAnalytics && {
          enabled: true,
          workspaceId: trafficAnalytics.workspaceId,
          workspaceRegion: trafficAnalytics.workspaceRegion,
          workspaceResourceId: trafficAnalytics.workspaceResourceId,
          intervalInMinutes: trafficAnalytics.intervalMinutes ?? 60,
        },
        location,
        tags,
        provider,
      },
    );
    const earlier = addToWatched(found, "flow log", log);
    // Azure notes it in the network, which takes one change at a time.
    waitFor(log, () => parts?.() ?? []);
  }
}

const WATCHER_NAME = { ...NAME_RULES.subnet, what: "Network Watcher" };

function byRegion(values: { readonly [region: string]: string }): ReadonlyMap<string, string> {
  return new Map(Object.entries(values).map(([region, value]) => [regionId(region), value]));
}

function analyticsProblems(analytics: TrafficAnalytics | undefined): (string | undefined)[] {
  if (!analytics) {
    return [];
  }
  const { workspaceId, workspaceResourceId, workspaceRegion, intervalMinutes } = analytics;
  return [
    isReference(workspaceRegion)
      ? undefined
      : locationProblem(workspaceRegion, "trafficAnalytics.workspaceRegion"),
    azureIdProblem(
      "trafficAnalytics.workspaceResourceId",
      workspaceResourceId,
      AzureIdType.LOG_ANALYTICS_WORKSPACE,
    ),
    isDeferred(workspaceId) ||
    isReference(workspaceId) ||
    /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(workspaceId)
      ? undefined
      : `trafficAnalytics.workspaceId is ${quote(workspaceId)}; it is the workspace's own id, a GUID, and not its Azure id`,
    intervalMinutes === undefined || intervalMinutes === 10 || intervalMinutes === 60
      ? undefined
      : `trafficAnalytics.intervalMinutes is ${intervalMinutes}; Azure evaluates every 10 or 60 minutes`,
  ];
}
