import { Ipv4Prefix } from "../../cidr";
import { VirtualNetworkNode } from "./virtual-network-node";

/** Addresses that two networks have in common: Azure peers none that do (R5e). */
export function sharedSpace(a: VirtualNetworkNode, b: VirtualNetworkNode): readonly Ipv4Prefix[] {
  return a.prefixes.flatMap((one) =>
    b.prefixes.filter((other) => one.overlaps(other)).map((other) => (one.contains(other) ? other : one)),
  );
}
