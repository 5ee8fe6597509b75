import { LIMITS } from "../../azure/limits";
import { regionId } from "../../azure/regions";
import { groupBy } from "../../collections/group-by";
import { NetworkManagerRoutingRule } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const MOST_RULES = LIMITS.adminRulesOfManager.value;
const MOST_PREFIXES = LIMITS.prefixesOfAdminRules.value;

/** What Azure Virtual Network Manager and the rest of a configuration do to each other (W23, W24, W27 to W30). */
export const NETWORK_MANAGER_CONFLICTS: readonly Check[] = [
  {
    code: "NETWORK_MANAGER_HUB_WITHOUT_GATEWAY",
    severity: "error",
    what: {
      en: "Spokes of a network manager use the gateway of a hub that has none: Azure creates one half of each peering (W23)",
      ja: "Virtual Network Manager の Spoke がハブのゲートウェイを使いますが、ハブにゲートウェイがありません。Azure は各ピアリングの片側しか作成しません（W23）",
    },
    source: SOURCES.networkManagerConnectivity,
    fix: {
      en: "Create the gateway first, or set use_hub_gateway to false.",
      ja: "先にゲートウェイを作成するか、use_hub_gateway を false にしてください。",
    },
    *find(network) {
      for (const configuration of network.model.networkManager.connectivityConfigurations) {
        const hub = network.virtualNetworks.get(configuration.hub ?? "");
        const uses =
          configuration.topology === "HubAndSpoke" &&
          configuration.groups.some(({ useHubGateway }) => useHubGateway);
        const isBare =
          hub !== undefined &&
          hub.external !== true &&
          !network.hasGaps &&
          !network.hasUnplacedGateway &&
          network.gatewaysIn(hub.address).length + network.routeServersIn(hub.address).length === 0;
        if (uses && isBare) {
          yield problemAt(configuration.address, {
            en: `Configuration ${nameOf(configuration)} lets spokes use the gateway of ${nameOf(hub)}, which has none: the spokes' halves of the peerings fail.`,
            ja: `構成 ${nameOf(configuration)} は Spoke に ${nameOf(hub)} のゲートウェイを使わせますが、ゲートウェイがないため、Spoke 側のピアリングの作成に失敗します。`,
          });
        }
      }
    },
  },
  {
    code: "NETWORK_MANAGER_DELETES_PEERINGS",
    severity: "error",
    what: {
      en: "A network manager deletes peerings that azurerm_virtual_network_peering creates (W24)",
      ja: "azurerm_virtual_network_peering が作成するピアリングを、Virtual Network Manager が削除します（W24）",
    },
    source: SOURCES.networkManagerConnectivity,
    fix: {
      en: "Set delete_existing_peering_enabled to false, or leave these peerings to the network manager.",
      ja: "delete_existing_peering_enabled を false にするか、これらのピアリングを Virtual Network Manager に任せてください。",
    },
    *find(network) {
      for (const configuration of network.model.networkManager.connectivityConfigurations) {
        const deletes = network.argumentsOf(configuration.address).boolean("delete_existing_peering_enabled");
        const members = configuration.groups.flatMap(({ networkGroup }) => membersOf(network, networkGroup));
        const peering = [...members, ...(configuration.hub === undefined ? [] : [configuration.hub])]
          .flatMap((member) => network.peeringsOf(member))
          .find(({ address }) => address.includes("azurerm_virtual_network_peering."));
        if (deletes === true && peering !== undefined) {
          yield problemAt(configuration.address, {
            en: `Configuration ${nameOf(configuration)} deletes peerings that it doesn't have, and ${peering.address} creates one: each apply brings it back.`,
            ja: `構成 ${nameOf(configuration)} は自分にないピアリングを削除しますが、${peering.address} がピアリングを作成するため、apply のたびに作り直されます。`,
          });
        }
      }
    },
  },
  {
    code: "NETWORK_MANAGER_REPLACES_ROUTE_TABLE",
    severity: "warning",
    what: {
      en: "A network manager replaces the route table that Terraform binds to a subnet (route_table_usage_mode ManagedOnly, W27)",
      ja: "Terraform がサブネットに関連付けるルート テーブルを、Virtual Network Manager が置き換えます（route_table_usage_mode ManagedOnly、W27）",
    },
    source: SOURCES.networkManagerRoutes,
    fix: {
      en: 'Set route_table_usage_mode = "UseExisting" (azurerm 4.58), or leave the subnet\'s table to the network manager.',
      ja: 'azurerm 4.58 以降で route_table_usage_mode を "UseExisting" にするか、サブネットのルート テーブルを Virtual Network Manager に任せてください。',
    },
    *find(network) {
      const rules = groupBy(network.model.networkManager.routingRules, ({ configuration }) => configuration);
      for (const [address, own] of rules) {
        const given = network.argumentsOf(address);
        const keeps =
          given.isUnknown("route_table_usage_mode") || given.text("route_table_usage_mode") === "UseExisting";
        const reached = new Set(own.flatMap((rule) => reachedBy(network, rule)));
        const subnet = [...network.subnets.values()].find(
          (one) =>
            one.routeTable !== undefined && (reached.has(one.address) || reached.has(one.virtualNetwork)),
        );
        if (!keeps && subnet !== undefined) {
          yield problemAt(address, {
            en: `Routing configuration ${address} binds a table of its own to ${nameOf(subnet)}, to which ${subnet.routeTableAssociation ?? subnet.address} binds another: the two undo each other.`,
            ja: `ルーティング構成 ${address} は ${nameOf(subnet)} に独自のルート テーブルを関連付けますが、${subnet.routeTableAssociation ?? subnet.address} も別のテーブルを関連付けるため、互いに打ち消し合います。`,
          });
        }
      }
    },
  },
  {
    code: "NETWORK_MANAGER_ROUTE_CLASH",
    severity: "error",
    what: {
      en: "Two routing rules of a network manager send one destination two ways, of which Azure takes one at random (W28)",
      ja: "Virtual Network Manager の 2 つのルーティング規則が、同じ宛先を別々の次ホップに向けています。どちらが使われるかは決まっていません（W28）",
    },
    source: SOURCES.networkManagerRoutes,
    fix: { en: "Leave one of the two out.", ja: "どちらか一方を削除してください。" },
    *find(network) {
      const byDestination = groupBy(network.model.networkManager.routingRules, ({ destination }) =>
        destination.toLowerCase(),
      );
      for (const rules of byDestination.values()) {
        for (const [index, rule] of rules.entries()) {
          const reached = new Set(reachedBy(network, rule));
          const other = rules
            .slice(0, index)
            .find(
              (one) =>
                hopOf(one) !== hopOf(rule) && reachedBy(network, one).some((each) => reached.has(each)),
            );
          if (other !== undefined) {
            yield problemAt(rule.address, {
              en: `${nameOf(rule)} and ${nameOf(other)} (${other.address}) both route ${rule.destination} in one network, to ${hopOf(rule)} and ${hopOf(other)}.`,
              ja: `${nameOf(rule)} と ${nameOf(other)}（${other.address}）が同じ仮想ネットワークで ${rule.destination} を ${hopOf(rule)} と ${hopOf(other)} に向けています。`,
            });
          }
        }
      }
    },
  },
  {
    code: "NETWORK_MANAGER_DEPLOYED_TWICE",
    severity: "error",
    what: {
      en: "Two deployments of one network manager, region and kind: Azure takes one (W29)",
      ja: "同じ Virtual Network Manager、リージョン、種類のデプロイが 2 つあります。Azure が受け付けるのは 1 つです（W29）",
    },
    source: SOURCES.networkManagerDeployment,
    fix: {
      en: "List all configurations in one of the two.",
      ja: "すべての構成をどちらか一方のデプロイにまとめてください。",
    },
    *find(network) {
      const seen = new Map<string, string>();
      for (const { address } of network.model.networkManager.deployments) {
        const given = network.argumentsOf(address);
        const [manager, location, access] = ["network_manager_id", "location", "scope_access"].map((name) =>
          given.printed(name),
        );
        if (
          manager !== undefined &&
          location !== undefined &&
          access !== undefined &&
          network.isOne(address)
        ) {
          const key = JSON.stringify([network.identityOf(manager) ?? manager, regionId(location), access]);
          const other = seen.get(key);
          if (other !== undefined) {
            yield problemAt(address, {
              en: `${address} and ${other} both deploy ${access} to ${location}: the second already exists.`,
              ja: `${address} と ${other} がどちらも ${location} に ${access} をデプロイします。後の方は「既に存在する」エラーになります。`,
            });
          }
          seen.set(key, other ?? address);
        }
      }
    },
  },
  {
    code: "NETWORK_MANAGER_ADMIN_RULE_LIMIT",
    severity: "warning",
    what: {
      en: `A network manager has more than ${MOST_RULES} admin rules or ${MOST_PREFIXES} prefixes in them (W30)`,
      ja: `Virtual Network Manager のセキュリティ管理規則が ${MOST_RULES} 個、またはその中のプレフィックスが ${MOST_PREFIXES} 個を超えています（W30）`,
    },
    source: SOURCES.networkManagerLimits,
    fix: {
      en: "Take fewer rules, with larger prefixes.",
      ja: "規則を減らし、より大きなプレフィックスにまとめてください。",
    },
    *find(network) {
      const rules = network.model.networkManager.securityAdminRules;
      const managers = groupBy(
        rules,
        ({ configuration }) => network.argumentsOf(configuration).printed("network_manager_id") ?? "",
      );
      for (const own of managers.values()) {
        const prefixes = own.reduce((sum, rule) => sum + rule.sources.length + rule.destinations.length, 0);
        if (own.length > MOST_RULES || prefixes > MOST_PREFIXES) {
          yield problemAt(own[0].configuration, {
            en: `The network manager has ${own.length} admin rules with ${prefixes} prefixes; Azure allows ${MOST_RULES} and ${MOST_PREFIXES}.`,
            ja: `Virtual Network Manager にセキュリティ管理規則が ${own.length} 個、プレフィックスが ${prefixes} 個あります。上限は ${MOST_RULES} 個と ${MOST_PREFIXES} 個です。`,
          });
        }
      }
    },
  },
];

/** Virtual networks and subnets that get a rule's route. */
function reachedBy(network: CheckedNetwork, rule: NetworkManagerRoutingRule): readonly string[] {
  return rule.networkGroups.flatMap((group) => membersOf(network, group));
}

function membersOf(network: CheckedNetwork, address: string): readonly string[] {
  const group = network.model.networkManager.networkGroups.find((one) => one.address === address);
  return group === undefined ? [] : [...group.virtualNetworks, ...group.subnets];
}

function hopOf({ nextHop, nextHopType }: NetworkManagerRoutingRule): string {
  return nextHop === undefined ? nextHopType : (nextHop.ip ?? nextHop.text);
}
