import { AZURE_ASN } from "../../azure/autonomous-systems";
import {
  EXPRESS_ROUTE_SUBNET,
  isScalable,
  mostCircuits,
  SCALE_UNITS,
  takesFastPath,
} from "../../azure/express-route";
import { groupBy } from "../../collections/group-by";
import { GatewayConnection, VirtualNetwork, VirtualNetworkGateway } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { isAzurerm } from "./provider";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** Most circuits of one peering location at a gateway. */
const MOST_OF_LOCATION = 4;

const SCALE_ARGUMENTS = ["minimum_scale_unit", "maximum_scale_unit"] as const;

/** ExpressRoute gateways, their circuits, and VPN beside them. */
export const EXPRESS_ROUTE_CHECKS: readonly Check[] = [
  {
    code: "EXPRESSROUTE_SUBNET_SMALL",
    severity: "error",
    what: {
      en: `GatewaySubnet is smaller than /${EXPRESS_ROUTE_SUBNET.longestPrefix} with an ExpressRoute gateway, or than /${EXPRESS_ROUTE_SUBNET.longestPrefixWithMostCircuits} with ${EXPRESS_ROUTE_SUBNET.mostCircuits} circuits (W32)`,
      ja: `GatewaySubnet が、ExpressRoute ゲートウェイに必要な /${EXPRESS_ROUTE_SUBNET.longestPrefix}、または回線が ${EXPRESS_ROUTE_SUBNET.mostCircuits} 本の場合に必要な /${EXPRESS_ROUTE_SUBNET.longestPrefixWithMostCircuits} より小さくなっています（W32）`,
    },
    source: SOURCES.expressRouteGateways,
    fix: { en: "Make it larger.", ja: "サブネットを大きくしてください。" },
    *find(network) {
      const { longestPrefix, longestPrefixWithMostCircuits, mostCircuits: many } = EXPRESS_ROUTE_SUBNET;
      for (const gateway of expressRouteGateways(network)) {
        const subnet = network.subnets.get(gateway.subnet ?? "");
        const longest =
          circuitsAt(network, gateway).length >= many ? longestPrefixWithMostCircuits : longestPrefix;
        const prefixes = network.prefixesIn(subnet?.prefixes ?? []);
        if (subnet && prefixes.length > 0 && prefixes.every(({ length }) => length > longest)) {
          yield {
            resource: subnet.address,
            about: { longestPrefix: longest },
            message: {
              en: `${prefixes[0]} is too small for GatewaySubnet with ExpressRoute gateway ${nameOf(gateway)}; it needs /${longest} or larger.`,
              ja: `${prefixes[0]} は ExpressRoute ゲートウェイ ${nameOf(gateway)} のある GatewaySubnet には小さすぎます。/${longest} 以上の大きさが必要です。`,
            },
          };
        }
      }
    },
  },
  {
    code: "EXPRESSROUTE_PUBLIC_ADDRESS",
    severity: "warning",
    what: {
      en: "An ExpressRoute gateway has a public address of yours, which azurerm refuses from 4.60 on: Azure gives it its own (W33)",
      ja: "ExpressRoute ゲートウェイに独自のパブリック IP が指定されています。azurerm 4.60 以降では拒否されます。アドレスは Azure が割り当てます（W33）",
    },
    source: SOURCES.virtualNetworkGateway,
    fix: {
      en: "Leave public_ip_address_id out.",
      ja: "public_ip_address_id を削除してください。",
    },
    *find(network) {
      for (const gateway of expressRouteGateways(network)) {
        const blocks = network.argumentsOf(gateway.address).blocks("ip_configuration");
        // It is the provider that refuses it, not Azure.
        if (isAzurerm(gateway) && blocks.some((block) => block.isSet("public_ip_address_id"))) {
          yield problemAt(gateway.address, {
            en: `ExpressRoute gateway ${nameOf(gateway)} has public_ip_address_id, which azurerm refuses from 4.60 on.`,
            ja: `ExpressRoute ゲートウェイ ${nameOf(gateway)} に public_ip_address_id が指定されています。azurerm 4.60 以降では拒否されます。`,
          });
        }
      }
    },
  },
  {
    code: "EXPRESSROUTE_SCALE_UNITS",
    severity: "error",
    what: {
      en: `Scale units of a gateway: for ErGwScale alone, both or none, ${SCALE_UNITS.least} to ${SCALE_UNITS.most}, the smaller one first (W33)`,
      ja: `ゲートウェイのスケール ユニットの指定が正しくありません。使えるのは ErGwScale だけで、最小と最大の両方を指定するか両方を省き、${SCALE_UNITS.least} から ${SCALE_UNITS.most} の範囲で、最小が最大以下でなければなりません（W33）`,
    },
    source: SOURCES.expressRouteGateways,
    fix: {
      en: `Give an ErGwScale gateway both ${SCALE_ARGUMENTS.join(" and ")}; leave them out for any other SKU.`,
      ja: `ErGwScale には ${SCALE_ARGUMENTS.join(" と ")} の両方を指定し、ほかの SKU では削除してください。`,
    },
    *find(network) {
      for (const gateway of network.model.virtualNetworkGateways) {
        const values = network.argumentsOf(gateway.address);
        const set = SCALE_ARGUMENTS.filter((name) => values.isSet(name));
        const [least, most] = SCALE_ARGUMENTS.map((name) => values.number(name));
        const isScale = gateway.sku === undefined || isScalable(gateway.sku);
        const isOutside = [least, most].some(
          (value) => value !== undefined && (value < SCALE_UNITS.least || value > SCALE_UNITS.most),
        );
        const isReversed = least !== undefined && most !== undefined && least > most;
        if (set.length > 0 && (!isScale || set.length === 1 || isOutside || isReversed)) {
          yield problemAt(gateway.address, {
            en: `Gateway ${nameOf(gateway)} (${gateway.sku ?? "SKU unknown"}) has ${set.map((name) => `${name} = ${values.number(name) ?? "?"}`).join(" and ")}.`,
            ja: `ゲートウェイ ${nameOf(gateway)}（${gateway.sku ?? "SKU 不明"}）に ${set.map((name) => `${name} = ${values.number(name) ?? "?"}`).join("、")} が指定されています。`,
          });
        }
      }
    },
  },
  {
    code: "EXPRESSROUTE_BESIDE_VPN",
    severity: "error",
    what: {
      en: `A VPN gateway beside an ExpressRoute gateway is Basic, policy-based, or has another ASN than ${AZURE_ASN} (W34)`,
      ja: `ExpressRoute ゲートウェイと共存する VPN ゲートウェイが、Basic であるか、ポリシー ベースであるか、${AZURE_ASN} 以外の ASN を使っています（W34）`,
    },
    source: SOURCES.expressRouteCoexistence,
    fix: {
      en: `Use a route-based VPN gateway of another SKU than Basic, with the ASN ${AZURE_ASN}.`,
      ja: `Basic 以外の SKU でルート ベースの VPN ゲートウェイにし、ASN を ${AZURE_ASN} にしてください。`,
    },
    *find(network) {
      for (const { vpn, expressRoute } of coexisting(network)) {
        const faults = [
          vpn.sku?.toLowerCase() === "basic" && { en: "has the SKU Basic", ja: "SKU が Basic です" },
          vpn.vpnType?.toLowerCase() === "policybased" && {
            en: "is policy-based",
            ja: "ポリシー ベースです",
          },
          vpn.asn !== undefined &&
            vpn.asn !== AZURE_ASN && { en: `has the ASN ${vpn.asn}`, ja: `ASN が ${vpn.asn} です` },
        ].filter((fault) => fault !== false);
        for (const fault of faults) {
          yield problemAt(vpn.address, {
            en: `VPN gateway ${nameOf(vpn)} ${fault.en}, which doesn't go with ExpressRoute gateway ${nameOf(expressRoute)} beside it.`,
            ja: `VPN ゲートウェイ ${nameOf(vpn)} は${fault.ja}。ExpressRoute ゲートウェイ ${nameOf(expressRoute)} と共存できません。`,
          });
        }
      }
    },
  },
  {
    code: "EXPRESSROUTE_BESIDE_VPN_IPV6",
    severity: "error",
    what: {
      en: "VPN and ExpressRoute gateways in a virtual network with IPv6 prefixes (W36)",
      ja: "IPv6 プレフィックスのある仮想ネットワークに、VPN と ExpressRoute のゲートウェイがあります（W36）",
    },
    source: SOURCES.expressRouteCoexistence,
    fix: {
      en: "Take the IPv6 prefixes out, or keep one of the two gateways.",
      ja: "IPv6 プレフィックスを削除するか、ゲートウェイをどちらか一方にしてください。",
    },
    *find(network) {
      for (const { home, expressRoute } of coexisting(network)) {
        const ipv6 = home.addressSpace.find((prefix) => prefix.includes(":"));
        if (ipv6 !== undefined) {
          yield problemAt(expressRoute.address, {
            en: `Virtual network ${nameOf(home)} has the IPv6 prefix ${ipv6}, with which VPN and ExpressRoute gateways can't stand side by side.`,
            ja: `仮想ネットワーク ${nameOf(home)} に IPv6 プレフィックス ${ipv6} があるため、VPN と ExpressRoute のゲートウェイは共存できません。`,
          });
        }
      }
    },
  },
  {
    code: "EXPRESSROUTE_CIRCUIT_LIMIT",
    severity: "warning",
    what: {
      en: `A gateway has more circuits than its size takes (4, 8 or 16), or more than ${MOST_OF_LOCATION} of one peering location (W37)`,
      ja: `ゲートウェイに、その SKU の上限（4、8、16 本のいずれか）または 1 つのピアリングの場所の上限（${MOST_OF_LOCATION} 本）を超える回線が接続されています（W37）`,
    },
    source: SOURCES.expressRouteGateways,
    fix: {
      en: "Take a larger size, or circuits of other peering locations.",
      ja: "上位の SKU を使うか、ピアリングの場所を分けてください。",
    },
    *find(network) {
      for (const gateway of expressRouteGateways(network)) {
        const connections = circuitsAt(network, gateway);
        const units = network.argumentsOf(gateway.address).number(SCALE_ARGUMENTS[0]);
        const most = mostCircuits(gateway.sku ?? "", units);
        if (most !== undefined && connections.length > most) {
          yield problemAt(gateway.address, {
            en: `ExpressRoute gateway ${nameOf(gateway)} (${gateway.sku}) has ${connections.length} circuits; its size takes ${most}.`,
            ja: `ExpressRoute ゲートウェイ ${nameOf(gateway)}（${gateway.sku}）に回線が ${connections.length} 本接続されています。この SKU の上限は ${most} 本です。`,
          });
        }
        const byLocation = groupBy(connections, ({ expressRouteCircuit }) =>
          network.argumentsOf(expressRouteCircuit ?? "").text("peering_location"),
        );
        for (const [location, same] of byLocation) {
          if (location !== undefined && same.length > MOST_OF_LOCATION) {
            yield problemAt(gateway.address, {
              en: `ExpressRoute gateway ${nameOf(gateway)} has ${same.length} circuits of the peering location ${location}; Azure allows ${MOST_OF_LOCATION}.`,
              ja: `ExpressRoute ゲートウェイ ${nameOf(gateway)} に、ピアリングの場所 ${location} の回線が ${same.length} 本接続されています。上限は ${MOST_OF_LOCATION} 本です。`,
            });
          }
        }
      }
    },
  },
  {
    code: "EXPRESSROUTE_FAST_PATH",
    severity: "error",
    what: {
      en: "FastPath at a gateway whose size doesn't have it, or for private endpoints alone",
      ja: "ゲートウェイの SKU が対応していない FastPath を使っているか、プライベート エンドポイントの FastPath だけが有効です",
    },
    source: SOURCES.expressRouteGateways,
    fix: {
      en: "Use ErGw3AZ, UltraPerformance, or ErGwScale from 10 scale units on, and express_route_gateway_bypass; or leave FastPath out.",
      ja: "ErGw3AZ、UltraPerformance、または 10 スケール ユニット以上の ErGwScale で express_route_gateway_bypass を使うか、FastPath を外してください。",
    },
    *find(network) {
      for (const connection of network.model.gatewayConnections) {
        const values = network.argumentsOf(connection.address);
        const bypass = values.boolean("express_route_gateway_bypass");
        const gateway = network.gateways.get(connection.gateway ?? "");
        const units = gateway && network.argumentsOf(gateway.address).number(SCALE_ARGUMENTS[0]);
        // Of ErGwScale without scale units the input doesn't tell how large it gets.
        const isKnown = gateway?.sku !== undefined && (!isScalable(gateway.sku) || units !== undefined);
        if (bypass && isKnown && !takesFastPath(gateway.sku!, units)) {
          yield problemAt(connection.address, {
            en: `Connection ${nameOf(connection)} uses FastPath, and gateway ${nameOf(gateway)} is ${gateway.sku}, which doesn't have it.`,
            ja: `接続 ${nameOf(connection)} は FastPath を使いますが、ゲートウェイ ${nameOf(gateway)} の SKU ${gateway.sku} は対応していません。`,
          });
        }
        const isOff = !values.isSet("express_route_gateway_bypass") || bypass === false;
        if (values.boolean("private_link_fast_path_enabled") && isOff) {
          yield problemAt(connection.address, {
            en: `Connection ${nameOf(connection)} uses FastPath for private endpoints without express_route_gateway_bypass.`,
            ja: `接続 ${nameOf(connection)} はプライベート エンドポイントの FastPath を使いますが、express_route_gateway_bypass が有効ではありません。`,
          });
        }
      }
    },
  },
  {
    code: "EXPRESSROUTE_SAME_CIRCUIT",
    severity: "info",
    what: {
      en: "Networks at one circuit let each other's packets in, which go by the edge of Microsoft's network: peering is faster (W38)",
      ja: "同じ回線に接続された仮想ネットワークが互いのトラフィックを許可しています。通信は Microsoft のエッジを経由するため、ピアリングのほうが高速です（W38）",
    },
    source: SOURCES.expressRouteGateways,
    fix: {
      en: "Peer the networks, or set remote_vnet_traffic_enabled to false.",
      ja: "仮想ネットワークをピアリングするか、remote_vnet_traffic_enabled を false にしてください。",
    },
    *find(network) {
      const open = network.model.gatewayConnections.filter(
        ({ type, gateway }) =>
          type === "ExpressRoute" &&
          network.argumentsOf(gateway ?? "").boolean("remote_vnet_traffic_enabled") === true,
      );
      for (const [circuit, same] of groupBy(open, (connection) =>
        network.identityOf(connection.expressRouteCircuit),
      )) {
        const gateways = [...new Set(same.map(({ gateway }) => gateway!))];
        if (circuit !== undefined && gateways.length > 1) {
          const [first, second] = gateways.map((address) => nameOf(network.gateways.get(address)!));
          yield problemAt(gateways[1], {
            en: `ExpressRoute gateways ${first} and ${second} are at one circuit and let remote networks in, so their networks reach each other by the edge of Microsoft's network.`,
            ja: `ExpressRoute ゲートウェイ ${first} と ${second} は同じ回線に接続され、リモート仮想ネットワークのトラフィックを許可しています。両方のネットワークは Microsoft のエッジを経由して通信できます。`,
          });
        }
      }
    },
  },
];

function expressRouteGateways({ model }: CheckedNetwork): VirtualNetworkGateway[] {
  return model.virtualNetworkGateways.filter(({ type }) => type === "ExpressRoute");
}

function circuitsAt({ model }: CheckedNetwork, { address }: VirtualNetworkGateway): GatewayConnection[] {
  return model.gatewayConnections.filter(
    ({ type, gateway }) => type === "ExpressRoute" && gateway === address,
  );
}

/** Networks with both kinds of gateway. */
function* coexisting(network: CheckedNetwork): Generator<{
  readonly home: VirtualNetwork;
  readonly vpn: VirtualNetworkGateway;
  readonly expressRoute: VirtualNetworkGateway;
}> {
  for (const home of network.model.virtualNetworks) {
    const gateways = network.isOne(home.address) ? network.gatewaysIn(home.address) : [];
    const expressRoute = gateways.find(({ type }) => type === "ExpressRoute");
    for (const vpn of expressRoute ? gateways.filter(({ type }) => type === "Vpn") : []) {
      yield { home, vpn, expressRoute: expressRoute! };
    }
  }
}
