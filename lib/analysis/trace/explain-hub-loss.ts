import { Ipv4Prefix } from "../../cidr";
import { VirtualHubConnection } from "../model";
import { isSpeaker } from "../network/bgp-speaker";
import { SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { areMeshed, defaultTableOf, HubConnectionNode, HubNode, learns } from "../network/virtual-wan";
import { Reason } from "../result";
import { AnalysisContext } from "./context";
import { TraceQuestion } from "./question";
import { reasonAt } from "./reason";

/** Why a hub of Virtual WAN gives no route. */
export function explainHubLoss(
  context: AnalysisContext,
  question: TraceQuestion,
  { virtualNetwork }: SubnetNode,
): Reason[] {
  const { gateways, virtualWans } = context.tables;
  const from = hubSide(context, virtualNetwork);
  const network = question.to.subnet?.virtualNetwork;
  const [to] = network === undefined ? [] : virtualWans.connectionsOf(network);
  const branch = gateways.branches.find(({ site }) => site !== undefined && site === question.to.site);
  const end = to === undefined ? branch : to;
  // A table that refuses a hub's routes is told of once there is one to refuse.
  const far = end?.hub ?? clientsHub(question);
  if (from === undefined && far === undefined) {
    return [];
  }
  if (from !== undefined && end !== undefined) {
    if (!areMeshed(from.hub, end.hub)) {
      const params = { hub: from.hub.name, other: end.hub.name };
      return [reasonAt(question, "HUBS_APART", params, from.hub.address)];
    }
    if (to !== undefined && from.hub.model.basic && from.hub.network !== virtualNetwork) {
      return [reasonAt(question, "HUB_BASIC", { hub: from.hub.name }, from.hub.model.wan)];
    }
    const table = virtualWans.tables.get(from.table);
    // Under a routing intent no connection's propagation tells what the hub's table knows.
    const isPoliced = from.hub.intent?.privateTraffic !== undefined;
    if (table === undefined || isPoliced || learns(table, end.hub, end.routing)) {
      return [];
    }
    const origin = to?.model.address ?? branch!.origin;
    return [
      reasonAt(
        question,
        "HUB_NOT_LEARNED",
        {
          connection: to?.model.name ?? origin,
          table:
            table.builtIn === undefined
              ? (table.name ?? table.address)
              : `${table.builtIn}RouteTable (${from.hub.name})`,
          user: virtualNetwork.name,
        },
        origin,
      ),
    ];
  }
  return from === undefined || network === undefined
    ? from !== undefined || far === undefined || question.from.site !== undefined
      ? []
      : notConnected(context, question, virtualNetwork, far)
    : notConnected(context, question, network, from.hub);
}

/** Clients are at the hub of their gateway, without a connection. */
function clientsHub({ to: { site } }: TraceQuestion): HubNode | undefined {
  const [gateway] = site?.isClients === true ? site.gateways.keys() : [];
  return gateway?.hub;
}

function hubSide(
  { tables: { virtualWans } }: AnalysisContext,
  network: VirtualNetworkNode,
): { readonly hub: HubNode; readonly table: string } | undefined {
  const hub = virtualWans.hubOf(network);
  if (hub !== undefined) {
    return { hub, table: defaultTableOf(hub) };
  }
  const [connection] = virtualWans.connectionsOf(network);
  return connection && { hub: connection.hub, table: connection.routing.associated };
}

/** A hub knows the prefixes of networks that are connected, and not of those that these are peered with. */
function notConnected(
  { tables: { virtualWans } }: AnalysisContext,
  question: TraceQuestion,
  network: VirtualNetworkNode,
  hub: HubNode,
): Reason[] {
  const kept = keptStaticRoute(virtualWans.connections, question.address, hub);
  if (kept !== undefined) {
    const { model, prefix } = kept;
    const connection = model.name ?? model.address;
    const params = { connection, prefix, network: network.name, hub: hub.name };
    return [reasonAt(question, "HUB_STATIC_ROUTES_KEPT", params, model.address)];
  }
  const peer = [...network.links.keys()].find((one) => virtualWans.connectionsOf(one).length > 0);
  return [
    peer === undefined
      ? reasonAt(question, "HUB_NOT_CONNECTED", { network: network.name, hub: hub.name }, network.address)
      : reasonAt(
          question,
          "HUB_NOT_TRANSITIVE",
          { network: network.name, peer: peer.name, hub: hub.name },
          virtualWans.connectionsOf(peer)[0].model.address,
        ),
  ];
}

/** W141: a static route of a connection that no table of the hub learns. */
function keptStaticRoute(
  connections: readonly HubConnectionNode[],
  address: number,
  hub: HubNode,
): { readonly model: VirtualHubConnection; readonly prefix: string } | undefined {
  for (const { model } of connections.filter((one) => areMeshed(hub, one.hub))) {
    const prefix = model.propagatesStaticRoutes
      ? undefined
      : model.staticRoutes
          .flatMap(({ prefixes }) => prefixes)
          .find((one) => Ipv4Prefix.tryParse(one)?.containsAddress(address) === true);
    if (prefix !== undefined) {
      return { model, prefix };
    }
  }
  return undefined;
}

interface SilentPeer {
  readonly speaker: string;
  readonly listener: string;
  readonly origin: string;
}

/** What speaks BGP with hubs and of which nobody declared what it announces (R80). */
export function silentPeerOfHub(
  context: AnalysisContext,
  network: VirtualNetworkNode,
): SilentPeer | undefined {
  const side = hubSide(context, network);
  if (side === undefined) {
    return undefined;
  }
  const { gateways, virtualWans } = context.tables;
  const { assumptions, virtualWan } = context.network.model;
  const isNear = (hub: HubNode | undefined): boolean => hub !== undefined && areMeshed(side.hub, hub);
  const gateway = gateways.inHubs.find((one) => isNear(one.hub) && one.undeclaredPeers.length > 0);
  const peer = virtualWan.bgpConnections.find(
    ({ hub, peerIp }) =>
      isNear(virtualWans.hub(hub)) && !assumptions.bgp.some((one) => isSpeaker(context.network, one, peerIp)),
  );
  if (gateway !== undefined) {
    return { ...gateway.undeclaredPeers[0], listener: gateway.name };
  }
  return (
    peer && {
      speaker: peer.peerIp.ip ?? peer.peerIp.resource ?? peer.peerIp.text,
      listener: virtualWans.hub(peer.hub)!.name,
      origin: peer.address,
    }
  );
}
