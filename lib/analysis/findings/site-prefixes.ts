import { LocalNetworkGateway, NetworkModel, VirtualNetwork, VirtualNetworkGateway } from "../model";
import { sitesInAzure } from "../network/gateway-tunnels";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf, namesOf } from "./words";

/** Prefixes of sites and of point-to-site clients against Azure's networks (R43). */
export const SITE_PREFIX_CHECKS: readonly Check[] = [
  {
    code: "ONPREMISES_OVERLAPS_VNET",
    severity: "warning",
    what: {
      en: "A local network gateway claims addresses of the virtual network to which it is connected, or of one that is peered with it (R43)",
      ja: "ローカル ネットワーク ゲートウェイのアドレスに、その接続先の仮想ネットワーク、またはそれとピアリングされた仮想ネットワークのアドレスが含まれています（R43）",
    },
    source: SOURCES.gatewayFaq,
    fix: {
      en: "List on-premises prefixes only; a larger one that contains the virtual network is fine.",
      ja: "オンプレミス側のプレフィックスだけを指定してください。仮想ネットワークを含むより大きなプレフィックスは構いません。",
    },
    *find(network) {
      const { model } = network;
      const inAzure = sitesInAzure(model, model.virtualNetworkGateways);
      for (const { gateway, localNetworkGateway } of model.gatewayConnections) {
        const site = network.localNetworkGateways.get(localNetworkGateway ?? "");
        const home = network.networkOf(network.gateways.get(gateway ?? "")?.subnet);
        if (site === undefined || home === undefined || site.addressSpace.length === 0) {
          continue;
        }
        const neighbours = networksAround(model, home.address);
        const atOtherEnd = networksBehind(network, inAzure.get(site.address));
        const around = model.virtualNetworks.filter(
          ({ address }) => address !== home.address && neighbours.has(address) && !atOtherEnd.has(address),
        );
        for (const prefix of network.prefixesIn(site.addressSpace)) {
          const owner = [home, ...around].find(({ address, addressSpace }) =>
            // All of a neighbour, and more, is SITE_COVERS_NETWORKS.
            network
              .prefixesIn(addressSpace)
              .some(
                (space) => space.contains(prefix) && (address === home.address || !prefix.contains(space)),
              ),
          );
          if (owner !== undefined) {
            yield problemAt(site.address, {
              en: `Local network gateway ${nameOf(site)} claims ${prefix}, which belongs to virtual network ${nameOf(owner)}; Azure keeps that traffic in the network.`,
              ja: `ローカル ネットワーク ゲートウェイ ${nameOf(site)} の ${prefix} は仮想ネットワーク ${nameOf(owner)} のアドレスです。この宛先の通信は仮想ネットワーク内に留まります。`,
            });
          }
        }
      }
    },
  },
  {
    code: "SITE_COVERS_NETWORKS",
    severity: "warning",
    what: {
      en: "A local network gateway claims a prefix that contains virtual networks beside its gateway's own: networks that use the gateway reach each other through it, and what it has no longer route for goes into the tunnel (R43)",
      ja: "ローカル ネットワーク ゲートウェイのプレフィックスが、ゲートウェイ自身のものではない仮想ネットワークを含んでいます。ゲートウェイを使うネットワーク間の通信はゲートウェイを経由し、より長い経路のない宛先への通信はトンネルに送られます（R43）",
    },
    source: SOURCES.gatewayFaq,
    fix: {
      en: "List the prefixes that are on-premises only.",
      ja: "オンプレミスにあるプレフィックスだけを指定してください。",
    },
    *find(network) {
      const { model } = network;
      const inAzure = sitesInAzure(model, model.virtualNetworkGateways);
      for (const site of model.localNetworkGateways) {
        const atOtherEnd = networksBehind(network, inAzure.get(site.address));
        const near = networksNear(model, homesOf(network, site));
        for (const prefix of network.prefixesIn(site.addressSpace)) {
          const inside = model.virtualNetworks.filter(
            ({ address, addressSpace }) =>
              !atOtherEnd.has(address) &&
              near.has(address) &&
              network.prefixesIn(addressSpace).some((space) => prefix.contains(space)),
          );
          // A default route, whole or in halves, is forced tunnelling.
          if (prefix.length > 1 && inside.length > 0) {
            const { en, ja } = namesOf(inside);
            yield problemAt(site.address, {
              en: `Local network gateway ${nameOf(site)} claims ${prefix}, which contains ${en}: what has no longer route there goes into the tunnel, and spokes may reach each other through the gateway, which Microsoft does not recommend.`,
              ja: `ローカル ネットワーク ゲートウェイ ${nameOf(site)} の ${prefix} は ${ja} を含みます。より長い経路のない宛先はトンネルに送られ、Spoke 間の通信がゲートウェイを経由することもあります（Microsoft は推奨していません）。`,
            });
          }
        }
      }
    },
  },
  {
    code: "CLIENT_POOL_OVERLAP",
    severity: "error",
    what: {
      en: "The address pool of point-to-site clients overlaps a virtual network or a site",
      ja: "ポイント対サイトのクライアントのアドレス プールが、仮想ネットワークまたはサイトと重なっています",
    },
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
            yield problemAt(gateway.address, {
              en: `The client pool ${pool} of gateway ${nameOf(gateway)} overlaps ${nameOf(owner)} (${owner.addressSpace.join(", ")}).`,
              ja: `ゲートウェイ ${nameOf(gateway)} のクライアント アドレス プール ${pool} が ${nameOf(owner)}（${owner.addressSpace.join("、")}）と重なっています。`,
            });
          }
        }
      }
    },
  },
];

/** Networks that hold a gateway with a tunnel to a site, or any gateway where no tunnel is told. */
function homesOf(network: CheckedNetwork, site: LocalNetworkGateway): ReadonlySet<string> {
  const { gatewayConnections, virtualNetworkGateways } = network.model;
  const own = gatewayConnections.flatMap(({ gateway, localNetworkGateway }) =>
    localNetworkGateway === site.address && gateway !== undefined ? [gateway] : [],
  );
  return new Set(
    virtualNetworkGateways
      .filter(({ address }) => own.length === 0 || own.includes(address))
      .flatMap(({ subnet }) => network.networkOf(subnet)?.address ?? []),
  );
}

/**
 * What is peered with one of these, or with anything where none is told. Nobody else asks a gateway; and what the network of
 * the gateway itself has is longer than any summary (R43).
 */
function networksNear(
  { peerings }: NetworkModel,
  homes: ReadonlySet<string>,
): ReadonlySet<string | undefined> {
  const isHome = (one: string | undefined): boolean => one !== undefined && homes.has(one);
  const ends = peerings
    .map(({ virtualNetwork, remoteVirtualNetwork }) => [virtualNetwork, remoteVirtualNetwork])
    .filter((pair) => homes.size === 0 || pair.some(isHome))
    .flat();
  return new Set(ends.filter((end) => !isHome(end)));
}

/** What a tunnel to a gateway is for: its network and that one's neighbours. */
function networksBehind(
  network: CheckedNetwork,
  gateway: VirtualNetworkGateway | undefined,
): ReadonlySet<string | undefined> {
  return networksAround(network.model, network.networkOf(gateway?.subnet)?.address);
}

/** A network and its neighbours. */
function networksAround(
  { peerings }: NetworkModel,
  own: string | undefined,
): ReadonlySet<string | undefined> {
  const around = peerings.flatMap(({ virtualNetwork, remoteVirtualNetwork }) =>
    own !== undefined && remoteVirtualNetwork === own ? [virtualNetwork] : [],
  );
  return new Set([own, ...around]);
}
