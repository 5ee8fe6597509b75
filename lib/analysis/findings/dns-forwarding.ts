import { PLATFORM_ADDRESS } from "../../azure/address-ranges";
import { DnsForwardingRule, DnsForwardingRuleset, PrivateDnsZone } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { answererOf } from "./dns-answerers";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** Rules by which resolvers forward names. */
export const DNS_FORWARDING_CHECKS: readonly Check[] = [
  {
    code: "DNS_RULE_LOOP",
    severity: "warning",
    what: {
      en: "A ruleset sends names to a resolver's inbound endpoint, and is linked to the network of that endpoint, which forwards them to itself (W130)",
      ja: "ルールセットが名前をリゾルバーの受信エンドポイントに転送しますが、そのエンドポイントの仮想ネットワークにもリンクされています。エンドポイントは自分自身に転送し続けます（W130）",
    },
    source: SOURCES.dnsRulesets,
    fix: {
      en: "Remove the ruleset's link to that network, or link the private zone that knows the names to it.",
      ja: "その仮想ネットワークとルールセットのリンクを削除するか、名前を登録したプライベート ゾーンをリンクしてください。",
    },
    *find(network) {
      for (const { ruleset, rule } of enabledRules(network)) {
        for (const server of rule.servers) {
          const { endpoint } = answererOf(network, server);
          const home = network.networkOf(endpoint?.subnet);
          const isLinked = home !== undefined && ruleset.networks.includes(home.address);
          if (endpoint && isLinked && answeringZone(network, rule, home.address) === undefined) {
            yield problemAt(rule.address, {
              en: `Rule ${nameIn(rule)} of ruleset ${nameOf(ruleset)} asks inbound endpoint ${nameOf(endpoint)}, which stands in ${nameOf(home)}, to which the ruleset is linked: the endpoint asks itself, in a loop.`,
              ja: `ルールセット ${nameOf(ruleset)} のルール ${nameIn(rule)} の転送先は受信エンドポイント ${nameOf(endpoint)} ですが、ルールセットはその仮想ネットワーク ${nameOf(home)} にもリンクされています。エンドポイントが自分自身に転送し続けます。`,
            });
          }
        }
      }
    },
  },
  {
    code: "DNS_RULE_HIDDEN",
    severity: "warning",
    what: {
      en: "A ruleset forwards names of a private zone that is linked to the same network: the zone answers, also that a name doesn't exist (W131)",
      ja: "ルールセットが、同じ仮想ネットワークにリンクされたプライベート ゾーンの名前を転送しています。ゾーンが先に応答し、存在しない名前も「存在しない」と答えます（W131）",
    },
    source: SOURCES.dnsRulesets,
    fix: {
      en: "Remove the zone's link to that network, or the rule.",
      ja: "その仮想ネットワークとゾーンのリンク、またはルールを削除してください。",
    },
    *find(network) {
      for (const { ruleset, rule } of enabledRules(network)) {
        for (const home of new Set(ruleset.networks)) {
          const zone = answeringZone(network, rule, home);
          const asking = network.virtualNetworks.get(home);
          if (zone && asking) {
            yield problemAt(rule.address, {
              en: `Rule ${nameIn(rule)} of ruleset ${nameOf(ruleset)} is not used in ${nameOf(asking)}: private zone ${nameOf(zone)} is linked there and answers first, also that a name does not exist.`,
              ja: `ルールセット ${nameOf(ruleset)} のルール ${nameIn(rule)} は ${nameOf(asking)} では使われません。そこにリンクされたプライベート ゾーン ${nameOf(zone)} が先に応答し、存在しない名前も「存在しない」と答えます。`,
            });
          }
        }
      }
    },
  },
  {
    code: "DNS_RULE_TWICE",
    severity: "error",
    what: {
      en: "Two rules of a ruleset are for one domain (W131)",
      ja: "ルールセットの 2 つのルールが同じドメインを対象にしています（W131）",
    },
    source: SOURCES.dnsRulesets,
    fix: {
      en: "Name all servers in one rule.",
      ja: "1 つのルールにすべてのサーバーを指定してください。",
    },
    *find(network) {
      for (const ruleset of network.model.dns.rulesets) {
        const first = new Map<string, DnsForwardingRule>();
        for (const rule of ruleset.rules) {
          const domain = domainOf(rule);
          const other = first.get(domain ?? "");
          if (domain !== undefined && other !== undefined && network.isOne(rule.address)) {
            yield problemAt(rule.address, {
              en: `Ruleset ${nameOf(ruleset)} has two rules for "${rule.domain}", ${other.address} and ${rule.address}; Azure takes one.`,
              ja: `ルールセット ${nameOf(ruleset)} に「${rule.domain}」のルールが 2 つあります（${other.address}、${rule.address}）。許されるのは 1 つです。`,
            });
          } else if (domain !== undefined) {
            first.set(domain, rule);
          }
        }
      }
    },
  },
  {
    code: "DNS_RULE_TO_AZURE",
    severity: "error",
    what: {
      en: "A ruleset forwards names to Azure's own DNS (W132)",
      ja: "ルールセットが名前を Azure 既定の DNS に転送しています（W132）",
    },
    source: SOURCES.dnsRuleToAzure,
    fix: {
      en: "Ask the inbound endpoint of a resolver, or leave the rule out: what no rule is for, Azure's own DNS answers.",
      ja: "リゾルバーの受信エンドポイントを転送先にするか、ルールを削除してください。ルールのない名前には Azure 既定の DNS が応答します。",
    },
    *find(network) {
      for (const { ruleset, rule } of enabledRules(network)) {
        if (rule.servers.some(({ ip }) => ip === PLATFORM_ADDRESS)) {
          yield problemAt(rule.address, {
            en: `Rule ${nameIn(rule)} of ruleset ${nameOf(ruleset)} asks ${PLATFORM_ADDRESS}, which Azure doesn't take there.`,
            ja: `ルールセット ${nameOf(ruleset)} のルール ${nameIn(rule)} の転送先 ${PLATFORM_ADDRESS} は使えません。`,
          });
        }
      }
    },
  },
];

function enabledRules(network: CheckedNetwork): {
  readonly ruleset: DnsForwardingRuleset;
  readonly rule: DnsForwardingRule;
}[] {
  return network.model.dns.rulesets.flatMap((ruleset) =>
    ruleset.rules.filter((rule) => isEnabled(network, rule)).map((rule) => ({ ruleset, rule })),
  );
}

/** Whether a rule that the model has is surely enabled. */
export function isEnabled(network: CheckedNetwork, { address }: DnsForwardingRule): boolean {
  return !network.argumentsOf(address).isUnknown("enabled");
}

/** The zone in a network that has all names of a rule. */
function answeringZone(
  { model }: CheckedNetwork,
  rule: DnsForwardingRule,
  network: string,
): PrivateDnsZone | undefined {
  const domain = domainOf(rule);
  return model.dns.zones.find(
    ({ name, networks }) =>
      domain !== undefined &&
      name !== undefined &&
      networks.includes(network) &&
      `.${domain}`.endsWith(`.${name.toLowerCase()}`),
  );
}

/** Without its last dot; empty = everything. */
function domainOf({ domain }: DnsForwardingRule): string | undefined {
  return domain?.toLowerCase().replace(/\.$/, "");
}

function nameIn({ address, domain }: DnsForwardingRule): string {
  return domain === undefined ? address : `"${domain}"`;
}
