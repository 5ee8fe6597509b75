import { LIMITS } from "../azure/limits";

/** A warning about more peerings than Azure allows one network, or `undefined`. `advice` says what to do instead. */
export function peeringLimitWarning(network: string, peerings: number, advice: string): string | undefined {
  const { value } = LIMITS.peeringsOfNetwork;
  return peerings > value
    ? `${network} has ${peerings} peerings; Azure allows ${value} for a virtual network: ${advice}`
    : undefined;
}
