/** Tiers of firewalls and of their policies, lowest first. */
const TIERS: readonly string[] = ["Basic", "Standard", "Premium"];

/**
 * Whether a firewall takes a policy, by their tiers; it may where one isn't known. A Premium firewall takes a Standard policy,
 * and Basic goes with Basic alone. Source: "Azure Firewall Manager policy overview", policies by tier.
 */
export function takesPolicy(firewallTier: string, policyTier: string): boolean {
  const [of, given] = [TIERS.indexOf(firewallTier), TIERS.indexOf(policyTier)];
  return of < 0 || given < 0 || of === given || (given < of && given > 0);
}
