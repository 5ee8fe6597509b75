import { PRIVATE_PREFIXES } from "../../azure/address-ranges";
import { Ipv4Prefix } from "../../cidr/ipv4-prefix";
import { NetworkInterface, Route, RouteTable } from "../model";
import { Check, problemAt, partProblem } from "./check";
import { CheckedNetwork } from "./checked-network";
import { DEFAULT_ROUTE, HALF_DEFAULT_ROUTES } from "./routes";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** What stands at the next hop of a route: appliances that forward, gateways that exist (R21 to R27). */
export const NEXT_HOP_CHECKS: readonly Check[] = [
  {
    code: "ROUTE_NEXT_HOP_IN_OWN_SUBNET",
    severity: "warning",
    what: {
      en: "A route sends a subnet's traffic to an appliance in the same subnet: it may loop (R23)",
      ja: "ルートがサブネットの通信を同じサブネットのアプライアンスに送っています。ループする可能性があります（R23）",
    },
    source: SOURCES.userRoutes,
    fix: {
      en: "Put the appliance into a subnet of its own.",
      ja: "アプライアンスを専用のサブネットに置いてください。",
    },
    *find(network) {
      for (const table of network.model.routeTables) {
        const routed = network.subnetsRoutedBy(table.address);
        for (const [hop, route] of appliances(network, table)) {
          // One with a further interface may forward by that.
          const home = hasFurtherInterface(network, hop)
            ? undefined
            : routed.find((subnet) =>
                network.networkInterfaces
                  .get(hop)
                  ?.ipConfigurations.some((configuration) => configuration.subnet === subnet.address),
              );
          if (home) {
            yield partProblem(route, {
              en: `Route ${quote(route.name)} sends traffic of subnet ${nameOf(home)} to an appliance that stands in it: packets that it forwards come back to it.`,
              ja: `ルート ${quote(route.name)} はサブネット ${nameOf(home)} の通信を同じサブネット内のアプライアンスに送ります。転送したパケットが戻ってくる可能性があります。`,
            });
          }
        }
      }
    },
  },
  {
    code: "ROUTE_NEXT_HOP_NOT_FORWARDING",
    severity: "error",
    what: {
      en: "A route points at a network interface that has IP forwarding off: packets vanish (R22)",
      ja: "ルートの次ホップのネットワーク インターフェイスで IP 転送が無効です。パケットは破棄されます（R22）",
    },
    source: SOURCES.userRoutes,
    fix: { en: "Set ip_forwarding_enabled = true.", ja: "ip_forwarding_enabled = true にしてください。" },
    *find(network) {
      const told = new Set<string>();
      for (const table of network.model.routeTables) {
        for (const [address, route] of appliances(network, table)) {
          const nic = network.networkInterfaces.get(address)!;
          const unknown = network
            .argumentsOf(address)
            .isUnknown("ip_forwarding_enabled", "enable_ip_forwarding");
          if (!nic.ipForwarding && !unknown && !told.has(address) && nic.scaleSet === undefined) {
            told.add(address);
            yield problemAt(address, {
              en: `Network interface ${nameOf(nic)} is the next hop of route ${quote(route.name)} of ${nameOf(table)}, but has IP forwarding off: it drops what it should forward.`,
              ja: `ネットワーク インターフェイス ${nameOf(nic)} は ${nameOf(table)} のルート ${quote(route.name)} の次ホップですが、IP 転送が無効なためパケットを破棄します。`,
            });
          }
        }
      }
    },
  },
  {
    code: "ROUTE_DEFAULT_WITHOUT_EGRESS",
    severity: "warning",
    what: {
      en: "A route for the Internet leads to an appliance without a way there: no public address, no NAT gateway",
      ja: "インターネット宛てのルートが、送信手段（パブリック IP または NAT ゲートウェイ）のないアプライアンスに向いています",
    },
    source: SOURCES.networkAppliances,
    fix: {
      en: "Give the appliance a public address or its subnet a NAT gateway, and let its guest translate sources (masquerade); or route private prefixes only.",
      ja: "アプライアンスにパブリック IP か NAT ゲートウェイを付け、ゲスト OS で送信元を変換（マスカレード）してください。またはプライベートなプレフィックスだけをルーティングしてください。",
    },
    *find(network) {
      const asked = new Set<string>();
      for (const table of network.model.routeTables) {
        for (const [address, route] of appliances(network, table, (each) => isForInternet(network, each))) {
          if (asked.has(address)) {
            continue;
          }
          asked.add(address);
          if (mayHaveEgress(network, address) === false) {
            const nic = network.networkInterfaces.get(address)!;
            const isCertain = hasNoDefaultOutbound(network, address);
            const what = DEFAULT_ROUTES.has(route.addressPrefix)
              ? { en: "everything", ja: "すべての通信" }
              : { en: `packets for ${route.addressPrefix}`, ja: ` ${route.addressPrefix} への通信` };
            yield problemAt(address, {
              en: `Route ${quote(route.name)} of ${nameOf(table)} sends ${what.en} to ${nameOf(nic)}, which has neither a public address nor a NAT gateway: the Internet is out of reach${isCertain ? "" : " unless default outbound access serves, and the guest translates sources"}.`,
              ja: `${nameOf(table)} のルート ${quote(route.name)} は${what.ja}を ${nameOf(nic)} に送りますが、パブリック IP も NAT ゲートウェイもありません。${isCertain ? "インターネットには出られません" : "既定の送信アクセスがあり、ゲスト OS が送信元を変換しない限り、インターネットに出られません"}。`,
            });
          }
        }
      }
    },
  },
  {
    code: "ROUTE_TO_EXPRESSROUTE_GATEWAY",
    severity: "error",
    what: {
      en: "A route of type VirtualNetworkGateway where an ExpressRoute gateway stands (R27)",
      ja: "ExpressRoute ゲートウェイのある場所で、次ホップの種類が VirtualNetworkGateway のルートを使っています（R27）",
    },
    source: SOURCES.userRoutes,
    fix: {
      en: "Announce the prefix by BGP, or route through an appliance.",
      ja: "BGP で広報するか、アプライアンス経由にしてください。",
    },
    *find(network) {
      for (const { table, route, gateways } of gatewayRoutes(network)) {
        const expressRoute = gateways?.find((gateway) => gateway.type === "ExpressRoute");
        if (expressRoute) {
          yield partProblem(route, {
            en: `Route ${quote(route.name)} of ${nameOf(table)} goes to the virtual network gateway, but ${nameOf(expressRoute)} is an ExpressRoute gateway; only a VPN gateway without ExpressRoute beside it can be a next hop.`,
            ja: `${nameOf(table)} のルート ${quote(route.name)} は仮想ネットワーク ゲートウェイ宛てですが、${nameOf(expressRoute)} は ExpressRoute ゲートウェイです。次ホップにできるのは ExpressRoute と共存しない VPN ゲートウェイだけです。`,
          });
        }
      }
    },
  },
  {
    code: "ROUTE_TO_MISSING_GATEWAY",
    severity: "warning",
    what: {
      en: "A route of type VirtualNetworkGateway in a network that has no gateway and uses none: packets are dropped (R27)",
      ja: "ゲートウェイがなくリモート ゲートウェイも使わない仮想ネットワークで、次ホップの種類が VirtualNetworkGateway のルートを使っています。パケットは破棄されます（R27）",
    },
    source: SOURCES.userRoutes,
    fix: {
      en: "Set use_remote_gateways on the peering with the hub, or add a gateway.",
      ja: "ハブとのピアリングで use_remote_gateways を有効にするか、ゲートウェイを追加してください。",
    },
    *find(network) {
      for (const { table, route, virtualNetwork, gateways } of gatewayRoutes(network)) {
        if (gateways?.length === 0 && !network.hasUnplacedGateway) {
          yield partProblem(route, {
            en: `Route ${quote(route.name)} of ${nameOf(table)} goes to the virtual network gateway, but ${nameOf(virtualNetwork)} has none and uses no remote one: the packets are dropped.`,
            ja: `${nameOf(table)} のルート ${quote(route.name)} は仮想ネットワーク ゲートウェイ宛てですが、${nameOf(virtualNetwork)} にはゲートウェイがなくリモート ゲートウェイも使っていないため、パケットは破棄されます。`,
          });
        }
      }
    },
  },
];

/** NICs at which the appliance routes of a table arrive (behind a load balancer: its members), with one such route. */
function appliances(
  network: CheckedNetwork,
  table: RouteTable,
  isMeant: (route: Route) => boolean = () => true,
): ReadonlyMap<string, Route> {
  const found = new Map<string, Route>();
  for (const route of table.routes) {
    if (route.nextHopType !== "VirtualAppliance" || !isMeant(route)) {
      continue;
    }
    for (const { ip, resource } of route.nextHops) {
      for (const nic of network.receiversOf(resource, ip, (home) => isInReach(network, table, home))) {
        if (!found.has(nic)) {
          found.set(nic, route);
        }
      }
    }
  }
  return found;
}

/** Whether a network is that of a subnet to which a table is bound, or peered with it (R21). */
function isInReach(network: CheckedNetwork, table: RouteTable, home: string): boolean {
  return network
    .subnetsRoutedBy(table.address)
    .some(
      ({ virtualNetwork }) => virtualNetwork === home || network.peering(virtualNetwork, home) !== undefined,
    );
}

const DEFAULT_ROUTES: ReadonlySet<string> = new Set([DEFAULT_ROUTE, ...HALF_DEFAULT_ROUTES]);

/** Whether a route is for public addresses: all of them, or some that no network or site of the input has. */
function isForInternet(network: CheckedNetwork, { addressPrefix }: Route): boolean {
  const prefix = network.prefix(addressPrefix);
  const { virtualNetworks, localNetworkGateways } = network.model;
  const isPublic = (known: readonly Ipv4Prefix[]): boolean =>
    prefix !== undefined && !known.some((one) => one.overlaps(prefix));
  return (
    DEFAULT_ROUTES.has(addressPrefix) ||
    (isPublic(PRIVATE_PREFIXES) &&
      isPublic(
        network.prefixesIn(
          [...virtualNetworks, ...localNetworkGateways].flatMap(({ addressSpace }) => addressSpace),
        ),
      ))
  );
}

/**
 * Whether an appliance can reach the Internet by an address of its own or by a NAT gateway, on any of its NICs:
 * it forwards between them, and the one that faces the Internet may be another. Undefined where the input doesn't
 * show all of that.
 */
export function mayHaveEgress(network: CheckedNetwork, nicAddress: string): boolean | undefined {
  const nic = network.networkInterfaces.get(nicAddress)!;
  const owner = nic.virtualMachine ?? nic.scaleSet;
  if (owner === undefined) {
    return undefined;
  }
  const nics =
    nic.virtualMachine !== undefined
      ? network.networkInterfacesOf(nic.virtualMachine)
      : network.model.networkInterfaces.filter(
          ({ address, scaleSet }) => address === nicAddress || scaleSet === owner,
        );
  const listed = network.argumentsOf(nic.virtualMachine ?? "").items("network_interface_ids").length;
  if (listed > nics.length || nics.some((each) => isPartlyUnknown(network, each))) {
    return undefined;
  }
  return nics.some(
    ({ address, ipConfigurations }) =>
      network.isBehindPublicFrontend(address) ||
      ipConfigurations.some(
        ({ publicIp, subnet }) => publicIp !== undefined || hasOwnWayOut(network, subnet),
      ),
  );
}

/** A NAT gateway, or a route of the appliance's own subnet that takes its packets further. */
function hasOwnWayOut(network: CheckedNetwork, address: string | undefined): boolean {
  const subnet = network.subnets.get(address ?? "");
  const table = network.routeTables.get(subnet?.routeTable ?? "");
  return (
    subnet?.natGateway !== undefined ||
    (table?.routes ?? []).some(
      ({ addressPrefix, nextHopType }) =>
        DEFAULT_ROUTES.has(addressPrefix) &&
        (nextHopType === "VirtualAppliance" || nextHopType === "VirtualNetworkGateway"),
    )
  );
}

/** Whether an address or subnet of a NIC is given, but the input doesn't tell which. */
function isPartlyUnknown(network: CheckedNetwork, { address, ipConfigurations }: NetworkInterface): boolean {
  const blocks = network.argumentsOf(address).blocks("ip_configuration");
  return (
    ipConfigurations.some(({ subnet }) => network.subnets.get(subnet ?? "") === undefined) ||
    blocks.some((block, index) => {
      return block.isSet("public_ip_address_id") && ipConfigurations[index]?.publicIp === undefined;
    })
  );
}

/** In a private subnet, and behind a Standard internal load balancer, Azure gives no address by default. */
function hasNoDefaultOutbound(network: CheckedNetwork, nicAddress: string): boolean {
  const nic = network.networkInterfaces.get(nicAddress)!;
  return (
    network.isBehindStandardBalancer(nicAddress) ||
    nic.ipConfigurations.every(
      ({ subnet }) => network.subnets.get(subnet ?? "")?.defaultOutboundAccess === false,
    )
  );
}

/** Routes to the gateway, each once per table and network, with the gateways that are in reach there. */
function* gatewayRoutes(network: CheckedNetwork) {
  for (const table of network.model.routeTables) {
    const route = table.routes.find(({ nextHopType }) => nextHopType === "VirtualNetworkGateway");
    const homes = new Set(network.subnetsRoutedBy(table.address).map((subnet) => subnet.virtualNetwork));
    for (const home of route ? homes : []) {
      const virtualNetwork = network.virtualNetworks.get(home);
      if (virtualNetwork && !virtualNetwork.external) {
        yield { table, route: route!, virtualNetwork, gateways: gatewaysInReach(network, home) };
      }
    }
  }
}

/** Gateways of a network and those that it uses by peering; undefined where the configuration can't tell. */
function gatewaysInReach(network: CheckedNetwork, virtualNetwork: string) {
  const used = network.peeringsOf(virtualNetwork).filter((peering) => peering.useRemoteGateways);
  const remotes = used.map((peering) => network.remoteOf(peering));
  const unknown =
    remotes.some((remote) => remote === undefined || remote.external) ||
    network.mayBeManaged(virtualNetwork) ||
    network.peeringsOf(virtualNetwork).some(({ address }) => {
      const given = network.argumentsOf(address);
      const groups = given.blocks("applies_to_group");
      return (
        given.isUnknown("use_remote_gateways") || groups.some((group) => group.isUnknown("use_hub_gateway"))
      );
    });
  return unknown
    ? undefined
    : [
        ...network.gatewaysIn(virtualNetwork),
        ...remotes.flatMap((remote) => network.gatewaysIn(remote!.address)),
      ];
}

/** Whether the machine of an interface has another one. */
function hasFurtherInterface(network: CheckedNetwork, address: string): boolean {
  const machine = network.networkInterfaces.get(address)?.virtualMachine;
  return machine !== undefined && network.networkInterfacesOf(machine).some((nic) => nic.address !== address);
}
