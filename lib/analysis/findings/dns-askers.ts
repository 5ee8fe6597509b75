import { PLATFORM_ADDRESS } from "../../azure/address-ranges";
import { IpReference } from "../model";
import { onPremisesEndpoints } from "../network/endpoints";
import { askingAbout } from "../trace/context";
import { problemAt } from "./check";
import { answererOf, proxyOf } from "./dns-answerers";
import { isEnabled } from "./dns-forwarding";
import { DNS_PORT, isLost } from "./dns-servers";
import { RoutedCheck, RoutedNetwork } from "./routed-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** Whether those get an answer who ask others for names on behalf of machines: resolvers and firewalls. */
export const DNS_ASKER_CHECKS: readonly RoutedCheck[] = [
  {
    code: "DNS_RULE_SERVER_UNREACHABLE",
    severity: "warning",
    what: {
      en: "A ruleset sends names to a server that its outbound endpoint's subnet doesn't reach on UDP (W57)",
      ja: "ルールセットの転送先サーバーに、送信エンドポイントのサブネットから UDP で到達できません（W57）",
    },
    source: SOURCES.dnsRulesets,
    fix: {
      en: "Open the way from the outbound endpoint's subnet to the server, or name one that it reaches.",
      ja: "送信エンドポイントのサブネットからサーバーへの経路を確保するか、到達できるサーバーを指定してください。",
    },
    *find(network) {
      const { resolverEndpoints, rulesets } = network.checked.model.dns;
      for (const ruleset of rulesets) {
        const outbound = resolverEndpoints.filter(({ address }) =>
          ruleset.outboundEndpoints.includes(address),
        );
        const rules = ruleset.rules.filter((rule) => isEnabled(network.checked, rule));
        for (const rule of outbound.length > 0 ? rules : []) {
          const lost = rule.servers.find((server) =>
            outbound.every(({ subnet }) => isUnanswered(network, subnet, server, server.port)),
          );
          if (lost !== undefined) {
            const from = outbound.map(nameOf).join(", ");
            yield problemAt(rule.address, {
              en: `Ruleset ${nameOf(ruleset)} asks ${lost.ip ?? lost.text} for "${rule.domain ?? rule.address}", and outbound endpoint ${from} gets no answer from there on UDP port ${lost.port}.`,
              ja: `ルールセット ${nameOf(ruleset)} は「${rule.domain ?? rule.address}」を ${lost.ip ?? lost.text} に転送しますが、送信エンドポイント ${from} は UDP ${lost.port} 番ポートで応答を得られません。`,
            });
          }
        }
      }
    },
  },
  {
    code: "DNS_PROXY_SERVER_UNREACHABLE",
    severity: "warning",
    what: {
      en: "A firewall with DNS proxy asks a server that its subnet doesn't reach on UDP port 53, or itself (W57)",
      ja: "DNS プロキシが有効なファイアウォールの DNS サーバーに、UDP 53 番ポートで到達できないか、またはそれが自分自身です（W57）",
    },
    source: SOURCES.firewallDns,
    fix: {
      en: "Name a server that the firewall reaches, such as a resolver's inbound endpoint in its network, or none: then it asks Azure's own DNS.",
      ja: "同じ仮想ネットワークのリゾルバーの受信エンドポイントなど、ファイアウォールから到達できるサーバーを指定するか、指定をなくしてください（Azure 既定の DNS を使います）。",
    },
    *find(network) {
      const { checked } = network;
      for (const firewall of checked.model.firewalls) {
        const proxy = proxyOf(checked, firewall);
        for (const ip of proxy?.isOn ? (proxy.servers ?? []) : []) {
          const server: IpReference = { ip, text: ip };
          const isItself = answererOf(checked, server).firewall === firewall;
          if (
            isItself ||
            (ip !== PLATFORM_ADDRESS && isUnanswered(network, firewall.subnet, server, DNS_PORT))
          ) {
            yield problemAt(firewall.policy ?? firewall.address, {
              en: isItself
                ? `Firewall ${nameOf(firewall)} asks itself for names (${ip}), in a loop.`
                : `Firewall ${nameOf(firewall)} asks ${ip} for names, and gets no answer from there on UDP port 53.`,
              ja: isItself
                ? `ファイアウォール ${nameOf(firewall)} の DNS サーバーは自分自身（${ip}）で、問い合わせがループします。`
                : `ファイアウォール ${nameOf(firewall)} の DNS サーバーは ${ip} ですが、UDP 53 番ポートで応答を得られません。`,
            });
          }
        }
      }
    },
  },
];

function isUnanswered(
  network: RoutedNetwork,
  subnet: string | undefined,
  server: IpReference,
  port: number | undefined,
): boolean {
  const { context } = network;
  const node = context.network.subnet(subnet);
  const asking = { ...network, context: askingAbout(context, "udp", port) };
  return (
    node !== undefined &&
    port !== undefined &&
    isLost(asking, node, server, onPremisesEndpoints(context.tables.gateways))
  );
}
