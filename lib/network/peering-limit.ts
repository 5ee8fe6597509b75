import { LIMITS } from "../azure/limits";

const MOST_PEERINGS = LIMITS.peeringsOfNetwork.value;

/** A warning about more peerings than Azure allows one network, or `undefined`. `advice` says what to do instead. */
export function peeringLimitWarning(network: string, peerings: number, advice: string): string | undefined {
  return peerings > MOST_PEERINGS
    ? `${network} has ${peerings} peerings; Azure allows ${MOST_PEERINGS} for a virtual network: ${advice}`
    : undefined;
}
