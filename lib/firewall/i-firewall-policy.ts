import { IConstruct } from "constructs";
import { FirewallSku } from "./firewall-sku";
import { IFirewallNetwork } from "./i-firewall-network";

/** A policy of firewalls, created or existing already. What is undefined isn't known. */
export interface IFirewallPolicy extends IConstruct {
  /** Azure resource id. */
  readonly firewallPolicyId: string;

  /** Its tier. */
  readonly sku?: FirewallSku;

  /** Whether it answers DNS for its firewalls' clients. */
  readonly dnsProxy?: boolean;

  /** Whether it has a certificate to inspect TLS with. */
  readonly tlsInspection?: boolean;

  /** The network whose parts its rules name. */
  readonly network?: IFirewallNetwork;
}
