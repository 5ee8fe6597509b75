import { isPriority, SECURITY_RULE_PRIORITIES } from "../../azure/priorities";
import { regionId } from "../../azure/regions";
import { groupBy } from "../../collections/group-by";
import { Arguments, isUnknown, ModelResource, SecurityRule, Subnet } from "../model";
import { Check, problemAt, partProblem } from "./check";
import { CheckedNetwork } from "./checked-network";
import { DEFAULT_ROUTE } from "./routes";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

const { first: FIRST_PRIORITY, last: LAST_PRIORITY } = SECURITY_RULE_PRIORITIES;
const LAST_PORT = 65535;

/** Rules of network security groups. */
export const SECURITY_GROUP_CHECKS: readonly Check[] = [
  {
    code: "SECURITY_RULE_PRIORITY_TWICE",
    severity: "error",
    what: {
      en: "Two rules of a network security group have the same priority and direction",
      ja: "ネットワーク セキュリティ グループの 2 つの規則の優先度と方向が同じです",
    },
    source: SOURCES.securityGroups,
    fix: { en: "Give each its own priority.", ja: "それぞれに別の優先度を指定してください。" },
    *find({ model }) {
      for (const group of model.networkSecurityGroups) {
        const known = group.rules.filter((rule) => isPriority(rule.priority, SECURITY_RULE_PRIORITIES));
        const same = groupBy(known, (rule) => `${rule.direction} ${rule.priority}`);
        for (const [first, second] of same.values()) {
          if (second) {
            yield problemAt(second.origin, {
              en: `Rules ${quote(first.name)} and ${quote(second.name)} of ${nameOf(group)} have the same priority ${second.priority} (${second.direction}).`,
              ja: `${nameOf(group)} の規則 ${quote(first.name)} と ${quote(second.name)} の優先度が同じ ${second.priority} です（${second.direction}）。`,
            });
          }
        }
      }
    },
  },
  {
    code: "SECURITY_RULE_PRIORITY",
    severity: "error",
    what: {
      en: `The priority of a security rule is not between ${FIRST_PRIORITY} and ${LAST_PRIORITY}`,
      ja: `セキュリティ規則の優先度が ${FIRST_PRIORITY} から ${LAST_PRIORITY} の範囲にありません`,
    },
    source: SOURCES.networkSecurityGroup,
    fix: {
      en: `Use ${FIRST_PRIORITY} to ${LAST_PRIORITY}.`,
      ja: `${FIRST_PRIORITY} から ${LAST_PRIORITY} の範囲で指定してください。`,
    },
    *find(network) {
      for (const group of network.model.networkSecurityGroups) {
        for (const rule of group.rules) {
          // The model says 0 where the priority is known only after apply.
          const separate = network.argumentsOf(rule.origin).isUnknown("priority");
          if (!isPriority(rule.priority, SECURITY_RULE_PRIORITIES) && rule.priority !== 0 && !separate) {
            yield problemAt(rule.origin, {
              en: `Rule ${quote(rule.name)} of ${nameOf(group)} has the priority ${rule.priority}; Azure takes ${FIRST_PRIORITY} to ${LAST_PRIORITY}.`,
              ja: `${nameOf(group)} の規則 ${quote(rule.name)} の優先度 ${rule.priority} は使えません。${FIRST_PRIORITY} から ${LAST_PRIORITY} の範囲です。`,
            });
          }
        }
      }
    },
  },
  {
    code: "SECURITY_RULE_PORTS",
    severity: "error",
    what: {
      en: "A port of a security rule is neither a number, a range such as 80-90, nor * (SecurityRuleInvalidPortRange)",
      ja: "セキュリティ規則のポートが、番号、80-90 のような範囲、* のいずれでもありません（SecurityRuleInvalidPortRange）",
    },
    source: SOURCES.networkSecurityGroup,
    fix: {
      en: "Give several ports in destination_port_ranges or source_port_ranges, each a number or a range.",
      ja: "複数のポートは destination_port_ranges または source_port_ranges に、番号または範囲のリストで指定してください。",
    },
    *find({ model }) {
      for (const group of model.networkSecurityGroups) {
        for (const rule of group.rules) {
          const [wrong] = [...rule.destinationPorts, ...rule.sourcePorts].filter((text) => !isPorts(text));
          if (wrong !== undefined) {
            yield partProblem(rule, {
              en: `Rule ${quote(rule.name)} of ${nameOf(group)} has the port ${quote(wrong)}; Azure takes a number, a range or *.`,
              ja: `${nameOf(group)} の規則 ${quote(rule.name)} のポート ${quote(wrong)} は使えません。番号、範囲、* のいずれかで指定してください。`,
            });
          }
        }
      }
    },
  },
  {
    code: "SECURITY_RULE_ADDRESS",
    severity: "error",
    what: {
      en: "An end of a security rule is several addresses in one text (SecurityRuleInvalidAddressPrefix), or a list with *, VirtualNetwork, Internet or AzureLoadBalancer (SecurityRuleParameterContainsUnsupportedValue)",
      ja: "セキュリティ規則の送信元または宛先が、1 つの文字列に並んだ複数のアドレス（SecurityRuleInvalidAddressPrefix）か、* または VirtualNetwork、Internet、AzureLoadBalancer を含むリスト（SecurityRuleParameterContainsUnsupportedValue）です",
    },
    source: SOURCES.networkSecurityGroup,
    fix: {
      en: "Give one address, prefix, tag or * in the argument that ends in _prefix, and several addresses or prefixes as a list in the one that ends in _prefixes.",
      ja: "アドレス、プレフィックス、タグ、* を 1 つだけ使うなら末尾が _prefix の引数に、複数のアドレスやプレフィックスなら末尾が _prefixes の引数にリストで指定してください。",
    },
    *find(network) {
      for (const group of network.model.networkSecurityGroups) {
        const argumentsOf = ruleArguments(network);
        for (const rule of group.rules) {
          const [wrong] = mistakenEnds(argumentsOf(rule));
          if (wrong !== undefined) {
            yield partProblem(rule, {
              en: `Rule ${quote(rule.name)} of ${nameOf(group)} has ${quote(wrong.text)} in ${wrong.argument}; Azure takes ${wrong.isList ? "addresses and prefixes alone in a list" : "one address, prefix or tag there"}.`,
              ja: `${nameOf(group)} の規則 ${quote(rule.name)} の ${wrong.argument} に ${quote(wrong.text)} があります。${wrong.isList ? "リストに指定できるのはアドレスとプレフィックスだけです" : "指定できるのはアドレス、プレフィックス、タグのいずれか 1 つです"}。`,
            });
          }
        }
      }
    },
  },
  {
    code: "SECURITY_RULE_INCOMPLETE",
    severity: "error",
    what: {
      en: "A security rule has no source or no destination",
      ja: "セキュリティ規則に、送信元または宛先がありません",
    },
    source: SOURCES.networkSecurityGroup,
    fix: { en: 'Give both; "*" means any.', ja: '両方を指定してください（"*" はすべてを表します）。' },
    *find(network) {
      for (const group of network.model.networkSecurityGroups) {
        const argumentsOf = ruleArguments(network);
        for (const rule of group.rules) {
          const missing = missingEnds(argumentsOf(rule));
          if (missing.length > 0) {
            yield problemAt(rule.origin, {
              en: `Rule ${quote(rule.name)} of ${nameOf(group)} has no ${missing.map(({ en }) => en).join(" and no ")}.`,
              ja: `${nameOf(group)} の規則 ${quote(rule.name)} に${missing.map(({ ja }) => ja).join("と")}がありません。`,
            });
          }
        }
      }
    },
  },
  {
    code: "SECURITY_RULE_FAMILIES",
    severity: "error",
    what: {
      en: "A security rule has IPv4 and IPv6 prefixes at once, or is for ICMP between IPv6 prefixes, which Azure doesn't filter (W65)",
      ja: "セキュリティ規則に IPv4 と IPv6 のプレフィックスが混在しているか、IPv6 のプレフィックス間の ICMP を対象にしています。Azure は ICMPv6 をフィルター処理しません（W65）",
    },
    source: SOURCES.ipv6,
    fix: {
      en: "Write a rule for each family; for ICMPv6 there is none.",
      ja: "IPv4 と IPv6 で規則を分けてください。ICMPv6 の規則は作れません。",
    },
    *find({ model }) {
      for (const group of model.networkSecurityGroups) {
        for (const rule of group.rules) {
          const prefixes = [...rule.sources, ...rule.destinations].filter((text) => !isUnknown(text));
          const [four, six] = [
            prefixes.find((text) => /^\d+(\.\d+){3}(\/\d+)?$/.test(text)),
            prefixes.find((text) => /^[\da-f:.]*:[\da-f:.]*(\/\d+)?$/i.test(text)),
          ];
          const isIcmp = rule.protocol.toLowerCase() === "icmp";
          if (six !== undefined && (four !== undefined || isIcmp)) {
            yield problemAt(rule.origin, {
              en:
                four === undefined
                  ? `Rule ${quote(rule.name)} of ${nameOf(group)} is for ICMP and ${six}; Azure has no rules for ICMPv6.`
                  : `Rule ${quote(rule.name)} of ${nameOf(group)} has ${four} and ${six}; a rule has prefixes of one family.`,
              ja:
                four === undefined
                  ? `${nameOf(group)} の規則 ${quote(rule.name)} は ${six} の ICMP を対象にしていますが、ICMPv6 の規則は作れません。`
                  : `${nameOf(group)} の規則 ${quote(rule.name)} に ${four} と ${six} があります。1 つの規則に IPv4 と IPv6 は混在できません。`,
            });
          }
        }
      }
    },
  },
  {
    code: "SECURITY_GROUP_ELSEWHERE",
    severity: "error",
    what: {
      en: "A network security group is bound to a subnet or network interface of another region",
      ja: "ネットワーク セキュリティ グループが、別のリージョンのサブネットまたはネットワーク インターフェイスに関連付けられています",
    },
    source: SOURCES.securityGroups,
    fix: {
      en: "Create the group in the region of the network, or use one that is there.",
      ja: "仮想ネットワークと同じリージョンにネットワーク セキュリティ グループを作成するか、同じリージョンのものを使ってください。",
    },
    *find(network) {
      for (const { guarded, group: address, region } of guardedResources(network)) {
        const group = network.securityGroups.get(address);
        if (group?.region !== undefined && regionId(group.region) !== regionId(region)) {
          yield problemAt(guarded.address, {
            en: `Network security group ${nameOf(group)} is in ${group.region}, but ${nameOf(guarded)} is in ${region}.`,
            ja: `ネットワーク セキュリティ グループ ${nameOf(group)} は ${group.region} にありますが、${nameOf(guarded)} は ${region} にあります。`,
          });
        }
      }
    },
  },
  {
    code: "VIRTUAL_NETWORK_TAG_IS_EVERYTHING",
    severity: "warning",
    what: {
      en: "A rule allows VirtualNetwork before a deny, in a subnet whose table has a default route: the tag holds every address there (R67)",
      ja: "ルート テーブルに既定のルートがあるサブネットで、拒否規則より前に VirtualNetwork を許可する規則があります。このタグはそこではすべてのアドレスを含みます（R67）",
    },
    source: SOURCES.serviceTags,
    fix: {
      en: "Name the prefixes that are meant instead of the tag.",
      ja: "タグの代わりに、対象のプレフィックスを指定してください。",
    },
    *find(network) {
      const groups = new Map(network.model.networkSecurityGroups.map((group) => [group.address, group]));
      const told = new Set<string>();
      for (const [subnet, address] of filteredSubnets(network)) {
        const group = groups.get(address);
        const routes = network.routeTables.get(subnet.routeTable ?? "")?.routes ?? [];
        const route = routes.find(
          ({ addressPrefix, nextHopType }) =>
            addressPrefix === DEFAULT_ROUTE && WIDENING_HOPS.has(nextHopType),
        );
        for (const rule of route ? (group?.rules ?? []) : []) {
          const ends = rule.direction === "Outbound" ? rule.destinations : rule.sources;
          const isLimit = group!.rules.some(
            ({ direction, access, priority }) =>
              direction === rule.direction && access === "Deny" && priority > rule.priority,
          );
          const key = `${rule.origin} ${rule.name}`;
          if (rule.access === "Allow" && ends.includes("VirtualNetwork") && isLimit && !told.has(key)) {
            told.add(key);
            yield problemAt(rule.origin, {
              en: `Rule ${quote(rule.name)} of ${nameOf(group!)} allows VirtualNetwork, but ${nameOf(subnet)} has the default route ${quote(route!.name)}: the tag holds every address there, so no later deny is ever met.`,
              ja: `${nameOf(group!)} の規則 ${quote(rule.name)} は VirtualNetwork を許可しますが、${nameOf(subnet)} には既定のルート ${quote(route!.name)} があるため、このタグはすべてのアドレスを含み、後続の拒否規則は適用されません。`,
            });
          }
        }
      }
    },
  },
];

/** Next hops of a default route that put all addresses into the tag VirtualNetwork. */
const WIDENING_HOPS: ReadonlySet<string> = new Set(["VirtualAppliance", "VirtualNetworkGateway"]);

/** Subnets with the groups that filter in them: the subnet's and those of its interfaces. */
function* filteredSubnets({ model, subnets }: CheckedNetwork): Iterable<[Subnet, string]> {
  for (const subnet of model.subnets) {
    if (subnet.networkSecurityGroup !== undefined) {
      yield [subnet, subnet.networkSecurityGroup];
    }
  }
  for (const { networkSecurityGroup, ipConfigurations } of model.networkInterfaces) {
    for (const { subnet } of networkSecurityGroup === undefined ? [] : ipConfigurations) {
      const home = subnets.get(subnet ?? "");
      if (home !== undefined) {
        yield [home, networkSecurityGroup!];
      }
    }
  }
}

/** Subnets and network interfaces that have a security group, and their regions. */
function* guardedResources({
  model,
  virtualNetworks,
}: CheckedNetwork): Iterable<{ guarded: ModelResource; group: string; region: string }> {
  const placed = [
    ...model.subnets.map((subnet) => ({
      guarded: subnet,
      region: virtualNetworks.get(subnet.virtualNetwork)?.region,
    })),
    ...model.networkInterfaces.map((nic) => ({ guarded: nic, region: nic.region })),
  ];
  for (const { guarded, region } of placed) {
    const group = guarded.networkSecurityGroup;
    if (group !== undefined && region !== undefined) {
      yield { guarded, group, region };
    }
  }
}

/** The arguments of a group's rules, separate or inline. */
function ruleArguments(network: CheckedNetwork): (rule: SecurityRule) => Arguments | undefined {
  const inline = new Map<string, ReadonlyMap<string | undefined, Arguments>>();
  return ({ origin, name }) => {
    const values = network.argumentsOf(origin);
    if (values.isSet("direction")) {
      return values;
    }
    if (!inline.has(origin)) {
      const blocks = [...values.blocks("security_rule")].reverse();
      inline.set(origin, new Map(blocks.map((block) => [block.printed("name"), block])));
    }
    return inline.get(origin)!.get(name);
  };
}

function missingEnds(rule: Arguments | undefined): { en: string; ja: string }[] {
  const isMissing = (end: string): boolean =>
    rule !== undefined &&
    !rule.isSet(`${end}_address_prefix`) &&
    !rule.isSet(`${end}_address_prefixes`) &&
    !rule.isSet(`${end}_application_security_group_ids`);
  return [
    ...(isMissing("source") ? [{ en: "source", ja: "送信元" }] : []),
    ...(isMissing("destination") ? [{ en: "destination", ja: "宛先" }] : []),
  ];
}

interface MistakenEnd {
  readonly end: "destination" | "source";
  readonly argument: string;
  readonly text: string;
  readonly isList: boolean;
}

/** Ends that Azure doesn't take as they are written. */
export function mistakenEnds(rule: Arguments | undefined): MistakenEnd[] {
  return (["destination", "source"] as const).flatMap((end): MistakenEnd[] => {
    const [one, list] = [`${end}_address_prefix`, `${end}_address_prefixes`];
    const several = rule?.texts(one).known.find((text) => /[\d*a-z]\s*[,;]\s*[\d*a-z]/i.test(text));
    const alone = rule?.texts(list).known.find((text) => STANDING_ALONE.test(text));
    return [
      ...(several === undefined ? [] : [{ end, argument: one, text: several, isList: false }]),
      ...(alone === undefined ? [] : [{ end, argument: list, text: alone, isList: true }]),
    ];
  });
}

const STANDING_ALONE = /^(\*|VirtualNetwork|Internet|AzureLoadBalancer)$/i;

/** What only apply tells is never judged. */
function isPorts(text: string): boolean {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  return (
    text === "*" ||
    isUnknown(text) ||
    (first !== undefined && Number(first) <= Number(last) && Number(last) <= LAST_PORT)
  );
}
