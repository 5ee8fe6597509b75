/** Peerings of one virtual network. Source: "Azure subscription and service limits", virtual network limits. */
const PEERING_LIMIT = 500;

/** A warning about more peerings than Azure allows one network, or `undefined`. `advice` says what to do instead. */
export function peeringLimitWarning(network: string, peerings: number, advice: string): string | undefined {
  return peerings > PEERING_LIMIT
    ? `${network} has ${peerings} peerings; Azure allows ${PEERING_LIMIT} for a virtual network: ${advice}`
    : undefined;
}
