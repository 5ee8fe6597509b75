import { Params } from "../text";
import { Catalogue } from "./catalogue";

/** What is said where no edit cures a pair, since only a person decides what would. */
export const REPAIR_ADVICE = {
  DNAT_PORT: (p: Params<"firewall">) => ({
    en: `A DNAT rule of ${p.firewall} would publish it, for one port: ask with --port.`,
    ja: `${p.firewall} の DNAT 規則で公開できますが、規則はポートごとになります。--port を指定してください。`,
  }),
  PUBLISH: (p: Params<"at">) => ({
    en: `What publishes ${p.at} is yours to choose: an application gateway or a Standard public load balancer in front of it, a DNAT rule of a firewall, or, for people who administer it, Bastion or a VPN. A public address for the machine itself comes last.`,
    ja: `${p.at} を公開する方法は選択が必要です。前段に置く Application Gateway や Standard のパブリック ロード バランサー、ファイアウォールの DNAT 規則のほか、管理用の接続なら Bastion や VPN が使えます。仮想マシンへのパブリック IP の割り当ては最後の手段です。`,
  }),
} satisfies Catalogue;
