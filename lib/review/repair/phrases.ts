import { Counts, Params } from "../../analysis/text";

/** What renderings say around repairs. */
export const REPAIR_PHRASES = {
  cure: { en: "What would cure it", ja: "解決策" },
  toWrite: { en: "What to write", ja: "記述する内容" },
  repair: (p: Counts<"number"> & Params<"id">) => ({
    en: `Repair ${p.number} (${p.id})`,
    ja: `修正案 ${p.number}（${p.id}）`,
  }),
  makes: (p: Params<"verdict" | "way">) => ({
    en: `Makes it ${p.verdict}, ${p.way}.`,
    ja: `適用後: ${p.verdict}（${p.way}）。`,
  }),
  closes: (p: Params<"verdict">) => ({ en: `Makes it ${p.verdict}.`, ja: `適用後: ${p.verdict}。` }),
  provenByConfiguration: {
    en: "Proven: the configuration with these edits was read and analysed anew.",
    ja: "検証済み: 変更を加えた構成を最初から読み直して解析しました。",
  },
  provenByResources: {
    en: "Proven on what the input made of its resources: those with these edits were analysed anew.",
    ja: "検証済み: 入力から得られたリソースに変更を加えて解析し直しました。",
  },
  nothingElse: { en: "No other pair changes.", ja: "ほかの組み合わせに変化はありません。" },
  opens: (p: Counts<"count"> & Params<"examples">) => ({
    en: `Also opens (${p.count}): ${p.examples}.`,
    ja: `ほかに通信できるようになる組み合わせ（${p.count} 件）: ${p.examples}。`,
  }),
  better: (p: Counts<"count"> & Params<"examples">) => ({
    en: `Gets better too (${p.count}): ${p.examples}.`,
    ja: `ほかに改善する組み合わせ（${p.count} 件）: ${p.examples}。`,
  }),
  worse: (p: Counts<"count"> & Params<"examples">) => ({
    en: `Gets worse (${p.count}): ${p.examples}.`,
    ja: `悪化する組み合わせ（${p.count} 件）: ${p.examples}。`,
  }),
  leavesOtherwise: (p: Counts<"count"> & Params<"examples">) => ({
    en: `Changes how subnets reach the Internet (${p.count}): ${p.examples}.`,
    ja: `インターネットへの経路が変わるサブネット（${p.count} 件）: ${p.examples}。`,
  }),
  reachedOtherwise: (p: Counts<"count"> & Params<"examples">) => ({
    en: `Changes what the Internet reaches (${p.count}): ${p.examples}.`,
    ja: `インターネットから届く通信が変わるサブネット（${p.count} 件）: ${p.examples}。`,
  }),
  andMore: (p: Counts<"count">) => ({ en: `and ${p.count} more`, ja: `ほか ${p.count} 件` }),
  caution: (p: Params<"text">) => ({ en: `Mind: ${p.text}`, ja: `注意: ${p.text}` }),
  restsOn: (p: Params<"text">) => ({ en: `Rests on: ${p.text}`, ja: `前提: ${p.text}` }),
  inConstruct: (p: Params<"construct">) => ({
    en: `in your program, the construct ${p.construct} makes this`,
    ja: `プログラムではコンストラクト ${p.construct} が作成しています`,
  }),
  asProperty: (p: Params<"construct" | "property">) => ({
    en: `in your program, at ${p.construct}: ${p.property}`,
    ja: `プログラムの ${p.construct} で: ${p.property}`,
  }),
  asPropertyOfAll: (p: Params<"construct" | "property">) => ({
    en: `in your program, at ${p.construct}, for all its spokes: ${p.property}`,
    ja: `プログラムの ${p.construct} で（すべての Spoke に適用されます）: ${p.property}`,
  }),
  blockOf: (p: { readonly address: string; readonly within: readonly string[] }) => ({
    en: [...[...p.within].reverse(), p.address].join(" of "),
    ja: [p.address, ...p.within].join(" の "),
  }),
  inFolder: (p: Params<"folder">) => ({
    en: `add to the module in ${p.folder}:`,
    ja: `${p.folder} のモジュールに追加:`,
  }),
  ofFolder: (p: Params<"folder">) => ({ en: ` (file in ${p.folder})`, ja: `（${p.folder} のファイル）` }),
  inResource: (p: Params<"address">) => ({ en: `in ${p.address}:`, ja: `${p.address} で:` }),
  addTo: (p: Params<"address">) => ({ en: `add to ${p.address}:`, ja: `${p.address} に追加:` }),
  takeOut: (p: Params<"address">) => ({ en: `take out ${p.address}`, ja: `${p.address} を削除` }),
  takeBlockOut: (p: Params<"address" | "block">) => ({
    en: `take ${p.block} out of ${p.address}`,
    ja: `${p.address} から ${p.block} を削除`,
  }),
  cureCount: (p: Counts<"unreachable" | "cured" | "changes">) => ({
    en: `${p.unreachable.toLocaleString("en")} ${p.unreachable === 1 ? "pair isn't" : "pairs aren't"} REACHABLE; ${p.changes === 0 ? "no change was found that cures one" : `${p.cured.toLocaleString("en")} of them would be with ${p.changes === 1 ? "this change" : "one of these changes"}`}.`,
    ja: `到達可能でない組み合わせは ${p.unreachable.toLocaleString("ja")} 件です。${p.changes === 0 ? "解決できる変更は見つかりませんでした" : `そのうち ${p.cured.toLocaleString("ja")} 件は次の${p.changes === 1 ? "変更" : "変更のいずれか"}で到達可能になります`}。`,
  }),
  cures: (p: Counts<"number" | "more"> & Params<"from" | "to" | "id">) => ({
    en: `${p.number}. Cures ${p.from} → ${p.to}${p.more === 0 ? "" : ` and ${p.more} more`} (${p.id})`,
    ja: `${p.number}. ${p.from} → ${p.to}${p.more === 0 ? " " : ` ほか ${p.more} 件`}を解決（${p.id}）`,
  }),
  incurable: (p: Params<"from" | "to">) => ({
    en: `No change of up to eight edits was found for ${p.from} → ${p.to}.`,
    ja: `${p.from} → ${p.to} を 8 か所までの変更で解決する方法は見つかりませんでした。`,
  }),
  unwritableOf: (p: Params<"from" | "to" | "resources">) => ({
    en: `For ${p.from} → ${p.to} no change can be written here: repairs are of resources that this input declares, of azurerm or in a template, and ${p.resources} aren't. What its reasons say would help is to be changed where they are written.`,
    ja: `${p.from} → ${p.to} の変更は書き出せません。書き出せるのは、この入力で宣言された azurerm またはテンプレートのリソースの変更だけで、${p.resources} はそれに当たりません。理由に挙げた対処を、これらが定義されている場所で行ってください。`,
  }),
  noneOfFinding: {
    en: "No change that was tried makes this go away.",
    ja: "試した変更では解消できません。",
  },
  notSearched: (p: Params<"from" | "to">) => ({
    en: `For other pairs nothing was searched yet, such as ${p.from} → ${p.to}.`,
    ja: `${p.from} → ${p.to} など、まだ調べていない組み合わせがあります。`,
  }),
  fulfilled: (p: Params<"verdict">) => ({
    en: `Nothing to do: the pair is as wanted (${p.verdict}).`,
    ja: `変更は不要です。すでに希望どおりです（${p.verdict}）。`,
  }),
  more: (p: Counts<"count">) => ({
    en: p.count === 1 ? "There is 1 more: hub-spoke fix." : `There are ${p.count} more: hub-spoke fix.`,
    ja: `ほかに ${p.count} 件あります（hub-spoke fix）。`,
  }),
  none: (p: Counts<"tried">) => ({
    en: `No change of up to eight edits cures this (${p.tried} ${p.tried === 1 ? "was" : "were"} tried).`,
    ja: `8 か所までの変更では解決できません（${p.tried} 通りを試しました）。`,
  }),
  attempts: { en: "What was tried, and what still stands in the way:", ja: "試した変更と、残った障害:" },
  noneTried: {
    en: "Nothing in this input suggests a change that could help.",
    ja: "この入力からは、有効と思われる変更が見つかりません。",
  },
  unwritable: (p: Params<"resources">) => ({
    en: `No edit of ${p.resources} can be written: repairs change resources that this input declares, of azurerm or in a template.`,
    ja: `${p.resources} は、この入力で宣言された azurerm またはテンプレートのリソースではないため、変更を書き出せません。`,
  }),
  inWords: {
    en: "What would do it, written where these are:",
    ja: "これらが定義されている場所で次のように変更すると解決します。",
  },
  unseen: (p: Params<"ip" | "route" | "resource" | "verdict" | "from" | "to">) => ({
    en: `First: ${p.ip}, the next hop of route ${p.route} (${p.resource}), isn't in this input. If something there forwards, add what holds it, or declare it with --assume ("forwards": ["${p.ip}"]): with that ${p.from} → ${p.to} is ${p.verdict}.`,
    ja: `まず確認すること: ルート ${p.route}（${p.resource}）の次ホップ ${p.ip} は、この入力にありません。そこに転送するものがあれば、それを含む構成を加えるか、--assume で宣言してください（"forwards": ["${p.ip}"]）。そうすると ${p.from} → ${p.to} の判定は「${p.verdict}」になります。`,
  }),
  unseenBeyond: (p: Params<"ip" | "route" | "resource" | "remote">) => ({
    en: `First: ${p.ip}, the next hop of route ${p.route} (${p.resource}), isn't in this input; it may be in ${p.remote}. Read what holds ${p.remote}, with its half of the peering, beside this input: only with that can the pair be told.`,
    ja: `まず確認すること: ルート ${p.route}（${p.resource}）の次ホップ ${p.ip} は、この入力にありません。${p.remote} にある可能性があります。${p.remote} とその側のピアリングを含む構成も併せて読み込むと、この組を判定できます。`,
  }),
  byName: (p: Params<"rules">) => ({
    en: `The name decides, not the network: ${p.rules}. Look there for the name you mean; a change is needed only where the rule doesn't treat it as you want.`,
    ja: `通信の可否はネットワークではなく宛先の名前で決まります: ${p.rules}。目的の名前がこのルールでどう扱われるかを確認してください。ネットワークの変更は不要で、扱いが希望と違うときだけルールを変更します。`,
  }),
  byHand: {
    en: "Override files can't do this; do it by hand:",
    ja: "オーバーライド ファイルではできない変更です。手作業で行ってください:",
  },
} as const;
