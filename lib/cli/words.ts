import { Counts, LocalizedText, Params, Phrases } from "../analysis/text";

/** Everything that the command says of itself, in both languages. */
export const WORDS = {
  description: {
    en: "Who can talk to whom in an Azure network, from Terraform, Bicep or Azure itself, before anything is deployed.",
    ja: "Azure のネットワークで誰が誰と通信できるかを、Terraform、Bicep、またはデプロイ済みの環境から、デプロイ前に判定します。",
  },
  input: {
    en: "a folder of *.tf or *.tf.json, a cdk.tf.json, a cdktf.out, the output of `terraform show -json`, what `snapshot` reads, an ARM template, or - for stdin; several are one network",
    ja: "*.tf または *.tf.json のフォルダー、cdk.tf.json、cdktf.out、`terraform show -json` の出力、`snapshot` の出力、ARM テンプレート、または標準入力を表す -（複数の入力は 1 つのネットワークとして扱う）",
  },
  routes: {
    en: "effective routes of each subnet, as the portal shows them for a NIC",
    ja: "各サブネットの有効なルート（ポータルの NIC の表示と同じ形式）",
  },
  reach: {
    en: "who can talk to whom, and why (not)",
    ja: "誰が誰と通信できるか、できない理由は何か",
  },
  fix: {
    en: "the smallest changes that make a pair as wanted, each proven by analysing the changed input",
    ja: "組み合わせを希望どおりにする最小の変更（変更後の入力を解析して検証済み）",
  },
  want: {
    en: "what the pair should be: reachable, blocked, or through:RESOURCE (Terraform address or name)",
    ja: "希望する状態: reachable、blocked、または through:リソース（Terraform アドレスか名前）",
  },
  bothEnds: {
    en: "fix needs --from and --to together; without both it prints what cures most pairs and the findings, as text or json.",
    ja: "fix には --from と --to の両方が必要です。どちらも指定しない場合は、多くの組み合わせと指摘事項の修正案を text か json で出力します。",
  },
  noFindingRepairs: {
    en: "No finding of this input has a repair to prove. For a pair: --from and --to.",
    ja: "この入力の指摘事項に、検証できる修正案はありません。組み合わせを調べるには --from と --to を指定してください。",
  },
  moreFindings: (p: Params<"code"> & Counts<"count">) => ({
    en: `${p.count} more findings have the code ${p.code}; --all tells the cure of each.`,
    ja: `コード ${p.code} の指摘事項はほかに ${p.count} 件あります。それぞれの解決策は --all で確認できます。`,
  }),
  wantUnknown: (p: Params<"given" | "near">) => ({
    en: `--want is reachable, blocked or through:RESOURCE, not ${p.given}${p.near === "" ? "." : `; did you mean ${p.near}?`}`,
    ja: `--want には reachable、blocked、through:リソース のいずれかを指定してください（指定: ${p.given}）。${p.near === "" ? "" : `${p.near} の間違いではありませんか？`}`,
  }),
  outFolder: {
    en: "write the repair as files for a folder of Terraform; files that are there stay as they are",
    ja: "修正案を Terraform のファイルとしてフォルダーに書き出す（既存のファイルは変更しない）",
  },
  ofTemplate: {
    en: "--format hcl, --format tf.json and --out write Terraform, and this input is an ARM template: make the edits that --format text or json names in the template or its Bicep file",
    ja: "--format hcl、--format tf.json、--out は Terraform を書き出すもので、この入力は ARM テンプレートです。--format text か json が示す変更をテンプレートまたは元の Bicep ファイルに加えてください",
  },
  ofDeployed: {
    en: "--format hcl, --format tf.json and --out write Terraform, and this input shows what is deployed: run the commands that --format text or json names",
    ja: "--format hcl、--format tf.json、--out は Terraform を書き出すもので、この入力はデプロイ済みの構成です。--format text か json が示すコマンドを実行してください",
  },
  outNoStream: {
    en: "--out of fix names a folder; for standard output leave it out and choose a --format.",
    ja: "fix の --out にはフォルダーを指定してください。標準出力に書くには、--out を付けずに --format を選んでください。",
  },
  fileExists: (p: Params<"file">) => ({
    en: `${p.file} is there already, and this command changes no file; remove it or name another folder.`,
    ja: `${p.file} はすでに存在します。このコマンドは既存のファイルを変更しません。削除するか、別のフォルダーを指定してください。`,
  }),
  fileWithSecrets: (p: Params<"file">) => ({
    en: `${p.file} would hold addresses that the input marks as sensitive; write it by hand, with the expressions that they come from.`,
    ja: `${p.file} には、入力で sensitive とされたアドレスが含まれることになります。元の式を使って手で書いてください。`,
  }),
  repairWithSecrets: {
    en: `Where these edits say "(sensitive value)", write the expression that the value comes from: the input marks it as sensitive, so it isn't printed.`,
    ja: `この変更の "(sensitive value)" は、入力で sensitive とされた値です（表示しません）。元の式に置き換えてください。`,
  },
  unknownForwarder: (p: UnknownName) => ({
    en: `nothing in this input forwards and is called ${p.given}${p.ending.en}`,
    ja: `${p.given} という転送装置はこの入力にありません${p.ending.ja}`,
  }),
  review: {
    en: "the whole review: matrix, routes, findings, billable resources; as a page with a diagram",
    ja: "レビュー全体: マトリックス、ルート、指摘事項、課金リソース。図入りのページも出力",
  },
  diff: {
    en: "what changed in who can talk to whom between two inputs, and why",
    ja: "2 つの入力の間で通信可否がどう変わったか、その原因",
  },
  verify: {
    en: "compares the prediction with the output of `az network nic show-effective-route-table`",
    ja: "予測を `az network nic show-effective-route-table` の出力と比較",
  },
  snapshot: {
    en: "reads what is deployed through your own Azure CLI, without changing anything, into a file that is an input",
    ja: "デプロイ済みのネットワークを手元の Azure CLI で読み取り（変更はしない）、入力として使えるファイルに保存",
  },
  intent: {
    en: "a first expectation file for --expect: what is surely open or closed today, and through what",
    ja: "--expect 用の最初の期待値ファイル: 現在確実に通信できる、またはできない組み合わせと、その経由先",
  },
  oneNetwork: (p: Params<"names">) => ({
    en: `An expectation file is about one network; choose one with --stack (${p.names}).`,
    ja: `期待値ファイルは 1 つのネットワークを対象とします。--stack で 1 つ選んでください（${p.names.replaceAll(", ", "、")}）。`,
  }),
  pairsLeftOut: (p: Counts<"count">) => ({
    en: `Left out, since they are neither open nor closed: ${p.count} pairs that are CONDITIONAL, ASYMMETRIC or ONE_WAY, or of which only some addresses can talk. Add what they should be; what depends on a port is surer with --protocol and --port.`,
    ja: `${p.count} 個の組み合わせは省きました（条件付き、非対称、片方向、または一部のアドレスだけが通信可能）。確実に通信できるとも、できないとも言えないため、あるべき状態を追記してください。ポートによって変わる組み合わせは、--protocol と --port を付けると判定がはっきりします。`,
  }),
  snapshotOut: { en: "the file to write (- for stdout)", ja: "書き出すファイル（- は標準出力）" },
  subscription: {
    en: "only this subscription; may be repeated (default: all that you may read)",
    ja: "このサブスクリプションのみ（複数指定可、既定: 読み取れるものすべて）",
  },
  managementGroup: {
    en: "only this management group; may be repeated",
    ja: "この管理グループのみ（複数指定可）",
  },
  scopeName: {
    en: "It must be an id or a name.",
    ja: "ID または名前を指定してください。",
  },
  asking: (p: Counts<"count">) => ({
    en: `Asking Azure: ${p.count} resources…`,
    ja: `Azure に問い合わせています: ${p.count} 個のリソース…`,
  }),
  askingHub: (p: Params<"hub">) => ({
    en: `Asking Azure: ${p.hub}…`,
    ja: `Azure に問い合わせています: ${p.hub}…`,
  }),
  hubUnread: (p: { readonly id: string; readonly cause: LocalizedText }) => ({
    en: `Connections and routing of ${p.id} couldn't be read, so what passes it is CONDITIONAL: ${p.cause.en}`,
    ja: `${p.id} の接続とルーティングを読み取れなかったため、これを通る通信は条件付きになります: ${p.cause.ja}`,
  }),
  bgpUnread: (p: { readonly id: string; readonly cause: LocalizedText }) => ({
    en: `What ${p.id} has learned over BGP couldn't be read, so it stays unknown: ${p.cause.en}`,
    ja: `${p.id} が BGP で学習したルートを読み取れなかったため、不明のままになります: ${p.cause.ja}`,
  }),
  networkManagerUnread: (p: { readonly id: string; readonly cause: LocalizedText }) => ({
    en: `What a Network Manager has in force in ${p.id} couldn't be read, so what it may concern is CONDITIONAL: ${p.cause.en}`,
    ja: `${p.id} に適用されている Network Manager の構成を読み取れなかったため、これに関わる通信は条件付きになります: ${p.cause.ja}`,
  }),
  noBgp: {
    en: "don't ask gateways and Route Servers what they have learned over BGP",
    ja: "ゲートウェイと Route Server が BGP で学習したルートを問い合わせない",
  },
  azMissing: {
    en: "The Azure CLI can't be started as az: install it (https://aka.ms/azure-cli), or use Azure Cloud Shell.",
    ja: "Azure CLI を az として起動できません。インストールするか（https://aka.ms/azure-cli）、Azure Cloud Shell を使ってください。",
  },
  azNotLoggedIn: {
    en: "The Azure CLI is not logged in: run `az login` first.",
    ja: "Azure CLI でサインインしていません。先に `az login` を実行してください。",
  },
  azExtensionMissing: {
    en: "The Azure CLI lacks its extension for Resource Graph: run `az extension add --name resource-graph` first.",
    ja: "Azure CLI に Resource Graph の拡張機能がありません。先に `az extension add --name resource-graph` を実行してください。",
  },
  azFailed: (p: Params<"cause">) => ({
    en: `The Azure CLI failed${p.cause === "" ? "" : `: ${p.cause}`}.`,
    ja: `Azure CLI が失敗しました${p.cause === "" ? "" : `: ${p.cause}`}。`,
  }),
  azNoJson: {
    en: "The Azure CLI did not print an answer of Resource Graph; update it and its extension resource-graph.",
    ja: "Azure CLI の出力が Resource Graph の結果ではありません。Azure CLI と拡張機能 resource-graph を更新してください。",
  },
  azSamePage: {
    en: "Azure gave the same page twice, so that the rest can't be read; try again.",
    ja: "Azure が同じページを繰り返したため、残りを読み取れません。もう一度実行してください。",
  },
  with: {
    en: "an input that is there on both sides, such as the deployed hub; may be repeated",
    ja: "変更前後の両方にある入力（デプロイ済みのハブなど、複数指定可）",
  },
  standardInputOnce: {
    en: "Standard input (-) is read once; give a file for the other side.",
    ja: "標準入力（-）は 1 回しか読み込めません。もう一方にはファイルを指定してください。",
  },
  base: { en: "the input before the change", ja: "変更前の入力" },
  head: { en: "the input after the change", ja: "変更後の入力" },
  subnet: { en: "only this subnet", ja: "このサブネットのみ" },
  nic: { en: "only the subnet of this network interface", ja: "この NIC のサブネットのみ" },
  nicCompared: {
    en: "the network interface to compare (of a folder: only this one)",
    ja: "比較する NIC（フォルダーの場合はこの NIC のみ）",
  },
  actual: {
    en: "output of `az network nic show-effective-route-table -o json`, a folder of them called <nic>.json, or - for stdin",
    ja: "`az network nic show-effective-route-table -o json` の出力、それらを <nic>.json として集めたフォルダー、または標準入力を表す -",
  },
  nicNeeded: {
    en: "Name the network interface with --nic, or give --actual a folder with a file for each.",
    ja: "--nic で NIC を指定するか、NIC ごとのファイルを入れたフォルダーを --actual に指定してください。",
  },
  noRouteFiles: (p: Params<"folder">) => ({
    en: `${p.folder} has no file of such a network interface's routes, <nic>.json.`,
    ja: `${p.folder} に該当する NIC のルートのファイル（<nic>.json）がありません。`,
  }),
  nicsAgree: (p: Params<"agreeing" | "all">) => ({
    en: `${p.agreeing} of ${p.all} network interfaces have the routes that are predicted.`,
    ja: `${p.all} 個中 ${p.agreeing} 個の NIC のルートが予測どおりです。`,
  }),
  inAll: { en: "In all", ja: "全体" },
  json: { en: "machine-readable output", ja: "機械可読な出力" },
  grouped: {
    en: "as JSON, every pair of classes of alike endpoints instead of every pair",
    ja: "JSON で、すべての組の代わりに、同じ振る舞いをするエンドポイントの分類の組を出力する",
  },
  traces: {
    en: "as JSON, with both ways of every pair; beyond 10,000 pairs they are left out otherwise",
    ja: "JSON に全組の往復の経路を含める（指定しない場合、10,000 組を超えると省く）",
  },
  groupedEnds: {
    en: "--grouped is about the whole network: leave out --from and --to.",
    ja: "--grouped はネットワーク全体が対象です。--from と --to は指定しないでください。",
  },
  from: {
    en: "source endpoint: its id, an address, a prefix, a machine, or internet",
    ja: "送信元エンドポイント（ID、アドレス、プレフィックス、仮想マシン名、internet）",
  },
  to: {
    en: "destination endpoint, in the same words",
    ja: "宛先エンドポイント（書き方は送信元と同じ）",
  },
  format: { en: "output format", ja: "出力形式" },
  formatByName: {
    en: "output format (default: what the name of --out says, such as page.html, else text)",
    ja: "出力形式（既定: --out のファイル名の拡張子に従う。page.html など。ほかは text）",
  },
  out: {
    en: "write to a file instead of stdout (- for stdout)",
    ja: "標準出力の代わりにファイルへ書き出す（- は標準出力）",
  },
  assume: {
    en: "facts that Terraform doesn't hold (BGP, on-premises, guest forwarding)",
    ja: "Terraform に書かれない事実（BGP、オンプレミス、ゲスト OS の転送）",
  },
  varFile: {
    en: "values for the variables of a folder, as Terraform's -var-file; may be repeated",
    ja: "フォルダーの変数の値のファイル（Terraform の -var-file と同じ、複数指定可）",
  },
  var: {
    en: "value of one variable, name=value, as Terraform's -var; may be repeated",
    ja: "変数の値（name=value、Terraform の -var と同じ、複数指定可）",
  },
  varAssignment: { en: "It must be name=value.", ja: "name=value の形で指定してください。" },
  protocol: { en: "protocol asked about", ja: "判定するプロトコル" },
  port: {
    en: "destination port asked about (default: any port)",
    ja: "判定する宛先ポート（既定: 全ポート）",
  },
  strict: {
    en: "an undeclared fact makes a verdict CONDITIONAL",
    ja: "宣言されていない事実に依存する判定を「条件付き」とする",
  },
  forwardedTraffic: {
    en: "how allow_forwarded_traffic=false is read",
    ja: "allow_forwarded_traffic=false の解釈",
  },
  all: {
    en: "subnets with reserved names are endpoints too",
    ja: "予約名のサブネットもエンドポイントに含める",
  },
  lang: { en: "language of the output", ja: "出力の言語" },
  config: {
    en: "the folder that a plan was made of, for what the plan leaves out",
    ja: "プランの元になった構成のフォルダー（プランに含まれない情報を補う）",
  },
  stack: { en: "one stack of a cdktf.out with several", ja: "複数スタックの cdktf.out から 1 つを選ぶ" },
  require: {
    en: "exit 1 unless all pairs are connected (or isolated)",
    ja: "すべての組が connected（または isolated）でなければ終了コード 1",
  },
  expect: {
    en: "exit 1 unless the expectations in the file hold",
    ja: "ファイルの期待が満たされなければ終了コード 1",
  },
  explain: {
    en: "what the code of a verdict, a reason or a finding means, and by which rule; or what a rule stands behind",
    ja: "判定、理由、指摘事項のコードの意味と、その根拠となる規則。または規則に基づくコード",
  },
  code: { en: "a code or a rule, such as ROUTE_NONE or R24", ja: "コードまたは規則（例: ROUTE_NONE、R24）" },
  unknownCode: (p: UnknownName) => ({
    en: `No verdict, reason, finding or rule behind one has the code ${p.given}${p.ending.en}`,
    ja: `${p.given} というコードの判定、理由、指摘事項、その根拠となる規則はありません${p.ending.ja}`,
  }),
  unknownEndpoint: (p: UnknownName) => ({
    en: `There is no endpoint ${p.given}${p.ending.en}`,
    ja: `エンドポイント ${p.given} はありません${p.ending.ja}`,
  }),
  notAnAddress: (p: Params<"given">) => ({
    en: `${p.given} is no IPv4 address or prefix: four numbers from 0 to 255, and for a prefix /0 to /32 behind them.`,
    ja: `${p.given} は IPv4 のアドレスでもプレフィックスでもありません。0 から 255 の数値 4 つと、プレフィックスの場合は /0 から /32 で指定してください。`,
  }),
  addressNowhere: (p: Params<"given" | "spaces">) => ({
    en: `No network or site of the input holds ${p.given}; their addresses are ${p.spaces}.`,
    ja: `${p.given} を含むネットワークやサイトは入力にありません。あるのは次のアドレスです: ${p.spaces.replaceAll(", ", "、")}。`,
  }),
  addressInNoSubnet: (p: Params<"given" | "network" | "space">) => ({
    en: `${p.given} belongs to ${p.network} (${p.space}), but to no one subnet that the input shows; read what holds its subnets beside this input, or name an address within a subnet.`,
    ja: `${p.given} は ${p.network}（${p.space.replaceAll(", ", "、")}）のアドレスですが、これを含むサブネットが入力にありません。サブネットを定義している構成も併せて読み込むか、いずれかのサブネット内のアドレスを指定してください。`,
  }),
  sixUntraced: (p: Params<"given">) => ({
    en: `${p.given} is an IPv6 address, which isn't traced; name an IPv4 address or an endpoint.`,
    ja: `${p.given} は IPv6 アドレスで、追跡の対象外です。IPv4 アドレスかエンドポイントを指定してください。`,
  }),
  endsAreOptions: (p: Params<"given">) => ({
    en: `${p.given} is no file or folder; endpoints are named with --from and --to.`,
    ja: `${p.given} というファイルやフォルダーはありません。エンドポイントは --from と --to で指定してください。`,
  }),
  noSuchFormat: (p: Params<"file">) => ({
    en: `review writes no file like ${p.file}: name it *.html, *.md or *.txt, or choose a --format; a browser prints the page as PDF, and "reach --json" is for scripts.`,
    ja: `review は ${p.file} のような形式では書き出せません。*.html、*.md、*.txt のいずれかにするか、--format を指定してください。PDF はブラウザーでページを印刷して作成でき、スクリプトには "reach --json" が使えます。`,
  }),
  networkInstead: (p: Params<"given" | "names">) => ({
    en: `${p.given} is a virtual network; name one of its subnets: ${p.names}.`,
    ja: `${p.given} は仮想ネットワークです。サブネットを指定してください: ${p.names.replaceAll(", ", "、")}。`,
  }),
  networkWithoutSubnets: (p: Params<"given">) => ({
    en: `${p.given} is a virtual network of which the input tells no subnet that machines could be in; packets go from subnet to subnet. Add one, or read the configuration that holds its subnets beside this one.`,
    ja: `仮想ネットワーク ${p.given} には、仮想マシンを配置できるサブネットが入力にありません。到達性はサブネット間で判定します。サブネットを追加するか、それを定義している構成も併せて読み込んでください。`,
  }),
  unknownSubnet: (p: UnknownName) => ({
    en: `There is no subnet ${p.given}${p.ending.en}`,
    ja: `サブネット ${p.given} はありません${p.ending.ja}`,
  }),
  unknownNic: (p: UnknownName) => ({
    en: `There is no network interface ${p.given}${p.ending.en}`,
    ja: `NIC ${p.given} はありません${p.ending.ja}`,
  }),
  nearNames: (p: Params<"names">) => ({
    en: `; did you mean ${p.names}?`,
    ja: `。${p.names.replaceAll(", ", "、")} の間違いではありませんか？`,
  }),
  knownNames: (p: Params<"names">) => ({
    en: `; there are ${p.names}.`,
    ja: `。存在するもの: ${p.names.replaceAll(", ", "、")}。`,
  }),
  noNames: { en: "; the input has none.", ja: "（入力に 1 つもありません）。" },
  inFile: (p: Params<"file"> & { readonly problem: LocalizedText }) => ({
    en: `${p.file} ${p.problem.en}.`,
    ja: `${p.file} ${p.problem.ja}。`,
  }),
  portNumber: { en: "A port is a number from 1 to 65535.", ja: "ポートは 1 から 65535 の数値です。" },
  through: (p: Params<"names">) => ({
    en: `through ${p.names}`,
    ja: `${p.names.replaceAll(", ", "、")} 経由`,
  }),
  sameEndpoint: (p: Params<"given">) => ({
    en: `--from and --to name the same endpoint ${p.given}: name two; within a subnet no route is needed.`,
    ja: `--from と --to が同じエンドポイント ${p.given} を指しています。異なる 2 つを指定してください（サブネット内に経路は不要です）。`,
  }),
  stackNeeded: (p: Params<"nic" | "names"> & Counts<"count">) => ({
    en: `${p.count} stacks have a network interface ${p.nic}; choose one with --stack (${p.names}).`,
    ja: `NIC ${p.nic} は ${p.count} 個のスタックにあります。--stack で 1 つ選んでください（${p.names.replaceAll(", ", "、")}）。`,
  }),
  standardOutput: { en: "standard output", ja: "標準出力" },
  notWritable: (p: Params<"file" | "cause">) => ({
    en: `${p.file} can't be written: ${p.cause}.`,
    ja: `${p.file} に書き込めません: ${p.cause}。`,
  }),
  notReadable: (p: Params<"file" | "cause">) => ({
    en: `${p.file} can't be read: ${p.cause}.`,
    ja: `${p.file} を読み取れません: ${p.cause}。`,
  }),
  wrote: (p: Params<"file" | "size">) => ({
    en: `Wrote ${p.file} (${p.size}).`,
    ja: `${p.file} を書き出しました（${p.size}）。`,
  }),
  reading: (p: Params<"input">) => ({ en: `Reading ${p.input}…`, ja: `${p.input} を読み込んでいます…` }),
  explaining: (p: Counts<"done" | "all">) => ({
    en: `Explaining pairs: ${p.done} of ${p.all}…`,
    ja: `経路を説明しています: ${p.done} / ${p.all}…`,
  }),
  analysing: (p: Counts<"count">) => ({
    en: `Analysing ${p.count} endpoints…`,
    ja: `${p.count} 個のエンドポイントを解析しています…`,
  }),
  expectationFailed: (p: Params<"from" | "to" | "expected" | "actual">) => ({
    en: `Expectation failed: ${p.from} → ${p.to}: expected ${p.expected}, found ${p.actual}.`,
    ja: `期待に反しています: ${p.from} → ${p.to}: 期待 ${p.expected}、実際 ${p.actual}。`,
  }),
  ofAddresses: (p: Params<"destination" | "source">) => ({
    en: ` for packets from ${p.source} to ${p.destination}`,
    ja: `（${p.source} から ${p.destination} へのパケット）`,
  }),
  moreFailures: (p: Counts<"count">) => ({
    en: `${p.count} more expectations failed.`,
    ja: `ほか ${p.count} 件が期待に反しています。`,
  }),
  nothingProven: {
    en: "Expectation failed: there is no pair to judge, and the input has resources that were left out.",
    ja: "期待に反します: 判定する組がなく、入力には考慮できなかったリソースがあります。",
  },
  internal: (p: Params<"message">) => ({
    en: `Something went wrong inside hub-spoke: ${p.message}. Please report it, with the input if you can; DEBUG=hub-spoke shows where.`,
    ja: `hub-spoke の内部でエラーが発生しました: ${p.message}。可能なら入力を添えて報告してください。DEBUG=hub-spoke で詳細を表示します。`,
  }),
} satisfies Phrases;

/** A name that nothing has, and what ends the sentence: what was probably meant, or what there is. */
export interface UnknownName {
  readonly given: string;
  readonly ending: LocalizedText;
}
