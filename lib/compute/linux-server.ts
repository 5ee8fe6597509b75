import { LinuxVirtualMachine } from "@cdktf/provider-azurerm/lib/linux-virtual-machine";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { sshKeyFault } from "../azure/ssh-key";
import { checkAtSynth } from "../core/checks";
import { OperatingSystem } from "./admin-credentials";
import { LinuxImages } from "./machine-images";
import { LinuxMachineOptions } from "./machine-options";
import { imageProblems, imageSystemProblem, MarketplacePlan, VirtualMachineImage } from "./marketplace-image";
import { encodedUserData } from "./user-data";
import { VirtualMachine, VirtualMachineOptions, VirtualMachineProps } from "./virtual-machine";

/** What a Linux machine is made of, apart from its place. */
export interface LinuxServerOptions extends VirtualMachineOptions, LinuxMachineOptions {
  /**
   * Image: one of `LinuxImages`, or your own.
   * @default LinuxImages.ubuntu2404()
   */
  readonly image?: VirtualMachineImage;

  /**
   * Purchase plan, for marketplace images that have one.
   * @default - none
   */
  readonly plan?: MarketplacePlan;

  /**
   * cloud-init user data in plain text: what the machine does at its first start. Changing it replaces the
   * machine. It may hold values that are known only at apply, such as that of a sensitive variable. It is in
   * Terraform's state in clear text.
   * @default - none
   */
  readonly cloudInit?: string;
}

/** Props of a {@link LinuxServer}. */
export interface LinuxServerProps extends LinuxServerOptions, VirtualMachineProps {}

/** Most bytes of user data before base64. Source: Azure Linux VM custom data. */
const CUSTOM_DATA_LIMIT = 65535;

/**
 * A Linux machine: `azurerm_linux_virtual_machine` with its `azurerm_network_interface`, managed boot
 * diagnostics and a daily shutdown.
 */
export class LinuxServer extends VirtualMachine {
  public constructor(scope: Construct, id: string, props: LinuxServerProps) {
    super(scope, id, OperatingSystem.LINUX, props);
    const image = props.image ?? LinuxImages.ubuntu2404();
    new LinuxVirtualMachine(this, "Resource", {
      ...this._machineArguments(props, image),
      ...(props.adminSshPublicKey === undefined
        ? {
            ...this._passwordArguments(OperatingSystem.LINUX, props),
            disablePasswordAuthentication: false,
          }
        : { adminSshKey: [{ username: this._adminUsername, publicKey: props.adminSshPublicKey }] }),
      plan: props.plan,
      customData: props.cloudInit === undefined ? undefined : encodedUserData(this, props.cloudInit),
      patchMode: "ImageDefault",
    });
    this._addParts(OperatingSystem.LINUX, props);
    checkAtSynth(this, () => [
      ...imageProblems(image, props.plan),
      imageSystemProblem(image, "Linux"),
      ...this._sizeProblems(props, image),
      props.cloudInit !== undefined && Buffer.byteLength(props.cloudInit) > CUSTOM_DATA_LIMIT
        ? `cloudInit has ${Buffer.byteLength(props.cloudInit)} bytes; Azure takes up to ${CUSTOM_DATA_LIMIT}`
        : undefined,
      props.adminSshPublicKey === undefined ? undefined : sshKeyProblem(props.adminSshPublicKey),
    ]);
  }
}

/** Why Azure would refuse a public key, or `undefined`. */
function sshKeyProblem(key: string): string | undefined {
  const fault = Token.isUnresolved(key) ? undefined : sshKeyFault(key);
  const reason =
    fault?.kind === "bits"
      ? `it has ${fault.bits} bits, and Azure takes RSA from 2048 bits on`
      : 'it starts with "ssh-rsa " or "ssh-ed25519 ", as ssh-keygen writes it';
  return fault && `adminSshPublicKey is not a public key that Azure takes; ${reason}`;
}
