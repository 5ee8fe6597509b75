import { usableRange } from "../azure/address-ranges";
import { formatIpv4 } from "../cidr";
import { knownPrefix } from "../network/addressing";

/**
 * The first addresses of a subnet that machines can have, in order; fewer than asked for if the subnet is too
 * small, none if its prefix can't be read.
 */
export function firstAddresses(subnetPrefix: string, count: number): string[] {
  const prefix = knownPrefix(subnetPrefix);
  if (!prefix) {
    return [];
  }
  const { first, last } = usableRange(prefix);
  return Array.from({ length: Math.max(0, Math.min(count, last - first + 1)) }, (_, index) =>
    formatIpv4(first + index),
  );
}
