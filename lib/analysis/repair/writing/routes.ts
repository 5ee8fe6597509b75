import { ReservedSubnet, reservedSubnetOf, takesRouteTable } from "../../../azure/reserved-subnets";
import { Ipv4Prefix } from "../../../cidr";
import { Edit, EditArguments, EditValue, Route, RouteTable } from "../../model";
import { tableAssociation } from "../../network/table-association";
import { SubnetNode } from "../../network/virtual-network-node";
import { Decision } from "../trial";
import { Draft } from "./draft";
import { toAppend, toCreate, toSet } from "./edits";
import { RouteTargetChoice } from "./forwarders";
import { indexOfBlock, inlineBlock } from "./inline-blocks";
import { freeAzureName, freeName, localName } from "./names";
import { argumentOf, attributeOf, editable } from "./references";

/** The edits that give a subnet a route, or that turn the one that it has for the prefix; none where it takes none. */
export function routeEdits(
  draft: Draft,
  subnet: SubnetNode,
  prefix: Ipv4Prefix,
  target: Pick<RouteTargetChoice, "nextHop">,
  towards: string,
): readonly Edit[] | undefined {
  const table = subnet.routeTable;
  // A default route on GatewaySubnet, Azure refuses (GATEWAY_SUBNET_DEFAULT_ROUTE).
  const isRefused = reservedSubnetOf(subnet.name) === ReservedSubnet.GATEWAY && prefix.length === 0;
  if (!takesRouteTable(subnet.name) || isRefused || subnet.model.external === true) {
    return undefined;
  }
  if (table === undefined) {
    const route = routeArguments([], prefix, target, towards);
    return newTable(draft, subnet, needsDefault(draft, subnet, prefix) ? [route, TO_INTERNET] : [route]);
  }
  const same = table.routes.find((route) => route.addressPrefix === prefix.toString());
  if (same !== undefined) {
    return turnedRoute(draft, table, same, target);
  }
  return addedRoute(draft, table, routeArguments(table.routes, prefix, target, towards), towards);
}

/** Azure takes no table on a firewall's subnet without it (FIREWALL_SUBNET_WITHOUT_DEFAULT_ROUTE). */
const TO_INTERNET = { name: "to-internet", address_prefix: "0.0.0.0/0", next_hop_type: "Internet" };

function needsDefault({ context }: Draft, subnet: SubnetNode, prefix: Ipv4Prefix): boolean {
  const firewall = context.network.model.firewalls.find((one) => one.subnet === subnet.address);
  return firewall !== undefined && !firewall.managementIpConfiguration && prefix.length > 0;
}

/** Leads a route elsewhere. */
export function turnedRoute(
  draft: Draft,
  table: RouteTable,
  route: Route,
  target: Pick<RouteTargetChoice, "nextHop">,
): readonly Edit[] | undefined {
  const place = placeOf(draft, table, route);
  // The type as it stands there: azurerm takes no other case of letters.
  const written = route.nextHopTypeText ?? route.nextHopType;
  return (
    place &&
    Object.entries(target.nextHop)
      .filter(([argument, value]) => argument !== "next_hop_type" || value !== written)
      .map(([argument, value]) =>
        toSet(place.address, place.path === undefined ? argument : `${place.path}.${argument}`, value),
      )
  );
}

/** Takes a route out. */
export function removedRoute(draft: Draft, table: RouteTable, route: Route): readonly Edit[] | undefined {
  const place = placeOf(draft, table, route);
  return (
    place && [
      { op: "remove", address: place.address, ...(place.path !== undefined && { block: place.path }) },
    ]
  );
}

/** Lets a route name several prefixes instead of its own: it takes the first, others stand beside it. */
export function dividedRoute(
  draft: Draft,
  table: RouteTable,
  route: Route,
  prefixes: readonly string[],
  towards: string,
): readonly Edit[] | undefined {
  const [first, ...others] = prefixes;
  const edits = first === undefined ? undefined : narrowedRoute(draft, table, route, first);
  const [hop] = route.nextHops;
  return (
    edits &&
    inTurn(draft, [
      () => edits,
      ...others.map(
        (prefix, index) => (later: Draft) =>
          addedRoute(
            later,
            table,
            {
              name: `${route.name}-${index + 2}`,
              address_prefix: prefix,
              next_hop_type: route.nextHopType,
              ...(hop !== undefined && { next_hop_in_ip_address: hop.text }),
            },
            `${towards}_${index + 2}`,
          ),
      ),
    ])
  );
}

/** Edits in turn, each written with those before it in mind; none where one of them can't be written. */
export function inTurn(
  draft: Draft,
  steps: readonly ((draft: Draft) => readonly Edit[] | undefined)[],
): readonly Edit[] | undefined {
  const { context, input } = draft;
  return steps.reduce<readonly Edit[] | undefined>((edits, step) => {
    const more = edits && step({ context, input, edits: [...draft.edits, ...edits] });
    return more && [...edits!, ...more];
  }, []);
}

/** Takes the table off a subnet. */
export function unboundTable(draft: Draft, subnet: SubnetNode): readonly Edit[] | undefined {
  const association = tableAssociation(subnet.model);
  const address = association === undefined ? undefined : editable(draft, association);
  if (address !== undefined) {
    return [{ op: "remove", address }];
  }
  return tableInside(draft, subnet, null);
}

/** The table of a subnet that says so itself, or that stands inside its network's resource. */
function tableInside(
  draft: Draft,
  { address, model }: SubnetNode,
  value: EditValue,
): readonly Edit[] | undefined {
  const own = model.routeTableAssociation === address ? editable(draft, address) : undefined;
  if (own !== undefined) {
    return [toSet(own, "route_table_id", value)];
  }
  const inline = inlineBlock(draft, address, "subnet");
  const argument = `${inline?.argument}.route_table_id`;
  return inline && [toSet(inline.address, argument, value)];
}

/** Gives a route another prefix. */
function narrowedRoute(
  draft: Draft,
  table: RouteTable,
  route: Route,
  prefix: string,
): readonly Edit[] | undefined {
  const place = placeOf(draft, table, route);
  const argument = place?.path === undefined ? "address_prefix" : `${place.path}.address_prefix`;
  return place && [toSet(place.address, argument, prefix)];
}

/** Adds a route the way the table's others are written. */
export function addedRoute(
  draft: Draft,
  table: RouteTable,
  route: EditArguments,
  towards: string,
): readonly Edit[] | undefined {
  const address = editable(draft, table.address);
  if (address === undefined) {
    return undefined;
  }
  if (isInline(draft, table)) {
    return [toAppend(address, "route", route)];
  }
  const name = freeName(draft, "azurerm_route", `${localName(table.address)}_${towards}`);
  const owner = {
    route_table_name: attributeOf(draft, table.address, "name"),
    resource_group_name: attributeOf(draft, table.address, "resource_group_name"),
  };
  return owner.route_table_name === undefined || owner.resource_group_name === undefined
    ? undefined
    : [
        toCreate("azurerm_route", name, {
          name: route.name,
          route_table_name: owner.route_table_name,
          resource_group_name: owner.resource_group_name,
          ...route,
        }),
      ];
}

/** Binds a table, by its id, to a subnet. */
export function boundTable(
  draft: Draft,
  subnet: SubnetNode,
  tableId: EditValue | undefined,
): readonly Edit[] | undefined {
  if (tableId === undefined) {
    return undefined;
  }
  if (subnet.address.endsWith('"]') && subnet.address.includes(".subnet[")) {
    return tableInside(draft, subnet, tableId);
  }
  const subnetId = attributeOf(draft, subnet.address, "id");
  const type = "azurerm_subnet_route_table_association";
  const name = freeName(draft, type, localName(subnet.address));
  return subnetId === undefined
    ? undefined
    : [toCreate(type, name, { subnet_id: subnetId, route_table_id: tableId })];
}

/** Binds another table, by its id, to a subnet that has one. */
export function reboundTable(
  draft: Draft,
  subnet: SubnetNode,
  tableId: EditValue | undefined,
): readonly Edit[] | undefined {
  const association = tableAssociation(subnet.model);
  const address = association === undefined ? undefined : editable(draft, association);
  return tableId === undefined
    ? undefined
    : address === undefined
      ? tableInside(draft, subnet, tableId)
      : [toSet(address, "route_table_id", tableId)];
}

/** A table of its own for a subnet that has none. */
export function newTable(
  draft: Draft,
  subnet: SubnetNode,
  routes: readonly EditArguments[],
): readonly Edit[] | undefined {
  const table = writtenTable(draft, subnet, routes);
  const bound = table && boundTable(draft, subnet, table.id);
  return bound && [table.create, ...bound];
}

/** A table of its own for a subnet that shares one. */
export function ownTable(
  draft: Draft,
  subnet: SubnetNode,
  routes: readonly EditArguments[],
): readonly Edit[] | undefined {
  const shared = subnet.routeTable;
  const isOlder =
    shared !== undefined && argumentOf(draft, shared.address, "disable_bgp_route_propagation") !== undefined;
  const refused: EditArguments = isOlder
    ? { disable_bgp_route_propagation: true }
    : { bgp_route_propagation_enabled: false };
  const table = writtenTable(draft, subnet, routes, shared?.bgpRoutePropagation === false ? refused : {});
  const bound = table && (reboundTable(draft, subnet, table.id) ?? boundTable(draft, subnet, table.id));
  return bound && [table.create, ...bound];
}

function writtenTable(
  draft: Draft,
  subnet: SubnetNode,
  routes: readonly EditArguments[],
  more: EditArguments = {},
): { readonly create: Edit; readonly id: string } | undefined {
  const type = "azurerm_route_table";
  const { virtualNetwork } = subnet;
  const location = attributeOf(draft, virtualNetwork.address, "location") ?? virtualNetwork.model.region;
  const group =
    attributeOf(draft, virtualNetwork.address, "resource_group_name") ?? virtualNetwork.model.resourceGroup;
  if (location === undefined || group === undefined) {
    return undefined;
  }
  const name = freeName(draft, type, localName(subnet.address));
  const known = draft.context.network.model.routeTables.map((table) => table.name ?? "");
  const create: Edit = toCreate(type, name, {
    name: freeAzureName(`rt-${subnet.id.replace("/", "-")}`, known),
    location,
    resource_group_name: group,
    ...more,
    route: routes,
  });
  return { create, id: `\${${type}.${name}.id}` };
}

function routeArguments(
  routes: readonly Route[],
  prefix: Ipv4Prefix,
  target: Pick<RouteTargetChoice, "nextHop">,
  towards: string,
): EditArguments {
  const known = routes.map(({ name }) => name);
  return {
    name: freeAzureName(towards.replaceAll("_", "-"), known),
    address_prefix: prefix.toString(),
    ...target.nextHop,
  };
}

/** Inline and separate routes fight, so a table's first separate route must not be ours. */
function isInline(draft: Draft, table: RouteTable): boolean {
  const written = argumentOf(draft, table.address, "route");
  if (Array.isArray(written) ? written.length > 0 : written !== undefined && written !== null) {
    return !table.routes.some(({ origin }) => origin !== table.address);
  }
  if (table.routes.length > 0) {
    return false;
  }
  const all = draft.context.network.model.routeTables;
  const separate = all.filter(({ address, routes }) =>
    routes.some(({ origin }) => origin !== address),
  ).length;
  return separate === 0;
}

/** A user-defined route with the table that holds it. */
export interface WrittenRoute {
  readonly table: RouteTable;
  readonly route: Route;
}

/** The user-defined route that was chosen at a hop. */
export function routeOf({ subnet, hop }: Decision): WrittenRoute | undefined {
  const table = subnet.routeTable;
  const route = table?.routes.find(
    ({ addressPrefix, origin }) =>
      hop.route?.source === "User" &&
      addressPrefix === hop.route.addressPrefix &&
      origin === hop.route.origin,
  );
  return table === undefined || route === undefined ? undefined : { table, route };
}

interface RoutePlace {
  readonly address: string;
  /** Of an inline route: `route[0]`. */
  readonly path?: string;
}

/** Where a route is written; nowhere, where the edits themselves add it: others would say it at once. */
function placeOf(draft: Draft, table: RouteTable, route: Route): RoutePlace | undefined {
  const address = editable(draft, route.origin);
  const isNew = draft.edits.some(
    (edit) =>
      edit.op === "append" &&
      edit.block === "route" &&
      edit.address === address &&
      edit.value.name === route.name,
  );
  if (address === undefined || isNew) {
    return undefined;
  }
  if (route.origin !== table.address) {
    return { address };
  }
  const index = indexOfBlock(argumentOf(draft, table.address, "route"), route.name);
  return index < 0 ? undefined : { address, path: `route[${index}]` };
}
