import { Params } from "../text";
import { Catalogue } from "./catalogue";

/** What whoever applies a repair should know. */
export const REPAIR_CAUTIONS = {
  WRITTEN_ALLOW: (p: Params<"group" | "rule">) => ({
    en: `Somebody wrote the rule ${p.rule} of ${p.group} that allows this, and whatever else it allows is closed too. Ask them first.`,
    ja: `この通信を許可する規則 ${p.rule}（${p.group}）は意図して書かれたもので、削除すると、ほかに許可していた通信も閉じます。事前に作成者に確認してください。`,
  }),
  FED: (p: Params<"address" | "by" | "expression" | "entry" | "place">) => ({
    en: `This isn't written in ${p.address} itself: its ${p.by} makes it of ${p.expression}. Change ${p.entry === "" ? "that" : `what makes ${p.entry} there`}${p.place === "" ? "" : ` (${p.place})`}.`,
    ja: `${p.address} には直接書かれておらず、${p.by} が ${p.expression} から生成しています。${p.entry === "" ? "その値" : `${p.entry} の元になる値`}${p.place === "" ? "" : `（${p.place}）`}を変更してください。`,
  }),
  PUBLISHED_ELSEWHERE: (p: Params<"instead">) => ({
    en: `Who asks ${p.instead} today finds nothing there then: names and clients have to follow.`,
    ja: `現在 ${p.instead} を利用しているクライアントからは届かなくなります。DNS 名やクライアントの設定も変更してください。`,
  }),
  WRITTEN_PUBLICATION: (p: Params<"by" | "rule">) => ({
    en: `Somebody wrote the rule ${p.rule} of ${p.by} so that the Internet reaches this. Ask them first.`,
    ja: `${p.by} の規則 ${p.rule} は、インターネットに公開するために書かれたものです。事前に作成者に確認してください。`,
  }),
  PROXY_OFF: (p: Params<"firewall">) => ({
    en: `Whoever asks the explicit proxy of ${p.firewall} loses it.`,
    ja: `${p.firewall} の明示的プロキシの利用者は、すべて使えなくなります。`,
  }),
  OWN_TRAFFIC: (p: Params<"at" | "route" | "prefix">) => ({
    en: `What is in ${p.at} reaches its own neighbours there by the route ${p.route} (${p.prefix}) too, no longer directly.`,
    ja: `${p.prefix} は ${p.at} 自身のアドレスを含むため、このサブネット内の通信もルート ${p.route} に従い、直接は届かなくなります。`,
  }),
  FAST_PATH_OFF: (p: Params<"connection">) => ({
    en: `All that ${p.connection} carries goes through the ExpressRoute gateway then, whose size limits how much that is.`,
    ja: `${p.connection} の通信はすべて ExpressRoute ゲートウェイを経由するようになり、帯域はゲートウェイの SKU で制限されます。`,
  }),
  OTHER_DEVICE: (p: Params<"tunnel">) => ({
    en: `The device at the other end of ${p.tunnel} needs the same.`,
    ja: `${p.tunnel} の接続先のデバイスにも同じ設定が必要です。`,
  }),
  DENIAL_OVERRIDDEN: (p: Params<"group" | "rule">) => ({
    en: `Somebody wrote the rule ${p.rule} of ${p.group} that denies this; the new rule comes before it. Ask them first.`,
    ja: `${p.group} の規則 ${p.rule} はこの通信を拒否するために書かれたものです。新しい規則はそれより優先されるため、作成者に確認してください。`,
  }),
  PAST_DENIAL: (p: Params<"firewall" | "rule">) => ({
    en: `This goes past the firewall ${p.firewall}, ${p.rule === "" ? "which has no rule that allows it" : `whose rule ${p.rule} denies it`}. Ask who wrote its rules first.`,
    ja: `この変更は、${p.rule === "" ? "この通信を許可するルールがない" : `ルール ${p.rule} でこの通信を拒否している`}ファイアウォール ${p.firewall} を迂回します。ルールの作成者に確認してください。`,
  }),
  ROUTE_WRITTEN: (p: Params<"route" | "table">) => ({
    en: `Somebody wrote the route ${p.route} of ${p.table} that this changes.`,
    ja: `これは、${p.table} に書かれているルート ${p.route} を変更します。`,
  }),
  DEFAULT_SITE: (p: Params<"gateway" | "site">) => ({
    en: `${p.site} has to take these packets on to the Internet and send the answers back, which no input tells. Where it speaks BGP, let it announce 0.0.0.0/0 instead.`,
    ja: `${p.site} 側で、パケットをインターネットへ送り、応答を返す必要があります（この入力では分かりません）。BGP を使う場合は、代わりに 0.0.0.0/0 を広報してください。`,
  }),
  FORCED_TUNNEL: (p: Params<"route" | "table">) => ({
    en: `Somebody wrote the route ${p.route} of ${p.table} so that the Internet is reached from on-premises alone (forced tunnelling). This undoes it.`,
    ja: `${p.table} のルート ${p.route} は、インターネットへオンプレミス経由で出るために書かれたものです（強制トンネリング）。この変更はそれを取り消します。`,
  }),
  FIREWALL_STRAIGHT_OUT: (p: Params<"at">) => ({
    en: `Everything that the firewall in ${p.at} sends to the Internet leaves from there then, past on-premises (no forced tunnelling). Where that isn't wanted, publish by something else than its DNAT rules.`,
    ja: `${p.at} のファイアウォールがインターネットに送るものは、オンプレミスを経由せず直接出るようになります（強制トンネリングの解除）。それが望ましくない場合は、DNAT ルール以外の方法で公開してください。`,
  }),
  ROUTE_SERVER: (p: Params<"network">) => ({
    en: `A Route Server costs money, and Azure interrupts gateways of ${p.network} that are in use for about ten minutes while it creates one; addresses of VPN clients aren't exchanged.`,
    ja: `Route Server には料金がかかります。作成中は、${p.network} で使用中のゲートウェイの通信が 10 分ほど中断します。VPN クライアントのアドレスは交換されません。`,
  }),
  HUB_ROUTE_REMOVED: (p: Params<"route">) => ({
    en: `Somebody wrote ${p.route}; ask them first.`,
    ja: `${p.route} は誰かが意図して作成したものです。先に確認してください。`,
  }),
  SOME_ASN: (p: Params<"asn" | "speaker">) => ({
    en: `${p.asn} stands for the AS number of ${p.speaker}, which this input doesn't hold: write its own.`,
    ja: `${p.asn} は仮の値です。${p.speaker} の AS 番号はこの入力にないため、実際の値に置き換えてください。`,
  }),
  SESSION_ENDED: (p: Params<"others" | "prefix" | "speaker">) => ({
    en: `${p.speaker} announces nothing more over this session${p.others === "" ? "" : `, ${p.others} neither`}, and learns nothing. If you can configure it, let it stop announcing ${p.prefix} instead.`,
    ja: `このセッションでは ${p.speaker} の広報も受信もすべてなくなります${p.others === "" ? "" : `（${p.others} の広報も）`}。${p.speaker} を設定できる場合は、代わりに ${p.prefix} の広報をやめてください。`,
  }),
  PAST_ANNOUNCEMENT: (p: Params<"prefix" | "speaker">) => ({
    en: `${p.speaker} announces ${p.prefix}, perhaps to see these packets; with this route they go past it.`,
    ja: `${p.speaker} は、これらのパケットを通すために ${p.prefix} を広報している可能性があります。このルートではパケットが ${p.speaker} を通りません。`,
  }),
  NUMBER_CHANGED: (p: Params<"gateway">) => ({
    en: `Whoever speaks BGP with ${p.gateway} has to know its new number.`,
    ja: `${p.gateway} と BGP を使う相手にも、新しい AS 番号を設定してもらう必要があります。`,
  }),
  GATEWAY_INTERRUPTED: (p: Params<"gateway">) => ({
    en: `Where ${p.gateway} is deployed already, this interrupts it, and new addresses have to be told to the other end of each tunnel.`,
    ja: `${p.gateway} がデプロイ済みの場合は通信が中断し、新しいパブリック IP を各トンネルの対向側に知らせる必要があります。`,
  }),
  IMPORTED: (p: Params<"type">) => ({
    en: `What is deployed already must be imported into the new ${p.type} (an import block each) with the same apply: Azure has it under that name.`,
    ja: `デプロイ済みの場合は、同じ apply で新しい ${p.type} に取り込んでください（それぞれに import ブロック）。同じ名前のものが既に Azure にあるためです。`,
  }),
  FORGOTTEN: (p: Params<"resources">) => ({
    en: `Where ${p.resources} is deployed already, let Terraform forget it (a removed block with destroy = false): it would delete what the block then writes.`,
    ja: `${p.resources} がデプロイ済みの場合は、Terraform の管理から外してください（destroy = false の removed ブロック）。そうしないと、インラインで書いたものが削除されます。`,
  }),
  COMES_FIRST: (p: Params<"first" | "second">) => ({
    en: `With this ${p.first} counts before ${p.second} where both match. Ask who wrote them which of the two should.`,
    ja: `両方に一致する通信では、${p.first} が ${p.second} より優先されます。それでよいか作成者に確認してください。`,
  }),
  ADDRESS_NAMED_ELSEWHERE: (p: Params<"address">) => ({
    en: `Whatever names ${p.address} (routes, records, rules) means another machine, or nothing, with this: check it.`,
    ja: `${p.address} を指定しているもの（ルート、レコード、規則）がほかにないか確認してください。`,
  }),
  TABLE_REPLACED: (p: Params<"at" | "table">) => ({
    en: `Somebody bound the route table ${p.table} to ${p.at}, which this changes.`,
    ja: `${p.at} には、すでにルート テーブル ${p.table} が関連付けられています。作成者に確認してください。`,
  }),
  MANAGER_DEPLOYED: () => ({
    en: "What a deployment says is done at once, in every network of the groups.",
    ja: "デプロイした構成は、グループ内のすべての仮想ネットワークにすぐに適用されます。",
  }),
  ADDRESS_NEW: (p: Params<"resource">) => ({
    en: `Nobody knows the new address of ${p.resource} yet: whoever should reach it has to be told. It costs money.`,
    ja: `${p.resource} の新しいアドレスを、利用者に知らせる必要があります。パブリック IP には料金がかかります。`,
  }),
  PEERINGS_LEFT: (p: Params<"configuration">) => ({
    en: `${p.configuration} makes these peerings once it is deployed; deploy it with the same apply.`,
    ja: `これらのピアリングは、${p.configuration} のデプロイで作成されます。同じ apply でデプロイしてください。`,
  }),
  RULE_WRITTEN: (p: Params<"rule">) => ({
    en: `Somebody wrote the rule ${p.rule}, perhaps expecting it to come first. Ask them what it was for.`,
    ja: `ルール ${p.rule} は、先に評価されるつもりで書かれた可能性があります。作成者に目的を確認してください。`,
  }),
  PAST_UNSEEN: (p: Params<"ip" | "remote" | "route">) => ({
    en: `Somebody wrote the route ${p.route} to ${p.ip}, which this input doesn't show. If something forwards there, this undoes what they meant: ${p.remote === "" ? "declare it first (`forwards` in --assume)" : `read what holds ${p.remote} beside this input first`}.`,
    ja: `ルート ${p.route} の次ホップ ${p.ip} は、この入力にありません。そこに転送するものがあるなら、この変更は意図を損ないます。先に${p.remote === "" ? "宣言してください（--assume の `forwards`）" : `、${p.remote} を含む構成も併せて読み込んでください`}。`,
  }),
  RULES_COUNT: (p: Params<"collection">) => ({
    en: `The rules of ${p.collection} count only from then on.`,
    ja: `${p.collection} のルールは、この変更で初めて適用されます。`,
  }),
  REPLACED: (p: Params<"what">) => ({
    en: `${p.what} is made anew for this.`,
    ja: `この変更で ${p.what} は作り直しになります。`,
  }),
  SUBNET_EMPTY: (p: Params<"subnet">) => ({
    en: `Azure gives ${p.subnet} other prefixes only while nothing stands in it.`,
    ja: `${p.subnet} のプレフィックスは、サブネットに何もないときにだけ変更できます。`,
  }),
  INSIDE_MODULE: (p: Params<"address" | "module">) => ({
    en: `${p.address} is inside ${p.module}: change what the call of that module gives it, or the module's source, which changes its other instances too.`,
    ja: `${p.address} は ${p.module} の中にあります。モジュールの呼び出しで渡す値か、モジュールのソース（ほかのインスタンスにも影響します）を変更してください。`,
  }),
  SITE_PREFIXES: (p: Params<"site">) => ({
    en: `Where ${p.site} has fewer networks than it claims, name those alone.`,
    ja: `${p.site} に実在するネットワークがこれより少ない場合は、それだけを指定してください。`,
  }),
  SERVICE_RULES: (p: Params<"from" | "to">) => ({
    en: `Services that admit ${p.from} by its subnet have to admit ${p.to} instead.`,
    ja: `サービス側のネットワーク規則で ${p.from} を許可している場合は、代わりに ${p.to} を許可してください。`,
  }),
  NAT_GATEWAY_PRICE: () => ({
    en: "A NAT gateway and its address cost money.",
    ja: "NAT ゲートウェイとそのパブリック IP には料金がかかります。",
  }),
  HIGHER_PRICE: () => ({ en: "A higher SKU costs more.", ja: "上位の SKU は料金が高くなります。" }),
  NAT_GATEWAY_COSTS: (p: Params<"nic">) => ({
    en: `A NAT gateway and its address cost money, and the guest system behind ${p.nic} has to translate sources.`,
    ja: `NAT ゲートウェイとそのパブリック IP には料金がかかります。${p.nic} のゲスト OS で送信元アドレスを変換する必要もあります。`,
  }),
  MANAGEMENT_NIC: (p: Params<"firewall" | "prefix">) => ({
    en: `${p.firewall} is made anew for this; ${p.prefix} is free in this input, so take another prefix if it is meant for something else.`,
    ja: `この変更で ${p.firewall} は作り直しになります。${p.prefix} はこの入力で空いているプレフィックスです。ほかの用途に予定している場合は別のものを使ってください。`,
  }),
  EACH_INSTANCE: (p: Params<"block" | "count">) => ({
    en: `${p.block} makes ${p.count} instances; this changes all of them.`,
    ja: `${p.block} は ${p.count} 個のインスタンスを作ります。この変更はすべてに適用されます。`,
  }),
  EACH_COPY: (p: Params<"count" | "few">) => ({
    en: `A loop of the template makes ${p.count} of these (${p.few}${Number(p.count) > p.few.split(", ").length ? ", …" : ""}); this changes all of them.`,
    ja: `テンプレートのループが ${p.count} 個を作ります（${p.few.replaceAll(", ", "、")}${Number(p.count) > p.few.split(", ").length ? " など" : ""}）。この変更はすべてに適用されます。`,
  }),
} satisfies Catalogue;
