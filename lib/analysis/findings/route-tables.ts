import * as ipaddr from "ipaddr.js";
import { Ipv4Prefix, parseIpv4 } from "../../cidr";
import { Route, RouteTable } from "../model";
import { isUnknown } from "./arguments";
import { Check } from "./check";
import { CheckedNetwork, groupBy, regionId } from "./checked-network";
import { reservedNameOf } from "./reserved-subnets";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

const DEFAULT_ROUTE = "0.0.0.0/0";

/** Addresses that only reach something inside. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map((text) =>
  Ipv4Prefix.parse(text),
);

/** Routes and the subnets to which their tables are bound (§4). */
export const ROUTE_TABLE_CHECKS: readonly Check[] = [
  {
    code: "ROUTE_WITHOUT_NEXT_HOP",
    severity: "error",
    what: "A route to a VirtualAppliance gives no address (R21)",
    source: SOURCES.userRoutes,
    fix: { en: "Give next_hop_in_ip_address.", ja: "next_hop_in_ip_address を指定してください。" },
    *find(network) {
      for (const [table, route] of routes(network)) {
        if (route.nextHopType === "VirtualAppliance" && route.nextHops.length === 0) {
          yield {
            resource: route.origin,
            message: {
              en: `Route ${quote(route.name)} of ${nameOf(table)} goes to a virtual appliance, but gives no address.`,
              ja: `${nameOf(table)} のルート ${quote(route.name)} は VirtualAppliance 宛てですが、アドレスが指定されていません。`,
            },
          };
        }
      }
    },
  },
  {
    code: "ROUTE_UNEXPECTED_NEXT_HOP",
    severity: "error",
    what: "A route gives a next hop address, but its type takes none",
    source: SOURCES.routeTable,
    fix: {
      en: "Remove next_hop_in_ip_address, or use the type VirtualAppliance.",
      ja: "next_hop_in_ip_address を外すか、種類を VirtualAppliance にしてください。",
    },
    *find(network) {
      for (const [table, route] of routes(network)) {
        if (TYPES_WITHOUT_ADDRESS.has(route.nextHopType) && route.nextHops.length > 0) {
          yield {
            resource: route.origin,
            message: {
              en: `Route ${quote(route.name)} of ${nameOf(table)} has the type ${route.nextHopType} and the next hop ${quote(route.nextHops[0].text)}; only VirtualAppliance takes an address.`,
              ja: `${nameOf(table)} のルート ${quote(route.name)} は種類が ${route.nextHopType} なのにネクストホップ ${quote(route.nextHops[0].text)} が指定されています。アドレスを取るのは VirtualAppliance だけです。`,
            },
          };
        }
      }
    },
  },
  {
    code: "ROUTE_NEXT_HOP_SYNTAX",
    severity: "error",
    what: "The next hop of a route is not an IP address",
    source: SOURCES.userRoutes,
    fix: { en: "Give an address such as 10.0.1.4.", ja: "10.0.1.4 のような IP アドレスを指定してください。" },
    *find(network) {
      for (const [table, route] of routes(network)) {
        for (const { ip } of route.nextHops) {
          if (ip !== undefined && parseIpv4(ip) === undefined && !ipaddr.IPv6.isValid(ip)) {
            yield {
              resource: route.origin,
              message: {
                en: `The next hop ${quote(ip)} of route ${quote(route.name)} of ${nameOf(table)} is not an IP address.`,
                ja: `${nameOf(table)} のルート ${quote(route.name)} のネクストホップ ${quote(ip)} は IP アドレスではありません。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "ROUTE_NEXT_HOP_PUBLIC",
    severity: "error",
    what: "The next hop of a route is a public address that no virtual network holds (R21)",
    source: SOURCES.userRoutes,
    fix: {
      en: "Give the private address of the appliance or of its internal load balancer.",
      ja: "アプライアンスまたは内部ロードバランサーのプライベートアドレスを指定してください。",
    },
    *find(network) {
      const spaces = network.model.virtualNetworks.flatMap(({ addressSpace }) =>
        network
          .prefixesIn(addressSpace)
          .filter((space) => !PRIVATE_RANGES.some((range) => range.contains(space))),
      );
      for (const [table, route] of routes(network)) {
        for (const { ip, resource } of route.nextHops) {
          const value = parseIpv4(ip ?? "");
          const isInside = (ranges: readonly Ipv4Prefix[]): boolean =>
            ranges.some((range) => range.containsAddress(value!));
          if (
            value !== undefined &&
            resource === undefined &&
            !isInside(PRIVATE_RANGES) &&
            !isInside(spaces)
          ) {
            yield {
              resource: route.origin,
              message: {
                en: `The next hop ${ip} of route ${quote(route.name)} of ${nameOf(table)} is a public address; a next hop must be private and in the same or a peered network.`,
                ja: `${nameOf(table)} のルート ${quote(route.name)} のネクストホップ ${ip} はパブリックアドレスです。同じ仮想ネットワークかピアリング先のプライベートアドレスが必要です。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "ROUTE_NEXT_HOP_IN_OWN_SUBNET",
    severity: "warning",
    what: "A route sends a subnet's traffic to an appliance in the same subnet: it may loop (R23)",
    source: SOURCES.userRoutes,
    fix: {
      en: "Put the appliance into a subnet of its own.",
      ja: "アプライアンスを専用のサブネットに置いてください。",
    },
    *find(network) {
      for (const table of network.model.routeTables) {
        const routed = network.subnetsRoutedBy(table.address);
        for (const [hop, route] of appliances(network, table)) {
          const home = routed.find((subnet) =>
            network.networkInterfaces
              .get(hop)
              ?.ipConfigurations.some((configuration) => configuration.subnet === subnet.address),
          );
          if (home) {
            yield {
              resource: route.origin,
              message: {
                en: `Route ${quote(route.name)} sends traffic of subnet ${nameOf(home)} to an appliance that stands in it: packets that it forwards come back to it.`,
                ja: `ルート ${quote(route.name)} はサブネット ${nameOf(home)} の通信を同じサブネット内のアプライアンスに送ります。転送したパケットが戻ってくる可能性があります。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "ROUTE_NEXT_HOP_NOT_FORWARDING",
    severity: "error",
    what: "A route points at a network interface that has IP forwarding off: packets vanish (R22)",
    source: SOURCES.userRoutes,
    fix: { en: "Set ip_forwarding_enabled = true.", ja: "ip_forwarding_enabled = true にしてください。" },
    *find(network) {
      const told = new Set<string>();
      for (const table of network.model.routeTables) {
        for (const [address, route] of appliances(network, table)) {
          const nic = network.networkInterfaces.get(address)!;
          const unknown = network
            .argumentsOf(address)
            .isUnknown("ip_forwarding_enabled", "enable_ip_forwarding");
          if (!nic.ipForwarding && !unknown && !told.has(address) && nic.scaleSet === undefined) {
            told.add(address);
            yield {
              resource: address,
              message: {
                en: `Network interface ${nameOf(nic)} is the next hop of route ${quote(route.name)} of ${nameOf(table)}, but has IP forwarding off: it drops what it should forward.`,
                ja: `ネットワークインターフェイス ${nameOf(nic)} は ${nameOf(table)} のルート ${quote(route.name)} のネクストホップですが、IP 転送が無効なためパケットを破棄します。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "ROUTE_DEFAULT_WITHOUT_EGRESS",
    severity: "warning",
    what: "A default route leads to an appliance without a way to the Internet: no public address, no NAT gateway",
    source: SOURCES.networkAppliances,
    fix: {
      en: "Give the appliance a public address or its subnet a NAT gateway, or route private prefixes only.",
      ja: "アプライアンスにパブリック IP か NAT ゲートウェイを付けるか、プライベートなプレフィックスだけをルーティングしてください。",
    },
    *find(network) {
      const told = new Set<string>();
      for (const table of network.model.routeTables) {
        for (const [address, route] of appliances(network, table, DEFAULT_ROUTE)) {
          if (!told.has(address) && !hasEgress(network, address)) {
            told.add(address);
            const nic = network.networkInterfaces.get(address)!;
            yield {
              resource: address,
              message: {
                en: `Route ${quote(route.name)} of ${nameOf(table)} sends everything to ${nameOf(nic)}, which has neither a public address nor a NAT gateway: the Internet is out of reach unless default outbound access serves.`,
                ja: `${nameOf(table)} のルート ${quote(route.name)} はすべての通信を ${nameOf(nic)} に送りますが、パブリック IP も NAT ゲートウェイもありません。既定の送信アクセスがなければインターネットに出られません。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "ROUTE_PREFIX_SYNTAX",
    severity: "error",
    what: "A route's address prefix is neither CIDR notation nor a service tag",
    source: SOURCES.userRoutes,
    fix: { en: "Write it as 10.10.0.0/16.", ja: "10.10.0.0/16 のような CIDR 表記で指定してください。" },
    *find(network) {
      for (const [table, route] of routes(network)) {
        if (
          !isUnknown(route.addressPrefix) &&
          !isServiceTag(route.addressPrefix) &&
          !isPrefix(route.addressPrefix)
        ) {
          yield {
            resource: route.origin,
            message: {
              en: `The prefix ${quote(route.addressPrefix)} of route ${quote(route.name)} of ${nameOf(table)} is neither CIDR notation nor a service tag.`,
              ja: `${nameOf(table)} のルート ${quote(route.name)} のプレフィックス ${quote(route.addressPrefix)} は CIDR 表記でもサービスタグでもありません。`,
            },
          };
        }
      }
    },
  },
  {
    code: "ROUTE_PREFIX_DUPLICATE",
    severity: "error",
    what: "Two routes of one table have the same prefix",
    source: SOURCES.routeConflict,
    fix: { en: "Keep one of them.", ja: "どちらか一方だけにしてください。" },
    *find(network) {
      for (const table of network.model.routeTables) {
        const known = table.routes.filter((route) => !isUnknown(route.addressPrefix));
        for (const [prefix, [first, second]] of groupBy(known, (route) =>
          route.addressPrefix.toLowerCase(),
        )) {
          if (second) {
            yield {
              resource: second.origin,
              message: {
                en: `Routes ${quote(first.name)} and ${quote(second.name)} of ${nameOf(table)} have the same prefix ${prefix} (RouteConflict).`,
                ja: `${nameOf(table)} のルート ${quote(first.name)} と ${quote(second.name)} のプレフィックスが同じ ${prefix} です (RouteConflict)。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "ROUTE_TO_EXPRESSROUTE_GATEWAY",
    severity: "error",
    what: "A route of type VirtualNetworkGateway where an ExpressRoute gateway stands (R27)",
    source: SOURCES.userRoutes,
    fix: {
      en: "Announce the prefix by BGP, or route through an appliance.",
      ja: "BGP で広報するか、アプライアンス経由にしてください。",
    },
    *find(network) {
      for (const { table, route, gateways } of gatewayRoutes(network)) {
        const expressRoute = gateways?.find((gateway) => gateway.type === "ExpressRoute");
        if (expressRoute) {
          yield {
            resource: route.origin,
            message: {
              en: `Route ${quote(route.name)} of ${nameOf(table)} goes to the virtual network gateway, but ${nameOf(expressRoute)} is an ExpressRoute gateway; only a VPN gateway without ExpressRoute beside it can be a next hop.`,
              ja: `${nameOf(table)} のルート ${quote(route.name)} は仮想ネットワークゲートウェイ宛てですが、${nameOf(expressRoute)} は ExpressRoute ゲートウェイです。ネクストホップにできるのは ExpressRoute と共存しない VPN ゲートウェイだけです。`,
            },
          };
        }
      }
    },
  },
  {
    code: "ROUTE_TO_MISSING_GATEWAY",
    severity: "warning",
    what: "A route of type VirtualNetworkGateway in a network that has no gateway and uses none: packets are dropped (R27)",
    source: SOURCES.userRoutes,
    fix: {
      en: "Set use_remote_gateways on the peering with the hub, or add a gateway.",
      ja: "ハブとのピアリングで use_remote_gateways を有効にするか、ゲートウェイを追加してください。",
    },
    *find(network) {
      for (const { table, route, virtualNetwork, gateways } of gatewayRoutes(network)) {
        if (gateways?.length === 0) {
          yield {
            resource: route.origin,
            message: {
              en: `Route ${quote(route.name)} of ${nameOf(table)} goes to the virtual network gateway, but ${nameOf(virtualNetwork)} has none and uses no remote one: the packets are dropped.`,
              ja: `${nameOf(table)} のルート ${quote(route.name)} は仮想ネットワークゲートウェイ宛てですが、${nameOf(virtualNetwork)} にはゲートウェイがなくリモートゲートウェイも使っていないため、パケットは破棄されます。`,
            },
          };
        }
      }
    },
  },
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
              ja: `GatewaySubnet のルートテーブル ${nameOf(table)} に既定ルートがあります。この状態ではゲートウェイを作成できません。`,
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
              ja: `GatewaySubnet のルートテーブル ${nameOf(table)} で BGP ルートの伝達が無効です。ゲートウェイが機能しなくなります。`,
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
              ja: `AzureFirewallSubnet のルートテーブル ${nameOf(table)} は 0.0.0.0/0 を ${route.nextHopType} に送ります。ファイアウォールにはインターネットへの直接接続が必要です。`,
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
              ja: `AzureFirewallManagementSubnet のルートテーブル ${nameOf(table)} は 0.0.0.0/0 を ${route.nextHopType} に送ります。管理トラフィックにはインターネット接続が必要です。`,
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
      ja: "仮想ネットワークと同じリージョン・サブスクリプションにルートテーブルを作成してください。",
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
              ja: `ルートテーブル ${nameOf(table)} は ${table.region} にありますが、${nameOf(parent)} のサブネット ${nameOf(subnet)} は ${parent.region} にあります。`,
            },
          };
        }
      }
    },
  },
];

const TYPES_WITHOUT_ADDRESS: ReadonlySet<string> = new Set([
  "VirtualNetworkGateway",
  "VnetLocal",
  "Internet",
  "None",
]);

function* routes({ model }: CheckedNetwork): Iterable<[RouteTable, Route]> {
  for (const table of model.routeTables) {
    for (const route of table.routes) {
      yield [table, route];
    }
  }
}

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

/** NICs at which the appliance routes of a table arrive (behind a load balancer: its members), with one such route. */
function appliances(network: CheckedNetwork, table: RouteTable, prefix?: string): ReadonlyMap<string, Route> {
  const found = new Map<string, Route>();
  for (const route of table.routes) {
    if (
      route.nextHopType !== "VirtualAppliance" ||
      (prefix !== undefined && route.addressPrefix !== prefix)
    ) {
      continue;
    }
    for (const { ip, resource } of route.nextHops) {
      for (const nic of network.receiversOf(resource, ip)) {
        if (!found.has(nic)) {
          found.set(nic, route);
        }
      }
    }
  }
  return found;
}

/** Whether an appliance can reach the Internet by an address of its own, or by its subnet's NAT gateway. */
function hasEgress(network: CheckedNetwork, nicAddress: string): boolean {
  const nic = network.networkInterfaces.get(nicAddress)!;
  // A machine forwards between its NICs: the one that faces the Internet may be another.
  const nics = nic.virtualMachine === undefined ? [nic] : network.networkInterfacesOf(nic.virtualMachine);
  return nics.some(
    ({ address, ipConfigurations }) =>
      network.isBehindPublicFrontend(address) ||
      ipConfigurations.some(
        ({ publicIp, subnet }) =>
          publicIp !== undefined || network.subnets.get(subnet ?? "")?.natGateway !== undefined,
      ),
  );
}

/** Routes to the gateway, each once per table and network, with the gateways that are in reach there. */
function* gatewayRoutes(network: CheckedNetwork) {
  for (const table of network.model.routeTables) {
    const route = table.routes.find(({ nextHopType }) => nextHopType === "VirtualNetworkGateway");
    const homes = new Set(network.subnetsRoutedBy(table.address).map((subnet) => subnet.virtualNetwork));
    for (const home of route ? homes : []) {
      const virtualNetwork = network.virtualNetworks.get(home);
      if (virtualNetwork && !virtualNetwork.external) {
        yield { table, route: route!, virtualNetwork, gateways: gatewaysInReach(network, home) };
      }
    }
  }
}

/** Gateways of a network and those that it uses by peering; undefined where the configuration can't tell. */
function gatewaysInReach(network: CheckedNetwork, virtualNetwork: string) {
  const used = network.peeringsOf(virtualNetwork).filter((peering) => peering.useRemoteGateways);
  const remotes = used.map((peering) => network.virtualNetworks.get(peering.remoteVirtualNetwork ?? ""));
  const unknown =
    remotes.some((remote) => remote === undefined || remote.external) ||
    network
      .peeringsOf(virtualNetwork)
      .some((peering) => network.argumentsOf(peering.address).isUnknown("use_remote_gateways"));
  return unknown
    ? undefined
    : [
        ...network.gatewaysIn(virtualNetwork),
        ...remotes.flatMap((remote) => network.gatewaysIn(remote!.address)),
      ];
}

function isPrefix(text: string): boolean {
  return Ipv4Prefix.tryParse(text) !== undefined || ipaddr.isValidCIDR(text);
}

/** Tags are words such as `Storage.EastAsia`; which of them exist, only Azure knows. */
function isServiceTag(text: string): boolean {
  return /^[A-Za-z][\w.-]*$/.test(text);
}
