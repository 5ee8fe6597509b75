import { Ipv4Prefix } from "../../cidr";
import { groupBy } from "../../collections/group-by";
import {
  builtInTable,
  NetworkModel,
  VirtualHubBranch,
  VirtualHubRouting,
  VirtualNetworkGateway,
} from "../model";
import { parsePrefixes } from "../sets/address-set";
import { GatewayNode, OnPremisesSite } from "./gateway-node";
import { HubNode, routingUnder, VirtualWans } from "./virtual-wan";

/** A place behind a gateway of a hub, with the tables that learn of it. */
export interface HubBranch {
  readonly hub: HubNode;
  readonly gateway: GatewayNode;
  /** Undefined for clients of point-to-site. */
  readonly site?: OnPremisesSite;
  /** Of clients. */
  readonly prefixes: readonly Ipv4Prefix[];
  readonly routing: VirtualHubRouting;
  /** Terraform address of the connection, else of the gateway. */
  readonly origin: string;
}

/** Gateways in hubs, as gateways of the network that Azure runs for a hub. */
export function gatewaysInHubs(
  { virtualWan }: NetworkModel,
  wans: VirtualWans,
): { readonly model: VirtualNetworkGateway; readonly hub: HubNode }[] {
  return virtualWan.gateways.flatMap((gateway) => {
    const hub = wans.hub(gateway.hub);
    return hub === undefined
      ? []
      : [{ hub, model: { ...gateway, activeActive: true, bgpEnabled: true, ipConfigurations: [] } }];
  });
}

/** A model in which sites of hubs are like those of network gateways. */
export function withSitesOfHubs(model: NetworkModel): NetworkModel {
  const { branches, sites } = model.virtualWan;
  return {
    ...model,
    localNetworkGateways: [...model.localNetworkGateways, ...sites],
    gatewayConnections: [
      ...model.gatewayConnections,
      ...branches.map(({ gateway, site, ...branch }) => ({
        ...branch,
        type: site === undefined ? ("ExpressRoute" as const) : ("IPsec" as const),
        gateway,
        localNetworkGateway: site,
        hasSharedKey: true,
      })),
    ],
  };
}

export function hubBranches(
  { virtualWan }: NetworkModel,
  gateways: readonly GatewayNode[],
  sites: readonly OnPremisesSite[],
): HubBranch[] {
  return gateways.flatMap((gateway) => {
    const hub = gateway.hub!;
    const table = builtInTable(hub.address, "default");
    const own = virtualWan.branches.filter((branch) => branch.gateway === gateway.address);
    const byDefault: VirtualHubRouting = {
      associated: table,
      propagated: { tables: [table], labels: ["default"] },
      open: [],
    };
    const clients = virtualWan.gateways.find(({ address }) => address === gateway.address);
    const places = sites.flatMap((site): HubBranch[] => {
      const link = site.gateways.get(gateway);
      const branch = own.find((one) => one.site === site.address) ?? own.at(0);
      const routing = routingUnder(hub, branch?.routing ?? byDefault);
      return link === undefined ? [] : [{ hub, gateway, site, prefixes: [], routing, origin: link.origin }];
    });
    const prefixes = parsePrefixes(gateway.model.vpnClientAddressSpace);
    return [
      ...places,
      ...tunnelled(gateway, own, byDefault),
      ...(prefixes.length === 0
        ? []
        : [
            {
              hub,
              gateway,
              prefixes,
              routing: routingUnder(hub, clients?.routing ?? byDefault),
              origin: gateway.address,
            },
          ]),
    ];
  });
}

/** What the gateways of networks are known to lead to that play a branch. */
function tunnelled(
  gateway: GatewayNode,
  own: readonly VirtualHubBranch[],
  byDefault: VirtualHubRouting,
): HubBranch[] {
  const hub = gateway.hub!;
  const routes = gateway.learned.entries.flatMap(({ values }) => values);
  const known = routes.filter(({ tunnel }) => tunnel.kind === "gateway");
  return [...groupBy(known, ({ origin }) => origin)].map(([origin, group]) => {
    const routing = own.find(({ address }) => address === origin)?.routing ?? byDefault;
    const prefixes = group.map(({ prefix }) => prefix);
    return { hub, gateway, prefixes, routing: routingUnder(hub, routing), origin };
  });
}
