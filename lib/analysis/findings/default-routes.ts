import { DEFAULT_PREFIX, HALF_DEFAULT_PREFIXES } from "../../cidr";
import { SubnetTable } from "../routes/subnet-table";
import { problemAt } from "./check";
import { RoutedCheck, nextHopName, receiverOf, userDefaultRoutes } from "./routed-network";
import { SOURCES } from "./sources";
import { listOf } from "./words";

/** Default routes, learned or written, and what they do to those who need the Internet directly. */
export const DEFAULT_ROUTE_CHECKS: readonly RoutedCheck[] = [
  {
    code: "FIREWALL_LEARNS_DEFAULT_ROUTE",
    severity: "error",
    what: {
      en: "AzureFirewallSubnet learns a default route, whole or in halves, and the firewall has no management NIC (R62)",
      ja: "AzureFirewallSubnet が既定のルート（2 分割したものを含む）を学習しますが、ファイアウォールに管理 NIC がありません（R62）",
    },
    source: SOURCES.firewallForcedTunneling,
    fix: {
      en: "Give AzureFirewallSubnet a route 0.0.0.0/0 to Internet, or the firewall a management NIC.",
      ja: "AzureFirewallSubnet に 0.0.0.0/0 を Internet に向けるルートを設定するか、ファイアウォールに管理 NIC を付けてください。",
    },
    *find({ context }) {
      for (const firewall of context.network.model.firewalls) {
        const subnet = context.network.subnet(firewall.subnet);
        if (subnet === undefined || firewall.managementIpConfiguration) {
          continue;
        }
        const learned = learnedDefaults(context.tables.tableOf(subnet));
        if (learned.length > 0) {
          const { en, ja } = listOf(learned);
          const name = firewall.name ?? firewall.address;
          yield {
            resource: firewall.address,
            message: {
              en: `${subnet.id} learns ${en} from the gateway, but the firewall ${name} needs the Internet directly.`,
              ja: `${subnet.id} はゲートウェイから ${ja} を学習しますが、ファイアウォール ${name} にはインターネットへの直接の経路が必要です。`,
            },
            fix: {
              en: `Give ${subnet.id} ${learned.length === 1 ? "a route" : "routes"} for ${en} to Internet, or the firewall a management NIC.`,
              ja: `${subnet.id} に ${ja} を Internet に向けるルートを設定するか、ファイアウォールに管理 NIC を付けてください。`,
            },
          };
        }
      }
    },
  },
  {
    code: "DEFAULT_ROUTE_RETURNS_TO_APPLIANCE",
    severity: "warning",
    what: {
      en: "An appliance's own subnet learns the default route that the appliance announces: what it sends to the Internet comes back to it",
      ja: "アプライアンス自身のサブネットが、そのアプライアンスの広報する既定のルートを学習します。インターネットに送る通信が自身に戻ってきます",
    },
    source: SOURCES.routeServerFaq,
    fix: {
      en: "Bind a table with 0.0.0.0/0 to Internet to the appliance's subnet.",
      ja: "アプライアンスのサブネットに、0.0.0.0/0 を Internet に向けるルート テーブルを関連付けてください。",
    },
    *find({ context }) {
      for (const subnet of context.network.subnets) {
        const table = context.tables.tableOf(subnet);
        const learned = new Set(learnedDefaults(table));
        const row = (table.layers.gateway?.entries ?? [])
          .flatMap(({ values }) => values)
          .find(
            (entry) =>
              learned.has(entry.prefix.toString()) && receiverOf(context, subnet, entry)?.subnet === subnet,
          );
        if (row !== undefined) {
          const hop = nextHopName(context, subnet, row);
          yield {
            resource: subnet.address,
            message: {
              en: `${subnet.id} learns ${row.prefix} with ${hop}, which stands in it, as next hop: what ${hop} sends to the Internet comes back to it.`,
              ja: `${subnet.id} は ${row.prefix} を、自身の中にある ${hop} を次ホップとして学習します。${hop} がインターネットに送る通信が戻ってきます。`,
            },
            fix: {
              en: `Bind a table with ${row.prefix} to Internet to ${subnet.id}.`,
              ja: `${subnet.id} に ${row.prefix} を Internet に向けるルート テーブルを関連付けてください。`,
            },
          };
        }
      }
    },
  },
  {
    code: "NAT_GATEWAY_UNUSED",
    severity: "info",
    what: {
      en: "A subnet has a NAT gateway, but its default route leads elsewhere: the NAT gateway is paid for and unused",
      ja: "サブネットに NAT ゲートウェイがありますが、既定のルートは別の場所に向いています。NAT ゲートウェイは料金だけがかかり、使われません",
    },
    source: SOURCES.natGateway,
    fix: {
      en: "Remove the NAT gateway, or route private prefixes only.",
      ja: "NAT ゲートウェイを外すか、プライベートなプレフィックスだけをルーティングしてください。",
    },
    *find({ context }) {
      for (const subnet of context.network.subnets) {
        const [udr] = userDefaultRoutes(context.tables.tableOf(subnet));
        if (
          subnet.model.natGateway !== undefined &&
          (udr?.target.kind === "address" || udr?.target.kind === "own-gateway")
        ) {
          const hop = udr.target.kind === "address" ? nextHopName(context, subnet, udr) : udr.nextHopType;
          yield problemAt(subnet.address, {
            en: `${subnet.id} has a NAT gateway that is never used: its route ${udr.prefix} leads to ${hop}.`,
            ja: `${subnet.id} の NAT ゲートウェイは使われません。ルート ${udr.prefix} が ${hop} に向いているためです。`,
          });
        }
      }
    },
  },
];

/** The default routes that a subnet learns and that no route of its own at that prefix replaces. */
export function learnedDefaults({ layers }: SubnetTable): string[] {
  const isLearned = (prefix: typeof DEFAULT_PREFIX): boolean =>
    layers.user.layer.get(prefix).length === 0 && (layers.gateway?.get(prefix).length ?? 0) > 0;
  const halves = HALF_DEFAULT_PREFIXES.filter(isLearned);
  const found = halves.length === HALF_DEFAULT_PREFIXES.length ? halves : [DEFAULT_PREFIX].filter(isLearned);
  return found.map(String);
}
