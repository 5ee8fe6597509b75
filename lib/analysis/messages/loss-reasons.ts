import { ifGiven, Params } from "../text";
import { Catalogue } from "./catalogue";
import { settledBy } from "./hints";

/** Why a packet is lost. */
export const LOSS_REASONS = {
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
  SUBNET_OUTBOUND_ONLY: (p: Params<"at" | "service">) => ({
    en: `${p.at} is delegated to ${p.service}, which uses it for outbound calls alone: nothing there takes a connection. What would help: a private endpoint of the service in another subnet, and to ask about that.`,
    ja: `${p.at} は ${p.service} に委任されています。このサービスはサブネットを送信接続だけに使うため、そこで接続を受け付けるものはありません。解決策: 別のサブネットにサービスのプライベート エンドポイントを置き、それを宛先にします。`,
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
  NEXT_HOP_ELSEWHERE: (p: Params<"ip" | "peering" | "remote" | "route">) => ({
    en: `Who has the next hop address ${p.ip}${ifGiven(p.route, " of route ", "")} is not in this input; ${p.remote === "" ? "add what holds it, or declare with --assume that it forwards" : `it may be in ${p.remote}, of whose peering only the half ${p.peering} is here: read what holds ${p.remote} and the other half beside this one`}.`,
    ja: `${ifGiven(p.route, "ルート ", " の")}次ホップ ${p.ip} を持つものは、この入力に含まれていません。${p.remote === "" ? "それを含む構成を加えるか、転送することを --assume で宣言してください。" : `${p.remote} にある可能性がありますが、そのピアリングは ${p.peering} の側しか入力にありません。${p.remote} と反対側のピアリングを含む構成も併せて読み込んでください。`}`,
  }),
  NEXT_HOP_IN_HUB: (p: Params<"hub" | "ip" | "route">) => ({
    en: `The next hop ${p.ip}${ifGiven(p.route, " of route ", "")} is in the hub ${p.hub} of Virtual WAN, and Azure takes next hops in the own network or a peered one only; what would help: a routing intent of the hub instead of the route.`,
    ja: `${ifGiven(p.route, "ルート ", " の")}次ホップ ${p.ip} は Virtual WAN のハブ ${p.hub} の中にあります。Azure が次ホップとして認めるのは、同じ仮想ネットワークか、ピアリングした仮想ネットワークの中のアドレスだけです。解決策: このルートの代わりに、ハブのルーティング インテントを使います。`,
  }),
  IP_FORWARDING_DISABLED: (p: Params<"destination" | "nic">) => ({
    en: `The NIC ${p.nic} receives packets for ${p.destination}, but ip_forwarding_enabled is false, so Azure drops them.`,
    ja: `NIC ${p.nic} は ${p.destination} 宛てのパケットを受け取りますが、IP 転送が無効（ip_forwarding_enabled = false）のため破棄されます。`,
  }),
  LEAVES_BY_ANY_INTERFACE: (p: Params<"destination" | "nic" | "other">) => ({
    en: `The machine that gets packets for ${p.destination} at ${p.nic} may send them on by ${p.other} too, which only its guest's routes tell, and there routes or security groups treat them otherwise. What would help: the same routes and rules at both interfaces, or ip_forwarding_enabled = false on the one that doesn't send on.`,
    ja: `${p.destination} 宛てのパケットを ${p.nic} で受け取る仮想マシンは、${p.other} から転送する可能性もあります。どちらを使うかはゲスト OS のルート次第で、そこでのルートまたはセキュリティ規則の扱いは異なります。解決策: 両方のインターフェイスのルートと規則をそろえるか、転送に使わないインターフェイスの IP 転送を無効（ip_forwarding_enabled = false）にします。`,
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
        ? `ファイアウォール ${p.firewall} には、${p.from} から ${p.destination} への通信を許可するルールがありません。`
        : `ファイアウォール ${p.firewall} のルール ${p.rule} が、${p.from} から ${p.destination} への通信を拒否します。`,
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
        ? `${p.group}${p.rule === "" ? " " : `（規則 ${p.rule}）`}を通過できるのは一部だけです: ${p.part}。`
        : `NIC ${p.nic} はこのパケットを通しません（${p.group}${ifGiven(p.rule, "、規則 ", "")}）。${p.at} のほかの NIC は通します。`,
  }),
  FILTER_UNKNOWN: (p: Params<"at" | "rule" | "settle">) => ({
    en: `Whether ${p.at} lets these packets pass depends on rule ${p.rule}, and this input doesn't tell what that matches${settledBy(p.settle).en}.`,
    ja: `${p.at} を通過できるかどうかは規則 ${p.rule} によりますが、その条件はこの入力から分かりません${settledBy(p.settle).ja}。`,
  }),
  FIREWALL_ORDER_OPEN: (p: Params<"at" | "group" | "other" | "rule">) => ({
    en: `Whether ${p.at} lets these packets pass depends on whether ${p.group} (${p.rule}) or ${p.other} comes first: the two have one priority, and Azure tells no order. A priority of its own for each settles it.`,
    ja: `${p.at} を通過できるかどうかは、${p.group}（${p.rule}）と ${p.other} のどちらが先に評価されるかによります。2 つのグループの優先度が同じで、評価順は保証されません。それぞれに別の優先度を付けると確定します。`,
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
  TAG_DEFAULT_ROUTE: (p: Params<"at" | "resource">) => ({
    en: `Whether the service tag VirtualNetwork holds the default route of ${p.resource} at ${p.at} is open: Microsoft documents that it might. What would settle it: a rule with the addresses instead of the tag.`,
    ja: `${p.at} のサービス タグ VirtualNetwork に ${p.resource} の既定のルートが含まれるかどうかは確定しません（Microsoft の文書では、含まれる場合があるとされています）。確定するには: タグの代わりにアドレスを指定した規則を使います。`,
  }),
  DEPLOYMENT_UNKNOWN: (p: Params<"at" | "configuration">) => ({
    en: `What ${p.at} does with these packets depends on whether ${p.configuration} of Virtual Network Manager is deployed, for which templates have no resource. What would settle it: what Azure has in force (hub-spoke snapshot), or in Terraform an azurerm_network_manager_deployment or azapi_resource_action "commit" with its id.`,
    ja: `${p.at} でのこのパケットの扱いは、Virtual Network Manager の構成 ${p.configuration} がデプロイされるかどうかによりますが、テンプレートにはデプロイを表すリソースがありません。Azure で有効な構成（hub-spoke snapshot）を入力に加えるか、Terraform ではこの構成を指定した azurerm_network_manager_deployment または azapi_resource_action の "commit" を追加してください。`,
  }),
  PEERING_MAY_BE_DELETED: (p: Params<"configuration" | "from" | "to">) => ({
    en: `A peering on the way from ${p.from} to ${p.to} is there only until ${p.configuration} is deployed again: it deletes peerings that it doesn't make (delete_existing_peering_enabled). What would settle it: false there, or networks that the network manager itself connects (group_connectivity DirectlyConnected).`,
    ja: `${p.from} から ${p.to} への経路上のピアリングは、${p.configuration} が次にデプロイされるまでしか残りません。この構成は、自分が作成していないピアリングを削除します（delete_existing_peering_enabled）。これを false にするか、Virtual Network Manager 自体に接続させてください（group_connectivity を DirectlyConnected）。`,
  }),
  KIND_NOT_KNOWN: (p: Params<"at" | "kind" | "resource">) => ({
    en: `What ${p.at} does with these packets depends on ${p.resource}, and ${p.kind} is a kind that the analysis does not know. Judge it by its own rules; where it is a next hop that lets them pass, declare its address under "forwards" with --assume.`,
    ja: `${p.at} でのこのパケットの扱いは ${p.resource} によりますが、${p.kind} は解析の対象外の種類です。そのリソース自体の規則で判断してください。次ホップとしてこのパケットを通すのであれば、そのアドレスを --assume の "forwards" で宣言してください。`,
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
  SUBNET_NOT_PEERED: (p: Params<"at" | "ipv6" | "missing" | "to">) =>
    p.ipv6 === ""
      ? {
          en: `The subnet peering does not include both ${p.at} and ${p.to}. What would help: ${p.missing ? `named on both halves (${p.missing})` : "the same peer_complete_virtual_networks_enabled on both halves"}.`,
          ja: `サブネット ピアリングに ${p.at} と ${p.to} の両方が含まれていません。解決策: ${p.missing ? `両側で指定します（${p.missing}）` : "両側の peer_complete_virtual_networks_enabled を同じ値にします"}。`,
        }
      : {
          en: `The subnet peering exchanges IPv6 prefixes alone, so ${p.at} and ${p.to} are not peered for IPv4. What would help: only_ipv6_peering_enabled = false (${p.ipv6}), and both subnets named on both halves.`,
          ja: `サブネット ピアリングが交換するのは IPv6 のプレフィックスだけなので、${p.at} と ${p.to} は IPv4 ではピアリングされていません。解決策: only_ipv6_peering_enabled を false にし（${p.ipv6.replaceAll(", ", "、")}）、両方のサブネットを両側で指定します。`,
        },
  ENDPOINT_BESIDE_PEERING: (p: Params<"at" | "endpoint">) => ({
    en: `Whether ${p.at} has the private endpoint's own route to ${p.endpoint}, over a subnet peering that doesn't name both, isn't documented; without it another route decides. What would settle it: both named on both halves.`,
    ja: `両方のサブネットを含まないサブネット ピアリングで、${p.at} が ${p.endpoint} のプライベート エンドポイントへのルートを持つかどうかは文書化されていません。持たない場合は別のルートが使われます。確定するには: 両方のサブネットを両側で指定します。`,
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
  GATEWAY_STOPPED: (p: Params<"at" | "gateway" | "table">) => ({
    en: `Gateway ${p.gateway} does not work: route table ${p.table} of ${p.at} has bgp_route_propagation_enabled = false.`,
    ja: `ゲートウェイ ${p.gateway} は機能しません。${p.at} のルート テーブル ${p.table} が bgp_route_propagation_enabled = false です。`,
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
  LOOP_BY_ONE_INTERFACE: (p: Params<"at" | "others" | "through">) => ({
    en: `By its interface in ${p.at}, what ${p.through} forwards comes back to it; whether it sends these packets by another one (${p.others}), only its own routes tell. What would settle it: a subnet of its own for that interface, without this route.`,
    ja: `${p.through} が転送したパケットは、${p.at} のインターフェイスから出ると自身に戻ります。別のインターフェイス（${p.others}）から送り出すかどうかは、機器自身の経路設定でしか分かりません。解決策: そのインターフェイスを、このルートのない専用のサブネットに置きます。`,
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
  NETWORKS_OVERLAP: (p: Params<"a" | "b" | "overlap">) => ({
    en: `The address spaces of ${p.a} and ${p.b} overlap (${p.overlap}), so they can neither be peered nor both be peered with one hub. What would help: other addresses for one of them.`,
    ja: `${p.a} と ${p.b} のアドレス空間が重複しているため（${p.overlap}）、互いにピアリングすることも、両方を同じハブにピアリングすることもできません。解決策: どちらかのアドレスを変更します。`,
  }),
  ADDRESS_UNKNOWN: (p: Params<"at" | "settle" | "what">) => ({
    en: `This input doesn't tell an address at ${p.at} (${p.what})${settledBy(p.settle).en}.`,
    ja: `${p.at} のアドレス（${p.what}）はこの入力から分かりません${settledBy(p.settle).ja}。`,
  }),
  BGP_UNDECLARED: (p: Params<"listener" | "speaker">) => ({
    en: `What ${p.speaker} announces over BGP to ${p.listener} is not declared; declare it with --assume.`,
    ja: `${p.speaker} が BGP で ${p.listener} に何を広報するかが宣言されていません。--assume で宣言してください。`,
  }),
  GATEWAYS_ELSEWHERE: (p: Params<"at" | "peering" | "remote">) => ({
    en: `By ${p.peering}, ${p.at} uses the gateways of ${p.remote}, which this input doesn't hold: which routes they give it can't be told; add an input that holds them.`,
    ja: `${p.at} は ${p.peering} によって ${p.remote} のゲートウェイを使いますが、そのゲートウェイはこの入力に含まれていません。どの経路を受け取るかは判定できないため、ゲートウェイを含む入力を追加してください。`,
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
  HUB_ENDPOINT_BYPASS: (p: Params<"at" | "hub">) => ({
    en: `What comes from on-premises to the private endpoint in ${p.at} passes by the firewall of the routing intent of ${p.hub}, and what goes back may not: packets may be lost. What would help: private_endpoint_network_policies = "RouteTableEnabled" on ${p.at}.`,
    ja: `オンプレミスから ${p.at} のプライベート エンドポイントへの通信は、${p.hub} のルーティング インテントのファイアウォールを経由しません。戻りの通信は経由することがあり、パケットが失われる可能性があります。解決策: ${p.at} で private_endpoint_network_policies = "RouteTableEnabled" にします。`,
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
  HUB_TABLE_BESIDE_INTENT: (p: Params<"at" | "hub" | "table">) => ({
    en: `${p.at} sends by the route table ${p.table}, and another hub, ${p.hub}, has a routing intent: Azure's documentation says that the two can't be used in one Virtual WAN, so what that table learns of ${p.hub} can't be told. What would settle it: a connection that sends by the hub's default route table (associated_route_table_id).`,
    ja: `${p.at} はカスタム ルート テーブル ${p.table} を使い、${p.hub} にはルーティング インテントがあります。Azure のドキュメントでは、この 2 つは同じ Virtual WAN で併用できず、このテーブルが ${p.hub} の先への経路を学習するかどうかは確定しません。確定するには: 接続をハブの既定のルート テーブルに関連付けます（associated_route_table_id）。`,
  }),
  HUB_NOT_CONNECTED: (p: Params<"hub" | "network">) => ({
    en: `${p.network} isn't connected with a hub of the Virtual WAN of ${p.hub}; what would help: a connection.`,
    ja: `${p.network} は ${p.hub} の Virtual WAN のハブに接続されていません。解決策: 接続を作成します。`,
  }),
  HUB_NOT_TRANSITIVE: (p: Params<"hub" | "network" | "peer">) => ({
    en: `${p.network} is peered with ${p.peer}, which is connected with ${p.hub}, but a hub knows connected networks only; what would help: a connection of its own.`,
    ja: `${p.network} は ${p.hub} に接続された ${p.peer} とピアリングしていますが、ハブが知るのは直接接続された仮想ネットワークだけです。解決策: ${p.network} 自身の接続を作成します。`,
  }),
  HUB_STATIC_ROUTES_KEPT: (p: Params<"connection" | "hub" | "network" | "prefix">) => ({
    en: `The connection ${p.connection} has a static route for ${p.prefix} of ${p.network}, but static_vnet_propagate_static_routes_enabled = false keeps it from the tables of ${p.hub}; what would help: propagate it, or a route of the hub's table to that connection.`,
    ja: `接続 ${p.connection} には ${p.network} の ${p.prefix} への静的ルートがありますが、static_vnet_propagate_static_routes_enabled = false のため ${p.hub} のルート テーブルには伝達されません。解決策: 静的ルートを伝達するか、ハブのルート テーブルにその接続へのルートを追加します。`,
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
  AS_PATH_UNKNOWN: (p: Params<"at" | "prefix" | "ways">) => ({
    en: `${p.at} is offered ${p.prefix} by several (${p.ways}), of which the shortest AS path wins; AS paths are in no input. What would settle it: let one of them announce it, or the others a shorter prefix.`,
    ja: `${p.at} には ${p.prefix} の経路が複数（${p.ways}）から届き、AS パスが最も短いものが選ばれますが、AS パスはどの入力にもありません。この経路を広報するものを 1 つにするか、ほかの広報をより短いプレフィックスにすれば確定します。`,
  }),
  GATEWAY_SUBNET_ROUTE: (p: Params<"destination" | "gateway" | "learned" | "route">) => ({
    en: `${p.gateway} knows ${p.learned} by a tunnel or circuit, and its subnet's route ${p.route} is as long: whether packets to ${p.destination} follow that instead isn't documented. What would settle it: leave the route out of GatewaySubnet's table, whose routes are for what comes out of tunnels.`,
    ja: `${p.gateway} は ${p.learned} へのトンネルまたは回線を持っていますが、GatewaySubnet のルート ${p.route} のプレフィックスはそれ以上に長いものです。${p.destination} 宛てのパケットがこのルートに従うかどうかは文書にありません。GatewaySubnet のルート テーブルはトンネルから出たパケットのためのものです。このルートを外せば確定します。`,
  }),
  CLIENTS_BESIDE_BGP: (p: Params<"gateway" | "other" | "site">) => ({
    en: `By Microsoft's pages ${p.gateway} passes packets from ${p.site} on to ${p.other} only with BGP; clients that were given the route (custom_route) are reported to get through without it, where the device knows their pool. What would settle it: BGP on the connection and at both ends.`,
    ja: `Microsoft の文書では、${p.gateway} が ${p.site} からのパケットを ${p.other} へ転送するのは BGP が有効な場合だけです。ただし、経路を配布したクライアント（custom_route）は、拠点のデバイスにクライアントのプールへの経路があれば BGP なしでも届いたという報告があります。接続とその両端で BGP を有効にすれば確定します。`,
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
  GATEWAY_BASIC_TRANSIT: (p: Params<"gateway" | "network">) => ({
    en: `${p.gateway} is Basic, and Microsoft documents gateway transit for each VPN gateway SKU but that: whether ${p.network} is served by it is open. What would settle it: VpnGw1AZ or larger.`,
    ja: `${p.gateway} の SKU は Basic です。Microsoft の文書では、ゲートウェイ転送は Basic 以外の VPN ゲートウェイ SKU で使えるとされているため、${p.network} がこのゲートウェイを使えるかは判定できません。VpnGw1AZ 以上の SKU にすれば確定します。`,
  }),
  GATEWAYS_APART: (p: Params<"gateway" | "network" | "other">) => ({
    en: `${p.gateway} and ${p.other} both stand in ${p.network}, but a VPN gateway and an ExpressRoute gateway exchange routes only through a Route Server there: with branch_to_branch_traffic_enabled = true, the VPN gateway active-active and its ASN 65515.`,
    ja: `${p.gateway} と ${p.other} はどちらも ${p.network} にありますが、VPN ゲートウェイと ExpressRoute ゲートウェイが経路を交換するには、そこに Route Server が必要です。branch_to_branch_traffic_enabled = true とし、VPN ゲートウェイはアクティブ/アクティブで ASN を 65515 にします。`,
  }),
  CLIENTS_NEED_BGP: (p: Params<"gateway" | "other" | "pool">) => ({
    en: `${p.gateway} tells its VPN clients of ${p.other} only where it learns that over BGP, and passes their packets on to another tunnel only then. What would help: BGP on the connection and at both ends, so that the other end learns ${p.pool}, too.`,
    ja: `${p.gateway} が VPN クライアントに ${p.other} の経路を配り、クライアントのパケットを別のトンネルへ転送するのは、その経路を BGP で学習している場合だけです。解決策: 接続とその両端で BGP を有効にし、相手側も ${p.pool} を学習できるようにします。`,
  }),
  CLIENTS_PERHAPS_TOLD: (p: Params<"clients" | "gateway" | "network">) => ({
    en: `${p.network} is peered with the network of ${p.gateway} and doesn't use the gateway. Its machines can't answer ${p.clients}, but a private endpoint answers the way the request came, and was reached so; whether the clients are told of ${p.network} is documented both ways.`,
    ja: `${p.network} は ${p.gateway} の仮想ネットワークとピアリングしていますが、ゲートウェイを利用していません。仮想マシンは ${p.clients} に応答できませんが、プライベート エンドポイントは要求が来た経路で応答するため、届いたという報告があります。クライアントに ${p.network} の経路が配られるかどうかは、文書により異なります。`,
  }),
  PEERING_ACCESS_GATEWAY: (p: Params<"gateway" | "network" | "peering">) => ({
    en: `Peering ${p.peering} has allow_virtual_network_access = false, and packets between ${p.network} and ${p.gateway} go over it. Documents say that the flag changes a tag only; somebody found that the gateway then passes nothing.`,
    ja: `ピアリング ${p.peering} は allow_virtual_network_access = false で、${p.network} と ${p.gateway} の間のパケットはこれを通ります。文書ではサービス タグが変わるだけとされていますが、ゲートウェイが何も転送しなくなるという報告があります。`,
  }),
  ENDPOINT_ROUTE_LOCAL: (p: Params<"address" | "at" | "network" | "route" | "table">) => ({
    en: `The route ${p.route} of ${p.table} takes the place of the private endpoint's own row for ${p.address}, but a route with next hop type VnetLocal leads to a private endpoint only where ${p.network} has private_endpoint_vnet_policies = "Basic": whether packets of ${p.at} get there is open.`,
    ja: `${p.table} のルート ${p.route} により、プライベート エンドポイント ${p.address} 自身の経路は無効になります。しかし、次ホップの種類が VnetLocal のルートでプライベート エンドポイントに届くのは、${p.network} が private_endpoint_vnet_policies = "Basic" の場合だけです。${p.at} からのパケットが届くかどうかは判定できません。`,
  }),
  ROUTES_UNKNOWN: (p: Params<"at" | "destination" | "settle" | "table">) => ({
    en: `This input doesn't hold the routes of ${p.table}, which is bound to ${p.at}; one of them may lead to ${p.destination}${settledBy(p.settle).en}.`,
    ja: `${p.at} に関連付けられた ${p.table} のルートはこの入力に含まれておらず、${p.destination} 向けのルートがあるかもしれません${settledBy(p.settle).ja}。`,
  }),
} satisfies Catalogue;
