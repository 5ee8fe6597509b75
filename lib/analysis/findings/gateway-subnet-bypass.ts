import { Ipv4Prefix } from "../../cidr";
import { GatewayNode } from "../network/gateway-node";
import { SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { LocalizedText } from "../result";
import { isPeeringLike, RouteEntry } from "../routes/route-entry";
import { parsePrefixes } from "../sets/address-set";
import { AnalysisContext } from "../trace/context";
import { Problem } from "./check";
import { nextHopName, RoutedCheck, userDefaultRoutes } from "./routed-network";
import { SOURCES } from "./sources";
import { listOf } from "./words";

/** What comes in through a gateway takes the peering, where what leaves passes an appliance. */
export const GATEWAYSUBNET_BYPASS: RoutedCheck = {
  code: "GATEWAYSUBNET_BYPASS",
  severity: "warning",
  what: {
    en: "Packets from on-premises or VPN clients to a spoke skip the appliance to which the spoke sends (R47, W43)",
    ja: "Spoke からの通信はアプライアンスを経由しますが、オンプレミスや VPN クライアントから Spoke への通信は経由しません（R47、W43）",
  },
  source: SOURCES.firewallHybrid,
  fix: {
    en: "Give GatewaySubnet a route for each prefix of the spoke.",
    ja: "Spoke のプレフィックスごとのルートを GatewaySubnet に設定してください。",
  },
  *find({ context }) {
    for (const gateway of context.tables.gateways.gateways) {
      for (const spoke of gateway.virtualNetwork.links.keys()) {
        const senders = sendersTo(context, gateway, spoke);
        const row = spoke.subnets
          .filter(({ reserved }) => !reserved)
          .map((subnet) => ({ subnet, row: rowOutwards(context, subnet, gateway, senders) }))
          .find((found) => found.row !== undefined);
        if (row) {
          yield* bypassOf(context, gateway, spoke, senders, nextHopName(context, row.subnet, row.row!));
        }
      }
    }
  },
};

/** Who comes in through a gateway and gets to a network. */
interface Senders {
  readonly sites: boolean;
  /** Prefixes of VPN clients, which their gateway tells of networks that use it, and of no others (W39). */
  readonly pools: readonly Ipv4Prefix[];
}

function sendersTo({ network }: AnalysisContext, gateway: GatewayNode, spoke: VirtualNetworkNode): Senders {
  const { address, clients, learned, model, undeclaredPeers } = gateway;
  const pools = parsePrefixes(model.vpnClientAddressSpace);
  const hasSites =
    pools.length === 0 ||
    undeclaredPeers.length > 0 ||
    network.model.gatewayConnections.some((connection) => connection.gateway === address) ||
    learned.entries.some(({ values }) =>
      values.some(({ tunnel }) => tunnel.kind === "gateway" || !tunnel.site.isClients),
    );
  return { sites: hasSites, pools: clients.includes(spoke) ? pools : [] };
}

/** The route by which a subnet sends to an appliance what goes to them, if it does. */
function rowOutwards(
  context: AnalysisContext,
  subnet: SubnetNode,
  gateway: GatewayNode,
  { sites, pools }: Senders,
): RouteEntry | undefined {
  const table = context.tables.tableOf(subnet);
  const beyond = sites ? gateway.learned.entries.find(({ prefix }) => prefix.length > 0) : undefined;
  const outside = [...(beyond === undefined ? [] : [beyond.prefix]), ...pools];
  const rows = [
    ...(sites ? userDefaultRoutes(table) : []),
    ...outside.flatMap(({ first }) => table.select(first)?.entries.slice(0, 1) ?? []),
  ];
  return rows.find((row) => row.source === "User" && row.target.kind === "address");
}

function wordsFor({ sites, pools }: Senders): LocalizedText {
  if (pools.length === 0) {
    return { en: "on-premises", ja: "オンプレミス" };
  }
  return sites
    ? { en: "on-premises and VPN clients", ja: "オンプレミスや VPN クライアント" }
    : { en: "VPN clients", ja: "VPN クライアント" };
}

function* bypassOf(
  context: AnalysisContext,
  gateway: GatewayNode,
  spoke: VirtualNetworkNode,
  senders: Senders,
  hop: string,
): Iterable<Problem> {
  const table = context.tables.tableOf(gateway.subnet);
  const open = spoke.prefixes.filter(
    ({ first }) => table.select(first)?.entries.some(isPeeringLike) === true,
  );
  if (open.length > 0) {
    const { en, ja } = listOf(open.map(String));
    const at = gateway.subnet.id;
    const who = wordsFor(senders);
    yield {
      resource: gateway.subnet.routeTable?.address ?? gateway.subnet.address,
      about: { virtualNetwork: spoke.address },
      message: {
        en: `Traffic from ${who.en} to ${spoke.name} skips the appliance to which ${spoke.name} sends: ${at} has the peering route ${open[0]} and no user-defined route at least that long.`,
        ja: `${who.ja}から ${spoke.name} への通信は、${spoke.name} の経路が指す機器を経由しません。${at} にはピアリング経路 ${open[0]} があり、それと同じ長さ以上のユーザー定義ルートがありません。`,
      },
      fix: {
        en: `Give ${at} ${open.length === 1 ? "a route" : "routes"} for ${en} to ${hop}.`,
        ja: `${at} に ${ja} を ${hop} に送るルートを設定してください。`,
      },
    };
  }
}
