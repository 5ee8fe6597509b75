import { ifGiven, Params } from "../text";
import { Catalogue } from "./catalogue";

/** How the Internet is reached, and what it reaches. */
export const INTERNET_REASONS = {
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
  EGRESS_BALANCER_PROTOCOL: (p: Params<"at" | "balancer" | "protocol">) => ({
    en: `The rules of the load balancer ${p.balancer} give ${p.at} a way out for ${p.protocol} alone, and Azure gives no default address behind it: other protocols end there. What would help: a NAT gateway at its subnet, or an outbound rule for all protocols.`,
    ja: `ロード バランサー ${p.balancer} の規則が ${p.at} に与える出口は ${p.protocol} だけです。その背後では既定のアドレスも与えられないため、他のプロトコルはインターネットに出られません。解決策: サブネットに NAT ゲートウェイを関連付けるか、すべてのプロトコルのアウトバウンド規則を追加します。`,
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
  EGRESS_OF_MACHINE: (p: Params<"nic">) => ({
    en: `${p.nic} has no way out itself, and the machine that it belongs to is not in the input: another of its interfaces may lead out; add what holds the machine.`,
    ja: `${p.nic} 自体に送信手段はなく、接続先の仮想マシンは入力に含まれません。その別のネットワーク インターフェイスから出られる可能性があるため、仮想マシンを含む構成を加えてください。`,
  }),
  EGRESS_OF_ADDRESS_POOL: (p: Params<"at" | "balancer" | "nic">) => ({
    en: `${p.nic} in ${p.at} is behind the load balancer ${p.balancer} by its address: whether that gives it a way out isn't documented surely. Put the NIC into the pool, or a NAT gateway at the subnet.`,
    ja: `${p.at} の ${p.nic} は IP アドレスでロード バランサー ${p.balancer} のバックエンドに登録されています。それで送信できるかどうかは確実には文書化されていません。NIC で登録するか、サブネットに NAT ゲートウェイを関連付けてください。`,
  }),
  EGRESS_OF_NAT_RULE: (p: Params<"at" | "balancer" | "nic">) => ({
    en: `${p.nic} in ${p.at} is behind the Standard load balancer ${p.balancer} by inbound NAT rules alone: they translate nothing that it sends itself, and whether Azure gives it a default address beside them isn't documented. What would settle it: a NAT gateway at the subnet, or an outbound rule for a pool with the NIC.`,
    ja: `${p.at} の ${p.nic} は、インバウンド NAT 規則だけで Standard ロード バランサー ${p.balancer} の背後にあります。インバウンド NAT 規則は自身からの送信を変換せず、既定のアドレスが与えられるかどうかは文書化されていません。サブネットに NAT ゲートウェイを関連付けるか、NIC をバックエンド プールに入れてアウトバウンド規則を作成すると確定します。`,
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
    ja: `インターネットから ${p.at} に至る経路はありません（仮想マシンのパブリック IP、パブリック ロード バランサーの規則、ファイアウォールの DNAT ルールのいずれもありません）。`,
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
    ja: `ファイアウォール ${p.firewall} の DNAT ルール ${p.rule} により、${p.address} は ${p.at} の ${p.translated} に届きます。`,
  }),
  INGRESS_DNAT_PUBLIC: (p: Params<"address" | "at" | "balancer" | "firewall" | "own" | "rule">) => ({
    en: `DNAT rule ${p.rule} of the firewall ${p.firewall} translates to ${p.address}, a public address of the load balancer ${p.balancer}: it goes out and comes in again from the firewall's own public address, so that answers have to go straight out to that. What would help: a private address as its translated address (of ${p.at}, or of an internal load balancer); or a route at ${p.at} for ${p.own || "each of the firewall's public addresses"} to Internet.`,
    ja: `ファイアウォール ${p.firewall} の DNAT ルール ${p.rule} は、ロード バランサー ${p.balancer} のパブリック IP ${p.address} に変換します。通信はいったん外に出て、ファイアウォール自身のパブリック IP から入り直すため、応答はそのパブリック IP に直接送る必要があります。解決策: 変換後のアドレスをプライベート アドレス（${p.at} または内部ロード バランサー）にします。または ${p.at} に、${p.own || "ファイアウォールの各パブリック IP"} を Internet に送るルートを追加します。`,
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
          ja: `ファイアウォール ${p.firewall} の DNAT ルール ${p.rule} は ${p.at} に届くはずですが、先に評価されるルールがすべてのパケットを処理します。解決策: 別のアドレスかポートにするか、優先度を上げます。`,
        }
      : {
          en: `DNAT rule ${p.rule} of the firewall ${p.firewall} would lead to ${p.at}, but its destination is no address of the firewall's. What would help: one of the firewall's public addresses as destination.`,
          ja: `ファイアウォール ${p.firewall} の DNAT ルール ${p.rule} は ${p.at} に届くはずですが、宛先がファイアウォールのアドレスではありません。解決策: 宛先をファイアウォールのパブリック IP にします。`,
        },
  INGRESS_PARTLY: (p: Params<"at" | "part">) => ({
    en: `Only a part comes in to ${p.at}: ${p.part}.`,
    ja: `${p.at} に届くのは一部だけです: ${p.part}。`,
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
    ja: `アプリケーション ゲートウェイ ${p.proxy} はインターネットから到達でき、バックエンドへは自身が接続します。${p.at} の何を公開するかはリスナーとルールによりますが、解析では追跡しません。`,
  }),
  INGRESS_BY_SERVICE: (p: Params<"at" | "service">) => ({
    en: `The service ${p.service} in ${p.at} publishes by public addresses of its own what its own configuration says, which the input doesn't hold.`,
    ja: `${p.at} のサービス ${p.service} は、自身のパブリック IP で公開できます。何を公開するかはサービス自身の構成で決まり、入力からは分かりません。`,
  }),
  INGRESS_BY_PRIVATE_LINK: (p: Params<"at" | "origin" | "service">) => ({
    en: `Front Door has the private link service ${p.service} as origin (${p.origin}), and this leads to ${p.at}: what it publishes, its routes tell, which are not followed.`,
    ja: `Front Door の配信元 ${p.origin} は Private Link サービス ${p.service} で、これは ${p.at} に届きます。何を公開するかは Front Door のルートによりますが、解析では追跡しません。`,
  }),
  INGRESS_BY_APPLIANCE: (p: Params<"at" | "nic">) => ({
    en: `${p.nic} forwards packets and can be asked from the Internet: whether it publishes anything in ${p.at}, only its own configuration tells.`,
    ja: `${p.nic} はパケットを転送し、インターネットから到達できます。${p.at} の何かを公開しているかどうかは、装置自身の設定でしか分かりません。`,
  }),
} satisfies Catalogue;
