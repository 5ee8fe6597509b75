import { regionId } from "../../azure/regions";
import { ReservedSubnet } from "../../azure/reserved-subnets";
import { isUnknown, Route, RouteTable } from "../model";
import { tableAssociation } from "../network/table-association";
import { LocalizedText } from "../result";
import { Check, problemAt, partProblem } from "./check";
import { CheckedNetwork } from "./checked-network";
import { reservedNameOf } from "./reserved-subnets";
import { DEFAULT_ROUTE, HALF_DEFAULT_ROUTES } from "./routes";
import { SOURCES } from "./sources";
import { listOf, nameOf } from "./words";

/** Subnets to which a route table is bound, those with reserved names above all. */
export const ROUTE_TABLE_BINDING_CHECKS: readonly Check[] = [
  {
    code: "GATEWAY_SUBNET_DEFAULT_ROUTE",
    severity: "error",
    what: {
      en: "The table of GatewaySubnet has a route for 0.0.0.0/0 (T57)",
      ja: "GatewaySubnet のルート テーブルに 0.0.0.0/0 のルートがあります（T57）",
    },
    source: SOURCES.gatewaySettings,
    fix: {
      en: "Remove the route; name exact prefixes instead.",
      ja: "このルートを削除し、個別のプレフィックスを指定してください。",
    },
    *find(network) {
      for (const [table, route, subnet] of routesOf(network, ReservedSubnet.GATEWAY)) {
        if (route.addressPrefix === DEFAULT_ROUTE) {
          yield {
            resource: route.origin,
            about: { parts: [route.name] },
            message: {
              en: `Table ${nameOf(table)} is bound to GatewaySubnet and has a default route; Azure refuses to create a gateway there.`,
              ja: `GatewaySubnet のルート テーブル ${nameOf(table)} に既定のルートがあります。この状態ではゲートウェイを作成できません。`,
            },
            fix: spokesFix(network, subnet),
          };
        }
      }
    },
  },
  {
    code: "GATEWAY_SUBNET_WITHOUT_PROPAGATION",
    severity: "error",
    what: {
      en: "BGP route propagation is off in the table of GatewaySubnet: the gateway stops working (R46, T58)",
      ja: "GatewaySubnet のルート テーブルで BGP ルートの伝達が無効です。ゲートウェイが機能しなくなります（R46、T58）",
    },
    source: SOURCES.userRoutes,
    fix: {
      en: "Set bgp_route_propagation_enabled = true.",
      ja: "bgp_route_propagation_enabled = true にしてください。",
    },
    *find(network) {
      for (const subnet of network.model.subnets) {
        const table = network.routeTables.get(subnet.routeTable ?? "");
        if (reservedNameOf(subnet) === ReservedSubnet.GATEWAY && table && !table.bgpRoutePropagation) {
          yield problemAt(table.address, {
            en: `Table ${nameOf(table)} is bound to GatewaySubnet and has BGP route propagation off: the gateway will not function.`,
            ja: `GatewaySubnet のルート テーブル ${nameOf(table)} で BGP ルートの伝達が無効です。ゲートウェイが機能しなくなります。`,
          });
        }
      }
    },
  },
  {
    code: "FIREWALL_SUBNET_DEFAULT_ROUTE",
    severity: "error",
    what: {
      en: "A default route in AzureFirewallSubnet leads elsewhere than to the Internet, without management NIC (R62)",
      ja: "AzureFirewallSubnet の既定のルートがインターネット以外に向いていますが、管理 NIC がありません（R62）",
    },
    source: SOURCES.firewallForcedTunneling,
    fix: {
      en: "Route 0.0.0.0/0 to Internet, or give the firewall a management IP configuration.",
      ja: "0.0.0.0/0 を Internet に向けるか、ファイアウォールに管理用 IP 構成を追加してください。",
    },
    *find(network) {
      const forced = managedFirewallSubnets(network);
      for (const [table, route, subnet] of routesOf(network, ReservedSubnet.FIREWALL)) {
        if (
          route.addressPrefix === DEFAULT_ROUTE &&
          route.nextHopType !== "Internet" &&
          !forced.has(subnet)
        ) {
          yield partProblem(route, {
            en: `Table ${nameOf(table)} is bound to AzureFirewallSubnet and sends 0.0.0.0/0 to ${route.nextHopType}; the firewall needs direct Internet access.`,
            ja: `AzureFirewallSubnet のルート テーブル ${nameOf(table)} は 0.0.0.0/0 を ${route.nextHopType} に送ります。ファイアウォールにはインターネットへの直接接続が必要です。`,
          });
        }
      }
    },
  },
  {
    code: "FIREWALL_SUBNET_WITHOUT_DEFAULT_ROUTE",
    severity: "error",
    what: {
      en: "The table of AzureFirewallSubnet has no route 0.0.0.0/0 to Internet, and the firewall no management NIC (AzureFirewallSubnetRouteTableMustHaveDefaultRouteToInternet)",
      ja: "AzureFirewallSubnet のルート テーブルに 0.0.0.0/0 を Internet に向けるルートがなく、ファイアウォールに管理 NIC もありません（AzureFirewallSubnetRouteTableMustHaveDefaultRouteToInternet）",
    },
    source: SOURCES.firewallForcedTunneling,
    fix: {
      en: "Add a route 0.0.0.0/0 with next hop type Internet to the table.",
      ja: "ルート テーブルに 0.0.0.0/0（次ホップの種類 Internet）のルートを追加してください。",
    },
    *find(network) {
      const managed = managedFirewallSubnets(network);
      // A route whose table could not be resolved may be the one.
      const placed = network.model.routeTables.flatMap(({ routes }) => routes.map(({ origin }) => origin));
      const origins = new Set(placed);
      const hasStrayRoutes = network
        .resourcesOf("azurerm_route")
        .some(({ address }) => !origins.has(address) || !network.isOne(address));
      for (const subnet of network.model.subnets) {
        const table = network.routeTables.get(subnet.routeTable ?? "");
        const isKnown =
          table !== undefined &&
          !table.routesUnknown &&
          network.isOne(table.address) &&
          !network.hasGaps &&
          !network.argumentsOf(table.address).isUnknown("route") &&
          table.routes.every(({ addressPrefix }) => !isUnknown(addressPrefix)) &&
          !hasStrayRoutes;
        if (
          reservedNameOf(subnet) === ReservedSubnet.FIREWALL &&
          isKnown &&
          !managed.has(subnet.address) &&
          !table.routes.some(({ addressPrefix }) => addressPrefix === DEFAULT_ROUTE)
        ) {
          yield problemAt(tableAssociation(subnet) ?? subnet.address, {
            en: `Table ${nameOf(table)} is bound to AzureFirewallSubnet and has no route 0.0.0.0/0 to Internet: Azure refuses it.`,
            ja: `AzureFirewallSubnet に関連付けるルート テーブル ${nameOf(table)} に、0.0.0.0/0 を Internet に向けるルートがありません。Azure はこれを拒否します。`,
          });
        }
      }
    },
  },
  {
    code: "FIREWALL_SUBNET_HALF_DEFAULT_ROUTES",
    severity: "warning",
    what: {
      en: "Two /1 routes of AzureFirewallSubnet send what 0.0.0.0/0 would send elsewhere than to the Internet, without management NIC (R62)",
      ja: "AzureFirewallSubnet の 2 つの /1 のルートが、0.0.0.0/0 に当たる通信をインターネット以外に送りますが、管理 NIC がありません（R62）",
    },
    source: SOURCES.firewallForcedTunneling,
    fix: {
      en: "Give the firewall a management IP configuration, and route 0.0.0.0/0 to the appliance.",
      ja: "ファイアウォールに管理用 IP 構成を追加し、0.0.0.0/0 をアプライアンスに向けてください。",
    },
    *find(network) {
      const managed = managedFirewallSubnets(network);
      for (const subnet of network.model.subnets) {
        const table = network.routeTables.get(subnet.routeTable ?? "");
        const halves = (table?.routes ?? []).filter(
          ({ addressPrefix, nextHopType }) =>
            HALF_DEFAULT_ROUTES.includes(addressPrefix) && nextHopType !== "Internet",
        );
        if (
          reservedNameOf(subnet) === ReservedSubnet.FIREWALL &&
          table !== undefined &&
          !managed.has(subnet.address) &&
          halves.length === HALF_DEFAULT_ROUTES.length
        ) {
          yield problemAt(halves[0].origin, {
            en: `Table ${nameOf(table)} sends the two halves of 0.0.0.0/0 from AzureFirewallSubnet to ${halves[0].nextHopType}: the firewall's own traffic goes there too, which is not supported.`,
            ja: `ルート テーブル ${nameOf(table)} は AzureFirewallSubnet から 0.0.0.0/0 を 2 分割したプレフィックスを ${halves[0].nextHopType} に送ります。ファイアウォール自身の通信もそこへ向かい、サポートされません。`,
          });
        }
      }
    },
  },
  {
    code: "FIREWALL_MANAGEMENT_SUBNET_DEFAULT_ROUTE",
    severity: "error",
    what: {
      en: "A default route in AzureFirewallManagementSubnet leads elsewhere than to the Internet",
      ja: "AzureFirewallManagementSubnet の既定のルートがインターネット以外に向いています",
    },
    source: SOURCES.firewallManagementNic,
    fix: { en: "Route 0.0.0.0/0 to Internet.", ja: "0.0.0.0/0 を Internet に向けてください。" },
    *find(network) {
      for (const [table, route] of routesOf(network, ReservedSubnet.FIREWALL_MANAGEMENT)) {
        if (route.addressPrefix === DEFAULT_ROUTE && route.nextHopType !== "Internet") {
          yield partProblem(route, {
            en: `Table ${nameOf(table)} is bound to AzureFirewallManagementSubnet and sends 0.0.0.0/0 to ${route.nextHopType}; management traffic needs the Internet.`,
            ja: `AzureFirewallManagementSubnet のルート テーブル ${nameOf(table)} は 0.0.0.0/0 を ${route.nextHopType} に送ります。管理トラフィックにはインターネット接続が必要です。`,
          });
        }
      }
    },
  },
  {
    code: "ROUTE_TABLE_ELSEWHERE",
    severity: "error",
    what: {
      en: "A route table is bound to a subnet of another region or subscription (R20)",
      ja: "ルート テーブルが、別のリージョンまたはサブスクリプションのサブネットに関連付けられています（R20）",
    },
    source: SOURCES.subnetRouteTableAssociation,
    fix: {
      en: "Create the table in the region and subscription of the network.",
      ja: "仮想ネットワークと同じリージョン・サブスクリプションにルート テーブルを作成してください。",
    },
    *find(network) {
      for (const subnet of network.model.subnets) {
        const table = network.routeTables.get(subnet.routeTable ?? "");
        const parent = network.virtualNetworks.get(subnet.virtualNetwork);
        if (!table || !parent) {
          continue;
        }
        const elsewhere =
          table.region !== undefined &&
          parent.region !== undefined &&
          regionId(table.region) !== regionId(parent.region);
        if (elsewhere) {
          yield problemAt(tableAssociation(subnet) ?? subnet.address, {
            en: `Table ${nameOf(table)} is in ${table.region}, but subnet ${nameOf(subnet)} of ${nameOf(parent)} is in ${parent.region}.`,
            ja: `ルート テーブル ${nameOf(table)} は ${table.region} にありますが、${nameOf(parent)} のサブネット ${nameOf(subnet)} は ${parent.region} にあります。`,
          });
        }
      }
    },
  },
];

/** Subnets of firewalls that manage themselves through a NIC of their own, and so may send everything elsewhere. */
function managedFirewallSubnets({ model }: CheckedNetwork): ReadonlySet<string | undefined> {
  return new Set(
    model.firewalls
      .filter(({ managementIpConfiguration }) => managementIpConfiguration)
      .map(({ subnet }) => subnet),
  );
}

/** What to route on GatewaySubnet instead of everything: the networks behind it. */
function spokesFix(network: CheckedNetwork, subnet: string): LocalizedText | undefined {
  const hub = network.networkOf(subnet)?.address ?? "";
  const prefixes = network
    .peeringsOf(hub)
    .flatMap((peering) => network.remoteOf(peering)?.addressSpace ?? []);
  const { en, ja } = listOf([...new Set(prefixes)]);
  return prefixes.length === 0
    ? undefined
    : {
        en: `Replace it by routes for ${en}.`,
        ja: `${ja} のルートに置き換えてください。`,
      };
}

/** Routes that apply to subnets with a reserved name. */
function* routesOf(
  network: CheckedNetwork,
  reservedName: ReservedSubnet,
): Iterable<[RouteTable, Route, string]> {
  for (const subnet of network.model.subnets) {
    const table = network.routeTables.get(subnet.routeTable ?? "");
    if (table && reservedNameOf(subnet) === reservedName) {
      for (const route of table.routes) {
        yield [table, route, subnet.address];
      }
    }
  }
}
