import { ModelResource, UncertainBinding, UnknownArgument } from "./resource";

/** A NIC of a VM, or the NIC that every instance of a scale set gets. */
export interface NetworkInterface extends ModelResource {
  readonly ipConfigurations: readonly NetworkInterfaceIpConfiguration[];
  /**
   * `ip_forwarding_enabled`, default false.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r22
   */
  readonly ipForwarding: boolean;
  /** `ip_forwarding_enabled` is known only after apply. */
  readonly ipForwardingUnknown?: boolean;
  readonly networkSecurityGroup?: string;
  readonly uncertainSecurityGroups?: readonly UncertainBinding[];
  /** Address of the VM that has it. */
  readonly virtualMachine?: string;
  /** Address of the scale set whose instances have it. */
  readonly scaleSet?: string;
}

export interface NetworkInterfaceIpConfiguration {
  readonly name: string;
  readonly subnet?: string;
  /** Known only when allocated statically (or read from a state). */
  readonly privateIp?: string;
  /** `Static` or `Dynamic`. */
  readonly allocation?: string;
  readonly primary?: boolean;
  readonly publicIp?: string;
  readonly applicationSecurityGroups: readonly string[];
  /** Application security groups of which it may be a member: their addresses are the candidates. */
  readonly uncertainGroups?: readonly UnknownArgument[];
}

export interface VirtualMachine extends ModelResource {
  readonly networkInterfaces: readonly string[];
  /** `azurerm_linux_virtual_machine`, `azurerm_windows_virtual_machine`, a scale set … */
  readonly type: string;
  readonly size?: string;
}

export interface PrivateEndpoint extends ModelResource {
  readonly subnet?: string;
  /** Known when given statically (or read from a state). */
  readonly privateIps: readonly string[];
  /** Application security groups that it is surely in, and associations that may put it into one. */
  readonly applicationSecurityGroups?: readonly string[];
  readonly uncertainGroups?: readonly UnknownArgument[];
  /** Managed zones in which it gets its name. */
  readonly dnsZones?: readonly string[];
  /** Terraform leaves to others in which zones that is (`ignore_changes`). */
  readonly ignoresZones?: boolean;
}
