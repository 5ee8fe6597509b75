import { Ipv4Prefix } from "../../cidr";
import { LocalNetworkGateway, VirtualNetwork } from "../model";
import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { listOf, nameOf } from "./words";

/** Prefixes of sites and of point-to-site clients, against each other and against Azure's networks (R43). */
export const SITE_PREFIX_CHECKS: readonly Check[] = [
  {
    code: "SITE_COVERS_NETWORKS",
    severity: "warning",
    what: "A local network gateway claims a prefix that contains virtual networks: their unused addresses, and those that the gateway has no longer route for, go into the tunnel (R43)",
    source: SOURCES.gatewayFaq,
    fix: {
      en: "List the prefixes that are on-premises only.",
      ja: "オンプレミスにあるプレフィックスだけを指定してください。",
    },
    *find(network) {
      for (const site of network.model.localNetworkGateways) {
        for (const prefix of network.prefixesIn(site.addressSpace)) {
          const inside = network.model.virtualNetworks.filter(({ addressSpace }) =>
            network.prefixesIn(addressSpace).some((space) => prefix.contains(space)),
          );
          // A default route, whole or in halves, is forced tunnelling.
          if (prefix.length > 1 && inside.length > 0) {
            const { en, ja } = listOf(inside.map(nameOf));
            yield {
              resource: site.address,
              message: {
                en: `Local network gateway ${nameOf(site)} claims ${prefix}, which contains ${en}: what has no longer route there goes into the tunnel, and spokes may reach each other through the gateway, which Microsoft does not recommend.`,
                ja: `ローカル ネットワーク ゲートウェイ ${nameOf(site)} の ${prefix} は ${ja} を含みます。より長い経路のない宛先はトンネルに送られ、スポーク間の通信がゲートウェイを経由することもあります（Microsoft は推奨していません）。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "SITES_OVERLAP",
    severity: "warning",
    what: "Two sites of one network claim overlapping prefixes: the longer one, or either of two equal ones, gets the packets",
    source: SOURCES.gatewayFaq,
    fix: {
      en: "Give each site prefixes of its own.",
      ja: "サイトごとに重ならないプレフィックスを指定してください。",
    },
    *find(network) {
      const sites = network.model.localNetworkGateways;
      for (const [index, one] of sites.entries()) {
        for (const other of sites.slice(index + 1)) {
          // Two devices of one site have the same prefixes, and BGP decides between them.
          const overlap = firstOverlap(network, one, other);
          if (
            overlap !== undefined &&
            !isSameSite(network, one, other) &&
            areBothInReach(network, one, other)
          ) {
            const [a, b] = overlap;
            yield {
              resource: other.address,
              message: {
                en: `Local network gateways ${nameOf(one)} (${a}) and ${nameOf(other)} (${b}) overlap: ${a.equals(b) ? "packets go to one of the two" : `what is in ${a.length > b.length ? a : b} goes to ${nameOf(a.length > b.length ? one : other)} only`}.`,
                ja: `ローカル ネットワーク ゲートウェイ ${nameOf(one)}（${a}）と ${nameOf(other)}（${b}）が重なっています。${a.equals(b) ? "パケットはどちらか一方に送られます" : `${a.length > b.length ? a : b} 宛ては ${nameOf(a.length > b.length ? one : other)} だけに送られます`}。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "CLIENT_POOL_OVERLAP",
    severity: "error",
    what: "The address pool of point-to-site clients overlaps a virtual network or a site",
    source: SOURCES.pointToSite,
    fix: {
      en: "Use a pool that nothing else has.",
      ja: "他で使われていないアドレス プールを指定してください。",
    },
    *find(network) {
      for (const gateway of network.model.virtualNetworkGateways) {
        const owners: readonly (VirtualNetwork | LocalNetworkGateway)[] = [
          ...network.model.virtualNetworks,
          ...network.model.localNetworkGateways,
        ];
        for (const pool of network.prefixesIn(gateway.vpnClientAddressSpace)) {
          const owner = owners.find(({ addressSpace }) =>
            network.prefixesIn(addressSpace).some((prefix) => prefix.length > 1 && prefix.overlaps(pool)),
          );
          if (owner) {
            yield {
              resource: gateway.address,
              message: {
                en: `The client pool ${pool} of gateway ${nameOf(gateway)} overlaps ${nameOf(owner)} (${owner.addressSpace.join(", ")}).`,
                ja: `ゲートウェイ ${nameOf(gateway)} のクライアント アドレス プール ${pool} が ${nameOf(owner)}（${owner.addressSpace.join(", ")}）と重なっています。`,
              },
            };
          }
        }
      }
    },
  },
];

function firstOverlap(
  network: CheckedNetwork,
  one: LocalNetworkGateway,
  other: LocalNetworkGateway,
): readonly [Ipv4Prefix, Ipv4Prefix] | undefined {
  for (const a of network.prefixesIn(one.addressSpace)) {
    const b = network.prefixesIn(other.addressSpace).find((prefix) => prefix.overlaps(a));
    if (b) {
      return [a, b];
    }
  }
  return undefined;
}

/** Two local network gateways with one list of prefixes are two devices of a site, if one gateway knows both. */
function isSameSite(network: CheckedNetwork, one: LocalNetworkGateway, other: LocalNetworkGateway): boolean {
  const prefixes = [one, other].map((site) => [...site.addressSpace].sort().join(" "));
  const [a, b] = [one, other].map((site) => homesOf(network, site));
  return prefixes[0] === prefixes[1] && a.some((home) => b.includes(home));
}

/** Whether one network can send to both: they hang on its gateway, or on gateways of networks peered with one another. */
function areBothInReach(
  network: CheckedNetwork,
  one: LocalNetworkGateway,
  other: LocalNetworkGateway,
): boolean {
  const [a, b] = [one, other].map((site) => homesOf(network, site));
  return a.some((home) => b.some((elsewhere) => home === elsewhere || network.areJoined(home, elsewhere)));
}

function homesOf(network: CheckedNetwork, site: LocalNetworkGateway): string[] {
  return network.model.gatewayConnections
    .filter(({ localNetworkGateway }) => localNetworkGateway === site.address)
    .flatMap(({ gateway }) => network.networkOf(network.gateways.get(gateway ?? "")?.subnet)?.address ?? []);
}
