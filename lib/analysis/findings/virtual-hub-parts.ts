import { VirtualHub, VirtualHubConnection, VirtualHubRoutingIntent, VirtualNetwork } from "../model";
import { CheckedNetwork } from "./checked-network";
import { nameOf } from "./words";

/** Hubs that surely have routing intent. */
export function hubsWithIntent({ model: { virtualWan } }: CheckedNetwork): {
  readonly hub: VirtualHub;
  readonly intents: readonly VirtualHubRoutingIntent[];
}[] {
  return virtualWan.hubs
    .map((hub) => ({
      hub,
      intents: virtualWan.routingIntents.filter(
        ({ hub: own, perhaps }) => own === hub.address && perhaps === undefined,
      ),
    }))
    .filter(({ intents }) => intents.length > 0);
}

/** What is surely connected with a hub. */
export function connectionsOf(
  { model: { virtualWan }, virtualNetworks }: CheckedNetwork,
  hub: VirtualHub,
): { readonly connection: VirtualHubConnection; readonly node: VirtualNetwork }[] {
  return virtualWan.connections.flatMap((connection) => {
    const node = virtualNetworks.get(connection.virtualNetwork ?? "");
    const isSure = connection.hub === hub.address && connection.perhaps === undefined;
    return node !== undefined && isSure ? [{ connection, node }] : [];
  });
}

/** Bastion and gateways of a connected network, which need the Internet itself. */
export function servicesIn(network: CheckedNetwork, { virtualNetwork = "" }: VirtualHubConnection): string[] {
  const bastions = network.model.bastionHosts.filter(
    ({ subnet }) => network.networkOf(subnet)?.address === virtualNetwork,
  );
  return [...bastions, ...network.gatewaysIn(virtualNetwork)].map(nameOf);
}
