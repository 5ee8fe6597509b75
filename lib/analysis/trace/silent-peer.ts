import { SubnetNode } from "../network/virtual-network-node";
import { AnalysisContext } from "./context";
import { silentPeerOfHub } from "./explain-hub-loss";

export interface SilentPeer {
  readonly speaker: string;
  readonly listener: string;
  readonly origin: string;
}

/** A BGP peer that may give a subnet routes which nobody declared, at a gateway that the network uses or may use. */
export function silentPeerOf(context: AnalysisContext, subnet: SubnetNode): SilentPeer | undefined {
  const { gateways, routeServers } = context.tables;
  if (!subnet.propagation) {
    return undefined;
  }
  const { virtualNetwork } = subnet;
  for (const host of gateways.allHostsOf(virtualNetwork)) {
    const server = routeServers.get(host);
    const [peer] = server?.undeclaredPeers ?? [];
    if (server !== undefined && peer !== undefined) {
      return {
        speaker: peer.peerIp.ip ?? peer.peerIp.resource ?? peer.peerIp.text,
        listener: server.model.name ?? server.model.address,
        origin: peer.address,
      };
    }
    const gateway = gateways.at(host).find(({ undeclaredPeers }) => undeclaredPeers.length > 0);
    if (gateway !== undefined) {
      return { ...gateway.undeclaredPeers[0], listener: gateway.name };
    }
  }
  return gateways.hostOf(virtualNetwork) === undefined ? silentPeerOfHub(context, virtualNetwork) : undefined;
}
