import { EffectiveRouteRow, LocalizedText, NextHopType, RouteSource } from "../analysis/result";
import { verbatim } from "./language";

/** How the portal's effective routes blade names what the API abbreviates, in its two languages. */
export const NEXT_HOP_WORDS: Readonly<Record<NextHopType, LocalizedText>> = {
  VnetLocal: { en: "Virtual network", ja: "仮想ネットワーク" },
  VNetPeering: { en: "VNet peering", ja: "仮想ネットワーク ピアリング" },
  VNetGlobalPeering: { en: "VNet global peering", ja: "グローバル仮想ネットワーク ピアリング" },
  ConnectedGroup: { en: "Connected group", ja: "接続済みグループ" },
  VirtualNetworkGateway: { en: "Virtual network gateway", ja: "仮想ネットワーク ゲートウェイ" },
  VirtualAppliance: { en: "Virtual appliance", ja: "仮想アプライアンス" },
  Internet: { en: "Internet", ja: "インターネット" },
  None: { en: "None", ja: "なし" },
  VirtualNetworkServiceEndpoint: {
    en: "Virtual network service endpoint",
    ja: "仮想ネットワーク サービス エンドポイント",
  },
  InterfaceEndpoint: { en: "Private endpoint", ja: "プライベート エンドポイント" },
  Unknown: { en: "Unknown", ja: "不明" },
};

export const SOURCE_WORDS: Readonly<Record<RouteSource, LocalizedText>> = {
  Default: { en: "Default", ja: "既定" },
  User: { en: "User", ja: "ユーザー" },
  VirtualNetworkGateway: { en: "Virtual network gateway", ja: "仮想ネットワーク ゲートウェイ" },
  Unknown: { en: "Unknown", ja: "不明" },
};

export const STATE_WORDS: Readonly<Record<EffectiveRouteRow["state"], LocalizedText>> = {
  Active: { en: "Active", ja: "アクティブ" },
  Invalid: { en: "Invalid", ja: "無効" },
};

/** A word of the portal's; what Azure says since is shown as it says it. */
export function portalWord(words: Readonly<Record<string, LocalizedText>>, value: string): LocalizedText {
  return Object.hasOwn(words, value) ? words[value] : verbatim(value === "" ? "-" : value);
}

/** The blade's columns, in its order. */
export const ROUTE_COLUMNS: readonly LocalizedText[] = [
  { en: "Source", ja: "ソース" },
  { en: "State", ja: "状態" },
  { en: "Address Prefixes", ja: "アドレス プレフィックス" },
  { en: "Next Hop Type", ja: "次ホップの種類" },
  { en: "Next Hop IP Address", ja: "次ホップの IP アドレス" },
  { en: "User Defined Route Name", ja: "ユーザー定義ルート名" },
];
