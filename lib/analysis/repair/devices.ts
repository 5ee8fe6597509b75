import { Forwarder, Hop } from "../result";

/** Devices on a way that somebody set up there; gateways and hubs of Virtual WAN keep no flows. */
export function devicesOf(hops: readonly Hop[]): readonly Forwarder[] {
  return hops.flatMap(({ via }) =>
    via === undefined || via.kind === "virtual-hub" || via.kind.endsWith("gateway") ? [] : [via],
  );
}
