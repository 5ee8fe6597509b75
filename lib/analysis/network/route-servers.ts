import { Ipv4Prefix } from "../../cidr";
import {
  BgpAssumption,
  IpReference,
  isPlaceOpen,
  mayBeAny,
  RouteServer,
  RouteServerBgpConnection,
  UnknownArgument,
} from "../model";
import { UsedAssumption } from "../result";
import { parsePrefixes } from "../sets/address-set";
import { isSpeaker } from "./bgp-speaker";
import { Gateways } from "./gateways";
import { Network } from "./network";
import { VirtualNetworkNode } from "./virtual-network-node";

/** A Route Server with what its BGP peers announce to it, by assumption (R0.2). */
export interface RouteServerNode {
  readonly model: RouteServer;
  readonly virtualNetwork: VirtualNetworkNode;
  readonly routes: readonly RouteServerRoute[];
  /** What peers announce of which it is open whether they are its own. */
  readonly possible: readonly {
    readonly routes: readonly RouteServerRoute[];
    readonly unknown: UnknownArgument;
  }[];
  /** What peers announce of networks that it knows, which it programs nowhere (R54) or system routes beat (R12). */
  readonly ignored: readonly (RouteServerRoute & {
    readonly network: VirtualNetworkNode;
    readonly own: Ipv4Prefix;
  })[];
  /** Peers of which nobody declared what they announce. */
  readonly undeclaredPeers: readonly RouteServerBgpConnection[];
}

export interface RouteServerRoute {
  readonly prefix: Ipv4Prefix;
  /** R53: the appliance itself is the next hop. */
  readonly nextHop: IpReference;
  readonly origin: string;
  readonly assumption: UsedAssumption;
}

/** Route Servers by the network that they stand in (one per network, R50). */
export function routeServersOf(
  network: Network,
  gateways: Gateways,
): ReadonlyMap<VirtualNetworkNode, RouteServerNode> {
  const servers = new Map<VirtualNetworkNode, RouteServerNode>();
  for (const model of network.model.routeServers) {
    const virtualNetwork = network.subnet(model.subnet)?.virtualNetwork;
    if (virtualNetwork === undefined) {
      continue;
    }
    const served = network.virtualNetworks.filter((node) => gateways.hostOf(node) === virtualNetwork);
    const known = served.flatMap((node) => node.prefixes);
    const connections = network.model.routeServerBgpConnections.filter(
      (connection) => connection.routeServer === model.address || mayPeer(connection, model),
    );
    const place = isPlaceOpen(model) ? model.perhaps : undefined;
    const declared = connections.map((connection) => {
      const assumptions = network.model.assumptions.bgp.filter((it) =>
        isSpeaker(network, it, connection.peerIp),
      );
      const routes = assumptions.flatMap((assumption) =>
        parsePrefixes(assumption.announces)
          // R54: nothing equal to or inside a prefix of the networks that it serves.
          .filter((prefix) => !known.some((own) => own.contains(prefix)))
          .map((prefix) => routeOf(prefix, connection, assumption)),
      );
      const ignored = assumptions.flatMap((assumption) =>
        parsePrefixes(assumption.announces).flatMap((prefix) =>
          ownerOf(prefix, [...served, ...virtualNetwork.links.keys()]).map((owner) => ({
            ...routeOf(prefix, connection, assumption),
            ...owner,
          })),
        ),
      );
      return { connection, assumptions, routes, ignored, perhaps: connection.perhaps ?? place };
    });
    servers.set(virtualNetwork, {
      model,
      virtualNetwork,
      routes: declared.flatMap(({ perhaps, routes }) => (perhaps === undefined ? routes : [])),
      possible: declared.flatMap(({ perhaps: unknown, routes }) =>
        unknown === undefined || routes.length === 0 ? [] : [{ routes, unknown }],
      ),
      ignored: declared.flatMap(({ ignored }) => ignored),
      undeclaredPeers: declared
        .filter(({ assumptions }) => assumptions.length === 0)
        .map(({ connection }) => connection),
    });
  }
  return servers;
}

/** The network, and its prefix, inside which a prefix lies. */
function ownerOf(
  prefix: Ipv4Prefix,
  networks: readonly VirtualNetworkNode[],
): readonly { readonly network: VirtualNetworkNode; readonly own: Ipv4Prefix }[] {
  return networks
    .flatMap((network) =>
      network.prefixes.filter((own) => own.contains(prefix)).map((own) => ({ network, own })),
    )
    .slice(0, 1);
}

function mayPeer({ perhaps }: RouteServerBgpConnection, { address }: RouteServer): boolean {
  return perhaps !== undefined && (mayBeAny(perhaps) || perhaps.candidates.includes(address));
}

function routeOf(
  prefix: Ipv4Prefix,
  connection: RouteServerBgpConnection,
  assumption: BgpAssumption,
): RouteServerRoute {
  return {
    prefix,
    nextHop: connection.peerIp,
    origin: connection.address,
    assumption: {
      kind: "bgp",
      resource: assumption.speaker ?? assumption.ip ?? connection.peerIp.text,
      prefix: prefix.toString(),
      declaredIn: assumption.declaredIn,
    },
  };
}
