import { regionId } from "../../azure/regions";
import { Route, RouteTable } from "../model";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { reservedNameOf } from "./reserved-subnets";
import { DEFAULT_ROUTE } from "./routes";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** Subnets to which a route table is bound, those with reserved names above all. */
export const ROUTE_TABLE_BINDING_CHECKS: readonly Check[] = [
  {
    code: "GATEWAY_SUBNET_DEFAULT_ROUTE",
    severity: "error",
    what: "The table of GatewaySubnet has a route for 0.0.0.0/0 (T57)",
    source: SOURCES.gatewaySettings,
    fix: {
      en: "Remove the route; name exact prefixes instead.",
      ja: "このルートを削除し、個別のプレフィックスを指定してください。",
    },
    *find(network) {
      for (const [table, route] of routesOf(network, "GatewaySubnet")) {
        if (route.addressPrefix === DEFAULT_ROUTE) {
          yield {
            resource: route.origin,
            message: {
              en: `Table ${nameOf(table)} is bound to GatewaySubnet and has a default route; Azure refuses to create a gateway there.`,
              ja: `GatewaySubnet のルート テーブル ${nameOf(table)} に既定ルートがあります。この状態ではゲートウェイを作成できません。`,
            },
          };
        }
      }
    },
  },
  {
    code: "GATEWAY_SUBNET_WITHOUT_PROPAGATION",
    severity: "error",
    what: "BGP route propagation is off in the table of GatewaySubnet: the gateway stops working (R46, T58)",
    source: SOURCES.userRoutes,
    fix: {
      en: "Set bgp_route_propagation_enabled = true.",
      ja: "bgp_route_propagation_enabled = true にしてください。",
    },
    *find(network) {
      for (const subnet of network.model.subnets) {
        const table = network.routeTables.get(subnet.routeTable ?? "");
        if (reservedNameOf(subnet) === "GatewaySubnet" && table && !table.bgpRoutePropagation) {
          yield {
            resource: table.address,
            message: {
              en: `Table ${nameOf(table)} is bound to GatewaySubnet and has BGP route propagation off: the gateway will not function.`,
              ja: `GatewaySubnet のルート テーブル ${nameOf(table)} で BGP ルートの伝達が無効です。ゲートウェイが機能しなくなります。`,
            },
          };
        }
      }
    },
  },
  {
    code: "FIREWALL_SUBNET_DEFAULT_ROUTE",
    severity: "error",
    what: "A default route in AzureFirewallSubnet leads elsewhere than to the Internet, without management NIC (R62)",
    source: SOURCES.firewallForcedTunneling,
    fix: {
      en: "Route 0.0.0.0/0 to Internet, or give the firewall a management IP configuration.",
      ja: "0.0.0.0/0 を Internet に向けるか、ファイアウォールに管理用 IP 構成を追加してください。",
    },
    *find(network) {
      const forced = new Set(
        network.model.firewalls
          .filter((firewall) => firewall.managementIpConfiguration)
          .map((firewall) => firewall.subnet),
      );
      for (const [table, route, subnet] of routesOf(network, "AzureFirewallSubnet")) {
        if (
          route.addressPrefix === DEFAULT_ROUTE &&
          route.nextHopType !== "Internet" &&
          !forced.has(subnet)
        ) {
          yield {
            resource: route.origin,
            message: {
              en: `Table ${nameOf(table)} is bound to AzureFirewallSubnet and sends 0.0.0.0/0 to ${route.nextHopType}; the firewall needs direct Internet access.`,
              ja: `AzureFirewallSubnet のルート テーブル ${nameOf(table)} は 0.0.0.0/0 を ${route.nextHopType} に送ります。ファイアウォールにはインターネットへの直接接続が必要です。`,
            },
          };
        }
      }
    },
  },
  {
    code: "FIREWALL_MANAGEMENT_SUBNET_DEFAULT_ROUTE",
    severity: "error",
    what: "A default route in AzureFirewallManagementSubnet leads elsewhere than to the Internet",
    source: SOURCES.firewallManagementNic,
    fix: { en: "Route 0.0.0.0/0 to Internet.", ja: "0.0.0.0/0 を Internet に向けてください。" },
    *find(network) {
      for (const [table, route] of routesOf(network, "AzureFirewallManagementSubnet")) {
        if (route.addressPrefix === DEFAULT_ROUTE && route.nextHopType !== "Internet") {
          yield {
            resource: route.origin,
            message: {
              en: `Table ${nameOf(table)} is bound to AzureFirewallManagementSubnet and sends 0.0.0.0/0 to ${route.nextHopType}; management traffic needs the Internet.`,
              ja: `AzureFirewallManagementSubnet のルート テーブル ${nameOf(table)} は 0.0.0.0/0 を ${route.nextHopType} に送ります。管理トラフィックにはインターネット接続が必要です。`,
            },
          };
        }
      }
    },
  },
  {
    code: "ROUTE_TABLE_ELSEWHERE",
    severity: "error",
    what: "A route table is bound to a subnet of another region or subscription (R20)",
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
          yield {
            resource: subnet.routeTableAssociation ?? subnet.address,
            message: {
              en: `Table ${nameOf(table)} is in ${table.region}, but subnet ${nameOf(subnet)} of ${nameOf(parent)} is in ${parent.region}.`,
              ja: `ルート テーブル ${nameOf(table)} は ${table.region} にありますが、${nameOf(parent)} のサブネット ${nameOf(subnet)} は ${parent.region} にあります。`,
            },
          };
        }
      }
    },
  },
];

/** Routes that apply to subnets with a reserved name. */
function* routesOf(network: CheckedNetwork, reservedName: string): Iterable<[RouteTable, Route, string]> {
  for (const subnet of network.model.subnets) {
    const table = network.routeTables.get(subnet.routeTable ?? "");
    if (table && reservedNameOf(subnet) === reservedName) {
      for (const route of table.routes) {
        yield [table, route, subnet.address];
      }
    }
  }
}
