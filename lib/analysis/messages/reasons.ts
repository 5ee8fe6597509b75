import { ifGiven, Params } from "../text";
import { AssumptionKind, AssumptionParams, ASSUMPTIONS } from "./assumptions";
import { Catalogue, ParamsOf } from "./catalogue";
import { faring, gatewayFlags, rowsInJapanese } from "./hints";
import { INTERNET_REASONS } from "./internet-reasons";
import { LOSS_REASONS } from "./loss-reasons";

/** Why a pair has its verdict. */
export const REASONS = {
  ...LOSS_REASONS,
  // What explains it
  RETURN_ROUTE_MISSING: (p: Params<"at" | "destination" | "row">) => ({
    en: `The request arrives, but the way back is missing: ${p.at} has no route to ${p.destination}${ifGiven(p.row, " (", " matches)")}.`,
    ja: `往路は届きますが復路がありません。${p.at} に ${p.destination} 向けの経路がありません${ifGiven(p.row, "（", " に一致）")}。`,
  }),
  PEERING_NOT_TRANSITIVE: (p: Params<"a" | "b" | "hub">) => ({
    en: `${p.a} and ${p.b} are both peered with ${p.hub}, but peering is not transitive.`,
    ja: `${p.a} と ${p.b} はどちらも ${p.hub.replaceAll(", ", "、")} とピアリングしていますが、ピアリングは推移的ではありません。`,
  }),
  GATEWAY_NO_SPOKE_ROUTES: (p: Params<"gateway" | "network">) => ({
    en: `${p.network} uses the remote gateway ${p.gateway}, but a gateway announces only on-premises prefixes to spokes, never other spokes.`,
    ja: `${p.network} はリモート ゲートウェイ ${p.gateway} を使っていますが、ゲートウェイが Spoke に配るのはオンプレミスの経路だけで、ほかの Spoke の経路は配りません。`,
  }),
  GATEWAY_NOT_USED: (p: Params<"allow" | "gateway" | "hub" | "network" | "use">) => ({
    en: `${p.network} does not use the gateway ${p.gateway} of ${p.hub}: that takes ${gatewayFlags(p).en}.`,
    ja: `${p.network} は ${p.hub} のゲートウェイ ${p.gateway} を利用していません。${gatewayFlags(p).ja}する必要があります。`,
  }),
  ROUTE_SERVER_NOT_USED: (p: Params<"allow" | "hub" | "network" | "prefix" | "server" | "use">) => ({
    en: `${p.network} does not learn ${p.prefix} from the Route Server ${p.server} of ${p.hub}: that takes ${gatewayFlags(p).en}.`,
    ja: `${p.network} は ${p.hub} の Route Server ${p.server} から ${p.prefix} を学習していません。${gatewayFlags(p).ja}する必要があります。`,
  }),
  PROPAGATION_DISABLED: (p: Params<"at" | "gateway" | "prefix" | "table">) => ({
    en: `${p.prefix} is offered through ${p.gateway}, but route table ${p.table} of ${p.at} has bgp_route_propagation_enabled = false.`,
    ja: `${p.prefix} は ${p.gateway} 経由で広報されていますが、${p.at} のルート テーブル ${p.table} は bgp_route_propagation_enabled = false です。`,
  }),
  UDR_SHADOWED: (p: Params<"address" | "nextHop" | "route" | "row" | "udr">) => ({
    en: `Your route ${p.udr} → ${p.nextHop}${ifGiven(p.route, " (", ")")} is never used for ${p.address}, because ${p.row} is longer.`,
    ja: `${p.address} にはルート ${p.udr} → ${p.nextHop}${ifGiven(p.route, "（", "）")}は使われません。より長い ${rowsInJapanese(p.row)} が優先されるためです。`,
  }),
  ANNOUNCEMENT_IGNORED: (p: Params<"network" | "own" | "prefix" | "server" | "speaker">) => ({
    en: `${p.speaker} announces ${p.prefix} to ${p.server}, which has no effect, since that lies in ${p.own} of ${p.network}: the routes of the network and of its peerings win over what a Route Server learns. Use a user-defined route to the appliance.`,
    ja: `${p.speaker} は ${p.server} に ${p.prefix} を広報していますが、${p.network} の ${p.own} に含まれるため効果がありません。仮想ネットワーク自身とピアリングの経路は、Route Server が学習した経路より優先されます。アプライアンスへのユーザー定義ルートを使ってください。`,
  }),
  ROUTE_WOULD_HELP: (p: Params<"a" | "at" | "b" | "back" | "forwarder" | "hub" | "prefix">) => ({
    en:
      p.forwarder === ""
        ? `What would help: a peering between ${p.a} and ${p.b}${p.prefix && `, or something in a common peered network that forwards, with a route to it for ${p.prefix}${p.back && " and one for the way back"}`}.`
        : `What would help: a route at ${p.at} for ${p.prefix} (or a supernet longer than the None row, or 0.0.0.0/0) to ${p.forwarder} in ${p.hub}${p.back && ", and the same for the way back"}; or a peering between ${p.a} and ${p.b}.`,
    ja:
      p.forwarder === ""
        ? `解決策: ${p.a} と ${p.b} を直接ピアリング${p.prefix ? `するか、共通のピアリング先に転送装置を置き、${p.prefix} 向け${p.back && "とその復路"}の経路を設定します` : "します"}。`
        : `解決策: ${p.at} に ${p.prefix}（または次ホップが「なし」のルートより長い集約ルート、あるいは 0.0.0.0/0）を ${p.hub} の ${p.forwarder} へ向ける経路を設定${p.back ? "し、復路も同様にします" : "します"}。または ${p.a} と ${p.b} を直接ピアリングします。`,
  }),

  // What qualifies a path that works
  FORWARDED_TRAFFIC_CAVEAT: (p: Params<"peering">) => ({
    en: `Azure implements allow_forwarded_traffic (peering ${p.peering}) through the VirtualNetwork service tag; with no NSG, an explicit allow, or a UDR whose prefix already puts the source in the tag, packets may pass anyway. Do not rely on it as a filter.`,
    ja: `allow_forwarded_traffic（ピアリング ${p.peering}）は Azure では VirtualNetwork サービス タグを通じて実装されています。NSG がない場合、明示的な許可がある場合、送信元がすでに UDR によってタグに含まれる場合には、パケットが通ることがあります。フィルターとして当てにしないでください。`,
  }),
  FORWARDED_TRAFFIC_REPLY: (p: Params<"network" | "peering">) => ({
    en: `Peering ${p.peering} has allow_forwarded_traffic = false; whether Azure still lets replies of an established flow through to ${p.network} is not documented.`,
    ja: `ピアリング ${p.peering} は allow_forwarded_traffic = false です。確立済みの通信の応答が ${p.network} に届くかどうかは文書化されていません。`,
  }),
  ASYMMETRIC_STATEFUL: (p: Params<"forwardOnly" | "returnOnly">) => {
    if (p.returnOnly === "") {
      return {
        en: `The request passes ${p.forwardOnly}, the reply does not: a stateful device that sees half a flow drops it.`,
        ja: `往路は ${p.forwardOnly} を通りますが、復路は通りません。ステートフル機器は片方向しか見えない通信を破棄します。`,
      };
    }
    if (p.forwardOnly === "") {
      return {
        en: `The reply passes ${p.returnOnly}, which has not seen the request: a stateful device drops it.`,
        ja: `復路は ${p.returnOnly} を通りますが、往路を見ていないステートフル機器は応答を破棄します。`,
      };
    }
    return {
      en: `The request passes ${p.forwardOnly}, the reply ${p.returnOnly}: stateful devices that see half a flow drop it.`,
      ja: `往路は ${p.forwardOnly}、復路は ${p.returnOnly} を通り、ステートフル機器が一致しません。片方向しか見えない通信は破棄されます。`,
    };
  },
  ROUTE_WOULD_JOIN: (p: Params<"at" | "device" | "prefix">) => ({
    en: `What would help: a route at ${p.at} for ${p.prefix} to ${p.device}, so that it sees both ways.`,
    ja: `解決策: ${p.at} に ${p.prefix} 宛てのルートを追加し、次ホップを ${p.device} にすると、往復とも同じ機器を通ります。`,
  }),
  INGRESS_WOULD_JOIN: (p: Params<"at" | "by" | "device">) => ({
    en: `What would help: let them come in through ${p.device} (a DNAT rule there) instead of ${p.by}, or leave ${p.at} without the default route to ${p.device}.`,
    ja: `解決策: ${p.by} の代わりに ${p.device} を通して受信する（DNAT ルール）か、${p.at} から ${p.device} への既定のルートを外します。`,
  }),
  ECMP_PARTIAL: (p: Params<"through">) => ({
    en: `One of several equal paths fails (at ${p.through}): some flows arrive, others do not.`,
    ja: `等コスト経路の一つが失敗します（${p.through}）。届く通信と届かない通信が混在します。`,
  }),
  VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED: (p: Params<"gateway">) => ({
    en: `The VPN gateway ${p.gateway} forwards between virtual networks; that works, but Microsoft advises against it (throughput and latency are not guaranteed).`,
    ja: `VPN ゲートウェイ ${p.gateway} が仮想ネットワーク間の転送を行います。動作はしますが、スループットや遅延が保証されないため、Microsoft は推奨していません。`,
  }),
  GLOBAL_REACH: (p: Params<"connection">) => ({
    en: `Global Reach ${p.connection} joins the two circuits: packets pass at Microsoft's edge, past every gateway, route table and firewall.`,
    ja: `Global Reach ${p.connection} が 2 つの回線を接続しています。パケットは Microsoft エッジで中継され、ゲートウェイ、ルート テーブル、ファイアウォールのどれも通りません。`,
  }),
  BESIDE_GLOBAL_REACH: (p: Params<"connection" | "network" | "site">) => ({
    en: `Global Reach ${p.connection} joins the circuit of ${p.network} with that of ${p.site}, and Microsoft doesn't document whether ${p.network} and ${p.site} learn of each other by it. What would settle it: the routes that the gateway has learned there, or a connection of ${p.network}'s gateway with the other circuit, too.`,
    ja: `Global Reach ${p.connection} が ${p.network} の回線と ${p.site} の回線を接続していますが、これによって ${p.network} と ${p.site} が互いの経路を学習するかどうかは Microsoft の文書に記載がありません。ゲートウェイが学習したルートを確認するか、${p.network} のゲートウェイをもう一方の回線にも接続すれば確定します。`,
  }),
  CLIENT_PROFILE: (p: Params<"gateway" | "network">) => ({
    en: `Clients of ${p.gateway} take the route to ${p.network} from their profile: where that was downloaded before ${p.network} was peered with use_remote_gateways, download and install it again.`,
    ja: `${p.gateway} のクライアントは ${p.network} への経路をプロファイルから得ます。${p.network} を use_remote_gateways でピアリングする前にダウンロードしたクライアントでは、プロファイルをもう一度ダウンロードしてインストールしてください。`,
  }),
  BASTION_PROTOCOL: (p: Params<"bastion" | "protocol">) => ({
    en: `Bastion ${p.bastion} connects over TCP (SSH and RDP), not over ${p.protocol.toUpperCase()}.`,
    ja: `Bastion ${p.bastion} は TCP（SSH と RDP）で接続し、${p.protocol.toUpperCase()} では接続しません。`,
  }),
  BASTION_BEYOND: (p: Params<"bastion" | "network" | "sku" | "to">) => ({
    en:
      p.sku.toLowerCase() === "developer"
        ? `Bastion ${p.bastion} of SKU Developer connects to machines of its own network ${p.network} only, not to ${p.to}.`
        : `${p.to} is neither in Bastion ${p.bastion}'s network ${p.network} nor peered with it: connecting by address takes SKU Standard or Premium and ip_connect_enabled = true.`,
    ja:
      p.sku.toLowerCase() === "developer"
        ? `SKU が Developer の Bastion ${p.bastion} は、自身の仮想ネットワーク ${p.network} の仮想マシンにのみ接続でき、${p.to} には接続できません。`
        : `${p.to} は Bastion ${p.bastion} の仮想ネットワーク ${p.network} にも、それとピアリングした仮想ネットワークにもありません。IP ベースの接続には、SKU が Standard か Premium で、ip_connect_enabled = true であることが必要です。`,
  }),
  BASTION_SHARED: (p: Params<"bastion">) => ({
    en: `Bastion ${p.bastion} of SKU Developer comes from a pool that Azure shares among customers: which rules its packets meet is open.`,
    ja: `SKU が Developer の Bastion ${p.bastion} は、Azure が複数の利用者で共有する基盤から接続します。どの規則が適用されるかは判定できません。`,
  }),
  GATEWAY_TRANSLATES: (p: Params<"gateway" | "rule">) => ({
    en: `${p.rule} has gateway ${p.gateway} translate addresses in its tunnels, which the analysis doesn't follow: whether these packets are translated, and reach by the other address, is open.`,
    ja: `${p.rule} により、ゲートウェイ ${p.gateway} はトンネルでアドレスを変換しますが、解析では変換を追跡しません。このパケットが変換されるか、変換後のアドレスで届くかは判定できません。`,
  }),
  SPOKES_OVER_STATIC_TUNNEL: (p: Params<"gateway" | "peer" | "prefix">) => ({
    en: `The tunnel from ${p.gateway} to ${p.peer} runs without BGP; that ${p.prefix}, which only uses the gateway there, is known through it was seen in labs, but is documented nowhere.`,
    ja: `${p.gateway} と ${p.peer} の間のトンネルは BGP を使いません。対向のゲートウェイを利用するだけの ${p.prefix} がこのトンネル越しに届くことは検証例がありますが、文書化されていません。`,
  }),
  TUNNEL_BGP_DIFFERS: (p: Params<"gateway" | "peer">) => ({
    en: `BGP is on for one direction only of the connection between ${p.gateway} and ${p.peer}, so no session comes up; which routes there are without it, Azure doesn't document. What would settle it: bgp_enabled alike in both directions.`,
    ja: `${p.gateway} と ${p.peer} の間の接続は片方向だけで BGP が有効なため、セッションは確立しません。その場合にどの経路が使われるかは文書化されていません。確定するには: 両方向の bgp_enabled をそろえます。`,
  }),
  SITES_SHARE_PREFIX: (p: Params<"gateway" | "other" | "prefix" | "site">) => ({
    en: `${p.site} and ${p.other} both have ${p.prefix}, and ${p.gateway} sends it to one of them: whether to the one that is meant is open. What would settle it: prefixes of its own for each site, or BGP on both connections if they are devices of one place.`,
    ja: `${p.site} と ${p.other} はどちらも ${p.prefix} を持ち、${p.gateway} はどちらか一方に送ります。目的の拠点に届くかは判定できません。確定するには: 拠点ごとに重ならないプレフィックスを指定するか、同じ拠点の装置であれば両方の接続で BGP を有効にします。`,
  }),
  PREFIX_AT_BOTH_SITES: (p: Params<"at" | "prefix" | "to">) => ({
    en: `${p.at} has ${p.prefix} itself, as ${p.to} has: whether they are one place, and its packets for that come to Azure at all, is open. What would settle it: prefixes of its own for each site.`,
    ja: `${p.at} は ${p.to} と同じ ${p.prefix} を持っています。両者が同じ拠点かどうか、またこの宛先へのパケットが Azure を経由するかどうかは判定できません。確定するには: 拠点ごとに重ならないプレフィックスを指定します。`,
  }),
  FIREWALL_RULES_UNKNOWN: (p: Params<"firewall" | "policy">) => ({
    en: `The rules of the firewall ${p.firewall} are not in this input${p.policy && ` (${p.policy})`}; add the configuration, plan or state that has them, or what hub-spoke snapshot reads.`,
    ja: `ファイアウォール ${p.firewall} のルール${p.policy && `（${p.policy}）`}はこの入力に含まれていません。ルールを含む構成、プラン、ステート、または hub-spoke snapshot で取得したものを加えてください。`,
  }),
  FIREWALL_RANGES_DISPUTED: (p: Params<"firewall" | "policy" | "to">) => ({
    en: `${p.firewall} has private_ip_ranges of its own beside its policy ${p.policy}: which of them count, Azure does not document, and by one of them alone the source towards ${p.to} is kept. What would settle it: the ranges in the policy's private_ip_ranges, and none in the firewall's.`,
    ja: `${p.firewall} には、ポリシー ${p.policy} とは別に独自の private_ip_ranges があります。どちらが有効かは文書化されておらず、${p.to} への送信元アドレスが維持されるかどうかが異なります。確定するには: ポリシーの private_ip_ranges に指定し、ファイアウォールからは外します。`,
  }),
  FIREWALL_ADDRESS_GUESSED: (p: Params<"firewall">) => ({
    en: `The literal next hop is taken to be the firewall ${p.firewall}, since it is the first usable address of its subnet; refer to its private_ip_address instead.`,
    ja: `直書きの次ホップは、サブネットの最初の使用可能アドレスであるため、ファイアウォール ${p.firewall} とみなします。private_ip_address を参照してください。`,
  }),
  LB_ICMP_UNCONFIRMED: (p: Params<"balancer">) => ({
    en: `Whether the HA ports rule of ${p.balancer} carries ICMP is not documented (it says TCP and UDP).`,
    ja: `${p.balancer} の HA ポート規則が ICMP を通すかどうかは文書化されていません（文書では TCP と UDP）。`,
  }),
  REPLY_TO_INSTANCE: (p: Params<"at" | "firewall">) => ({
    en: `${p.firewall} translates the source to the address of one of its instances, and the route at ${p.at} covers that subnet: a reply may be handed to another instance, which drops it. Leave the firewall's subnet out of the route.`,
    ja: `${p.firewall} は送信元をインスタンスの 1 つのアドレスに変換しますが、${p.at} のルートがそのサブネットも含むため、応答が別のインスタンスに届いて失われることがあります。ルートからファイアウォールのサブネットを除いてください。`,
  }),
  PRIVATE_ENDPOINT_REPLY: (p: Params<"at">) => ({
    en: `Replies of the private endpoint in ${p.at} go back the way the request came; routes of its subnet don't apply to them.`,
    ja: `${p.at} のプライベート エンドポイントからの応答は、要求が来た経路をそのまま戻ります。サブネットのルートは適用されません。`,
  }),
  PRIVATE_ENDPOINT_APPLIANCE: (p: Params<"appliance" | "at">) => ({
    en: `Between a client and the private endpoint in ${p.at}, ${p.appliance} has to translate the source, or its NIC needs the tag disableSnatOnPL = true.`,
    ja: `${p.appliance} がクライアントと ${p.at} のプライベート エンドポイントの間に入る場合は、送信元を変換するか、NIC にタグ disableSnatOnPL = true を付ける必要があります。`,
  }),
  PREFIXES_DIFFER: (
    p: Params<"better" | "betterDestination" | "betterSource" | "destination" | "source">,
  ) => ({
    en: `Not all addresses behave alike: this is the worst case, from ${p.source} to ${p.destination}. From ${p.betterSource} to ${p.betterDestination}, ${faring(p.better).en}.`,
    ja: `アドレスによって結果が異なります。ここに示すのは最も悪い場合（${p.source} から ${p.destination}）です。${p.betterSource} から ${p.betterDestination} へは、${faring(p.better).ja}。`,
  }),
  PEERING_HALF_REPLACED: (p: Params<"other" | "peering">) => ({
    en: `The plan creates peering ${p.peering} anew and leaves its other half ${p.other} as it is: that is Disconnected then, and Azure refuses the new half. Whether the two networks are peered afterwards is open until both are replaced.`,
    ja: `このプランはピアリング ${p.peering} だけを作り直し、反対側の ${p.other} はそのままです。反対側は Disconnected になり、新しい側の作成は拒否されます。両方を置き換えるまで、2 つの仮想ネットワークがピアリングされるかどうかは確定しません。`,
  }),
  PEERING_GOES_WITH_NETWORK: (p: Params<"network" | "peering">) => ({
    en: `The plan deletes or replaces virtual network ${p.network} and leaves its peering ${p.peering} as it is. Azure deletes a network's peerings with it, and the other half is Disconnected then: whether the two networks are peered afterwards is open until the plan replaces both halves too.`,
    ja: `このプランは仮想ネットワーク ${p.network} を削除または作り直し、そのピアリング ${p.peering} はそのままです。仮想ネットワークを削除するとピアリングも削除され、反対側は Disconnected になります。両側も置き換えるまで、2 つの仮想ネットワークがピアリングされるかどうかは確定しません。`,
  }),
  SUBNET_GOES_WITH_NETWORK: (p: Params<"network" | "subnet">) => ({
    en: `The plan deletes or replaces virtual network ${p.network} and leaves ${p.subnet} as it is. Azure deletes a network's subnets with it: whether ${p.subnet} is there afterwards is open until the plan replaces it too.`,
    ja: `このプランは仮想ネットワーク ${p.network} を削除または作り直し、${p.subnet} はそのままです。仮想ネットワークを削除するとサブネットも削除されます。${p.subnet} も置き換えるまで、それが残るかどうかは確定しません。`,
  }),
  WAYS_DIFFER: (p: Params<"back" | "destination" | "source" | "through">) => {
    const isOneWay = p.through.split(", ").reverse().join(", ") === p.back;
    const en = (names: string): string => (names === "" ? "directly" : `through ${names}`);
    const ja = (names: string): string => (names === "" ? "直接" : ` ${names} 経由で`);
    return {
      en: `Not all addresses go this way: from ${p.source} to ${p.destination}, packets go ${en(p.through)}${isOneWay ? ", both ways" : `, and replies ${en(p.back)}`}.`,
      ja: `アドレスによって経路が異なります。${p.source} から ${p.destination} へは${isOneWay ? "往復とも" : ""}${ja(p.through)}${isOneWay ? "" : `、応答は${ja(p.back)}`}届きます。`,
    };
  },
  PART_OF_ADDRESSES: (p: Params<"destination" | "source">) => ({
    en: `Not all addresses behave alike: this is about packets from ${p.source} to ${p.destination}.`,
    ja: `アドレスによって結果が異なります。ここに示すのは ${p.source} から ${p.destination} へのパケットの場合です。`,
  }),
  ...INTERNET_REASONS,
  ASSUMED: (p: AssumptionParams & { readonly kind: AssumptionKind }) => ASSUMPTIONS[p.kind](p),
} satisfies Catalogue;

export type ReasonCode = keyof typeof REASONS;

/** What a reason's sentence is made of. */
export type ReasonParams<Code extends ReasonCode> = ParamsOf<typeof REASONS, Code>;
