import { isBroken, VirtualNetworkPeering } from "../model";
import { VirtualNetworkNode } from "../network/virtual-network-node";
import { LocalizedText } from "../result";
import { RoutedCheck, RoutedNetwork } from "./routed-network";
import { SOURCES } from "./sources";

/** Peerings of which one half is missing (R5c), as far as the input can tell. */
export const HALF_PEERING_CHECKS: readonly RoutedCheck[] = [
  {
    code: "PEERING_HALF_MISSING",
    severity: "error",
    what: {
      en: "A peering exists on one of its two networks only: it carries nothing (R5c)",
      ja: "ピアリングが 2 つの仮想ネットワークの片側にしかありません。通信できません（R5c）",
    },
    source: SOURCES.peering,
    fix: { en: "Add the other half.", ja: "反対側のピアリングを追加してください。" },
    *find(network) {
      for (const { node, other, half } of halves(network)) {
        if (other.model.external !== true && !isBroken(half, network.checked.model.peerings)) {
          yield {
            resource: half.address,
            message: {
              en: `Only ${node.name} is peered with ${other.name}: without the half on ${other.name} the peering stays "Initiated" and carries nothing.`,
              ja: `ピアリングが ${node.name} から ${other.name} への片方向しかありません。${other.name} 側がなければ状態は Initiated のままで、通信できません。`,
            },
            fix: newHalf(network, node, other, half),
          };
        }
      }
    },
  },
  {
    code: "PEERING_HALF_OUTSIDE",
    severity: "info",
    what: {
      en: "The other half of a peering belongs to an existing network: the input doesn't tell whether it is there (R5c)",
      ja: "ピアリングの反対側は既存の仮想ネットワークのものです。それがあるかどうかは、入力からは分かりません（R5c）",
    },
    source: SOURCES.peering,
    fix: {
      en: "Make sure that the other half exists where its network is managed.",
      ja: "相手側の仮想ネットワークを管理している構成に、反対側のピアリングがあることを確認してください。",
    },
    *find(network) {
      for (const { node, other, half } of halves(network)) {
        if (other.model.external === true) {
          yield {
            resource: half.address,
            message: {
              en: `${node.name} is peered with ${other.name}, which exists already; whether ${other.name} has its half, this input does not tell.`,
              ja: `${node.name} は既存の ${other.name} とピアリングしています。${other.name} 側のピアリングがあるかどうかは、この入力からは分かりません。`,
            },
            fix: newHalf(network, node, other, half),
          };
        }
      }
    },
  },
];

interface Half {
  readonly node: VirtualNetworkNode;
  readonly other: VirtualNetworkNode;
  readonly half: VirtualNetworkPeering;
}

/** Halves without a counterpart; none where one that could not be resolved, or that may not be there, may be it. */
function* halves({ context, checked }: RoutedNetwork): Iterable<Half> {
  if (checked.hasGaps) {
    return;
  }
  const open = checked.model.peerings.filter(
    ({ virtualNetwork, remoteVirtualNetwork, perhaps }) =>
      virtualNetwork === undefined || remoteVirtualNetwork === undefined || perhaps !== undefined,
  );
  for (const node of context.network.virtualNetworks) {
    for (const [other, half] of node.halfPeerings) {
      const mayBeThere =
        !checked.isOne(node.address) ||
        !checked.isOne(other.address) ||
        open.some(
          ({ virtualNetwork, remoteVirtualNetwork }) =>
            (virtualNetwork ?? other.address) === other.address &&
            (remoteVirtualNetwork ?? node.address) === node.address,
        );
      if (half.virtualNetwork === node.address && !mayBeThere) {
        yield { node, other, half };
      }
    }
  }
}

/** What the missing half has to say, so that it serves what this one and the networks are made for. */
function newHalf(
  { checked }: RoutedNetwork,
  node: VirtualNetworkNode,
  other: VirtualNetworkNode,
  half: VirtualNetworkPeering,
): LocalizedText {
  const { firewalls, networkInterfaces } = checked.model;
  // R31: the half on the receiving network has to accept what others forward.
  const forwards =
    firewalls.some(({ subnet }) => checked.networkOf(subnet)?.address === node.address) ||
    networkInterfaces.some(
      ({ ipForwarding, ipConfigurations }) =>
        ipForwarding &&
        ipConfigurations.some(({ subnet }) => checked.networkOf(subnet)?.address === node.address),
    );
  const flags = [
    ...(forwards ? ["allow_forwarded_traffic = true"] : []),
    ...(half.useRemoteGateways ? ["allow_gateway_transit = true"] : []),
    ...(half.allowGatewayTransit && !half.useRemoteGateways ? ["use_remote_gateways = true"] : []),
  ];
  const withFlags = {
    en: flags.length === 0 ? "" : ` with ${flags.join(" and ")}`,
    ja: flags.length === 0 ? "" : `（${flags.join("、")}）`,
  };
  return {
    en: `Peer ${other.name} with ${node.name} too${withFlags.en}.`,
    ja: `${other.name} から ${node.name} へのピアリング${withFlags.ja}も追加してください。`,
  };
}
