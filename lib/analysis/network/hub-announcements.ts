import { Ipv4Prefix, parseIpv4 } from "../../cidr";
import { IpReference, VirtualHubBgpConnection } from "../model";
import { UsedAssumption } from "../result";
import { parsePrefixes } from "../sets/address-set";
import { isSpeaker } from "./bgp-speaker";
import { Network } from "./network";
import { HubConnectionNode, HubNode, VirtualWans } from "./virtual-wan";

/** A prefix that a hub has from one of its connections. */
export interface HubAnnouncement {
  readonly prefix: Ipv4Prefix;
  readonly hub: HubNode;
  readonly connection: HubConnectionNode;
  /** What in the connected network it is behind; undefined for the network's own prefixes. */
  readonly nextHop?: IpReference;
  readonly assumption?: UsedAssumption;
}

/** The prefixes of connected networks, and what they say is behind them: by static routes, or over BGP by assumption. */
export function hubAnnouncements(network: Network, { connections }: VirtualWans): HubAnnouncement[] {
  return connections.flatMap((connection) => {
    const { hub, model } = connection;
    const own = connection.network.prefixes.map((prefix) => ({ prefix, hub, connection }));
    const routes = model.propagatesStaticRoutes ? model.staticRoutes : [];
    const written = routes.flatMap(({ prefixes, nextHop }) =>
      parsePrefixes(prefixes).map((prefix) => ({ prefix, hub, connection, nextHop })),
    );
    return [...own, ...written, ...declared(network, connection)];
  });
}

function declared(network: Network, connection: HubConnectionNode): HubAnnouncement[] {
  const { hub, model } = connection;
  return network.model.virtualWan.bgpConnections
    .filter((peer) => peer.hub === hub.address && isThrough(connection, peer))
    .flatMap(({ peerIp: nextHop }) =>
      network.model.assumptions.bgp
        .filter((assumption) => isSpeaker(network, assumption, nextHop))
        .flatMap(({ announces, declaredIn, speaker, ip }) =>
          parsePrefixes(announces).map((prefix) => ({
            prefix,
            hub,
            connection,
            nextHop,
            assumption: {
              kind: "bgp" as const,
              resource: speaker ?? ip ?? model.address,
              prefix: prefix.toString(),
              declaredIn,
            },
          })),
        ),
    );
}

function isThrough({ model, network }: HubConnectionNode, peer: VirtualHubBgpConnection): boolean {
  const ip = parseIpv4(peer.peerIp.ip ?? "");
  return peer.connection === undefined
    ? ip !== undefined && network.space.contains(ip)
    : peer.connection === model.address;
}
