import { Belonging, ModelResource } from "./resource";

export interface NetworkSecurityGroup extends ModelResource {
  readonly rules: readonly SecurityRule[];
}

export interface SecurityRule extends Belonging {
  /** The `azurerm_network_security_rule`, or the group that holds it inline. */
  readonly origin: string;
  readonly name: string;
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  /** `*`, `Tcp`, `Udp`, `Icmp`, `Ah`, `Esp`. */
  readonly protocol: string;
  /** `*`, prefixes, addresses, service tags (`VirtualNetwork`, `Internet`, `AzureLoadBalancer`, …). */
  readonly sources: readonly string[];
  readonly sourcePorts: readonly string[];
  readonly destinations: readonly string[];
  readonly destinationPorts: readonly string[];
  readonly sourceApplicationSecurityGroups: readonly string[];
  readonly destinationApplicationSecurityGroups: readonly string[];
  /** Some of its match values are known only after apply: the expressions as written. */
  readonly unknown?: string;
}
