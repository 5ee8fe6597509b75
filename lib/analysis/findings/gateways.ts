import { APIPA_RANGE, isGatewayApipa } from "../../azure/gateway-addresses";
import { hasZones } from "../../azure/regions";
import { hasSize, isRetiredSize } from "../../azure/vpn-gateway-sizes";
import { groupBy } from "../../collections/group-by";
import { Arguments, VirtualNetworkGateway } from "../model";
import { LocalizedText } from "../result";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** What the provider calls an IP configuration without a name. */
const DEFAULT_CONFIGURATION_NAME = "vnetGatewayConfig";

/** VPN and ExpressRoute gateways: SKU, generation, active-active, addresses. */
export const GATEWAY_CHECKS: readonly Check[] = [
  {
    code: "GATEWAY_ACTIVE_ACTIVE_ADDRESSES",
    severity: "error",
    what: {
      en: "An active-active gateway needs two IP configurations (three with point-to-site), another one",
      ja: "ゲートウェイの IP 構成の数が合いません。アクティブ/アクティブでは 2 つ（ポイント対サイトがあれば 3 つ）、それ以外では 1 つ必要です",
    },
    source: SOURCES.gatewayActiveActive,
    fix: {
      en: "Match active_active and the number of ip_configuration blocks.",
      ja: "active_active と ip_configuration の数を合わせてください。",
    },
    *find(network) {
      for (const gateway of vpnGateways(network)) {
        const values = network.argumentsOf(gateway.address);
        const count = gateway.ipConfigurations.length;
        if (count === 0 || values.isUnknown("active_active", "active_active_enabled")) {
          continue;
        }
        const hasClients = values.isSet("vpn_client_configuration");
        const needed = !gateway.activeActive ? 1 : hasClients ? 3 : 2;
        if (count !== needed) {
          yield problemAt(gateway.address, {
            en: `Gateway ${nameOf(gateway)} has active_active = ${gateway.activeActive}${hasClients ? ", point-to-site" : ""} and ${count} IP configuration${count === 1 ? "" : "s"}; Azure needs ${needed}.`,
            ja: `ゲートウェイ ${nameOf(gateway)} は active_active = ${gateway.activeActive} ${hasClients ? "、ポイント対サイトあり" : ""}で IP 構成が ${count} 個あります。必要なのは ${needed} 個です。`,
          });
        }
      }
    },
  },
  {
    code: "GATEWAY_IP_CONFIGURATION_SHARED",
    severity: "error",
    what: {
      en: "Two IP configurations of a gateway share their name",
      ja: "ゲートウェイの 2 つの IP 構成の名前が同じです",
    },
    source: SOURCES.virtualNetworkGateway,
    fix: {
      en: "Name each ip_configuration differently.",
      ja: "ip_configuration ごとに別の名前を付けてください。",
    },
    *find(network) {
      for (const gateway of network.model.virtualNetworkGateways) {
        const blocks = network.argumentsOf(gateway.address).blocks("ip_configuration");
        const named = (block: Arguments): string | undefined =>
          block.isUnknown("name") ? undefined : (block.text("name") ?? DEFAULT_CONFIGURATION_NAME);
        for (const [name, same] of groupBy(blocks, named)) {
          if (same.length > 1) {
            yield problemAt(gateway.address, {
              en: `Gateway ${nameOf(gateway)} has ${same.length} IP configurations named "${name}".`,
              ja: `ゲートウェイ ${nameOf(gateway)} に同じ名前 "${name}" の IP 構成が ${same.length} 個あります。`,
            });
          }
        }
      }
    },
  },
  {
    code: "GATEWAY_BASIC_SKU",
    severity: "error",
    what: {
      en: "A Basic gateway is active-active, speaks BGP, has IPsec policies, or VPN clients over OpenVPN, IKEv2 or RADIUS",
      ja: "Basic のゲートウェイが、アクティブ/アクティブ、BGP、IPsec ポリシー、または OpenVPN、IKEv2、RADIUS の VPN クライアントを使っています",
    },
    source: SOURCES.gatewaySettings,
    fix: { en: "Use VpnGw1AZ or larger.", ja: "VpnGw1AZ 以上の SKU を使ってください。" },
    *find(network) {
      for (const gateway of vpnGateways(network)) {
        const [feature] = gateway.sku?.toLowerCase() === "basic" ? beyondBasic(network, gateway) : [];
        if (feature !== undefined) {
          yield problemAt(gateway.address, {
            en: `Gateway ${nameOf(gateway)} has the SKU Basic, which has no ${feature.en}.`,
            ja: `ゲートウェイ ${nameOf(gateway)} の SKU は Basic で、${feature.ja} に対応していません。`,
          });
        }
      }
    },
  },
  {
    code: "GATEWAY_SKU_GENERATION",
    severity: "error",
    what: {
      en: "A gateway's generation does not have its SKU",
      ja: "ゲートウェイの世代に、指定された SKU がありません",
    },
    source: SOURCES.gatewaySettings,
    fix: {
      en: "Generation1 has VpnGw1 to VpnGw3 (with or without AZ), Generation2 VpnGw2 to VpnGw5; or leave generation out.",
      ja: "Generation1 は VpnGw1～3（AZ 含む）、Generation2 は VpnGw2～5 です。generation を省略することもできます。",
    },
    *find(network) {
      for (const gateway of vpnGateways(network)) {
        if (gateway.sku !== undefined && !hasSize(gateway.generation ?? "", gateway.sku)) {
          yield problemAt(gateway.address, {
            en: `Gateway ${nameOf(gateway)} has the SKU ${gateway.sku}, which ${gateway.generation} does not have.`,
            ja: `ゲートウェイ ${nameOf(gateway)} の SKU ${gateway.sku} は ${gateway.generation} にはありません。`,
          });
        }
      }
    },
  },
  {
    code: "GATEWAY_POLICY_BASED",
    severity: "error",
    what: {
      en: "A policy-based gateway has another SKU than Basic, more than one connection, VPN clients, or joins virtual networks (W136)",
      ja: "ポリシー ベースのゲートウェイの SKU が Basic ではないか、複数の接続、VPN クライアント、または仮想ネットワーク間の接続があります（W136）",
    },
    source: SOURCES.gatewayPolicyBased,
    fix: { en: "Use RouteBased.", ja: "RouteBased を使ってください。" },
    *find(network) {
      for (const gateway of vpnGateways(network)) {
        const fault =
          gateway.vpnType?.toLowerCase() === "policybased" ? beyondPolicies(network, gateway) : undefined;
        if (fault) {
          yield problemAt(gateway.address, {
            en: `Gateway ${nameOf(gateway)} is policy-based ${fault.en}.`,
            ja: `ゲートウェイ ${nameOf(gateway)} はポリシー ベースですが、${fault.ja}。`,
          });
        }
      }
    },
  },
  {
    code: "GATEWAY_SKU_RETIRED",
    severity: "warning",
    what: {
      en: "Azure creates no more VPN gateways of this SKU: VpnGw1 to VpnGw5 without AZ, Standard, HighPerformance",
      ja: "この SKU（AZ のない VpnGw1 から VpnGw5、Standard、HighPerformance）の VPN ゲートウェイは、新規に作成できなくなっています",
    },
    source: SOURCES.gatewayConsolidation,
    fix: {
      en: "Use the SKU with AZ; it deploys in regions without zones too.",
      ja: "AZ 付きの SKU を使ってください。可用性ゾーンのないリージョンにもデプロイできます。",
    },
    *find(network) {
      for (const gateway of vpnGateways(network)) {
        if (isRetiredSize(gateway.sku ?? "")) {
          yield problemAt(gateway.address, {
            en: `Gateway ${nameOf(gateway)} has the SKU ${gateway.sku}, which Azure no longer creates.`,
            ja: `ゲートウェイ ${nameOf(gateway)} の SKU ${gateway.sku} は新規に作成できなくなっています。`,
          });
        }
      }
    },
  },
  {
    code: "GATEWAY_ADDRESS_WITHOUT_ZONES",
    severity: "error",
    what: {
      en: "An AZ gateway has a public address without zones, in a region that has zones",
      ja: "可用性ゾーンのあるリージョンで、AZ 付きのゲートウェイのパブリック IP に可用性ゾーンが指定されていません",
    },
    source: SOURCES.gatewayZones,
    fix: {
      en: 'Set zones = ["1", "2", "3"] on the address.',
      ja: 'パブリック IP に zones = ["1", "2", "3"] を指定してください。',
    },
    *find(network) {
      for (const { gateway, publicIp, zones } of gatewayAddresses(network)) {
        const region = gateway.region ?? publicIp.region;
        if (isZoneSku(gateway) && !zones && region !== undefined && hasZones(region)) {
          yield problemAt(publicIp.address, {
            en: `Public IP ${nameOf(publicIp)} of gateway ${nameOf(gateway)} (${gateway.sku}) has no zones (VmssVpnGatewayPublicIpsMustHaveZonesConfigured).`,
            ja: `ゲートウェイ ${nameOf(gateway)}（${gateway.sku}）のパブリック IP ${nameOf(publicIp)} に可用性ゾーンが指定されていません（VmssVpnGatewayPublicIpsMustHaveZonesConfigured）。`,
          });
        }
      }
    },
  },
  {
    code: "GATEWAY_ADDRESS_WITH_ZONES",
    severity: "error",
    what: {
      en: "A gateway without AZ has a public address with zones",
      ja: "AZ のないゲートウェイのパブリック IP に可用性ゾーンが指定されています",
    },
    source: SOURCES.gatewayZones,
    fix: { en: "Use the SKU with AZ.", ja: "AZ 付きの SKU を使ってください。" },
    *find(network) {
      for (const { gateway, publicIp, zones } of gatewayAddresses(network)) {
        if (gateway.sku !== undefined && !isZoneSku(gateway) && zones) {
          yield problemAt(publicIp.address, {
            en: `Public IP ${nameOf(publicIp)} has zones, but gateway ${nameOf(gateway)} (${gateway.sku}) has not (RegionalVmssVpnGatewayPublicIpsMustNotHaveZonesConfigured).`,
            ja: `パブリック IP ${nameOf(publicIp)} に可用性ゾーンが指定されていますが、ゲートウェイ ${nameOf(gateway)}（${gateway.sku}）は対応していません（RegionalVmssVpnGatewayPublicIpsMustNotHaveZonesConfigured）。`,
          });
        }
      }
    },
  },
  {
    code: "GATEWAY_SEVERAL",
    severity: "error",
    what: {
      en: "Two gateways of one type stand in one virtual network (R45)",
      ja: "1 つの仮想ネットワークに同じ種類のゲートウェイが 2 つあります（R45）",
    },
    source: SOURCES.limits,
    fix: {
      en: "Keep one VPN and one ExpressRoute gateway.",
      ja: "VPN と ExpressRoute それぞれ 1 つまでにしてください。",
    },
    *find(network) {
      for (const virtualNetwork of network.model.virtualNetworks) {
        const gateways = network.gatewaysIn(virtualNetwork.address);
        for (const [type, [first, second]] of groupBy(gateways, (gateway) => gateway.type)) {
          if (type && second && network.isOne(virtualNetwork.address)) {
            yield problemAt(second.address, {
              en: `Virtual network ${nameOf(virtualNetwork)} has two ${type} gateways, ${nameOf(first)} and ${nameOf(second)}; Azure allows one.`,
              ja: `仮想ネットワーク ${nameOf(virtualNetwork)} に ${type} ゲートウェイが 2 つあります（${nameOf(first)}、${nameOf(second)}）。許されるのは 1 つです。`,
            });
          }
        }
      }
    },
  },
  {
    code: "GATEWAY_PEERING_ADDRESS_UNNAMED",
    severity: "error",
    what: {
      en: "A gateway with several IP configurations does not say to which one a BGP peering address belongs",
      ja: "複数の IP 構成を持つゲートウェイで、BGP ピアリング アドレスがどの IP 構成に属するか指定されていません",
    },
    source: SOURCES.virtualNetworkGateway,
    fix: {
      en: "Set ip_configuration_name in each peering_addresses block.",
      ja: "peering_addresses ごとに ip_configuration_name を指定してください。",
    },
    *find(network) {
      for (const gateway of network.model.virtualNetworkGateways) {
        const addresses = network
          .argumentsOf(gateway.address)
          .blocks("bgp_settings")
          .flatMap((settings) => settings.blocks("peering_addresses"));
        if (
          gateway.ipConfigurations.length > 1 &&
          addresses.some((address) => !address.isSet("ip_configuration_name"))
        ) {
          yield problemAt(gateway.address, {
            en: `Gateway ${nameOf(gateway)} has ${gateway.ipConfigurations.length} IP configurations, and a peering address that names none of them.`,
            ja: `ゲートウェイ ${nameOf(gateway)} には IP 構成が ${gateway.ipConfigurations.length} 個ありますが、どれに属するか指定のない peering_addresses があります。`,
          });
        }
      }
    },
  },
  {
    code: "GATEWAY_APIPA_RANGE",
    severity: "error",
    what: {
      en: "An APIPA address of a gateway is outside 169.254.21.0 to 169.254.22.255",
      ja: "ゲートウェイの APIPA アドレスが 169.254.21.0 から 169.254.22.255 の範囲にありません",
    },
    source: SOURCES.gatewayBgp,
    fix: {
      en: `Use ${APIPA_RANGE.first} to ${APIPA_RANGE.last}.`,
      ja: `${APIPA_RANGE.first} から ${APIPA_RANGE.last} の範囲で指定してください。`,
    },
    *find(network) {
      for (const gateway of network.model.virtualNetworkGateways) {
        const addresses = network
          .argumentsOf(gateway.address)
          .blocks("bgp_settings")
          .flatMap((settings) => settings.blocks("peering_addresses"))
          .flatMap((address) => address.texts("apipa_addresses").known);
        for (const address of addresses) {
          if (!isGatewayApipa(address)) {
            yield problemAt(gateway.address, {
              en: `Gateway ${nameOf(gateway)} has the APIPA address ${address}, which Azure does not take.`,
              ja: `ゲートウェイ ${nameOf(gateway)} の APIPA アドレス ${address} は使えません。`,
            });
          }
        }
      }
    },
  },
];

function vpnGateways({ model }: CheckedNetwork): VirtualNetworkGateway[] {
  return model.virtualNetworkGateways.filter((gateway) => gateway.type === "Vpn");
}

function isZoneSku(gateway: VirtualNetworkGateway): boolean {
  return /AZ$/i.test(gateway.sku ?? "");
}

/** Standard addresses of VPN gateways whose zones are known. */
function* gatewayAddresses(network: CheckedNetwork) {
  for (const gateway of vpnGateways(network)) {
    for (const { publicIp: address } of gateway.ipConfigurations) {
      const publicIp = network.publicIps.get(address ?? "");
      if (!publicIp || publicIp.sku?.toLowerCase() === "basic") {
        continue;
      }
      const values = network.argumentsOf(publicIp.address);
      // A data source says nothing here; its zones show in the model only when they were read.
      const known = network.isManaged(publicIp.address) && !values.isUnknown("zones");
      if (known) {
        yield { gateway, publicIp, zones: publicIp.zones.length > 0 };
      }
    }
  }
}

/** What a Basic gateway has and can't have. */
function* beyondBasic(
  network: CheckedNetwork,
  { address, activeActive, bgpEnabled }: VirtualNetworkGateway,
): Iterable<LocalizedText> {
  if (activeActive) {
    yield { en: "active-active", ja: "アクティブ/アクティブ" };
  }
  if (bgpEnabled) {
    yield { en: "BGP", ja: "BGP" };
  }
  for (const clients of network.argumentsOf(address).blocks("vpn_client_configuration")) {
    const protocols = clients.texts("vpn_client_protocols").known.filter((one) => !/^sstp$/i.test(one));
    yield* protocols.map((one) => ({ en: `${one} for VPN clients`, ja: `VPN クライアントの ${one}` }));
    if (clients.isSet("radius_server_address") || clients.blocks("radius_server").length > 0) {
      yield { en: "RADIUS for VPN clients", ja: "VPN クライアントの RADIUS 認証" };
    }
  }
  for (const connection of network.model.gatewayConnections) {
    const values = network.argumentsOf(connection.address);
    if (connection.gateway === address && values.blocks("ipsec_policy").length > 0) {
      const name = nameOf(connection);
      yield { en: `IPsec policy of its own, such as that of ${name}`, ja: `接続 ${name} の IPsec ポリシー` };
    }
  }
}

/** What a policy-based gateway has and can't have. */
function beyondPolicies(
  network: CheckedNetwork,
  { address, sku, vpnClientAddressSpace, vpnClientAddressSpaceUnknown }: VirtualNetworkGateway,
): LocalizedText | undefined {
  if (sku !== undefined && sku.toLowerCase() !== "basic") {
    return { en: `with the SKU ${sku}; only Basic has that`, ja: `SKU ${sku} では使えません（Basic のみ）` };
  }
  const connections = network.model.gatewayConnections.filter(
    (one) => network.isOne(one.address) && (one.gateway === address || one.peerGateway === address),
  );
  const joining = connections.find(({ type }) => type === "Vnet2Vnet");
  if (joining) {
    return {
      en: `and joins virtual networks by connection ${nameOf(joining)}, which takes a route-based one`,
      ja: `仮想ネットワーク間の接続 ${nameOf(joining)} があります（ルート ベースが必要です）`,
    };
  }
  if (connections.length > 1) {
    return {
      en: `and has ${connections.length} connections; it takes one`,
      ja: `接続が ${connections.length} 個あります（許されるのは 1 つです）`,
    };
  }
  return vpnClientAddressSpace.length > 0 || vpnClientAddressSpaceUnknown !== undefined
    ? {
        en: "and has VPN clients, which take a route-based one",
        ja: "VPN クライアントの構成があります（ルート ベースが必要です）",
      }
    : undefined;
}
