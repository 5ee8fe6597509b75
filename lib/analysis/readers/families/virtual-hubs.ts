import { Ipv4Prefix } from "../../../cidr";
import { groupPairs } from "../../../collections/group-by";
import {
  builtInTable,
  UnknownArgument,
  VirtualHub,
  VirtualHubBgpConnection,
  VirtualHubConnection,
  VirtualHubRoute,
  VirtualHubRouteTable,
  VirtualHubRoutingIntent,
  VirtualWan,
} from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";
import { builtInName, HUB, hubOf, openBlocks, routingOf, tableAddress, tableOf } from "./virtual-hub-routing";

const WAN = "azurerm_virtual_wan";
const TABLE = "azurerm_virtual_hub_route_table";
const CONNECTION = "azurerm_virtual_hub_connection";

/** Reads hubs of Virtual WAN; of one that is only read here, the input doesn't hold what else is connected with it. */
export function readVirtualHubs(context: ModelContext): VirtualHub[] {
  const routeServers = new Set(
    context.resources
      .managed("azurerm_virtual_hub_ip")
      .map((ip) => context.find(Block.of(ip).value("virtual_hub_id"), [HUB])?.address),
  );
  return context.ofType(HUB).flatMap((resource) => {
    const block = Block.of(resource);
    if (routeServers.has(resource.address) || !(resource.isData || block.isSet("virtual_wan_id"))) {
      return [];
    }
    const wan = context.find(block.value("virtual_wan_id"), [WAN]);
    const settings = wan && Block.of(wan);
    const known = ["type", "allow_branch_to_branch_traffic"].flatMap((argument) =>
      wan === undefined || wan.isData ? [] : (context.open(wan, Block.of(wan), argument) ?? []),
    );
    return [
      {
        ...context.resource(resource),
        wan: wan?.address ?? block.printed("virtual_wan_id") ?? "",
        basic: /^basic$/i.test(settings?.text("type") ?? block.text("sku") ?? ""),
        branchToBranchTraffic: settings?.boolean("allow_branch_to_branch_traffic") ?? true,
        addressPrefix: block.text("address_prefix"),
        open: [
          ...[context.existence(resource) ?? []].flat(),
          ...known,
          ...elsewhere(resource, block),
          ...oldRoutes(resource, block),
        ],
      },
    ];
  });
}

function elsewhere(resource: TerraformResource, block: Block): UnknownArgument[] {
  const listed = block.printed("unlisted_connections");
  return resource.isData || listed !== undefined
    ? [{ resource: resource.address, argument: "id", text: listed ?? resource.address, candidates: [] }]
    : [];
}

/** The kind of table that hubs had before 2020. */
function oldRoutes(resource: TerraformResource, block: Block): UnknownArgument[] {
  const known = block.blocks("route").map((route) => {
    const { known: prefixes, unknown } = route.texts("address_prefixes");
    const isTold = unknown === undefined && prefixes.every((one) => Ipv4Prefix.tryParse(one) !== undefined);
    return {
      resource: resource.address,
      argument: "route",
      text: prefixes.join(", "),
      candidates: [],
      ...(isTold && { destinations: prefixes }),
    };
  });
  return [...known, ...openBlocks(resource, block, "route")];
}

/** Reads tables of hubs with their static routes; the two that every hub has are there without being written. */
export function readVirtualHubRouteTables(
  context: ModelContext,
  hubs: readonly VirtualHub[],
): Pick<VirtualWan, "routeTables" | "openRoutes"> {
  const openRoutes: UnknownArgument[] = [];
  const tables = new Map<string, VirtualHubRouteTable>();
  for (const hub of hubs) {
    for (const name of ["default", "none"] as const) {
      const address = builtInTable(hub.address, name);
      tables.set(address, { address, hub: hub.address, builtIn: name, labels: [name], routes: [], open: [] });
    }
  }
  for (const resource of context.ofType(TABLE)) {
    const block = Block.of(resource);
    const address = tableAddress(context, resource);
    const labels = block.texts("labels");
    const open = [context.open(resource, block, "labels") ?? []].flat();
    const known = tables.get(address);
    const inline = routesOf(
      context,
      context.blocks(resource, block, "route").map((route) => [resource, route]),
    );
    tables.set(address, {
      ...context.resource(resource),
      address,
      hub: hubOf(context, resource, block),
      builtIn: builtInName(block.text("name")),
      labels: [...(known?.labels ?? []), ...labels.known.map((label) => label.toLowerCase())],
      routes: [...(known?.routes ?? []), ...inline.routes],
      open: [...(known?.open ?? []), ...open, ...openBlocks(resource, block, "route"), ...inline.open],
    });
  }
  const separate = groupPairs(
    context.resources.managed("azurerm_virtual_hub_route_table_route").map((resource) => {
      const block = Block.of(resource);
      const value = block.value("route_table_id");
      const table = value === undefined ? undefined : tableOf(context, value);
      if (table === undefined && value !== undefined) {
        const unknown = context.unresolved(resource, "route_table_id", value, []);
        openRoutes.push({ ...unknown, ...destinationsOf(block) });
      }
      return [table, [resource, block] as const] as const;
    }),
  );
  for (const [address, written] of separate) {
    const table = tables.get(address);
    if (table !== undefined) {
      const { routes, open } = routesOf(context, written);
      tables.set(address, { ...table, routes: [...table.routes, ...routes], open: [...table.open, ...open] });
    }
  }
  return { routeTables: [...tables.values()], openRoutes };
}

/** To which prefixes a route is, where that is told. */
function destinationsOf(route: Block): Pick<UnknownArgument, "destinations"> {
  const { known: destinations, unknown } = route.texts("destinations");
  return unknown === undefined && isPlain(route) ? { destinations } : {};
}

function isPlain(route: Block): boolean {
  return /^cidr$/i.test(route.printed("destinations_type") ?? "CIDR");
}

function routesOf(
  context: ModelContext,
  written: readonly (readonly [TerraformResource, Block])[],
): { readonly routes: readonly VirtualHubRoute[]; readonly open: readonly UnknownArgument[] } {
  const routes: VirtualHubRoute[] = [];
  const open: UnknownArgument[] = [];
  for (const [resource, block] of written) {
    const destinations = block.texts("destinations");
    open.push(...[context.existence(resource) ?? []].flat());
    const value = block.value("next_hop");
    const nextHop = context.find(value, ["azurerm_firewall", CONNECTION])?.address;
    if (nextHop === undefined || destinations.unknown !== undefined || !isPlain(block)) {
      const argument = nextHop === undefined ? "next_hop" : "destinations";
      const text = block.printed(argument) ?? "";
      open.push({ resource: resource.address, argument, text, candidates: [], ...destinationsOf(block) });
    } else {
      const name = block.text("name") ?? resource.address;
      routes.push({ name, origin: resource.address, prefixes: destinations.known, nextHop });
    }
  }
  return { routes, open };
}

/** Reads which networks hang on a hub of Virtual WAN. */
export function readVirtualHubConnections(context: ModelContext): VirtualHubConnection[] {
  return context.resources.managed(CONNECTION).map((resource) => {
    const block = Block.of(resource);
    const hub = hubOf(context, resource, block);
    const routing = context.blocks(resource, block, "routing").at(0);
    const known = routingOf(context, resource, hub, routing);
    const open = [
      ...known.open,
      ...openBlocks(resource, block, "routing"),
      ...[context.existence(resource) ?? []].flat(),
    ];
    return {
      ...context.resource(resource),
      virtualNetwork: context.subnets.virtualNetwork(resource, block, "remote_virtual_network_id"),
      hub,
      routing: { ...known, open },
      internetSecurity: context.flag(resource, block, "internet_security_enabled", false),
      staticRoutes: (routing?.blocks("static_vnet_route") ?? []).map((route) => ({
        prefixes: route.texts("address_prefixes").known,
        nextHop: context.ipReference(
          resource,
          "next_hop_ip_address",
          route.value("next_hop_ip_address") ?? "",
        ),
      })),
      propagatesStaticRoutes: routing?.boolean("static_vnet_propagate_static_routes_enabled") ?? true,
      bypassesNextHop: /^equal$/i.test(routing?.text("static_vnet_local_route_override_criteria") ?? ""),
      openRoutes: [
        ...openBlocks(resource, block, "routing"),
        ...openStaticRoutes(context, resource, routing),
      ],
    };
  });
}

function openStaticRoutes(
  context: ModelContext,
  resource: TerraformResource,
  routing: Block | undefined,
): UnknownArgument[] {
  const routes = routing?.blocks("static_vnet_route") ?? [];
  const prefixes = routes.map((route) => route.texts("address_prefixes"));
  const switches = [
    "static_vnet_propagate_static_routes_enabled",
    "static_vnet_local_route_override_criteria",
  ]
    .flatMap((name) => (routing && context.open(resource, routing, name)) ?? [])
    .map((unknown) => ({ ...unknown, destinations: prefixes.flatMap(({ known }) => known) }));
  return [
    ...(routing === undefined ? [] : openBlocks(resource, routing, "static_vnet_route")),
    ...prefixes.flatMap(({ unknown: text }) =>
      text === undefined
        ? []
        : [{ resource: resource.address, argument: "static_vnet_route", text, candidates: [] }],
    ),
    ...(prefixes.some(({ unknown }) => unknown !== undefined) ? [] : switches),
  ];
}

/** Reads what passes something in a hub by intent. */
export function readVirtualHubRoutingIntents(context: ModelContext): VirtualHubRoutingIntent[] {
  return context.resources.managed("azurerm_virtual_hub_routing_intent").map((resource) => {
    const block = Block.of(resource);
    const policies = context.blocks(resource, block, "routing_policy");
    return {
      ...context.resource(resource),
      hub: hubOf(context, resource, block),
      open: policies.flatMap((policy) => context.open(resource, policy, "destinations") ?? []),
      policies: policies.map((policy) => ({
        name: policy.text("name") ?? "",
        destinations: policy.texts("destinations").known,
        firewall: context.find(policy.value("next_hop"), ["azurerm_firewall"])?.address,
        nextHop: policy.printed("next_hop") ?? "",
      })),
    };
  });
}

/** Reads what speaks BGP with hubs; with a Route Server, that is read with those. */
export function readVirtualHubBgpConnections(
  context: ModelContext,
  hubs: readonly VirtualHub[],
): VirtualHubBgpConnection[] {
  const known = new Set(hubs.map(({ address }) => address));
  return context.resources.managed("azurerm_virtual_hub_bgp_connection").flatMap((resource) => {
    const block = Block.of(resource);
    const hub = context.find(block.value("virtual_hub_id"), [HUB])?.address ?? "";
    return known.has(hub)
      ? [
          {
            ...context.resource(resource),
            hub,
            connection: context.find(block.value("virtual_network_connection_id"), [CONNECTION])?.address,
            peerIp: context.ipReference(resource, "peer_ip", block.value("peer_ip") ?? ""),
          },
        ]
      : [];
  });
}
