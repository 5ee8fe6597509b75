import { RouteTable, UnknownArgument } from "../model";
import { areInOneGroup, PeeringLink, SubnetNode } from "../network/virtual-network-node";
import { peeringRoutesOver } from "./peering-routes";
import { layerOf, RouteEntry } from "./route-entry";
import { RouteTables } from "./route-tables";
import { SubnetTable, TableLayers } from "./subnet-table";
import { userRoutes } from "./user-routes";

/** Another table that a subnet may have, as far as the input tells. */
export interface AlternativeTable {
  /** `undefined`: a table of which the input has nothing, so that anything may be in it. */
  readonly table?: SubnetTable;
  /** What would settle it. */
  readonly unknown: UnknownArgument;
}

/**
 * Everything that one unknown argument could change in a subnet's table; each on its own, since the longest match wins.
 * Only what takes rows away, as another table does, is tried with the peerings that may exist: they are what is left then.
 */
export class Alternatives {
  private readonly known = new Map<SubnetNode, readonly AlternativeTable[]>();
  private readonly routeTables: ReadonlyMap<string, RouteTable>;

  public constructor(private readonly tables: RouteTables) {
    this.routeTables = new Map(tables.network.model.routeTables.map((table) => [table.address, table]));
  }

  /** Tables that a subnet may have instead of the one that it seems to have. */
  public of(subnet: SubnetNode): readonly AlternativeTable[] {
    let found = this.known.get(subnet);
    if (found === undefined) {
      const instead = [...this.bindings(subnet), ...this.gateways(subnet)];
      found = [
        ...instead,
        ...this.routes(subnet),
        ...this.peerings(subnet),
        ...this.privateEndpoints(subnet),
        ...this.peeredAsWell(subnet, instead),
      ];
      this.known.set(subnet, found);
    }
    return found;
  }

  private bindings(subnet: SubnetNode): AlternativeTable[] {
    return (subnet.model.uncertainRouteTables ?? []).flatMap((unknown) =>
      unknown.candidates.length === 0
        ? [{ unknown }]
        : unknown.candidates.flatMap((address): AlternativeTable[] => {
            const table = this.routeTables.get(address);
            const isOpen =
              table?.routesUnknown === true || table?.routes.some(({ perhaps }) => perhaps) === true;
            if (table === undefined || isOpen || this.propagationUnknown(table) !== undefined) {
              return [{ unknown }];
            }
            const gateway = table.bgpRoutePropagation
              ? this.tables.gatewayRoutesOffered(subnet.virtualNetwork)
              : undefined;
            return table === subnet.routeTable
              ? []
              : [
                  {
                    table: this.otherwise(subnet, { user: userRoutes(table.routes), gateway }),
                    unknown,
                  },
                ];
          }),
    );
  }

  /** With each route that the subnet's table may have. */
  private routes(subnet: SubnetNode): AlternativeTable[] {
    if (subnet.routes.every(({ perhaps }) => perhaps === undefined)) {
      return [];
    }
    return this.tables.tableOf(subnet).layers.user.possible.map(({ route, unknown }) => ({
      table: this.otherwise(subnet, {
        user: userRoutes([...subnet.routes, { ...route, perhaps: undefined }]),
      }),
      unknown,
    }));
  }

  private peerings(subnet: SubnetNode): AlternativeTable[] {
    const { links, possibleLinks } = subnet.virtualNetwork;
    return [...possibleLinks.values()].flatMap(({ link, unknown }) => {
      const peering = peeringRoutesOver([...links.values(), link]);
      const table = this.otherwise(subnet, { peering });
      return [{ table, unknown }, ...this.besideGroup(subnet, link, unknown)];
    });
  }

  /** A peering takes a group's rows for the network away; one of subnets gives fewer, or none (R9, R70). */
  private besideGroup(subnet: SubnetNode, link: PeeringLink, unknown: UnknownArgument): AlternativeTable[] {
    const { network } = this.tables;
    const access = "allow_virtual_network_access";
    const mayKeepOut =
      link.subnets !== undefined ||
      [link.local, link.remote].some(
        ({ address, allowVirtualNetworkAccess, subnetsUnknown }) =>
          subnetsUnknown === true ||
          !allowVirtualNetworkAccess ||
          network.unknown(address, access) !== undefined,
      );
    // One of whole networks has the group's rows itself, and leaves both in each other's tag VirtualNetwork (R30).
    if (!areInOneGroup(link.from, link.to) || !mayKeepOut) {
      return [];
    }
    const links = [...link.from.links.values(), ...(link.subnets === undefined ? [] : [link])];
    const { connectedGroups } = this.tables.tableOf(subnet).layers;
    const without = connectedGroups.map(({ group, layer }) => {
      const rows = layer.entries.flatMap(({ values }) => values);
      const others = rows.filter(({ target }) => !(target.kind === "network" && target.network === link.to));
      return { group, layer: layerOf(others) };
    });
    const peering = peeringRoutesOver(links);
    return [{ table: this.otherwise(subnet, { connectedGroups: without, peering }), unknown }];
  }

  private peeredAsWell(subnet: SubnetNode, instead: readonly AlternativeTable[]): AlternativeTable[] {
    const { links, possibleLinks } = subnet.virtualNetwork;
    if (possibleLinks.size === 0) {
      return [];
    }
    const possible = [...possibleLinks.values()].map(({ link }) => link);
    const peering = peeringRoutesOver([...links.values(), ...possible]);
    return instead.flatMap(({ table, unknown }) =>
      table === undefined ? [] : [{ table: new SubnetTable(subnet, { ...table.layers, peering }), unknown }],
    );
  }

  /** With private endpoints that user-defined routes beat, where policies may say so (R8). */
  private privateEndpoints(subnet: SubnetNode): AlternativeTable[] {
    const seen = this.tables.privateEndpointsSeenBy(subnet.virtualNetwork);
    const entries = seen.entries.flatMap(({ values }) => values);
    const unknowns = new Set(
      entries.flatMap(({ target }) =>
        target.kind === "private-endpoint" && target.perhapsBeaten ? [target.perhapsBeaten.unknown] : [],
      ),
    );
    return [...unknowns].map((unknown) => {
      const privateEndpoints = layerOf(
        entries.map((entry): RouteEntry => {
          const { target } = entry;
          const isOpen = target.kind === "private-endpoint" && target.perhapsBeaten?.unknown === unknown;
          return isOpen ? { ...entry, target: { ...target, beatenFrom: target.perhapsBeaten?.from } } : entry;
        }),
      );
      return { table: this.otherwise(subnet, { privateEndpoints }), unknown };
    });
  }

  /** What would settle whether a subnet's table lets routes of gateways in, where that isn't told. */
  public openPropagation({ model, routeTable, propagation }: SubnetNode): UnknownArgument | undefined {
    const others = (model.uncertainRouteTables ?? []).filter(
      ({ candidates }) =>
        candidates.length === 0 ||
        candidates.some((address) => {
          const table = this.routeTables.get(address);
          return table?.bgpRoutePropagation !== propagation || this.propagationUnknown(table) !== undefined;
        }),
    );
    return (routeTable && this.propagationUnknown(routeTable)) ?? others[0];
  }

  private propagationUnknown({ address }: RouteTable): UnknownArgument | undefined {
    const { network } = this.tables;
    return (
      network.unknown(address, "bgp_route_propagation_enabled") ??
      network.unknown(address, "disable_bgp_route_propagation")
    );
  }

  private gateways(subnet: SubnetNode): AlternativeTable[] {
    const { virtualNetwork, propagation, routeTable } = subnet;
    const offered = propagation ? this.tables.possibleGatewayRoutesOffered(virtualNetwork) : [];
    const unknown = routeTable && this.propagationUnknown(routeTable);
    const toggled =
      unknown === undefined
        ? []
        : [
            {
              gateway: propagation ? undefined : this.tables.gatewayRoutesOffered(virtualNetwork),
              unknown,
            },
          ];
    // Without a gateway that may not be there.
    const host = this.tables.gateways.hostOf(virtualNetwork);
    const absent = (host === undefined || !propagation ? [] : this.tables.gateways.at(host)).flatMap(
      ({ model: { perhaps } }) =>
        perhaps === undefined || perhaps.text === host!.model.perhaps?.text
          ? []
          : [{ gateway: undefined, unknown: perhaps }],
    );
    return [...offered, ...toggled, ...absent].map((one) => ({
      table: this.otherwise(subnet, { gateway: one.gateway }),
      unknown: one.unknown,
    }));
  }

  /** The subnet's table with other layers. Most subnets have no such table, and need not have their own built for it. */
  private otherwise(subnet: SubnetNode, layers: Partial<TableLayers>): SubnetTable {
    return new SubnetTable(subnet, { ...this.tables.tableOf(subnet).layers, ...layers });
  }
}
