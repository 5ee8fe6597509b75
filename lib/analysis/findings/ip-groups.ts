import { LIMITS } from "../../azure/limits";
import { FirewallPolicy, FirewallRule } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { chainOf } from "./firewall-rules";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const GROUP = "azurerm_ip_group";

/** IP groups of firewalls: how large they are, and who uses them. */
export const IP_GROUP_CHECKS: readonly Check[] = [
  {
    code: "IP_GROUP_FULL",
    severity: "error",
    what: {
      en: `An IP group has more than ${LIMITS.entriesOfIpGroup.value} entries (W101)`,
      ja: `IP グループのエントリが ${LIMITS.entriesOfIpGroup.value} 個を超えています（W101）`,
    },
    source: SOURCES.ipGroups,
    fix: { en: "Divide it.", ja: "分割してください。" },
    *find(network) {
      for (const group of network.resourcesOf(GROUP)) {
        const count = network.argumentsOf(group.address).texts("cidrs").known.length;
        if (count > LIMITS.entriesOfIpGroup.value) {
          yield problemAt(group.address, {
            en: `IP group ${nameOf(group)} has ${count} entries; Azure allows ${LIMITS.entriesOfIpGroup.value}.`,
            ja: `IP グループ ${nameOf(group)} のエントリは ${count} 個です。上限は ${LIMITS.entriesOfIpGroup.value} 個です。`,
          });
        }
      }
    },
  },
  {
    code: "IP_GROUPS_OF_POLICY",
    severity: "error",
    what: {
      en: `The rules of a firewall policy name more than ${LIMITS.ipGroupsOfPolicy.value} IP groups (W101)`,
      ja: `ファイアウォール ポリシーのルールが ${LIMITS.ipGroupsOfPolicy.value} 個を超える IP グループを使っています（W101）`,
    },
    source: SOURCES.ipGroups,
    fix: {
      en: "Join groups that stand in the same rules.",
      ja: "同じルールで使うグループをまとめてください。",
    },
    *find(network) {
      for (const policy of network.model.firewallPolicies) {
        const used = new Set(chainOf(network, policy.address).flatMap(rulesOf).flatMap(groupsOf));
        if (used.size > LIMITS.ipGroupsOfPolicy.value) {
          yield problemAt(policy.address, {
            en: `The rules of policy ${nameOf(policy)} name ${used.size} IP groups; Azure allows ${LIMITS.ipGroupsOfPolicy.value}.`,
            ja: `ポリシー ${nameOf(policy)} のルールは ${used.size} 個の IP グループを使います。上限は ${LIMITS.ipGroupsOfPolicy.value} 個です。`,
          });
        }
      }
    },
  },
  {
    code: "IP_GROUP_EMPTY",
    severity: "warning",
    what: {
      en: "A firewall rule names an IP group that has no addresses (W101)",
      ja: "ファイアウォール ルールが、アドレスのない IP グループを指定しています（W101）",
    },
    source: SOURCES.ipGroups,
    fix: {
      en: "Fill the group, or take it out of the rule.",
      ja: "アドレスを追加するか、ルールから外してください。",
    },
    *find(network) {
      const used = new Set(usedGroups(network));
      const mayFill = network.hasGaps || network.resourcesOf(`${GROUP}_cidr`).length > 0;
      for (const group of mayFill ? [] : network.resourcesOf(GROUP)) {
        const isEmpty = !network.argumentsOf(group.address).isSet("cidrs");
        if (isEmpty && group.ignores("cidrs") !== true && used.has(group.address)) {
          yield problemAt(group.address, {
            en: `IP group ${nameOf(group)} has no addresses: in a firewall rule it matches nothing.`,
            ja: `IP グループ ${nameOf(group)} にはアドレスがないため、ファイアウォール ルールで何にも一致しません。`,
          });
        }
      }
    },
  },
];

function usedGroups({ model }: CheckedNetwork): readonly string[] {
  return [...model.firewallPolicies, ...model.firewalls].flatMap(rulesOf).flatMap(groupsOf);
}

function rulesOf({ ruleCollections }: Pick<FirewallPolicy, "ruleCollections">): readonly FirewallRule[] {
  return ruleCollections.flatMap(({ rules }) => rules);
}

function groupsOf({ sourceIpGroups = [], destinationIpGroups = [] }: FirewallRule): readonly string[] {
  return [...sourceIpGroups, ...destinationIpGroups];
}
