import { Ipv4Prefix } from "../../cidr";
import {
  GatewayConnection,
  LocalNetworkGateway,
  NetworkModel,
  tunnelAddress,
  UnknownArgument,
  VirtualNetworkGateway,
} from "../model";
import { AddressSet, parsePrefixes } from "../sets/address-set";
import { GatewayNode, LearnedRoute } from "./gateway-node";
import { Network } from "./network";

/** A tunnel between two gateways of the configuration, as the gateway at one of its ends sees it. */
export interface GatewayTunnel {
  /** Who learns. */
  readonly from: GatewayNode;
  /** Whom it learns from. */
  readonly to: GatewayNode;
  readonly bgp: boolean;
  /** One direction has BGP, the other hasn't. */
  readonly bgpDiffers: boolean;
  readonly origin: string;
  /** What a local network gateway says is at the other end; undefined for VNet-to-VNet. */
  readonly prefixes?: readonly Ipv4Prefix[];
}

type Gateways = ReadonlyMap<string, GatewayNode>;

/** Tunnels between gateways: up when both directions are configured; with BGP when both say so, and both gateways. */
export function gatewayTunnels(model: NetworkModel, gateways: Gateways): GatewayTunnel[] {
  const inAzure = localGatewaysInAzure(model, gateways);
  const spaces = new Map(model.localNetworkGateways.map((site) => [site.address, site.addressSpace]));
  const peerOf = (connection: GatewayConnection): GatewayNode | undefined =>
    connection.type === "Vnet2Vnet"
      ? gateways.get(connection.peerGateway ?? "")
      : connection.type === "IPsec"
        ? inAzure.get(connection.localNetworkGateway ?? "")
        : undefined;
  const halves = new Map<string, GatewayTunnel>();
  for (const connection of model.gatewayConnections) {
    const from = gateways.get(connection.gateway ?? "");
    const to = peerOf(connection);
    if (from !== undefined && to !== undefined) {
      const space = spaces.get(connection.localNetworkGateway ?? "");
      const key = `${from.address} ${to.address}`;
      const beside = halves.get(key)?.prefixes ?? [];
      halves.set(key, {
        from,
        to,
        bgp: connection.bgpEnabled && from.model.bgpEnabled && to.model.bgpEnabled,
        bgpDiffers: false,
        origin: connection.address,
        ...(connection.type === "IPsec" && { prefixes: [...beside, ...parsePrefixes(space ?? [])] }),
      });
    }
  }
  return [...halves.values()].flatMap((half) => {
    const other = halves.get(`${half.to.address} ${half.from.address}`);
    return other === undefined
      ? []
      : [{ ...half, bgp: half.bgp && other.bgp, bgpDiffers: half.bgp !== other.bgp }];
  });
}

/**
 * A site with prefixes of another network of the input stands for that network's gateway where both have one public
 * address: if that of one isn't told, what joins them perhaps, with what would settle it.
 */
export function tunnelsPerhaps(
  network: Network,
  model: NetworkModel,
  gateways: Gateways,
): readonly { readonly ends: readonly GatewayNode[]; readonly unknown: UnknownArgument }[] {
  const { gatewayConnections, localNetworkGateways } = network.model;
  const inAzure = localGatewaysInAzure(model, gateways);
  const sites = new Map(localNetworkGateways.map((site) => [site.address, site]));
  return gatewayConnections.flatMap(({ gateway, localNetworkGateway = "" }) => {
    const site = inAzure.has(localNetworkGateway) ? undefined : sites.get(localNetworkGateway);
    const own = gateways.get(gateway ?? "");
    if (site === undefined || own === undefined) {
      return [];
    }
    const space = AddressSet.ofPrefixes(parsePrefixes(site.addressSpace));
    const untold = untoldAddress(network, site);
    return [...gateways.values()].flatMap((other) => {
      const unknown = untold ?? network.unknown(other.address, "public_ip_address_id");
      const isMeant = other !== own && other.virtualNetwork.space.intersects(space);
      return isMeant && unknown !== undefined ? [{ ends: [own, other], unknown }] : [];
    });
  });
}

/** Where an expression is no address of the input, it may be any. */
function untoldAddress(
  network: Network,
  { address: resource, gatewayAddress: text = "" }: LocalNetworkGateway,
): UnknownArgument | undefined {
  const named = /^\$\{(.+)\.ip_address\}$/.exec(text)?.[1];
  const isTold = !text.includes("${") || network.publicIps.has(named ?? "");
  return isTold ? undefined : { resource, argument: "gateway_address", text, candidates: [] };
}

/** Local network gateways that stand for a gateway of this configuration, as nodes. */
export function localGatewaysInAzure(
  model: NetworkModel,
  gateways: Gateways,
): ReadonlyMap<string, GatewayNode> {
  const models = [...gateways.values()].flatMap(({ hub, model: one }) => (hub === undefined ? [one] : []));
  const named = [...sitesInAzure(model, models)].map(([site, { address }]) => [site, address] as const);
  const joined = model.localNetworkGateways.map(
    ({ address, standsFor = "" }) => [address, standsFor] as const,
  );
  return new Map(
    [...named, ...joined].flatMap(([site, address]) => {
      const node = gateways.get(address);
      return node === undefined ? [] : [[site, node] as const];
    }),
  );
}

/** Local network gateways that stand for one of these gateways, whose public address they have. */
export function sitesInAzure(
  model: NetworkModel,
  gateways: readonly VirtualNetworkGateway[],
): ReadonlyMap<string, VirtualNetworkGateway> {
  const owners = tunnelEnds(model, gateways);
  return new Map(
    model.localNetworkGateways.flatMap(({ address, gatewayAddress = "" }) => {
      const gateway = owners.get(gatewayAddress);
      return gateway === undefined ? [] : [[address, gateway] as const];
    }),
  );
}

/** Gateways by each public address that they have, as the input tells or names it. */
export function tunnelEnds(
  { publicIps }: NetworkModel,
  gateways: readonly VirtualNetworkGateway[],
): ReadonlyMap<string, VirtualNetworkGateway> {
  const owners = new Map<string, VirtualNetworkGateway>();
  const addresses = new Map(publicIps.map(({ address, ip }) => [address, ip]));
  for (const gateway of gateways) {
    owners.set(tunnelAddress(gateway), gateway);
    for (const { publicIp = "" } of gateway.ipConfigurations) {
      const ip = addresses.get(publicIp);
      owners.set(`\${${publicIp}.ip_address}`, gateway);
      if (ip !== undefined) {
        owners.set(ip, gateway);
      }
    }
  }
  return owners;
}

/**
 * Without BGP: what is configured, or the network at the other end and, unconfirmed, those that use its gateway (D18).
 * Where one direction waits for a session, all of that is unconfirmed.
 */
export function staticRoutes({
  to,
  bgp,
  bgpDiffers,
  prefixes,
}: GatewayTunnel): Pick<LearnedRoute, "prefix" | "unconfirmed">[] {
  if (prefixes !== undefined) {
    return prefixes.map((prefix) => ({ prefix }));
  }
  return bgp
    ? []
    : [
        ...to.virtualNetwork.prefixes.map((prefix) => ({
          prefix,
          ...(bgpDiffers && { unconfirmed: "session" as const }),
        })),
        ...to.clients.flatMap((client) =>
          client.prefixes.map(
            (prefix) => ({ prefix, unconfirmed: bgpDiffers ? "session" : "client" }) as const,
          ),
        ),
      ];
}
