import { Params } from "../text";
import { Catalogue } from "./catalogue";
import { perhaps, settledBy } from "./hints";

/** Why an expectation file can't be used; each completes "the file …". */
export const EXPECTATION_PROBLEMS = {
  NOT_EXPECTATIONS: () => ({
    en: 'is not an expectation file: {"version": 1, "pairs": [{"from", "to", "verdict"}]}',
    ja: 'は期待値ファイルではありません（{"version": 1, "pairs": [{"from", "to", "verdict"}]}）',
  }),
  EXPECTATIONS_VERSION: (p: Params<"version">) => ({
    en: `${p.version === "" ? "has no version" : `has version ${p.version}`}; an expectation file has "version": 1`,
    ja: `${p.version === "" ? "に version がありません" : `の version が ${p.version} です`}。期待値ファイルには "version": 1 が必要です`,
  }),
  NO_PAIRS: () => ({
    en: "expects nothing: its list of pairs is empty, which any network meets",
    ja: "の組のリストが空です。どのネットワークでも満たされるため、期待になりません",
  }),
  PAIR_WITHOUT_ENDS: (p: Params<"pair">) => ({
    en: `has no "from" and "to" in pair ${p.pair}`,
    ja: `の ${p.pair} 番目の組に "from" と "to" がありません`,
  }),
  PAIR_UNKNOWN_KEY: (p: Params<"pair" | "key"> & { readonly near: readonly string[] }) => ({
    en: `has the key "${p.key}" in pair ${p.pair}${perhaps(p.near).en}; allowed are from, to, verdict, reachable and through`,
    ja: `の ${p.pair} 番目の組に未知のキー "${p.key}" があります${perhaps(p.near).ja}。使えるのは from、to、verdict、reachable、through です`,
  }),
  PAIR_UNKNOWN_VERDICT: (p: Params<"pair" | "verdict" | "verdicts">) => ({
    en: `has the verdict "${p.verdict}" in pair ${p.pair}; allowed are ${p.verdicts}`,
    ja: `の ${p.pair} 番目の組の判定 "${p.verdict}" は使えません。使えるのは ${p.verdicts} です`,
  }),
  PAIR_REACHABLE_NO_BOOLEAN: (p: Params<"pair">) => ({
    en: `has a "reachable" in pair ${p.pair} that is neither true nor false`,
    ja: `の ${p.pair} 番目の組の "reachable" が true でも false でもありません`,
  }),
  PAIR_CONTRADICTS: (p: Params<"pair" | "reachable" | "verdict">) => ({
    en: `expects of pair ${p.pair} both the verdict ${p.verdict} and "reachable": ${p.reachable}, which can't both be; give one of them`,
    ja: `の ${p.pair} 番目の組で、判定 ${p.verdict} と "reachable": ${p.reachable} が両立しません。どちらか一方を指定してください`,
  }),
  PAIR_THROUGH_NO_NAMES: (p: Params<"pair">) => ({
    en: `has a "through" in pair ${p.pair} that is no list of names`,
    ja: `の ${p.pair} 番目の組の "through" が名前のリストではありません`,
  }),
  PAIR_EXPECTS_NOTHING: (p: Params<"pair">) => ({
    en: `expects nothing of pair ${p.pair}; give verdict, reachable or through`,
    ja: `の ${p.pair} 番目の組に期待が書かれていません。verdict、reachable、through のいずれかを指定してください`,
  }),
  ENDPOINT_UNKNOWN: (p: Params<"endpoint"> & { readonly near: readonly string[] }) => ({
    en: `names the endpoint "${p.endpoint}", which the network does not have${perhaps(p.near).en}`,
    ja: `のエンドポイント "${p.endpoint}" はネットワークにありません${perhaps(p.near).ja}`,
  }),
  PAIR_MATCHES_NOTHING: (p: Params<"from" | "to">) => ({
    en: `expects something from "${p.from}" to "${p.to}", which the network has one endpoint for: there is no pair to hold to it`,
    ja: `の "${p.from}" → "${p.to}" に一致するエンドポイントはネットワークに 1 つだけのため、判定する組がありません`,
  }),
  PATTERN_MATCHES_NOTHING: (p: Params<"endpoint">) => ({
    en: `names "${p.endpoint}", which matches no endpoint of the network`,
    ja: `の "${p.endpoint}" に一致するエンドポイントがネットワークにありません`,
  }),
} satisfies Catalogue;

/** Why a file of actual routes can't be used; each completes "the file …". */
export const ACTUAL_ROUTES_PROBLEMS = {
  NO_ROUTES: () => ({
    en: 'holds neither {"value": […]} nor an array of routes; save the output of "az network nic show-effective-route-table -o json"',
    ja: 'には {"value": […]} もルートの配列もありません。"az network nic show-effective-route-table -o json" の出力を保存してください',
  }),
  ROUTE_INCOMPLETE: (p: Params<"route">) => ({
    en: `has no nextHopType, source and state in route ${p.route}`,
    ja: `の ${p.route} 番目のルートに nextHopType、source、state がありません`,
  }),
} satisfies Catalogue;

/** Why a question has no answer. */
export const QUESTION_PROBLEMS = {
  PORT_OF_ICMP: (p: Params<"port">) => ({
    en: `ICMP has no ports, so that port ${p.port} can't be asked about; leave the port out, or ask about tcp or udp.`,
    ja: `ICMP にポートはないため、ポート ${p.port} については判定できません。ポートを省くか、tcp または udp を指定してください。`,
  }),
  NAME_OF_SEVERAL: (p: Params<"all" | "name">) => ({
    en: `"${p.name}" may mean each of these: ${p.all}; ask about one by its own name or Terraform address.`,
    ja: `"${p.name}" に当てはまるものが複数あります: ${p.all}。固有の名前か Terraform アドレスで 1 つを指定してください。`,
  }),
  PLACE_UNKNOWN: (p: Params<"argument" | "name" | "resource" | "settle" | "text">) => ({
    en: `Where "${p.name}" stands isn't told: it depends on ${p.argument} of ${p.resource} (${p.text}), of which this input doesn't tell what it leads to${settledBy(p.settle).en}.`,
    ja: `"${p.name}" の場所は分かりません。${p.resource} の ${p.argument}（${p.text}）によりますが、それが何を指すかはこの入力から分かりません${settledBy(p.settle).ja}。`,
  }),
  BASTION_ASKS_ONLY: (p: Params<"endpoint">) => ({
    en: `${p.endpoint} connects to machines and is no destination; ask from it, or about its subnet.`,
    ja: `${p.endpoint} は仮想マシンへの接続元であり、宛先にはなりません。接続元として指定するか、そのサブネットを指定してください。`,
  }),
  ENDPOINT_UNKNOWN: (p: Params<"endpoint" | "names">) => ({
    en: `The network has no endpoint "${p.endpoint}"; among those that it has are: ${p.names || "none"}.`,
    ja: `ネットワークにエンドポイント "${p.endpoint}" はありません。指定できる例: ${p.names || "なし"}。`,
  }),
  OPTION_UNKNOWN: (p: Params<"names" | "option">) => ({
    en: `There is no option "${p.option}"; you can give ${p.names}.`,
    ja: `オプション "${p.option}" はありません。指定できるのは ${p.names.replaceAll(", ", "、")} です。`,
  }),
  OPTION_VALUE: (p: Params<"allowed" | "given" | "option">) => ({
    en: `"${p.option}" is ${p.given}; it has to be one of ${p.allowed}.`,
    ja: `"${p.option}" に ${p.given} は指定できません。指定できるのは ${p.allowed.replaceAll(", ", "、")} です。`,
  }),
} satisfies Catalogue;
