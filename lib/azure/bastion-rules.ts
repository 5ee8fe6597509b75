/** A rule that Azure looks for when a security group is bound to AzureBastionSubnet, or Bastion is created there. */
export interface BastionRule {
  /** Seen from the subnet. */
  readonly direction: "Inbound" | "Outbound";
  /** A service tag, or `*`. */
  readonly source: string;
  /** A service tag, or `*`. */
  readonly destination: string;
  /** TCP ports. */
  readonly ports: readonly number[];
}

/** Source: "Working with NSG access and Azure Bastion". Users of a private Bastion come from `VirtualNetwork` instead. */
export const BASTION_RULES: readonly BastionRule[] = [
  { direction: "Inbound", source: "Internet", destination: "*", ports: [443] },
  { direction: "Inbound", source: "GatewayManager", destination: "*", ports: [443] },
  { direction: "Inbound", source: "AzureLoadBalancer", destination: "*", ports: [443] },
  { direction: "Inbound", source: "VirtualNetwork", destination: "VirtualNetwork", ports: [8080, 5701] },
  { direction: "Outbound", source: "*", destination: "VirtualNetwork", ports: [22, 3389] },
  { direction: "Outbound", source: "*", destination: "AzureCloud", ports: [443] },
  { direction: "Outbound", source: "VirtualNetwork", destination: "VirtualNetwork", ports: [8080, 5701] },
  { direction: "Outbound", source: "*", destination: "Internet", ports: [80] },
];

/** Ports of machines that Bastion connects to. */
export const BASTION_TARGET_PORTS: readonly string[] = ["22", "3389"];

/** The first azurerm that has a Bastion without public address. Source: azurerm's changelog of 2026-04-09. */
export const PRIVATE_BASTION_SINCE = "4.68";
