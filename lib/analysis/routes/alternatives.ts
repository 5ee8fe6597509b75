import { RouteTable, UnknownArgument } from "../model";
import { SubnetNode } from "../network/network";
import { peeringRoutesOver } from "./peering-routes";
import { RouteTables } from "./route-tables";
import { SubnetTable } from "./subnet-table";
import { userRoutes } from "./user-routes";

/** Another table that a subnet may have, as far as the input tells. */
export interface AlternativeTable {
  /** `undefined`: a table of which the input has nothing, so that anything may be in it. */
  readonly table?: SubnetTable;
  /** What would settle it. */
  readonly unknown: UnknownArgument;
}

/** Everything that one unknown argument could change in a subnet's table; each on its own, since the longest match wins. */
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
      found = [...this.bindings(subnet), ...this.peerings(subnet), ...this.gateways(subnet)];
      this.known.set(subnet, found);
    }
    return found;
  }

  private bindings(subnet: SubnetNode): AlternativeTable[] {
    const base = this.tables.tableOf(subnet).layers;
    return (subnet.model.uncertainRouteTables ?? []).flatMap((unknown) =>
      unknown.candidates.length === 0
        ? [{ unknown }]
        : unknown.candidates.flatMap((address): AlternativeTable[] => {
            const table = this.routeTables.get(address);
            if (table === undefined || table.routesUnknown === true) {
              return [{ unknown }];
            }
            const gateway = table.bgpRoutePropagation
              ? this.tables.gatewayRoutesOffered(subnet.virtualNetwork)
              : undefined;
            return table === subnet.routeTable
              ? []
              : [
                  {
                    table: new SubnetTable(subnet, { ...base, user: userRoutes(table.routes), gateway }),
                    unknown,
                  },
                ];
          }),
    );
  }

  private peerings(subnet: SubnetNode): AlternativeTable[] {
    const base = this.tables.tableOf(subnet).layers;
    const { links, possibleLinks } = subnet.virtualNetwork;
    return [...possibleLinks.values()].map(({ link, unknown }) => {
      const peering = peeringRoutesOver([...links.values(), link]);
      return { table: new SubnetTable(subnet, { ...base, peering }), unknown };
    });
  }

  private gateways(subnet: SubnetNode): AlternativeTable[] {
    const base = this.tables.tableOf(subnet).layers;
    const { virtualNetwork, propagation, routeTable } = subnet;
    const hosts = this.tables.gateways.possibleHostsOf(virtualNetwork);
    const offered = propagation
      ? hosts.map(({ host, unknown }) => ({ gateway: this.tables.gatewayRoutesOf(host), unknown }))
      : [];
    const unknown =
      routeTable && this.tables.network.unknown(routeTable.address, "bgp_route_propagation_enabled");
    const toggled =
      unknown === undefined
        ? []
        : [
            {
              gateway: propagation ? undefined : this.tables.gatewayRoutesOffered(virtualNetwork),
              unknown,
            },
          ];
    return [...offered, ...toggled].map((one) => ({
      table: new SubnetTable(subnet, { ...base, gateway: one.gateway }),
      unknown: one.unknown,
    }));
  }
}
