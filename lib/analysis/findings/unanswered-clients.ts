import { Ipv4Prefix } from "../../cidr";
import { RouteTable } from "../model";
import { GatewayNode } from "../network/gateway-node";
import { SubnetNode } from "../network/virtual-network-node";
import { AnalysisContext } from "../trace/context";
import { Problem } from "./check";
import { RoutedCheck } from "./routed-network";
import { SOURCES } from "./sources";
import { listOf } from "./words";

/** VPN clients are in no matrix, so that nothing else shows that a subnet doesn't answer them. */
export const UNANSWERED_CLIENT_CHECKS: readonly RoutedCheck[] = [
  {
    code: "VPN_CLIENTS_UNANSWERED",
    severity: "warning",
    what: {
      en: "VPN clients get to a network, and one of its subnets has no way back to their pool (W39)",
      ja: "VPN クライアントはネットワークに到達できますが、サブネットの 1 つにアドレス プールへの戻りの経路がありません（W39）",
    },
    source: SOURCES.pointToSite,
    fix: {
      en: "Set bgp_route_propagation_enabled = true on the subnet's table, or route the pool to VirtualNetworkGateway.",
      ja: "サブネットのルート テーブルで bgp_route_propagation_enabled = true にするか、アドレス プールを VirtualNetworkGateway に送るルートを追加してください。",
    },
    *find({ context }) {
      const told = new Set<string>();
      for (const gateway of context.tables.gateways.gateways) {
        const pools = parsed(gateway);
        const networks = pools.length === 0 ? [] : [gateway.virtualNetwork, ...gateway.clients];
        for (const subnet of networks.flatMap(({ subnets }) => subnets)) {
          const table = subnet.routeTable;
          if (
            table === undefined ||
            told.has(table.address) ||
            subnet.reserved ||
            isOpen(context, subnet, table)
          ) {
            continue;
          }
          const lost = unanswered(context, subnet, pools);
          if (lost.length > 0) {
            told.add(table.address);
            yield problem(gateway, subnet, table, lost);
          }
        }
      }
    },
  },
];

function parsed({ model }: GatewayNode): readonly Ipv4Prefix[] {
  return model.vpnClientAddressSpace
    .map((text) => Ipv4Prefix.tryParse(text))
    .filter((prefix) => prefix !== undefined);
}

/** Whether it is open which routes a subnet has. */
function isOpen({ network }: AnalysisContext, { model }: SubnetNode, table: RouteTable): boolean {
  return (
    (model.uncertainRouteTables ?? []).length > 0 ||
    table.routesUnknown === true ||
    network.unknown(table.address, "bgp_route_propagation_enabled") !== undefined
  );
}

/** Pools for which a subnet has only routes that lose packets. */
function unanswered(
  { tables }: AnalysisContext,
  subnet: SubnetNode,
  pools: readonly Ipv4Prefix[],
): readonly Ipv4Prefix[] {
  const table = tables.tableOf(subnet);
  return pools.filter(({ first }) => {
    const rows = table.select(first)?.entries ?? [];
    return rows.every(({ target }) => target.kind === "drop" || target.kind === "internet");
  });
}

function problem(
  gateway: GatewayNode,
  subnet: SubnetNode,
  table: RouteTable,
  pools: readonly Ipv4Prefix[],
): Problem {
  const { en, ja } = listOf(pools.map(String));
  const name = table.name ?? table.address;
  const isOff = table.bgpRoutePropagation === false;
  return {
    resource: table.address,
    message: {
      en: `VPN clients of ${gateway.name} (${en}) get to ${subnet.id}, but their replies are lost there: route table ${name} has no way back to the pool.`,
      ja: `${gateway.name} の VPN クライアント（${ja}）からの通信は ${subnet.id} に届きますが、ルート テーブル ${name} にアドレス プールへの経路がないため、応答は失われます。`,
    },
    fix: {
      en: `${isOff ? `Set bgp_route_propagation_enabled = true in ${name}, or write` : "Write"} a route for ${en} to VirtualNetworkGateway into ${isOff ? "it" : name}.`,
      ja: `${isOff ? `${name} の bgp_route_propagation_enabled を true にするか、` : `${name} に `}${ja} を VirtualNetworkGateway に送るルートを追加してください。`,
    },
  };
}
