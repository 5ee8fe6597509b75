import { VirtualMachine } from "../../model";
import { Block } from "../terraform/block";
import { ModelContext } from "./context";
import { SCALE_SETS, scaleSetInterfaceAddress, VIRTUAL_MACHINES } from "./machine-types";

/** Reads machines and scale sets with the NICs that they have. */
export function readVirtualMachines(context: ModelContext): VirtualMachine[] {
  const machines = context.resources.managed(...VIRTUAL_MACHINES).map((resource) => {
    const block = Block.of(resource);
    return {
      ...context.resource(resource),
      networkInterfaces: block.items("network_interface_ids").flatMap((item) => {
        const nic = context.find(item, ["azurerm_network_interface"]);
        return nic ? [nic.address] : [];
      }),
      type: resource.type,
      size: block.text("size", "vm_size"),
    };
  });
  const scaleSets = context.resources.managed(...SCALE_SETS).map((resource) => {
    const block = Block.of(resource);
    return {
      ...context.resource(resource),
      networkInterfaces: block
        .blocks("network_interface", "network_profile")
        .map((nic, index) => scaleSetInterfaceAddress(resource, nic, index)),
      type: resource.type,
      size: block.text("sku", "sku_name"),
    };
  });
  return [...machines, ...scaleSets];
}
