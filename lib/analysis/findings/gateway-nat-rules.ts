import { translatesAddresses } from "../../azure/vpn-gateway-sizes";
import { Arguments, GatewayConnection, VirtualNetworkGateway } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const RULE = "azurerm_virtual_network_gateway_nat_rule";

/** Rules by which a VPN gateway translates what passes its tunnels. */
export const GATEWAY_NAT_RULE_CHECKS: readonly Check[] = [
  {
    code: "GATEWAY_NAT_SKU",
    severity: "error",
    what: {
      en: "A gateway translates addresses, and its SKU doesn't: VpnGw2 to VpnGw5, with or without AZ, do (W135)",
      ja: "ゲートウェイに NAT 規則がありますが、その SKU は対応していません。対応しているのは VpnGw2 から VpnGw5（AZ 付きを含む）です（W135）",
    },
    source: SOURCES.gatewayNat,
    fix: { en: "Use VpnGw2AZ or larger.", ja: "VpnGw2AZ 以上の SKU を使ってください。" },
    *find(network) {
      for (const { address, gateway } of rules(network)) {
        if (gateway?.sku !== undefined && !translatesAddresses(gateway.sku)) {
          yield problemAt(address, {
            en: `Gateway ${nameOf(gateway)} has the SKU ${gateway.sku}, which takes no NAT rules.`,
            ja: `ゲートウェイ ${nameOf(gateway)} の SKU ${gateway.sku} では NAT 規則を使えません。`,
          });
        }
      }
    },
  },
  {
    code: "GATEWAY_NAT_SIZES",
    severity: "error",
    what: {
      en: "A static NAT rule of a gateway maps a prefix to one of another size (W135)",
      ja: "ゲートウェイの静的 NAT 規則が、プレフィックスを別の大きさのプレフィックスに変換しています（W135）",
    },
    source: SOURCES.gatewayNat,
    fix: {
      en: "Give both mappings the same length, or use a Dynamic rule where the outer one is smaller.",
      ja: "内部と外部のマッピングを同じプレフィックス長にするか、外部の方が小さい場合は Dynamic の規則にしてください。",
    },
    *find(network) {
      for (const { address, values } of rules(network)) {
        const [inner, outer] = ["internal_mapping", "external_mapping"].map((mapping) =>
          values.blocks(mapping).map((block) => network.prefix(block.text("address_space") ?? "")),
        );
        const at = inner.findIndex((prefix, i) => prefix && outer[i] && prefix.length !== outer[i].length);
        if (/^static$/i.test(values.printed("type") ?? "Static") && at >= 0) {
          yield problemAt(address, {
            en: `The static rule ${address} maps ${inner[at]} to ${outer[at]}, one address to one, so that both must have one size.`,
            ja: `静的規則 ${address} は ${inner[at]} を ${outer[at]} に 1 対 1 で変換するため、両方の大きさが同じでなければなりません。`,
          });
        }
      }
    },
  },
  {
    code: "GATEWAY_NAT_CONNECTION",
    severity: "error",
    what: {
      en: "A connection between two virtual networks names NAT rules, which only those to sites take (W135)",
      ja: "2 つの仮想ネットワーク間の接続に NAT 規則が指定されています。使えるのはサイトへの接続だけです（W135）",
    },
    source: SOURCES.gatewayNat,
    fix: {
      en: "Join the networks as sites: two local network gateways and connections of type IPsec.",
      ja: "ローカル ネットワーク ゲートウェイと種類 IPsec の接続を使い、互いをサイトとして接続してください。",
    },
    *find(network) {
      for (const connection of network.model.gatewayConnections) {
        if (connection.type !== "IPsec" && ruleIds(network, connection).isSet) {
          yield problemAt(connection.address, {
            en: `Connection ${nameOf(connection)} of type ${connection.type} names NAT rules, which only IPsec takes.`,
            ja: `種類 ${connection.type} の接続 ${nameOf(connection)} に NAT 規則が指定されていますが、IPsec でしか使えません。`,
          });
        }
      }
    },
  },
  {
    code: "GATEWAY_NAT_UNUSED",
    severity: "warning",
    what: {
      en: "No connection names a gateway's NAT rule: it translates nothing (W135)",
      ja: "ゲートウェイの NAT 規則が、どの接続にも指定されていません。何も変換されません（W135）",
    },
    source: SOURCES.gatewayNat,
    fix: {
      en: "Add its id to ingress_nat_rule_ids or egress_nat_rule_ids of the connections that it is for.",
      ja: "対象の接続の ingress_nat_rule_ids または egress_nat_rule_ids に規則の ID を追加してください。",
    },
    *find(network) {
      const named = network.model.gatewayConnections.map((connection) => ruleIds(network, connection));
      const isOpen = network.hasGaps || named.some(({ isTold }) => !isTold);
      for (const { address, gateway } of isOpen ? [] : rules(network)) {
        if (
          gateway &&
          network.isManaged(gateway.address) &&
          !named.some(({ rules: used }) => used.includes(address))
        ) {
          yield problemAt(address, {
            en: `No connection of gateway ${nameOf(gateway)} names ${address}: it translates nothing.`,
            ja: `ゲートウェイ ${nameOf(gateway)} のどの接続にも ${address} が指定されていないため、何も変換されません。`,
          });
        }
      }
    },
  },
  {
    code: "GATEWAY_NAT_BGP",
    severity: "warning",
    what: {
      en: "A connection with BGP names NAT rules, and its gateway announces the addresses before translation (W135)",
      ja: "BGP を使う接続に NAT 規則が指定されていますが、ゲートウェイは変換前のアドレスを広報します（W135）",
    },
    source: SOURCES.gatewayNat,
    fix: {
      en: "Set bgp_route_translation_for_nat_enabled = true on the gateway.",
      ja: "ゲートウェイで bgp_route_translation_for_nat_enabled = true にしてください。",
    },
    *find(network) {
      for (const connection of network.model.gatewayConnections) {
        const gateway = network.gateways.get(connection.gateway ?? "");
        const values = network.argumentsOf(gateway?.address ?? "");
        const argument = "bgp_route_translation_for_nat_enabled";
        const isOff = !values.boolean(argument) && !values.isUnknown(argument);
        if (
          gateway &&
          network.isManaged(gateway.address) &&
          connection.bgpEnabled &&
          isOff &&
          ruleIds(network, connection).isSet
        ) {
          yield problemAt(connection.address, {
            en: `Connection ${nameOf(connection)} speaks BGP and names NAT rules, but gateway ${nameOf(gateway)} doesn't translate what it announces and learns.`,
            ja: `接続 ${nameOf(connection)} は BGP を使い NAT 規則もありますが、ゲートウェイ ${nameOf(gateway)} は広報・学習する経路を変換しません。`,
          });
        }
      }
    },
  },
];

function rules(network: CheckedNetwork): {
  readonly address: string;
  readonly values: Arguments;
  readonly gateway?: VirtualNetworkGateway;
}[] {
  return network.resourcesOf(RULE).map(({ address, arguments: values }) => {
    const gateway = network.referred(values.printed("virtual_network_gateway_id"));
    return { address, values, gateway: network.gateways.get(gateway?.address ?? "") };
  });
}

function ruleIds(network: CheckedNetwork, { address }: GatewayConnection) {
  const values = network.argumentsOf(address);
  const lists = ["ingress_nat_rule_ids", "egress_nat_rule_ids"];
  const ids = lists.flatMap((list) => [...values.items(list)]);
  const used = ids.map((id) => (typeof id === "string" ? network.referred(id)?.address : undefined));
  return {
    isSet: ids.length > 0,
    rules: used,
    /** Of each the input tells which rule it is. */
    isTold:
      used.every((rule) => rule !== undefined) &&
      !lists.some((list) => ids.length === 0 && values.isUnknown(list)),
  };
}
