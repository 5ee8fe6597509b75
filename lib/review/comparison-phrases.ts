import { Counts, Params, Phrases } from "../analysis/text";

/** What `diff` and `verify` say around the facts. */
export const COMPARISON_PHRASES = {
  title: { en: "Reachability changes", ja: "通信可否の変化" },
  unchanged: {
    en: "Nothing changes in who can talk to whom.",
    ja: "誰が誰と通信できるかは変わりません。",
  },
  unchangedAsFar: {
    en: "Nothing changes in who can talk to whom, as far as the input shows.",
    ja: "入力からわかる範囲では、誰が誰と通信できるかは変わりません。",
  },
  unchangedBetween: {
    en: "Between the endpoints of both sides, nothing changes in who can talk to whom.",
    ja: "変更前と変更後の両方にあるエンドポイントの間では、誰が誰と通信できるかは変わりません。",
  },
  unchangedBetweenAsFar: {
    en: "Between the endpoints of both sides, nothing changes in who can talk to whom, as far as the input shows.",
    ja: "入力からわかる範囲では、変更前と変更後の両方にあるエンドポイントの間で、誰が誰と通信できるかは変わりません。",
  },
  whileApplied: { en: "While the plan is applied:", ja: "プランの適用中に起きること:" },
  leftOutBefore: (p: Counts<"count">) => ({
    en: `Left out before the change: ${p.count}. What changes in it isn't seen.`,
    ja: `変更前で考慮できなかったもの: ${p.count} 件。その変化は判定されません。`,
  }),
  leftOutAfter: (p: Counts<"count">) => ({
    en: `Left out after the change: ${p.count}. What changes in it isn't seen.`,
    ja: `変更後で考慮できなかったもの: ${p.count} 件。その変化は判定されません。`,
  }),
  leftOutBoth: (p: Counts<"count">) => ({
    en: `Left out on both sides: ${p.count}. What changes in it isn't seen.`,
    ja: `変更前後とも考慮できなかったもの: ${p.count} 件。その変化は判定されません。`,
  }),
  changed: (p: Counts<"count">) => ({ en: `${p.count} pairs change.`, ja: `${p.count} 組が変わります。` }),
  oneChanged: { en: "1 pair changes.", ja: "1 組が変わります。" },
  added: { en: "New endpoints", ja: "追加されるエンドポイント" },
  removed: { en: "Endpoints that go away", ja: "なくなるエンドポイント" },
  addedStack: { en: "The stack is new.", ja: "新しいスタックです。" },
  removedStack: { en: "The stack goes away.", ja: "このスタックはなくなります。" },
  otherWay: { en: "another way", ja: "経路が変わる" },
  fromInternet: (p: Params<"after" | "before">) => ({
    en: `The Internet reaches: ${p.before} → ${p.after}`,
    ja: `インターネットから届く通信: ${p.before} → ${p.after}`,
  }),
  nothing: { en: "nothing", ja: "なし" },
  everything: { en: "everything that was asked about", ja: "判定の対象すべて" },
  otherPackets: { en: "for other packets", ja: "対象の通信が変わる" },
  otherAddresses: { en: "another public address", ja: "パブリック IP が変わる" },
  addresses: (p: Params<"after" | "before">) => ({
    en: `Public address: ${p.before} → ${p.after}. Lists elsewhere that allow the old one, and DNS that names it, have to follow.`,
    ja: `パブリック IP: ${p.before} → ${p.after}。古いアドレスを許可している相手側のリストや DNS も更新してください。`,
  }),
  cause: { en: "Because of", ja: "原因" },
  noCause: {
    en: "no single resource on either path; see the reasons",
    ja: "経路上の特定のリソースではありません。理由を参照してください",
  },
  before: { en: "Before", ja: "変更前" },
  after: { en: "After", ja: "変更後" },
  pairs: { en: "Pairs", ja: "対象の組" },
  more: (p: Counts<"count">) => ({ en: `and ${p.count} more`, ja: `ほか ${p.count} 組` }),
  agrees: (p: Params<"subnet"> & Counts<"count">) => ({
    en: `The prediction for ${p.subnet} agrees with Azure: ${p.count} routes.`,
    ja: `${p.subnet} の予測は Azure と一致しています（${p.count} ルート）。`,
  }),
  disagrees: (p: Params<"subnet"> & Counts<"count" | "different" | "missing" | "unexpected">) => ({
    en: `The prediction for ${p.subnet} differs from Azure: the same: ${p.count}, different: ${p.different}, missing: ${p.missing}, unexpected: ${p.unexpected}.`,
    ja: `${p.subnet} の予測は Azure と異なります: 一致 ${p.count}、相違 ${p.different}、不足 ${p.missing}、予測外 ${p.unexpected}。`,
  }),
  ignored: (p: Counts<"count">) => ({
    en: `Platform routes, which come and go, left out: ${p.count}.`,
    ja: `増減するプラットフォームのルート ${p.count} 件は除外しました。`,
  }),
  different: { en: "Different", ja: "相違" },
  missing: { en: "Predicted, but not in Azure", ja: "予測にあるが Azure にない" },
  unexpected: { en: "In Azure, but not predicted", ja: "Azure にあるが予測にない" },
  predicted: { en: "predicted", ja: "予測" },
  actual: { en: "actual", ja: "実際" },
} satisfies Phrases;
