import { AZURE_ASN } from "../../azure/autonomous-systems";
import { Ipv4Prefix } from "../../cidr";
import { groupPairs } from "../../collections/group-by";
import { remember } from "../../collections/remember";
import { GatewayConnection, LocalNetworkGateway, NetworkModel, tunnelAddress } from "../model";
import { parsePrefixes } from "../sets/address-set";
import { GatewayNode } from "./gateway-node";
import { tunnelEnds } from "./gateway-tunnels";
import { HubAnnouncement, hubAnnouncements } from "./hub-announcements";
import { withSitesOfHubs } from "./hub-gateways";
import { Network } from "./network";
import { areMeshed, defaultTableOf, HubNode, learns, VirtualWans } from "./virtual-wan";

/** One direction of a tunnel: a connection, and what says where it leads. */
interface Half {
  readonly connection: GatewayConnection;
  readonly site: LocalNetworkGateway;
  readonly network: GatewayNode;
  readonly hub: GatewayNode;
}

/**
 * A network's gateway that plays a branch: its local network gateway has an address of a hub's gateway, and a VPN site of
 * that one has its own. Where all of that is plain, the two are no places on-premises but each other (W78).
 */
export function withHubTunnels(
  network: Network,
  wans: VirtualWans,
  gateways: ReadonlyMap<string, GatewayNode>,
): NetworkModel {
  const model = withSitesOfHubs(network.model);
  const tunnels = findTunnels(model, gateways).filter((halves) => isPlain(network, halves));
  const joined = new Set(tunnels.flat().map(({ connection }) => connection.address));
  const isTold = remembering((hub) => isClosed(network, wans, hub, joined));
  const standsFor = new Map(
    tunnels
      .filter(([{ hub }]) => isTold(hub.hub!))
      .flat()
      .map(({ connection, site, network: plays, hub }) => [
        site.address,
        connection.gateway === hub.address ? plays.address : hub.address,
      ]),
  );
  return {
    ...model,
    localNetworkGateways: model.localNetworkGateways.map((site) => {
      const gateway = standsFor.get(site.address);
      return gateway === undefined ? site : { ...site, standsFor: gateway };
    }),
  };
}

/** Pairs of gateways of which each leads to the other. */
function findTunnels(model: NetworkModel, gateways: ReadonlyMap<string, GatewayNode>): Half[][] {
  const { gateways: inHubs, sites } = model.virtualWan;
  const ends = tunnelEnds(model, model.virtualNetworkGateways);
  const places = new Map(model.localNetworkGateways.map((place) => [place.address, place]));
  const targets = new Map<string, string>();
  const hubs = new Map(
    inHubs.flatMap((gateway) =>
      [tunnelAddress(gateway), ...gateway.tunnelAddresses].map((address) => [address, gateway.address]),
    ),
  );
  for (const { address, gatewayAddress = "" } of model.localNetworkGateways) {
    targets.set(address, hubs.get(gatewayAddress) ?? "");
  }
  for (const { address, gatewayAddresses } of sites) {
    const found = new Set(gatewayAddresses.map((one) => ends.get(one)?.address ?? ""));
    targets.set(address, found.size === 1 ? [...found][0] : "");
  }
  const halves = model.gatewayConnections.flatMap((connection): [string, Half][] => {
    const { gateway = "", localNetworkGateway: place = "", type } = connection;
    const from = gateways.get(gateway);
    const to = gateways.get(targets.get(place) ?? "");
    const site = places.get(place);
    if (type !== "IPsec" || !from || !to || !site || (from.hub === undefined) === (to.hub === undefined)) {
      return [];
    }
    const [hub, plays] = from.hub === undefined ? [to, from] : [from, to];
    return [[`${plays.address} ${hub.address}`, { connection, site, network: plays, hub }]];
  });
  return [...groupPairs(halves).values()].filter(
    (group) => new Set(group.map(({ connection }) => connection.gateway)).size === 2,
  );
}

/** Nothing about it is left open, and both ends say the same about BGP, with numbers of their own. */
function isPlain(network: Network, halves: readonly Half[]): boolean {
  const [{ network: plays, connection: first }] = halves;
  const { asn, bgpEnabled } = plays.model;
  const speaks = bgpEnabled && asn !== undefined && asn !== AZURE_ASN;
  return (
    (!first.bgpEnabled || speaks) &&
    network.unknown(plays.address, "bgp_settings") === undefined &&
    halves.every(
      ({ connection, site, hub }) =>
        connection.bgpEnabled === first.bgpEnabled &&
        connection.trafficSelectors === undefined &&
        connection.policyBased !== true &&
        site.addressSpaceUnknown === undefined &&
        [undefined, connection.gateway === hub.address ? asn : AZURE_ASN].includes(site.asn) &&
        [connection, site, plays.model, hub.model].every(({ perhaps }) => perhaps === undefined),
    )
  );
}

/** Whether the input tells everything that a hub and those meshed with it know. */
function isClosed(network: Network, wans: VirtualWans, hub: HubNode, joined: ReadonlySet<string>): boolean {
  const { virtualWan } = network.model;
  const hubs = wans.hubs.filter((other) => areMeshed(hub, other));
  const here = new Set(hubs.map(({ address }) => address));
  const gateways = virtualWan.gateways.filter((one) => here.has(one.hub));
  const own = new Set(gateways.flatMap((one) => (one.hub === hub.address ? [one.address] : [])));
  const names = new Set(gateways.map(({ address }) => address));
  const branches = virtualWan.branches.filter(({ gateway = "" }) => names.has(gateway));
  return (
    virtualWan.openRoutes.length === 0 &&
    wans.hubs.every((one) => wans.openAt(one.network).length === 0 && one.model.perhaps === undefined) &&
    hubs.every(({ intent }) => intent === undefined) &&
    virtualWan.connections.every(
      ({ address, perhaps, routing, openRoutes }) =>
        perhaps === undefined &&
        routing.open.length + openRoutes.length === 0 &&
        routing.isUnlabelled !== true &&
        network.unknown(address, "remote_virtual_network_id") === undefined,
    ) &&
    virtualWan.bgpConnections.every((one) => !here.has(one.hub)) &&
    gateways.every(({ type, vpnClientAddressSpace: clients }) => type === "Vpn" && clients.length === 0) &&
    branches.every(
      ({ address, bgpEnabled, gateway = "", routing }) =>
        routing.open.length === 0 && (!bgpEnabled || own.has(gateway) || joined.has(address)),
    )
  );
}

/** What a hub's default table has of connected networks, and what is written in it: branches learn that. */
export function prefixesAtHubs(
  network: Network,
  wans: VirtualWans,
): (gateway: GatewayNode) => readonly Ipv4Prefix[] {
  let announcements: readonly HubAnnouncement[] | undefined;
  const at = remembering((hub): readonly Ipv4Prefix[] => {
    const table = wans.tables.get(defaultTableOf(hub));
    announcements ??= hubAnnouncements(network, wans);
    const learned = announcements.filter(
      (one) =>
        table !== undefined && areMeshed(hub, one.hub) && learns(table, one.hub, one.connection.routing),
    );
    const written = table?.routes.flatMap(({ prefixes }) => parsePrefixes(prefixes)) ?? [];
    return [...learned.map(({ prefix }) => prefix), ...written].filter(({ length }) => length > 0);
  });
  return ({ hub }) => (hub === undefined ? [] : at(hub));
}

function remembering<T>(make: (hub: HubNode) => T): (hub: HubNode) => T {
  const known = new Map<HubNode, T>();
  return (hub) => remember(known, hub, () => make(hub));
}
