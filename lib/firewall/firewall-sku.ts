/** Tiers of Azure Firewall and of its policies. */
export enum FirewallSku {
  /** Up to 250 Mbps; rules for addresses and names; needs a management subnet. */
  BASIC = "Basic",
  /** Up to 30 Gbps; threat intelligence. */
  STANDARD = "Standard",
  /** Up to 100 Gbps; intrusion detection and TLS inspection. */
  PREMIUM = "Premium",
}
