import { AZURE_ASN } from "../../azure/autonomous-systems";
import { LIMITS } from "../../azure/limits";
import { parseIpv4 } from "../../cidr";
import { groupBy } from "../../collections/group-by";
import { Check, problemAt } from "./check";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** Sessions that a Route Server holds. */
const MOST_PEERS = LIMITS.peersOfRouteServer.value;

/**
 * Azure Route Servers (R50 to R59). What Azure refuses at their second write leaves an orphan behind, so this matters more
 * than elsewhere.
 */
export const ROUTE_SERVER_CHECKS: readonly Check[] = [
  {
    code: "ROUTE_SERVER_GATEWAY_MODE",
    severity: "error",
    what: {
      en: "A VPN gateway beside a Route Server is not active-active, or has another ASN than 65515 (R57)",
      ja: "Route Server と共存する VPN ゲートウェイがアクティブ/アクティブではないか、ASN が 65515 ではありません（R57）",
    },
    source: SOURCES.routeServerGateways,
    fix: {
      en: `Make the gateway active-active and leave its ASN at ${AZURE_ASN}.`,
      ja: `ゲートウェイをアクティブ/アクティブにし、ASN は ${AZURE_ASN} のままにしてください。`,
    },
    *find(network) {
      for (const server of network.model.routeServers) {
        const home = network.networkOf(server.subnet);
        for (const gateway of home ? network.gatewaysIn(home.address) : []) {
          const values = network.argumentsOf(gateway.address);
          if (gateway.type !== "Vpn" || !network.isManaged(gateway.address)) {
            continue;
          }
          if (!gateway.activeActive && !values.isUnknown("active_active", "active_active_enabled")) {
            yield problemAt(server.address, {
              en: `Route Server ${nameOf(server)} stands beside VPN gateway ${nameOf(gateway)}, which is not active-active.`,
              ja: `Route Server ${nameOf(server)} と同じ仮想ネットワークにある VPN ゲートウェイ ${nameOf(gateway)} がアクティブ/アクティブではありません。`,
            });
          }
          if (gateway.asn !== undefined && gateway.asn !== AZURE_ASN) {
            yield problemAt(server.address, {
              en: `Route Server ${nameOf(server)} stands beside VPN gateway ${nameOf(gateway)}, whose ASN is ${gateway.asn}; it has to be ${AZURE_ASN}.`,
              ja: `Route Server ${nameOf(server)} と同じ仮想ネットワークにある VPN ゲートウェイ ${nameOf(gateway)} の ASN が ${gateway.asn} です。${AZURE_ASN} である必要があります。`,
            });
          }
        }
      }
    },
  },
  {
    code: "ROUTE_SERVER_SEVERAL",
    severity: "error",
    what: {
      en: "Two Route Servers stand in one virtual network (R50)",
      ja: "1 つの仮想ネットワークに Route Server が 2 つあります（R50）",
    },
    source: SOURCES.routeServerFaq,
    fix: { en: "Keep one.", ja: "1 つだけにしてください。" },
    *find(network) {
      for (const virtualNetwork of network.model.virtualNetworks) {
        const [first, second] = network.routeServersIn(virtualNetwork.address);
        if (second && network.isOne(virtualNetwork.address)) {
          yield problemAt(second.address, {
            en: `Virtual network ${nameOf(virtualNetwork)} has two Route Servers, ${nameOf(first)} and ${nameOf(second)}; Azure allows one.`,
            ja: `仮想ネットワーク ${nameOf(virtualNetwork)} に Route Server が 2 つあります（${nameOf(first)}、${nameOf(second)}）。許されるのは 1 つです。`,
          });
        }
      }
    },
  },
  {
    code: "ROUTE_SERVER_PEER_LIMIT",
    severity: "error",
    what: {
      en: `A Route Server has more than ${MOST_PEERS} BGP peers`,
      ja: `Route Server の BGP ピアが ${MOST_PEERS} 個を超えています`,
    },
    source: SOURCES.routeServerFaq,
    fix: {
      en: "Let fewer appliances announce more prefixes.",
      ja: "ピアを減らし、1 台あたりの広報を増やしてください。",
    },
    *find({ model }) {
      const servers = new Map(model.routeServers.map((server) => [server.address, server]));
      for (const [address, peers] of groupBy(model.routeServerBgpConnections, (peer) => peer.routeServer)) {
        const server = servers.get(address);
        if (server && peers.length > MOST_PEERS) {
          yield problemAt(address, {
            en: `Route Server ${nameOf(server)} has ${peers.length} BGP peers; Azure allows ${MOST_PEERS}.`,
            ja: `Route Server ${nameOf(server)} の BGP ピアが ${peers.length} 個あります。上限は ${MOST_PEERS} です。`,
          });
        }
      }
    },
  },
  {
    code: "ROUTE_SERVER_PEER_DUPLICATE",
    severity: "error",
    what: {
      en: "Two BGP connections of a Route Server lead to the same address",
      ja: "Route Server の 2 つの BGP 接続が同じアドレスを指しています",
    },
    source: SOURCES.routeServerFaq,
    fix: { en: "Keep one of them.", ja: "どちらか一方だけにしてください。" },
    *find(network) {
      const groups = groupBy(network.model.routeServerBgpConnections, ({ routeServer, peerIp }) =>
        routeServer === undefined || peerIp.ip === undefined || !network.isOne(routeServer)
          ? undefined
          : `${routeServer} ${peerIp.ip}`,
      );
      for (const [first, second] of groups.values()) {
        if (second) {
          yield problemAt(second.address, {
            en: `BGP connections ${nameOf(first)} and ${nameOf(second)} lead to the same peer ${second.peerIp.ip}.`,
            ja: `BGP 接続 ${nameOf(first)} と ${nameOf(second)} が同じピア ${second.peerIp.ip} を指しています。`,
          });
        }
      }
    },
  },
  {
    code: "ROUTE_SERVER_PEER_ADDRESS",
    severity: "error",
    what: {
      en: "The BGP peer of a Route Server is not an IPv4 address",
      ja: "Route Server の BGP ピアが IPv4 アドレスではありません",
    },
    source: SOURCES.routeServerFaq,
    fix: {
      en: "Give the appliance's private IPv4 address.",
      ja: "アプライアンスのプライベート IPv4 アドレスを指定してください。",
    },
    *find({ model }) {
      for (const peer of model.routeServerBgpConnections) {
        const { ip } = peer.peerIp;
        if (ip !== undefined && parseIpv4(ip) === undefined) {
          yield problemAt(peer.address, {
            en: `BGP connection ${nameOf(peer)} has the peer ${quote(ip)}, which is not an IPv4 address.`,
            ja: `BGP 接続 ${nameOf(peer)} のピア ${quote(ip)} は IPv4 アドレスではありません。`,
          });
        }
      }
    },
  },
  {
    code: "ROUTE_SERVER_WITHOUT_PEERS",
    severity: "info",
    what: {
      en: "A Route Server has no BGP peer and no gateway beside it: it has nothing to announce",
      ja: "Route Server に BGP ピアがなく、同じ仮想ネットワークにゲートウェイもありません。広報する経路がありません",
    },
    source: SOURCES.routeServerFaq,
    fix: {
      en: "Add a BGP connection to an appliance.",
      ja: "アプライアンスとの BGP 接続を追加してください。",
    },
    *find(network) {
      const peered = new Set(network.model.routeServerBgpConnections.map((peer) => peer.routeServer));
      // A connection whose server could not be resolved may be anybody's.
      for (const server of peered.has(undefined) || network.hasGaps ? [] : network.model.routeServers) {
        const home = network.networkOf(server.subnet);
        if (!peered.has(server.address) && home && network.gatewaysIn(home.address).length === 0) {
          yield problemAt(server.address, {
            en: `Route Server ${nameOf(server)} has no BGP peer: it learns no routes.`,
            ja: `Route Server ${nameOf(server)} に BGP ピアがないため、経路を学習できません。`,
          });
        }
      }
    },
  },
];
