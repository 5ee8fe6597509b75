import { LIMITS } from "../../azure/limits";
import { routesCount } from "../../azure/private-endpoint-policies";
import { reservedSubnetOf } from "../../azure/reserved-subnets";
import { overlappingPrefixes } from "../../cidr";
import { groupBy } from "../../collections/group-by";
import { ConnectivityConfiguration } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const MOST_MEMBERS = LIMITS.networksOfConnectedGroup.value;
const MOST_WITH_FEATURE = LIMITS.networksOfHighScaleGroup.value;
const MOST_ON_REQUEST = LIMITS.networksOfLargestGroup.value;
const MOST_GROUPS_OF_NETWORK = LIMITS.connectedGroupsOfNetwork.value;

/** Azure Virtual Network Manager (R70, R71). */
export const NETWORK_MANAGER_CHECKS: readonly Check[] = [
  {
    code: "NETWORK_MANAGER_WITH_PEERINGS",
    severity: "warning",
    what: {
      en: "Networks are joined by Virtual Network Manager and by azurerm_virtual_network_peering: the two undo each other",
      ja: "同じ仮想ネットワークを Virtual Network Manager と azurerm_virtual_network_peering の両方が結んでいます。互いの変更を打ち消し合います",
    },
    source: SOURCES.networkManagerConnectivityConfiguration,
    fix: {
      en: "Leave the peerings between these networks to one of the two.",
      ja: "これらのネットワーク間のピアリングはどちらか一方で管理してください。",
    },
    *find(network) {
      for (const configuration of network.model.networkManager.connectivityConfigurations) {
        const hub = configuration.topology === "HubAndSpoke" ? configuration.hub : undefined;
        const members = new Set(membersOf(network, configuration));
        const peering = [...members]
          .flatMap((member) => network.peeringsOf(member))
          .filter(({ address }) => address !== configuration.address)
          .find(({ remoteVirtualNetwork }) => hub !== undefined && remoteVirtualNetwork === hub);
        if (peering) {
          yield problemAt(configuration.address, {
            en: `Configuration ${nameOf(configuration)} peers networks that ${peering.address} peers too.`,
            ja: `構成 ${nameOf(configuration)} が作成するピアリングを ${peering.address} も作成しようとしています。`,
          });
        }
      }
    },
  },
  {
    code: "CONNECTED_GROUP_OVERLAP",
    severity: "warning",
    what: {
      en: "Members of a connected group overlap: Azure drops the traffic to the shared addresses (R70)",
      ja: "接続済みグループのメンバーのアドレスが重なっています。重なるアドレスへの通信を Azure は破棄します（R70）",
    },
    source: SOURCES.networkManagerLimits,
    fix: {
      en: "Give one of the networks another address space.",
      ja: "どちらかの仮想ネットワークのアドレス空間を変更してください。",
    },
    *find(network) {
      for (const { configuration, members } of connectedGroups(network)) {
        const prefixes = members
          .map((member) => network.virtualNetworks.get(member))
          .filter((member) => member !== undefined)
          .flatMap((owner) => network.prefixesIn(owner.addressSpace).map((prefix) => ({ prefix, owner })));
        for (const [a, b] of overlappingPrefixes(prefixes).filter(([x, y]) => x.owner !== y.owner)) {
          yield problemAt(b.owner.address, {
            en: `${b.prefix} of ${nameOf(b.owner)} overlaps ${a.prefix} of ${nameOf(a.owner)} in the connected group of ${nameOf(configuration)}.`,
            ja: `構成 ${nameOf(configuration)} の接続済みグループで、${nameOf(b.owner)} の ${b.prefix} と ${nameOf(a.owner)} の ${a.prefix} が重なっています。`,
          });
        }
      }
    },
  },
  {
    code: "CONNECTED_GROUP_LIMIT",
    severity: "warning",
    what: {
      en: `A connected group has more than ${MOST_MEMBERS} virtual networks, which takes a preview feature`,
      ja: `接続済みグループの仮想ネットワークが ${MOST_MEMBERS} 個を超えています。プレビュー機能が必要です`,
    },
    source: SOURCES.networkManagerLimits,
    fix: {
      en: `Register the preview feature AllowHighScaleConnectedGroup (up to ${MOST_WITH_FEATURE}, in some regions), or split the group.`,
      ja: `プレビュー機能 AllowHighScaleConnectedGroup を登録する（一部のリージョンで ${MOST_WITH_FEATURE} まで）か、グループを分けてください。`,
    },
    *find(network) {
      for (const { configuration, members } of connectedGroups(network)) {
        if (members.length > MOST_MEMBERS && members.length <= MOST_WITH_FEATURE) {
          yield problemAt(configuration.address, {
            en: `A connected group of ${nameOf(configuration)} has ${members.length} virtual networks; Azure allows ${MOST_MEMBERS} by default.`,
            ja: `構成 ${nameOf(configuration)} の接続済みグループに仮想ネットワークが ${members.length} 個あります。既定の上限は ${MOST_MEMBERS} です。`,
          });
        }
      }
    },
  },
  {
    code: "CONNECTED_GROUP_FULL",
    severity: "error",
    what: {
      en: `A connected group has more than ${MOST_WITH_FEATURE} virtual networks`,
      ja: `接続済みグループの仮想ネットワークが ${MOST_WITH_FEATURE} 個を超えています`,
    },
    source: SOURCES.networkManagerLimits,
    fix: { en: "Split the group.", ja: "グループを分けてください。" },
    *find(network) {
      for (const { configuration, members } of connectedGroups(network)) {
        if (members.length > MOST_WITH_FEATURE) {
          yield problemAt(configuration.address, {
            en: `A connected group of ${nameOf(configuration)} has ${members.length} virtual networks; Azure allows ${MOST_WITH_FEATURE} with the preview feature, and ${MOST_ON_REQUEST} on request.`,
            ja: `構成 ${nameOf(configuration)} の接続済みグループに仮想ネットワークが ${members.length} 個あります。上限はプレビュー機能で ${MOST_WITH_FEATURE}、申請で ${MOST_ON_REQUEST} です。`,
          });
        }
      }
    },
  },
  {
    code: "CONNECTED_GROUPS_OF_NETWORK",
    severity: "error",
    what: {
      en: `A virtual network is in more than ${MOST_GROUPS_OF_NETWORK} connected groups`,
      ja: `仮想ネットワークが ${MOST_GROUPS_OF_NETWORK} 個を超える接続済みグループに入っています`,
    },
    source: SOURCES.networkManagerLimits,
    fix: { en: "Remove it from one of the groups.", ja: "いずれかのグループから外してください。" },
    *find(network) {
      const memberships = connectedGroups(network).flatMap(({ members }) => members);
      for (const [address, groups] of groupBy(memberships, (member) => member)) {
        const member = network.virtualNetworks.get(address);
        if (member && groups.length > MOST_GROUPS_OF_NETWORK) {
          yield problemAt(address, {
            en: `Virtual network ${nameOf(member)} is in ${groups.length} connected groups; Azure allows ${MOST_GROUPS_OF_NETWORK}.`,
            ja: `仮想ネットワーク ${nameOf(member)} が ${groups.length} 個の接続済みグループに入っています。上限は ${MOST_GROUPS_OF_NETWORK} です。`,
          });
        }
      }
    },
  },
  {
    code: "CONNECTED_GROUP_ENDPOINT_POLICIES",
    severity: "warning",
    what: {
      en: "A connected group takes 20,000 private endpoints (HighScale), and a member's subnet has no route policies for them (W30)",
      ja: "接続済みグループのスケールは HighScale（プライベート エンドポイント 20,000 個）ですが、メンバーのサブネットでプライベート エンドポイントのルート ポリシーが無効です（W30）",
    },
    source: SOURCES.networkManagerConnectivity,
    fix: {
      en: 'Set private_endpoint_network_policies of the subnets to "Enabled" or "RouteTableEnabled"; changing it resets connections.',
      ja: 'サブネットの private_endpoint_network_policies を "Enabled" または "RouteTableEnabled" にしてください。変更すると既存の接続が切断されます。',
    },
    *find(network) {
      for (const { configuration, members } of connectedGroups(network)) {
        const scale = network
          .argumentsOf(configuration.address)
          .text("connected_group_private_endpoints_scale");
        const subnets = members
          .flatMap((member) => network.subnetsOf(member))
          .filter(
            ({ name, privateEndpointNetworkPolicies: policies, uncertainPolicies }) =>
              reservedSubnetOf(name ?? "") === undefined &&
              uncertainPolicies === undefined &&
              !routesCount(policies),
          );
        if (scale === "HighScale" && subnets.length > 0) {
          yield problemAt(configuration.address, {
            en: `Configuration ${nameOf(configuration)} is of the scale HighScale, which counts where all subnets of its networks have route policies for private endpoints; ${subnets.length} have none, such as ${nameOf(subnets[0])} (${subnets[0].address}).`,
            ja: `構成 ${nameOf(configuration)} のスケールは HighScale ですが、それにはメンバーの全サブネットでプライベート エンドポイントのルート ポリシーが必要です。${subnets.length} 個のサブネット（${nameOf(subnets[0])}、${subnets[0].address} など）で無効です。`,
          });
        }
      }
    },
  },
];

interface ConnectedGroup {
  readonly configuration: ConnectivityConfiguration;
  readonly members: readonly string[];
}

/** Groups whose members reach each other without peering: a mesh, or spokes with direct connectivity. */
function connectedGroups(network: CheckedNetwork): ConnectedGroup[] {
  return network.model.networkManager.connectivityConfigurations.flatMap((configuration) => {
    if (configuration.topology === "Mesh") {
      return [{ configuration, members: membersOf(network, configuration) }];
    }
    return configuration.groups
      .filter(({ connectivity }) => connectivity === "DirectlyConnected")
      .map(({ networkGroup }) => ({ configuration, members: networksOf(network, networkGroup) }));
  });
}

function membersOf(network: CheckedNetwork, configuration: ConnectivityConfiguration): string[] {
  return [...new Set(configuration.groups.flatMap(({ networkGroup }) => networksOf(network, networkGroup)))];
}

function networksOf(network: CheckedNetwork, networkGroup: string): readonly string[] {
  return (
    network.model.networkManager.networkGroups.find(({ address }) => address === networkGroup)
      ?.virtualNetworks ?? []
  );
}
