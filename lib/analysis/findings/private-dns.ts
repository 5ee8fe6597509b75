import { Arguments, ConfiguredResource, VirtualNetwork } from "../model";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const ENDPOINTS = {
  azurerm_private_dns_resolver_inbound_endpoint: (values: Arguments) => values.blocks("ip_configurations"),
  azurerm_private_dns_resolver_outbound_endpoint: (values: Arguments) => [values],
};
const RESOLVER = "Microsoft.Network/dnsResolvers";

/** Private DNS resolvers and zones. What an input doesn't resolve is passed over. */
export const PRIVATE_DNS_CHECKS: readonly Check[] = [
  {
    code: "DNS_RESOLVER_SUBNET",
    severity: "error",
    what: "The subnet of a private resolver's endpoint isn't delegated to it, isn't a /28 to /24, or has another endpoint (W55)",
    source: SOURCES.privateResolver,
    fix: {
      en: "Give each endpoint a subnet of its own, /28 to /24, delegated to Microsoft.Network/dnsResolvers.",
      ja: "エンドポイントごとに、Microsoft.Network/dnsResolvers に委任した /28 ～ /24 の専用サブネットを用意してください。",
    },
    *find(network) {
      const taken = new Map<string, ConfiguredResource>();
      for (const [type, placesOf] of Object.entries(ENDPOINTS)) {
        for (const endpoint of network.resourcesOf(type)) {
          for (const place of placesOf(network.argumentsOf(endpoint.address))) {
            const subnet = network.subnets.get(referenced(place, "subnet_id", "azurerm_subnet") ?? "");
            if (subnet === undefined || subnet.external) {
              continue;
            }
            const wrong = network
              .prefixesIn(subnet.prefixes)
              .find(({ length }) => length < 24 || length > 28);
            const values = network.argumentsOf(subnet.address);
            const isDelegated =
              values.isUnknown("delegation") ||
              subnet.delegations.some((service) => service.toLowerCase() === RESOLVER.toLowerCase());
            const other = taken.get(subnet.address);
            taken.set(subnet.address, endpoint);
            const fault = wrong
              ? { en: `is ${wrong}`, ja: `は ${wrong} です` }
              : !isDelegated
                ? { en: "is not delegated to the resolver", ja: "はリゾルバーに委任されていません" }
                : other && { en: `has ${nameOf(other)} already`, ja: `には既に ${nameOf(other)} があります` };
            if (fault) {
              yield {
                resource: endpoint.address,
                message: {
                  en: `Subnet ${nameOf(subnet)} of endpoint ${nameOf(endpoint)} ${fault.en}.`,
                  ja: `エンドポイント ${nameOf(endpoint)} のサブネット ${nameOf(subnet)} ${fault.ja}。`,
                },
              };
            }
          }
        }
      }
    },
  },
  {
    code: "DNS_RESOLVER_SEVERAL",
    severity: "error",
    what: "Two private resolvers stand in one virtual network (W56)",
    source: SOURCES.privateResolver,
    fix: { en: "Keep one.", ja: "1 つだけにしてください。" },
    *find(network) {
      const first = new Map<string, ConfiguredResource>();
      for (const resolver of network.resourcesOf("azurerm_private_dns_resolver")) {
        const home = networkOf(network, network.argumentsOf(resolver.address));
        const other = first.get(home?.address ?? "");
        if (home && other) {
          yield {
            resource: resolver.address,
            message: {
              en: `Private resolvers ${nameOf(other)} and ${nameOf(resolver)} stand in virtual network ${nameOf(home)}, which takes one.`,
              ja: `プライベート リゾルバー ${nameOf(other)} と ${nameOf(resolver)} が同じ仮想ネットワーク ${nameOf(home)} にあります。置けるのは 1 つです。`,
            },
          };
        } else if (home) {
          first.set(home.address, resolver);
        }
      }
    },
  },
  {
    code: "PRIVATE_ENDPOINT_NAME_PUBLIC",
    severity: "warning",
    what: "A network reaches a private endpoint, asks Azure's own DNS, and isn't linked to the endpoint's zone: the name leads to the public address (W58)",
    source: SOURCES.privateEndpointDns,
    fix: {
      en: "Link the zone to the network, or let the network ask a DNS server in one that is linked.",
      ja: "ゾーンを仮想ネットワークにリンクするか、リンク済みのネットワークにある DNS サーバーを使わせてください。",
    },
    *find(network) {
      const links = linksOf(network);
      for (const endpoint of network.model.privateEndpoints) {
        const home = network.networkOf(endpoint.subnet);
        const zone = network
          .argumentsOf(endpoint.address)
          .blocks("private_dns_zone_group")
          .map((group) => group.texts("private_dns_zone_ids").unknown ?? "")
          .map((text) => /(?<![\w.-])azurerm_private_dns_zone\.[\w-]+/.exec(text)?.[0])
          .find((address) => address !== undefined && network.isManaged(address));
        const linked = links.get(zone ?? "");
        if (!home || !zone || !linked || linked.includes(undefined) || network.hasGaps) {
          continue;
        }
        const peers = network
          .peeringsOf(home.address)
          .map(({ remoteVirtualNetwork }) => network.virtualNetworks.get(remoteVirtualNetwork ?? ""));
        for (const reader of [home, ...peers]) {
          if (reader && !reader.external && asksAzure(network, reader) && !linked.includes(reader.address)) {
            yield {
              resource: reader.address,
              message: {
                en: `${nameOf(reader)} reaches private endpoint ${nameOf(endpoint)} and asks Azure's own DNS, but ${zone} is not linked to it: the name leads to the public address.`,
                ja: `${nameOf(reader)} はプライベート エンドポイント ${nameOf(endpoint)} に到達でき、Azure 既定の DNS を使いますが、${zone} がリンクされていないため、名前はパブリック アドレスに解決されます。`,
              },
            };
          }
        }
      }
    },
  },
];

/** Networks that each zone is linked to; `undefined` stands for one that the input doesn't resolve. */
function linksOf(network: CheckedNetwork): Map<string, (string | undefined)[]> {
  const zones = network.resourcesOf("azurerm_private_dns_zone");
  const links = new Map<string, (string | undefined)[]>(zones.map(({ address }) => [address, []]));
  for (const link of network.resourcesOf("azurerm_private_dns_zone_virtual_network_link")) {
    const values = network.argumentsOf(link.address);
    const zone =
      referenced(values, "private_dns_zone_id", "azurerm_private_dns_zone") ??
      referenced(values, "private_dns_zone_name", "azurerm_private_dns_zone");
    const name =
      values.text("private_dns_zone_name") ?? values.text("private_dns_zone_id")?.split("/").at(-1);
    const home = networkOf(network, values)?.address;
    for (const { address } of zones) {
      // A link whose zone isn't known may be that of any.
      if (
        address === zone ||
        (zone === undefined && (name === undefined || nameIs(network, address, name)))
      ) {
        links.get(address)!.push(home);
      }
    }
  }
  return links;
}

function nameIs(network: CheckedNetwork, zone: string, name: string): boolean {
  return network.argumentsOf(zone).text("name")?.toLowerCase() === name.toLowerCase();
}

/** Whether machines of a network surely ask Azure's own DNS. */
function asksAzure(network: CheckedNetwork, { address }: VirtualNetwork): boolean {
  const values = network.argumentsOf(address);
  return (
    network.isManaged(address) &&
    !values.isSet("dns_servers") &&
    !values.isUnknown("dns_servers") &&
    network
      .resourcesOf("azurerm_virtual_network_dns_servers")
      .map((servers) => networkOf(network, network.argumentsOf(servers.address)))
      .every((home) => home !== undefined && home.address !== address)
  );
}

function networkOf(network: CheckedNetwork, values: Arguments): VirtualNetwork | undefined {
  return network.virtualNetworks.get(
    referenced(values, "virtual_network_id", "azurerm_virtual_network") ?? "",
  );
}

/** The address of the resource of this module that an argument refers to. */
function referenced(values: Arguments, argument: string, type: string): string | undefined {
  return addressIn(values.printed(argument) ?? "", type);
}

function addressIn(text: string, type: string): string | undefined {
  return new RegExp(`^\\$\\{(${type}\\.[\\w-]+)\\.(?:id|name)\\}$`).exec(text)?.[1];
}
