import { groupPairs } from "../../collections/group-by";
import { SecurityRule, VirtualNetwork } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf, namesOf, quote } from "./words";

/** Application security groups: who may be together in one, and in a rule (W120). */
export const APPLICATION_GROUP_CHECKS: readonly Check[] = [
  {
    code: "APPLICATION_GROUP_SEVERAL_NETWORKS",
    severity: "error",
    what: {
      en: "Members of an application security group are in different virtual networks (W120)",
      ja: "アプリケーション セキュリティ グループのメンバーが、別々の仮想ネットワークにあります（W120）",
    },
    source: SOURCES.applicationSecurityGroups,
    fix: { en: "Make a group for each network.", ja: "仮想ネットワークごとにグループを分けてください。" },
    *find(network) {
      for (const [group, networks] of networksOfGroups(network)) {
        if (networks.length > 1) {
          const names = namesOf(networks);
          yield problemAt(group, {
            en: `Application security group ${called(network, group)} has members in ${names.en}; all must be in the network of the first.`,
            ja: `アプリケーション セキュリティ グループ ${called(network, group)} のメンバーが ${names.ja} にまたがっています。すべて最初のメンバーと同じ仮想ネットワークになければなりません。`,
          });
        }
      }
    },
  },
  {
    code: "SECURITY_RULE_GROUPS_APART",
    severity: "error",
    what: {
      en: "A security rule names application security groups of different virtual networks (AllApplicationSecurityGroupsInSecurityRuleMustBeFromSameVnet, W120)",
      ja: "1 つのセキュリティ規則が、別々の仮想ネットワークのアプリケーション セキュリティ グループを指定しています（AllApplicationSecurityGroupsInSecurityRuleMustBeFromSameVnet、W120）",
    },
    source: SOURCES.applicationSecurityGroups,
    fix: {
      en: "Name addresses or prefixes for what is in the other network.",
      ja: "別の仮想ネットワークにある側は、アドレスまたはプレフィックスで指定してください。",
    },
    *find(network) {
      const networks = networksOfGroups(network);
      for (const group of network.model.networkSecurityGroups) {
        for (const rule of group.rules) {
          const named = groupsOf(rule).map((one) => ({ one, home: networks.get(one)?.[0] }));
          const first = named.find(({ home }) => home !== undefined);
          const apart = named.find(({ home }) => home !== undefined && home !== first!.home);
          if (first !== undefined && apart !== undefined) {
            const [a, b] = [called(network, first.one), called(network, apart.one)];
            yield problemAt(rule.origin, {
              en: `Rule ${quote(rule.name)} of ${nameOf(group)} names ${a} in ${nameOf(first.home!)} and ${b} in ${nameOf(apart.home!)}; Azure takes groups of one network.`,
              ja: `${nameOf(group)} の規則 ${quote(rule.name)} は ${nameOf(first.home!)} の ${a} と ${nameOf(apart.home!)} の ${b} を指定しています。1 つの規則で使えるのは同じ仮想ネットワークのグループだけです。`,
            });
          }
        }
      }
    },
  },
  {
    code: "SECURITY_RULE_GROUP_EMPTY",
    severity: "warning",
    what: {
      en: "A security rule names an application security group without members, beside others: it was seen to match nothing at all (W120)",
      ja: "セキュリティ規則が、メンバーのないアプリケーション セキュリティ グループを他のグループと並べて指定しています。規則全体が何にも一致しなくなった例があります（W120）",
    },
    source: SOURCES.applicationSecurityGroups,
    fix: {
      en: "Leave the group out until it has a member, or write a rule of its own for it.",
      ja: "メンバーができるまでそのグループを外すか、別の規則に分けてください。",
    },
    *find(network) {
      const networks = networksOfGroups(network);
      const isEmpty = (group: string): boolean =>
        network.isManaged(group) && network.isOne(group) && !networks.has(group);
      for (const group of network.hasGaps ? [] : network.model.networkSecurityGroups) {
        for (const rule of group.rules) {
          const ends = [rule.sourceApplicationSecurityGroups, rule.destinationApplicationSecurityGroups];
          const empty = ends.find((end) => end.length > 1 && end.some(isEmpty))?.find(isEmpty);
          if (empty !== undefined) {
            yield problemAt(rule.origin, {
              en: `Rule ${quote(rule.name)} of ${nameOf(group)} names ${called(network, empty)}, which has no members: with it the rule may match nothing of the others either.`,
              ja: `${nameOf(group)} の規則 ${quote(rule.name)} は、メンバーのない ${called(network, empty)} を指定しています。このため、他のグループに対しても規則が適用されないおそれがあります。`,
            });
          }
        }
      }
    },
  },
];

function groupsOf(rule: SecurityRule): readonly string[] {
  return [...rule.sourceApplicationSecurityGroups, ...rule.destinationApplicationSecurityGroups];
}

/** The networks in which the members of each group surely are; nothing where something may be one. */
function networksOfGroups(network: CheckedNetwork): ReadonlyMap<string, readonly VirtualNetwork[]> {
  const { networkInterfaces, privateEndpoints } = network.model;
  const members = [
    ...networkInterfaces.flatMap(({ ipConfigurations }) => ipConfigurations),
    ...privateEndpoints.map(({ applicationSecurityGroups = [], ...endpoint }) => ({
      ...endpoint,
      applicationSecurityGroups,
    })),
  ];
  const homes = groupPairs(
    members.flatMap(({ subnet, applicationSecurityGroups, uncertainGroups = [] }) => {
      const home = network.networkOf(subnet);
      const possible = uncertainGroups.flatMap(({ candidates }) => candidates);
      return [...applicationSecurityGroups, ...possible].map(
        (group): [string, VirtualNetwork | undefined] => [
          group,
          applicationSecurityGroups.includes(group) ? home : undefined,
        ],
      );
    }),
  );
  return new Map(
    [...homes].map(([group, found]) => {
      // Of a stand-in each instance may have members in a network of its own.
      const sure = network.isOne(group)
        ? found.filter((home) => home !== undefined && network.isOne(home.address))
        : [];
      return [group, [...new Set(sure.filter((home) => home !== undefined))]];
    }),
  );
}

function called(network: CheckedNetwork, group: string): string {
  const name = network.argumentsOf(group).text("name");
  return nameOf({ address: group, ...(name !== undefined && { name }) });
}
