import { parseIpv4 } from "../../cidr";
import { groupBy } from "../../collections/group-by";
import { Subnet, VirtualNetwork, VirtualNetworkPeering } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** Flags of peerings that contradict each other or the networks at their ends (R30 to R34). */
export const PEERING_CHECKS: readonly Check[] = [
  {
    code: "PEERING_SELF",
    severity: "error",
    what: {
      en: "A virtual network is peered with itself",
      ja: "仮想ネットワークが自分自身とピアリングしています",
    },
    source: SOURCES.peering,
    fix: { en: "Remove the peering.", ja: "ピアリングを削除してください。" },
    *find(network) {
      for (const peering of network.model.peerings) {
        const { virtualNetwork, remoteVirtualNetwork } = peering;
        if (
          virtualNetwork !== undefined &&
          virtualNetwork === remoteVirtualNetwork &&
          network.isOne(virtualNetwork)
        ) {
          yield problemAt(peering.address, {
            en: `Peering ${nameOf(peering)} peers a virtual network with itself.`,
            ja: `ピアリング ${nameOf(peering)} は仮想ネットワークを自分自身とピアリングしています。`,
          });
        }
      }
    },
  },
  {
    code: "PEERING_DUPLICATE",
    severity: "error",
    what: {
      en: "Two peerings are defined from one virtual network to another",
      ja: "ある仮想ネットワークから別の仮想ネットワークへのピアリングが 2 つ定義されています",
    },
    source: SOURCES.peeringTroubleshooting,
    fix: { en: "Keep one of them.", ja: "どちらか一方だけにしてください。" },
    *find(network) {
      const groups = groupBy(
        network.model.peerings,
        ({ virtualNetwork, remoteVirtualNetwork, subnetPeering }) =>
          virtualNetwork === undefined ||
          remoteVirtualNetwork === undefined ||
          subnetPeering !== undefined ||
          !network.isOne(virtualNetwork) ||
          !network.isOne(remoteVirtualNetwork)
            ? undefined
            : `${virtualNetwork} ${remoteVirtualNetwork}`,
      );
      for (const [first, second] of groups.values()) {
        if (second) {
          yield problemAt(second.address, {
            en: `Peering ${nameOf(second)} joins the same networks in the same direction as ${nameOf(first)}.`,
            ja: `ピアリング ${nameOf(second)} は ${nameOf(first)} と同じ向きで同じ仮想ネットワークを結んでいます。`,
          });
        }
      }
    },
  },
  {
    code: "PEERING_BOTH_GATEWAY_FLAGS",
    severity: "error",
    what: {
      en: "One peering has allow_gateway_transit and use_remote_gateways",
      ja: "1 つのピアリングで allow_gateway_transit と use_remote_gateways が両方とも有効です",
    },
    source: SOURCES.peering,
    fix: {
      en: "Keep allow_gateway_transit on the side that has the gateway, use_remote_gateways on the other.",
      ja: "ゲートウェイのある側は allow_gateway_transit、反対側は use_remote_gateways だけにしてください。",
    },
    *find({ model }) {
      for (const peering of model.peerings) {
        if (peering.allowGatewayTransit && peering.useRemoteGateways) {
          yield problemAt(peering.address, {
            en: `Peering ${nameOf(peering)} offers its gateway and uses the remote one at once.`,
            ja: `ピアリング ${nameOf(peering)} で allow_gateway_transit と use_remote_gateways が両方とも有効です。`,
          });
        }
      }
    },
  },
  {
    code: "PEERING_REMOTE_HAS_NO_GATEWAY",
    severity: "error",
    what: {
      en: "use_remote_gateways towards a virtual network without gateway and Route Server (R33)",
      ja: "ゲートウェイも Route Server もない仮想ネットワークに対して use_remote_gateways が有効です（R33）",
    },
    source: SOURCES.peeringTroubleshooting,
    fix: {
      en: "Add a gateway or Route Server over there, or set use_remote_gateways to false.",
      ja: "リモート側にゲートウェイか Route Server を追加するか、use_remote_gateways を false にしてください。",
    },
    *find(network) {
      for (const { peering, remote } of usersOfRemoteGateways(network)) {
        if (
          remote &&
          !remote.external &&
          !hasGateway(network, remote.address) &&
          !network.hasUnplacedGateway
        ) {
          yield problemAt(peering.address, {
            en: `Peering ${nameOf(peering)} uses the gateway of ${nameOf(remote)}, which has none (RemoteVnetHasNoGateways).`,
            ja: `ピアリング ${nameOf(peering)} は ${nameOf(remote)} のゲートウェイを使いますが、ゲートウェイがありません（RemoteVnetHasNoGateways）。`,
          });
        }
      }
    },
  },
  {
    code: "PEERING_TRANSIT_NOT_ALLOWED",
    severity: "error",
    what: {
      en: "use_remote_gateways, but the opposite half does not allow gateway transit (R32, T47)",
      ja: "use_remote_gateways が有効ですが、反対側のピアリングがゲートウェイ転送を許可していません（R32、T47）",
    },
    source: SOURCES.peering,
    fix: {
      en: "Set allow_gateway_transit = true on the opposite half.",
      ja: "反対側のピアリングで allow_gateway_transit = true にしてください。",
    },
    *find(network) {
      for (const { peering, remote } of usersOfRemoteGateways(network)) {
        const opposite = remote && network.peering(remote.address, peering.virtualNetwork ?? "");
        if (
          opposite &&
          !opposite.allowGatewayTransit &&
          !network.argumentsOf(opposite.address).isUnknown("allow_gateway_transit")
        ) {
          yield problemAt(peering.address, {
            en: `Peering ${nameOf(peering)} uses the gateway of ${nameOf(remote)}, but ${nameOf(opposite)} has allow_gateway_transit = false.`,
            ja: `ピアリング ${nameOf(peering)} は ${nameOf(remote)} のゲートウェイを使いますが、反対側の ${nameOf(opposite)} は allow_gateway_transit = false です。`,
          });
        }
      }
    },
  },
  {
    code: "PEERING_OWN_GATEWAY",
    severity: "error",
    what: {
      en: "use_remote_gateways on a virtual network that has a gateway or Route Server of its own (R33, T48)",
      ja: "自身のゲートウェイまたは Route Server を持つ仮想ネットワークで use_remote_gateways が有効です（R33、T48）",
    },
    source: SOURCES.peering,
    fix: {
      en: "Set use_remote_gateways to false, or remove the own gateway.",
      ja: "use_remote_gateways を false にするか、自身のゲートウェイを削除してください。",
    },
    *find(network) {
      for (const { peering } of usersOfRemoteGateways(network)) {
        const own = network.virtualNetworks.get(peering.virtualNetwork ?? "");
        if (own && hasGateway(network, own.address)) {
          yield problemAt(peering.address, {
            en: `Peering ${nameOf(peering)} uses a remote gateway, but ${nameOf(own)} has a gateway or Route Server of its own.`,
            ja: `ピアリング ${nameOf(peering)} はリモート ゲートウェイを使いますが、${nameOf(own)} には自身のゲートウェイか Route Server があります。`,
          });
        }
      }
    },
  },
  {
    code: "PEERING_SEVERAL_REMOTE_GATEWAYS",
    severity: "error",
    what: {
      en: "Two peerings of one virtual network have use_remote_gateways (R33, T49)",
      ja: "1 つの仮想ネットワークの 2 つのピアリングで use_remote_gateways が有効です（R33、T49）",
    },
    source: SOURCES.peering,
    fix: { en: "Keep it on one peering.", ja: "1 つのピアリングだけで有効にしてください。" },
    *find(network) {
      const users = groupBy(usersOfRemoteGateways(network), ({ peering: { virtualNetwork } }) =>
        virtualNetwork !== undefined && network.isOne(virtualNetwork) ? virtualNetwork : undefined,
      );
      for (const [virtualNetwork, [first, second]] of users) {
        if (second) {
          const own = network.virtualNetworks.get(virtualNetwork);
          yield problemAt(second.peering.address, {
            en: `${own ? nameOf(own) : virtualNetwork} uses remote gateways through two peerings, ${nameOf(first.peering)} and ${nameOf(second.peering)}; Azure allows one.`,
            ja: `${own ? nameOf(own) : virtualNetwork} は 2 つのピアリング ${nameOf(first.peering)} と ${nameOf(second.peering)} でリモート ゲートウェイを使っています。Azure が許すのは 1 つだけです。`,
          });
        }
      }
    },
  },
  {
    code: "PEERING_DROPS_FORWARDED_TRAFFIC",
    severity: "warning",
    what: {
      en: "A subnet routes to an appliance in a peered network, but the peering does not accept forwarded traffic (R31)",
      ja: "サブネットはピアリング先の仮想ネットワークのアプライアンスを経由しますが、ピアリングが転送されたトラフィックを受け入れません（R31）",
    },
    source: SOURCES.peering,
    fix: {
      en: "Set allow_forwarded_traffic = true on this half.",
      ja: "このピアリングで allow_forwarded_traffic = true にしてください。",
    },
    *find(network) {
      const told = new Set<string>();
      for (const subnet of network.model.subnets) {
        for (const home of applianceHomes(network, subnet)) {
          const peering = network.peering(subnet.virtualNetwork, home.address);
          if (
            peering &&
            !peering.allowForwardedTraffic &&
            !told.has(peering.address) &&
            !network.argumentsOf(peering.address).isUnknown("allow_forwarded_traffic")
          ) {
            told.add(peering.address);
            yield problemAt(peering.address, {
              en: `Peering ${nameOf(peering)} has allow_forwarded_traffic = false, but ${nameOf(subnet)} sends traffic through an appliance in ${nameOf(home)}: what the appliance forwards back is not accepted.`,
              ja: `ピアリング ${nameOf(peering)} は allow_forwarded_traffic = false ですが、${nameOf(subnet)} は ${nameOf(home)} のアプライアンスを経由します。アプライアンスが転送した戻りの通信は受け入れられません。`,
            });
          }
        }
      }
    },
  },
  {
    code: "PEERING_WITHOUT_TRIGGERS",
    severity: "info",
    what: {
      en: "Peerings don't follow changes of the remote address space: no triggers (R5d)",
      ja: "ピアリングに triggers がなく、リモート側のアドレス空間の変更が反映されません（R5d）",
    },
    source: SOURCES.virtualNetworkPeering,
    fix: {
      en: "Put the remote address space into triggers.",
      ja: "triggers にリモート側のアドレス空間を指定してください。",
    },
    *find({ model }) {
      const without = model.peerings.filter(
        (peering) => peering.remoteVirtualNetwork !== undefined && peering.hasTriggers === false,
      );
      // One line for all: a thousand spokes would drown what matters.
      if (without.length > 0) {
        yield problemAt(without[0].address, {
          en: `${without.length === 1 ? "1 peering has" : `${without.length} peerings have`} no triggers, such as ${nameOf(without[0])}: a change of the remote address space reaches them only after a manual sync.`,
          ja: `triggers のないピアリングが ${without.length} 件あります（例: ${nameOf(without[0])}）。リモート側のアドレス空間を変更しても、手動で同期するまで反映されません。`,
        });
      }
    },
  },
];

interface GatewayUser {
  readonly peering: VirtualNetworkPeering;
  /** The network whose gateway is used, where it is in the configuration. */
  readonly remote: VirtualNetwork | undefined;
}

function usersOfRemoteGateways(network: CheckedNetwork): GatewayUser[] {
  return network.model.peerings
    .filter((peering) => peering.useRemoteGateways)
    .map((peering) => ({
      peering,
      remote: network.remoteOf(peering),
    }));
}

function hasGateway(network: CheckedNetwork, virtualNetwork: string): boolean {
  return network.gatewaysIn(virtualNetwork).length > 0 || network.routeServersIn(virtualNetwork).length > 0;
}

/** The virtual networks of the appliances to which a subnet's routes lead. */
function applianceHomes(network: CheckedNetwork, subnet: Subnet): ReadonlySet<VirtualNetwork> {
  const routes = network.routeTables.get(subnet.routeTable ?? "")?.routes ?? [];
  const hops = routes
    .filter(({ nextHopType }) => nextHopType === "VirtualAppliance")
    .flatMap(({ nextHops }) => nextHops);
  const named = new Set(hops.flatMap(({ resource }) => resource ?? []));
  const literal = new Set(hops.flatMap(({ resource, ip }) => (resource === undefined ? (ip ?? []) : [])));
  const homes = [
    ...[...named].map((resource) => homeOf(network, resource)),
    ...[...literal].map((ip) => peerWith(network, subnet.virtualNetwork, ip)),
  ];
  return new Set(homes.filter((home) => home !== undefined));
}

/** The peered network that has a literal next hop's address: an appliance must stand there to be in reach (R21). */
function peerWith(network: CheckedNetwork, virtualNetwork: string, ip: string): VirtualNetwork | undefined {
  const address = parseIpv4(ip);
  return address === undefined
    ? undefined
    : network
        .peeringsOf(virtualNetwork)
        .map((peering) => network.remoteOf(peering))
        .find(
          (peer) =>
            peer && network.prefixesIn(peer.addressSpace).some((prefix) => prefix.containsAddress(address)),
        );
}

/** The virtual network in which an appliance stands. */
function homeOf(network: CheckedNetwork, address: string): VirtualNetwork | undefined {
  const subnet =
    network.firewalls.get(address)?.subnet ??
    network.networkInterfaces.get(address)?.ipConfigurations.find((configuration) => configuration.subnet)
      ?.subnet ??
    network.loadBalancers.get(address)?.frontends.find((frontend) => frontend.subnet)?.subnet;
  return network.networkOf(subnet);
}
