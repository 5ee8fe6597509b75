/**
 * What of a subnet counts for its private endpoints, by `private_endpoint_network_policies`; nothing where that isn't set (R8).
 * Source: "Manage network policies for private endpoints".
 */
export function routesCount(policies: string | undefined): boolean {
  return policies === "Enabled" || policies === "RouteTableEnabled";
}

/** The same of its network security group. */
export function securityRulesCount(policies: string | undefined): boolean {
  return policies === "Enabled" || policies === "NetworkSecurityGroupEnabled";
}
