import { LocalizedText, Params } from "../text";
import { Catalogue } from "./catalogue";
import { meant, Names } from "./hints";
import { JSON_KINDS } from "./json-problems";

/** What a piece of an assumption file must be. */
const EXPECTED = {
  object: JSON_KINDS.object,
  list: JSON_KINDS.list,
  name: { en: "a name", ja: "名前" },
} satisfies Readonly<Record<string, LocalizedText>>;

/** Why a file of assumptions can't be used. */
export const ASSUMPTION_PROBLEMS = {
  ASSUMPTIONS_VERSION: (p: Params<"file" | "version">) => ({
    en: `${p.file} has ${p.version === "" ? "no version" : `version ${p.version}`}; assumptions need "version": 1.`,
    ja: `${p.file} ${p.version === "" ? "に version がありません" : `の version が ${p.version} です`}。前提のファイルには "version": 1 が必要です。`,
  }),
  ASSUMPTION_MALFORMED: (
    p: Params<"file" | "where" | "given"> & { readonly expected: keyof typeof EXPECTED },
  ) => ({
    en: `${p.file}: ${p.where} is ${p.given}, but must be ${EXPECTED[p.expected].en}.`,
    ja: `${p.file}: ${p.where} が ${p.given} になっていますが、${EXPECTED[p.expected].ja}でなければなりません。`,
  }),
  ASSUMPTION_INCOMPLETE: (p: Params<"file" | "where"> & { readonly expected: keyof typeof EXPECTED }) => ({
    en: `${p.file}: ${p.where} is missing, but must be ${EXPECTED[p.expected].en}.`,
    ja: `${p.file}: ${p.where} がありません。${EXPECTED[p.expected].ja}が必要です。`,
  }),
  ASSUMPTION_NO_PREFIX: (p: Params<"file" | "where" | "given" | "problem" | "nearest">) => ({
    en: `${p.file}: ${p.where} "${p.given}" ${p.problem}.`,
    ja: `${p.file}: ${p.where} の "${p.given}" は正しい IPv4 プレフィックスではありません（例: ${p.nearest === "" ? "10.0.0.0/16" : p.nearest}）。`,
  }),
  ASSUMPTION_UNKNOWN_KEY: (p: Params<"file" | "where" | "key"> & Names<"near" | "known">) => {
    const names = p.known.join(", ");
    const hint = meant(p.near, { en: `; allowed: ${names}.`, ja: `。使えるキー: ${names}。` });
    return {
      en: `${p.file}: ${p.where} has an unknown key "${p.key}"${hint.en}`,
      ja: `${p.file}: ${p.where} に未知のキー "${p.key}" があります${hint.ja}`,
    };
  },
  ASSUMPTION_NAMES_NOTHING: (p: Params<"file" | "name"> & Names<"near" | "known">) => {
    const names = p.known.slice(0, 5).map((name) => `"${name}"`);
    const hint = meant(
      p.near,
      names.length === 0
        ? {
            en: "; the configuration has nothing of that kind.",
            ja: "。構成に該当する種類のリソースがありません。",
          }
        : { en: `; known: ${names.join(", ")}.`, ja: `。存在するもの: ${names.join("、")}。` },
    );
    return {
      en: `${p.file} names "${p.name}", which is no resource of the configuration${hint.en}`,
      ja: `${p.file} の "${p.name}" は構成のどのリソースでもありません${hint.ja}`,
    };
  },
  ASSUMPTION_AMBIGUOUS: (p: Params<"file" | "name"> & Names<"addresses">) => ({
    en: `${p.file} names "${p.name}", which is ${p.addresses.join(" and ")}; give the Terraform address.`,
    ja: `${p.file} の "${p.name}" に該当するリソースが複数あります（${p.addresses.join("、")}）。Terraform アドレスを指定してください。`,
  }),
} satisfies Catalogue;
