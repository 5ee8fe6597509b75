import { ifGiven, Params } from "../text";
import { AssumptionKind, AssumptionParams, ASSUMPTIONS } from "./assumptions";
import { Catalogue, ParamsOf } from "./catalogue";
import { faring, settledBy } from "./hints";

/** Why a pair has its verdict. */
export const REASONS = {
  // Why a packet is lost
  ROUTE_NONE: (p: Params<"at" | "destination" | "prefix" | "route" | "source">) => ({
    en:
      p.source === "User"
        ? `The user-defined route ${p.route} (${p.prefix} → None) at ${p.at} drops packets for ${p.destination}.`
        : `${p.at} has no route to ${p.destination}: the system route ${p.prefix} → None matches, so the packet is dropped there.`,
    ja:
      p.source === "User"
        ? `${p.at} のユーザー定義ルート ${p.route}（${p.prefix} → なし）により、${p.destination} 宛てのパケットは破棄されます。`
        : `${p.at} には ${p.destination} 向けの経路がなく、システム ルート ${p.prefix} → なし に一致するため、パケットはそこで破棄されます。`,
  }),
  NO_ROUTE: (p: Params<"at" | "destination">) => ({
    en: `No route leads from ${p.at} to ${p.destination}.`,
    ja: `${p.at} から ${p.destination} へ向かう経路がありません。`,
  }),
  UNDELIVERABLE: (p: Params<"at" | "destination" | "network">) => ({
    en: `${p.destination} is not in the virtual network ${p.network}, where the route at ${p.at} would deliver it.`,
    ja: `${p.at} の経路は仮想ネットワーク ${p.network} 内に配送しようとしますが、${p.destination} はそこにありません。`,
  }),
  TO_INTERNET_PRIVATE_DEST: (p: Params<"at" | "destination" | "prefix">) => ({
    en: `At ${p.at} the route ${p.prefix} → Internet matches, and the Internet cannot deliver to ${p.destination}.`,
    ja: `${p.at} ではルート ${p.prefix} → インターネット に一致しますが、インターネット経由では ${p.destination} に届きません。`,
  }),
  EXITS_TO_ONPREM: (p: Params<"destination" | "gateway" | "prefix" | "site">) => ({
    en: `The gateway ${p.gateway} sends packets for ${p.destination} to ${p.site} (route ${p.prefix}); what happens there is unknown.`,
    ja: `ゲートウェイ ${p.gateway} は ${p.destination} 宛てのパケットを ${p.site} へ送ります（経路 ${p.prefix}）。その先の動作は不明です。`,
  }),
  NEXT_HOP_NOT_REACHABLE: (p: Params<"at" | "ip" | "owner" | "route">) => ({
    en: `The next hop ${p.ip}${ifGiven(p.route, " of route ", "")} is neither in the virtual network of ${p.at} nor in a directly peered one${ifGiven(p.owner, " (it is in ", ")")}.`,
    ja: `${ifGiven(p.route, "ルート ", " の")}次ホップ ${p.ip} は、${p.at} の仮想ネットワーク内にも、直接ピアリングしている仮想ネットワーク内にもありません${ifGiven(p.owner, "（", " にあります）")}。`,
  }),
  NEXT_HOP_NOT_FOUND: (p: Params<"ip" | "route">) => ({
    en: `No NIC, load balancer, firewall or declared forwarder has the next hop address ${p.ip}${ifGiven(p.route, " of route ", "")}.`,
    ja: `${ifGiven(p.route, "ルート ", " の")}次ホップ ${p.ip} を持つ NIC、ロード バランサー、ファイアウォール、宣言済みの転送装置がありません。`,
  }),
  NEXT_HOP_PERHAPS: (p: Params<"candidates" | "ip" | "route">) => ({
    en: `Nothing is known to have the next hop address ${p.ip}${ifGiven(p.route, " of route ", "")}, but ${p.candidates} in its subnet gets an address only on apply and may have it; make that address static.`,
    ja: `${ifGiven(p.route, "ルート ", " の")}次ホップ ${p.ip} を持つものは確認できませんが、同じサブネットの ${p.candidates} のアドレスは適用時に決まるため、一致する可能性があります。アドレスを静的に割り当ててください。`,
  }),
  NEXT_HOP_ELSEWHERE: (p: Params<"ip" | "route">) => ({
    en: `Who has the next hop address ${p.ip}${ifGiven(p.route, " of route ", "")} is not in this input; add what holds it, or declare with --assume that it forwards.`,
    ja: `${ifGiven(p.route, "ルート ", " の")}次ホップ ${p.ip} を持つものは、この入力に含まれていません。それを含む構成を加えるか、転送することを --assume で宣言してください。`,
  }),
  NEXT_HOP_IN_HUB: (p: Params<"hub" | "ip" | "route">) => ({
    en: `The next hop ${p.ip}${ifGiven(p.route, " of route ", "")} is in the hub ${p.hub} of Virtual WAN, and Azure takes next hops in the own network or a peered one only; what would help: a routing intent of the hub instead of the route.`,
    ja: `${ifGiven(p.route, "ルート ", " の")}次ホップ ${p.ip} は Virtual WAN のハブ ${p.hub} の中にあります。Azure が次ホップとして認めるのは、同じ仮想ネットワークか、ピアリングした仮想ネットワークの中のアドレスだけです。解決策: このルートの代わりに、ハブのルーティング インテントを使います。`,
  }),
  IP_FORWARDING_DISABLED: (p: Params<"destination" | "nic">) => ({
    en: `The NIC ${p.nic} receives packets for ${p.destination}, but ip_forwarding_enabled is false, so Azure drops them.`,
    ja: `NIC ${p.nic} は ${p.destination} 宛てのパケットを受け取りますが、IP 転送が無効（ip_forwarding_enabled = false）のため破棄されます。`,
  }),
  LB_NO_RULE: (p: Params<"balancer" | "destination">) => ({
    en: `The load balancer ${p.balancer} has no rule for these packets to ${p.destination}.`,
    ja: `ロード バランサー ${p.balancer} には、${p.destination} 宛てのこのパケットに合う規則がありません。`,
  }),
  LB_NO_BACKEND: (p: Params<"balancer">) => ({
    en: `The load balancer ${p.balancer} has nothing in its backend pool.`,
    ja: `ロード バランサー ${p.balancer} のバックエンド プールが空です。`,
  }),
  LB_OWN_FRONTEND: (p: Params<"balancer" | "nic">) => ({
    en: `${p.nic} is behind ${p.balancer} itself: a flow that comes back to the machine it began at gets no answer.`,
    ja: `${p.nic} 自身が ${p.balancer} のバックエンドです。送信を始めた仮想マシン自身に戻るフローには応答が返りません。`,
  }),
  LB_PROBE_DENIED: (p: Params<"at" | "balancer" | "group" | "port" | "rule">) => ({
    en: `The load balancer ${p.balancer} sends nothing to ${p.at}, which it takes for dead: rule ${p.rule} of ${p.group} denies its health probe (from AzureLoadBalancer, 168.63.129.16, to TCP port ${p.port}).`,
    ja: `ロード バランサー ${p.balancer} は ${p.at} を停止していると判断し、何も送りません。${p.group} の規則 ${p.rule} が正常性プローブ（AzureLoadBalancer、168.63.129.16 から TCP ポート ${p.port}）を拒否しています。`,
  }),
  LB_BASIC_GLOBAL_PEERING: (p: Params<"at" | "balancer">) => ({
    en: `The Basic load balancer ${p.balancer} cannot be reached from ${p.at} over a peering between regions.`,
    ja: `Basic のロード バランサー ${p.balancer} には、リージョンをまたぐピアリング経由で ${p.at} から到達できません。`,
  }),
  FIREWALL_DENY: (p: Params<"destination" | "firewall" | "from" | "rule">) => ({
    en:
      p.rule === ""
        ? `The firewall ${p.firewall} has no rule that allows ${p.from} to reach ${p.destination}.`
        : `Rule ${p.rule} of the firewall ${p.firewall} denies ${p.from} to reach ${p.destination}.`,
    ja:
      p.rule === ""
        ? `ファイアウォール ${p.firewall} には、${p.from} から ${p.destination} への通信を許可する規則がありません。`
        : `ファイアウォール ${p.firewall} の規則 ${p.rule} が、${p.from} から ${p.destination} への通信を拒否します。`,
  }),
  TRAFFIC_SELECTORS: (p: Params<"destination" | "from" | "group">) => ({
    en: `The tunnel ${p.group} carries only what its traffic selectors name (traffic_selector_policy), and no pair of local and remote prefixes there holds packets between ${p.from} and ${p.destination}. Add one; the device at the other end needs the same.`,
    ja: `トンネル ${p.group} が運ぶのはトラフィック セレクター（traffic_selector_policy）で指定した通信だけですが、${p.from} と ${p.destination} の間の通信を含む組み合わせがありません。追加してください。接続先のデバイスにも同じ設定が必要です。`,
  }),
  PEERING_ACCESS_OFF: (p: Params<"network" | "other" | "peering">) => ({
    en: `Peering ${p.peering} has allow_virtual_network_access = false: at ${p.network}, the tag VirtualNetwork of the default rules doesn't hold ${p.other}.`,
    ja: `ピアリング ${p.peering} は allow_virtual_network_access = false です。${p.network} の既定の規則の VirtualNetwork タグには ${p.other} が含まれません。`,
  }),
  FILTERED_PARTLY: (p: Params<"at" | "group" | "nic" | "part" | "rule">) => ({
    en:
      p.nic === ""
        ? `Only a part passes ${p.group}${ifGiven(p.rule, " (rule ", ")")}: ${p.part}.`
        : `The NIC ${p.nic} does not let these packets pass (${p.group}${ifGiven(p.rule, ", rule ", "")}); others in ${p.at} do.`,
    ja:
      p.nic === ""
        ? `${p.group}${ifGiven(p.rule, "（規則 ", "）")}を通過できるのは一部だけです: ${p.part}`
        : `NIC ${p.nic} はこのパケットを通しません（${p.group}${ifGiven(p.rule, "、規則 ", "")}）。${p.at} のほかの NIC は通します。`,
  }),
  FILTER_UNKNOWN: (p: Params<"at" | "rule" | "settle">) => ({
    en: `Whether ${p.at} lets these packets pass depends on rule ${p.rule}, and this input doesn't tell what that matches${settledBy(p.settle).en}.`,
    ja: `${p.at} を通過できるかどうかは規則 ${p.rule} によりますが、その条件はこの入力から分かりません${settledBy(p.settle).ja}。`,
  }),
  FILTER_BY_NAME: (p: Params<"at" | "destination" | "rule">) => ({
    en: `Whether ${p.at} lets these packets pass depends on ${p.rule}, which compares names (FQDNs, URLs or service tags): no input tells which addresses of ${p.destination} have them.`,
    ja: `${p.at} を通過できるかどうかは、名前（FQDN、URL、サービス タグ）で照合する ${p.rule} によります。どの名前が ${p.destination} を指すかは入力から分かりません。`,
  }),
  FIREWALL_THREAT_INTELLIGENCE: (p: Params<"destination" | "firewall">) => ({
    en: `Threat intelligence of the firewall ${p.firewall} may deny packets to or from public addresses such as those of ${p.destination} (threat_intelligence_mode); which ones, only Microsoft's feed tells.`,
    ja: `ファイアウォール ${p.firewall} の脅威インテリジェンス（threat_intelligence_mode）は、${p.destination} のようなパブリック アドレスとの通信を拒否することがあります。対象は Microsoft のフィードだけが知っています。`,
  }),
  FLAG_UNKNOWN: (p: Params<"argument" | "resource" | "settle">) => ({
    en: `This input doesn't tell whether ${p.resource} has ${p.argument} = true${settledBy(p.settle).en}.`,
    ja: `${p.resource} の ${p.argument} が true かどうかはこの入力から分かりません${settledBy(p.settle).ja}。`,
  }),
  ARGUMENT_UNKNOWN: (p: Params<"argument" | "at" | "resource" | "settle" | "text">) => ({
    en:
      p.text === ""
        ? `What ${p.at} does with these packets depends on ${p.argument} of ${p.resource}, which Azure gives on apply; a state tells it, or set it.`
        : `What ${p.at} does with these packets depends on ${p.argument} of ${p.resource} (${p.text}), of which this input doesn't tell what it leads to${settledBy(p.settle).en}.`,
    ja:
      p.text === ""
        ? `${p.at} でのこのパケットの扱いは ${p.resource} の ${p.argument} によりますが、値は適用時に Azure が決めます。ステートを使うか、値を指定してください。`
        : `${p.at} でのこのパケットの扱いは ${p.resource} の ${p.argument}（${p.text}）によりますが、それが何を指すかはこの入力から分かりません${settledBy(p.settle).ja}。`,
  }),
  FORGOTTEN: (p: Params<"at" | "resource">) => ({
    en: `What ${p.at} does with these packets depends on ${p.resource}, which Terraform forgets without destroying it (removed, destroy = false): it stays in Azure until somebody deletes it. Read the input that has it from then on beside this one, or delete it in Azure.`,
    ja: `${p.at} でのこのパケットの扱いは ${p.resource} によりますが、Terraform はこれを削除せずに管理から外します（removed、destroy = false）。誰かが削除するまで Azure に残ります。今後これを管理する側の入力も併せて指定するか、Azure で削除してください。`,
  }),
  PLAN_IN_PART: (p: Params<"what">) => ({
    en: `This plan isn't whole, and what is missing in it${ifGiven(p.what, " (", ")")} may decide about these packets: make one without errors, without -target, and with nothing deferred.`,
    ja: `このプランは完全ではなく、欠けている部分${ifGiven(p.what, "（", "）")}によってこのパケットの扱いが変わることがあります。エラー、-target、延期のないプランを作り直してください。`,
  }),
  NEXT_HOP_TYPE_UNKNOWN: (p: Params<"at" | "destination" | "given" | "near" | "route">) => ({
    en: `Where route ${p.route} at ${p.at} sends packets for ${p.destination} can't be told: ${p.given === "" ? "it gives no next_hop_type" : `Azure has no next_hop_type "${p.given}"${ifGiven(p.near, " (did you mean ", "?)")}`}.`,
    ja: `${p.at} のルート ${p.route} が ${p.destination} 宛てのパケットをどこへ送るかは判定できません。${p.given === "" ? "next_hop_type がありません" : `"${p.given}" という next_hop_type は Azure にありません${ifGiven(p.near, "（", " の間違いではありませんか？）")}`}。`,
  }),
  FORWARDED_TRAFFIC_BLOCKED: (p: Params<"from" | "network" | "peering" | "via">) => ({
    en: `Peering ${p.peering} has allow_forwarded_traffic = false: ${p.network} does not accept packets from ${p.from} that arrive through ${p.via}.`,
    ja: `ピアリング ${p.peering} は allow_forwarded_traffic = false です。${p.network} は、${p.via} を経由して届く ${p.from} からのパケットを受け付けません。`,
  }),
  PEERING_HALF_MISSING: (p: Params<"a" | "b" | "peering">) => ({
    en: `Only one half of the peering exists (${p.peering}, ${p.a} to ${p.b}); without the half from ${p.b} to ${p.a} it carries nothing.`,
    ja: `ピアリングが片方向（${p.peering}、${p.a} → ${p.b}）しかありません。${p.b} → ${p.a} がなければ通信できません。`,
  }),
  PEERING_NOT_CONNECTED: (p: Params<"a" | "b" | "peering" | "state">) => ({
    en: `Peering ${p.peering} between ${p.a} and ${p.b} is ${p.state}, not Connected: it carries nothing until both halves are deleted and created again.`,
    ja: `${p.a} と ${p.b} のピアリング ${p.peering} の状態が Connected ではなく ${p.state} です。両側を削除して作り直すまで通信できません。`,
  }),
  SUBNET_NOT_PEERED: (p: Params<"at" | "to">) => ({
    en: `The subnet peering does not include both ${p.at} and ${p.to}.`,
    ja: `サブネット ピアリングに ${p.at} と ${p.to} の両方が含まれていません。`,
  }),
  GATEWAY_MISSING: (p: Params<"network" | "route" | "why">) => ({
    en:
      p.why === "expressroute"
        ? `Route ${p.route} points at the virtual network gateway, but ${p.network} is served by an ExpressRoute gateway, which no user-defined route may use.`
        : `Route ${p.route} points at the virtual network gateway, but ${p.network} has none: neither its own VPN gateway nor a peer's (use_remote_gateways here with allow_gateway_transit there).`,
    ja:
      p.why === "expressroute"
        ? `ルート ${p.route} の次ホップは仮想ネットワーク ゲートウェイですが、${p.network} が使うのは ExpressRoute ゲートウェイで、ユーザー定義ルートの次ホップにはできません。`
        : `ルート ${p.route} の次ホップは仮想ネットワーク ゲートウェイですが、${p.network} には使える VPN ゲートウェイがありません（自身のものも、use_remote_gateways と allow_gateway_transit の組によるピア側のものも）。`,
  }),
  ROUTE_SERVER_NOT_FORWARDING: (p: Params<"server">) => ({
    en: `The next hop is the Route Server ${p.server}, which exchanges routes but never forwards packets.`,
    ja: `次ホップが Route Server ${p.server} ですが、Route Server は経路を交換するだけで、パケットを転送しません。`,
  }),
  ROUTING_APPLIANCE_PRIVATE_ONLY: (p: Params<"at" | "destination">) => ({
    en: `The routing appliance ${p.at} carries packets for private addresses only, and ${p.destination} is none; send them another way.`,
    ja: `ルーティング アプライアンス ${p.at} が運ぶのはプライベート アドレス宛てのパケットだけで、${p.destination} はそうではありません。別の経路で送ってください。`,
  }),
  LOOP: (p: Params<"at" | "through">) => ({
    en: `The packet comes back to ${p.through} (from ${p.at}): a routing loop.`,
    ja: `パケットが ${p.at} から ${p.through} に戻り、ルーティング ループになります。`,
  }),
  DENIED_IN: (p: Params<"at" | "from" | "group" | "rule">) => ({
    en: `Rule ${p.rule} of ${p.group} denies packets from ${p.from} into ${p.at}.`,
    ja: `${p.group} の規則 ${p.rule} が、${p.from} から ${p.at} への受信を拒否します。`,
  }),
  SOURCE_TRANSLATED: (p: Params<"device" | "from" | "source">) => ({
    en: `${p.device} has put an address of its own (${p.source}) as source by then: rules see that, and never ${p.from}.`,
    ja: `この時点で送信元は ${p.device} のアドレス（${p.source}）に変換されています。規則が見るのはそのアドレスであり、${p.from} ではありません。`,
  }),
  DENIED_OUT: (p: Params<"at" | "destination" | "group" | "rule">) => ({
    en: `Rule ${p.rule} of ${p.group} denies packets from ${p.at} to ${p.destination}.`,
    ja: `${p.group} の規則 ${p.rule} が、${p.at} から ${p.destination} への送信を拒否します。`,
  }),
  ADDRESS_OVERLAP: (p: Params<"address" | "networks">) => ({
    en: `The address ${p.address} is ambiguous: ${p.networks} overlap. Only addresses of its own for each would settle it.`,
    ja: `アドレス ${p.address} は一意に決まりません（${p.networks} が重複しています）。それぞれに重複しないアドレスを割り当てれば確定します。`,
  }),
  ADDRESS_UNKNOWN: (p: Params<"at" | "settle" | "what">) => ({
    en: `This input doesn't tell an address at ${p.at} (${p.what})${settledBy(p.settle).en}.`,
    ja: `${p.at} のアドレス（${p.what}）はこの入力から分かりません${settledBy(p.settle).ja}。`,
  }),
  BGP_UNDECLARED: (p: Params<"listener" | "speaker">) => ({
    en: `What ${p.speaker} announces over BGP to ${p.listener} is not declared; declare it with --assume.`,
    ja: `${p.speaker} が BGP で ${p.listener} に何を広報するかが宣言されていません。--assume で宣言してください。`,
  }),
  VIRTUAL_WAN_UNKNOWN: (p: Params<"at" | "hub" | "network">) => ({
    en: `${p.network} is connected with the virtual hub ${p.hub}, whose routes at ${p.at} are not analysed; look at the effective routes there.`,
    ja: `${p.network} は仮想ハブ ${p.hub} に接続されていますが、${p.at} にハブが書き込むルートは解析していません。有効なルートで確認してください。`,
  }),
  HUB_PREFIX_NOT_PRIVATE: (p: Params<"destination" | "hub" | "intent" | "prefix">) => ({
    en: `${p.prefix} is outside 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16, which is all that the routing intent ${p.intent} of ${p.hub} takes for private unless more prefixes are added to it (in the portal): whether packets for ${p.destination} pass its firewall, or get there at all, can't be told.`,
    ja: `${p.prefix} は 10.0.0.0/8、172.16.0.0/12、192.168.0.0/16 の外にあります。${p.hub} のルーティング インテント ${p.intent} は、ポータルでプレフィックスを追加しない限り、これらだけをプライベートとみなします。${p.destination} 宛てのパケットがファイアウォールを通るか、そもそも届くかは判定できません。`,
  }),
  HUB_NEXT_HOP_UNKNOWN: (p: Params<"destination" | "hub" | "text">) => ({
    en: `The hub ${p.hub} hands packets for ${p.destination} to ${p.text}, which is no firewall of that hub in this input: what it does with them can't be told.`,
    ja: `ハブ ${p.hub} は ${p.destination} 宛てのパケットを ${p.text} に渡しますが、これはこの入力に含まれるそのハブのファイアウォールではないため、その先は判定できません。`,
  }),
  HUB_FIREWALL_BETWEEN_HUBS: (p: Params<"hub" | "other">) => ({
    en: `Static routes lead to a firewall on the way between the hubs ${p.hub} and ${p.other}; Azure supports that with routing intent only, so what happens to these packets can't be told.`,
    ja: `ハブ ${p.hub} と ${p.other} の間の経路に、静的ルートで指定されたファイアウォールがあります。Azure がこれをサポートするのはルーティング インテントだけなので、パケットの扱いは判定できません。`,
  }),
  HUB_NOT_LEARNED: (p: Params<"connection" | "table" | "user">) => ({
    en: `The connection ${p.connection} doesn't propagate to the route table ${p.table}, by which ${p.user} sends; what would help: propagate to that table or to one of its labels.`,
    ja: `接続 ${p.connection} は、${p.user} が使うルート テーブル ${p.table} に経路を伝達していません。解決策: そのテーブル、またはそのラベルへ伝達します。`,
  }),
  HUB_LABELS_UNWRITTEN: (p: Params<"at" | "connection">) => ({
    en: `The connection ${p.connection} propagates to route tables and names no labels; Azure's documentation says that the label default counts then, by which ${p.at} would have a route to it. What would settle it: labels, ["none"] or ["default"].`,
    ja: `接続 ${p.connection} は伝達先のルート テーブルだけを指定し、ラベルを指定していません。Azure のドキュメントによれば、その場合は default ラベルにも伝達され、${p.at} はそこへのルートを持つことになります。解決策: labels に ["none"] または ["default"] を指定します。`,
  }),
  HUB_NOT_CONNECTED: (p: Params<"hub" | "network">) => ({
    en: `${p.network} isn't connected with a hub of the Virtual WAN of ${p.hub}; what would help: a connection.`,
    ja: `${p.network} は ${p.hub} の Virtual WAN のハブに接続されていません。解決策: 接続を作成します。`,
  }),
  HUB_NOT_TRANSITIVE: (p: Params<"hub" | "network" | "peer">) => ({
    en: `${p.network} is peered with ${p.peer}, which is connected with ${p.hub}, but a hub knows connected networks only; what would help: a connection of its own.`,
    ja: `${p.network} は ${p.hub} に接続された ${p.peer} とピアリングしていますが、ハブが知るのは直接接続された仮想ネットワークだけです。解決策: ${p.network} 自身の接続を作成します。`,
  }),
  HUBS_APART: (p: Params<"hub" | "other">) => ({
    en: `The hubs ${p.hub} and ${p.other} don't reach each other: only hubs of one Virtual WAN of type Standard do.`,
    ja: `ハブ ${p.hub} と ${p.other} は互いに通信できません。通信できるのは、同じ Standard の Virtual WAN のハブどうしだけです。`,
  }),
  HUB_BASIC: (p: Params<"hub">) => ({
    en: `The hub ${p.hub} is of a Basic Virtual WAN, which connects virtual networks with VPN sites and not with each other; what would help: a Virtual WAN of type Standard.`,
    ja: `ハブ ${p.hub} は Basic の Virtual WAN に属しています。Basic のハブは仮想ネットワークと VPN サイトの間だけを中継し、仮想ネットワークどうしは中継しません。解決策: Virtual WAN の種類を Standard にします。`,
  }),
  BRANCHES_APART: (p: Params<"hub" | "wan">) => ({
    en: `${p.wan} has allow_branch_to_branch_traffic = false: the hub ${p.hub} passes nothing from one branch to another.`,
    ja: `${p.wan} は allow_branch_to_branch_traffic = false です。ハブ ${p.hub} は拠点間のパケットを転送しません。`,
  }),
  SITES_NEED_BGP: (p: Params<"gateway" | "other" | "site">) => ({
    en: `${p.gateway} passes packets from ${p.site} on to ${p.other} only with BGP on both connections.`,
    ja: `${p.gateway} が ${p.site} からのパケットを ${p.other} へ転送するのは、両方の接続で BGP が有効な場合だけです。`,
  }),
  SITES_BY_POLICY: (p: Params<"connection" | "gateway" | "site">) => ({
    en: `${p.connection} uses policy-based traffic selectors, so ${p.gateway} passes nothing between ${p.site} and other tunnels; what would help: a route-based device there, and use_policy_based_traffic_selectors = false.`,
    ja: `${p.connection} はポリシー ベースのトラフィック セレクターを使うため、${p.gateway} は ${p.site} と他のトンネルの間を中継しません。解決策: 相手側をルート ベースのデバイスにし、use_policy_based_traffic_selectors = false にします。`,
  }),
  HUB_ROUTE_ENDS: (p: Params<"address" | "connection" | "hub" | "network">) => ({
    en: `A static route of ${p.hub} leads ${p.address} to connection ${p.connection}, but ${p.network} doesn't have it; what would help: static_vnet_route of that connection, with the address of the appliance there.`,
    ja: `${p.hub} の静的ルートは ${p.address} を接続 ${p.connection} に送りますが、${p.network} にそのアドレスはありません。解決策: その接続の static_vnet_route に、アプライアンスの IP アドレスを次ホップとして追加します。`,
  }),
  FAST_PATH: (p: Params<"connection" | "gateway" | "route">) => ({
    en: `${p.connection} takes packets past ${p.gateway} (FastPath), whose route ${p.route} counts for them on ExpressRoute Direct only: whether they follow it is open.`,
    ja: `${p.connection} は FastPath により ${p.gateway} を経由しません。FastPath で ${p.gateway} のルート ${p.route} が適用されるのは ExpressRoute Direct だけのため、このパケットがルートに従うかは判定できません。`,
  }),
  ROUTES_UNKNOWN: (p: Params<"at" | "destination" | "settle" | "table">) => ({
    en: `This input doesn't hold the routes of ${p.table}, which is bound to ${p.at}; one of them may lead to ${p.destination}${settledBy(p.settle).en}.`,
    ja: `${p.at} に関連付けられた ${p.table} のルートはこの入力に含まれておらず、${p.destination} 向けのルートがあるかもしれません${settledBy(p.settle).ja}。`,
  }),

  // What explains it
  RETURN_ROUTE_MISSING: (p: Params<"at" | "destination" | "row">) => ({
    en: `The request arrives, but the way back is missing: ${p.at} has no route to ${p.destination}${ifGiven(p.row, " (", " matches)")}.`,
    ja: `往路は届きますが復路がありません。${p.at} に ${p.destination} 向けの経路がありません${ifGiven(p.row, "（", " に一致）")}。`,
  }),
  PEERING_NOT_TRANSITIVE: (p: Params<"a" | "b" | "hub">) => ({
    en: `${p.a} and ${p.b} are both peered with ${p.hub}, but peering is not transitive.`,
    ja: `${p.a} と ${p.b} はどちらも ${p.hub} とピアリングしていますが、ピアリングは推移的ではありません。`,
  }),
  GATEWAY_NO_SPOKE_ROUTES: (p: Params<"gateway" | "network">) => ({
    en: `${p.network} uses the remote gateway ${p.gateway}, but a gateway announces only on-premises prefixes to spokes, never other spokes.`,
    ja: `${p.network} はリモート ゲートウェイ ${p.gateway} を使っていますが、ゲートウェイが Spoke に配るのはオンプレミスの経路だけで、ほかの Spoke の経路は配りません。`,
  }),
  GATEWAY_NOT_USED: (p: Params<"allow" | "gateway" | "hub" | "network" | "use">) => ({
    en: `${p.network} does not use the gateway ${p.gateway} of ${p.hub}: that takes use_remote_gateways = true on ${p.use} and allow_gateway_transit = true on ${p.allow}.`,
    ja: `${p.network} は ${p.hub} のゲートウェイ ${p.gateway} を利用していません。${p.use} の use_remote_gateways と ${p.allow} の allow_gateway_transit の両方を true にする必要があります。`,
  }),
  PROPAGATION_DISABLED: (p: Params<"at" | "gateway" | "prefix" | "table">) => ({
    en: `${p.prefix} is offered through ${p.gateway}, but route table ${p.table} of ${p.at} has bgp_route_propagation_enabled = false.`,
    ja: `${p.prefix} は ${p.gateway} 経由で広報されていますが、${p.at} のルート テーブル ${p.table} は bgp_route_propagation_enabled = false です。`,
  }),
  UDR_SHADOWED: (p: Params<"address" | "nextHop" | "route" | "row" | "udr">) => ({
    en: `Your route ${p.udr} → ${p.nextHop}${ifGiven(p.route, " (", ")")} is never used for ${p.address}, because ${p.row} is longer.`,
    ja: `${p.address} にはルート ${p.udr} → ${p.nextHop}${ifGiven(p.route, "（", "）")}は使われません。より長い ${p.row} が優先されるためです。`,
  }),
  ANNOUNCEMENT_IGNORED: (p: Params<"network" | "own" | "prefix" | "server" | "speaker">) => ({
    en: `${p.speaker} announces ${p.prefix} to ${p.server}, which has no effect, since that lies in ${p.own} of ${p.network}: the routes of the network and of its peerings win over what a Route Server learns. Use a user-defined route to the appliance.`,
    ja: `${p.speaker} は ${p.server} に ${p.prefix} を広報していますが、${p.network} の ${p.own} に含まれるため効果がありません。仮想ネットワーク自身とピアリングの経路は、Route Server が学習した経路より優先されます。アプライアンスへのユーザー定義ルートを使ってください。`,
  }),
  ROUTE_WOULD_HELP: (p: Params<"a" | "at" | "b" | "back" | "forwarder" | "hub" | "prefix">) => ({
    en:
      p.forwarder === ""
        ? `What would help: a peering between ${p.a} and ${p.b}, or something in a common peered network that forwards, with a route to it for ${p.prefix}${p.back && " and one for the way back"}.`
        : `What would help: a route at ${p.at} for ${p.prefix} (or a supernet longer than the None row, or 0.0.0.0/0) to ${p.forwarder} in ${p.hub}${p.back && ", and the same for the way back"}; or a peering between ${p.a} and ${p.b}.`,
    ja:
      p.forwarder === ""
        ? `解決策: ${p.a} と ${p.b} を直接ピアリングするか、共通のピアリング先に転送装置を置き、${p.prefix} 向け${p.back && "とその復路"}の経路を設定します。`
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
    ja: `解決策: ${p.by} の代わりに ${p.device} を通して受信する（DNAT 規則）か、${p.at} から ${p.device} への既定のルートを外します。`,
  }),
  ECMP_PARTIAL: (p: Params<"through">) => ({
    en: `One of several equal paths fails (at ${p.through}): some flows arrive, others do not.`,
    ja: `等コスト経路の一つが失敗します（${p.through}）。届く通信と届かない通信が混在します。`,
  }),
  VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED: (p: Params<"gateway">) => ({
    en: `The VPN gateway ${p.gateway} forwards between virtual networks; that works, but Microsoft advises against it (throughput and latency are not guaranteed).`,
    ja: `VPN ゲートウェイ ${p.gateway} が仮想ネットワーク間の転送を行います。動作はしますが、スループットや遅延が保証されないため、Microsoft は推奨していません。`,
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
  FIREWALL_RULES_UNKNOWN: (p: Params<"firewall" | "policy">) => ({
    en: `The rules of the firewall ${p.firewall} are not in this input (${p.policy}); add the configuration, plan or state that has them, or what hub-spoke snapshot reads.`,
    ja: `ファイアウォール ${p.firewall} の規則（${p.policy}）はこの入力に含まれていません。規則を含む構成、プラン、ステート、または hub-spoke snapshot で取得したものを加えてください。`,
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
    en: `The plan replaces peering ${p.peering} and leaves its other half ${p.other} as it is: that becomes Disconnected, and Azure refuses the new half. Whether the two networks are peered afterwards is open until both are replaced.`,
    ja: `このプランはピアリング ${p.peering} だけを置き換え、反対側の ${p.other} はそのままです。反対側は Disconnected になり、新しい側の作成は拒否されます。両方を置き換えるまで、2 つの仮想ネットワークがピアリングされるかどうかは確定しません。`,
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
  // The Internet
  EGRESS_NAT_GATEWAY: (p: Params<"addresses" | "at" | "gateway">) => ({
    en: `${p.at} leaves by the NAT gateway ${p.gateway}${ifGiven(p.addresses, " (", ")")}, which comes before addresses that machines have themselves.`,
    ja: `${p.at} は NAT ゲートウェイ ${p.gateway}${ifGiven(p.addresses, "（", "）")}からインターネットに出ます。NAT ゲートウェイは仮想マシン自身のパブリック IP より優先されます。`,
  }),
  EGRESS_PUBLIC_ADDRESS: (p: Params<"addresses" | "at" | "nic">) => ({
    en: `${p.nic} in ${p.at} leaves by its own public address${ifGiven(p.addresses, " ", "")}, since the subnet has no NAT gateway.`,
    ja: `${p.at} の ${p.nic} は自身のパブリック IP${ifGiven(p.addresses, " ", "")} からインターネットに出ます（サブネットに NAT ゲートウェイがないため）。`,
  }),
  EGRESS_LOAD_BALANCER: (p: Params<"addresses" | "at" | "balancer">) => ({
    en: `${p.at} leaves by the front end of the load balancer ${p.balancer}${ifGiven(p.addresses, " (", ")")}, since it has neither a NAT gateway nor public addresses of its own.`,
    ja: `${p.at} はロード バランサー ${p.balancer} のフロントエンド${ifGiven(p.addresses, "（", "）")}からインターネットに出ます（NAT ゲートウェイも自身のパブリック IP もないため）。`,
  }),
  EGRESS_FIREWALL: (p: Params<"addresses" | "firewall">) => ({
    en: `The firewall ${p.firewall} sends it to the Internet from a public address of its own${ifGiven(p.addresses, " (", ")")}.`,
    ja: `ファイアウォール ${p.firewall} が自身のパブリック IP${ifGiven(p.addresses, "（", "）")}からインターネットに送ります。`,
  }),
  EGRESS_DEFAULT: (p: Params<"at">) => ({
    en: `${p.at} leaves by default outbound access: an address of Microsoft's own, which may change, since nothing else leads out of it. A NAT gateway, or 0.0.0.0/0 to a firewall, makes the address yours; default_outbound_access_enabled = false closes it.`,
    ja: `${p.at} は既定の送信アクセスでインターネットに出ます（ほかに出口がないため）。アドレスは Microsoft のもので、変わることがあります。自分のアドレスで出るには、NAT ゲートウェイを関連付けるか 0.0.0.0/0 をファイアウォールに向けます。閉じるには default_outbound_access_enabled = false にします。`,
  }),
  EGRESS_NONE: (p: Params<"at" | "nic" | "what" | "why">) => {
    const who = p.nic === "" ? p.at : p.nic;
    switch (p.why) {
      case "firewall":
        return {
          en: `The firewall ${p.what} has neither a public address nor a NAT gateway at its subnet, so nothing leaves by it.`,
          ja: `ファイアウォール ${p.what} にはパブリック IP も、サブネットの NAT ゲートウェイもないため、インターネットに出られません。`,
        };
      case "balancer":
        return {
          en: `${who} has no way out: behind the Standard load balancer ${p.what} Azure gives no default address, and neither a NAT gateway, a public address nor an outbound rule leads out. What would help: a NAT gateway at its subnet.`,
          ja: `${who} には出口がありません。Standard ロード バランサー ${p.what} の背後では既定のアドレスが与えられず、NAT ゲートウェイもパブリック IP もアウトバウンド規則もないためです。解決策: サブネットに NAT ゲートウェイを関連付けます。`,
        };
      case "flexible":
        return {
          en: `${who} has no way out: instances of a flexible scale set get no default address, and neither a NAT gateway, a public address nor an outbound rule leads out. What would help: a NAT gateway at its subnet.`,
          ja: `${who} には出口がありません。フレキシブル スケール セットのインスタンスには既定のアドレスが与えられず、NAT ゲートウェイもパブリック IP もアウトバウンド規則もないためです。解決策: サブネットに NAT ゲートウェイを関連付けます。`,
        };
      default:
        return {
          en: `${who} has no way out: the subnet ${p.what} is private (default_outbound_access_enabled = false), and neither a NAT gateway, a public address nor an outbound rule leads out. What would help: a NAT gateway at the subnet, or a route 0.0.0.0/0 to a firewall.`,
          ja: `${who} には出口がありません。サブネット ${p.what} はプライベート サブネット（default_outbound_access_enabled = false）で、NAT ゲートウェイもパブリック IP もアウトバウンド規則もないためです。解決策: サブネットに NAT ゲートウェイを関連付けるか、0.0.0.0/0 をファイアウォールに向けます。`,
        };
    }
  },
  EGRESS_OF_SERVICE: (p: Params<"at" | "service">) => ({
    en: `How ${p.service} in ${p.at} reaches the Internet, the service decides itself; the input doesn't tell.`,
    ja: `${p.at} の ${p.service} がインターネットに出る方法はサービス自身が決めるため、入力からは分かりません。`,
  }),
  EGRESS_EXISTING_SUBNET: (p: Params<"at">) => ({
    en: `${p.at} exists already and is only read here: whether it has a NAT gateway or default outbound access, the input doesn't tell; add what holds it, or a snapshot of what is deployed.`,
    ja: `${p.at} は既存のサブネットで、ここでは参照されるだけです。NAT ゲートウェイや既定の送信アクセスの有無は入力から分かりません。それを含む構成か、デプロイ済み環境のスナップショットを加えてください。`,
  }),
  EGRESS_OF_DECLARED: (p: Params<"at">) => ({
    en: `How ${p.at} sends on to the Internet is not in the input: that it forwards is declared, its public address isn't.`,
    ja: `${p.at} がインターネットへどう送るかは入力に含まれません。転送することは宣言されていますが、パブリック IP は分かりません。`,
  }),
  EGRESS_OF_ADDRESS_POOL: (p: Params<"at" | "balancer" | "nic">) => ({
    en: `${p.nic} in ${p.at} is behind the load balancer ${p.balancer} by its address: whether that gives it a way out isn't documented surely. Put the NIC into the pool, or a NAT gateway at the subnet.`,
    ja: `${p.at} の ${p.nic} は IP アドレスでロード バランサー ${p.balancer} のバックエンドに登録されています。それで送信できるかどうかは確実には文書化されていません。NIC で登録するか、サブネットに NAT ゲートウェイを関連付けてください。`,
  }),
  EGRESS_OF_TAG: (p: Params<"at" | "nextHop" | "route" | "tag">) => ({
    en: `Addresses of the service tag ${p.tag} leave ${p.at} by the route ${p.route} (${p.nextHop}) instead; which they are, only Microsoft's list tells.`,
    ja: `サービス タグ ${p.tag} のアドレスは、${p.at} のルート ${p.route}（${p.nextHop}）で送られます。対象は Microsoft の一覧でしか分かりません。`,
  }),
  EGRESS_BY_PROXY: (p: Params<"at" | "firewall" | "ports">) => ({
    en: `The firewall ${p.firewall} has an explicit proxy${ifGiven(p.ports, " (port ", ")")} that ${p.at} reaches: machines that are told to ask it get out by it, past their routes, as far as its application rules allow. Whether any is told so, the input doesn't say. What would settle it: a security group that denies ${p.at} the proxy's ports, or a policy without explicit_proxy.`,
    ja: `ファイアウォール ${p.firewall} には、${p.at} から届く明示的プロキシ${ifGiven(p.ports, "（ポート ", "）")}があります。これを使うよう設定された仮想マシンは、ルートに関係なく、アプリケーション ルールが許可する範囲でインターネットに出られます。設定の有無は入力から分かりません。確定するには: ${p.at} からプロキシのポートをネットワーク セキュリティ グループで拒否するか、ポリシーから explicit_proxy を外します。`,
  }),
  EGRESS_NOT_TRANSLATED: (p: Params<"firewall">) => ({
    en: `The firewall ${p.firewall} keeps the private source address (private_ip_ranges covers 0.0.0.0/0), so no answer from the Internet can come back. What would help: private_ip_ranges with private ranges only.`,
    ja: `ファイアウォール ${p.firewall} は送信元のプライベート アドレスを変換しないため（private_ip_ranges が 0.0.0.0/0 を含む）、インターネットから応答が戻りません。解決策: private_ip_ranges をプライベート アドレスだけにします。`,
  }),
  NAT_GATEWAY_NO_ADDRESS: (p: Params<"at" | "gateway">) => ({
    en: `The NAT gateway ${p.gateway} of ${p.at} has no public address in the input, and carries nothing without one. What would help: azurerm_nat_gateway_public_ip_association.`,
    ja: `${p.at} の NAT ゲートウェイ ${p.gateway} には、この入力ではパブリック IP がなく、ないままでは何も通しません。解決策: azurerm_nat_gateway_public_ip_association で関連付けます。`,
  }),
  NAT_GATEWAY_NO_ICMP: (p: Params<"at" | "gateway">) => ({
    en: `The NAT gateway ${p.gateway} of ${p.at} carries TCP and UDP; ICMP takes tier StandardV2.`,
    ja: `${p.at} の NAT ゲートウェイ ${p.gateway} は TCP と UDP だけを通します。ICMP には StandardV2 が必要です。`,
  }),
  SITE_OF_ITS_OWN: (p: Params<"at">) => ({
    en: `${p.at} may have a connection to the Internet of its own, of which the input knows nothing.`,
    ja: `${p.at} は独自のインターネット接続を持つ可能性がありますが、入力からは分かりません。`,
  }),
  INGRESS_NONE: (p: Params<"at">) => ({
    en: `Nothing leads from the Internet to ${p.at}: no public address of a machine in it, no rule of a public load balancer, no DNAT rule of a firewall.`,
    ja: `インターネットから ${p.at} に至る経路はありません（仮想マシンのパブリック IP、パブリック ロード バランサーの規則、ファイアウォールの DNAT 規則のいずれもありません）。`,
  }),
  INGRESS_PUBLIC_ADDRESS: (p: Params<"address" | "at" | "nic">) => ({
    en: `The public address ${p.address} leads to ${p.nic} in ${p.at}.`,
    ja: `パブリック IP ${p.address} は ${p.at} の ${p.nic} に届きます。`,
  }),
  INGRESS_LOAD_BALANCER: (p: Params<"address" | "at" | "balancer" | "port" | "rule">) => ({
    en: `Rule ${p.rule} of the load balancer ${p.balancer} leads from ${p.address} to ${p.at}, port ${p.port}.`,
    ja: `ロード バランサー ${p.balancer} の規則 ${p.rule} により、${p.address} は ${p.at} のポート ${p.port} に届きます。`,
  }),
  INGRESS_DNAT: (p: Params<"address" | "at" | "firewall" | "rule" | "translated">) => ({
    en: `DNAT rule ${p.rule} of the firewall ${p.firewall} leads from ${p.address} to ${p.translated} in ${p.at}.`,
    ja: `ファイアウォール ${p.firewall} の DNAT 規則 ${p.rule} により、${p.address} は ${p.at} の ${p.translated} に届きます。`,
  }),
  INGRESS_DNAT_NAME: (p: Params<"at" | "firewall" | "name">) => ({
    en: `The firewall ${p.firewall} translates to the name ${p.name}: whether its address is in ${p.at}, only the DNS servers of the firewall tell.`,
    ja: `ファイアウォール ${p.firewall} は名前 ${p.name} に変換します。そのアドレスが ${p.at} にあるかどうかは、ファイアウォールの DNS サーバーでしか分かりません。`,
  }),
  INGRESS_DNAT_INHERITED: (p: Params<"at" | "firewall" | "policy" | "rule">) => ({
    en: `DNAT rule ${p.rule}, which leads to ${p.at}, is in ${p.policy}, from which the policy of the firewall ${p.firewall} inherits: Microsoft's documents differ on whether DNAT rules are inherited. What would settle it: the rule in the firewall's own policy if it is wanted, in none if it isn't; or a test from outside.`,
    ja: `${p.at} に届く DNAT ルール ${p.rule} は、ファイアウォール ${p.firewall} のポリシーの継承元 ${p.policy} にあります。DNAT ルールが継承されるかどうかは、Microsoft のドキュメント間で記述が異なります。必要なルールなら直接関連付けたポリシーに書き、不要なら削除すると確定します。外部からの接続テストでも確認できます。`,
  }),
  INGRESS_DNAT_UNUSED: (p: Params<"at" | "firewall" | "rule" | "why">) =>
    p.why === "order"
      ? {
          en: `DNAT rule ${p.rule} of the firewall ${p.firewall} would lead to ${p.at}, but earlier rules take all of its packets. What would help: another address or port for it, or a place before them.`,
          ja: `ファイアウォール ${p.firewall} の DNAT 規則 ${p.rule} は ${p.at} に届くはずですが、先に評価される規則がすべてのパケットを処理します。解決策: 別のアドレスかポートにするか、優先度を上げます。`,
        }
      : {
          en: `DNAT rule ${p.rule} of the firewall ${p.firewall} would lead to ${p.at}, but its destination is no address of the firewall's. What would help: one of the firewall's public addresses as destination.`,
          ja: `ファイアウォール ${p.firewall} の DNAT 規則 ${p.rule} は ${p.at} に届くはずですが、宛先がファイアウォールのアドレスではありません。解決策: 宛先をファイアウォールのパブリック IP にします。`,
        },
  INGRESS_PARTLY: (p: Params<"at" | "part">) => ({
    en: `Only a part comes in to ${p.at}: ${p.part}.`,
    ja: `${p.at} に届くのは一部だけです: ${p.part}`,
  }),
  INGRESS_OTHER_PORTS: (p: Params<"at" | "by">) => ({
    en: `${p.by} lets in other packets to ${p.at} than those that are asked about.`,
    ja: `${p.by} から ${p.at} に届くのは、問い合わせとは別のポートまたはプロトコルです。`,
  }),
  INGRESS_CLOSED: (p: Params<"at">) => ({
    en: `A Standard public address is closed until a network security group opens it, and ${p.at} has none.`,
    ja: `Standard のパブリック IP は、ネットワーク セキュリティ グループで許可するまで閉じています。${p.at} には NSG がありません。`,
  }),
  INGRESS_SKU_UNKNOWN: (p: Params<"address" | "at">) => ({
    en: `${p.at} has no network security group: that leaves it closed behind a Standard public address and open behind a Basic one, and which ${p.address} is, the input doesn't tell. A security group decides it.`,
    ja: `${p.at} には NSG がありません。Standard のパブリック IP なら閉じたままですが、Basic なら開いています。${p.address} がどちらかは入力から分かりません。NSG を関連付けると確定します。`,
  }),
  INGRESS_EXISTING_SUBNET: (p: Params<"at">) => ({
    en: `${p.at} exists already and is only read here: whether a machine in it has a public address, the input doesn't tell; add what holds it, or a snapshot of what is deployed.`,
    ja: `${p.at} は既存のサブネットで、ここでは参照されるだけです。中の仮想マシンにパブリック IP があるかどうかは入力から分かりません。それを含む構成か、デプロイ済み環境のスナップショットを加えてください。`,
  }),
  INGRESS_BY_PROXY: (p: Params<"at" | "proxy">) => ({
    en: `The application gateway ${p.proxy} can be asked from the Internet and asks its backends itself: what it publishes of ${p.at}, its listeners and rules tell, which are not followed.`,
    ja: `アプリケーション ゲートウェイ ${p.proxy} はインターネットから到達でき、バックエンドへは自身が接続します。${p.at} の何を公開するかはリスナーと規則によりますが、解析では追跡しません。`,
  }),
  INGRESS_BY_SERVICE: (p: Params<"at" | "service">) => ({
    en: `The service ${p.service} in ${p.at} publishes by public addresses of its own what its own configuration says, which the input doesn't hold.`,
    ja: `${p.at} のサービス ${p.service} は、自身のパブリック アドレスで公開できます。何を公開するかはサービス自身の構成で決まり、入力からは分かりません。`,
  }),
  INGRESS_BY_PRIVATE_LINK: (p: Params<"at" | "origin" | "service">) => ({
    en: `Front Door has the private link service ${p.service} as origin (${p.origin}), and this leads to ${p.at}: what it publishes, its routes tell, which are not followed.`,
    ja: `Front Door の配信元 ${p.origin} は Private Link サービス ${p.service} で、これは ${p.at} に届きます。何を公開するかは Front Door のルートによりますが、解析では追跡しません。`,
  }),
  INGRESS_BY_APPLIANCE: (p: Params<"at" | "nic">) => ({
    en: `${p.nic} forwards packets and can be asked from the Internet: whether it publishes anything in ${p.at}, only its own configuration tells.`,
    ja: `${p.nic} はパケットを転送し、インターネットから到達できます。${p.at} の何かを公開しているかどうかは、装置自身の設定でしか分かりません。`,
  }),

  ASSUMED: (p: AssumptionParams & { readonly kind: AssumptionKind }) => ASSUMPTIONS[p.kind](p),
} satisfies Catalogue;

export type ReasonCode = keyof typeof REASONS;

/** What a reason's sentence is made of. */
export type ReasonParams<Code extends ReasonCode> = ParamsOf<typeof REASONS, Code>;
