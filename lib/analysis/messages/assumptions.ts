import { LocalizedText, Params } from "../text";
import { Catalogue } from "./catalogue";

/** Facts that Terraform doesn't hold and that a verdict rests on, with where each comes from. */
export const ASSUMPTIONS = {
  forwards: (p: AssumptionParams) => ({
    en: `The guest system of ${p.what} forwards packets (${p.declaredIn === "" ? "not declared; taken for granted because IP forwarding is on" : `declared in ${p.declaredIn}`}).`,
    ja: `${p.what} のゲスト OS はパケットを転送する（${p.declaredIn === "" ? "宣言なし。NIC の IP 転送が有効なため仮定" : `${p.declaredIn} で宣言`}）。`,
  }),
  translates: (p: AssumptionParams) => ({
    en: `${p.what} puts its own address as source on what it sends to the Internet${p.declaredIn === "" ? " (its own configuration is not in the input)" : declared(p).en}.`,
    ja: `${p.what} はインターネットへ送る通信の送信元を自身のアドレスに変換する${p.declaredIn === "" ? "（装置自身の設定は入力に含まれない）" : declared(p).ja}。`,
  }),
  bgp: (p: AssumptionParams) => ({
    en: `${p.what} announces ${p.prefix} over BGP${declared(p).en}.`,
    ja: `${p.what} が BGP で ${p.prefix} を広報する${declared(p).ja}。`,
  }),
  onPremises: (p: AssumptionParams) => ({
    en: `${p.prefix} is on-premises behind ${p.what}${p.declaredIn === "" ? ", which routes it back" : declared(p).en}.`,
    ja: `${p.prefix} は ${p.what} の先のオンプレミスにあ${p.declaredIn === "" ? "り、戻りの経路もある" : `る${declared(p).ja}`}。`,
  }),
  siteRoutes: (p: AssumptionParams) => ({
    en: `${p.what} routes ${p.prefix} into its tunnel (its own routes are not in the input).`,
    ja: `${p.what} は ${p.prefix} をトンネルへルーティングする（拠点側のルートは入力に含まれない）。`,
  }),
  firewallRules: (p: AssumptionParams) => ({
    en: `The rules of ${p.what} are not in the configuration; they are taken to let this pass.`,
    ja: `${p.what} のルールは構成に含まれないため、通過できるものと仮定。`,
  }),
} satisfies Catalogue;

export type AssumptionKind = keyof typeof ASSUMPTIONS;

/** Empty texts stand for what an assumption doesn't have: a prefix, a place where it was declared. */
export type AssumptionParams = Params<"what" | "prefix" | "declaredIn">;

function declared({ declaredIn }: AssumptionParams): LocalizedText {
  return declaredIn === ""
    ? { en: "", ja: "" }
    : { en: ` (declared in ${declaredIn})`, ja: `（${declaredIn} で宣言）` };
}
