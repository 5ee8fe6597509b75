import { Belonging, IpReference, ModelResource } from "./resource";

export interface Firewall extends ModelResource {
  /** `AZFW_VNet`, `AZFW_Hub`. */
  readonly skuName?: string;
  /** `Basic`, `Standard`, `Premium`. */
  readonly skuTier?: string;
  readonly subnet?: string;
  /** The hub of Virtual WAN that it is in, instead of a subnet. */
  readonly virtualHub?: string;
  /** Known from a state only. */
  readonly privateIp?: string;
  readonly publicIps: readonly string[];
  /**
   * Management NIC: forced tunnelling is allowed.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r62
   */
  readonly managementIpConfiguration: boolean;
  readonly managementSubnet?: string;
  /** A data source reads it. */
  readonly external?: boolean;
  /** Address of its policy, when that is in the configuration. */
  readonly policy?: string;
  /** A policy is attached that the configuration does not hold: its rules are unknown. */
  readonly rulesUnknown?: string;
  /** What it does with known malicious addresses and names; undefined = `Alert`, and the policy's where it has one. */
  readonly threatIntelligence?: string;
  /** Rules of classic collections (`azurerm_firewall_network_rule_collection`, …). */
  readonly ruleCollections: readonly FirewallRuleCollection[];
  /** SNAT exclusions of a firewall without policy. */
  readonly privateIpRanges?: readonly string[];
}

export interface FirewallPolicy extends ModelResource {
  readonly sku?: string;
  readonly basePolicy?: string;
  /** Its base policy is not in the configuration: its rules are unknown. */
  readonly rulesUnknown?: string;
  /**
   * Undefined = `IANAPrivateRanges`.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r62
   */
  readonly privateIpRanges?: readonly string[];
  /** `Alert` (default), `Deny`, `Off`, or an expression that only apply tells. */
  readonly threatIntelligence?: string;
  /** The ports where its explicit proxy listens, or may; undefined = none does. */
  readonly proxyPorts?: readonly number[];
  readonly ruleCollections: readonly FirewallRuleCollection[];
}

export interface FirewallRuleCollection extends Belonging {
  /** Where it is configured: the rule collection group, or the classic collection. */
  readonly origin: string;
  readonly name: string;
  readonly kind: "network" | "application" | "nat";
  /** Priority of its group; 0 for classic collections. */
  readonly groupPriority: number;
  readonly priority: number;
  readonly action: "Allow" | "Deny" | "Dnat";
  readonly rules: readonly FirewallRule[];
}

export interface FirewallRule {
  readonly name: string;
  /** Network: `Any`, `TCP`, `UDP`, `ICMP`. Application: `Http:80`, `Https:443`, `Mssql:1433`. */
  readonly protocols: readonly string[];
  /** `*`, addresses, prefixes, ranges `a-b`; IP groups are expanded. */
  readonly sources: readonly string[];
  /** IP groups of the input that it names. */
  readonly sourceIpGroups?: readonly string[];
  readonly destinationIpGroups?: readonly string[];
  /** The same, also service tags; FQDNs are in {@link destinationFqdns}. */
  readonly destinations: readonly string[];
  readonly destinationFqdns: readonly string[];
  /** FQDN tags and web categories: public services, never anything in a virtual network. */
  readonly destinationPublicNames?: readonly string[];
  /** `*`, `443`, `1000-2000`. */
  readonly destinationPorts: readonly string[];
  /** DNAT: who gets the packets. */
  readonly translatedAddress?: IpReference;
  /** DNAT: `3389`; undefined = the port that was asked for. */
  readonly translatedPort?: string;
  /** Some of its match values are known only after apply: the expressions as written. It matches no more than this. */
  readonly unknown?: string;
}
