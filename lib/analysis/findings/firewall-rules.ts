import { groupBy } from "../../collections/group-by";
import { FirewallPolicy, FirewallRule, FirewallRuleCollection, NetworkModel } from "../model";
import { AddressSet } from "../sets/address-set";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { DEFAULT_ROUTE } from "./routes";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** A rule and the collection that it is in. */
interface Placed {
  readonly collection: FirewallRuleCollection;
  readonly rule: FirewallRule;
}

/** Comparing each rule with each takes too long beyond. */
const MOST_COMPARED = 400;

/** Rules of Azure Firewalls: which are never used, and which can't work. */
export const FIREWALL_RULE_CHECKS: readonly Check[] = [
  {
    code: "FIREWALL_DNAT_FORCED_TUNNELING",
    severity: "error",
    what: {
      en: "A firewall has DNAT rules, and its subnet sends 0.0.0.0/0 elsewhere than to the Internet (W96)",
      ja: "ファイアウォールに DNAT ルールがありますが、そのサブネットは 0.0.0.0/0 をインターネット以外に送ります（W96）",
    },
    source: SOURCES.firewallForcedTunneling,
    fix: {
      en: "Remove the DNAT rules, or let 0.0.0.0/0 of AzureFirewallSubnet lead to Internet.",
      ja: "DNAT ルールを削除するか、AzureFirewallSubnet の 0.0.0.0/0 を Internet に向けてください。",
    },
    *find(network) {
      for (const firewall of network.model.firewalls) {
        const table = network.routeTables.get(network.subnets.get(firewall.subnet ?? "")?.routeTable ?? "");
        const route = table?.routes.find(
          ({ addressPrefix, nextHopType, perhaps }) =>
            addressPrefix === DEFAULT_ROUTE &&
            perhaps === undefined &&
            !["Internet", "Unknown"].includes(nextHopType),
        );
        const dnat = [...chainOf(network, firewall.policy), firewall]
          .flatMap(({ ruleCollections }) => ruleCollections)
          .find(
            ({ kind, rules, perhaps }) =>
              kind === "nat" && rules.some(({ unknown }) => unknown === undefined) && perhaps === undefined,
          );
        if (route && dnat) {
          yield problemAt(firewall.address, {
            en: `Firewall ${nameOf(firewall)} has DNAT rules (${quote(dnat.name)}), and route ${quote(route.name)} of its subnet sends 0.0.0.0/0 to ${route.nextHopType}: answers go another way.`,
            ja: `ファイアウォール ${nameOf(firewall)} には DNAT ルール（${quote(dnat.name)}）がありますが、サブネットのルート ${quote(route.name)} は 0.0.0.0/0 を ${route.nextHopType} に送るため、応答が別の経路を通ります。`,
          });
        }
      }
    },
  },
  {
    code: "FIREWALL_NAMES_WITHOUT_PROXY",
    severity: "warning",
    what: {
      en: "A network rule has names as destination, and the policy's DNS proxy is off: firewall and clients may get other addresses for them (W98)",
      ja: "ネットワーク ルールが FQDN を宛先にしていますが、ポリシーの DNS プロキシが無効です。ファイアウォールとクライアントで、解決されるアドレスが異なる可能性があります（W98）",
    },
    source: SOURCES.firewallFqdn,
    fix: {
      en: "Set dns.proxy_enabled and let the clients ask the firewall, or use an application rule.",
      ja: "dns.proxy_enabled を有効にしてクライアントの DNS をファイアウォールに向けるか、アプリケーション ルールを使ってください。",
    },
    *find(network) {
      for (const policy of network.model.firewallPolicies) {
        const chain = chainOf(network, policy.address);
        const isOff = chain.every(
          ({ address, rulesUnknown }) => rulesUnknown === undefined && hasProxyOff(network, address),
        );
        for (const { collection, rule } of isOff ? rulesOf(policy) : []) {
          if (
            collection.kind === "network" &&
            rule.destinationFqdns.length > 0 &&
            rule.unknown === undefined
          ) {
            yield problemAt(collection.origin, {
              en: `Network rule ${quote(rule.name)} names ${quote(rule.destinationFqdns[0])}, and the DNS proxy of policy ${nameOf(policy)} is off.`,
              ja: `ネットワーク ルール ${quote(rule.name)} は ${quote(rule.destinationFqdns[0])} を宛先にしますが、ポリシー ${nameOf(policy)} の DNS プロキシが無効です。`,
            });
          }
        }
      }
    },
  },
  {
    code: "FIREWALL_PRIORITY_SHARED",
    severity: "error",
    what: {
      en: "Two rule collections of a group have one priority (W100)",
      ja: "グループの 2 つのルール コレクションの優先度が同じです（W100）",
    },
    source: SOURCES.firewallRuleProcessing,
    fix: { en: "Give each a priority of its own.", ja: "それぞれに別の優先度を付けてください。" },
    *find({ model }) {
      for (const policy of model.firewallPolicies) {
        for (const group of groupBy(surelyIn(policy), ({ origin }) => origin).values()) {
          for (const [first, ...others] of groupBy(group, ({ priority }) => String(priority)).values()) {
            // One whose rules may be of any kind stands here as a collection of each.
            const second = others.find(({ kind, name }) => kind === first.kind || name !== first.name);
            if (second) {
              yield problemAt(second.origin, {
                en: `Rule collections ${quote(first.name)} and ${quote(second.name)} both have the priority ${second.priority}.`,
                ja: `ルール コレクション ${quote(first.name)} と ${quote(second.name)} の優先度がどちらも ${second.priority} です。`,
              });
            }
          }
        }
      }
    },
  },
  {
    code: "FIREWALL_GROUP_PRIORITY_SHARED",
    severity: "warning",
    what: {
      en: "Two rule collection groups of a policy with rules of one kind have one priority: Azure takes them, and tells no order (W100)",
      ja: "同じ種類の規則を持つ 2 つのルール コレクション グループの優先度が同じです。デプロイはできますが、評価順は保証されません（W100）",
    },
    source: SOURCES.firewallGroupOrder,
    fix: { en: "Give each a priority of its own.", ja: "それぞれに別の優先度を付けてください。" },
    *find({ model }) {
      for (const policy of model.firewallPolicies) {
        // Kinds come one after the other, whatever the priorities.
        const levels = groupBy(surelyIn(policy), ({ kind, groupPriority }) => `${kind} ${groupPriority}`);
        const told = new Set<string>();
        for (const collections of levels.values()) {
          const other = collections.find(({ origin }) => origin !== collections[0].origin);
          if (other && !told.has(other.origin)) {
            told.add(other.origin);
            yield problemAt(other.origin, {
              en: `Two rule collection groups of policy ${nameOf(policy)} have the priority ${other.groupPriority}: which rules come first, Azure doesn't tell.`,
              ja: `ポリシー ${nameOf(policy)} の 2 つのルール コレクション グループの優先度がどちらも ${other.groupPriority} です。どちらの規則が先に評価されるかは保証されません。`,
            });
          }
        }
      }
    },
  },
  {
    code: "FIREWALL_RULE_UNUSED",
    severity: "warning",
    what: {
      en: "A rule is never used, since one that comes before matches everything that it would; all network rules come before all application rules (W100)",
      ja: "先に評価される別のルールがすべて一致するため、ルールが使われません。ネットワーク ルールはどれもアプリケーション ルールより先に評価されます（W100）",
    },
    source: SOURCES.firewallRuleProcessing,
    fix: { en: "Remove it, or put it first.", ja: "削除するか、前に移動してください。" },
    *find({ model }) {
      const senders = sendersOf(model);
      for (const policy of model.firewallPolicies) {
        const all = rulesOf(policy);
        const rules = all.filter(
          ({ collection, rule }) => collection.kind !== "application" && isByAddress(collection, rule),
        );
        const byAddress = rules.slice(0, MOST_COMPARED);
        const unused = byAddress.flatMap((later, index) => {
          const earlier = byAddress
            .slice(0, index)
            .find((each) => comesBefore(each.collection, later.collection) && covers(each.rule, later.rule));
          return earlier === undefined ? [] : [{ later, earlier }];
        });
        for (const { later, earlier } of [
          ...unused,
          ...behindNetworkRules(policy, all, byAddress, senders),
        ]) {
          const [name, by] = [later, earlier].map(({ rule, collection }) =>
            quote(`${collection.name}/${rule.name}`),
          );
          const isNext = later.collection.kind === "application";
          yield {
            resource: later.collection.origin,
            about: {
              rule: {
                collection: later.collection.name,
                name: later.rule.name,
                by: {
                  origin: earlier.collection.origin,
                  collection: earlier.collection.name,
                  name: earlier.rule.name,
                },
              },
            },
            message: {
              en: `Firewall rule ${name} is never used: ${by}, which comes before${isNext ? " as all network rules do, whatever the priorities" : ""}, matches all that it would.`,
              ja: `ファイアウォール ルール ${name} は使われません。${isNext ? "ネットワーク ルールは優先度によらずアプリケーション ルールより先に評価され、" : "先に評価される "}${by} がすべて一致します。`,
            },
            ...(isNext && {
              fix: {
                en: "Remove it, or allow by application rules what that network rule allows.",
                ja: "削除するか、そのネットワーク ルールで許可している通信をアプリケーション ルールで許可してください。",
              },
            }),
          };
        }
      }
    },
  },
];

/** Application rules of which a network rule takes all packets first. What asks the explicit proxy meets no network rule. */
function behindNetworkRules(
  { proxyPorts }: FirewallPolicy,
  all: readonly Placed[],
  byAddress: readonly Placed[],
  senders: readonly string[] | undefined,
): readonly { readonly later: Placed; readonly earlier: Placed }[] {
  const applications = proxyPorts === undefined ? all.filter(isOfApplication) : [];
  return applications.slice(0, MOST_COMPARED).flatMap((later) => {
    const packets = packetsOf(later.rule, senders);
    const earlier = byAddress.find(
      ({ collection, rule }) => collection.kind === "network" && covers(rule, packets),
    );
    return earlier === undefined ? [] : [{ later, earlier }];
  });
}

function isOfApplication({ collection, rule }: Placed): boolean {
  return (
    collection.kind === "application" &&
    collection.perhaps === undefined &&
    rule.unknown === undefined &&
    rule.sources.length > 0 &&
    rule.protocols.length > 0 &&
    isAddresses(rule.sources)
  );
}

/** Who sends through the firewalls of an input, as far as it tells; undefined where only apply does. */
function sendersOf({ virtualNetworks, localNetworkGateways }: NetworkModel): readonly string[] | undefined {
  const spaces = [...virtualNetworks, ...localNetworkGateways].map(({ addressSpace }) => addressSpace);
  const isTold = spaces.every((space) => space.length > 0 && isAddresses(space));
  return isTold ? spaces.flat() : undefined;
}

/** What an application rule looks at, as a network rule would say it: a name may stand for any address. */
function packetsOf(rule: FirewallRule, senders: readonly string[] | undefined): FirewallRule {
  return {
    ...rule,
    sources: rule.sources.includes("*") ? (senders ?? rule.sources) : rule.sources,
    protocols: ["TCP"],
    destinations: rule.destinations.length === 0 ? ["*"] : rule.destinations,
    destinationPorts: rule.protocols.map((protocol) => protocol.split(":")[1] ?? "*"),
  };
}

/** A policy and those that it inherits from. */
export function chainOf({ model }: CheckedNetwork, policy: string | undefined): FirewallPolicy[] {
  const chain: FirewallPolicy[] = [];
  let next = model.firewallPolicies.find(({ address }) => address === policy);
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next);
    const { basePolicy } = next;
    next = model.firewallPolicies.find(({ address }) => address === basePolicy);
  }
  return chain;
}

function hasProxyOff(network: CheckedNetwork, policy: string): boolean {
  const values = network.argumentsOf(policy);
  return (
    network.isManaged(policy) &&
    !values.isUnknown("dns") &&
    values
      .blocks("dns")
      .every((dns) => !dns.isUnknown("proxy_enabled") && dns.boolean("proxy_enabled") !== true)
  );
}

/** Collections of which the input tells that they are there, and where. */
function surelyIn({ ruleCollections }: FirewallPolicy): readonly FirewallRuleCollection[] {
  // Of collections that only apply makes nobody knows the priorities either.
  return ruleCollections.filter(({ perhaps, groupPriority }) => perhaps === undefined && groupPriority >= 0);
}

/** Of two collections in Azure's order: of groups with one priority, neither surely does. */
function comesBefore(earlier: FirewallRuleCollection, later: FirewallRuleCollection): boolean {
  return (
    earlier.kind === later.kind &&
    (earlier.origin === later.origin || earlier.groupPriority !== later.groupPriority)
  );
}

/** The rules of a policy in the order in which Azure looks at them, one kind after the other. */
function rulesOf({ ruleCollections }: FirewallPolicy): Placed[] {
  return [...ruleCollections]
    .sort((a, b) => a.groupPriority - b.groupPriority || a.priority - b.priority)
    .flatMap((collection) => collection.rules.map((rule) => ({ collection, rule })));
}

/** Whether a rule compares with addresses alone that are all known. */
function isByAddress({ kind, perhaps }: FirewallRuleCollection, rule: FirewallRule): boolean {
  // A DNAT rule is for an address of the firewall's, by its name where only apply tells it.
  const texts = [...rule.sources, ...(kind === "nat" ? [] : rule.destinations)];
  return (
    perhaps === undefined &&
    rule.unknown === undefined &&
    rule.destinationFqdns.length === 0 &&
    (rule.destinationPublicNames ?? []).length === 0 &&
    rule.sources.length > 0 &&
    rule.destinations.length > 0 &&
    isAddresses(texts)
  );
}

function covers(earlier: FirewallRule, later: FirewallRule): boolean {
  const has = (all: readonly string[], any: RegExp, wanted: readonly string[]): boolean =>
    all.some((each) => any.test(each)) || wanted.every((each) => all.includes(each));
  return (
    has(earlier.protocols, /^any$/i, later.protocols) &&
    has(earlier.destinationPorts, /^(\*|0-65535|1-65535)$/, later.destinationPorts) &&
    AddressSet.of(earlier.sources).containsAll(AddressSet.of(later.sources)) &&
    (has(earlier.destinations, /^\*$/, later.destinations) ||
      (isAddresses(later.destinations) &&
        AddressSet.of(earlier.destinations).containsAll(AddressSet.of(later.destinations))))
  );
}

function isAddresses(texts: readonly string[]): boolean {
  return texts.every((text) => AddressSet.of([text]).ranges.length > 0);
}
