import { ReasonMessages, row } from "./template";

/** Reasons in Japanese. */
export const ja: ReasonMessages = {
  ROUTE_NONE: (p) =>
    p.source === "User"
      ? `${p.at} のユーザー定義ルート ${p.route}（${p.prefix} → None）により、${p.destination} 宛てのパケットは破棄されます。`
      : `${p.at} には ${p.destination} 向けの経路がなく、システムルート ${p.prefix} → None に一致するため、パケットはそこで破棄されます。`,
  NO_ROUTE: (p) => `${p.at} から ${p.destination} へ向かう経路がありません。`,
  UNDELIVERABLE: (p) =>
    `${p.at} の経路は仮想ネットワーク ${p.network} 内に配送しようとしますが、${p.destination} はそこにありません。`,
  TO_INTERNET_PRIVATE_DEST: (p) =>
    `${p.at} では経路 ${p.prefix} → Internet に一致しますが、インターネット経由では ${p.destination} に届きません。`,
  EXITS_TO_ONPREM: (p) =>
    `ゲートウェイ ${p.gateway} は ${p.destination} 宛てのパケットを ${p.site} へ送ります（経路 ${p.prefix}）。その先の動作は不明です。`,
  NEXT_HOP_NOT_REACHABLE: (p) =>
    `${row(p.route, "ルート ", " の")}ネクストホップ ${p.ip} は、${p.at} の仮想ネットワーク内にも、直接ピアリングしている仮想ネットワーク内にもありません${row(p.owner, "（", " にあります）")}。`,
  NEXT_HOP_NOT_FOUND: (p) =>
    `${row(p.route, "ルート ", " の")}ネクストホップ ${p.ip} を持つ NIC、ロードバランサー、ファイアウォール、宣言済みの転送装置がありません。`,
  IP_FORWARDING_DISABLED: (p) =>
    `NIC ${p.nic} は ${p.destination} 宛てのパケットを受け取りますが、IP 転送が無効（ip_forwarding_enabled = false）のため破棄されます。`,
  LB_NO_RULE: (p) =>
    `ロードバランサー ${p.balancer} には、${p.destination} 宛てのこのパケットに合う規則がありません。`,
  LB_NO_BACKEND: (p) => `ロードバランサー ${p.balancer} のバックエンドプールが空です。`,
  LB_BASIC_GLOBAL_PEERING: (p) =>
    `Basic のロードバランサー ${p.balancer} には、リージョンをまたぐピアリング経由で ${p.at} から到達できません。`,
  FIREWALL_DENY: (p) =>
    p.rule === ""
      ? `ファイアウォール ${p.firewall} には、${p.from} から ${p.destination} への通信を許可する規則がありません。`
      : `ファイアウォール ${p.firewall} の規則 ${p.rule} が、${p.from} から ${p.destination} への通信を拒否します。`,
  FILTERED_PARTLY: (p) =>
    p.nic === ""
      ? `${p.group}${row(p.rule, "（規則 ", "）")}を通過できるのは一部だけです: ${p.part}`
      : `NIC ${p.nic} はこのパケットを通しません（${p.group}${row(p.rule, "、規則 ", "")}）。${p.at} のほかの NIC は通します。`,
  FILTER_UNKNOWN: (p) =>
    `${p.at} を通過できるかどうかは規則 ${p.rule} によりますが、その条件は適用後にしか分かりません。`,
  FLAG_UNKNOWN: (p) => `${p.resource} の ${p.argument} が true かどうかは適用後にしか分かりません。`,
  FORWARDED_TRAFFIC_BLOCKED: (p) =>
    `ピアリング ${p.peering} は allow_forwarded_traffic = false です。${p.network} は、${p.via} を経由して届く ${p.from} からのパケットを受け付けません。`,
  FORWARDED_TRAFFIC_CAVEAT: (p) =>
    `allow_forwarded_traffic（ピアリング ${p.peering}）は Azure では VirtualNetwork サービスタグを通じて実装されています。NSG がない場合、明示的な許可がある場合、送信元がすでに UDR によってタグに含まれる場合には、パケットが通ることがあります。フィルターとして当てにしないでください。`,
  FORWARDED_TRAFFIC_REPLY: (p) =>
    `ピアリング ${p.peering} は allow_forwarded_traffic = false です。確立済みの通信の応答が ${p.network} に届くかどうかは文書化されていません。`,
  PEERING_HALF_MISSING: (p) =>
    `ピアリングが片方向（${p.peering}、${p.a} → ${p.b}）しかありません。${p.b} → ${p.a} がなければ通信できません。`,
  SUBNET_NOT_PEERED: (p) => `サブネットピアリングに ${p.at} と ${p.to} の両方が含まれていません。`,
  GATEWAY_MISSING: (p) =>
    p.why === "expressroute"
      ? `ルート ${p.route} のネクストホップは仮想ネットワークゲートウェイですが、${p.network} が使うのは ExpressRoute ゲートウェイで、ユーザー定義ルートのネクストホップにはできません。`
      : `ルート ${p.route} のネクストホップは仮想ネットワークゲートウェイですが、${p.network} には使える VPN ゲートウェイがありません（自身のものも、use_remote_gateways と allow_gateway_transit の組によるピア側のものも）。`,
  ROUTE_SERVER_NOT_FORWARDING: (p) =>
    `ネクストホップが Route Server ${p.server} ですが、Route Server は経路を交換するだけで、パケットを転送しません。`,
  LOOP: (p) => `パケットが ${p.at} から ${p.through} に戻り、ルーティングループになります。`,
  DENIED_IN: (p) => `${p.group} の規則 ${p.rule} が、${p.from} から ${p.at} への受信を拒否します。`,
  DENIED_OUT: (p) => `${p.group} の規則 ${p.rule} が、${p.at} から ${p.destination} への送信を拒否します。`,
  ADDRESS_OVERLAP: (p) => `アドレス ${p.address} は一意に決まりません（${p.networks} が重複しています）。`,
  ADDRESS_UNKNOWN: (p) => `${p.at} のアドレスは適用後にしか分かりません（${p.what}）。`,
  BGP_UNDECLARED: (p) =>
    `${p.ip} が Route Server に何を広報するか（${p.peer}）が宣言されていません。--assume で宣言してください。`,
  ROUTES_UNKNOWN: (p) =>
    `${p.at} に関連付けられた ${p.table} のルートは構成に含まれていません。${p.destination} 向けのルートがあるかもしれません。`,
  RETURN_ROUTE_MISSING: (p) =>
    `往路は届きますが復路がありません。${p.at} に ${p.destination} 向けの経路がありません${row(p.row, "（", " に一致）")}。`,
  PEERING_NOT_TRANSITIVE: (p) =>
    `${p.a} と ${p.b} はどちらも ${p.hub} とピアリングしていますが、ピアリングは推移的ではありません。`,
  GATEWAY_NO_SPOKE_ROUTES: (p) =>
    `${p.network} はリモートゲートウェイ ${p.gateway} を使っていますが、ゲートウェイがスポークに配るのはオンプレミスの経路だけで、他スポークの経路は配られません。`,
  PROPAGATION_DISABLED: (p) =>
    `${p.prefix} は ${p.gateway} 経由で広報されていますが、${p.at} のルートテーブル ${p.table} は bgp_route_propagation_enabled = false です。`,
  UDR_SHADOWED: (p) =>
    `${p.address} にはルート ${p.udr} → ${p.nextHop}${row(p.route, "（", "）")}は使われません。より長い ${p.row} が優先されるためです。`,
  ROUTE_WOULD_HELP: (p) =>
    p.forwarder === ""
      ? `解決策: ${p.a} と ${p.b} を直接ピアリングするか、共通のピアリング先に転送装置を置き、${p.prefix} 向けとその復路の経路を設定します。`
      : `解決策: ${p.at} に ${p.prefix}（または None ルートより長い集約経路、あるいは 0.0.0.0/0）を ${p.hub} の ${p.forwarder} へ向ける経路を設定し、復路も同様にします。または ${p.a} と ${p.b} を直接ピアリングします。`,
  ASYMMETRIC_STATEFUL: (p) => {
    if (p.returnOnly === "") {
      return `往路は ${p.forwardOnly} を通りますが、復路は通りません。ステートフル機器は片方向しか見えない通信を破棄します。`;
    }
    if (p.forwardOnly === "") {
      return `復路は ${p.returnOnly} を通りますが、往路を見ていないステートフル機器は応答を破棄します。`;
    }
    return `往路は ${p.forwardOnly}、復路は ${p.returnOnly} を通り、ステートフル機器が一致しません。片方向しか見えない通信は破棄されます。`;
  },
  ECMP_PARTIAL: (p) => `等コスト経路の一つが失敗します（${p.through}）。届く通信と届かない通信が混在します。`,
  VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED: (p) =>
    `VPN ゲートウェイ ${p.gateway} が仮想ネットワーク間の転送を行います。動作はしますが、スループットや遅延が保証されないため、Microsoft は推奨していません。`,
  FIREWALL_RULES_UNKNOWN: (p) =>
    `ファイアウォール ${p.firewall} の規則（${p.policy}）は構成に含まれていません。`,
  FIREWALL_ADDRESS_GUESSED: (p) =>
    `直書きのネクストホップは、サブネットの最初の使用可能アドレスであるため、ファイアウォール ${p.firewall} とみなします。private_ip_address を参照してください。`,
  LB_ICMP_UNCONFIRMED: (p) =>
    `${p.balancer} の HA ポート規則が ICMP を通すかどうかは文書化されていません（文書では TCP と UDP）。`,
  PREFIXES_DIFFER: (p) =>
    `アドレスによって結果が異なります。ここに示すのは最も悪い場合（${p.source} から ${p.destination}）です。`,
  ASSUMED: (p) => {
    const by = p.declaredIn === "" ? "宣言がないため仮定" : `${p.declaredIn} で宣言`;
    switch (p.kind) {
      case "forwards":
        return `前提: ${p.what} のゲスト OS がパケットを転送する（${by}）。`;
      case "firewallRules":
        return `前提: 構成に含まれない ${p.what} の規則が、この通信を許可する。`;
      default:
        return `前提: ${p.what} ${p.kind === "bgp" ? "が広報または学習する経路" : "の先にあるプレフィックス"} ${p.prefix}（${by}）。`;
    }
  },
};
