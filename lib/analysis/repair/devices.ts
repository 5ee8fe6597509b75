import { Forwarder, Hop } from "../result";

/** Stateful devices on a way; gateways keep no flows. */
export function devicesOf(hops: readonly Hop[]): readonly Forwarder[] {
  return hops.flatMap(({ via }) => (via === undefined || via.kind.endsWith("gateway") ? [] : [via]));
}
