import { ModelResource } from "./resource";

/**
 * A Virtual Network Routing Appliance: Azure's own router in a subnet of its own.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#w4
 */
export interface RoutingAppliance extends ModelResource {
  readonly subnet?: string;
  /** Known from a state only. */
  readonly privateIp?: string;
  readonly bandwidthInGbps?: number;
}
