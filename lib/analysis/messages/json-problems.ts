import { quote } from "../../text/quote";
import { LocalizedText, Params } from "../text";
import { Catalogue } from "./catalogue";

/** What a JSON value is, where an object was wanted. */
export type JsonKind = "list" | "null" | "string" | "number" | "boolean" | "object" | "undefined";

export const JSON_KINDS: Readonly<Record<JsonKind, LocalizedText>> = {
  list: { en: "a list", ja: "リスト" },
  null: { en: "null", ja: "null" },
  string: { en: "a string", ja: "文字列" },
  number: { en: "a number", ja: "数値" },
  boolean: { en: "a boolean", ja: "真偽値" },
  object: { en: "an object", ja: "オブジェクト" },
  undefined: { en: "nothing", ja: "空" },
};

/** What people write that JSON doesn't know. */
export type JsonFault =
  | "trailingComma"
  | "missingComma"
  | "comment"
  | "singleQuotes"
  | "typographicQuotes"
  | "unquotedKey"
  | "badText"
  | "noValue"
  | "more";

/** What a file holds that is no JSON. */
export type NearText = "binary" | "colours" | "textBefore" | "text" | JsonFault;

const NEAR_TEXTS: Readonly<Record<NearText, LocalizedText>> = {
  binary: {
    en: " It is binary, or UTF-16 without a byte order mark; write it as UTF-8.",
    ja: "バイナリか、BOM のない UTF-16 のようです。UTF-8 で保存してください。",
  },
  colours: {
    en: ' It has colours in it, as "-o jsonc" prints; use "-o json".',
    ja: '"-o jsonc" などの色の指定が含まれています。"-o json" を使ってください。',
  },
  textBefore: {
    en: ' Other text stands before the JSON, such as warnings; take it out, and redirect without "2>&1".',
    ja: 'JSON の前に警告などの文字列があります。取り除くか、"2>&1" を付けずに出力してください。',
  },
  text: {
    en: ' It is other text; of the Azure CLI give "-o json", of a plan or state what "terraform show -json" prints, of HCL the folder.',
    ja: '別の形式のテキストです。Azure CLI は "-o json"、プランとステートは "terraform show -json" の出力を、HCL はフォルダーを指定してください。',
  },
  trailingComma: {
    en: " A comma stands after the last member there; take it out.",
    ja: "最後の要素の後にコンマがあります。取り除いてください。",
  },
  missingComma: {
    en: " A comma is missing before what stands there.",
    ja: "この位置の前にコンマがありません。",
  },
  comment: {
    en: " A comment stands there, which only templates and their parameters may have; take it out.",
    ja: "コメントがあります。コメントを書けるのはテンプレートとそのパラメーターだけです。取り除いてください。",
  },
  singleQuotes: {
    en: ' A text there is in single quotes; write it in double ones ("), as "-o json" prints it.',
    ja: '文字列が一重引用符で囲まれています。"-o json" の出力のように二重引用符（"）で囲んでください。',
  },
  typographicQuotes: {
    en: ' A text there is in typographic quotes; write it in straight ones (").',
    ja: '文字列が全角または曲線の引用符で囲まれています。半角の二重引用符（"）で囲んでください。',
  },
  unquotedKey: {
    en: ' A name there has no quotes; write it in double ones (").',
    ja: 'キーが引用符で囲まれていません。二重引用符（"）で囲んでください。',
  },
  badText: {
    en: " A text there has a line break or another control character, or a backslash that escapes nothing; write \\n for a line break, \\\\ for a backslash.",
    ja: "文字列に改行などの制御文字、またはエスケープになっていない円記号（\\）があります。改行は \\n、\\ は \\\\ と書いてください。",
  },
  noValue: {
    en: " What stands there is no value of JSON; texts are written in double quotes, and true, false and null in small letters.",
    ja: "JSON の値ではないものがあります。文字列は二重引用符で囲み、true、false、null は小文字で書いてください。",
  },
  more: {
    en: " More stands after the end of the JSON; give one document in a file.",
    ja: "JSON の終わりの後に余分な内容があります。1 つのファイルには 1 つの JSON だけを書いてください。",
  },
};

/** Why a file can't be used that should be JSON. */
export const JSON_PROBLEMS = {
  JSON_CUT_OFF: (p: Params<"file">) => ({
    en: `${p.file} is cut off: its JSON has no end.`,
    ja: `${p.file} は途中で切れています（JSON が閉じていません）。`,
  }),
  JSON_REPEATED_KEY: (p: Params<"file" | "line" | "key">) => ({
    en: `${p.file} has ${quote(p.key)} a second time in one object (line ${p.line}), and JSON keeps the last only: put both into one.`,
    ja: `${p.file} では 1 つのオブジェクトに ${quote(p.key)} が 2 回あり（${p.line} 行目）、JSON では最後のものしか残りません。1 つにまとめてください。`,
  }),
  JSON_INVALID: (p: Params<"file" | "line"> & { readonly near?: NearText }) => {
    const near = p.near === undefined ? { en: "", ja: "" } : NEAR_TEXTS[p.near];
    return {
      en: `${p.file} is not valid JSON${p.line === "" ? "" : ` (line ${p.line})`}.${near.en}`,
      ja: `${p.file} は正しい JSON ではありません${p.line === "" ? "" : `（${p.line} 行目）`}。${near.ja}`,
    };
  },
  LIST_EMPTY: (p: Params<"file">) => ({
    en: `${p.file} is an empty list, as the Azure CLI prints where it finds nothing; look at the subscription with "az account show".`,
    ja: `${p.file} は空のリストです（Azure CLI で該当するリソースがない場合の出力）。"az account show" でサブスクリプションを確認してください。`,
  }),
  JSON_NO_OBJECT: (p: Params<"file"> & { readonly kind: JsonKind }) => ({
    en: `${p.file} holds ${JSON_KINDS[p.kind].en}, not a JSON object.`,
    ja: `${p.file} の内容は JSON オブジェクトではなく${JSON_KINDS[p.kind].ja}です。`,
  }),
  CONFIGURATION_NO_OBJECT: (p: Params<"file">) => ({
    en: `${p.file} is not a JSON object.`,
    ja: `${p.file} は JSON オブジェクトではありません。`,
  }),
  JSON_TOO_DEEP: (p: Params<"file">) => ({
    en: `${p.file} is nested too deeply to be read.`,
    ja: `${p.file} は入れ子が深すぎるため読み込めません。`,
  }),
} satisfies Catalogue;
