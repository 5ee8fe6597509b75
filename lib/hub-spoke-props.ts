import { TerraformProvider } from "cdktf";
import { INamingStrategy } from "./core/naming";
import { DdosProtection } from "./network/ddos-protection";
import { DiagnosticsOptions } from "./network/diagnostics";
import { FlowLogsOptions } from "./network/flow-logs";
import { ResourceLocksOptions } from "./network/resource-locks";
import { NetworkManager } from "./network-manager/network-manager";
import { HubOptions } from "./topology/hub-options";
import { NamedSpokeOptions } from "./topology/spoke";
import { ITransitRouting } from "./transit/i-transit-routing";

/** Props of a {@link HubSpokeConstruct}. */
export interface HubSpokeProps {
  /** Azure region, such as `eastasia`. */
  readonly location: string;

  /**
   * Resource group: one that exists already or is created in the same stack.
   * @default - one is created, named by the naming strategy: `rg-<name of the hub>`
   */
  readonly resourceGroupName?: string;

  /** The hub. */
  readonly hub: HubOptions;

  /**
   * The spokes to start with; `addSpoke` adds more.
   * @default - none
   */
  readonly spokes?: NamedSpokeOptions[];

  /**
   * How spokes reach each other.
   * @default TransitRouting.none()
   */
  readonly transit?: ITransitRouting;

  /**
   * What peers hub and spokes: a network manager takes more than 500 of them, and doesn't need 16 seconds for each.
   * @default - a peering for each spoke (`azurerm_virtual_network_peering`)
   */
  readonly connectBy?: NetworkManager;

  /**
   * Names of the resources that get none of their own.
   * @default - the names of the article, see `ArticleNaming`
   */
  readonly naming?: INamingStrategy;

  /**
   * Tags for every resource that takes tags.
   * @default - no tags
   */
  readonly tags?: { [key: string]: string };

  /**
   * Where logs of gateways, firewalls and Bastion go.
   * @default - nowhere
   */
  readonly diagnostics?: DiagnosticsOptions;

  /**
   * Where records of the connections of all virtual networks go.
   * @default - nowhere
   */
  readonly flowLogs?: FlowLogsOptions;

  /**
   * Protection of public addresses against floods.
   * @default - what Azure does for all
   */
  readonly ddosProtection?: DdosProtection;

  /**
   * Locks that keep people from deleting networks, gateways, firewalls, Bastion and public addresses.
   * @default - none
   */
  readonly locks?: ResourceLocksOptions;

  /**
   * Provider configuration for the hub and all spokes that have none of their own.
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}
