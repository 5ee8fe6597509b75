import { PrivateDnsZone, VirtualNetwork } from "../model";
import { Check, Problem } from "./check";
import { CheckedNetwork } from "./checked-network";
import { resolvingNetwork } from "./dns-answerers";
import { placed, Placed } from "./placed-services";
import { forwards } from "./private-dns";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** The name of a private AKS cluster's API server: its nodes look it up, and so does whoever administers it. */
export const KUBERNETES_NAME_CHECKS: readonly Check[] = [
  {
    code: "KUBERNETES_NAME_UNKNOWN",
    severity: "warning",
    what: {
      en: "A private AKS cluster, and whoever its network or a peer with machines asks for names isn't linked to the zone of its API server (W58)",
      ja: "プライベート AKS クラスターの API サーバーの名前を登録するゾーンが、クラスターの仮想ネットワークや仮想マシンのあるピアの名前解決を担う仮想ネットワークにリンクされていません（W58）",
    },
    source: SOURCES.kubernetesPrivate,
    fix: {
      en: "Give the cluster a private_dns_zone_id of your own, and link that zone to the network whose DNS answers.",
      ja: "クラスターに自分で作成したゾーンの private_dns_zone_id を指定し、そのゾーンを、名前解決を行う DNS のある仮想ネットワークにリンクしてください。",
    },
    *find(network) {
      for (const cluster of network.hasGaps ? [] : placed(network, "kubernetes-cluster")) {
        yield* unknownNames(network, cluster);
      }
    },
  },
];

function* unknownNames(network: CheckedNetwork, { service, subnet }: Placed): Iterable<Problem> {
  const values = network.argumentsOf(service.address);
  const written = values.printed("private_dns_zone_id");
  const isPrivate = values.boolean("private_cluster_enabled") === true;
  const hasPublicName =
    values.boolean("private_cluster_public_fqdn_enabled") === true ||
    values.isUnknown("private_cluster_public_fqdn_enabled") ||
    /^none$/i.test(written ?? "");
  const home = network.networkOf(subnet.address);
  const zone = zoneOf(network, written);
  if (!isPrivate || hasPublicName || home === undefined || zone === "elsewhere") {
    return;
  }
  const peers = network.peeringsOf(home.address).flatMap((peering) => network.remoteOf(peering) ?? []);
  const told = new Set<VirtualNetwork>();
  for (const reader of [home, ...peers.filter((peer) => hasMachines(network, peer))]) {
    const asked = reader.external === true ? undefined : resolvingNetwork(network, reader);
    // Azure links the zone to the cluster's own network.
    const isLinked =
      asked === undefined ||
      asked === home ||
      told.has(asked) ||
      (zone !== undefined && (zone.networks.includes(asked.address) || forwards(network, asked, zone)));
    if (!isLinked) {
      told.add(asked);
      yield problemOf(service, reader, { home, asked, zone });
    }
  }
}

/** The cluster's own zone; nothing where Azure makes one. */
function zoneOf(
  network: CheckedNetwork,
  written: string | undefined,
): PrivateDnsZone | "elsewhere" | undefined {
  if (written === undefined || /^system$/i.test(written)) {
    return undefined;
  }
  const address = network.referred(written)?.address;
  const zone = network.model.dns.zones.find((one) => one.address === address);
  return zone === undefined || zone.hasOpenLinks === true ? "elsewhere" : zone;
}

function hasMachines({ model }: CheckedNetwork, peer: VirtualNetwork): boolean {
  return model.networkInterfaces.some(
    ({ virtualMachine, ipConfigurations }) =>
      virtualMachine !== undefined &&
      ipConfigurations.some(({ subnet }) =>
        model.subnets.some((one) => one.address === subnet && one.virtualNetwork === peer.address),
      ),
  );
}

function problemOf(
  service: Placed["service"],
  reader: VirtualNetwork,
  {
    home,
    asked,
    zone,
  }: {
    readonly home: VirtualNetwork;
    readonly asked: VirtualNetwork;
    readonly zone: PrivateDnsZone | undefined;
  },
): Problem {
  const cluster = nameOf(service);
  const link = zone === undefined ? "" : zone.address;
  const [who, wer] =
    reader === home
      ? [`the nodes of ${cluster} in ${nameOf(home)}`, `${nameOf(home)} にある ${cluster} のノード`]
      : [`machines in ${nameOf(reader)}`, `${nameOf(reader)} の仮想マシン`];
  return {
    resource: service.address,
    ...(zone !== undefined && { about: { virtualNetwork: asked.address, zone: zone.address } }),
    message:
      zone === undefined
        ? {
            en: `API server of private cluster ${cluster}: ${who} get no answer for its name, since Azure links the zone that it makes to ${nameOf(home)} alone, and they ask the DNS in ${nameOf(asked)}.`,
            ja: `プライベート クラスター ${cluster} の API サーバー: ${wer} は名前を解決できません。Azure が作成するゾーンは ${nameOf(home)} にだけリンクされ、問い合わせ先は ${nameOf(asked)} の DNS です。`,
          }
        : {
            en: `API server of private cluster ${cluster}: ${who} get no answer for its name, since they ask the DNS in ${nameOf(asked)}, to which ${link} is not linked.`,
            ja: `プライベート クラスター ${cluster} の API サーバー: ${wer} は名前を解決できません。問い合わせ先は ${nameOf(asked)} の DNS ですが、そこに ${link} がリンクされていません。`,
          },
    ...(zone !== undefined && {
      fix: {
        en: `Link ${link} to ${nameOf(asked)}.`,
        ja: `${link} を ${nameOf(asked)} にリンクしてください。`,
      },
    }),
  };
}
