import { VirtualWan } from "../../model";
import { ModelContext } from "./context";
import { readVirtualHubBranches, readVirtualHubGateways, readVpnSites } from "./virtual-hub-gateways";
import {
  readVirtualHubBgpConnections,
  readVirtualHubConnections,
  readVirtualHubRouteTables,
  readVirtualHubRoutingIntents,
  readVirtualHubs,
} from "./virtual-hubs";

/** Reads Virtual WAN: hubs, their tables, and everything that is connected with them. */
export function readVirtualWan(context: ModelContext): VirtualWan {
  const hubs = readVirtualHubs(context);
  const gateways = readVirtualHubGateways(context);
  return {
    hubs,
    ...readVirtualHubRouteTables(context, hubs),
    connections: readVirtualHubConnections(context),
    routingIntents: readVirtualHubRoutingIntents(context),
    gateways,
    sites: readVpnSites(context),
    branches: readVirtualHubBranches(context, gateways),
    bgpConnections: readVirtualHubBgpConnections(context, hubs),
  };
}
