import { localizedTexts } from "./support/localized-texts";

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

/** Second halves of Azure's compound terms, which Microsoft writes apart from the first. */
const SPACED =
  /[ァ-ヺー](ゲートウェイ|バランサー|テーブル|グループ|インターフェイス|エンドポイント|プール|タグ|ポリシー|プレフィックス|ピアリング|アドレス|ルート|ゾーン)|仮想ネットワークゲート/;

const TEXTS = localizedTexts();

/** Places whose Japanese breaks a rule, with the text. */
function breaking(rule: (prose: string) => boolean): string[] {
  return TEXTS.flatMap(({ place, ja }) =>
    ja.filter((text) => JAPANESE.test(text) && rule(prose(text))).map((text) => `${place} ${text}`),
  );
}

/** The text without what is filled in, quoted, or a call of a function. */
function prose(text: string): string {
  let rest = text;
  for (let last = ""; last !== rest;) {
    last = rest;
    rest = rest.replace(/\$?\{[^{}]*\}/g, "x");
  }
  return rest.replace(/"[^"]*"|`[^`]*`|\w+\(\)/g, "");
}

test("the sources hold the texts that are judged here", () => {
  expect(TEXTS.length).toBeGreaterThan(400);
});

test("every text has both languages", () => {
  expect(
    TEXTS.filter(({ en, ja }) => en.join().length > 0 !== ja.join().length > 0).map(({ place }) => place),
  ).toEqual([]);
  expect(TEXTS.filter(({ en }) => en.some((text) => JAPANESE.test(text))).map(({ place }) => place)).toEqual(
    [],
  );
});

test("the next hop has one name, Azure's portal's", () => {
  expect(breaking((text) => /ネクスト ?ホップ/.test(text))).toEqual([]);
});

test("a default route has one name", () => {
  expect(breaking((text) => /既定ルート|デフォルト ?ルート/.test(text))).toEqual([]);
});

test("Azure's compound terms are written with spaces", () => {
  expect(breaking((text) => SPACED.test(text))).toEqual([]);
});

test("brackets in sentences are full-width, without blanks around them", () => {
  expect(breaking((text) => /[()]| （|） (?=[\u3040-\u30ff\u4e00-\u9fff])/.test(text))).toEqual([]);
});

test("a next hop of type None is なし", () => {
  expect(breaking((text) => /\bNone\b/.test(text))).toEqual([]);
});

test("verdicts are Japanese words", () => {
  expect(breaking((text) => /\b(REACHABLE|CONDITIONAL|ASYMMETRIC|ONE_WAY|BLOCKED)\b/.test(text))).toEqual([]);
});

/** What holds ルール, as Azure's portal has it of Azure Firewall and DNS; security groups, load balancers and others have 規則. */
const RULES_OF_FIREWALLS =
  /ファイアウォール|クラシック|DNAT|アプリケーション|コレクション|FQDN|転送先サーバー/;
const RULES_OF_OTHERS = /セキュリティ|管理|ルーティング|アウトバウンド|(?<!D)NAT|HA ポート/;

test("rules of firewalls are ルール, those of security groups and load balancers 規則", () => {
  expect(
    breaking((text) => new RegExp(`(${RULES_OF_FIREWALLS.source})(の| x の)? ?規則`).test(text)),
  ).toEqual([]);
  expect(
    breaking((text) =>
      new RegExp(`(${RULES_OF_OTHERS.source})(の| x の)? ?ルール(?! コレクション|セット)`).test(text),
    ),
  ).toEqual([]);
  expect(breaking((text) => /規則 ?コレクション|ルールコレクション/.test(text))).toEqual([]);
});

test("the interface's words of next hops are named as the portal names them", () => {
  expect(
    breaking((text) =>
      /\b(VNetPeering|VNetGlobalPeering|GlobalVNetPeering|ConnectedGroup)\b|VNet ピアリング/.test(text),
    ),
  ).toEqual([]);
});

test("lists have the comma of Japanese, sentences its stop", () => {
  expect(
    breaking((text) => /(?<=[\u3040-\u30ff\u4e00-\u9fff]), |, (?=[\u3040-\u30ff\u4e00-\u9fff])/.test(text)),
  ).toEqual([]);
  expect(breaking((text) => /[\u3040-\u30ff\u4e00-\u9fff][.．，](?=\s|$)/.test(text))).toEqual([]);
});

test("what is filled into a list has the comma of Japanese too", () => {
  expect(
    TEXTS.flatMap(({ place, ja }) => ja.filter((text) => /\.join\(", "\)/.test(text)).map(() => place)),
  ).toEqual([]);
});

test("sentences are polite, and machines virtual machines", () => {
  expect(
    breaking(
      (text) =>
        /(である|する|した|ない|なる|れる|せる)。/.test(text) && !/でした。|ました。|ません/.test(text),
    ),
  ).toEqual([]);
  expect(breaking((text) => /(?<!仮想)マシン/.test(text))).toEqual([]);
});

test("loanwords end with the long vowel that Microsoft writes", () => {
  expect(
    breaking((text) =>
      /(サーバ|ユーザ|ルータ|フォルダ|パラメータ|プロバイダ|ヘッダ|コンピュータ)(?!ー)|インター?フェ(ース|ス(?!ー)(?<!フェイス))/.test(
        text,
      ),
    ),
  ).toEqual([]);
});
