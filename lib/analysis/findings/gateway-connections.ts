import { isLinkLocal } from "../../azure/gateway-addresses";
import { GatewayConnection, isUnknown, LocalNetworkGateway, VirtualNetworkGateway } from "../model";
import { LocalizedText } from "../result";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** What a connection of a type joins its gateway to. */
const OTHER_ENDS = {
  IPsec: {
    argument: "local_network_gateway_id",
    en: "a local network gateway",
    ja: "ローカル ネットワーク ゲートウェイ",
  },
  Vnet2Vnet: {
    argument: "peer_virtual_network_gateway_id",
    en: "a peer gateway",
    ja: "相手側のゲートウェイ",
  },
  ExpressRoute: { argument: "express_route_circuit_id", en: "a circuit", ja: "ExpressRoute 回線" },
} as const;

/** Connections of gateways: both ends, both directions, keys and BGP. */
export const GATEWAY_CONNECTION_CHECKS: readonly Check[] = [
  {
    code: "CONNECTION_WITHOUT_PEER",
    severity: "error",
    what: {
      en: "A connection does not name what it connects to: peer gateway, local network gateway or circuit",
      ja: "接続に、接続先（相手側のゲートウェイ、ローカル ネットワーク ゲートウェイ、回線のいずれか）が指定されていません",
    },
    source: SOURCES.virtualNetworkGatewayConnection,
    fix: { en: "Give the missing argument.", ja: "不足している引数を指定してください。" },
    *find(network) {
      for (const connection of network.model.gatewayConnections) {
        const values = network.argumentsOf(connection.address);
        const other = OTHER_ENDS[connection.type];
        if (values.text("type") !== undefined && !values.isSet(other.argument)) {
          yield problemAt(connection.address, {
            en: `Connection ${nameOf(connection)} of type ${connection.type} needs ${other.en} (${other.argument}).`,
            ja: `種類 ${connection.type} の接続 ${nameOf(connection)} には${other.ja}（${other.argument}）が必要です。`,
          });
        }
      }
    },
  },
  {
    code: "CONNECTION_HALF_MISSING",
    severity: "error",
    what: {
      en: "A VNet-to-VNet connection exists in one direction only: the tunnel stays down",
      ja: "VNet 間接続が片方向にしかありません。トンネルは確立されません",
    },
    source: SOURCES.gatewayFaq,
    fix: {
      en: "Add the connection of the opposite direction with the same shared key.",
      ja: "逆方向の接続を同じ共有キーで追加してください。",
    },
    *find(network) {
      const pairs = vnetConnections(network);
      // One whose ends could not be resolved may be anybody's counterpart.
      const isOpen =
        network.hasGaps ||
        network.model.gatewayConnections.some(
          ({ type, gateway, peerGateway }) =>
            type === "Vnet2Vnet" && (gateway === undefined || peerGateway === undefined),
        );
      for (const connection of isOpen ? [] : pairs.values()) {
        const peer = network.gateways.get(connection.peerGateway!);
        if (
          !pairs.has(ends(connection.peerGateway!, connection.gateway!)) &&
          peer &&
          network.isManaged(peer.address)
        ) {
          yield problemAt(connection.address, {
            en: `Connection ${nameOf(connection)} has no counterpart from gateway ${nameOf(peer)}: the tunnel stays down.`,
            ja: `接続 ${nameOf(connection)} に対して、ゲートウェイ ${nameOf(peer)} 側からの接続がありません。トンネルは確立されません。`,
          });
        }
      }
    },
  },
  {
    code: "VNET_CONNECTION_WITHOUT_KEY",
    severity: "error",
    what: {
      en: "A VNet-to-VNet connection has no shared key: Azure invents one per direction, and they never match",
      ja: "VNet 間接続に共有キーがありません。Azure が方向ごとに自動生成するキーは一致しません",
    },
    source: SOURCES.virtualNetworkGatewayConnection,
    fix: {
      en: "Give both directions the same shared_key.",
      ja: "両方向の接続に同じ shared_key を指定してください。",
    },
    *find({ model }) {
      for (const connection of model.gatewayConnections) {
        if (connection.type === "Vnet2Vnet" && !connection.hasSharedKey) {
          yield problemAt(connection.address, {
            en: `Connection ${nameOf(connection)} has no shared key; the one that Azure invents differs from that of the other direction.`,
            ja: `接続 ${nameOf(connection)} に共有キーがありません。Azure が自動生成するキーは逆方向のものと一致しません。`,
          });
        }
      }
    },
  },
  {
    code: "SITE_CONNECTION_WITHOUT_KEY",
    severity: "warning",
    what: {
      en: "A site-to-site connection has no shared key: Azure invents one that the device doesn't know",
      ja: "サイト間接続に共有キーがありません。Azure が自動生成するキーを、オンプレミスの機器は知りません",
    },
    source: SOURCES.virtualNetworkGatewayConnection,
    fix: {
      en: "Give shared_key from a sensitive variable.",
      ja: "sensitive な変数から shared_key を指定してください。",
    },
    *find(network) {
      for (const connection of network.model.gatewayConnections) {
        const certificate = network
          .argumentsOf(connection.address)
          .isSet("certificate_authentication", "authentication_type");
        if (connection.type === "IPsec" && !connection.hasSharedKey && !certificate) {
          yield problemAt(connection.address, {
            en: `Connection ${nameOf(connection)} has no shared key; Azure invents one, which the device on premises has to be told.`,
            ja: `接続 ${nameOf(connection)} に共有キーがありません。Azure が生成したキーをオンプレミスの機器に設定する必要があります。`,
          });
        }
      }
    },
  },
  {
    code: "CONNECTION_KEYS_DIFFER",
    severity: "warning",
    what: {
      en: "The two directions of a VNet-to-VNet connection take their shared keys from different places",
      ja: "VNet 間接続の両方向が、別々の場所から共有キーを取得しています",
    },
    source: SOURCES.gatewayFaq,
    fix: { en: "Use the same key for both.", ja: "両方向で同じキーを使ってください。" },
    *find(network) {
      for (const [connection, opposite] of directionPairs(network)) {
        const keys = [connection.sharedKeyIdentity, opposite.sharedKeyIdentity];
        const isOfOther = [opposite, connection].some(
          ({ address }, index) => keys[index] === `\${${address}.shared_key}`,
        );
        if (keys[0] !== undefined && keys[1] !== undefined && keys[0] !== keys[1] && !isOfOther) {
          yield problemAt(opposite.address, {
            en: `Connections ${nameOf(connection)} and ${nameOf(opposite)} are two directions of one tunnel, but their shared keys differ.`,
            ja: `接続 ${nameOf(connection)} と ${nameOf(opposite)} は同じトンネルの両方向ですが、共有キーが異なります。`,
          });
        }
      }
    },
  },
  {
    code: "CONNECTION_BGP_DIFFERS",
    severity: "error",
    what: {
      en: "BGP is on for one direction of a VNet-to-VNet connection only",
      ja: "VNet 間接続の片方向だけで BGP が有効です",
    },
    source: SOURCES.gatewayBgp,
    fix: {
      en: "Turn BGP on for both directions or for none.",
      ja: "両方向で BGP の有効・無効をそろえてください。",
    },
    *find(network) {
      for (const [connection, opposite] of directionPairs(network)) {
        const unknown = [connection, opposite].some(({ address }) =>
          network.argumentsOf(address).isUnknown("bgp_enabled", "enable_bgp"),
        );
        if (connection.bgpEnabled !== opposite.bgpEnabled && !unknown) {
          yield problemAt(opposite.address, {
            en: `BGP is ${onOff(connection).en} for ${nameOf(connection)} and ${onOff(opposite).en} for its other direction ${nameOf(opposite)}.`,
            ja: `BGP が ${nameOf(connection)} では${onOff(connection).ja}、逆方向の ${nameOf(opposite)} では${onOff(opposite).ja}です。`,
          });
        }
      }
    },
  },
  {
    code: "CONNECTION_BGP_WITHOUT_GATEWAY",
    severity: "error",
    what: {
      en: "BGP is on for a connection but not for a gateway or local network gateway at its end",
      ja: "接続では BGP が有効ですが、その端のゲートウェイまたはローカル ネットワーク ゲートウェイでは有効ではありません",
    },
    source: SOURCES.gatewayBgp,
    fix: {
      en: "Turn BGP on at both ends (bgp_settings on a local network gateway), or off for the connection.",
      ja: "両端で BGP を有効にするか（ローカル ネットワーク ゲートウェイでは bgp_settings）、接続側を無効にしてください。",
    },
    *find(network) {
      for (const connection of network.model.gatewayConnections) {
        if (!connection.bgpEnabled || connection.type === "ExpressRoute") {
          continue;
        }
        const gateways = [connection.gateway, connection.peerGateway]
          .map((address) => network.gateways.get(address ?? ""))
          .filter((gateway) => gateway !== undefined)
          .filter(
            ({ address, bgpEnabled }) =>
              !bgpEnabled &&
              network.isManaged(address) &&
              !network.argumentsOf(address).isUnknown("bgp_enabled", "enable_bgp"),
          );
        const site = network.localNetworkGateways.get(connection.localNetworkGateway ?? "");
        const silentSite =
          site && network.isManaged(site.address) && !network.argumentsOf(site.address).isSet("bgp_settings")
            ? [site]
            : [];
        for (const end of [...gateways, ...silentSite]) {
          yield problemAt(connection.address, {
            en: `BGP is on for connection ${nameOf(connection)}, but not for ${nameOf(end)} at its end.`,
            ja: `接続 ${nameOf(connection)} では BGP が有効ですが、接続先の ${nameOf(end)} では有効になっていません。`,
          });
        }
      }
    },
  },
  {
    code: "CONNECTION_CUSTOM_BGP_ADDRESSES",
    severity: "error",
    what: {
      en: "custom_bgp_addresses on a connection that is not site-to-site, or with APIPA addresses that its gateway doesn't have (W137)",
      ja: "サイト間接続ではない接続に custom_bgp_addresses が指定されているか、ゲートウェイにない APIPA アドレスが指定されています（W137）",
    },
    source: SOURCES.virtualNetworkGatewayConnection,
    fix: { en: "Remove custom_bgp_addresses.", ja: "custom_bgp_addresses を削除してください。" },
    *find(network) {
      for (const connection of network.model.gatewayConnections) {
        const blocks = network.argumentsOf(connection.address).blocks("custom_bgp_addresses");
        if (connection.type !== "IPsec" && blocks.length > 0) {
          yield problemAt(connection.address, {
            en: `Connection ${nameOf(connection)} of type ${connection.type} has custom_bgp_addresses, which only IPsec takes.`,
            ja: `種類 ${connection.type} の接続 ${nameOf(connection)} に custom_bgp_addresses が指定されていますが、IPsec でしか使えません。`,
          });
        }
        const gateway = network.gateways.get(connection.gateway ?? "");
        const given = blocks.flatMap((block) => [block.text("primary"), block.text("secondary")]);
        const foreign = given.find(
          (address) => isApipa(address) && !gateway?.bgpAddresses?.includes(address!),
        );
        if (gateway && foreign !== undefined && tellsApipa(network, gateway)) {
          yield {
            resource: connection.address,
            message: {
              en: `Connection ${nameOf(connection)} speaks BGP from ${foreign}, which gateway ${nameOf(gateway)} doesn't have.`,
              ja: `接続 ${nameOf(connection)} は BGP に ${foreign} を使いますが、ゲートウェイ ${nameOf(gateway)} にはそのアドレスがありません。`,
            },
            fix: {
              en: `Add ${foreign} to apipa_addresses in bgp_settings of the gateway, or name one that it has.`,
              ja: `ゲートウェイの bgp_settings の apipa_addresses に ${foreign} を追加するか、既にあるアドレスを指定してください。`,
            },
          };
        }
      }
    },
  },
  {
    code: "CONNECTION_SELECTORS_WITHOUT_POLICY",
    severity: "error",
    what: {
      en: "A connection uses policy-based traffic selectors without an IPsec policy of its own (W136)",
      ja: "接続がポリシー ベースのトラフィック セレクターを使いますが、独自の IPsec ポリシーがありません（W136）",
    },
    source: SOURCES.gatewayPolicyBased,
    fix: {
      en: "Add an ipsec_policy block with all algorithms, as the device has them.",
      ja: "デバイスに合わせてすべてのアルゴリズムを指定した ipsec_policy ブロックを追加してください。",
    },
    *find(network) {
      for (const connection of network.model.gatewayConnections) {
        const values = network.argumentsOf(connection.address);
        if (values.boolean("use_policy_based_traffic_selectors") && !values.isSet("ipsec_policy")) {
          yield problemAt(connection.address, {
            en: `Connection ${nameOf(connection)} uses policy-based traffic selectors, which Azure takes only with an IPsec policy.`,
            ja: `接続 ${nameOf(connection)} はポリシー ベースのトラフィック セレクターを使いますが、IPsec ポリシーがありません。`,
          });
        }
      }
    },
  },
  {
    code: "CONNECTION_WITHOUT_ROUTES",
    severity: "warning",
    what: {
      en: "A tunnel to a site that neither lists prefixes nor exchanges routes: nothing is sent into it (W138)",
      ja: "トンネルの先のサイトに、プレフィックスの指定も経路交換もありません。トンネルには何も送られません（W138）",
    },
    source: SOURCES.gatewayBgp,
    fix: {
      en: "List the site's prefixes in address_space, or turn BGP on for the connection and both ends.",
      ja: "address_space にサイトのプレフィックスを指定するか、接続と両端で BGP を有効にしてください。",
    },
    *find(network) {
      for (const connection of network.model.gatewayConnections) {
        const site = network.localNetworkGateways.get(connection.localNetworkGateway ?? "");
        const values = network.argumentsOf(connection.address);
        const gateway = network.gateways.get(connection.gateway ?? "");
        // One that is elsewhere, or names a site that only apply tells, may send everything there.
        const mayBeDefault =
          gateway === undefined ||
          !network.isManaged(gateway.address) ||
          gateway.defaultSite === site?.address ||
          isUnknown(gateway.defaultSite) ||
          network.argumentsOf(gateway.address).isUnknown("default_local_network_gateway_id");
        const isSilent = !connection.bgpEnabled && !values.isUnknown("bgp_enabled", "enable_bgp");
        if (site && connection.type === "IPsec" && isSilent && !mayBeDefault && hasNoPrefix(network, site)) {
          yield {
            resource: connection.address,
            message: withoutRoutes(connection, site),
            ...(site.asn !== undefined && {
              fix: {
                en: `Set bgp_enabled = true on connection ${nameOf(connection)}, since ${nameOf(site)} has BGP settings; or list prefixes in its address_space.`,
                ja: `${nameOf(site)} には BGP の設定があるため、接続 ${nameOf(connection)} で bgp_enabled = true にしてください。または address_space にプレフィックスを指定してください。`,
              },
            }),
          };
        }
      }
      const { branches, sites } = network.model.virtualWan;
      for (const branch of branches) {
        const site = sites.find(({ address }) => address === branch.site);
        const values = network.argumentsOf(branch.address);
        const isOpen =
          values.isUnknown("vpn_link") ||
          values.blocks("vpn_link").some((link) => link.isUnknown("bgp_enabled"));
        if (site && !branch.bgpEnabled && !isOpen && hasNoPrefix(network, site)) {
          yield {
            resource: branch.address,
            message: withoutRoutes(branch, site),
            fix: {
              en: "List the site's prefixes in address_cidrs, or set bgp_enabled = true in vpn_link and bgp in the site's link.",
              ja: "address_cidrs にサイトのプレフィックスを指定するか、vpn_link の bgp_enabled = true とサイトの link の bgp を設定してください。",
            },
          };
        }
      }
    },
  },
];

function onOff(connection: GatewayConnection): { en: string; ja: string } {
  return connection.bgpEnabled ? { en: "on", ja: "有効" } : { en: "off", ja: "無効" };
}

/** VNet-to-VNet connections whose ends are known, by those ends. */
export function vnetConnections({ model }: CheckedNetwork): ReadonlyMap<string, GatewayConnection> {
  return new Map(
    model.gatewayConnections
      .filter(
        ({ type, gateway, peerGateway }) =>
          type === "Vnet2Vnet" && gateway !== undefined && peerGateway !== undefined,
      )
      .map((connection) => [ends(connection.gateway!, connection.peerGateway!), connection]),
  );
}

function ends(from: string, to: string): string {
  return `${from} ${to}`;
}

/** Both directions of each VNet-to-VNet connection that has both, each pair once. */
export function directionPairs(network: CheckedNetwork): [GatewayConnection, GatewayConnection][] {
  const pairs = vnetConnections(network);
  return [...pairs.values()].flatMap((connection): [GatewayConnection, GatewayConnection][] => {
    const opposite = pairs.get(ends(connection.peerGateway!, connection.gateway!));
    return opposite && connection.gateway! < connection.peerGateway! ? [[connection, opposite]] : [];
  });
}

/** Of whatever kind. */
type Named = Parameters<typeof nameOf>[0];

function hasNoPrefix(
  network: CheckedNetwork,
  {
    address,
    addressSpace,
    addressSpaceUnknown,
  }: Pick<LocalNetworkGateway, "address" | "addressSpace" | "addressSpaceUnknown">,
): boolean {
  return network.isManaged(address) && addressSpace.length === 0 && addressSpaceUnknown === undefined;
}

function withoutRoutes(connection: Named, site: Named): LocalizedText {
  return {
    en: `Connection ${nameOf(connection)} sends nothing: ${nameOf(site)} lists no prefixes, and the connection doesn't speak BGP.`,
    ja: `接続 ${nameOf(connection)} には何も送られません。${nameOf(site)} にプレフィックスがなく、接続は BGP を使いません。`,
  };
}

function isApipa(address: string | undefined): boolean {
  return address !== undefined && isLinkLocal(address);
}

/** Whether the input holds all APIPA addresses of a gateway. */
function tellsApipa(network: CheckedNetwork, { address }: VirtualNetworkGateway): boolean {
  const settings = network.argumentsOf(address).blocks("bgp_settings");
  return (
    network.isManaged(address) &&
    !network.argumentsOf(address).isUnknown("bgp_settings") &&
    settings.every(
      (block) =>
        !block.isUnknown("peering_addresses") &&
        block.blocks("peering_addresses").every((one) => !one.isUnknown("apipa_addresses")),
    )
  );
}
