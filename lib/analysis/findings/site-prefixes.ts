import { LocalNetworkGateway, NetworkModel, VirtualNetwork, VirtualNetworkGateway } from "../model";
import { sitesInAzure } from "../network/gateway-tunnels";
import { Check } from "./check";
import { SOURCES } from "./sources";
import { nameOf, namesOf } from "./words";

/** Prefixes of sites and of point-to-site clients against Azure's networks (R43). */
export const SITE_PREFIX_CHECKS: readonly Check[] = [
  {
    code: "SITE_COVERS_NETWORKS",
    severity: "warning",
    what: {
      en: "A local network gateway claims a prefix that contains virtual networks: their unused addresses, and those that the gateway has no longer route for, go into the tunnel (R43)",
      ja: "ローカル ネットワーク ゲートウェイのプレフィックスが仮想ネットワークを含んでいます。使われていないアドレスと、ゲートウェイにより長い経路がないアドレスへの通信は、トンネルに送られます（R43）",
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
        const atOtherEnd = networksAround(model, inAzure.get(site.address));
        for (const prefix of network.prefixesIn(site.addressSpace)) {
          const inside = model.virtualNetworks.filter(
            ({ address, addressSpace }) =>
              !atOtherEnd.has(address) &&
              network.prefixesIn(addressSpace).some((space) => prefix.contains(space)),
          );
          // A default route, whole or in halves, is forced tunnelling.
          if (prefix.length > 1 && inside.length > 0) {
            const { en, ja } = namesOf(inside);
            yield {
              resource: site.address,
              message: {
                en: `Local network gateway ${nameOf(site)} claims ${prefix}, which contains ${en}: what has no longer route there goes into the tunnel, and spokes may reach each other through the gateway, which Microsoft does not recommend.`,
                ja: `ローカル ネットワーク ゲートウェイ ${nameOf(site)} の ${prefix} は ${ja} を含みます。より長い経路のない宛先はトンネルに送られ、Spoke 間の通信がゲートウェイを経由することもあります（Microsoft は推奨していません）。`,
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

/** The network of a gateway and its neighbours: what a tunnel to that gateway is for. */
function networksAround(
  { peerings, subnets }: NetworkModel,
  gateway: VirtualNetworkGateway | undefined,
): ReadonlySet<string | undefined> {
  const own = subnets.find(({ address }) => address === gateway?.subnet)?.virtualNetwork;
  const around = peerings.flatMap(({ virtualNetwork, remoteVirtualNetwork }) =>
    own !== undefined && remoteVirtualNetwork === own ? [virtualNetwork] : [],
  );
  return new Set([own, ...around]);
}
