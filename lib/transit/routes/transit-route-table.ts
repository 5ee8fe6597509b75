import { Route } from "@cdktf/provider-azurerm/lib/route";
import { RouteTable } from "@cdktf/provider-azurerm/lib/route-table";
import { SubnetRouteTableAssociation } from "@cdktf/provider-azurerm/lib/subnet-route-table-association";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { NAME_RULES } from "../../azure/names";
import { bindsSubnet } from "../../core/bound-twice";
import { checkAtSynth } from "../../core/checks";
import { late, writtenOut } from "../../core/late";
import { checkName } from "../../core/name-check";
import { ResourceKind } from "../../core/naming";
import { commonArguments, namingOf, PlacementProps } from "../../core/placement";
import { reference } from "../../core/references";
import { noteLocation, otherRegionProblem } from "../../core/same-region";
import { ISubnet } from "../../network/i-subnet";
import { contentsOf } from "../../network/network-contents";
import { NextHop } from "./next-hop";
import { RouteDestination, routeName } from "./route-destinations";

/** Props of a {@link TransitRouteTable}. */
export interface TransitRouteTableProps extends PlacementProps {
  /** What the table is for: its name is made of it. */
  readonly subject: string;

  /** Where its routes point, apart from those that say where. */
  readonly nextHop: NextHop;

  /** Whether the subnets keep the routes that a gateway or Route Server learns. */
  readonly keepsGatewayRoutes: boolean;

  /** What the routes lead to, computed at synth. Each prefix once. */
  readonly destinations: () => RouteDestination[];

  /**
   * Whether each route is a resource of its own (`azurerm_route`), since other states have routes in the table too:
   * inline ones would remove those.
   */
  readonly sharedWithOtherStates?: boolean;
}

/** One resource for all routes, an instance for each by its name: what is added after construction is in it as well. */
function routesApart(scope: Construct, table: RouteTable, props: TransitRouteTableProps): void {
  const routes = new Route(scope, "Routes", {
    name: "${each.key}",
    resourceGroupName: props.resourceGroupName,
    routeTableName: table.name,
    addressPrefix: "${each.value.address_prefix}",
    nextHopType: "${each.value.next_hop_type}",
    nextHopInIpAddress: "${each.value.next_hop_in_ip_address}",
    provider: props.provider,
  });
  routes.addOverride(
    "for_each",
    late(() => Object.fromEntries(routesOf(scope, props))),
  );
}

/** The routes by their names, in Terraform's words. An optional argument of an inline route must be there, be it null. */
function routesOf(scope: Construct, { destinations, nextHop }: TransitRouteTableProps): [string, object][] {
  const addresses = new Map<NextHop, string | null>();
  const addressOf = (hop: NextHop): string | null => {
    const known = addresses.get(hop);
    const address = known ?? (hop.address === undefined ? null : writtenOut(scope, hop.address));
    addresses.set(hop, address);
    return address;
  };
  return destinations().map((destination) => {
    const hop = destination.nextHop ?? nextHop;
    return [
      routeName(destination),
      {
        address_prefix: destination.prefix,
        next_hop_type: hop._type,
        next_hop_in_ip_address: addressOf(hop),
      },
    ];
  });
}

/** Subnets that have a table: Azure takes one for each. */
const tableBySubnet = new WeakMap<ISubnet, TransitRouteTable>();

/**
 * A route table (`azurerm_route_table`) with its routes inline, or in one `azurerm_route` for all of them.
 *
 * Inline routes are one resource instead of hundreds, and what is added after construction is in them.
 */
export class TransitRouteTable extends Construct {
  private readonly resource: RouteTable;
  private readonly isShared: boolean;

  public constructor(scope: Construct, id: string, props: TransitRouteTableProps) {
    super(scope, id);
    noteLocation(this, props.location);
    this.isShared = props.sharedWithOtherStates ?? false;
    const name = namingOf(props).nameOf({ kind: ResourceKind.ROUTE_TABLE, subject: props.subject });
    this.resource = new RouteTable(this, "Resource", {
      name,
      bgpRoutePropagationEnabled: props.keepsGatewayRoutes,
      route: props.sharedWithOtherStates
        ? undefined
        : late(() => routesOf(this, props).map(([key, route]) => ({ name: key, ...route }))),
      ...commonArguments(props),
    });
    checkName(this, NAME_RULES.routeTable, name);
    if (props.sharedWithOtherStates) {
      routesApart(this, this.resource, props);
    }
  }

  /** Name in its resource group. */
  public get routeTableName(): string {
    return this.resource.name;
  }

  /** Azure resource id. */
  public get routeTableId(): string {
    return this.resource.id;
  }

  /** Gives the table to a subnet and returns the association, which others may have to wait for. */
  public associate(
    scope: Construct,
    id: string,
    subnet: ISubnet,
    placement: PlacementProps,
  ): TerraformResource {
    const association = new SubnetRouteTableAssociation(scope, id, {
      subnetId: reference(subnet, "id", () => subnet.subnetId, scope),
      routeTableId: reference(this, "id", () => this.routeTableId, scope),
      provider: placement.provider,
    });
    bindsSubnet(association);
    const earlier = tableBySubnet.get(subnet);
    tableBySubnet.set(subnet, earlier ?? this);
    const { virtualNetwork } = subnet;
    if (!this.isShared) {
      contentsOf(virtualNetwork).inlineRouteTables.push(this);
    }
    checkAtSynth(this, () => [
      otherRegionProblem("the route table", this, `virtual network "${virtualNetwork.name}"`, virtualNetwork),
      earlier && earlier !== this
        ? `subnet "${subnet.subnetName}" of "${subnet.virtualNetwork.name}" has a route table already ` +
          `([${earlier.node.path}]) and Azure takes one; let one UserDefinedRoutes route it`
        : undefined,
    ]);
    return association;
  }
}
