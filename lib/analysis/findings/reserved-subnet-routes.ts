import { ReservedSubnet } from "../../azure/reserved-subnets";
import { Ipv4Prefix } from "../../cidr";
import { remember } from "../../collections/remember";
import { SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { LocalizedText } from "../result";
import { RouteEntry } from "../routes/route-entry";
import { nextHopName, receiverOf, RoutedCheck, RoutedNetwork } from "./routed-network";
import { SOURCES } from "./sources";
import { listOf } from "./words";

/** Routes to an appliance that cover a subnet of one of Azure's services, whose packets must not go there. */
export const RESERVED_SUBNET_ROUTE_CHECKS: readonly RoutedCheck[] = [
  {
    code: "ROUTE_COVERS_BASTION",
    severity: "warning",
    what: {
      en: "A route to an appliance covers AzureBastionSubnet: the machine's replies miss Bastion, whose requests come directly (R29)",
      ja: "アプライアンスへのルートが AzureBastionSubnet を含んでいます。Bastion の要求は直接届きますが、仮想マシンの応答は Bastion に戻りません（R29）",
    },
    source: SOURCES.bastionFaq,
    fix: {
      en: "Route the other subnets of that network instead.",
      ja: "その仮想ネットワークの他のサブネットだけをルーティングしてください。",
    },
    *find(network) {
      for (const { at, row, covered, hop } of covering(network, ReservedSubnet.BASTION)) {
        yield {
          resource: row.origin!,
          about: { parts: [row.name ?? ""] },
          message: {
            en: `Route ${row.name ?? ""} (${row.prefix}) of ${at.id} sends replies to ${covered.id} to ${hop}, but Bastion's requests come directly: sessions through Bastion fail.`,
            ja: `${at.id} のルート ${row.name ?? ""}（${row.prefix}）は ${covered.id} への応答を ${hop} に送りますが、Bastion からの要求は直接届くため、Bastion 経由の接続に失敗します。`,
          },
          fix: insteadOf(row, covered.virtualNetwork, hop),
        };
      }
    },
  },
  {
    code: "ROUTE_COVERS_FIREWALL",
    severity: "warning",
    what: {
      en: "A route to a firewall covers AzureFirewallSubnet: replies to an instance's own address may reach another instance",
      ja: "ファイアウォールへのルートが AzureFirewallSubnet を含んでいます。あるインスタンス自身のアドレスへの応答が、別のインスタンスに届く可能性があります",
    },
    source: SOURCES.firewallSnat,
    fix: {
      en: "Route the other subnets of that network instead.",
      ja: "その仮想ネットワークの他のサブネットだけをルーティングしてください。",
    },
    *find(network) {
      for (const { at, row, covered, hop } of covering(network, ReservedSubnet.FIREWALL)) {
        if (receiverOf(network.context, at, row)?.subnet === covered) {
          yield {
            resource: row.origin!,
            about: { parts: [row.name ?? ""] },
            message: {
              en: `Route ${row.name ?? ""} (${row.prefix}) of ${at.id} covers ${covered.id}: where ${hop} translates sources, replies to the address of one instance may be handed to another, and are lost.`,
              ja: `${at.id} のルート ${row.name ?? ""}（${row.prefix}）は ${covered.id} を含みます。${hop} が送信元を変換する通信では、あるインスタンス宛ての応答が別のインスタンスに届いて失われることがあります。`,
            },
            fix: insteadOf(row, covered.virtualNetwork, hop),
          };
        }
      }
    },
  },
  {
    code: "GATEWAY_SUBNET_ROUTE_TOO_WIDE",
    severity: "warning",
    what: {
      en: "A route of GatewaySubnet covers GatewaySubnet itself or the firewall's subnet: it diverts traffic of the gateway's own instances",
      ja: "GatewaySubnet のルートが、GatewaySubnet 自身またはファイアウォールのサブネットを含んでいます。ゲートウェイのインスタンスの通信まで迂回させます",
    },
    source: SOURCES.gatewaySettings,
    fix: {
      en: "Route the workload subnets' prefixes instead.",
      ja: "ワークロードのサブネットのプレフィックスだけをルーティングしてください。",
    },
    *find({ context }) {
      for (const { subnet: at } of context.tables.gateways.gateways) {
        const own = at.virtualNetwork.subnets.filter(({ reserved }) => reserved);
        const table = context.tables.tableOf(at);
        for (const { values } of table.layers.user.layer.entries) {
          const [row] = values;
          const covered = own.filter(({ prefixes }) =>
            prefixes.some(({ first }) => table.select(first)?.entries.includes(row)),
          );
          // A default route is refused there, and told as such.
          if (row.target.kind === "address" && row.prefix.length > 0 && covered.length > 0) {
            const { en, ja } = listOf(covered.map(({ name }) => name));
            const hop = nextHopName(context, at, row);
            yield {
              resource: row.origin!,
              about: { parts: [row.name ?? ""] },
              message: {
                en: `Route ${row.name ?? ""} (${row.prefix} to ${hop}) of ${at.id} covers ${en}: it diverts traffic of the gateway's own instances and of services beside it.`,
                ja: `${at.id} のルート ${row.name ?? ""}（${row.prefix} → ${hop}）は ${ja} を含むため、ゲートウェイのインスタンスやサービスの通信まで迂回させます。`,
              },
              fix: insteadOf(row, at.virtualNetwork, hop),
            };
          }
        }
      }
    },
  },
];

interface Covering {
  readonly at: SubnetNode;
  readonly row: RouteEntry;
  readonly covered: SubnetNode;
  readonly hop: string;
}

/** Routes to an appliance that subnets use for addresses of a reserved subnet in reach, each route once. */
function* covering({ context }: RoutedNetwork, name: ReservedSubnet): Iterable<Covering> {
  const told = new Set<string>();
  const ofName = new Map<VirtualNetworkNode, readonly SubnetNode[]>();
  const reservedIn = (network: VirtualNetworkNode): readonly SubnetNode[] =>
    remember(ofName, network, () => network.subnets.filter(({ model }) => model.name === name));
  // All subnets of a network reach the same ones, of which there are few in a network with many links.
  const inReach = new Map<VirtualNetworkNode, readonly SubnetNode[]>();
  const reachedFrom = (network: VirtualNetworkNode): readonly SubnetNode[] =>
    remember(inReach, network, () => [network, ...network.links.keys()].flatMap(reservedIn));
  for (const at of context.network.subnets.filter(({ reserved }) => !reserved)) {
    for (const covered of reachedFrom(at.virtualNetwork)) {
      const table = context.tables.tableOf(at);
      const [row] = covered.prefixes.flatMap(({ first }) => table.select(first)?.entries ?? []);
      const key = `${row?.origin} ${row?.name} ${covered.address}`;
      if (row?.source === "User" && row.target.kind === "address" && !told.has(key)) {
        told.add(key);
        yield { at, row, covered, hop: nextHopName(context, at, row) };
      }
    }
  }
}

/** What of a route's prefix belongs to a network's owner: none of its reserved subnets. */
export function ownersPrefixes(within: Ipv4Prefix, network: VirtualNetworkNode): readonly Ipv4Prefix[] {
  return network.subnets
    .filter(({ reserved }) => !reserved)
    .flatMap(({ prefixes }) => prefixes)
    .filter((prefix) => within.contains(prefix));
}

/** Names what a route that is too wide was meant for: the subnets of a network that are its owner's. */
function insteadOf(row: RouteEntry, network: VirtualNetworkNode, hop: string): LocalizedText {
  const own = ownersPrefixes(row.prefix, network);
  const { en, ja } = listOf(own.map(String));
  const outside = !network.prefixes.some((prefix) => prefix.contains(row.prefix));
  return own.length === 0
    ? {
        en: outside ? `Take ${network.name} out of ${row.prefix}.` : "Remove the route.",
        ja: outside
          ? `${row.prefix} から ${network.name} を除いてください。`
          : "このルートを削除してください。",
      }
    : {
        en: `Route ${en} to ${hop} instead of ${row.prefix}.`,
        ja: `${row.prefix} の代わりに ${ja} を ${hop} に送ってください。`,
      };
}
