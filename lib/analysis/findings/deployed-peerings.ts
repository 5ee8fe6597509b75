import { isBroken, VirtualNetwork, VirtualNetworkPeering } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** What Azure reports of peerings that exist: only an input that comes from Azure tells. */
export const DEPLOYED_PEERING_CHECKS: readonly Check[] = [
  {
    code: "PEERING_NOT_CONNECTED",
    severity: "error",
    what: {
      en: "A deployed peering isn't connected: its counterpart was deleted, or made anew (R5c)",
      ja: "デプロイ済みのピアリングが接続状態ではありません。反対側が削除されたか、作り直されています（R5c）",
    },
    source: SOURCES.peeringTroubleshooting,
    fix: {
      en: "Delete both halves, and create them again.",
      ja: "両側のピアリングを削除し、作り直してください。",
    },
    *find(network) {
      const { peerings } = network.model;
      for (const half of peerings.filter((one) => isBroken(one, peerings))) {
        const owner = ownerOf(network, half);
        yield problemAt(half.address, {
          en: `Peering ${nameOf(half)} of ${owner} is ${half.state}, not Connected: it carries nothing.`,
          ja: `${owner} のピアリング ${nameOf(half)} の状態が Connected ではなく ${half.state} のため、通信できません。`,
        });
      }
    },
  },
  {
    code: "PEERING_OUT_OF_SYNC",
    severity: "warning",
    what: {
      en: "A deployed peering doesn't know the address space that the remote network has now (R5d)",
      ja: "デプロイ済みのピアリングに、リモートの仮想ネットワークの現在のアドレス空間が反映されていません（R5d）",
    },
    source: SOURCES.peering,
    fix: {
      en: "Synchronise the peering: az network vnet peering sync.",
      ja: "ピアリングを同期してください: az network vnet peering sync",
    },
    *find(network) {
      for (const half of network.model.peerings) {
        const remote = network.remoteOf(half);
        const [missing, gone] = remote === undefined ? [[], []] : differences(half, remote);
        if (remote !== undefined && missing.length + gone.length > 0) {
          const lacks = missing.length > 0;
          yield problemAt(half.address, {
            en: `Peering ${nameOf(half)} of ${ownerOf(network, half)} is out of sync with ${nameOf(remote)}: it ${lacks ? `has no route to ${missing.join(", ")}` : `still has routes to ${gone.join(", ")}`}.`,
            ja: `${ownerOf(network, half)} のピアリング ${nameOf(half)} は ${nameOf(remote)} のアドレス空間と同期していません。${lacks ? `${missing.join("、")} へのルートがありません` : `${gone.join("、")} へのルートが残っています`}。`,
          });
        }
      }
    },
  },
];

/** Prefixes that a half doesn't know of the remote network, and those that it knows and that are gone. */
function differences(
  { remoteAddressSpace: known }: VirtualNetworkPeering,
  { addressSpace }: VirtualNetwork,
): readonly [missing: readonly string[], gone: readonly string[]] {
  return known === undefined
    ? [[], []]
    : [
        addressSpace.filter((prefix) => !known.includes(prefix)),
        known.filter((prefix) => !addressSpace.includes(prefix)),
      ];
}

function ownerOf(network: CheckedNetwork, { virtualNetwork = "" }: VirtualNetworkPeering): string {
  const owner = network.virtualNetworks.get(virtualNetwork);
  return owner === undefined ? virtualNetwork : nameOf(owner);
}
