import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import { TerraformProvider, TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { azureIdProblem, AzureIdType } from "../core/azure-ids";
import { isDeferred, isReference, quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked, checkedNamed } from "../core/input-check";
import { addressOf } from "../core/references";
import {
  addToWatched,
  watchedId,
  WatchedKind,
  WatchedResource,
  watchResources,
} from "../core/watched-resources";

/** Where logs go, and which. */
export interface DiagnosticsOptions {
  /**
   * Azure id of the Log Analytics workspace that logs go to.
   * @default - none; `storageAccountId` is required then
   */
  readonly workspaceId?: string;

  /**
   * Azure id of the storage account that logs go to, too: for keeping them long.
   * @default - none
   */
  readonly storageAccountId?: string;

  /**
   * Whether metrics go there as well, which Azure keeps for 93 days by itself.
   * @default false
   */
  readonly metrics?: boolean;

  /**
   * Name of the setting on each resource: one of each name.
   * @default "diagnostics"
   */
  readonly settingName?: string;
}

/** A resource of Azure's that isn't created by this package. */
export interface DiagnosticsTarget {
  /** Azure id of the resource. */
  readonly resourceId: string;

  /**
   * Provider configuration of its subscription.
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

const DEFAULT_NAME = "diagnostics";

/** What has logs that tell of the network. */
const LOGGED: readonly WatchedKind[] = [WatchedKind.GATEWAY, WatchedKind.FIREWALL, WatchedKind.BASTION];

/**
 * Sends logs of gateways, firewalls and Bastion to a workspace: an `azurerm_monitor_diagnostic_setting` for each, with all
 * categories that it has. A firewall's go to tables of their own (`AZFWNetworkRule` and the like).
 *
 * What a workspace takes in costs money.
 */
export class Diagnostics extends Construct {
  private readonly options: DiagnosticsOptions;

  public constructor(scope: Construct, id: string, options: DiagnosticsOptions) {
    super(scope, id);
    this.options = checked(this, "DiagnosticsOptions", options);
    const { workspaceId, storageAccountId, settingName } = options;
    checkAtSynth(this, () => [
      workspaceId === undefined && storageAccountId === undefined
        ? "diagnostics go nowhere; give workspaceId, storageAccountId or both"
        : undefined,
      workspaceId === undefined
        ? undefined
        : azureIdProblem("workspaceId", workspaceId, AzureIdType.LOG_ANALYTICS_WORKSPACE),
      storageAccountId === undefined
        ? undefined
        : azureIdProblem("storageAccountId", storageAccountId, AzureIdType.STORAGE_ACCOUNT),
      settingName === undefined || /^[^<>*%&:\\?+/{}]{1,260}$/.test(settingName)
        ? undefined
        : `settingName is ${quote(settingName)}; it has 1 to 260 characters, and none of < > * % & : \\ ? + / { }`,
    ]);
  }

  /** Logs what is created in a scope, such as a `HubSpokeConstruct` or a whole stack: now and later. */
  public watch(scope: IConstruct): void {
    watchResources(this, checked(this, "IConstruct", scope, "the scope"), (found) => {
      if (LOGGED.includes(found.kind)) {
        this.log(found);
      }
    });
  }

  /** Logs any other resource of Azure's, by its id. */
  public addResource(name: string, target: DiagnosticsTarget): void {
    const { resourceId, provider } = checkedNamed(this, "DiagnosticsTarget", name, target);
    this.add(childId(this, "Resource", name), resourceId, provider, false);
    checkAtSynth(this, () => [
      isDeferred(resourceId) || isReference(resourceId) || /^\/subscriptions\/[^/]+\/\S+$/i.test(resourceId)
        ? undefined
        : `resourceId of ${quote(name)} is ${quote(resourceId)}, which is no Azure id`,
    ]);
  }

  private log(found: WatchedResource): void {
    const { resource, placement, kind } = found;
    const isHere = TerraformStack.of(resource) === TerraformStack.of(this);
    const id = isHere ? `\${${addressOf(resource)}.id}` : resource.getStringAttribute("id");
    const setting = this.add(
      childId(this, "Setting", watchedId(this, found)),
      id,
      placement.provider,
      kind === WatchedKind.FIREWALL,
    );
    this.refuseTwins(found, setting);
  }

  /** Azure tells settings of a resource apart by name, and takes each place that logs go to once. */
  private refuseTwins(found: WatchedResource, setting: IConstruct): void {
    const { workspaceId, storageAccountId, settingName = DEFAULT_NAME } = this.options;
    const twin = (what: string): string | undefined => {
      const earlier = addToWatched(found, `diagnostics ${what.toLowerCase()}`, setting);
      return earlier?.node.scope?.node.path;
    };
    const [named, ...sent] = [`name ${settingName}`, workspaceId, storageAccountId].map(
      (what) => what && twin(what),
    );
    checkAtSynth(this, () => [
      named
        ? `${quote(found.name)} has a diagnostic setting ${quote(settingName)} already, by ${named}: leave one of the two out, or give ` +
          "another settingName"
        : undefined,
      ...sent.map((earlier) =>
        earlier
          ? `logs of ${quote(found.name)} go to the same place already, by ${earlier}, and Azure sends them there once: leave one of ` +
            "the two out"
          : undefined,
      ),
    ]);
  }

  private add(
    id: string,
    resourceId: string,
    provider: TerraformProvider | undefined,
    isFirewall: boolean,
  ): IConstruct {
    const { workspaceId, storageAccountId, metrics, settingName } = this.options;
    return new MonitorDiagnosticSetting(this, id, {
      name: settingName ?? DEFAULT_NAME,
      targetResourceId: resourceId,
      logAnalyticsWorkspaceId: workspaceId,
      // Left out, Azure writes a firewall's logs in the old form; of other resources it says nothing.
      logAnalyticsDestinationType: isFirewall && workspaceId !== undefined ? "Dedicated" : undefined,
      storageAccountId,
      enabledLog: [{ categoryGroup: "allLogs" }],
      enabledMetric: metrics ? [{ category: "AllMetrics" }] : undefined,
      provider,
    });
  }
}
