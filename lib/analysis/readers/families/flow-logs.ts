import { FlowLog } from "../../model";
import { Block } from "../terraform/block";
import { ModelContext } from "./context";

/** Reads flow logs of networks, with what they record and where they keep it. */
export function readFlowLogs(context: ModelContext): FlowLog[] {
  return context.resources.managed("azurerm_network_watcher_flow_log").map((resource) => {
    const block = Block.of(resource);
    const target = block.value("target_resource_id");
    const storage = context.find(block.value("storage_account_id"), ["azurerm_storage_account"]);
    const account = storage && Block.of(storage);
    return {
      ...context.resource(resource),
      target:
        context.subnets.networkOf(target) ??
        context.subnets.subnetOf(target) ??
        context.find(target, ["azurerm_network_interface"])?.address,
      targetText: block.printed("target_resource_id", "network_security_group_id"),
      ...(storage && {
        storageAccount: {
          address: storage.address,
          region: account!.text("location"),
          tier: account!.text("account_tier"),
        },
      }),
    };
  });
}
