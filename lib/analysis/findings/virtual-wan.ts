import { INTENT_PREFIXES } from "../../azure/address-ranges";
import { groupBy } from "../../collections/group-by";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { HUB_DEFAULT_ROUTE_CHECKS } from "./hub-default-routes";
import { SOURCES } from "./sources";
import { connectionsOf, hubsWithIntent } from "./virtual-hub-parts";
import { listOf, nameOf, namesOf } from "./words";

/** Hubs of Virtual WAN, and what is connected with them. */
export const VIRTUAL_WAN_CHECKS: readonly Check[] = [
  {
    code: "VIRTUAL_HUB_INTENT_WITH_ROUTES",
    severity: "error",
    what: {
      en: "A hub with routing intent has route tables of your own, or static routes into a network (W81)",
      ja: "ルーティング インテントのあるハブに、独自のルート テーブル、または仮想ネットワークへの静的ルートがあります（W81）",
    },
    source: SOURCES.routingIntent,
    fix: {
      en: "Take out the tables and routes, or the routing intent.",
      ja: "ルート テーブルとルート、またはルーティング インテントのどちらかを削除してください。",
    },
    *find(network) {
      const connections = new Set(network.model.virtualWan.connections.map(({ address }) => address));
      for (const { hub, intents } of hubsWithIntent(network)) {
        for (const table of network.model.virtualWan.routeTables.filter((one) => one.hub === hub.address)) {
          const into = table.routes.filter(({ nextHop }) => connections.has(nextHop));
          const found = [
            ...(table.builtIn === undefined ? [table.address] : []),
            ...into.map(({ origin }) => origin),
          ];
          for (const resource of new Set(found)) {
            yield problemAt(resource, {
              en: `Hub ${nameOf(hub)} has the routing intent ${nameOf(intents[0])}; Azure allows neither route tables of your own nor static routes to a connection beside one.`,
              ja: `ハブ ${nameOf(hub)} にはルーティング インテント ${nameOf(intents[0])} があります。独自のルート テーブルや、接続を次ホップとする静的ルートは併用できません。`,
            });
          }
        }
      }
    },
  },
  {
    code: "VIRTUAL_HUB_INTENT_TWICE",
    severity: "error",
    what: {
      en: "A hub has two routing intents (W82)",
      ja: "ハブにルーティング インテントが 2 つあります（W82）",
    },
    source: SOURCES.routingIntent,
    fix: {
      en: "Write both policies into one routing intent.",
      ja: "両方のポリシーを 1 つのルーティング インテントにまとめてください。",
    },
    *find(network) {
      for (const { hub, intents } of hubsWithIntent(network)) {
        for (const intent of intents.slice(1)) {
          yield problemAt(intent.address, {
            en: `Hub ${nameOf(hub)} has the routing intents ${namesOf(intents).en}; Azure has one for each hub.`,
            ja: `ハブ ${nameOf(hub)} に複数のルーティング インテント（${namesOf(intents).ja}）があります。1 つのハブに設定できるのは 1 つだけです。`,
          });
        }
      }
    },
  },
  {
    code: "VIRTUAL_HUB_INTENT_NEXT_HOP",
    severity: "error",
    what: {
      en: "The next hop of a routing intent is a firewall that isn't in its hub (W82)",
      ja: "ルーティング インテントの次ホップが、そのハブにないファイアウォールです（W82）",
    },
    source: SOURCES.routingIntent,
    fix: {
      en: "Name the firewall of that hub.",
      ja: "そのハブのファイアウォールを指定してください。",
    },
    *find(network) {
      for (const { hub, intents } of hubsWithIntent(network)) {
        for (const { address, policies } of intents) {
          for (const { firewall: next, name } of policies) {
            const firewall = network.firewalls.get(next ?? "");
            const isElsewhere =
              firewall?.subnet !== undefined || isOtherHub(network, firewall?.virtualHub, hub.address);
            if (firewall !== undefined && isElsewhere) {
              yield problemAt(address, {
                en: `The policy "${name}" of hub ${nameOf(hub)} leads to the firewall ${nameOf(firewall)}, which isn't in that hub.`,
                ja: `ハブ ${nameOf(hub)} のポリシー "${name}" の次ホップはファイアウォール ${nameOf(firewall)} ですが、そのハブにはありません。`,
              });
            }
          }
        }
      }
    },
  },
  ...HUB_DEFAULT_ROUTE_CHECKS,
  {
    code: "VIRTUAL_HUB_PREFIX_NOT_PRIVATE",
    severity: "warning",
    what: {
      en: "A network has addresses outside RFC 1918 on a hub whose routing intent inspects private traffic (W84)",
      ja: "ルーティング インテントでプライベート トラフィックを検査するハブの仮想ネットワークに、RFC 1918 以外のアドレスがあります（W84）",
    },
    source: SOURCES.routingIntent,
    fix: {
      en: "Add the prefix to the private traffic prefixes of the hub in the portal, since azurerm has no argument for it.",
      ja: "azurerm には対応する引数がないため、ポータルでハブのプライベート トラフィック プレフィックスに追加してください。",
    },
    *find(network) {
      for (const { hub, intents } of hubsWithIntent(network)) {
        const isPrivate = intents.some(({ policies }) =>
          policies.some(({ destinations }) => destinations.some((one) => /^privatetraffic$/i.test(one))),
        );
        const added = network.prefixesIn(
          network.model.virtualWan.routeTables
            .filter((table) => table.hub === hub.address && table.builtIn === "default")
            .flatMap(({ routes }) => routes.filter(({ nextHop }) => network.firewalls.has(nextHop)))
            .flatMap(({ prefixes }) => prefixes)
            .filter((prefix) => !prefix.endsWith("/0")),
        );
        for (const { connection, node } of isPrivate ? connectionsOf(network, hub) : []) {
          const beyond = network
            .prefixesIn(node.addressSpace)
            .filter((prefix) => ![...INTENT_PREFIXES, ...added].some((known) => known.contains(prefix)));
          if (beyond.length > 0) {
            yield problemAt(connection.address, {
              en: `${listOf(beyond.map(String)).en} of network ${nameOf(node)} isn't in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, so that the private policy of hub ${nameOf(hub)} leaves it out.`,
              ja: `仮想ネットワーク ${nameOf(node)} の ${listOf(beyond.map(String)).ja} は 10.0.0.0/8、172.16.0.0/12、192.168.0.0/16 の外にあるため、ハブ ${nameOf(hub)} のプライベート ポリシーの対象になりません。`,
            });
          }
        }
      }
    },
  },
  {
    code: "VIRTUAL_HUB_OVERLAP",
    severity: "error",
    what: {
      en: "Networks on hubs of one Virtual WAN have the same addresses, or those of a hub (W85)",
      ja: "1 つの Virtual WAN のハブにある仮想ネットワークのアドレスが、互いに、またはハブのアドレスと重なっています（W85）",
    },
    source: SOURCES.routingIntent,
    fix: { en: "Give one of them other addresses.", ja: "どちらかのアドレスを変更してください。" },
    *find(network) {
      const { hubs } = network.model.virtualWan;
      const places = hubs.flatMap((hub) => [
        { wan: hub.wan, place: hub, own: undefined, prefixes: [hub.addressPrefix ?? ""] },
        ...connectionsOf(network, hub).map(({ connection, node }) => ({
          wan: hub.wan,
          place: node,
          own: connection,
          prefixes: node.addressSpace,
        })),
      ]);
      const ranges = places
        .flatMap(({ prefixes, ...one }) => network.prefixesIn(prefixes).map((prefix) => ({ ...one, prefix })))
        .sort((a, b) => (a.wan < b.wan ? -1 : a.wan > b.wan ? 1 : a.prefix.first - b.prefix.first));
      let before = ranges.at(0);
      for (const range of ranges.slice(1)) {
        if (
          before?.wan === range.wan &&
          before.place !== range.place &&
          range.prefix.overlaps(before.prefix)
        ) {
          const connection = range.own ?? before.own;
          yield problemAt(connection?.address ?? range.place.address, {
            en: `${range.prefix} of ${nameOf(range.place)} overlaps ${before.prefix} of ${nameOf(before.place)}, and both are in one Virtual WAN.`,
            ja: `${nameOf(range.place)} の ${range.prefix} は、同じ Virtual WAN の ${nameOf(before.place)} の ${before.prefix} と重複しています。`,
          });
        }
        if (before === undefined || before.wan !== range.wan || range.prefix.last > before.prefix.last) {
          before = range;
        }
      }
    },
  },
  {
    code: "VIRTUAL_WAN_BASIC",
    severity: "error",
    what: {
      en: "A hub of a Basic Virtual WAN has ExpressRoute, VPN clients or routing intent (W85)",
      ja: "Basic の Virtual WAN のハブに、ExpressRoute、VPN クライアント、またはルーティング インテントがあります（W85）",
    },
    source: SOURCES.virtualWan,
    fix: {
      en: 'Use type = "Standard".',
      ja: 'type = "Standard" を使ってください。',
    },
    *find(network) {
      const { hubs, gateways, routingIntents } = network.model.virtualWan;
      const basic = new Map(hubs.filter((hub) => hub.basic).map((hub) => [hub.address, hub]));
      const parts = [
        ...gateways.filter(
          ({ address, type }) => type === "ExpressRoute" || /point_to_site/.test(typeOf(network, address)),
        ),
        ...routingIntents,
      ];
      for (const part of parts) {
        const hub = basic.get(part.hub);
        if (hub !== undefined) {
          yield problemAt(part.address, {
            en: `${nameOf(part)} is in hub ${nameOf(hub)} of a Basic Virtual WAN, which has site-to-site VPN only.`,
            ja: `${nameOf(part)} は Basic の Virtual WAN のハブ ${nameOf(hub)} にあります。Basic で使えるのはサイト間 VPN だけです。`,
          });
        }
      }
    },
  },
  {
    code: "VIRTUAL_HUB_NETWORK_TWICE",
    severity: "error",
    what: {
      en: "A network is connected with two hubs, or with one twice (W139)",
      ja: "仮想ネットワークが 2 つのハブ、または 1 つのハブに 2 回接続されています（W139）",
    },
    source: SOURCES.virtualHubNetworks,
    fix: {
      en: "Keep one connection; hubs of a Standard WAN reach each other's networks.",
      ja: "接続を 1 つだけにしてください。Standard の WAN のハブ同士は互いの仮想ネットワークに到達できます。",
    },
    *find(network) {
      const sure = network.model.virtualWan.connections.filter(({ perhaps }) => perhaps === undefined);
      for (const [home, [first, second]] of groupBy(sure, ({ virtualNetwork }) => virtualNetwork)) {
        const node = network.virtualNetworks.get(home ?? "");
        if (second && node && network.isOne(node.address)) {
          yield problemAt(second.address, {
            en: `Network ${nameOf(node)} is connected by ${nameOf(first)} and ${nameOf(second)}; Azure allows one connection with one hub.`,
            ja: `仮想ネットワーク ${nameOf(node)} は ${nameOf(first)} と ${nameOf(second)} の両方で接続されています。接続できるハブは 1 つだけです。`,
          });
        }
      }
    },
  },
  {
    code: "VIRTUAL_HUB_NETWORK_WITH_GATEWAY",
    severity: "error",
    what: {
      en: "A network that is connected with a hub has a gateway or a Route Server of its own (W139)",
      ja: "ハブに接続された仮想ネットワークに、自身のゲートウェイまたは Route Server があります（W139）",
    },
    source: SOURCES.virtualHubNetworks,
    fix: {
      en: "Connect its sites with a gateway in the hub, or join the network with the hub by a VPN connection.",
      ja: "サイトをハブのゲートウェイに接続するか、仮想ネットワークとハブを VPN で接続してください。",
    },
    *find(network) {
      for (const { address, name, virtualNetwork = "", perhaps } of network.model.virtualWan.connections) {
        const own = [...network.gatewaysIn(virtualNetwork), ...network.routeServersIn(virtualNetwork)].at(0);
        const node = network.virtualNetworks.get(virtualNetwork);
        if (own && node && perhaps === undefined) {
          yield problemAt(address, {
            en: `Connection ${nameOf({ address, name })} joins ${nameOf(node)} with a hub, and ${nameOf(own)} stands there; Azure refuses the connection.`,
            ja: `接続 ${nameOf({ address, name })} で ${nameOf(node)} をハブに接続していますが、そこに ${nameOf(own)} があるため、Azure に拒否されます。`,
          });
        }
      }
    },
  },
  {
    code: "VIRTUAL_HUB_SMALL",
    severity: "error",
    what: {
      en: "The address prefix of a hub is smaller than /24 (W140)",
      ja: "ハブのアドレス プレフィックスが /24 より小さくなっています（W140）",
    },
    source: SOURCES.virtualHubCreation,
    fix: { en: "Use /24 or larger; Microsoft recommends /23.", ja: "/24 以上（推奨は /23）にしてください。" },
    *find(network) {
      for (const hub of network.model.virtualWan.hubs) {
        const prefix = network.prefix(hub.addressPrefix ?? "");
        if (prefix && prefix.length > 24) {
          yield problemAt(hub.address, {
            en: `Hub ${nameOf(hub)} has the prefix ${prefix}; Azure takes /24 or larger.`,
            ja: `ハブ ${nameOf(hub)} のプレフィックスは ${prefix} ですが、/24 以上が必要です。`,
          });
        }
      }
    },
  },
  {
    code: "VIRTUAL_HUB_ROUTE_ENDS_IN_NETWORK",
    severity: "warning",
    what: {
      en: "A hub's static route leads into a network that doesn't have the destination, and no static route of the connection says to which address (W141)",
      ja: "ハブの静的ルートが、宛先のない仮想ネットワークに向いています。転送先のアドレスを指定する静的ルートも接続にありません（W141）",
    },
    source: SOURCES.virtualWanAppliance,
    fix: {
      en: "Add static_vnet_route with that prefix and the appliance's address to the connection.",
      ja: "接続の static_vnet_route に、そのプレフィックスとアプライアンスの IP アドレスを追加してください。",
    },
    *find(network) {
      const { connections, routeTables } = network.model.virtualWan;
      for (const route of routeTables.flatMap(({ routes }) => routes)) {
        const connection = connections.find(({ address }) => address === route.nextHop);
        const node = network.virtualNetworks.get(connection?.virtualNetwork ?? "");
        const isTold =
          node?.external !== true &&
          node?.addressSpaceUnknown === undefined &&
          connection?.routing.open.length === 0;
        if (!connection || !node || !isTold) {
          continue;
        }
        const inside = network.prefixesIn(connection.staticRoutes.flatMap(({ prefixes }) => prefixes));
        const known = [...network.prefixesIn(node.addressSpace), ...inside];
        // A summary serves what static routes of the connection hold of it.
        const lost = network
          .prefixesIn(route.prefixes)
          .filter(
            (prefix) =>
              !known.some((one) => one.contains(prefix)) && !inside.some((one) => prefix.contains(one)),
          );
        if (lost.length > 0) {
          yield problemAt(route.origin, {
            en: `Route "${route.name}" leads ${listOf(lost.map(String)).en} to connection ${nameOf(connection)}, but ${nameOf(node)} doesn't have it, and the connection doesn't say which address there takes it.`,
            ja: `ルート "${route.name}" は ${listOf(lost.map(String)).ja} を接続 ${nameOf(connection)} に送りますが、${nameOf(node)} にはなく、接続にも転送先のアドレスがありません。`,
          });
        }
      }
    },
  },
];

/** A hub that the input holds, and that isn't this one. */
function isOtherHub({ model }: CheckedNetwork, one: string | undefined, hub: string): boolean {
  return one !== hub && model.virtualWan.hubs.some(({ address }) => address === one);
}

function typeOf(network: CheckedNetwork, address: string): string {
  return network.model.resources.find((one) => one.address === address)?.type ?? "";
}
