import { PlannedChange } from "../model";
import { LocalizedText } from "../result";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { eachReplaced, gone, reasonOf, verb } from "./planned-removals";
import { nameOf } from "./words";

/** Gateways of virtual hubs: Azure takes as long to make one as it does in a network. */
const HUB_GATEWAYS: {
  readonly [type: string]: { readonly behind: LocalizedText; readonly tell?: LocalizedText };
} = {
  azurerm_vpn_gateway: {
    behind: { en: "its VPN sites", ja: "VPN サイト" },
    tell: {
      en: ", and tell the sites the new public addresses",
      ja: "、新しいパブリック IP を VPN サイトに設定してください",
    },
  },
  azurerm_express_route_gateway: {
    behind: { en: "what is behind its ExpressRoute circuits", ja: "ExpressRoute 回線の先" },
  },
  azurerm_point_to_site_vpn_gateway: {
    behind: { en: "its VPN clients", ja: "ポイント対サイトの VPN クライアント" },
    tell: {
      en: ", and give the clients the new profile",
      ja: "、クライアントに新しいプロファイルを配布してください",
    },
  },
};

export function* hubGateways(network: CheckedNetwork): ReturnType<Check["find"]> {
  for (const [type, { behind, tell }] of Object.entries(HUB_GATEWAYS)) {
    for (const { change, owner } of gone(network, type)) {
      const [why, does, hub] = [reasonOf(change), verb(change), hubOf(network, change.address)];
      yield {
        resource: change.address,
        message: {
          en: `The plan ${does.en} gateway ${owner}${why.en}: ${hub.en} and every network connected to it are without ${behind.en}, for 30 minutes and more where it is created anew.`,
          ja: `このプランはゲートウェイ ${owner} を${does.ja}${why.ja}。再作成する場合でも 30 分以上、${hub.ja}とそれに接続されたすべての仮想ネットワークは、${behind.ja}と通信できません。`,
        },
        fix: {
          en: `Keep what forces it, or plan an outage${tell?.en ?? ""}.`,
          ja: `原因となる変更を取り消してください。または停止時間を計画し${tell?.ja ?? "てください"}。`,
        },
      };
    }
  }
}

/** A hub's connection is its whole peering: nobody makes the other half. */
export const replacedHubConnections = eachReplaced(
  "azurerm_virtual_hub_connection",
  (owner, why, network, address) => {
    const hub = hubOf(network, address);
    return {
      en: `The plan replaces hub connection ${owner}${why.en}: until it is back, its network is apart from ${hub.en} and from all that it reaches through it.`,
      ja: `このプランは仮想ハブ接続 ${owner} を置き換えます${why.ja}。再作成されるまで、その仮想ネットワークは${hub.ja}から切断され、ハブ経由の通信も途切れます。`,
    };
  },
);

export const replacedIntents = eachReplaced(
  "azurerm_virtual_hub_routing_intent",
  (owner, why, network, address) => {
    const hub = hubOf(network, address);
    return {
      en: `The plan replaces routing intent ${owner}${why.en}: until it is back, ${hub.en} sends nothing through what it names, so networks and sites reach each other past what inspects them, and the Internet through the hub not at all.`,
      ja: `このプランはルーティング インテント ${owner} を置き換えます${why.ja}。再作成されるまで、${hub.ja}は指定されたファイアウォールやアプライアンスに通信を送りません。仮想ネットワークと拠点の間の通信は検査を通らず、ハブ経由でインターネットにも接続できません。`,
    };
  },
);

/** The peering of a circuit that stays. */
export function* circuitPeerings(network: CheckedNetwork): ReturnType<Check["find"]> {
  const circuits = [...gone(network, "azurerm_express_route_circuit")].map(({ change }) => change);
  const replaced = new Set(circuits.map(({ address }) => network.resource(address)?.name?.toLowerCase()));
  const goes = ({ address, action }: PlannedChange): boolean => {
    const written = network.argumentsOf(address).printed("express_route_circuit_name");
    const circuit = network.referred(written)?.name ?? written;
    return action === "delete"
      ? circuits.some((one) => one.action === "delete")
      : circuit !== undefined && replaced.has(circuit.toLowerCase());
  };
  for (const { change, owner } of gone(network, "azurerm_express_route_circuit_peering")) {
    if (!goes(change)) {
      const [why, does] = [reasonOf(change), verb(change)];
      yield {
        resource: change.address,
        message: {
          en: `The plan ${does.en} circuit peering ${owner}${why.en}: its BGP sessions end, and on-premises is out of reach through it until they are up again.`,
          ja: `このプランは回線のピアリング ${owner} を${does.ja}${why.ja}。BGP セッションが切断され、再び確立されるまで、この回線の先のオンプレミスには到達できません。`,
        },
        fix: {
          en: "Keep what forces it, or plan an outage; the other side's routers need the same VLAN, prefixes and AS number.",
          ja: "原因となる変更を取り消すか、停止時間を計画してください。対向ルーターの VLAN、プレフィックス、AS 番号も合わせる必要があります。",
        },
      };
    }
  }
}

/** Which hub something belongs to, by its name where the input has it. */
function hubOf(network: CheckedNetwork, address: string): LocalizedText {
  const hub = network.withId(network.argumentsOf(address).printed("virtual_hub_id"));
  return hub === undefined
    ? { en: "its hub", ja: "ハブ" }
    : { en: `hub ${nameOf(hub)}`, ja: `ハブ ${nameOf(hub)} ` };
}
