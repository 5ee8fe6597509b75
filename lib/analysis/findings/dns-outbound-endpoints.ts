import { parseIpv4 } from "../../cidr";
import { DnsResolverEndpoint } from "../model";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** Resolvers ask by their outbound endpoints, and answer at their inbound ones alone. */
export const DNS_OUTBOUND_ENDPOINT_CHECKS: readonly Check[] = [
  {
    code: "DNS_SERVER_OUTBOUND_ENDPOINT",
    severity: "error",
    what: {
      en: "A network names an address of an outbound endpoint as its DNS server: nobody answers there (W57)",
      ja: "仮想ネットワークの DNS サーバーに、リゾルバーの送信エンドポイントのアドレスが指定されています。そこでは誰も応答しません（W57）",
    },
    source: SOURCES.dnsResolver,
    fix: {
      en: "Name the resolver's inbound endpoint instead; for names that others answer, link a ruleset to the network.",
      ja: "代わりにリゾルバーの受信エンドポイントを指定してください。ほかのサーバーが答える名前には、ルールセットを仮想ネットワークにリンクします。",
    },
    *find(network) {
      for (const { virtualNetwork, origin, servers } of network.model.dns.servers) {
        for (const { ip } of servers) {
          const endpoint = ip === undefined ? undefined : outboundAt(network, ip);
          const asking = network.virtualNetworks.get(virtualNetwork);
          if (endpoint !== undefined && asking !== undefined) {
            yield {
              resource: origin,
              about: { virtualNetwork },
              message: {
                en: `${nameOf(asking)} asks ${ip}, where outbound endpoint ${nameOf(endpoint)} stands, which answers nobody.`,
                ja: `${nameOf(asking)} は ${ip} に問い合わせますが、そこにあるのは送信エンドポイント ${nameOf(endpoint)} で、応答しません。`,
              },
            };
          }
        }
      }
    },
  },
];

/** The outbound endpoint in whose subnet an address lies; nothing else may be there. */
export function outboundAt(network: CheckedNetwork, ip: string): DnsResolverEndpoint | undefined {
  const address = parseIpv4(ip);
  return network.model.dns.resolverEndpoints.find(
    ({ direction, subnet = "" }) =>
      direction === "outbound" &&
      address !== undefined &&
      network.isOne(subnet) &&
      network
        .prefixesIn(network.subnets.get(subnet)?.prefixes ?? [])
        .some((prefix) => prefix.containsAddress(address)),
  );
}
