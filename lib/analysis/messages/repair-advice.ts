import { Params } from "../text";
import { Catalogue } from "./catalogue";
import { replacedTogether } from "./hints";

/** What is said where no edit cures a pair, since only a person decides what would. */
export const REPAIR_ADVICE = {
  DNAT_PORT: (p: Params<"firewall">) => ({
    en: `A DNAT rule of ${p.firewall} would publish it, for one port: ask with --port.`,
    ja: `${p.firewall} の DNAT ルールで公開できますが、ルールはポートごとになります。--port を指定してください。`,
  }),
  PUBLISH: (p: Params<"at">) => ({
    en: `What publishes ${p.at} is yours to choose: an application gateway or a Standard public load balancer in front of it, a DNAT rule of a firewall, or, for people who administer it, Bastion or a VPN. A public address for the machine itself comes last.`,
    ja: `${p.at} を公開する方法は選択が必要です。前段に置く Application Gateway や Standard のパブリック ロード バランサー、ファイアウォールの DNAT ルールのほか、管理用の接続なら Bastion や VPN が使えます。仮想マシンへのパブリック IP の割り当ては最後の手段です。`,
  }),
  PRIVATE_ENDPOINT: (p: Params<"at" | "service">) => ({
    en: `No route or rule lets anything into ${p.at}, which ${p.service} uses for outbound calls alone: give what runs there a private endpoint in another subnet, and ask about that.`,
    ja: `${p.at} は ${p.service} が送信接続だけに使うため、ルートや規則を変えても受信できません。別のサブネットにプライベート エンドポイントを作成し、それを宛先にしてください。`,
  }),
  DECLARE_BGP: (p: Params<"speaker" | "written">) => ({
    en: `What ${p.speaker} announces is in no Terraform resource. Declare its prefixes in a file that you give with --assume, such as ${p.written}, or let hub-spoke snapshot ask Azure what was learned: the verdict follows from that, and so does a repair where it needs one.`,
    ja: `${p.speaker} が広報するプレフィックスは Terraform のリソースには書かれていません。${p.written} のようなファイルを作って --assume で渡すか、hub-spoke snapshot で Azure が学習した経路を取得してください。それで判定が確定し、必要なら修正案も示されます。`,
  }),
  BGP_BOTH: (p: Params<"gateway">) => ({
    en: `Use BGP on ${p.gateway}, on the connections, and at their other ends: bgp_enabled, and bgp_settings with the AS number and peering address of the other end, which only its owner knows.`,
    ja: `${p.gateway}、両方の接続、接続の相手側で BGP を使ってください。bgp_enabled と、相手側の AS 番号とピア アドレスを書いた bgp_settings が必要です。これらの値は相手側の管理者に確認してください。`,
  }),
  REPLACED: (p: Params<"half" | "other">) => {
    const { en, ja } = replacedTogether(p);
    return { en: `${en}.`, ja };
  },
  RULE_BEFORE: (p: Params<"group" | "rule" | "from" | "to">) => ({
    en: `Where the rules of ${p.group} are written, put one that allows packets from ${p.from} to ${p.to} before its rule ${p.rule}.`,
    ja: `${p.group} の規則を定義している場所で、規則 ${p.rule} より前に、${p.from} から ${p.to} への通信を許可する規則を追加してください。`,
  }),
  OTHER_ADDRESSES: (p: Params<"networks">) => ({
    en: `Give all but one of these addresses of its own, which is its owner's choice: ${p.networks}.`,
    ja: `次のうち 1 つを除き、重複しないアドレスに変更してください。どのアドレスにするかは管理者の判断です: ${p.networks}。`,
  }),
} satisfies Catalogue;
