import { ModelResource } from "./resource";

/** A virtual network's connection with a hub of Virtual WAN, which writes routes into it by rules of its own. */
export interface VirtualHubConnection extends ModelResource {
  readonly virtualNetwork?: string;
  /** Terraform address of the hub, else `virtual_hub_id` as written. */
  readonly hub: string;
}
