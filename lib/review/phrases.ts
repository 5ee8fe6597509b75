import { Language, LocalizedText, Verdict } from "../analysis/result";
import { Counts, Params, Phrases } from "../analysis/text";

/** A sign beside each verdict's word, so that no rendering relies on colour alone. */
export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = {
  REACHABLE: "✓",
  CONDITIONAL: "?",
  ASYMMETRIC: "≠",
  ONE_WAY: ">",
  BLOCKED: "✗",
};

/** What each verdict means, for legends. */
export const VERDICT_MEANINGS: Readonly<Record<Verdict, LocalizedText>> = {
  REACHABLE: { en: "request and reply arrive", ja: "往路・復路とも届く" },
  CONDITIONAL: {
    en: "depends on something that the configuration doesn't say",
    ja: "構成に書かれていない事実に左右される",
  },
  ASYMMETRIC: {
    en: "both ways arrive, but a stateful device sees only one of them",
    ja: "往復とも届くが、ステートフル機器が片方向しか見ない",
  },
  ONE_WAY: { en: "the request arrives, the reply is lost", ja: "往路は届くが復路で失われる" },
  BLOCKED: { en: "the request is lost", ja: "往路で失われる" },
};

export const VERDICT_WORDS: Readonly<Record<Verdict, LocalizedText>> = {
  REACHABLE: { en: "Reachable", ja: "到達可能" },
  CONDITIONAL: { en: "Conditional", ja: "条件付き" },
  ASYMMETRIC: { en: "Asymmetric", ja: "非対称" },
  ONE_WAY: { en: "One way", ja: "片方向" },
  BLOCKED: { en: "Blocked", ja: "遮断" },
};

/** A verdict as text and Markdown name it: its code, which English readers can look up, or the word. */
export function verdictName(verdict: Verdict, language: Language): string {
  return language === "en" ? verdict : VERDICT_WORDS[verdict][language];
}

export const SEVERITY_WORDS: Readonly<Record<"error" | "warning" | "info", LocalizedText>> = {
  error: { en: "Error", ja: "エラー" },
  warning: { en: "Warning", ja: "警告" },
  info: { en: "Note", ja: "情報" },
};

/** Everything that renderings say around the facts. */
export const PHRASES = {
  title: { en: "Hub-and-spoke review", ja: "Hub-spoke レビュー" },
  internet: { en: "The Internet", ja: "インターネット" },
  outbound: { en: "How subnets reach it", ja: "サブネットからの出口" },
  inbound: { en: "What it reaches", ja: "インターネットから届くもの" },
  unexposed: { en: "Nothing leads to any subnet.", ja: "どのサブネットにも届きません。" },
  subnets: { en: "Subnets", ja: "サブネット" },
  verdict: { en: "Verdict", ja: "判定" },
  whoTalks: { en: "Who can talk to whom", ja: "誰が誰と通信できるか" },
  from: { en: "from", ja: "送信元" },
  to: { en: "to", ja: "宛先" },
  fromAbove: { en: "from ↓   to →", ja: "送信元 ↓   宛先 →" },
  question: (p: Params<"question">) => ({
    en: `Question asked: ${p.question}.`,
    ja: `判定の対象: ${p.question}。`,
  }),
  anyPort: (p: Params<"protocol">) => ({ en: `${p.protocol}, any port`, ja: `${p.protocol}、全ポート` }),
  onePort: (p: Params<"protocol"> & Counts<"port">) => ({
    en: `${p.protocol}, port ${p.port}`,
    ja: `${p.protocol}、ポート ${p.port}`,
  }),
  tcp: { en: "a TCP connection", ja: "TCP 接続" },
  udp: { en: "UDP", ja: "UDP" },
  icmp: { en: "ICMP", ja: "ICMP" },
  any: { en: "any protocol", ja: "全プロトコル" },
  why: { en: "Why", ja: "理由" },
  rule: { en: "Rule", ja: "規則" },
  warningAtSynth: { en: "Warning at synth", ja: "synth 時の警告" },
  holdsByRule: (p: Params<"codes">) => ({
    en: `It stands behind ${p.codes}.`,
    ja: `この規則に基づくコード: ${p.codes.replaceAll(", ", "、")}。`,
  }),
  whole: (p: Params<"sentence">) => ({ en: `${p.sentence}.`, ja: `${p.sentence}。` }),
  cureOfMost: (p: Params<"command">) => ({
    en: `What would cure most of them: ${p.command}`,
    ja: `最も多い組の解決策: ${p.command}`,
  }),
  through: (p: Params<"names">) => ({ en: `through ${p.names}`, ja: `${p.names} 経由` }),
  directly: { en: "directly", ja: "直接" },
  openWay: { en: "whether the request arrives is open", ja: "往路が届くかどうかは分からない" },
  pairs: (p: Counts<"count">) => ({ en: `${p.count} pairs`, ja: `${p.count} 組` }),
  onePair: { en: "1 pair", ja: "1 組" },
  forExample: (p: Params<"from" | "to">) => ({
    en: `for example ${p.from} → ${p.to}`,
    ja: `例: ${p.from} → ${p.to}`,
  }),
  behavesLike: (p: Params<"from" | "to">) => ({
    en: `Behaves like ${p.from} → ${p.to}, which is shown.`,
    ja: `同じ振る舞いの ${p.from} → ${p.to} を表示しています。`,
  }),
  others: (p: Params<"name"> & Counts<"count">) => ({
    en: `${p.name} and ${p.count} like it`,
    ja: `${p.name} と同様の ${p.count} 件`,
  }),
  forward: { en: "There", ja: "往路" },
  back: { en: "And back", ja: "復路" },
  notReached: {
    en: "The request doesn't arrive, so there is no reply.",
    ja: "往路が届かないため復路はありません。",
  },
  openReply: {
    en: "Whether the request arrives is open, so no reply is followed.",
    ja: "往路が届くかどうかが分からないため、復路は判定していません。",
  },
  hopGoesOnPerhaps: {
    en: "whether it arrives is open",
    ja: "到着するかどうかは分からない",
  },
  delivered: { en: "Delivered.", ja: "届きました。" },
  arrives: { en: "arrives", ja: "到着" },
  hopLeaves: { en: "leaves", ja: "送信" },
  hopLeavesTo: (p: Params<"via">) => ({ en: `handed to ${p.via}`, ja: `${p.via} に渡す` }),
  hopOpen: { en: "whether anything leaves is open", ja: "送信されるかどうかは分からない" },
  hopLost: { en: "dropped here", ja: "ここで破棄" },
  hopLostVia: (p: Params<"prefix" | "type" | "source" | "name" | "via">) => ({
    en: `${p.prefix} → ${p.type} (${p.source}${p.name}): handed to ${p.via}, and goes no further`,
    ja: `${p.prefix} → ${p.type}（${p.source}${p.name}）: ${p.via} に渡すが、その先へは進まない`,
  }),
  hopDropped: (p: Params<"prefix" | "type" | "source" | "name">) => ({
    en: `${p.prefix} → ${p.type} (${p.source}${p.name}): dropped here`,
    ja: `${p.prefix} → ${p.type}（${p.source}${p.name}）: ここで破棄`,
  }),
  hopVia: (p: Params<"prefix" | "type" | "source" | "name" | "via">) => ({
    en: `${p.prefix} → ${p.type} (${p.source}${p.name}): handed to ${p.via}`,
    ja: `${p.prefix} → ${p.type}（${p.source}${p.name}）: ${p.via} に渡す`,
  }),
  hopOn: (p: Params<"prefix" | "type" | "source" | "name">) => ({
    en: `${p.prefix} → ${p.type} (${p.source}${p.name})`,
    ja: `${p.prefix} → ${p.type}（${p.source}${p.name}）`,
  }),
  assumed: { en: "Assumed", ja: "前提" },
  assumptions: { en: "Assumptions", ja: "前提" },
  assumptionsNote: {
    en: "Neither Terraform nor a template holds these facts; verdicts above rest on them.",
    ja: "Terraform にもテンプレートにも書かれない事実です。上の判定はこれらを前提にしています。",
  },
  effectiveRoutes: { en: "Effective routes", ja: "有効なルート" },
  effectiveRoutesNote: {
    en: "What the portal's blade of the same name will show for a network interface in the subnet.",
    ja: "このサブネットの NIC について、ポータルの「有効なルート」に表示されるはずの内容です。",
  },
  findingCount: (p: Params<"severity"> & Counts<"count">) => ({
    en: `${p.severity}: ${p.count}`,
    ja: `${p.severity}: ${p.count} 件`,
  }),
  findings: { en: "Findings", ja: "指摘事項" },
  noFindings: { en: "No findings.", ja: "指摘事項はありません。" },
  billable: { en: "What costs money while it runs", ja: "稼働中に課金されるリソース" },
  noBillable: { en: "Nothing that is billed by the hour.", ja: "時間課金のリソースはありません。" },
  kind: { en: "Kind", ja: "種類" },
  name: { en: "Name", ja: "名前" },
  sku: { en: "SKU", ja: "SKU" },
  address: { en: "Terraform address", ja: "Terraform アドレス" },
  links: { en: "Peerings and connections", ja: "ピアリングと接続" },
  diagram: { en: "Network diagram", ja: "ネットワーク図" },
  nothing: {
    en: "No subnets: there is nothing to reach.",
    ja: "サブネットがないため、判定の対象がありません。",
  },
  nothingAtAll: {
    en: "No subnets: there is nothing to reach. There is no virtual network either: is it the right folder or file?",
    ja: "サブネットがないため、判定の対象がありません。仮想ネットワークもありません。フォルダーまたはファイルが正しいか確認してください。",
  },
  nothingTold: {
    en: "No subnets are told: there may be some in what was left out.",
    ja: "サブネットが分かりません。考慮できなかったものに含まれている可能性があります。",
  },
  oneEndpoint: {
    en: "Only one endpoint: there is no pair to judge.",
    ja: "エンドポイントが 1 つだけのため、判定する組がありません。",
  },
  peering: { en: "peering", ja: "ピアリング" },
  usesRemoteGateway: { en: "peering, remote gateway", ja: "ピアリング（リモート ゲートウェイ）" },
  halfMissing: { en: "peering, one half missing", ja: "ピアリング（片側のみ）" },
  connection: { en: "VPN connection", ja: "VPN 接続" },
  expressRoute: { en: "ExpressRoute", ja: "ExpressRoute" },
  hubConnection: { en: "Virtual WAN connection", ja: "Virtual WAN 接続" },
  hubMesh: { en: "hubs of one Virtual WAN", ja: "同じ Virtual WAN のハブ" },
  connectedGroup: { en: "connected group", ja: "接続済みグループ" },
  onlyPath: { en: "Only networks on the path", ja: "経路上のネットワークのみ" },
  zoomIn: { en: "Zoom in", ja: "拡大" },
  zoomOut: { en: "Zoom out", ja: "縮小" },
  zoomFit: { en: "Whole diagram", ja: "全体を表示" },
  linkToPair: { en: "Link to this pair", ja: "この組へのリンク" },
  pairGone: (p: Params<"from" | "to">) => ({
    en: `The link names ${p.from} → ${p.to}, which this review doesn't have.`,
    ja: `リンク先の ${p.from} → ${p.to} はこのレビューにありません。`,
  }),
  leftOutCount: (p: Counts<"count">) => ({
    en: `Left out: ${p.count}. The verdicts don't know of it.`,
    ja: `考慮できなかったもの: ${p.count} 件。判定には反映されていません。`,
  }),
  tablesNotPrinted: (p: Counts<"count">) => ({
    en: `Not printed: the route tables of ${p.count} more subnets. Choose one on the page.`,
    ja: `ほか ${p.count} 個のサブネットのルートは印刷されません。ページで選択してください。`,
  }),
  skipToMatrix: { en: "Skip to the matrix", ja: "マトリックスへ移動" },
  skipToFindings: { en: "Skip to the findings", ja: "指摘事項へ移動" },
  language: { en: "Language", ja: "言語" },
  theme: { en: "Theme", ja: "テーマ" },
  auto: { en: "Auto", ja: "自動" },
  light: { en: "Light", ja: "ライト" },
  dark: { en: "Dark", ja: "ダーク" },
  network: { en: "Network", ja: "ネットワーク" },
  filter: { en: "Find", ja: "検索" },
  filterHint: { en: "name or prefix", ja: "名前またはプレフィックス" },
  groupAlike: { en: "Group endpoints that behave alike", ja: "同じ振る舞いのものをまとめる" },
  andLike: (p: Counts<"count">) => ({ en: `and ${p.count} like it`, ja: `ほか同様の ${p.count} 件` }),
  linesShown: (p: Counts<"shown" | "all">) => ({
    en: `${p.shown} of ${p.all} lines are shown; type a name above to narrow them down.`,
    ja: `${p.all} 行のうち ${p.shown} 行を表示しています。上の検索で絞り込めます。`,
  }),
  linesCut: (p: Counts<"shown" | "all">) => ({
    en: `${p.shown} of ${p.all} lines are shown.`,
    ja: `${p.all} 行のうち ${p.shown} 行を表示しています。`,
  }),
  commentCut: (p: Counts<"count">) => ({
    en: `Not everything fits a comment: ${p.count} parts are missing here. The text and HTML formats have them all.`,
    ja: `コメントに収まらないため、${p.count} 個の部分を省いています。テキスト形式と HTML 形式にはすべて含まれます。`,
  }),
  otherWithin: {
    en: "* Within one virtual network the verdict is another.",
    ja: "* 同じ仮想ネットワーク内では判定が異なります。",
  },
  noMatch: { en: "Nothing matches.", ja: "一致するものはありません。" },
  previewCure: { en: "Preview in the matrix", ja: "マトリックスでプレビュー" },
  previewed: (p: Counts<"number" | "count">) => ({
    en: `Preview of change ${p.number}: ${p.count === 1 ? "1 pair changes" : `${p.count} pairs change`}, before → after.`,
    ja: `変更 ${p.number} のプレビュー: ${p.count} 組が変わります（変更前 → 変更後）。`,
  }),
  copy: { en: "Copy", ja: "コピー" },
  copied: { en: "Copied", ja: "コピーしました" },
  selectedToCopy: {
    en: "Selected: copy it with your keyboard",
    ja: "選択しました。キーボードでコピーしてください",
  },
  wouldCure: (p: Counts<"number"> & Params<"verdict">) => ({
    en: `Change ${p.number} would make it: ${p.verdict}`,
    ja: `変更 ${p.number} を適用した場合: ${p.verdict}`,
  }),
  nothingCures: (p: Params<"from" | "to">) => ({
    en: `None of the changes on this page cures this pair; "hub-spoke fix" with --from ${p.from} --to ${p.to} searches for one.`,
    ja: `このページの変更ではこの組は解決しません。--from ${p.from} --to ${p.to} を付けた hub-spoke fix で探せます。`,
  }),
  changesTo: (p: Params<"before" | "after">) => ({
    en: `${p.before} → ${p.after}`,
    ja: `${p.before} → ${p.after}`,
  }),
  cellLabel: (p: Params<"from" | "to" | "verdict" | "way">) => ({
    en: `From ${p.from} to ${p.to}: ${p.verdict}${p.way}`,
    ja: `${p.from} から ${p.to}: ${p.verdict}${p.way}`,
  }),
  samePlace: {
    en: "Source and destination are the same subnet: no route is needed.",
    ja: "送信元と宛先が同じサブネットです。経路は関係しません。",
  },
  notEmbedded: (p: Params<"from" | "to">) => ({
    en: `This network is too varied to embed every explanation. Ask: hub-spoke reach <input> --from ${p.from} --to ${p.to}`,
    ja: `種類が多いため、この組の説明は埋め込まれていません。次のコマンドで確認できます: hub-spoke reach <input> --from ${p.from} --to ${p.to}`,
  }),
  explanation: { en: "One pair, hop by hop", ja: "経路の詳細" },
  legend: { en: "Legend", ja: "凡例" },
  subnet: { en: "Subnet", ja: "サブネット" },
  javascriptNeeded: {
    en: "The matrix and the traces need JavaScript; nothing is loaded from a network.",
    ja: "マトリックスと経路の表示には JavaScript が必要です。ネットワークからは何も読み込みません。",
  },
  andMore: (p: Counts<"count">) => ({ en: `and ${p.count} more`, ja: `ほか ${p.count} 件` }),
  moreOf: (p: Params<"what"> & Counts<"count">) => ({
    en: `and ${p.count} more: ${p.what}`,
    ja: `ほか ${p.count} 件: ${p.what}`,
  }),
  lineLegend: {
    en: "Solid line: peering or Virtual WAN connection · dashed: VPN connection or ExpressRoute · dotted: connected group · red: one half missing",
    ja: "実線: ピアリングまたは Virtual WAN 接続 · 破線: VPN 接続または ExpressRoute · 点線: 接続済みグループ · 赤: 片側のみ",
  },
  gatewayOnLine: { en: "remote gateway", ja: "リモート ゲートウェイ" },
  halfOnLine: { en: "one half missing", ja: "片側のみ" },
  partLegend: {
    en: "FW Azure Firewall · NVA appliance or router · LB load balancer · GW gateway · RS Route Server · BAS Bastion · VM virtual machine · PE private endpoint · on them NSG network security group, RT route table, NAT NAT gateway, PIP public IP address",
    ja: "FW Azure Firewall · NVA アプライアンス/ルーター · LB ロード バランサー · GW ゲートウェイ · RS Route Server · BAS Bastion · VM 仮想マシン · PE プライベート エンドポイント · 関連付け: NSG ネットワーク セキュリティ グループ、RT ルート テーブル、NAT NAT ゲートウェイ、PIP パブリック IP アドレス",
  },
} satisfies Phrases;
