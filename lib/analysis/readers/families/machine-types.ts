import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";

/** Types of machines, the current ones and that of azurerm 2. */
export const VIRTUAL_MACHINES: readonly string[] = [
  "azurerm_linux_virtual_machine",
  "azurerm_windows_virtual_machine",
  "azurerm_virtual_machine",
];

/** Types of scale sets. */
export const SCALE_SETS: readonly string[] = [
  "azurerm_linux_virtual_machine_scale_set",
  "azurerm_windows_virtual_machine_scale_set",
  "azurerm_orchestrated_virtual_machine_scale_set",
  "azurerm_virtual_machine_scale_set",
];

/** A scale set's NIC has no address of its own. */
export function scaleSetInterfaceAddress(scaleSet: TerraformResource, block: Block, index: number): string {
  return `${scaleSet.address}.network_interface[${JSON.stringify(block.text("name") ?? index)}]`;
}
