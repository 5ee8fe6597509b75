import { connectionLimit, LIMITS } from "../../azure/limits";
import { regionId } from "../../azure/regions";
import { Ipv4Prefix } from "../../cidr";
import { groupBy } from "../../collections/group-by";
import { Check, problemAt } from "./check";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

const MOST_PEERINGS = LIMITS.peeringsOfNetwork.value;
const MOST_MANAGED_PEERINGS = LIMITS.peeringsOfManagedHub.value;
const MANY_ROUTES = LIMITS.routesOfTableBefore2026.value;
const MOST_ROUTES = LIMITS.routesOfTable.value;
const MOST_SERVICE_TAG_ROUTES = LIMITS.serviceTagRoutesOfTable.value;
const MOST_ROUTE_TABLES = LIMITS.routeTablesOfRegion.value;
const MOST_SUBNETS = LIMITS.subnetsOfNetwork.value;
const MOST_DNS_SERVERS = LIMITS.dnsServersOfNetwork.value;
const MOST_SECURITY_RULES = LIMITS.rulesOfSecurityGroup.value;
const MOST_IN_SECURITY_RULE = LIMITS.addressesAndPortsOfSecurityRule.value;
const MOST_EXPRESSROUTE_PREFIXES = LIMITS.prefixesToExpressRoute.value;

/** How much Azure takes of one kind. */
export const LIMIT_CHECKS: readonly Check[] = [
  {
    code: "PEERING_LIMIT",
    severity: "warning",
    what: {
      en: `A virtual network has more than ${MOST_PEERINGS} peerings`,
      ja: `仮想ネットワークのピアリングが ${MOST_PEERINGS} 個を超えています`,
    },
    source: SOURCES.limits,
    fix: {
      en: `Use several hubs, or Azure Virtual Network Manager (${MOST_MANAGED_PEERINGS}).`,
      ja: `ハブを分けるか、Azure Virtual Network Manager（上限 ${MOST_MANAGED_PEERINGS}）を使ってください。`,
    },
    *find(network) {
      for (const virtualNetwork of network.model.virtualNetworks) {
        const count = network.peeringsOf(virtualNetwork.address).length;
        const most = network.managedHubs.has(virtualNetwork.address) ? MOST_MANAGED_PEERINGS : MOST_PEERINGS;
        if (count > most) {
          yield problemAt(virtualNetwork.address, {
            en: `Virtual network ${nameOf(virtualNetwork)} has ${count} peerings; Azure allows ${most}.`,
            ja: `仮想ネットワーク ${nameOf(virtualNetwork)} のピアリングが ${count} 個あります。上限は ${most} です。`,
          });
        }
      }
    },
  },
  {
    code: "ROUTE_TABLE_LARGE",
    severity: "info",
    what: {
      en: `A route table has more than ${MANY_ROUTES} routes, the limit before May 2026 (T88)`,
      ja: `ルート テーブルのルートが、2026 年 5 月より前の上限である ${MANY_ROUTES} 個を超えています（T88）`,
    },
    source: SOURCES.raisedLimits,
    fix: {
      en: "Make sure that the subscription has the new limit, or use a summary such as 10.0.0.0/8.",
      ja: "サブスクリプションに新しい上限が適用されているか確認するか、10.0.0.0/8 のような集約を使ってください。",
    },
    *find({ model }) {
      for (const table of model.routeTables) {
        if (table.routes.length > MANY_ROUTES && table.routes.length <= MOST_ROUTES) {
          yield problemAt(table.address, {
            en: `Table ${nameOf(table)} has ${table.routes.length} routes; Azure allows ${MOST_ROUTES} since May 2026 (update 562695), ${MANY_ROUTES} before.`,
            ja: `ルート テーブル ${nameOf(table)} のルートが ${table.routes.length} 個あります。2026 年 5 月（更新 562695）以降の上限は ${MOST_ROUTES} で、それより前は ${MANY_ROUTES} でした。`,
          });
        }
      }
    },
  },
  {
    code: "ROUTE_TABLE_FULL",
    severity: "error",
    what: {
      en: `A route table has more than ${MOST_ROUTES} routes`,
      ja: `ルート テーブルのルートが ${MOST_ROUTES} 個を超えています`,
    },
    source: SOURCES.raisedLimits,
    fix: {
      en: "Use a summary such as 10.0.0.0/8, or 0.0.0.0/0.",
      ja: "10.0.0.0/8 のような集約か 0.0.0.0/0 を使ってください。",
    },
    *find({ model }) {
      for (const table of model.routeTables) {
        if (table.routes.length > MOST_ROUTES) {
          yield problemAt(table.address, {
            en: `Table ${nameOf(table)} has ${table.routes.length} routes; Azure allows ${MOST_ROUTES} (since May 2026, update 562695).`,
            ja: `ルート テーブル ${nameOf(table)} のルートが ${table.routes.length} 個あります。上限は ${MOST_ROUTES} です（2026 年 5 月、更新 562695）。`,
          });
        }
      }
    },
  },
  {
    code: "SERVICE_TAG_ROUTES",
    severity: "error",
    what: {
      en: `A route table has more than ${MOST_SERVICE_TAG_ROUTES} routes for service tags (R15)`,
      ja: `ルート テーブルのサービス タグのルートが ${MOST_SERVICE_TAG_ROUTES} 個を超えています（R15）`,
    },
    source: SOURCES.userRoutes,
    fix: { en: "Use fewer, wider tags.", ja: "より広いサービス タグにまとめてください。" },
    *find({ model }) {
      for (const table of model.routeTables) {
        const tags = table.routes.filter(({ addressPrefix }) => /^[A-Za-z][\w.-]*$/.test(addressPrefix));
        if (tags.length > MOST_SERVICE_TAG_ROUTES) {
          yield problemAt(table.address, {
            en: `Table ${nameOf(table)} has ${tags.length} routes for service tags; Azure allows ${MOST_SERVICE_TAG_ROUTES}.`,
            ja: `ルート テーブル ${nameOf(table)} のサービス タグのルートが ${tags.length} 個あります。上限は ${MOST_SERVICE_TAG_ROUTES} です。`,
          });
        }
      }
    },
  },
  {
    code: "ROUTE_TABLES_OF_REGION",
    severity: "warning",
    what: {
      en: `A subscription has more than ${MOST_ROUTE_TABLES} route tables in a region`,
      ja: `1 つのサブスクリプションのルート テーブルが、リージョンあたり ${MOST_ROUTE_TABLES} 個を超えています`,
    },
    source: SOURCES.raisedLimits,
    fix: {
      en: "Share a table among subnets with the same routes, or ask for a higher limit.",
      ja: "同じ内容のテーブルを共有するか、上限の引き上げを申請してください。",
    },
    *find({ model }) {
      const groups = groupBy(model.routeTables, ({ region, subscription }) =>
        region === undefined ? undefined : `${subscription ?? ""} ${regionId(region)}`,
      );
      for (const tables of groups.values()) {
        if (tables.length > MOST_ROUTE_TABLES) {
          yield problemAt(tables[0].address, {
            en: `There are ${tables.length} route tables in ${tables[0].region}; Azure allows ${MOST_ROUTE_TABLES} per subscription and region.`,
            ja: `${tables[0].region} にルート テーブルが ${tables.length} 個あります。サブスクリプション・リージョンごとの上限は ${MOST_ROUTE_TABLES} です。`,
          });
        }
      }
    },
  },
  {
    code: "SUBNET_LIMIT",
    severity: "error",
    what: {
      en: `A virtual network has more than ${MOST_SUBNETS} subnets`,
      ja: `仮想ネットワークのサブネットが ${MOST_SUBNETS} 個を超えています`,
    },
    source: SOURCES.limits,
    fix: { en: "Use several virtual networks.", ja: "仮想ネットワークを分けてください。" },
    *find(network) {
      for (const virtualNetwork of network.model.virtualNetworks) {
        const count = network.subnetsOf(virtualNetwork.address).length;
        if (count > MOST_SUBNETS) {
          yield problemAt(virtualNetwork.address, {
            en: `Virtual network ${nameOf(virtualNetwork)} has ${count} subnets; Azure allows ${MOST_SUBNETS}.`,
            ja: `仮想ネットワーク ${nameOf(virtualNetwork)} のサブネットが ${count} 個あります。上限は ${MOST_SUBNETS} です。`,
          });
        }
      }
    },
  },
  {
    code: "DNS_SERVER_LIMIT",
    severity: "error",
    what: {
      en: `A virtual network has more than ${MOST_DNS_SERVERS} DNS servers`,
      ja: `仮想ネットワークの DNS サーバーが ${MOST_DNS_SERVERS} 個を超えています`,
    },
    source: SOURCES.limits,
    fix: { en: "Leave some out.", ja: "数を減らしてください。" },
    *find(network) {
      for (const { address } of network.resourcesOf(
        "azurerm_virtual_network",
        "azurerm_virtual_network_dns_servers",
      )) {
        const count = network.argumentsOf(address).texts("dns_servers").known.length;
        if (count > MOST_DNS_SERVERS) {
          yield {
            resource: address,
            message: {
              en: `${address} lists ${count} DNS servers; Azure allows ${MOST_DNS_SERVERS}.`,
              ja: `${address} に DNS サーバーが ${count} 個指定されています。上限は ${MOST_DNS_SERVERS} です。`,
            },
          };
        }
      }
    },
  },
  {
    code: "SECURITY_RULE_LIMIT",
    severity: "error",
    what: {
      en: `A network security group has more than ${MOST_SECURITY_RULES} rules`,
      ja: `ネットワーク セキュリティ グループの規則が ${MOST_SECURITY_RULES} 個を超えています`,
    },
    source: SOURCES.raisedLimits,
    fix: {
      en: "Merge rules: one takes several prefixes and ports.",
      ja: "複数のプレフィックスやポートを 1 つの規則にまとめてください。",
    },
    *find({ model }) {
      for (const group of model.networkSecurityGroups) {
        if (group.rules.length > MOST_SECURITY_RULES) {
          yield problemAt(group.address, {
            en: `Network security group ${nameOf(group)} has ${group.rules.length} rules; Azure allows ${MOST_SECURITY_RULES}.`,
            ja: `ネットワーク セキュリティ グループ ${nameOf(group)} の規則が ${group.rules.length} 個あります。上限は ${MOST_SECURITY_RULES} です。`,
          });
        }
      }
    },
  },
  {
    code: "SECURITY_RULE_SIZE",
    severity: "error",
    what: {
      en: `A security rule names more than ${MOST_IN_SECURITY_RULE} addresses and ports`,
      ja: `セキュリティ規則のアドレスとポートが合わせて ${MOST_IN_SECURITY_RULE} 個を超えています`,
    },
    source: SOURCES.raisedLimits,
    fix: {
      en: "Divide the rule, or summarise its prefixes.",
      ja: "規則を分けるか、プレフィックスを集約してください。",
    },
    *find({ model }) {
      for (const group of model.networkSecurityGroups) {
        for (const rule of group.rules) {
          const { sources, destinations, sourcePorts, destinationPorts } = rule;
          const count = [sources, destinations, sourcePorts, destinationPorts].flat().length;
          if (count > MOST_IN_SECURITY_RULE) {
            yield problemAt(rule.origin, {
              en: `Rule ${quote(rule.name)} of ${nameOf(group)} names ${count} addresses and ports; Azure allows ${MOST_IN_SECURITY_RULE}.`,
              ja: `${nameOf(group)} の規則 ${quote(rule.name)} にアドレスとポートが合わせて ${count} 個あります。上限は ${MOST_IN_SECURITY_RULE} です。`,
            });
          }
        }
      }
    },
  },
  {
    code: "CONNECTION_LIMIT",
    severity: "error",
    what: {
      en: `A VPN gateway has more connections than its SKU: ${LIMITS.connectionsOfBasicGateway.value} (Basic), ${LIMITS.connectionsOfSmallGateway.value} (VpnGw1 to 3), ${LIMITS.connectionsOfLargeGateway.value} (VpnGw4 and 5)`,
      ja: `VPN ゲートウェイの接続が SKU の上限を超えています。上限は ${LIMITS.connectionsOfBasicGateway.value} 個（Basic）、${LIMITS.connectionsOfSmallGateway.value} 個（VpnGw1 から 3）、${LIMITS.connectionsOfLargeGateway.value} 個（VpnGw4 と 5）です`,
    },
    source: SOURCES.limits,
    fix: {
      en: "Take a larger SKU or several gateways.",
      ja: "上位の SKU か複数のゲートウェイを使ってください。",
    },
    *find(network) {
      for (const [address, connections] of groupBy(
        network.model.gatewayConnections,
        ({ gateway }) => gateway,
      )) {
        const gateway = network.gateways.get(address);
        const most = connectionLimit(gateway?.sku ?? "")?.value;
        const tunnels = connections.filter(({ type }) => type !== "ExpressRoute").length;
        if (gateway && most !== undefined && tunnels > most) {
          yield problemAt(gateway.address, {
            en: `Gateway ${nameOf(gateway)} (${gateway.sku}) has ${tunnels} connections; its SKU allows ${most}.`,
            ja: `ゲートウェイ ${nameOf(gateway)}（${gateway.sku}）の接続が ${tunnels} 個あります。この SKU の上限は ${most} です。`,
          });
        }
      }
    },
  },
  {
    code: "EXPRESSROUTE_PREFIX_LIMIT",
    severity: "warning",
    what: {
      en: `An ExpressRoute gateway announces more than ${MOST_EXPRESSROUTE_PREFIXES} prefixes: its network's and those of the spokes that use it`,
      ja: `ExpressRoute ゲートウェイが ${MOST_EXPRESSROUTE_PREFIXES} 個を超えるプレフィックスを広報します。自身の仮想ネットワークと、ゲートウェイを使う Spoke のプレフィックスを数えます`,
    },
    source: SOURCES.expressRouteGateways,
    fix: { en: "Use fewer, larger address spaces.", ja: "アドレス空間をまとめて数を減らしてください。" },
    *find(network) {
      for (const gateway of network.model.virtualNetworkGateways) {
        const home = gateway.type === "ExpressRoute" ? network.networkOf(gateway.subnet) : undefined;
        if (!home) {
          continue;
        }
        const users = network
          .peeringsOf(home.address)
          .filter((peering) => peering.allowGatewayTransit)
          .map((peering) => network.remoteOf(peering))
          .filter((remote) => remote !== undefined)
          .filter((remote) => network.peering(remote.address, home.address)?.useRemoteGateways);
        const prefixes: Ipv4Prefix[] = [home, ...users].flatMap(({ addressSpace }) =>
          network.prefixesIn(addressSpace),
        );
        if (prefixes.length > MOST_EXPRESSROUTE_PREFIXES) {
          yield problemAt(gateway.address, {
            en: `ExpressRoute gateway ${nameOf(gateway)} would announce ${prefixes.length} prefixes; a circuit takes ${MOST_EXPRESSROUTE_PREFIXES}.`,
            ja: `ExpressRoute ゲートウェイ ${nameOf(gateway)} が広報するプレフィックスが ${prefixes.length} 個になります。上限は ${MOST_EXPRESSROUTE_PREFIXES} です。`,
          });
        }
      }
    },
  },
];
