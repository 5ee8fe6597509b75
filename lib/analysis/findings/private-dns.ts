import { RESOLVER_SUBNET, takesResolver } from "../../azure/private-dns";
import { DnsResolver, DnsResolverEndpoint, PrivateDnsZone, Subnet, VirtualNetwork } from "../model";
import { LocalizedText } from "../result";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { answererOf, proxyOf, resolvingNetwork } from "./dns-answerers";
import { isEnabled } from "./dns-forwarding";
import { isOfOther, zonesWanted } from "./private-names";
import { isAzurerm } from "./provider";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const RESOLVER = RESOLVER_SUBNET.delegation;

/** Private DNS resolvers and zones. What an input doesn't resolve is passed over. */
export const PRIVATE_DNS_CHECKS: readonly Check[] = [
  {
    code: "DNS_RESOLVER_SUBNET",
    severity: "error",
    what: {
      en: "The subnet of a private resolver's endpoint isn't delegated to it, isn't a /28 to /24 of the resolver's network, or has something else in it (W55)",
      ja: "プライベート リゾルバーのエンドポイントのサブネットが、リゾルバーに委任されていないか、リゾルバーの仮想ネットワークの /28 から /24 ではないか、他のリソースを含んでいます（W55）",
    },
    source: SOURCES.privateResolver,
    fix: {
      en: "Give each endpoint a subnet of its own, /28 to /24, delegated to Microsoft.Network/dnsResolvers.",
      ja: "エンドポイントごとに、Microsoft.Network/dnsResolvers に委任した /28 ～ /24 の専用サブネットを用意してください。",
    },
    *find(network) {
      const { resolverEndpoints, resolvers } = network.model.dns;
      const taken = new Map<string, DnsResolverEndpoint>();
      for (const endpoint of resolverEndpoints) {
        const subnet = network.subnets.get(endpoint.subnet ?? "");
        if (subnet === undefined || subnet.external || !network.isOne(subnet.address)) {
          continue;
        }
        const other = taken.get(subnet.address);
        taken.set(subnet.address, endpoint);
        const resolver = resolvers.find(({ address }) => address === endpoint.resolver);
        const fault = faultOf(network, subnet, resolver, other);
        if (fault) {
          yield problemAt(endpoint.address, {
            en: `Subnet ${nameOf(subnet)} of endpoint ${nameOf(endpoint)} ${fault.en}.`,
            ja: `エンドポイント ${nameOf(endpoint)} のサブネット ${nameOf(subnet)} ${fault.ja}。`,
          });
        }
      }
    },
  },
  {
    code: "DNS_RESOLVER_SEVERAL",
    severity: "error",
    what: {
      en: "Two private resolvers stand in one virtual network (W56)",
      ja: "1 つの仮想ネットワークにプライベート リゾルバーが 2 つあります（W56）",
    },
    source: SOURCES.privateResolver,
    fix: { en: "Keep one.", ja: "1 つだけにしてください。" },
    *find(network) {
      const first = new Map<string, DnsResolver>();
      for (const resolver of network.model.dns.resolvers) {
        const home = network.virtualNetworks.get(resolver.virtualNetwork ?? "");
        const other = first.get(home?.address ?? "");
        if (home && other && network.isOne(home.address)) {
          yield problemAt(resolver.address, {
            en: `Private resolvers ${nameOf(other)} and ${nameOf(resolver)} stand in virtual network ${nameOf(home)}, which takes one.`,
            ja: `プライベート リゾルバー ${nameOf(other)} と ${nameOf(resolver)} が同じ仮想ネットワーク ${nameOf(home)} にあります。置けるのは 1 つです。`,
          });
        } else if (home) {
          first.set(home.address, resolver);
        }
      }
    },
  },
  {
    code: "PRIVATE_ENDPOINT_NAME_PUBLIC",
    severity: "warning",
    what: {
      en: "A network reaches a private endpoint, and whoever it asks for names isn't linked to the endpoint's zone: the name leads to the public address (W58)",
      ja: "仮想ネットワークはプライベート エンドポイントに到達できますが、名前解決に使うサーバーのネットワークがエンドポイントのゾーンにリンクされていません。名前はパブリック アドレスに解決されます（W58）",
    },
    source: SOURCES.privateEndpointDns,
    fix: {
      en: "Link the zone to the network, or let the network ask a DNS server in one that is linked.",
      ja: "ゾーンを仮想ネットワークにリンクするか、リンク済みのネットワークにある DNS サーバーを使わせてください。",
    },
    *find(network) {
      const zones = new Map(network.model.dns.zones.map((zone) => [zone.address, zone]));
      for (const endpoint of network.model.privateEndpoints) {
        const home = network.networkOf(endpoint.subnet);
        if (!home || network.hasGaps) {
          continue;
        }
        const wanted = zonesWanted(network, endpoint);
        // Whoever is linked to a zone of other names learns nothing there (PRIVATE_ENDPOINT_OTHER_ZONE).
        const known = (endpoint.dnsZones ?? [])
          .flatMap((address) => zones.get(address) ?? [])
          .filter(({ name }) => !isOfOther(name?.toLowerCase(), wanted));
        const told = known.filter(({ hasOpenLinks }) => !hasOpenLinks);
        const peers = network.peeringsOf(home.address).map((peering) => network.remoteOf(peering));
        for (const reader of [home, ...peers]) {
          const asked = reader && !reader.external ? resolvingNetwork(network, reader) : undefined;
          const zone =
            asked &&
            told.find((one) => !one.networks.includes(asked.address) && !forwards(network, asked, one));
          if (reader && asked && zone) {
            const isOwn = asked === reader;
            yield {
              resource: reader.address,
              about: { virtualNetwork: asked.address, zone: zone.address },
              message: {
                en: `${nameOf(reader)} reaches private endpoint ${nameOf(endpoint)} and asks ${isOwn ? "Azure's own DNS" : `the DNS server in ${nameOf(asked)}`}, but ${zone.address} is not linked to ${isOwn ? "it" : nameOf(asked)}: the name leads to the public address.`,
                ja: `${nameOf(reader)} はプライベート エンドポイント ${nameOf(endpoint)} に到達でき、${isOwn ? "Azure 既定の DNS" : `${nameOf(asked)} の DNS サーバー`}を使いますが、${zone.address} が${isOwn ? "" : ` ${nameOf(asked)} に`}リンクされていないため、名前はパブリック アドレスに解決されます。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "DNS_RULE_FOR_EVERYTHING",
    severity: "error",
    what: {
      en: "A ruleset forwards every name, and a network of its outbound endpoint or links has an ExpressRoute gateway (W59)",
      ja: "ルールセットがすべての名前を転送しますが、その送信エンドポイントまたはリンク先の仮想ネットワークに ExpressRoute ゲートウェイがあります（W59）",
    },
    source: SOURCES.expressRouteGateways,
    fix: {
      en: "Forward the domains that the servers know, one rule for each, instead of the dot.",
      ja: "「.」ではなく、サーバーが知っているドメインごとに転送ルールを作成してください。",
    },
    *find(network) {
      const { resolverEndpoints, rulesets } = network.model.dns;
      for (const ruleset of rulesets) {
        const outbound = resolverEndpoints
          .filter(({ address }) => ruleset.outboundEndpoints.includes(address))
          .map(({ subnet }) => network.networkOf(subnet)?.address);
        const homes = [...outbound, ...ruleset.networks].filter((home) => home !== undefined);
        const gateway = homes
          .flatMap((home) => network.gatewaysIn(home))
          .find(({ type }) => type === "ExpressRoute");
        const rule = ruleset.rules.find((one) => one.domain === "." && isEnabled(network, one));
        if (rule && gateway) {
          yield problemAt(rule.address, {
            en: `Ruleset ${nameOf(ruleset)} forwards every name ("."), and ExpressRoute gateway ${nameOf(gateway)} stands in a network where it holds: the gateway's own management loses its names.`,
            ja: `ルールセット ${nameOf(ruleset)} はすべての名前（「.」）を転送しますが、適用先の仮想ネットワークに ExpressRoute ゲートウェイ ${nameOf(gateway)} があります。ゲートウェイの管理に必要な名前も解決できなくなります。`,
          });
        }
      }
    },
  },
  {
    code: "DNS_SERVER_WITHOUT_PROXY",
    severity: "error",
    what: {
      en: "A network asks a firewall for names, and the firewall's DNS proxy is off: nobody answers",
      ja: "仮想ネットワークが DNS サーバーとしてファイアウォールを使いますが、その DNS プロキシが無効です。応答がありません",
    },
    source: SOURCES.firewallDns,
    fix: {
      en: "Set dns.proxy_enabled = true in the firewall's policy.",
      ja: "ファイアウォール ポリシーで dns.proxy_enabled = true にしてください。",
    },
    *find(network) {
      for (const { virtualNetwork, origin, servers } of network.model.dns.servers) {
        for (const server of servers) {
          const { firewall } = answererOf(network, server);
          const proxy = firewall && proxyOf(network, firewall);
          if (firewall && proxy?.isOn === false) {
            const asking = network.virtualNetworks.get(virtualNetwork);
            const name = asking ? nameOf(asking) : virtualNetwork;
            yield problemAt(origin, {
              en: `${name} asks firewall ${nameOf(firewall)} for names, but its DNS proxy is off: it does not answer.`,
              ja: `${name} は DNS サーバーとしてファイアウォール ${nameOf(firewall)} を使いますが、DNS プロキシが無効なため応答しません。`,
            });
          }
        }
      }
    },
  },
];

/** Whether names of a zone are asked for elsewhere, by a rule that holds in a network. */
export function forwards(
  { model }: CheckedNetwork,
  { address }: VirtualNetwork,
  { name }: PrivateDnsZone,
): boolean {
  return model.dns.rulesets.some(
    ({ networks, rules }) =>
      networks.includes(address) &&
      rules.some(
        ({ domain }) =>
          domain === undefined ||
          name === undefined ||
          `.${name}.`.endsWith(domain === "." ? "." : `.${domain}`),
      ),
  );
}

/** What is wrong with a subnet for a resolver's endpoint. */
function faultOf(
  network: CheckedNetwork,
  subnet: Subnet,
  resolver: DnsResolver | undefined,
  other: DnsResolverEndpoint | undefined,
): LocalizedText | undefined {
  const wrong = network.prefixesIn(subnet.prefixes).find(({ length }) => !takesResolver(length));
  if (wrong) {
    return { en: `is ${wrong}`, ja: `は ${wrong} です` };
  }
  const ipv6 = subnet.prefixes.find((prefix) => prefix.includes(":"));
  if (ipv6 !== undefined) {
    return { en: `has the IPv6 prefix ${ipv6}`, ja: `に IPv6 プレフィックス ${ipv6} があります` };
  }
  // Azure delegates it itself. Terraform takes that away again, and is refused.
  const isDelegated =
    (subnet.delegations.length === 0 && !isAzurerm(subnet)) ||
    network.argumentsOf(subnet.address).isUnknown("delegation") ||
    subnet.delegations.some((service) => service.toLowerCase() === RESOLVER.toLowerCase());
  if (!isDelegated) {
    return { en: "is not delegated to the resolver", ja: "はリゾルバーに委任されていません" };
  }
  const home = resolver?.virtualNetwork;
  if (home !== undefined && home !== subnet.virtualNetwork && network.isOne(home)) {
    return {
      en: `is in another network than resolver ${nameOf(resolver!)}`,
      ja: `はリゾルバー ${nameOf(resolver!)} と別の仮想ネットワークにあります`,
    };
  }
  const { networkInterfaces, privateEndpoints } = network.model;
  const tenant =
    other ??
    networkInterfaces.find((nic) => nic.ipConfigurations.some((one) => one.subnet === subnet.address)) ??
    privateEndpoints.find((one) => one.subnet === subnet.address);
  return tenant && { en: `has ${nameOf(tenant)} already`, ja: `には既に ${nameOf(tenant)} があります` };
}
