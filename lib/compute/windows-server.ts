import { WindowsVirtualMachine } from "@cdktf/provider-azurerm/lib/windows-virtual-machine";
import { Construct } from "constructs";
import { checkAtSynth } from "../core/checks";
import { OperatingSystem } from "./admin-credentials";
import { WindowsImages } from "./machine-images";
import { windowsSizeProblem } from "./machine-size-checks";
import { imageProblems, imageSystemProblem, VirtualMachineImage } from "./marketplace-image";
import { VirtualMachine, VirtualMachineOptions, VirtualMachineProps } from "./virtual-machine";

/** What a Windows Server is made of, apart from its place. Its name is a computer name: up to 15 characters. */
export interface WindowsServerOptions extends VirtualMachineOptions {
  /**
   * Image: one of `WindowsImages`, or your own.
   * @default WindowsImages.server2019()
   */
  readonly image?: VirtualMachineImage;
}

/** Props of a {@link WindowsServer}. */
export interface WindowsServerProps extends WindowsServerOptions, VirtualMachineProps {}

/**
 * A Windows Server: `azurerm_windows_virtual_machine` with its `azurerm_network_interface`, managed boot
 * diagnostics and a daily shutdown (`azurerm_dev_test_global_vm_shutdown_schedule`).
 *
 * The password is in Terraform's state in clear text, as with every azurerm machine: use an encrypted
 * backend.
 */
export class WindowsServer extends VirtualMachine {
  public constructor(scope: Construct, id: string, props: WindowsServerProps) {
    super(scope, id, OperatingSystem.WINDOWS, props);
    const image = props.image ?? WindowsImages.server2019();
    new WindowsVirtualMachine(this, "Resource", {
      ...this._machineArguments(props, image),
      ...this._passwordArguments(OperatingSystem.WINDOWS, props),
      patchMode: "AutomaticByOS",
    });
    this._addParts(OperatingSystem.WINDOWS, props);
    checkAtSynth(this, () => [
      ...imageProblems(image),
      imageSystemProblem(image, "Windows"),
      ...this._sizeProblems(props, image),
      windowsSizeProblem(this._writtenSize),
    ]);
  }
}
