import { VirtualHubConnection } from "../../model";
import { Block } from "../terraform/block";
import { ModelContext } from "./context";

/** Reads which networks hang on a hub of Virtual WAN. */
export function readVirtualHubConnections(context: ModelContext): VirtualHubConnection[] {
  return context.resources.managed("azurerm_virtual_hub_connection").map((resource) => {
    const block = Block.of(resource);
    return {
      ...context.resource(resource),
      virtualNetwork: context.subnets.virtualNetwork(resource, block, "remote_virtual_network_id"),
      hub:
        context.address(resource, block, "virtual_hub_id", "azurerm_virtual_hub") ??
        block.printed("virtual_hub_id") ??
        "",
    };
  });
}
