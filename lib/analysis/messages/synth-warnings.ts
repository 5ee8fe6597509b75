import { LIMITS } from "../../azure/limits";
import { LocalizedText } from "../text";

/** A warning of the constructs at synth: what may be wrong, and where that comes from. */
export interface SynthWarning {
  /** What it says, without the names of the case. */
  readonly what: LocalizedText;
  /** Document that it follows from. */
  readonly source: string;
}

const LEARN = "https://learn.microsoft.com/azure";
const NETWORK_MANAGER_LIMITS = `${LEARN}/virtual-network-manager/concept-limitations`;

/** By the code that acknowledges it. A finding or a reason about the same situation has the same code. */
export const SYNTH_WARNINGS: { readonly [code: string]: SynthWarning } = {
  REGION_UNKNOWN: {
    what: {
      en: "The location is not on our list of regions, which may be older than the region",
      ja: "location が当パッケージのリージョン一覧にありません（一覧より新しいリージョンの可能性があります）",
    },
    source: `${LEARN}/reliability/regions-list`,
  },
  ZONES_WITHOUT_REGION_ZONES: {
    what: {
      en: "Availability zones are asked for in a region that had none when our list was made",
      ja: "一覧の作成時に可用性ゾーンがなかったリージョンで、可用性ゾーンが指定されています",
    },
    source: `${LEARN}/reliability/regions-list`,
  },
  RESOURCE_PROVIDERS_NOT_REGISTERED: {
    what: {
      en: "azurerm 5 registers no resource providers of Azure unless told, and the stack's provider isn't told to",
      ja: "azurerm 5 は指定がない限り Azure のリソース プロバイダーを登録せず、このスタックのプロバイダーには指定がありません",
    },
    source: "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/5.0-upgrade-guide",
  },
  PEERING_LIMIT: {
    what: {
      en: `A virtual network has more than ${LIMITS.peeringsOfNetwork.value} peerings`,
      ja: `仮想ネットワークのピアリングが ${LIMITS.peeringsOfNetwork.value} を超えています`,
    },
    source: `${LEARN}/azure-resource-manager/management/azure-subscription-service-limits`,
  },
  ROUTE_TABLE_LARGE: {
    what: {
      en: `A route table has more than ${LIMITS.routesOfTableBefore2026.value} routes, the limit before May 2026; more than ${LIMITS.routesOfTable.value} are refused`,
      ja: `ルート テーブルのルートが、2026 年 5 月以前の上限 ${LIMITS.routesOfTableBefore2026.value} を超えています（${LIMITS.routesOfTable.value} を超えると拒否します）`,
    },
    source: `${LEARN}/azure-resource-manager/management/azure-subscription-service-limits`,
  },
  GATEWAYSUBNET_BYPASS: {
    what: {
      en: "Packets to on-premises go through the transit and those from there don't: GatewaySubnet is not known",
      ja: "オンプレミス宛てのパケットはトランジットを経由しますが、GatewaySubnet が不明なため、オンプレミスからのパケットは経由しません",
    },
    source: `${LEARN}/firewall/firewall-multi-hub-spoke`,
  },
  SITE_GATEWAY_PRIVATE: {
    what: {
      en: "A site's VPN device has a private address, which a gateway doesn't find on the Internet",
      ja: "サイトの VPN デバイスがプライベート アドレスで、ゲートウェイはインターネット上でそれを見つけられません",
    },
    source: `${LEARN}/vpn-gateway/vpn-gateway-about-vpn-devices`,
  },
  ONPREMISES_OVERLAPS_VNET: {
    what: {
      en: "A site or circuit claims addresses of a virtual network, where Azure keeps what goes to them",
      ja: "サイトまたは回線のアドレスが仮想ネットワークのアドレスと重複し、そこ宛てのパケットは Azure の中にとどまります",
    },
    source: `${LEARN}/vpn-gateway/vpn-gateway-vpn-faq`,
  },
  SITE_COVERS_NETWORKS: {
    what: {
      en: "A site claims a prefix that contains virtual networks: those that use the gateway reach each other through it",
      ja: "サイトのプレフィックスが仮想ネットワークを含み、ゲートウェイを使うネットワーク間の通信がゲートウェイを経由します",
    },
    source: `${LEARN}/vpn-gateway/vpn-gateway-vpn-faq`,
  },
  SITES_OVERLAP: {
    what: {
      en: "Two sites claim the same addresses, so one of them doesn't get its packets",
      ja: "2 つのサイトのアドレスが重複し、一方にはパケットが届きません",
    },
    source: `${LEARN}/vpn-gateway/vpn-gateway-vpn-faq`,
  },
  ON_PREMISES_PREFIXES_UNKNOWN: {
    what: {
      en: "A site announces its prefixes by BGP alone, so packets to it go past the transit",
      ja: "サイトのプレフィックスが BGP でしか広報されないため、そのサイト宛てのパケットはトランジットを経由しません",
    },
    source: `${LEARN}/firewall/firewall-multi-hub-spoke`,
  },
  GATEWAY_WITHOUT_DEFAULT_ROUTE: {
    what: {
      en: "What goes to the Internet is sent to the hub's VPN gateway (forced tunnelling), and no site takes 0.0.0.0/0 from there",
      ja: "インターネット宛てのパケットをハブの VPN ゲートウェイへ送りますが（強制トンネリング）、0.0.0.0/0 を受け取るサイトがありません",
    },
    source: `${LEARN}/vpn-gateway/about-site-to-site-tunneling`,
  },
  SPOKE_NOT_ROUTED: {
    what: {
      en: "A spoke whose network exists already has no subnet that uses its route table",
      ja: "既存のネットワークを使う Spoke に、そのルート テーブルを使うサブネットがありません",
    },
    source: `${LEARN}/virtual-network/virtual-networks-udr-overview`,
  },
  SPOKE_WITHOUT_EGRESS: {
    what: {
      en: "A spoke has machines and no way to the Internet, so nothing can be installed or updated there, and Windows isn't activated",
      ja: "Spoke に仮想マシンがありますがインターネットへの出口がなく、Windows のライセンス認証もソフトウェアの更新もできません",
    },
    source: `${LEARN}/virtual-network/ip-services/default-outbound-access`,
  },
  EGRESS_NOT_NONE: {
    what: {
      en: "A spoke with Egress.none() has a way to the Internet all the same: the transit's default route, a NAT gateway, Azure's implicit way or a machine's public address",
      ja: "Egress.none() を指定した Spoke に、トランジットの既定のルート、NAT ゲートウェイ、既定の送信アクセス、または仮想マシンのパブリック IP によるインターネットへの出口があります",
    },
    source: `${LEARN}/virtual-network/ip-services/default-outbound-access`,
  },
  NAT_GATEWAY_TIER_IN_REGION: {
    what: {
      en: "A NAT gateway of tier StandardV2 is asked for in a region that had none when our list was made",
      ja: "一覧の作成時に StandardV2 がなかったリージョンで、StandardV2 の NAT ゲートウェイが指定されています",
    },
    source: `${LEARN}/nat-gateway/nat-overview`,
  },
  BASTION_PRIVATE_UNREACHED: {
    what: {
      en: "A Bastion without public address, and no gateway leads to its network",
      ja: "パブリック IP のない Bastion のネットワークに、ゲートウェイから到達できません",
    },
    source: `${LEARN}/bastion/private-only-deployment`,
  },
  BASTION_PRIVATE_BY_PORTAL: {
    what: {
      en: "A Bastion without public address, whose users come from on-premises, doesn't connect by address",
      ja: "オンプレミスから使う、パブリック IP のない Bastion で、IP ベースの接続が有効になっていません",
    },
    source: `${LEARN}/bastion/private-only-deployment`,
  },
  BASTION_SESSIONS_UNRECORDED: {
    what: {
      en: "A Bastion that records sessions takes native clients, whose sessions it can't record",
      ja: "セッションを記録する Bastion でネイティブ クライアントが許可されています。そのセッションは記録されません",
    },
    source: `${LEARN}/bastion/session-recording`,
  },
  VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED: {
    what: {
      en: "Spokes talk through the VPN gateway",
      ja: "Spoke 間の通信が VPN ゲートウェイを経由します",
    },
    source: `${LEARN}/architecture/networking/guide/spoke-to-spoke-networking`,
  },
  CONNECTION_LIMIT: {
    what: {
      en: "The hub's gateway has more connections than its smaller sizes take",
      ja: "ハブのゲートウェイの接続数が、小さいサイズの上限を超えています",
    },
    source: `${LEARN}/vpn-gateway/about-gateway-skus`,
  },
  ROUTE_SERVER_GATEWAY_OUTAGE: {
    what: {
      en: "A Route Server is created beside a VPN gateway that is in use, which interrupts it",
      ja: "使用中の VPN ゲートウェイの隣に Route Server を作成するため、ゲートウェイの通信が一時的に中断します",
    },
    source: `${LEARN}/route-server/route-server-faq`,
  },
  ROUTE_SERVER_NO_ON_PREMISES: {
    what: {
      en: "Spokes with a Route Server of their own can't use the hub's gateway and don't reach its sites",
      ja: "独自の Route Server を持つ Spoke はハブのゲートウェイを使えず、そのサイトに到達しません",
    },
    source: `${LEARN}/route-server/route-server-faq`,
  },
  ROUTE_SERVER_SAME_PREFIX_ON_PREMISES: {
    what: {
      en: "A site has a prefix that the BGP speaker announces too",
      ja: "BGP スピーカーが広報するプレフィックスが、サイトにもあります",
    },
    source: `${LEARN}/route-server/route-server-faq`,
  },
  CONNECTED_GROUP_LIMIT: {
    what: {
      en: `A connected group has more than ${LIMITS.networksOfConnectedGroup.value} virtual networks, which takes a preview feature`,
      ja: `接続済みグループの仮想ネットワークが ${LIMITS.networksOfConnectedGroup.value} を超えています（プレビュー機能が必要です）`,
    },
    source: NETWORK_MANAGER_LIMITS,
  },
  CONNECTED_GROUP_OVERLAP: {
    what: {
      en: "Networks of a connected group overlap: Azure drops what goes to the addresses that they share",
      ja: "接続済みグループのネットワークのアドレスが重複し、重複するアドレス宛てのパケットを Azure が破棄します",
    },
    source: NETWORK_MANAGER_LIMITS,
  },
  MESH_ALONE: {
    what: {
      en: "A mesh has fewer than two networks, so it connects nothing",
      ja: "メッシュのネットワークが 2 つ未満のため、何も接続しません",
    },
    source: `${LEARN}/firewall/firewall-multi-hub-spoke`,
  },
  NETWORK_GROUP_EMPTY: {
    what: {
      en: "A network manager has no groups and no pools, or a group has no networks, so nothing is managed",
      ja: "ネットワーク マネージャーにグループもプールもないか、グループにネットワークがないため、何も管理されません",
    },
    source: `${LEARN}/virtual-network-manager/concept-network-groups`,
  },
  NETWORK_MANAGER_ADMIN_RULE_LIMIT: {
    what: {
      en: `A network manager has more than ${LIMITS.adminRulesOfManager.value} admin rules, or ${LIMITS.prefixesOfAdminRules.value} prefixes in them`,
      ja: `ネットワーク マネージャーの管理規則が ${LIMITS.adminRulesOfManager.value} を超えているか、そのプレフィックスが ${LIMITS.prefixesOfAdminRules.value} を超えています`,
    },
    source: NETWORK_MANAGER_LIMITS,
  },
};
