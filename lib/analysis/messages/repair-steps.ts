import { Params } from "../text";
import { Catalogue } from "./catalogue";

/** What the steps of a repair do. */
export const REPAIR_STEPS = {
  ROUTE: (p: Params<"at" | "prefix" | "target">) => ({
    en: `Route ${p.prefix} at ${p.at} to ${p.target}.`,
    ja: `${p.at} に ${p.prefix} を ${p.target} へ送るルートを設定します。`,
  }),
  ROUTE_TURNED: (p: Params<"at" | "prefix" | "route" | "target">) => ({
    en: `Let the route ${p.route} (${p.prefix}) of ${p.at} lead to ${p.target}.`,
    ja: `${p.at} のルート ${p.route}（${p.prefix}）の次ホップを ${p.target} にします。`,
  }),
  ROUTE_REMOVED: (p: Params<"at" | "prefix" | "route">) => ({
    en: `Take the route ${p.route} (${p.prefix}) out of ${p.at}.`,
    ja: `${p.at} からルート ${p.route}（${p.prefix}）を削除します。`,
  }),
  ROUTE_NARROWED: (p: Params<"at" | "kept" | "prefixes" | "route">) => ({
    en: `Let the route ${p.route} of ${p.at} name ${p.prefixes} instead, so that it doesn't cover ${p.kept}.`,
    ja: `${p.at} のルート ${p.route} が ${p.kept} を含まないように、${p.prefixes.replaceAll(", ", "、")} だけを指定します。`,
  }),
  TABLE_BOUND: (p: Params<"at" | "table">) => ({
    en: `Bind the route table ${p.table} to ${p.at}.`,
    ja: `ルート テーブル ${p.table} を ${p.at} に関連付けます。`,
  }),
  TABLE_UNBOUND: (p: Params<"at" | "table">) => ({
    en: `Take the route table ${p.table} off ${p.at}.`,
    ja: `${p.at} からルート テーブル ${p.table} の関連付けを外します。`,
  }),
  PROPAGATION: (p: Params<"at" | "on" | "table">) => ({
    en: `Turn propagation of gateway routes ${p.on === "true" ? "on" : "off"} in ${p.table} of ${p.at}.`,
    ja: `${p.at} のルート テーブル ${p.table} でゲートウェイのルートの伝達を${p.on === "true" ? "有効" : "無効"}にします。`,
  }),
  PEERING_HALF: (p: Params<"a" | "b">) => ({
    en: `Create the missing half of the peering, from ${p.a} to ${p.b}.`,
    ja: `不足しているピアリング（${p.a} → ${p.b}）を作成します。`,
  }),
  GROUP_CONNECTED: (p: Params<"configuration">) => ({
    en: `Let the network manager's configuration ${p.configuration} connect the members of the group with each other.`,
    ja: `Virtual Network Manager の構成 ${p.configuration} で、グループのメンバー同士を直接接続します。`,
  }),
  GROUP_JOINED: (p: Params<"group" | "network">) => ({
    en: `Make ${p.network} a member of the network group ${p.group}.`,
    ja: `${p.network} をネットワーク グループ ${p.group} のメンバーにします。`,
  }),
  PEERING: (p: Params<"a" | "b">) => ({
    en: `Peer ${p.a} with ${p.b} directly.`,
    ja: `${p.a} と ${p.b} を直接ピアリングします。`,
  }),
  HUB_CONNECTION: (p: Params<"hub" | "network">) => ({
    en: `Connect ${p.network} with the hub ${p.hub}.`,
    ja: `${p.network} をハブ ${p.hub} に接続します。`,
  }),
  HUB_PROPAGATION: (p: Params<"connection" | "hub" | "table">) => ({
    en: `Let the connection ${p.connection} propagate to the route table ${p.table} of ${p.hub}.`,
    ja: `接続 ${p.connection} の経路を ${p.hub} のルート テーブル ${p.table} に伝達します。`,
  }),
  WAN_STANDARD: (p: Params<"wan">) => ({
    en: `Make the Virtual WAN ${p.wan} one of type Standard.`,
    ja: `Virtual WAN ${p.wan} の種類を Standard にします。`,
  }),
  BRANCH_TO_BRANCH: (p: Params<"wan">) => ({
    en: `Let the Virtual WAN ${p.wan} pass packets from branch to branch.`,
    ja: `Virtual WAN ${p.wan} で拠点間のトラフィックを許可します。`,
  }),
  HUB_ASSOCIATION: (p: Params<"connection" | "hub" | "table">) => ({
    en: `Let the connection ${p.connection} send by the route table ${p.table} of ${p.hub}.`,
    ja: `接続 ${p.connection} を ${p.hub} のルート テーブル ${p.table} に関連付けます。`,
  }),
  HUB_NEXT_HOP: (p: Params<"connection" | "route" | "target">) => ({
    en: `Turn the static route ${p.route} of the connection ${p.connection} to ${p.target}.`,
    ja: `接続 ${p.connection} の静的ルート ${p.route} の次ホップを ${p.target} に変更します。`,
  }),
  HUB_DEFAULT_ROUTE: (p: Params<"connection" | "hub">) => ({
    en: `Let the connection ${p.connection} take the default route of ${p.hub}.`,
    ja: `接続 ${p.connection} で ${p.hub} の既定のルートを受け取るようにします。`,
  }),
  HUB_INTENT: (p: Params<"hub" | "firewall">) => ({
    en: `Let the hub ${p.hub} send private traffic through ${p.firewall} (routing intent).`,
    ja: `ハブ ${p.hub} のルーティング インテントでプライベート トラフィックを ${p.firewall} 経由にします。`,
  }),
  ROUTE_SERVER_BRANCHES: (p: Params<"server">) => ({
    en: `Let the Route Server ${p.server} exchange routes between gateways and appliances (branch-to-branch).`,
    ja: `Route Server ${p.server} でゲートウェイとアプライアンスの間の経路交換（ブランチ間）を有効にします。`,
  }),
  DEFAULT_SITE: (p: Params<"gateway" | "site">) => ({
    en: `Let the gateway ${p.gateway} send what goes nowhere else to ${p.site} (default site).`,
    ja: `ゲートウェイ ${p.gateway} の既定のサイトを ${p.site} にし、ほかに経路のないパケットをそこへ送ります。`,
  }),
  ROUTE_SERVER: (p: Params<"network">) => ({
    en: `Create a Route Server in ${p.network} that lets its ExpressRoute and VPN gateways tell each other what they learn (branch-to-branch).`,
    ja: `${p.network} に Route Server を作成し、ExpressRoute ゲートウェイと VPN ゲートウェイの間で経路を交換します（ブランチ間）。`,
  }),
  SESSION: (p: Params<"server" | "speaker">) => ({
    en: `Let ${p.speaker} speak BGP with the Route Server ${p.server}.`,
    ja: `${p.speaker} と Route Server ${p.server} の BGP ピアリングを作成します。`,
  }),
  SESSION_ENDED: (p: Params<"session" | "speaker">) => ({
    en: `Take out ${p.session}, the BGP session of ${p.speaker} with the Route Server.`,
    ja: `${p.speaker} と Route Server の BGP ピアリング ${p.session} を削除します。`,
  }),
  FORWARDED_TRAFFIC: (p: Params<"network" | "peering">) => ({
    en: `Let ${p.network} accept forwarded packets from its peer (peering ${p.peering}).`,
    ja: `${p.network} がピアから転送されたパケットを受け付けるようにします（ピアリング ${p.peering}）。`,
  }),
  TRAFFIC_SELECTOR: (p: Params<"local" | "remote" | "tunnel">) => ({
    en: `Let the tunnel ${p.tunnel} carry packets between ${p.local} and ${p.remote}.`,
    ja: `トンネル ${p.tunnel} のトラフィック セレクターに ${p.local} と ${p.remote} の組み合わせを追加します。`,
  }),
  SUBNETS_PEERED: (p: Params<"a" | "b">) => ({
    en: `Include ${p.a} and ${p.b} in the subnet peering, on both halves.`,
    ja: `${p.a} と ${p.b} をサブネット ピアリングの両側に含めます。`,
  }),
  NETWORK_ACCESS: (p: Params<"network" | "peering">) => ({
    en: `Count the peer of ${p.network} as VirtualNetwork (peering ${p.peering}).`,
    ja: `${p.network} のピアを VirtualNetwork タグに含めます（ピアリング ${p.peering}）。`,
  }),
  GATEWAY_SHARED: (p: Params<"gateway" | "network">) => ({
    en: `Let ${p.network} use the gateway ${p.gateway}.`,
    ja: `${p.network} がゲートウェイ ${p.gateway} を利用できるようにします。`,
  }),
  ROUTE_SERVER_SHARED: (p: Params<"network" | "server">) => ({
    en: `Let ${p.network} learn from the Route Server ${p.server}.`,
    ja: `${p.network} が Route Server ${p.server} から経路を学習できるようにします。`,
  }),
  FORWARDING: (p: Params<"nic">) => ({
    en: `Turn IP forwarding on at the NIC ${p.nic}; its guest system must forward too.`,
    ja: `NIC ${p.nic} の IP 転送を有効にします（ゲスト OS 側でも転送の設定が必要です）。`,
  }),
  SECURITY_RULE: (p: Params<"access" | "from" | "group" | "ports" | "to">) => ({
    en: `${p.access === "Allow" ? "Allow" : "Deny"} ${p.ports} from ${p.from} to ${p.to} in ${p.group}.`,
    ja: `${p.group} で ${p.from} から ${p.to} への ${p.ports} を${p.access === "Allow" ? "許可" : "拒否"}します。`,
  }),
  SECURITY_RULE_IN_PLACE: (p: Params<"from" | "group" | "ports" | "priority" | "rule" | "to">) => ({
    en: `Allow ${p.ports} from ${p.from} to ${p.to} in ${p.group}, in the place of the rule ${p.rule}, which moves to priority ${p.priority}.`,
    ja: `${p.group} で ${p.from} から ${p.to} への ${p.ports} を許可し、規則 ${p.rule} の優先度を ${p.priority} に下げます。`,
  }),
  FIREWALL_RULE: (p: Params<"firewall" | "from" | "ports" | "to">) => ({
    en: `Allow ${p.ports} from ${p.from} to ${p.to} on the firewall ${p.firewall}.`,
    ja: `ファイアウォール ${p.firewall} で ${p.from} から ${p.to} への ${p.ports} を許可します。`,
  }),
  PUBLISHING_RULE_TAKEN_OUT: (p: Params<"by" | "rule">) => ({
    en: `Take out the rule ${p.rule} of ${p.by}, which publishes this on the Internet.`,
    ja: `インターネットに公開している ${p.by} の規則 ${p.rule} を削除します。`,
  }),
  HUB_STATIC_ROUTE: (p: Params<"connection" | "prefixes" | "target">) => ({
    en: `Let the connection ${p.connection} hand ${p.prefixes} to ${p.target} (static_vnet_route).`,
    ja: `接続 ${p.connection} に静的ルート（static_vnet_route）を追加し、${p.prefixes.replaceAll(", ", "、")} を ${p.target} へ送ります。`,
  }),
  HUB_STATIC_ROUTES_PROPAGATED: (p: Params<"connection">) => ({
    en: `Let the hub's tables learn the static routes of the connection ${p.connection} (static_vnet_propagate_static_routes_enabled).`,
    ja: `接続 ${p.connection} の静的ルートをハブのルート テーブルに伝達します（static_vnet_propagate_static_routes_enabled）。`,
  }),
  HUB_ROUTE_REMOVED: (p: Params<"connection" | "route">) => ({
    en: `Take out ${p.route}, which leads to ${p.connection}.`,
    ja: `${p.connection} を次ホップとする ${p.route} を削除します。`,
  }),
  HUB_LABEL: (p: Params<"connection">) => ({
    en: `Write down that the connection ${p.connection} propagates to the label default.`,
    ja: `接続 ${p.connection} の伝達先のラベルに default を明記します。`,
  }),
  ADMIN_RULE: (p: Params<"from" | "ports" | "rule" | "to">) => ({
    en: `Allow ${p.ports} from ${p.from} to ${p.to} by a security admin rule before ${p.rule}.`,
    ja: `セキュリティ管理規則 ${p.rule} より優先される規則で、${p.from} から ${p.to} への ${p.ports} を許可します。`,
  }),
  BASTION_BY_ADDRESS: (p: Params<"bastion" | "sku">) => ({
    en: `Let Bastion ${p.bastion} connect by IP address${p.sku === "" ? "" : ` (SKU ${p.sku})`}.`,
    ja: `Bastion ${p.bastion} の IP ベースの接続を有効にします${p.sku === "" ? "" : `（SKU は ${p.sku}）`}。`,
  }),
  TUNNEL_BY_ROUTES: (p: Params<"tunnel">) => ({
    en: `Let ${p.tunnel} go by routes instead of policy-based traffic selectors.`,
    ja: `${p.tunnel} でポリシー ベースのトラフィック セレクターを使わないようにします。`,
  }),
  PROXY_OFF: (p: Params<"firewall">) => ({
    en: `Turn the explicit proxy of ${p.firewall} off.`,
    ja: `${p.firewall} の明示的プロキシを無効にします。`,
  }),
  DNAT_ADDRESS: (p: Params<"rule" | "to">) => ({
    en: `Let the DNAT rule ${p.rule} be about ${p.to}.`,
    ja: `DNAT ルール ${p.rule} の宛先を ${p.to} にします。`,
  }),
  DNAT_TARGET: (p: Params<"from" | "isPublic" | "rule" | "to">) => ({
    en: `Let the DNAT rule ${p.rule} lead to ${p.to} instead of ${p.from}, ${p.isPublic === "true" ? "a public address" : "which nothing in the input has"}.`,
    ja: `DNAT ルール ${p.rule} の変換先を、${p.isPublic === "true" ? "パブリック アドレス" : "入力のどこにもない"} ${p.from} から ${p.to} に変更します。`,
  }),
  DNAT_RULE_INSTEAD: (p: Params<"address" | "firewall" | "instead" | "target">) => ({
    en: `Publish ${p.target} at ${p.address} by a DNAT rule of the firewall ${p.firewall}, instead of at ${p.instead}.`,
    ja: `${p.instead} での公開をやめ、ファイアウォール ${p.firewall} の DNAT ルールで、${p.address} に届いた通信を ${p.target} に転送します。`,
  }),
  DNAT_RULE: (p: Params<"address" | "firewall" | "target">) => ({
    en: `Publish ${p.target} at ${p.address} by a DNAT rule of the firewall ${p.firewall}.`,
    ja: `ファイアウォール ${p.firewall} の DNAT ルールで、${p.address} に届いた通信を ${p.target} に転送します。`,
  }),
  NAT_GATEWAY_ADDRESS: (p: Params<"gateway">) => ({
    en: `Give the NAT gateway ${p.gateway} a public address.`,
    ja: `NAT ゲートウェイ ${p.gateway} にパブリック IP を割り当てます。`,
  }),
  IP_GROUP: (p: Params<"members" | "rule">) => ({
    en: `Add to the IP group that the firewall's rule ${p.rule} is about: ${p.members}.`,
    ja: `ファイアウォールのルール ${p.rule} が使う IP グループに追加します: ${p.members.replaceAll(", ", "、").replaceAll("; ", " / ")}。`,
  }),
  BALANCER_MEMBERS: (p: Params<"balancer" | "nics">) => ({
    en: `Put ${p.nics} into the backend pool of the load balancer ${p.balancer}.`,
    ja: `ロード バランサー ${p.balancer} のバックエンド プールに ${p.nics} を追加します。`,
  }),
  BALANCER_RULE: (p: Params<"balancer">) => ({
    en: `Let ${p.balancer} pass all protocols and ports (HA ports).`,
    ja: `${p.balancer} がすべてのプロトコルとポートを通すようにします（HA ポート）。`,
  }),
  BALANCER_POOL: (p: Params<"balancer" | "pool" | "rule">) => ({
    en: `Let the rule ${p.rule} of ${p.balancer} lead to the backend pool ${p.pool}.`,
    ja: `${p.balancer} の規則 ${p.rule} の宛先をバックエンド プール ${p.pool} にします。`,
  }),
  BALANCER_PORT: (p: Params<"balancer" | "ports">) => ({
    en: `Let ${p.balancer} pass ${p.ports} too.`,
    ja: `${p.balancer} が ${p.ports} も通すようにします。`,
  }),
  BALANCER_STANDARD: (p: Params<"balancer">) => ({
    en: `Make ${p.balancer} a Standard load balancer.`,
    ja: `${p.balancer} を Standard のロード バランサーにします。`,
  }),
  ENDPOINT_POLICY: (p: Params<"at">) => ({
    en: `Let routes count for the private endpoints in ${p.at}.`,
    ja: `${p.at} のプライベート エンドポイントにルートが適用されるようにします。`,
  }),
  ENDPOINT_NETWORK_POLICY: (p: Params<"network">) => ({
    en: `Let routes with next hop type VnetLocal lead to the private endpoints of ${p.network}.`,
    ja: `次ホップの種類が VnetLocal のルートで ${p.network} のプライベート エンドポイントに届くようにします。`,
  }),
  ROUTE_DIVIDED: (p: Params<"at" | "prefix" | "prefixes" | "route">) => ({
    en: `Let the route ${p.route} of ${p.at} name ${p.prefixes} instead of ${p.prefix}.`,
    ja: `${p.at} のルート ${p.route} で、${p.prefix} の代わりに ${p.prefixes.replaceAll(", ", "、")} を指定します。`,
  }),
  SECURITY_RULE_TAKEN_OUT: (p: Params<"group" | "rule">) => ({
    en: `Take the rule ${p.rule}, which allows this first of all, out of ${p.group}.`,
    ja: `最優先でこの通信を許可している規則 ${p.rule} を ${p.group} から削除します。`,
  }),
  LOCKED: (p: Params<"network" | "what">) => ({
    en: `Let ${p.what} lock ${p.network}, so that one waits for the other.`,
    ja: `${p.what} の locks に ${p.network} を指定し、1 つずつ作成されるようにします。`,
  }),
  AWAITED: (p: Params<"earlier" | "later">) => ({
    en: `Let ${p.later} wait for ${p.earlier}.`,
    ja: `${p.later.replaceAll(", ", "、")} が ${p.earlier.replaceAll(", ", "、")} の作成を待つようにします。`,
  }),
  GATEWAY_SKU: (p: Params<"gateway" | "sku">) => ({
    en: `Give the gateway ${p.gateway} the SKU ${p.sku}, and its addresses what that needs.`,
    ja: `ゲートウェイ ${p.gateway} の SKU を ${p.sku} にし、パブリック IP をそれに合わせます。`,
  }),
  GATEWAY_ADDRESSES: (p: Params<"count" | "gateway">) => ({
    en: `Make the gateway ${p.gateway} active-active with ${p.count} IP configurations.`,
    ja: `ゲートウェイ ${p.gateway} を、IP 構成が ${p.count} 個のアクティブ/アクティブ構成にします。`,
  }),
  STANDARD_ADDRESS: (p: Params<"address" | "zones">) => ({
    en: `Make ${p.address} a Standard, static address${p.zones === "" ? "" : ` in the zones ${p.zones}`}.`,
    ja: `${p.address} を SKU Standard の静的なパブリック IP${p.zones === "" ? " " : `（可用性ゾーン ${p.zones}）`}にします。`,
  }),
  TAKEN_OUT: (p: Params<"resource">) => ({
    en: `Take ${p.resource} out.`,
    ja: `${p.resource} を削除します。`,
  }),
  WRITTEN_APART: (p: Params<"names" | "owner" | "type">) => ({
    en: `Write ${p.names} of ${p.owner} as resources of their own (${p.type}), as the others are.`,
    ja: `${p.owner} の中に書かれた ${p.names} を、ほかと同じように ${p.type} リソースとして書きます。`,
  }),
  WRITTEN_TOGETHER: (p: Params<"owner" | "resources">) => ({
    en: `Write ${p.resources} inside of ${p.owner}, as the others are.`,
    ja: `${p.resources} を、ほかと同じように ${p.owner} の中にインラインで書きます。`,
  }),
  NETWORK_RULE_ASIDE: (p: Params<"instead" | "rule">) => ({
    en: `Take the network rule ${p.rule} out${p.instead === "" ? ": what no rule allows is denied anyway" : `, and allow its ports to every other name in an application rule (${p.instead})`}.`,
    ja: `ネットワーク ルール ${p.rule} を削除します。${p.instead === "" ? "許可されていない通信は、ルールがなくても拒否されます" : `そのポートは、ほかのすべての名前への通信としてアプリケーション ルール（${p.instead}）で許可します`}。`,
  }),
  RULE_FIRST: (p: Params<"first" | "second">) => ({
    en: `Let the rule ${p.first} come before ${p.second}.`,
    ja: `ルール ${p.first} を ${p.second} より先に評価されるようにします。`,
  }),
  NUMBER: (p: Params<"gateway" | "number">) => ({
    en: `Give the gateway ${p.gateway} the autonomous system number ${p.number}.`,
    ja: `ゲートウェイ ${p.gateway} の AS 番号を ${p.number} にします。`,
  }),
  STATIC_ADDRESS: (p: Params<"address" | "resource">) => ({
    en: `Give ${p.resource} the address ${p.address}, the first that is free in its subnet.`,
    ja: `${p.resource} のアドレスを、サブネットで最初に空いている ${p.address} にします。`,
  }),
  POLICIES_JOINED: (p: Params<"from" | "to">) => ({
    en: `Write the policies of ${p.from} into ${p.to}.`,
    ja: `${p.from} のポリシーを ${p.to} に書きます。`,
  }),
  MANAGER_DEPLOYED: (p: Params<"configuration" | "region">) => ({
    en: `Deploy ${p.configuration} to ${p.region}.`,
    ja: `${p.configuration} を ${p.region} にデプロイします。`,
  }),
  SETTING: (p: Params<"resource" | "written">) => ({
    en: `Set ${p.written} in ${p.resource}.`,
    ja: `${p.resource} で ${p.written} を設定します。`,
  }),
  SUBNET_OF_INSTANCE: (p: Params<"instance" | "subnet">) => ({
    en: `Give ${p.subnet} what ${p.instance} needs, which then waits for it: the delegation, a network security group and a route table. Azure writes the rules and routes itself.`,
    ja: `${p.instance} に必要な委任、ネットワーク セキュリティ グループ、ルート テーブルを ${p.subnet} に設定し、インスタンスをその後に作成します。規則とルートは Azure が追加します。`,
  }),
  RULES_IN_POLICY: (p: Params<"collection" | "policy">) => ({
    en: `Write the rules of ${p.collection} into a rule collection group of ${p.policy}.`,
    ja: `${p.collection} のルールを、${p.policy} のルール コレクション グループに移します。`,
  }),
  PREFIXES: (p: Params<"prefixes" | "resource">) => ({
    en: `Let ${p.resource} have the prefixes ${p.prefixes}.`,
    ja: `${p.resource} のプレフィックスを ${p.prefixes.replaceAll(", ", "、")} にします。`,
  }),
  RESERVED_SUBNET: (p: Params<"resource" | "subnet">) => ({
    en: `Put ${p.resource} into ${p.subnet}.`,
    ja: `${p.resource} を ${p.subnet} に置きます。`,
  }),
  DISTINCT_NAMES: (p: Params<"resource">) => ({
    en: `Give each IP configuration of ${p.resource} a name of its own.`,
    ja: `${p.resource} の IP 構成に、それぞれ別の名前を付けます。`,
  }),
  IMAGE_PLAN: (p: Params<"machine" | "plan">) => ({
    en: `Give ${p.machine} the marketplace plan of its image (${p.plan}).`,
    ja: `${p.machine} に、イメージの Marketplace プラン（${p.plan}）を指定します。`,
  }),
  ZONE_LINKED: (p: Params<"network" | "zone">) => ({
    en: `Link ${p.zone} to ${p.network}.`,
    ja: `${p.zone} を ${p.network} にリンクします。`,
  }),
  DELEGATED: (p: Params<"service" | "subnet">) => ({
    en: `Delegate ${p.subnet} to ${p.service}.`,
    ja: `${p.subnet} を ${p.service} に委任します。`,
  }),
  PORTS_APART: (p: Params<"rule">) => ({
    en: `Give the rule ${p.rule} its ports as a list.`,
    ja: `規則 ${p.rule} のポートをリストで指定します。`,
  }),
  ADDRESSES_APART: (p: Params<"rule">) => ({
    en: `Give the rule ${p.rule} its addresses as Azure takes them: several as a list, one that stands for all alone.`,
    ja: `規則 ${p.rule} のアドレスを、複数ならリストで、すべてを表すものなら単独で指定します。`,
  }),
  INTEGRATED_INLINE: (p: Params<"app" | "connection">) => ({
    en: `Set virtual_network_subnet_id of ${p.app} to the subnet of ${p.connection}, and take that out.`,
    ja: `${p.app} の virtual_network_subnet_id に ${p.connection} のサブネットを指定し、${p.connection} を削除します。`,
  }),
  WORKLOAD_PROFILE: (p: Params<"environment" | "service" | "subnet">) => ({
    en: `Give ${p.environment} the workload profile Consumption, and delegate ${p.subnet} to ${p.service}.`,
    ja: `${p.environment} にワークロード プロファイル Consumption を追加し、${p.subnet} を ${p.service} に委任します。`,
  }),
  PUBLIC_ADDRESS: (p: Params<"resource">) => ({
    en: `Give ${p.resource} a public address.`,
    ja: `${p.resource} にパブリック IP を割り当てます。`,
  }),
  FLOW_LOG_TARGET: (p: Params<"log" | "network">) => ({
    en: `Let ${p.log} record ${p.network}.`,
    ja: `${p.log} の記録対象を ${p.network} にします。`,
  }),
  SITE_PREFIXES: (p: Params<"prefixes" | "site">) => ({
    en: `Let the site ${p.site} claim its prefixes without the virtual networks: ${p.prefixes}.`,
    ja: `サイト ${p.site} のプレフィックスから仮想ネットワークを除きます: ${p.prefixes.replaceAll(", ", "、")}。`,
  }),
  OWN_TABLE: (p: Params<"at" | "table">) => ({
    en: `Give ${p.at} a route table of its own instead of ${p.table}: the Internet directly, everything else as before.`,
    ja: `${p.at} に ${p.table} の代わりとなる専用のルート テーブルを用意し、インターネットへは直接、それ以外は今までどおりにします。`,
  }),
  SERVICE_RULES: (p: Params<"group" | "service">) => ({
    en: `Add to ${p.group} the rules that Azure ${p.service} needs.`,
    ja: `${p.group} に Azure ${p.service} が必要とする規則を追加します。`,
  }),
  ENDPOINTS_MOVED: (p: Params<"from" | "services" | "to">) => ({
    en: `Move the service endpoints ${p.services} from ${p.from} to ${p.to}, the appliance's subnet.`,
    ja: `サービス エンドポイント ${p.services} を ${p.from} から、アプライアンスのサブネット ${p.to} に移します。`,
  }),
  NAT_GATEWAY: (p: Params<"at">) => ({
    en: `Give ${p.at} a NAT gateway.`,
    ja: `${p.at} に NAT ゲートウェイを関連付けます。`,
  }),
  NAT_GATEWAY_SHARED: (p: Params<"at" | "gateway">) => ({
    en: `Bind the NAT gateway ${p.gateway} to ${p.at}.`,
    ja: `NAT ゲートウェイ ${p.gateway} を ${p.at} に関連付けます。`,
  }),
  PRIVATE_RANGES: (p: Params<"firewall">) => ({
    en: `Let the firewall ${p.firewall} keep sources towards private ranges only.`,
    ja: `ファイアウォール ${p.firewall} が送信元を変換しない範囲をプライベート アドレスだけにします。`,
  }),
  ASKS_RESOLVER: (p: Params<"endpoint" | "network">) => ({
    en: `Let ${p.network} ask the inbound endpoint ${p.endpoint} for names.`,
    ja: `${p.network} の DNS サーバーを受信エンドポイント ${p.endpoint} にします。`,
  }),
  ASKS_FIREWALL: (p: Params<"network" | "firewall">) => ({
    en: `Let ${p.network} ask the firewall ${p.firewall} for names.`,
    ja: `${p.network} の DNS サーバーをファイアウォール ${p.firewall} にします。`,
  }),
  DNS_PROXY: (p: Params<"policy">) => ({
    en: `Turn on the DNS proxy of ${p.policy}.`,
    ja: `${p.policy} の DNS プロキシを有効にします。`,
  }),
  MANAGEMENT_NIC: (p: Params<"firewall">) => ({
    en: `Give the firewall ${p.firewall} a management IP configuration in a subnet of its own.`,
    ja: `ファイアウォール ${p.firewall} に、専用サブネットの管理用 IP 構成を追加します。`,
  }),
  TUNNEL_BGP: (p: Params<"connection">) => ({
    en: `Let the gateways at both ends of the connection ${p.connection} exchange routes over BGP.`,
    ja: `接続 ${p.connection} の両端のゲートウェイが BGP で経路を交換するようにします。`,
  }),
  CONNECTION_DIRECTION: (p: Params<"connection" | "speaker">) => ({
    en: `Create the other direction of the connection ${p.connection}, with the same shared key${p.speaker === "" ? "" : `, and turn BGP on at its gateway ${p.speaker}`}.`,
    ja: `接続 ${p.connection} の逆方向の接続を、同じ共有キーで作成します${p.speaker === "" ? "" : `（ゲートウェイ ${p.speaker} の BGP も有効にします）`}。`,
  }),
  CONNECTION_KEY: (p: Params<"connection" | "other">) => ({
    en: `Give the connection ${p.connection} the shared key of its other direction ${p.other}.`,
    ja: `接続 ${p.connection} に、逆方向の接続 ${p.other} と同じ共有キーを指定します。`,
  }),
  CONNECTION_BGP: (p: Params<"connection">) => ({
    en: `Turn BGP on for the connection ${p.connection}; its other end must speak it too.`,
    ja: `接続 ${p.connection} で BGP を有効にします（対向側でも有効にする必要があります）。`,
  }),
} satisfies Catalogue;
