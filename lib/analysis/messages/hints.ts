import { LocalizedText, Params } from "../text";

/** Names of what there is, or of what was probably meant. */
export type Names<Name extends string> = { readonly [name in Name]: readonly string[] };

/** Ends a sentence about a name that nothing has: what was probably meant, else what there is. */
export function meant(near: readonly string[], otherwise: LocalizedText): LocalizedText {
  const names = near.map((name) => `"${name}"`);
  return names.length === 0
    ? otherwise
    : {
        en: `; did you mean ${names.join(" or ")}?`,
        ja: `。${names.join(" または ")} の間違いではありませんか？`,
      };
}

/** Within a sentence about such a name: what was probably meant. */
export function perhaps(near: readonly string[]): LocalizedText {
  const names = near.map((name) => `"${name}"`);
  return names.length === 0
    ? { en: "", ja: "" }
    : {
        en: ` (did you mean ${names.join(" or ")}?)`,
        ja: `（${names.join(" または ")} の間違いではありませんか？）`,
      };
}

/** What would tell a fact that an input shows to exist and doesn't hold. */
export type Settlement = keyof typeof SETTLEMENTS;

export const SETTLEMENTS = {
  folder: {
    en: "; the folder that the plan was made of may tell (--config DIR), a state after apply does",
    ja: "。プランの元になったフォルダーを --config DIR で渡すと分かることがあり、適用後のステートなら分かります",
  },
  plan: {
    en: "; a plan tells it (terraform show -json), since planning reads data sources",
    ja: "。データ ソースはプランの作成時に読み込まれるため、プラン（terraform show -json）を渡せば分かります",
  },
  variable: {
    en: "; a value of that variable does (--var or --var-file)",
    ja: "。その変数の値を --var または --var-file で渡せば分かります",
  },
  parameter: {
    en: "; a value of that parameter does (--var or --var-file)",
    ja: "。そのパラメーターの値を --var または --var-file で渡せば分かります",
  },
  apply: {
    en: "; a plan or state after apply tells it",
    ja: "。適用後のプランかステートを渡せば分かります",
  },
  table: {
    en: "; routes of the hub's tables, which came in the place of these, tell it (azurerm_virtual_hub_route_table_route)",
    ja: "。これに代わるハブのルート テーブルのルート（azurerm_virtual_hub_route_table_route）で書けば分かります",
  },
  elsewhere: {
    en: "; add an input that holds it",
    ja: "。それを含む入力を加えれば分かります",
  },
} as const;

/** Whether what isn't known is a variable that nobody gave a value; all others are evaluated. */
export function namesVariable(text: string): boolean {
  return /\bvar\.\w/.test(text);
}

/** Whether what isn't known is a parameter of a template that nobody gave a value. */
export function namesParameter(text: string): boolean {
  return /\bparameters\('/.test(text);
}

/** Ends a sentence about such a fact: what the reader can do. */
export function settledBy(settlement: string): LocalizedText {
  return SETTLEMENTS[settlement as Settlement];
}

/** How the addresses of a pair fare that have this verdict, where others have a graver one. */
export function faring(verdict: string): LocalizedText {
  switch (verdict) {
    case "REACHABLE":
      return { en: "packets and replies arrive", ja: "往復とも届きます" };
    case "ASYMMETRIC":
      return { en: "replies come by another way", ja: "応答が別の経路を通ります" };
    case "ONE_WAY":
      return { en: "packets arrive, replies do not", ja: "往路だけが届きます" };
    default:
      return { en: "the answer is open", ja: "結果は確定しません" };
  }
}

/** What saves a peering of which a plan replaces one half. */
export function replacedTogether({ half, other }: Params<"half" | "other">): LocalizedText {
  const trigger = `lifecycle { replace_triggered_by = [${half}] }`;
  return {
    en: `Replace ${other} in the same apply: ${trigger} or -replace`,
    ja: `${other} も同じ apply で置き換えてください（${trigger} または -replace）。`,
  };
}

/** Both halves of a peering that Virtual Network Manager makes are one argument of its configuration. */
export function gatewayFlags({ use, allow }: Params<"allow" | "use">): LocalizedText {
  return use === allow
    ? {
        en: `use_hub_gateway = true in applies_to_group of ${use}`,
        ja: `${use} の applies_to_group の use_hub_gateway を true に`,
      }
    : {
        en: `use_remote_gateways = true on ${use} and allow_gateway_transit = true on ${allow}`,
        ja: `${use} の use_remote_gateways と ${allow} の allow_gateway_transit の両方を true に`,
      };
}

const ROWS: Readonly<Record<string, string>> = {
  VNetPeering: "仮想ネットワーク ピアリングの",
  VNetGlobalPeering: "グローバル仮想ネットワーク ピアリングの",
  ConnectedGroup: "接続済みグループの",
  VirtualNetworkGateway: "仮想ネットワーク ゲートウェイの",
};

/** Rows of effective routes, "VNetPeering 10.1.0.0/16, …", with the interface's words as the portal has them. */
export function rowsInJapanese(rows: string): string {
  return rows.replace(/\w+(?= \d)/g, (type) => ROWS[type] ?? type).replaceAll(", ", "、");
}
